//! What a person put right, applied to a document as it was loaded: kinds of
//! blocks, facts, speakers.
//!
//! A correction whose words are gone is handed back, never dropped. Nothing
//! here changes the text or stores anything.

use super::anchor::{Certainty, Finder};
use super::annotation::{Annotation, Body, FactField, corrections_of};
use newsquotes::model::{
    Article, Block, BlockKind, BlockReason, Date, Document, Evidence, Fact, Meta, Span,
};
use newsquotes::model::{Quote, Speaker, Text};

/// The annotations of one document, by whether their place was found.
#[derive(Clone, Debug, Default)]
pub struct Applied {
    /// The oldest first. Of several for one place and purpose the last holds.
    pub placed: Vec<Placed>,
    /// Those whose words are gone: for the user to see, never dropped.
    pub lost: Vec<Annotation>,
}

/// An annotation and its place in the document as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// As it is stored: what to remove to take it back.
    pub annotation: Annotation,
    /// Index in the document's articles.
    pub article: usize,
    /// The passage; of a reading place the words at the top; of a correction
    /// the words of the block or of the quotation's part.
    pub span: Span,
    pub certainty: Certainty,
}

/// Finds the place of every annotation, and puts block kinds and facts right.
/// To be called before extraction, which reads the blocks; the speakers
/// follow in [`apply_speakers`].
#[must_use]
pub(crate) fn apply(document: &mut Document, annotations: Vec<Annotation>) -> Applied {
    let mut applied = place(document, annotations);
    applied.keep_or_lose(|placed| {
        let Some(article) = document.articles.get_mut(placed.article) else { return false };
        match &placed.annotation.body {
            Body::Block(kind) => correct_blocks(article, placed.span, *kind),
            Body::Fact { field, value } => correct_fact(&mut article.meta, *field, value),
            _ => true,
        }
    });
    applied
}

/// Puts the speakers of quotations right, after extraction. An annotation
/// whose words are no longer a quotation becomes a lost one.
pub(crate) fn apply_speakers(document: &mut Document, applied: &mut Applied) {
    let text = document.text.clone();
    applied.keep_or_lose(|placed| {
        let Body::Speaker { name } = &placed.annotation.body else { return true };
        let article = document.articles.get_mut(placed.article);
        let quote = article.and_then(|article| quote_at(article, placed.span));
        quote.map(|quote| correct_speaker(&text, quote, name.as_deref())).is_some()
    });
}

fn place(document: &Document, mut annotations: Vec<Annotation>) -> Applied {
    if annotations.is_empty() {
        // The usual case: nothing to look for, so the text is not read.
        return Applied::default();
    }
    annotations.sort_by_key(|annotation| annotation.modified);
    let finder = Finder::new(&document.text);
    let mut applied = Applied::default();
    for annotation in annotations {
        match place_one(document, &finder, &annotation) {
            Some((article, span, certainty)) => {
                applied.placed.push(Placed { annotation, article, span, certainty });
            }
            None => applied.lost.push(annotation),
        }
    }
    applied
}

fn place_one(
    document: &Document,
    finder: &Finder<'_>,
    annotation: &Annotation,
) -> Option<(usize, Span, Certainty)> {
    let Some(selector) = &annotation.selector else {
        return Some((0, document.articles.first()?.span, Certainty::Unmoved));
    };
    let found = finder.find(selector)?;
    let article = document.articles.iter().position(|article| article.span.overlaps(found.span))?;
    if let Body::Place(top) = &annotation.body {
        // A reading place whose words were edited is the article's start.
        let found = finder.find(top).unwrap_or(found);
        return Some((article, found.span, found.certainty));
    }
    Some((article, found.span, found.certainty))
}

/// Gives the blocks that make up `span` another kind; `false` when it is no
/// block nor the greater part of one, so that a short line that now stands
/// within a long paragraph does not take the paragraph with it.
fn correct_blocks(article: &mut Article, span: Span, kind: BlockKind) -> bool {
    let mut corrected = false;
    for block in &mut article.blocks {
        let shared = overlap(block.span, span);
        if 2 * shared > block.span.len() {
            *block = Block { kind, why: BlockReason::Corrected, ..*block };
            corrected = true;
        }
    }
    corrected
}

/// Puts the user's value in; `false` when it cannot be read as such a fact.
fn correct_fact(meta: &mut Meta, field: FactField, value: &str) -> bool {
    let value = value.trim();
    let fact = (!value.is_empty()).then(|| Fact::new(value.to_owned(), Evidence::User));
    match field {
        FactField::Title => meta.title = fact,
        FactField::Byline => meta.byline = fact,
        FactField::Outlet => meta.outlet = fact,
        FactField::Agency => meta.agency = fact,
        FactField::Place => meta.place = fact,
        FactField::Url => meta.url = fact,
        FactField::Language => meta.language = fact,
        FactField::Tags => meta.tags = tags(value),
        FactField::Date if value.is_empty() => meta.date = None,
        FactField::Date => match Date::parse_iso(value) {
            Some(date) => meta.date = Some(Fact::new(date, Evidence::User)),
            None => return false,
        },
    }
    true
}

fn tags(value: &str) -> Vec<Fact<String>> {
    let tags = value.split(',').map(str::trim).filter(|tag| !tag.is_empty());
    tags.map(|tag| Fact::new(tag.to_owned(), Evidence::User)).collect()
}

/// The quotation that has a part at `span`, or that shares most with it.
fn quote_at(article: &mut Article, span: Span) -> Option<&mut Quote> {
    let shared = |quote: &Quote| {
        quote.parts.iter().map(|part| overlap(*part, span)).max().unwrap_or_default()
    };
    let quote = article.quotes.iter_mut().max_by_key(|quote| shared(quote))?;
    let enough = quote.parts.iter().any(|part| {
        let smaller = part.len().min(span.len());
        2 * overlap(*part, span) > smaller
    });
    enough.then_some(quote)
}

fn correct_speaker(text: &Text, quote: &mut Quote, name: Option<&str>) {
    let old = quote.speaker.take();
    let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else { return };
    let mention = old.and_then(|old| old.mention).filter(|mention| fits(text.get(*mention), name));
    quote.speaker = Some(Speaker {
        mention,
        name: Some(name.to_owned()),
        role: None,
        antecedent: None,
        why: "corrected by you",
        confidence: 100,
    });
}

/// Whether the words beside a quotation may stand for the corrected name: "he"
/// and "the minister" may, another name may not.
fn fits(mention: &str, name: &str) -> bool {
    let names_someone = mention.chars().next().is_some_and(char::is_uppercase);
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let of_name = words(name);
    !names_someone || words(mention).iter().any(|word| of_name.contains(word))
}

/// Bytes that two spans share.
fn overlap(a: Span, b: Span) -> usize {
    a.end().min(b.end()).saturating_sub(a.start().max(b.start()))
}

impl Applied {
    /// What holds for one article: the latest for each place and purpose.
    pub fn of_article(&self, article: usize) -> impl Iterator<Item = &Placed> {
        self.placed.iter().enumerate().filter_map(move |(index, placed)| {
            let later = self.placed.get(index + 1..).unwrap_or_default();
            let holds = || !later.iter().any(|other| other.supersedes(placed));
            (placed.article == article && holds()).then_some(placed)
        })
    }

    /// Stands for all corrections among them, see [`corrections_of`].
    #[must_use]
    pub fn corrections(&self) -> u64 {
        let placed = self.placed.iter().map(|placed| &placed.annotation);
        corrections_of(placed.chain(&self.lost))
    }

    /// The stored annotations that one made now, with this body, replaces:
    /// remove them together with storing the new one, or alone to take the
    /// state back. `span` is that of the block, or of the quotation's part;
    /// it does not matter for what belongs to the whole article.
    #[must_use]
    pub fn replaced_by(&self, article: usize, span: Span, body: &Body) -> Vec<Annotation> {
        let replaced = self.placed.iter().filter(|placed| placed.is_for(article, span, body));
        replaced.map(|placed| placed.annotation.clone()).collect()
    }

    fn keep_or_lose(&mut self, mut keep: impl FnMut(&Placed) -> bool) {
        let (kept, lost): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.placed).into_iter().partition(&mut keep);
        self.placed = kept;
        self.lost.extend(lost.into_iter().map(|placed| placed.annotation));
    }
}

impl Placed {
    fn supersedes(&self, earlier: &Placed) -> bool {
        earlier.is_for(self.article, self.span, &self.annotation.body)
    }

    fn is_for(&self, article: usize, span: Span, body: &Body) -> bool {
        let own = &self.annotation.body;
        let near = || {
            let longer = self.span.len().max(span.len());
            self.span == span || 2 * overlap(self.span, span) > longer
        };
        let same_purpose = self.article == article && own.purpose() == body.purpose();
        // Notes on passages that share words are two notes.
        let here = || if own.is_correction() { near() } else { self.span == span };
        same_purpose && (own.is_of_article() || here())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::anchor::{select, select_article};
    use crate::library::annotation::Target;
    use newsquotes::model::Form;

    const PAGE: &str = "Bridge stays open\nRead more: ferry prices\n\
        “We keep it,” Ober said. “It is ours,” he added.\nBridge stays open\n";

    /// A document with one block a line and one quote a pair of marks.
    fn document(words: &str) -> Document {
        let mut document = newsquotes::load::load("page.txt", words.as_bytes().to_vec());
        let text = document.text.clone();
        let mut article = Article::new(text.whole());
        let mut at = 0;
        for line in text.as_str().split_inclusive('\n') {
            let span = text.trim(text.clamp(at..at + line.len()));
            article.blocks.push(Block {
                kind: BlockKind::Paragraph,
                span,
                why: BlockReason::Paragraph,
            });
            at += line.len();
        }
        for (start, _) in words.match_indices('“') {
            let inside = start + '“'.len_utf8();
            let end = inside + words[inside..].find('”').unwrap();
            article.quotes.push(quote(text.span(inside..end).unwrap()));
        }
        document.articles = vec![article];
        document
    }

    fn quote(part: Span) -> Quote {
        let (block, form) = (BlockKind::Paragraph, Form::Direct);
        let (cue, speaker) = (None, None);
        Quote { parts: vec![part], form, block, cue, speaker, defects: vec![], repeat_of: None }
    }

    fn annotation(document: &Document, words: &str, body: Body) -> Annotation {
        let at = document.text.as_str().rfind(words).unwrap();
        let span = document.text.span(at..at + words.len()).unwrap();
        let selector = Some(select(&document.text, span));
        Annotation { target: Target::default(), selector, body, modified: 0 }
    }

    fn of_article(document: &Document, body: Body, modified: i64) -> Annotation {
        let selector = Some(select_article(&document.text, &document.articles[0]));
        Annotation { target: Target::default(), selector, body, modified }
    }

    fn fact(document: &Document, field: FactField, value: &str) -> Annotation {
        of_article(document, Body::Fact { field, value: value.into() }, 0)
    }

    #[test]
    fn a_block_is_put_right_also_in_a_page_saved_again() {
        let repeat =
            annotation(&document(PAGE), "Bridge stays open", Body::Block(BlockKind::Repeat));
        let mut again = document(&format!("Skip to content\n{PAGE}"));
        let applied = apply(&mut again, vec![repeat]);
        assert!(applied.lost.is_empty());
        let kinds: Vec<_> = again.articles[0].blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds[4], BlockKind::Repeat);
        assert_eq!(kinds[1], BlockKind::Paragraph, "the title has the same words");
        assert_eq!(again.articles[0].blocks[4].why, BlockReason::Corrected);
    }

    #[test]
    fn a_line_that_became_part_of_a_paragraph_does_not_take_it_along() {
        let related =
            annotation(&document(PAGE), "Read more: ferry prices", Body::Block(BlockKind::Related));
        let glued = PAGE.replace("prices\n", "prices rise, and so do those of the trains. ");
        let mut glued = document(&glued);
        let applied = apply(&mut glued, vec![related]);
        assert_eq!(applied.lost.len(), 1, "listed, not dropped");
        assert!(glued.articles[0].blocks.iter().all(|b| b.kind == BlockKind::Paragraph));
    }

    #[test]
    fn facts_are_what_the_user_said() {
        let mut page = document(PAGE);
        page.articles[0].meta.url = Some(Fact::new("wrong".into(), Evidence::Inferred("a link")));
        let annotations = vec![
            fact(&page, FactField::Outlet, " The Harbour Post "),
            fact(&page, FactField::Date, "2024-04"),
            fact(&page, FactField::Tags, "bridges, , harbour"),
            fact(&page, FactField::Url, ""),
        ];
        assert!(apply(&mut page, annotations).lost.is_empty());
        let meta = &page.articles[0].meta;
        assert_eq!(meta.outlet, Some(Fact::new("The Harbour Post".into(), Evidence::User)));
        assert_eq!(meta.date.as_ref().unwrap().value.iso().as_deref(), Some("2024-04"));
        assert_eq!(
            meta.tags.iter().map(|t| t.value.as_str()).collect::<Vec<_>>(),
            ["bridges", "harbour"]
        );
        assert_eq!(meta.url, None, "emptied by the user");
    }

    #[test]
    fn a_date_that_cannot_be_read_is_handed_back() {
        let mut page = document(PAGE);
        let annotations =
            vec![fact(&page, FactField::Date, "--04-05"), fact(&page, FactField::Date, "soon")];
        assert_eq!(apply(&mut page, annotations).lost.len(), 1);
        assert_eq!(page.articles[0].meta.date.as_ref().unwrap().value.words(), "5 April, no year");
    }

    #[test]
    fn a_speaker_is_corrected_and_keeps_only_a_fitting_mention() {
        let mut page = document(PAGE);
        let he = page.text.clamp(PAGE.find("he added").unwrap()..PAGE.find(" added").unwrap());
        let speaker = |mention| Speaker {
            mention,
            name: None,
            role: None,
            antecedent: None,
            why: "a guess",
            confidence: 40,
        };
        page.articles[0].quotes[1].speaker = Some(speaker(Some(he)));
        let name = |name: Option<&str>| Body::Speaker { name: name.map(str::to_owned) };
        let annotations = vec![
            annotation(&page, "It is ours,", name(Some("Ida Ober"))),
            annotation(&page, "We keep it,", name(None)),
        ];
        let mut applied = apply(&mut page, annotations);
        apply_speakers(&mut page, &mut applied);
        assert!(applied.lost.is_empty());
        let corrected = page.articles[0].quotes[1].speaker.as_ref().unwrap();
        assert_eq!(corrected.name.as_deref(), Some("Ida Ober"));
        assert_eq!((corrected.confidence, corrected.why), (100, "corrected by you"));
        assert_eq!(corrected.mention, Some(he));
        assert_eq!(page.articles[0].quotes[0].speaker, None);
        assert!(!fits("Ada Falk", "Ida Ober") && fits("Ober", "Ida Ober"));
    }

    #[test]
    fn a_speaker_of_words_that_are_no_quotation_is_lost() {
        let body = Body::Speaker { name: Some("Ida Ober".into()) };
        let mut page = document(PAGE);
        let annotations = vec![annotation(&page, "We keep it,", body)];
        page.articles[0].quotes.clear();
        let mut applied = apply(&mut page, annotations);
        apply_speakers(&mut page, &mut applied);
        assert_eq!((applied.placed.len(), applied.lost.len()), (0, 1));
    }

    #[test]
    fn the_latest_of_several_holds_and_replaces_all() {
        let mut page = document(PAGE);
        let title = |value: &str| Body::Fact { field: FactField::Title, value: value.into() };
        let annotations =
            vec![of_article(&page, title("New"), 9), of_article(&page, title("Old"), 3)];
        let applied = apply(&mut page, annotations);
        assert_eq!(page.articles[0].meta.title.as_ref().unwrap().value, "New");
        assert_eq!(applied.of_article(0).count(), 1);
        assert_eq!(applied.of_article(0).next().unwrap().annotation.modified, 9);
        let anywhere = page.text.clamp(0..0);
        assert_eq!(applied.replaced_by(0, anywhere, &title("Newest")).len(), 2);
        assert!(applied.replaced_by(0, anywhere, &Body::Starred).is_empty());
    }

    #[test]
    fn a_reading_place_is_where_its_words_are() {
        let page = document(PAGE);
        let place = annotation(&page, "“We keep", Body::Read).selector.unwrap();
        let annotation = of_article(&page, Body::Place(place), 0);
        let mut again = document(&format!("Advertisement\n{PAGE}"));
        let applied = apply(&mut again, vec![annotation.clone()]);
        assert_eq!(again.text.get(applied.placed[0].span), "“We keep");
        let mut edited = document("Bridge stays open\nIt does.\n");
        let applied = apply(&mut edited, vec![annotation]);
        assert_eq!(edited.text.get(applied.placed[0].span), "Bridge stays open");
    }
}
