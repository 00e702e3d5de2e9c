//! The fields of the index, and how their words are cut.
//!
//! Three kinds of documents share one index: an article, a quotation, a file.
//! Articles and quotations have fields of their own for their words, so that
//! a word asked of the one never meets the other and its rarity counts among
//! its kind; what is known of the article is written to the article alone.
//! Words are kept as they are printed, folded; the forms of a word are found
//! in the dictionary when it is asked for, which costs less space than its
//! stems and leaves phrases and prefixes exact.

use std::sync::LazyLock;

use tantivy::schema::{
    BytesOptions, Field as Handle, IndexRecordOption, NumericOptions, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use super::words;
use crate::library::sure::sure;
use newsquotes::folding;

/// To be raised whenever the fields or what is written to them change: an
/// index of another version is made anew.
pub(super) const VERSION: u32 = 4;

/// The name of our way to cut words.
const WORDS: &str = "words";
/// Of words that are cut and folded already, with blanks between them.
const FOLDED: &str = "folded";
/// Of values that are one term each.
const RAW: &str = "raw";

/// Names of the columns, which the engine asks for by name.
pub(super) mod column {
    pub(in super::super) const FILE_OF: &str = "file_of";
    pub(in super::super) const FILE: &str = "file";
    pub(in super::super) const ARTICLE: &str = "article";
    pub(in super::super) const FIRST: &str = "first";
    pub(in super::super) const LAST: &str = "last";
    pub(in super::super) const QUOTES: &str = "quotes";
    pub(in super::super) const BEFORE: &str = "before";
    pub(in super::super) const RECORD: &str = "record";
    pub(in super::super) const SKETCH: &str = "sketch";
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
pub(super) enum DocumentKind {
    Article,
    Quote,
    File,
}

/// All fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct IndexFields {
    pub(super) kind: Handle,
    /// [`super::file_key`], of every document.
    pub(super) file: Handle,
    /// The same as a column, of articles.
    pub(super) file_of: Handle,
    /// Index of the article in its file, of articles.
    pub(super) article: Handle,
    /// See [`super::family`].
    pub(super) quotes: Handle,
    pub(super) before: Handle,
    /// [`place`] of an article, and of a file's first part.
    pub(super) place: Handle,
    /// The first and the last moment that the date of an article may mean, see
    /// [`super::days`].
    pub(super) first: Handle,
    pub(super) last: Handle,
    /// Part of a file's record; a column.
    pub(super) record: Handle,
    /// What is read of a single article, with its quotations.
    pub(super) stored: Handle,
    /// An article's sketch, as [`super::stored::packed`].
    pub(super) sketch: Handle,
    pub(super) of_article: ArticleFields,
    pub(super) of_quote: QuoteFields,
    pub(super) columns: Columns,
}

/// The searched fields of articles.
#[derive(Clone, Copy, Debug)]
pub(super) struct ArticleFields {
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

/// The searched fields of quotations; the rest is known of their articles.
#[derive(Clone, Copy, Debug)]
pub(super) struct QuoteFields {
    pub(super) words: Handle,
    pub(super) speaker: Handle,
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
static SCHEMA: LazyLock<(Schema, IndexFields)> = LazyLock::new(make);

pub(super) fn schema() -> &'static Schema {
    &SCHEMA.0
}

pub(super) fn fields() -> &'static IndexFields {
    &SCHEMA.1
}

fn make() -> (Schema, IndexFields) {
    let mut schema = Schema::builder();
    let number = || NumericOptions::default();
    let fields = IndexFields {
        kind: schema.add_u64_field("kind", number().set_indexed()),
        file: schema.add_u64_field(column::FILE, number().set_indexed()),
        file_of: schema.add_u64_field(column::FILE_OF, number().set_fast()),
        article: schema.add_u64_field(column::ARTICLE, number().set_fast()),
        quotes: schema.add_u64_field(column::QUOTES, number().set_fast()),
        before: schema.add_u64_field(column::BEFORE, number().set_fast()),
        place: schema.add_u64_field("place", number().set_indexed()),
        first: schema.add_u64_field(column::FIRST, number().set_fast()),
        last: schema.add_u64_field(column::LAST, number().set_fast()),
        record: schema.add_bytes_field(column::RECORD, BytesOptions::default().set_fast()),
        stored: schema.add_bytes_field("stored", BytesOptions::default().set_stored()),
        sketch: schema.add_u64_field(column::SKETCH, number().set_fast()),
        of_article: ArticleFields::add(&mut schema),
        of_quote: QuoteFields::add(&mut schema),
        columns: Columns::add(&mut schema),
    };
    (schema.build(), fields)
}

impl ArticleFields {
    fn add(schema: &mut SchemaBuilder) -> ArticleFields {
        let mut add = |name: &str, options: TextOptions| schema.add_text_field(name, options);
        ArticleFields {
            words: add("words_of_article", folded()),
            title: add("title_of_article", text()),
            speaker: add("speaker_of_article", text()),
            entity: add("entity_of_article", text()),
            outlet: add("outlet_of_article", text()),
            agency: add("agency_of_article", text()),
            tag: add("tag_of_article", text()),
            language: add("language_of_article", value()),
            form: add("form_of_article", value()),
        }
    }
}

impl QuoteFields {
    fn add(schema: &mut SchemaBuilder) -> QuoteFields {
        let mut add = |name: &str, options: TextOptions| schema.add_text_field(name, options);
        QuoteFields {
            words: add("words_of_quote", folded()),
            speaker: add("speaker_of_quote", text()),
            form: add("form_of_quote", value()),
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

impl IndexFields {
    /// Where the words of a kind of document are.
    pub(super) fn words(&self, kind: DocumentKind) -> Handle {
        if kind == DocumentKind::Quote { self.of_quote.words } else { self.of_article.words }
    }
}

impl DocumentKind {
    /// Its value in the field `kind`.
    pub(super) fn number(self) -> u64 {
        match self {
            DocumentKind::Article => 0,
            DocumentKind::Quote => 1,
            DocumentKind::File => 2,
        }
    }
}

/// One number for an article of a file, or for the file itself.
pub(super) fn place(file: u64, article: Option<u32>) -> u64 {
    let number = article.map_or(0, |article| u64::from(article) + 1);
    // An odd factor (of Knuth's MMIX generator) keeps different numbers apart.
    file.wrapping_add(number.wrapping_mul(6_364_136_223_846_793_005))
}

/// Cut into words, with their places. Such texts are short: their length does
/// not count.
fn text() -> TextOptions {
    placed(TextFieldIndexing::default().set_tokenizer(WORDS).set_fieldnorms(false))
}

/// Words that are cut and folded already; the length of the text counts when
/// answers are ranked.
fn folded() -> TextOptions {
    placed(TextFieldIndexing::default().set_tokenizer(FOLDED).set_fieldnorms(true))
}

fn placed(indexing: TextFieldIndexing) -> TextOptions {
    let detail = IndexRecordOption::WithFreqsAndPositions;
    TextOptions::default().set_indexing_options(indexing.set_index_option(detail))
}

/// One term each.
fn value() -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(RAW).set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::Basic))
}

fn shown() -> TextOptions {
    TextOptions::default().set_fast(RAW)
}

/// Our ways to cut words, beside the engine's raw one.
pub(super) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(WORDS, TextAnalyzer::from(WordTokenizer::default()));
    manager.register(FOLDED, TextAnalyzer::from(FoldedTokenizer::default()));
    manager
}

/// Cuts a text into folded words.
#[derive(Clone, Default)]
struct WordTokenizer {
    token: Token,
}

impl Tokenizer for WordTokenizer {
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
        token.text.push_str(&folding::word(sure(self.text.get(word.clone()))));
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

/// Cuts at blanks.
#[derive(Clone, Default)]
struct FoldedTokenizer {
    token: Token,
}

impl Tokenizer for FoldedTokenizer {
    type TokenStream<'a> = FoldedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FoldedStream<'a> {
        self.token.reset();
        FoldedStream { words: text.split(' '), token: &mut self.token }
    }
}

struct FoldedStream<'a> {
    words: std::str::Split<'a, char>,
    token: &'a mut Token,
}

impl TokenStream for FoldedStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.find(|word| !word.is_empty()) else { return false };
        self.token.text.clear();
        self.token.text.push_str(word);
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
