//! The fields of the index, and how their words are cut.
//!
//! Three kinds of documents share one index: an article, a quotation, a file.
//! Articles and quotations have fields of their own for their words, so that
//! a word asked of the one never meets the other and its rarity counts among
//! its kind. Words are kept as they are printed, folded; the forms of a word
//! are found in the dictionary when it is asked for, which costs less space
//! than its stems and leaves phrases and prefixes exact.

use std::sync::LazyLock;

use tantivy::schema::{
    BytesOptions, Field as Handle, IndexRecordOption, NumericOptions, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use super::words;

/// To be raised whenever the fields or what is written to them change: an
/// index of another version is made anew.
pub(super) const VERSION: u32 = 1;

/// The name of our way to cut words.
const WORDS: &str = "words";
/// Of values that are one term each.
const RAW: &str = "raw";

/// Names of the columns, which the engine asks for by name.
pub(super) mod column {
    pub(in super::super) const KIND: &str = "kind";
    pub(in super::super) const FILE: &str = "file";
    pub(in super::super) const ARTICLE: &str = "article";
    pub(in super::super) const FIRST: &str = "first";
    pub(in super::super) const LAST: &str = "last";
    pub(in super::super) const RECORD: &str = "record";
    pub(in super::super) const SPEAKER: &str = "speaker";
    pub(in super::super) const ENTITY: &str = "entity";
    pub(in super::super) const OUTLET: &str = "outlet";
    pub(in super::super) const AGENCY: &str = "agency";
    pub(in super::super) const LANGUAGE: &str = "language";
    pub(in super::super) const FORM: &str = "form";
    pub(in super::super) const TAG: &str = "tag";
    pub(in super::super) const TITLE: &str = "title";
}

/// What a document of the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Article,
    Quote,
    File,
}

/// All fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub(super) kind: Handle,
    /// [`super::file_key`], of every document.
    pub(super) file: Handle,
    /// Index of the article in its file.
    pub(super) article: Handle,
    /// [`place`] of an article, and of a file's first part.
    pub(super) place: Handle,
    /// The first and the last moment that the date may mean, see
    /// [`super::days`].
    pub(super) first: Handle,
    pub(super) last: Handle,
    /// Part of a file's record; a column.
    pub(super) record: Handle,
    /// What is read of a single document.
    pub(super) stored: Handle,
    /// Bands of an article's sketch.
    pub(super) bands: Handle,
    pub(super) articles: WordFields,
    pub(super) quotes: WordFields,
    pub(super) columns: Columns,
}

/// The searched fields of one kind of document.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordFields {
    pub(super) words: Handle,
    pub(super) title: Handle,
    pub(super) speaker: Handle,
    pub(super) entity: Handle,
    pub(super) outlet: Handle,
    pub(super) agency: Handle,
    pub(super) tag: Handle,
    pub(super) language: Handle,
    pub(super) form: Handle,
}

/// The values that are counted and sorted by, as they are shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    pub(super) title: Handle,
    pub(super) speaker: Handle,
    pub(super) entity: Handle,
    pub(super) outlet: Handle,
    pub(super) agency: Handle,
    pub(super) tag: Handle,
    pub(super) language: Handle,
    pub(super) form: Handle,
}

/// Made once: it is the same for every index.
static SCHEMA: LazyLock<(Schema, Fields)> = LazyLock::new(make);

pub(super) fn schema() -> &'static Schema {
    &SCHEMA.0
}

pub(super) fn fields() -> &'static Fields {
    &SCHEMA.1
}

fn make() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let number = || NumericOptions::default();
    let fields = Fields {
        kind: schema.add_u64_field(column::KIND, number().set_indexed().set_fast()),
        file: schema.add_u64_field(column::FILE, number().set_indexed().set_fast()),
        article: schema.add_u64_field(column::ARTICLE, number().set_fast()),
        place: schema.add_u64_field("place", number().set_indexed()),
        first: schema.add_u64_field(column::FIRST, number().set_fast()),
        last: schema.add_u64_field(column::LAST, number().set_fast()),
        record: schema.add_bytes_field(column::RECORD, BytesOptions::default().set_fast()),
        stored: schema.add_bytes_field("stored", BytesOptions::default().set_stored()),
        bands: schema.add_u64_field("bands", number().set_indexed()),
        articles: WordFields::add(&mut schema, "a"),
        quotes: WordFields::add(&mut schema, "q"),
        columns: Columns::add(&mut schema),
    };
    (schema.build(), fields)
}

impl WordFields {
    fn add(schema: &mut SchemaBuilder, prefix: &str) -> WordFields {
        let words = searched(WORDS, IndexRecordOption::WithFreqsAndPositions);
        let raw = searched(RAW, IndexRecordOption::Basic);
        let mut add = |name: &str, options: &TextOptions| {
            schema.add_text_field(&format!("{prefix}_{name}"), options.clone())
        };
        WordFields {
            words: add("words", &words),
            title: add("title", &words),
            speaker: add("speaker", &words),
            entity: add("entity", &words),
            outlet: add("outlet", &words),
            agency: add("agency", &words),
            tag: add("tag", &words),
            language: add("language", &raw),
            form: add("form", &raw),
        }
    }
}

impl Columns {
    fn add(schema: &mut SchemaBuilder) -> Columns {
        let mut add = |name: &str| schema.add_text_field(name, shown());
        Columns {
            title: add(column::TITLE),
            speaker: add(column::SPEAKER),
            entity: add(column::ENTITY),
            outlet: add(column::OUTLET),
            agency: add(column::AGENCY),
            tag: add(column::TAG),
            language: add(column::LANGUAGE),
            form: add(column::FORM),
        }
    }
}

impl Fields {
    pub(super) fn of(&self, kind: Kind) -> &WordFields {
        if kind == Kind::Quote { &self.quotes } else { &self.articles }
    }
}

impl Kind {
    /// Its value in the field `kind`.
    pub(super) fn number(self) -> u64 {
        match self {
            Kind::Article => 0,
            Kind::Quote => 1,
            Kind::File => 2,
        }
    }
}

/// One number for an article of a file, or for the file itself.
pub(super) fn place(file: u64, article: Option<u32>) -> u64 {
    let number = article.map_or(0, |article| u64::from(article) + 1);
    // An odd factor (of Knuth's MMIX generator) keeps different numbers apart.
    file.wrapping_add(number.wrapping_mul(6_364_136_223_846_793_005))
}

fn searched(tokenizer: &str, detail: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
    let norms = detail.has_positions();
    TextOptions::default()
        .set_indexing_options(indexing.set_index_option(detail).set_fieldnorms(norms))
}

fn shown() -> TextOptions {
    TextOptions::default().set_fast(RAW)
}

/// Our way to cut words, beside the engine's raw one.
pub(super) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(WORDS, TextAnalyzer::from(Words::default()));
    manager
}

/// Cuts a text into folded words.
#[derive(Clone, Default)]
struct Words {
    token: Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream { text, words: Box::new(words::words(text, 0)), token: &mut self.token }
    }
}

struct WordStream<'a> {
    text: &'a str,
    words: Box<dyn Iterator<Item = std::ops::Range<usize>> + 'a>,
    token: &'a mut Token,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        let token = &mut *self.token;
        token.text.clear();
        token.text.push_str(&words::fold(self.text.get(word.clone()).unwrap_or_default()));
        token.position = token.position.wrapping_add(1);
        (token.offset_from, token.offset_to) = (word.start, word.end);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
