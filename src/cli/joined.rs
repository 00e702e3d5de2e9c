//! What joins a question from outside the index: the marks and tags of the
//! person, and the other spellings of the names that the linker knows for one.

use std::path::Path;
use std::sync::Arc;

use super::corrections::kept;
use crate::app::names_in;
use crate::config::{Environment, Folders};
use crate::library::annotation::{Annotation, Annotations, Body, Target};
use crate::library::index::{
    ArticleRef, FileRecord, Marks, Query, QueryField, Question, Snapshot, SpellingsOfNames,
    file_key,
};
use crate::library::linker::{Aliases, Linker};
use crate::library::notes;
use crate::library::userdata::UserData;

/// The marks of the person on the articles of a state of the index; none
/// where the query does not ask for them.
pub(super) fn marks(query: &Query, snapshot: &Snapshot, made: &Annotations) -> Marks {
    let mut marks = Marks::default();
    if !query.names_any(&[QueryField::Is, QueryField::Has, QueryField::Tag]) {
        return marks;
    }
    let files = snapshot.files(|record| {
        let target = Target { path: record.path.clone(), sha256: record.sha256 };
        for annotation in made.of_document(&target) {
            mark(&mut marks, &record, &annotation);
        }
    });
    if let Err(error) = files {
        eprintln!("nreader: {error}");
    }
    marks
}

fn mark(marks: &mut Marks, record: &FileRecord, made: &Annotation) {
    let start = made.selector.as_ref().map(|selector| selector.position.start);
    let holds = |span: &std::ops::Range<usize>| start.is_none_or(|at| span.contains(&at));
    // The words of a file of one article are those of that article.
    let alone = record.articles.len() == 1;
    let here = record.articles.iter().enumerate().filter(|(_, row)| alone || holds(&row.span));
    for (article, _) in here {
        let Ok(article) = u32::try_from(article) else { continue };
        let at = ArticleRef { file: file_key(&record.path), article };
        match &made.body {
            Body::Read => drop(marks.read.insert(at)),
            Body::Starred => drop(marks.starred.insert(at)),
            Body::Note(note) => {
                marks.noted.insert(at);
                for tag in notes::tags(&note.text) {
                    marks.tags.entry(tag).or_default().insert(at);
                }
            }
            _ => {}
        }
    }
}

/// The other spellings of the people and entities that a query names, as the
/// reader has linked them in `cache`; none where it has not.
pub(super) fn names(query: &Query, cache: Option<&Path>) -> SpellingsOfNames {
    if !query.names_any(&[QueryField::Speaker, QueryField::Entity]) {
        return SpellingsOfNames::default();
    }
    let linker = cache.filter(|path| path.exists()).and_then(linker);
    linker.map_or_else(SpellingsOfNames::default, |linker| {
        names_in(query, &|typed| linker.spellings(typed))
    })
}

/// Who is who, as the reader has linked it in `cache` and the person decided;
/// `None` where it has linked nothing.
pub(super) fn linker(cache: &Path) -> Option<Linker> {
    let folders = Folders::of(&Environment::of_process());
    let (aliases, _) = Aliases::with_own(folders.config.as_deref());
    let mut linker = Linker::load(cache, aliases)?;
    if let Some(path) = folders.user_data() {
        // What is wrong with the file was told when its corrections were read.
        linker.decide(kept(&path, UserData::decisions).0);
    }
    Some(linker)
}

/// What a query asks of the index and of what joins it.
pub(super) fn question(
    query: Query,
    snapshot: &Snapshot,
    made: &Annotations,
    cache: Option<&Path>,
) -> Question {
    let marks = Arc::new(marks(&query, snapshot, made));
    let names = Arc::new(names(&query, cache));
    Question { query, marks, names }
}
