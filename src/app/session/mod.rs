//! The facts of a session: articles, what the user made of them, what is
//! being loaded or searched. The screen reads it; only [`Session::apply`]
//! changes it.
//!
//! `asking` holds what the index answered, `entry` makes the rows of the list, `files` knows which documents are in
//! memory, `arriving` takes in what comes from the library, `held` keeps a
//! document with its corrections, `making` carries out what the user makes
//! and undoes it; `notes` and `basket` are what stands beside the texts.

mod arriving;
mod asking;
mod basket;
mod checking;
mod composing;
mod copies;
mod entry;
mod exporting;
mod files;
mod held;
mod making;
mod notes;
mod writing;

pub(crate) use asking::Answers;
pub(crate) use basket::BasketEdit;
pub(crate) use checking::LastCheck;
pub(crate) use entry::{Entry, fact_words};
pub(crate) use writing::Writing;

use self::asking::Asks;
use self::copies::Copies;
use self::files::{File, Files};
use self::held::Held;
use super::effect::{Effect, Notice};
use super::{
    Action, ArticleId, ArticleKey, Asked, Chosen, Clip, EntityAnswer, EntityQuestion, Export,
    FileTask, Loading, WriteTask,
};
use crate::cite::CitationKeys;
use crate::library::anchor;
use crate::library::annotation::{Annotation, Body};
use crate::library::index::ArticleRef;
use crate::library::linker::{Decided, EntityName};
use crate::library::userdata::Change;
use newsquotes::model::{Article, BlockKind, Document, Problem, Span};

/// A change that can be undone.
#[derive(Debug)]
struct Done {
    /// `None` for a decision about entities.
    article: Option<ArticleId>,
    change: Change,
    /// What was done, as the end of "Undone: …".
    words: String,
}

/// The state of a session.
#[derive(Debug, Default)]
pub(crate) struct Session {
    files: Files,
    entries: Vec<Entry>,
    /// Newest first; without a date last; then in the order of loading.
    order: Vec<ArticleId>,
    undo: Vec<Done>,
    /// What is to be done once the document of an article has come.
    waiting: Vec<Action>,
    /// What the user decided about entities, in the order of time.
    decisions: Vec<Decided>,
    writing: Writing,
    keys: CitationKeys,
    /// What waits for the quotations that a query finds.
    exporting: Option<Export>,
    /// The file that the user is asked about.
    overwriting: Option<WriteTask>,
    check: Option<LastCheck>,
    copies: Copies,
    /// Lines of the command line, newest first.
    orders: Vec<String>,
    /// Notes, the basket and uses in drafts, of documents in memory or not.
    beside: Vec<Annotation>,
    now: i64,
    revision: u64,
    /// The newest ticket of all searches and questions.
    ticket: u64,
    /// The ticket of the newest question about entities.
    asked: u64,
    pub loading: Loading,
    pub problems: Vec<Problem>,
    pub notice: Option<Notice>,
    asks: Asks,
    /// Searches that stand in the list.
    searches: Vec<String>,
    /// What was searched for, newest first.
    history: Vec<String>,
    pub answers: Answers,
    /// The answer to the newest question about entities, and its ticket.
    pub answer: Option<(u64, EntityAnswer)>,
    /// What the library calls the entities of the article that was asked for
    /// last.
    names: Option<(ArticleKey, Vec<Option<EntityName>>)>,
    names_revision: u64,
}

/// The most searches, and lines of the command line, that Up brings back.
const MOST_HISTORY: usize = 100;

impl Session {
    /// Counts up whenever entries or articles change, so that what was made
    /// from them can be made anew.
    #[must_use]
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    /// All articles in the order of the list.
    #[must_use]
    pub(crate) fn order(&self) -> &[ArticleId] {
        &self.order
    }

    /// What the list shows of an article.
    #[must_use]
    pub(crate) fn entry(&self, id: ArticleId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    /// An article with its document.
    #[must_use]
    pub(crate) fn article(&self, id: ArticleId) -> Option<(&Document, &Article)> {
        let document = &self.held(id)?.document;
        Some((document, document.articles.get(self.entry(id)?.article)?))
    }

    fn held(&self, id: ArticleId) -> Option<&Held> {
        self.files.get(self.entry(id)?.file)?.held.as_ref()
    }

    /// Why the document of an article cannot be had, as a sentence.
    #[must_use]
    pub(crate) fn failure(&self, id: ArticleId) -> Option<&str> {
        self.files.get(self.entry(id)?.file)?.failed.as_deref()
    }

    /// The article that the linker of entities knows by this key.
    #[must_use]
    pub(crate) fn find(&self, key: &ArticleKey) -> Option<ArticleId> {
        self.find_in(self.files.find(&key.document)?, u32::try_from(key.article).ok()?)
    }

    /// The article that the index knows by this reference.
    #[must_use]
    pub(crate) fn find_ref(&self, at: ArticleRef) -> Option<ArticleId> {
        self.find_in(self.files.find_key(at.file)?, at.article)
    }

    fn find_in(&self, file: usize, article: u32) -> Option<ArticleId> {
        let file = self.files.get(file).filter(|file| !file.gone && article < file.articles)?;
        Some(ArticleId(file.first + article))
    }

    /// The key by which the linker of entities knows an article.
    #[must_use]
    pub(crate) fn key(&self, id: ArticleId) -> Option<ArticleKey> {
        let entry = self.entry(id)?;
        let document = self.files.get(entry.file)?.target.path.clone();
        Some(ArticleKey { document, article: entry.article })
    }

    /// What the library calls an entity of an article: `None` while that is
    /// not known, `Some(None)` for what is no entity.
    #[must_use]
    #[expect(clippy::option_option, reason = "not asked yet, or asked and nobody's")]
    pub(crate) fn linked(&self, id: ArticleId, entity: u32) -> Option<Option<&EntityName>> {
        let (article, names) = self.names.as_ref()?;
        let same = self.find(article) == Some(id);
        names.get(entity as usize).filter(|_| same).map(Option::as_ref)
    }

    /// Counts up whenever the answers of [`Session::linked`] change.
    #[must_use]
    pub(crate) fn names_revision(&self) -> u64 {
        self.names_revision
    }

    /// Takes the decisions about entities that were stored.
    pub(crate) fn set_decisions(&mut self, decisions: Vec<Decided>) {
        self.decisions = decisions;
    }

    /// Counts up whenever the article itself changes: its blocks, facts or
    /// speakers.
    #[must_use]
    pub(crate) fn article_revision(&self, id: ArticleId) -> u64 {
        let file = self.entry(id).and_then(|entry| self.files.get(entry.file));
        file.map_or(0, File::revision)
    }

    /// The body kind that a block set aside gets when it is put back: the one
    /// it was loaded with, or a paragraph.
    #[must_use]
    pub(crate) fn kind_in_body(&self, id: ArticleId, block: Span) -> BlockKind {
        let loaded = self.loaded_kind(id, block);
        loaded.filter(|kind| kind.is_body()).unwrap_or(BlockKind::Paragraph)
    }

    /// The kind that a block of the body gets when it is set aside: the one
    /// it was loaded with, or a notice.
    #[must_use]
    pub(crate) fn kind_aside(&self, id: ArticleId, block: Span) -> BlockKind {
        let loaded = self.loaded_kind(id, block);
        loaded.filter(|kind| !kind.is_body()).unwrap_or(BlockKind::Notice)
    }

    fn loaded_kind(&self, id: ArticleId, block: Span) -> Option<BlockKind> {
        let blocks = &self.pristine(id)?.blocks;
        blocks.iter().find(|other| other.span == block).map(|other| other.kind)
    }

    /// Where reading of the article stopped last time, as a byte.
    #[must_use]
    pub(crate) fn place(&self, id: ArticleId) -> Option<usize> {
        let (entry, held) = (self.entry(id)?, self.held(id)?);
        let body = held.applied.of_article(entry.article).find_map(|placed| {
            match &placed.annotation.body {
                Body::Place(selector) => Some(selector),
                _ => None,
            }
        })?;
        Some(anchor::Finder::new(&held.document.text).find(body)?.span.start())
    }

    /// What the user made that has no place in the documents any more.
    pub(crate) fn lost(&self) -> impl Iterator<Item = (&str, &Annotation)> {
        self.files.iter().filter_map(|file| file.held.as_ref()).flat_map(|held| {
            held.applied.lost.iter().map(|lost| (held.document.origin.path.as_str(), lost))
        })
    }

    /// Tells the time, in seconds since 1970 (UTC): changes are dated by it.
    pub(crate) fn set_now(&mut self, seconds: i64) {
        self.now = seconds;
    }

    /// Changes the session; what the outside has to do is returned.
    pub(crate) fn apply(&mut self, action: Action) -> Vec<Effect> {
        if let Some(effects) = self.postpone(&action) {
            return effects;
        }
        match action {
            Action::Loaded(batch) => return self.take_loaded(batch),
            Action::Listed(listings) => self.take_listed(listings),
            Action::Gone(paths) => self.take_gone(&paths),
            Action::NotFetched { path, problem } => self.take_failure(&path, problem),
            Action::Want(id) => self.look_at(id),
            Action::Loading(loading) => return self.take_loading(loading),
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
            Action::SetNote { article, passage, text } => {
                return self.set_note(article, passage, &text);
            }
            Action::Collect { article, span } => return self.collect(article, span),
            Action::Basket(edit) => return self.edit_basket(edit),
            Action::CopyBasket => return self.copy_basket(),
            Action::Copy { article, quote } => return self.copy(article, Chosen::Quote(quote)),
            Action::CopyPassage { article, span } => {
                return self.copy(article, Chosen::Passage(span));
            }
            Action::Write(writing) => self.choose_writing(writing),
            Action::AskIndex(asked) => return self.ask_index(asked),
            Action::IndexAnswered { ticket, answer } => {
                return self.take_index_answer(ticket, answer);
            }
            Action::Indexed => {
                let mut effects = self.ask_again();
                effects.extend(self.ask_copies());
                return effects;
            }
            Action::Forget(asking) => self.forget(asking),
            Action::Browse(id) => return self.browse(id),
            Action::Searched(typed) => remember(&mut self.history, &typed),
            Action::ToggleSearch(typed) => return self.toggle_search(&typed),
            Action::Ask(asked) => return self.ask(asked),
            Action::Answered { ticket, answer } => self.take_answer(ticket, answer),
            Action::Decide { decision, words } => return self.decide(decision, words),
            Action::Ordered(line) => remember(&mut self.orders, &line),
            Action::NameFiles(begun) => return vec![Effect::File(FileTask::Name { begun })],
            Action::FilesNamed { begun, names } => self.answers.files = (begun, names),
            Action::Export(export) => return self.export(export),
            Action::FileExists(task) => self.overwriting = Some(task),
            Action::WriteOver(task) => return self.write_over(task),
            Action::KeepFile => self.overwriting = None,
            Action::Check(draft) => return self.ask_check(draft),
            Action::Checked { draft, found } => return self.take_check(&draft, found),
            Action::LookAtFinding(at) => self.look_at_finding(at),
            Action::Undo => return self.undo(),
        }
        Vec::new()
    }

    fn take_answer(&mut self, ticket: u64, answer: EntityAnswer) {
        match answer {
            EntityAnswer::Names(article, names) => {
                self.names = Some((article, names));
                self.names_revision += 1;
            }
            answer if ticket == self.asked => self.answer = Some((ticket, answer)),
            _ => {}
        }
    }

    fn ask(&mut self, asked: Asked) -> Vec<Effect> {
        self.ticket += 1;
        if !matches!(asked, Asked::Names { .. }) {
            self.asked = self.ticket;
            self.answer = None;
        }
        vec![Effect::Ask(EntityQuestion { ticket: self.ticket, asked })]
    }

    fn copy(&mut self, id: ArticleId, chosen: Chosen) -> Vec<Effect> {
        self.clip(id, chosen, &self.writing).map(Effect::Copy).into_iter().collect()
    }

    /// Words of an article as they are handed over.
    fn clip(&self, id: ArticleId, chosen: Chosen, writing: &Writing) -> Option<Clip> {
        let (document, article) = (&self.held(id)?.document, self.entry(id)?.article);
        Clip::of(document, article, chosen, writing, &self.handing())
    }

    /// The searches that stand in the list, as they were typed.
    #[must_use]
    pub(crate) fn searches(&self) -> &[String] {
        &self.searches
    }

    /// Takes the searches that were stored.
    pub(crate) fn set_searches(&mut self, searches: Vec<String>) {
        self.searches = searches;
    }

    /// An address of another kind could start any program.
    fn browse(&mut self, id: ArticleId) -> Vec<Effect> {
        let url = self.article(id).and_then(|(_, article)| article.meta.url.as_ref());
        let url = url.map(|fact| fact.value.trim().to_owned());
        let is_page = |url: &String| {
            let known = ["https://", "http://"];
            known.iter().any(|scheme| {
                url.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme))
            })
        };
        let Some(url) = url.filter(is_page) else {
            self.notice = Some(Notice::warning("No web address is known: E can put one in."));
            return Vec::new();
        };
        self.notice = Some(Notice::done(format!("Opening {url} in the browser.")));
        vec![Effect::Browse(url)]
    }

    /// What was searched for, newest first.
    #[must_use]
    pub(crate) fn history(&self) -> &[String] {
        &self.history
    }

    /// What was typed into the command line, newest first.
    #[must_use]
    pub(crate) fn orders(&self) -> &[String] {
        &self.orders
    }

    fn toggle_search(&mut self, typed: &str) -> Vec<Effect> {
        let typed = typed.trim().to_owned();
        if typed.is_empty() {
            return Vec::new();
        }
        let at = self.searches.iter().position(|search| *search == typed);
        let words = if let Some(at) = at {
            self.searches.remove(at);
            "It no longer stands in the list."
        } else {
            self.searches.push(typed);
            "Kept: it stands above the articles in the list."
        };
        self.notice = Some(Notice::done(words));
        self.revision += 1;
        vec![Effect::SaveSearches(self.searches.clone())]
    }
}

/// Puts what was typed before all that was typed earlier, once.
fn remember(history: &mut Vec<String>, typed: &str) {
    let typed = typed.trim();
    if !typed.is_empty() {
        history.retain(|known| known != typed);
        history.insert(0, typed.to_owned());
        history.truncate(MOST_HISTORY);
    }
}
