//! The facts of a session: articles, what the user made of them, what is
//! being loaded or searched. The screen reads it; only [`Session::apply`]
//! changes it.

use std::sync::Arc;

use super::effect::{Effect, Notice, SearchJob};
use super::{Action, ArticleId, Clip, FactEdit, Hit, Loading};
use crate::extract;
use crate::library::anchor::{self, Certainty};
use crate::library::annotation::{Annotation, Body, FactField, Target};
use crate::library::corrections::{self, Applied, Placed};
use crate::library::scan::Loaded;
use crate::library::userdata::Change;
use crate::model::{Article, BlockKind, Date, Document, Problem, Span};

/// A row of the article list: what it shows of an article.
#[derive(Clone, Debug)]
pub struct Entry {
    pub title: String,
    /// The outlet, or else the agency; empty when neither is known.
    pub outlet: String,
    pub date: Option<Date>,
    pub read: bool,
    pub starred: bool,
    /// Index into the session's documents and into that document's articles.
    document: usize,
    article: usize,
    /// The number of its file in the order of loading.
    sequence: usize,
}

/// A document and what was made of it.
#[derive(Debug)]
struct Held {
    document: Arc<Document>,
    /// As it was loaded, before the user's corrections.
    pristine: Arc<Document>,
    target: Target,
    applied: Applied,
    /// Counts up with every change of an article.
    revision: u64,
}

/// A change that can be undone.
#[derive(Debug)]
struct Done {
    article: ArticleId,
    change: Change,
    /// What was done, as the end of "Undone: …".
    words: String,
}

/// The state of a session.
#[derive(Debug, Default)]
pub struct Session {
    documents: Vec<Held>,
    entries: Vec<Entry>,
    /// Newest first; without a date last; then in the order of loading.
    order: Vec<ArticleId>,
    undo: Vec<Done>,
    now: i64,
    revision: u64,
    ticket: u64,
    pub loading: Loading,
    pub problems: Vec<Problem>,
    pub notice: Option<Notice>,
    /// The answer to the newest search that has one.
    pub hits: Vec<Hit>,
    pub more_hits: bool,
    /// The ticket that `hits` answers.
    pub answered: u64,
}

/// The most passages that a search shows.
const HIT_LIMIT: usize = 500;

impl Session {
    /// Counts up whenever entries or articles change, so that what was made
    /// from them can be made anew.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// All articles in the order of the list.
    #[must_use]
    pub fn order(&self) -> &[ArticleId] {
        &self.order
    }

    /// What the list shows of an article.
    #[must_use]
    pub fn entry(&self, id: ArticleId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    /// An article with its document.
    #[must_use]
    pub fn article(&self, id: ArticleId) -> Option<(&Document, &Article)> {
        let entry = self.entry(id)?;
        let document = &self.documents.get(entry.document)?.document;
        Some((document, document.articles.get(entry.article)?))
    }

    /// Counts up whenever the article itself changes: its blocks, facts or
    /// speakers.
    #[must_use]
    pub fn article_revision(&self, id: ArticleId) -> u64 {
        let held = self.entry(id).and_then(|entry| self.documents.get(entry.document));
        held.map_or(0, |held| held.revision)
    }

    /// The body kind that a block set aside gets when it is put back: the one
    /// it was loaded with, or a paragraph.
    #[must_use]
    pub fn kind_in_body(&self, id: ArticleId, block: Span) -> BlockKind {
        let loaded = self.loaded_kind(id, block);
        loaded.filter(|kind| kind.is_body()).unwrap_or(BlockKind::Paragraph)
    }

    /// The kind that a block of the body gets when it is set aside: the one
    /// it was loaded with, or a notice.
    #[must_use]
    pub fn kind_aside(&self, id: ArticleId, block: Span) -> BlockKind {
        let loaded = self.loaded_kind(id, block);
        loaded.filter(|kind| !kind.is_body()).unwrap_or(BlockKind::Notice)
    }

    fn loaded_kind(&self, id: ArticleId, block: Span) -> Option<BlockKind> {
        let blocks = &self.pristine(id)?.blocks;
        blocks.iter().find(|other| other.span == block).map(|other| other.kind)
    }

    /// Where reading of the article stopped last time, as a byte.
    #[must_use]
    pub fn place(&self, id: ArticleId) -> Option<usize> {
        let entry = self.entry(id)?;
        let held = self.documents.get(entry.document)?;
        let body = held.applied.of_article(entry.article).find_map(|placed| {
            match &placed.annotation.body {
                Body::Place(selector) => Some(selector),
                _ => None,
            }
        })?;
        Some(anchor::Finder::new(&held.document.text).find(body)?.span.start())
    }

    /// What the user made that has no place in the documents any more.
    pub fn lost(&self) -> impl Iterator<Item = (&str, &Annotation)> {
        self.documents.iter().flat_map(|held| {
            held.applied.lost.iter().map(|lost| (held.document.origin.path.as_str(), lost))
        })
    }

    /// The ticket of the newest search.
    #[must_use]
    pub fn ticket(&self) -> u64 {
        self.ticket
    }

    /// Tells the time, in seconds since 1970 (UTC): changes are dated by it.
    pub fn set_now(&mut self, seconds: i64) {
        self.now = seconds;
    }

    /// Changes the session; what the outside has to do is returned.
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Loaded(batch) => self.add(batch),
            Action::Loading(loading) => self.loading = loading,
            Action::Problem(problem) => self.problems.push(problem),
            Action::Notify(notice) => self.notice = Some(notice),
            Action::Read(id) => return self.mark(id, true, |entry| entry.read, Body::Read, None),
            Action::ToggleRead(id) => return self.toggle_read(id),
            Action::ToggleStar(id) => return self.toggle_star(id),
            Action::KeepPlace { article, at } => return self.keep_place(article, at),
            Action::SetBlock { article, block, kind } => {
                return self.set_block(article, block, kind);
            }
            Action::SetSpeaker { article, quote, name } => {
                return self.set_speaker(article, quote, name);
            }
            Action::SetFacts { article, edits } => return self.set_facts(article, edits),
            Action::Copy { article, quote } => return self.copy(article, quote),
            Action::Search(typed) => return self.search(typed),
            Action::Found { ticket, hits, more } => self.take_hits(ticket, hits, more),
            Action::Undo => return self.undo(),
        }
        Vec::new()
    }

    fn add(&mut self, batch: Vec<Loaded>) {
        let mut added = Vec::new();
        for loaded in batch {
            self.problems.extend(loaded.document.problems.iter().cloned());
            let index = self.documents.len();
            for article in 0..loaded.document.articles.len() {
                let id = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
                added.push(ArticleId(id));
                self.entries.push(Entry::new(&loaded, index, article));
            }
            self.documents.push(Held::new(loaded));
        }
        let key = |id: &ArticleId| self.entry(*id).map(Entry::key);
        added.sort_by_key(key);
        let mut order = std::mem::take(&mut self.order);
        order.extend(added);
        // Two ascending runs: the stable sort merges them in one pass.
        order.sort_by_key(|id| self.entry(*id).map(Entry::key));
        self.order = order;
        self.revision += 1;
    }

    fn toggle_read(&mut self, id: ArticleId) -> Vec<Effect> {
        let Some(read) = self.entry(id).map(|entry| entry.read) else { return Vec::new() };
        let words = if read { "marked as unread" } else { "marked as read" };
        self.mark(id, !read, |entry| entry.read, Body::Read, Some(words))
    }

    fn toggle_star(&mut self, id: ArticleId) -> Vec<Effect> {
        let Some(starred) = self.entry(id).map(|entry| entry.starred) else { return Vec::new() };
        let words = if starred { "star taken away" } else { "starred" };
        self.mark(id, !starred, |entry| entry.starred, Body::Starred, Some(words))
    }

    /// Sets a mark of the whole article on or off. With `words` it is told
    /// and can be undone.
    fn mark(
        &mut self,
        id: ArticleId,
        on: bool,
        is_on: impl Fn(&Entry) -> bool,
        body: Body,
        words: Option<&str>,
    ) -> Vec<Effect> {
        if self.entry(id).is_none_or(|entry| is_on(entry) == on) {
            return Vec::new();
        }
        let Some((annotation, span)) = self.annotation_of_article(id, body) else {
            return Vec::new();
        };
        let change = if on {
            self.putting(id, span, vec![annotation])
        } else {
            Change { remove: self.replaced(id, span, &annotation.body), ..Change::default() }
        };
        self.carry_out(id, change, words)
    }

    fn keep_place(&mut self, id: ArticleId, at: usize) -> Vec<Effect> {
        let Some((document, article)) = self.article(id) else { return Vec::new() };
        let end = article.span.end().min(at + 60);
        let passage = document.text.clamp(at..end);
        let known = self.place(id);
        if known == Some(passage.start()) || (known.is_none() && self.is_at_head(id, at)) {
            return Vec::new();
        }
        let Some((document, _)) = self.article(id) else { return Vec::new() };
        let place = anchor::select(&document.text, passage);
        let Some((annotation, span)) = self.annotation_of_article(id, Body::Place(place)) else {
            return Vec::new();
        };
        let change = self.putting(id, span, vec![annotation]);
        self.carry_out(id, change, None)
    }

    /// Whether a place is where an article opens anyway.
    fn is_at_head(&self, id: ArticleId, at: usize) -> bool {
        self.article(id).is_none_or(|(_, article)| {
            let head =
                article.blocks.iter().find(|b| b.kind == BlockKind::Title || b.kind.is_body());
            head.is_none_or(|block| at <= block.span.end())
        })
    }

    fn set_block(&mut self, id: ArticleId, block: usize, kind: BlockKind) -> Vec<Effect> {
        let Some((document, article)) = self.article(id) else { return Vec::new() };
        let Some(block) = article.blocks.get(block).copied() else { return Vec::new() };
        let original = self.loaded_kind(id, block.span);
        let selector = Some(anchor::select(&document.text, block.span));
        let annotation = self.annotation(id, selector, Body::Block(kind));
        let Some(annotation) = annotation else { return Vec::new() };
        let mut change = self.putting(id, block.span, vec![annotation]);
        if original == Some(kind) && !change.remove.is_empty() {
            // Back to what it was: nothing to remember.
            change.put.clear();
        }
        let words = format!("{} is now {}", block.kind.name(), kind.name());
        self.carry_out(id, change, Some(&words))
    }

    fn set_speaker(&mut self, id: ArticleId, quote: usize, name: Option<String>) -> Vec<Effect> {
        let Some((document, article)) = self.article(id) else { return Vec::new() };
        let span = article.quotes.get(quote).and_then(|quote| quote.parts.first().copied());
        let Some(span) = span else { return Vec::new() };
        let selector = Some(anchor::select(&document.text, span));
        let words = name.as_deref().map_or("nobody named as the speaker".to_owned(), |name| {
            format!("{name} named as the speaker")
        });
        let Some(annotation) = self.annotation(id, selector, Body::Speaker { name }) else {
            return Vec::new();
        };
        let change = self.putting(id, span, vec![annotation]);
        self.carry_out(id, change, Some(&words))
    }

    fn set_facts(&mut self, id: ArticleId, edits: Vec<FactEdit>) -> Vec<Effect> {
        let mut put = Vec::new();
        let mut place = None;
        for edit in edits {
            let body = Body::Fact { field: edit.field, value: edit.value };
            let Some((annotation, span)) = self.annotation_of_article(id, body) else { continue };
            place = Some(span);
            put.push(annotation);
        }
        let Some(span) = place else { return Vec::new() };
        let change = self.putting(id, span, put);
        self.carry_out(id, change, Some("facts edited"))
    }

    fn copy(&mut self, id: ArticleId, quote: usize) -> Vec<Effect> {
        let clip = self.article(id).and_then(|(document, article)| {
            Clip::of_quote(&document.text, article, article.quotes.get(quote)?)
        });
        clip.map(Effect::Copy).into_iter().collect()
    }

    fn search(&mut self, typed: String) -> Vec<Effect> {
        self.ticket += 1;
        let articles = self.order.iter().filter_map(|id| {
            let entry = self.entry(*id)?;
            let held = self.documents.get(entry.document)?;
            Some((*id, Arc::clone(&held.document), entry.article))
        });
        let articles = articles.collect();
        vec![Effect::Search(SearchJob { ticket: self.ticket, typed, articles, limit: HIT_LIMIT })]
    }

    fn take_hits(&mut self, ticket: u64, hits: Vec<Hit>, more: bool) {
        if ticket == self.ticket {
            self.hits = hits;
            self.more_hits = more;
            self.answered = ticket;
        }
    }

    fn undo(&mut self) -> Vec<Effect> {
        let Some(done) = self.undo.pop() else {
            self.notice = Some(Notice::done("Nothing to undo."));
            return Vec::new();
        };
        let reversed = done.change.reversed();
        self.take_in(done.article, &reversed);
        self.notice = Some(Notice::done(format!("Undone: {}.", done.words)));
        vec![Effect::Save(reversed)]
    }

    /// Carries a change out here and in the database. With `words` it is told
    /// and can be undone.
    fn carry_out(&mut self, id: ArticleId, change: Change, words: Option<&str>) -> Vec<Effect> {
        self.take_in(id, &change);
        if let Some(words) = words {
            let mut told = words.to_owned();
            if let Some(first) = told.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            self.notice = Some(Notice::done(format!("{told}. u undoes.")));
            self.undo.push(Done { article: id, change: change.clone(), words: words.to_owned() });
        }
        vec![Effect::Save(change)]
    }

    /// Changes the article and its entry as a change of annotations says.
    fn take_in(&mut self, id: ArticleId, change: &Change) {
        let Some(entry) = self.entry(id) else { return };
        let (document, article) = (entry.document, entry.article);
        let Some(held) = self.documents.get_mut(document) else { return };
        held.take_in(article, change);
        if let Some(entry) = self.entries.get_mut(id.0 as usize) {
            entry.refresh(held);
        }
        self.revision += 1;
    }

    fn pristine(&self, id: ArticleId) -> Option<&Article> {
        let entry = self.entry(id)?;
        self.documents.get(entry.document)?.pristine.articles.get(entry.article)
    }

    fn annotation(
        &self,
        id: ArticleId,
        selector: Option<crate::library::annotation::Selector>,
        body: Body,
    ) -> Option<Annotation> {
        let held = self.documents.get(self.entry(id)?.document)?;
        Some(Annotation { target: held.target.clone(), selector, body, modified: self.now })
    }

    /// An annotation of the article as a whole, and the span it stands for.
    fn annotation_of_article(&self, id: ArticleId, body: Body) -> Option<(Annotation, Span)> {
        let (document, _) = self.article(id)?;
        let pristine = self.pristine(id)?;
        let selector = anchor::select_article(&document.text, pristine);
        let span = document.text.clamp(selector.position.clone());
        Some((self.annotation(id, Some(selector), body)?, span))
    }

    /// The change that puts annotations in place of those they replace.
    fn putting(&self, id: ArticleId, span: Span, put: Vec<Annotation>) -> Change {
        let remove =
            put.iter().flat_map(|annotation| self.replaced(id, span, &annotation.body)).collect();
        Change { remove, put, ..Change::default() }
    }

    fn replaced(&self, id: ArticleId, span: Span, body: &Body) -> Vec<Annotation> {
        let Some(entry) = self.entry(id) else { return Vec::new() };
        let held = self.documents.get(entry.document);
        held.map(|held| held.applied.replaced_by(entry.article, span, body)).unwrap_or_default()
    }
}

impl Entry {
    fn new(loaded: &Loaded, document: usize, article: usize) -> Entry {
        let mut entry = Entry {
            title: String::new(),
            outlet: String::new(),
            date: None,
            read: false,
            starred: false,
            document,
            article,
            sequence: loaded.sequence,
        };
        entry.fill(&loaded.document, &loaded.applied);
        entry
    }

    fn refresh(&mut self, held: &Held) {
        self.fill(&held.document, &held.applied);
    }

    fn fill(&mut self, document: &Document, applied: &Applied) {
        let Some(article) = document.articles.get(self.article) else { return };
        let meta = &article.meta;
        let title = meta.title.as_ref().map(|fact| fact.value.clone());
        self.title = title.unwrap_or_else(|| first_words(document, article));
        let outlet = meta.outlet.as_ref().or(meta.agency.as_ref());
        self.outlet = outlet.map(|fact| fact.value.clone()).unwrap_or_default();
        self.date = meta.date.as_ref().map(|fact| fact.value);
        let has =
            |body: &Body| applied.of_article(self.article).any(|p| p.annotation.body == *body);
        self.read = has(&Body::Read);
        self.starred = has(&Body::Starred);
    }

    /// Newest first, undated last, then as loaded.
    fn key(&self) -> impl Ord + use<> {
        let date = self.date.map_or((i16::MIN, 0, 0, 0), |date| date.sort_key());
        (std::cmp::Reverse(date), self.sequence, self.article)
    }
}

/// The first words of an article without a title, or the name of its file.
fn first_words(document: &Document, article: &Article) -> String {
    let words = article.body().map(|block| document.text.get(block.span)).next();
    let words = words.map(|words| words.chars().take(80).collect::<String>());
    words.unwrap_or_else(|| document.origin.path.clone())
}

impl Held {
    fn new(loaded: Loaded) -> Held {
        let document = Arc::new(loaded.document);
        let pristine = loaded.pristine.map_or_else(|| Arc::clone(&document), Arc::new);
        Held { document, pristine, target: loaded.target, applied: loaded.applied, revision: 0 }
    }

    /// Changes the annotations of one article and what follows from them.
    fn take_in(&mut self, article: usize, change: &Change) {
        let gone = |annotation: &Annotation| change.remove.iter().any(|r| r.same_place(annotation));
        self.applied.placed.retain(|placed| placed.article != article || !gone(&placed.annotation));
        self.applied.lost.retain(|annotation| !gone(annotation));
        let corrects = |list: &[Annotation]| list.iter().any(|a| a.body.is_correction());
        if !corrects(&change.remove) && !corrects(&change.put) {
            let span = self.document.text.whole();
            self.applied.placed.extend(change.put.iter().map(|annotation| Placed {
                annotation: annotation.clone(),
                article,
                span:
                    annotation.selector.as_ref().map_or(span, |selector| {
                        self.document.text.clamp(selector.position.clone())
                    }),
                certainty: Certainty::Unmoved,
            }));
            return;
        }
        self.rebuild(article, &change.put);
    }

    /// Makes one article anew from what was loaded and all corrections.
    fn rebuild(&mut self, article: usize, put: &[Annotation]) {
        let Some(pristine) = self.pristine.articles.get(article).cloned() else { return };
        let (mine, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.applied.placed)
            .into_iter()
            .partition(|p| p.article == article);
        let mut annotations: Vec<Annotation> = mine.into_iter().map(|p| p.annotation).collect();
        annotations.extend_from_slice(put);
        let mut part = Document {
            origin: self.document.origin.clone(),
            text: self.document.text.clone(),
            articles: vec![pristine],
            problems: Vec::new(),
        };
        let mut applied = corrections::apply(&mut part, annotations);
        for article in &mut part.articles {
            extract::extract(&part.text, article);
        }
        corrections::apply_speakers(&mut part, &mut applied);
        for placed in &mut applied.placed {
            placed.article = article;
        }
        self.applied.placed = others;
        self.applied.placed.append(&mut applied.placed);
        self.applied.lost.append(&mut applied.lost);
        self.revision += 1;
        let document = Arc::make_mut(&mut self.document);
        if let (Some(place), Some(made)) = (document.articles.get_mut(article), part.articles.pop())
        {
            *place = made;
        }
    }
}

/// The value of a fact as the user edits it: a date as ISO 8601, tags
/// separated by commas.
#[must_use]
pub fn fact_words(article: &Article, field: FactField) -> String {
    let meta = &article.meta;
    let one = |fact: &Option<crate::model::Fact<String>>| {
        fact.as_ref().map(|fact| fact.value.clone()).unwrap_or_default()
    };
    match field {
        FactField::Title => one(&meta.title),
        FactField::Byline => one(&meta.byline),
        FactField::Outlet => one(&meta.outlet),
        FactField::Agency => one(&meta.agency),
        FactField::Place => one(&meta.place),
        FactField::Date => {
            meta.date.as_ref().map(|fact| iso_or_yearless(fact.value)).unwrap_or_default()
        }
        FactField::Url => one(&meta.url),
        FactField::Language => one(&meta.language),
        FactField::Tags => {
            meta.tags.iter().map(|fact| fact.value.as_str()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// ISO 8601, `--04-04` where the year is not known.
fn iso_or_yearless(date: Date) -> String {
    date.iso().unwrap_or_else(|| match (date.month, date.day) {
        (Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
        (Some(month), None) => format!("--{month:02}"),
        _ => String::new(),
    })
}
