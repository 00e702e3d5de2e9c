//! The text of an article: from its file, where that is the text byte for
//! byte, or else from the index.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use super::record::FileRecord;
use super::store::IndexError;
use super::stored::StoredArticle;

/// The text of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleText {
    pub text: String,
    /// The byte of the document's text that `text` begins at.
    pub start: usize,
    /// Title and body blocks, bytes of the document's text, ascending:
    /// `text[block.start - start..block.end - start]`.
    pub blocks: Vec<Range<usize>>,
}

/// Why there is no text.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// The index does not know the article, or not any more.
    #[error("the article is not in the index")]
    Gone,
    /// The file is another one than was indexed.
    #[error("{path} was changed and is not indexed again yet")]
    Changed { path: String },
    #[error("{path} cannot be read: {error}")]
    File { path: String, error: io::Error },
    #[error(transparent)]
    Index(#[from] IndexError),
}

impl ArticleText {
    /// The words of bytes of the document's text; empty out of bounds.
    #[must_use]
    pub fn get(&self, bytes: Range<usize>) -> &str {
        let inside = bytes.start.checked_sub(self.start).zip(bytes.end.checked_sub(self.start));
        inside.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }
}

/// Reads the text of an article of the file, of whose record only what
/// concerns the file itself is looked at.
pub(super) fn read(record: &FileRecord, stored: StoredArticle) -> Result<ArticleText, TextError> {
    let text = match stored.text {
        Some(text) => text,
        None => read_file(record, &stored.span)?,
    };
    Ok(ArticleText { text, start: stored.span.start, blocks: stored.blocks })
}

fn read_file(record: &FileRecord, span: &Range<usize>) -> Result<String, TextError> {
    let path = || record.path.clone();
    let failed = |error| TextError::File { path: path(), error };
    let mut file = File::open(&record.path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    if size != record.size || span.end as u64 > size {
        return Err(TextError::Changed { path: path() });
    }
    let mut bytes = vec![0; span.len()];
    file.seek(SeekFrom::Start(span.start as u64)).map_err(failed)?;
    file.read_exact(&mut bytes).map_err(failed)?;
    String::from_utf8(bytes).map_err(|_| TextError::Changed { path: path() })
}
