//! The facts of a session: articles, what the user made of them, what is
//! being loaded or searched. The screen reads it; only [`Session::apply`]
//! changes it.
//!
//! `asking` holds what the index answered, `entry` makes the rows of the list, `files` knows which documents are in
//! memory, `arriving` takes in what comes from the library, `held` keeps a
//! document with its corrections, `making` carries out what the user makes
//! and undoes it; `notes` and `basket` are what stands beside the texts,
//! `reading` is what the screen reads.

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
mod reading;
mod writing;

pub(crate) use asking::IndexAnswers;
pub(crate) use basket::BasketEdit;
pub(crate) use checking::LastCheck;
pub(crate) use entry::{ListEntry, fact_words};
pub(crate) use writing::Writing;

use self::asking::OpenQuestions;
use self::copies::Copies;
use self::files::SessionFiles;
use super::clip;
use super::effect::{Effect, Notice};
use super::{
    Action, ArticleId, ArticleKey, ChosenWords, EntityAnswer, EntityAsked, EntityQuestion, Export,
    FileTask, HandoverText, Loading, WriteTask,
};
use crate::cite::CitationKeys;
use crate::cite::web_address;
use crate::library::annotation::{Annotation, Body};
use crate::library::linker::{Decided, EntityName};
use crate::library::userdata::UserChange;
use newsquotes::model::Problem;

/// A change that can be undone.
#[derive(Debug)]
struct Done {
    /// `None` for a decision about entities.
    article: Option<ArticleId>,
    change: UserChange,
    /// What was done, as the end of "Undone: …".
    words: String,
}

/// What was kept of earlier sessions.
#[derive(Debug, Default)]
pub(crate) struct KeptFromBefore {
    /// All that a person made; what stands beside the texts is taken of it.
    pub annotations: Vec<Annotation>,
    pub decisions: Vec<Decided>,
    /// Searches that stand in the list.
    pub searches: Vec<String>,
    pub writing: Writing,
    /// Citation keys that were given out.
    pub keys: CitationKeys,
}

/// The state of a session.
#[derive(Debug, Default)]
pub(crate) struct Session {
    files: SessionFiles,
    entries: Vec<ListEntry>,
    /// Newest first; without a date last; then in the order of loading.
    order: Vec<ArticleId>,
    undo: Vec<Done>,
    /// What is to be done once the document of an article has come, by the user
    /// or on the screen.
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
    loading: Loading,
    problems: Vec<Problem>,
    notice: Option<Notice>,
    asks: OpenQuestions,
    /// Searches that stand in the list.
    searches: Vec<String>,
    /// What was searched for, newest first.
    history: Vec<String>,
    answers: IndexAnswers,
    /// The answer to the newest question about entities, and its ticket.
    answer: Option<(u64, EntityAnswer)>,
    /// What the library calls the entities of the article that was asked for
    /// last.
    names: Option<(ArticleKey, Vec<Option<EntityName>>)>,
    names_revision: u64,
}

/// The most searches, and lines of the command line, that Up brings back.
const MOST_HISTORY: usize = 100;

impl Session {
    /// A session that goes on with what was kept of earlier ones.
    #[must_use]
    pub(crate) fn new(kept: KeptFromBefore) -> Session {
        let KeptFromBefore { annotations, decisions, searches, writing, keys } = kept;
        let mut beside = annotations;
        beside.retain(|annotation| annotation.body.is_beside_text());
        Session { decisions, writing, keys, beside, searches, ..Session::default() }
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
            Action::Problem(problem) => {
                log::warn!("problem: {}", problem.what);
                log::debug!("it is {}", problem.path);
                self.problems.push(problem);
            }
            Action::Notify(notice) => self.notice = Some(notice),
            Action::HandedOver { what, how } => self.notice = Some(clip::notice(&what, how)),
            Action::Heard => self.notice = None,
            Action::Clock(seconds) => self.now = seconds,
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
            Action::Copy { article, quote } => {
                return self.copy(article, ChosenWords::Quote(quote));
            }
            Action::CopyPassage { article, span } => {
                return self.copy(article, ChosenWords::Passage(span));
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
            Action::CopyAddress(id) => return self.copy_address(id),
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
            Action::Reveal { article, sight } => return vec![Effect::Reveal { article, sight }],
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

    fn ask(&mut self, asked: EntityAsked) -> Vec<Effect> {
        self.ticket += 1;
        if !matches!(asked, EntityAsked::Names { .. }) {
            self.asked = self.ticket;
            self.answer = None;
        }
        vec![Effect::Ask(EntityQuestion { ticket: self.ticket, asked })]
    }

    fn copy(&mut self, id: ArticleId, chosen: ChosenWords) -> Vec<Effect> {
        self.clip(id, chosen, &self.writing).map(Effect::Copy).into_iter().collect()
    }

    /// Words of an article as they are handed over.
    fn clip(&self, id: ArticleId, chosen: ChosenWords, writing: &Writing) -> Option<HandoverText> {
        let (document, article) = (&self.held(id)?.document, self.entry(id)?.article);
        HandoverText::of(document, article, chosen, writing, &self.handing())
    }

    fn browse(&mut self, id: ArticleId) -> Vec<Effect> {
        let Some(url) = self.web_address(id) else { return Vec::new() };
        self.notice = Some(Notice::done(format!("Opening {url} in the browser.")));
        vec![Effect::Browse(url)]
    }

    fn copy_address(&mut self, id: ArticleId) -> Vec<Effect> {
        let Some(text) = self.web_address(id) else { return Vec::new() };
        let what = "the address of the article".to_owned();
        vec![Effect::Copy(HandoverText { text, what })]
    }

    /// The address of an article's page, or a notice that there is none. One
    /// of another kind than of the web could start any program.
    fn web_address(&mut self, id: ArticleId) -> Option<String> {
        let url = self.article(id).and_then(|(_, article)| article.meta.url.as_ref());
        let url = url.and_then(|fact| web_address(fact.value.trim()));
        if url.is_none() {
            self.notice = Some(Notice::warning("No web address is known: E can put one in."));
        }
        url
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
