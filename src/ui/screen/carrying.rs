//! Carrying out what panes and overlays want: articles shown and opened,
//! things picked.

use super::Screen;
use crate::app::asking::IndexAsked;
use crate::app::{Action, ArticleId, Command, Context, Effect, Picked, Session, Sight};
use crate::ui::glyph;
use crate::ui::numbers::signed;
use crate::ui::overlays::VariantsView;
use crate::ui::pane::{ShownNow, Want};
use crate::ui::pick;
use newsquotes::model::Mention;

impl Screen {
    pub(super) fn carry_out(&mut self, session: &mut Session, wants: Vec<Want>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for want in wants {
            match want {
                Want::Act(action) => {
                    let decided = matches!(action, Action::Decide { .. });
                    effects.extend(session.apply(action));
                    if decided {
                        effects.extend(self.ask_names(session));
                    }
                }
                Want::Show(id) => effects.extend(self.show(session, id)),
                Want::Open(article) => effects.extend(self.open(session, article)),
                Want::Reveal(sight) => effects.extend(self.see(session, sight)),
                Want::Variants(at, quote) => {
                    self.overlays.push(Box::new(VariantsView::default()));
                    let asked = IndexAsked::Variants { at, quote };
                    effects.extend(session.apply(Action::AskIndex(asked)));
                }
                Want::Focus(context) => self.set_focus(context),
                Want::Order(order, scope) => effects.extend(self.obey(session, order, scope)),
                Want::Export(scope) => self.open_export(session, scope),
            }
        }
        effects
    }

    /// Shows another article; the place in the one before is kept.
    pub(super) fn show(&mut self, session: &mut Session, id: ArticleId) -> Vec<Effect> {
        if self.look.article == Some(id) {
            return Vec::new();
        }
        let mut effects = self.keep_place(session);
        self.look = ShownNow { article: Some(id), picked: None };
        effects.extend(session.apply(Action::Want(id)));
        self.awaits_document = session.article(id).is_none();
        effects.extend(self.ask_names(session));
        effects
    }

    /// Once the document of the article shown has come, asks for the names
    /// in it.
    pub(super) fn greet_document(&mut self, session: &mut Session) -> Vec<Effect> {
        let came = self.look.article.is_some_and(|id| session.article(id).is_some());
        if !self.awaits_document || !came {
            return Vec::new();
        }
        self.awaits_document = false;
        self.ask_names(session)
    }

    /// Brings something of the article shown into view, at once or when its
    /// document has come.
    fn see(&mut self, session: &mut Session, sight: Sight) -> Vec<Effect> {
        let Some(article) = self.look.article else { return Vec::new() };
        let effects = session.apply(Action::Reveal { article, sight });
        self.reveal_all(session, effects)
    }

    /// Brings into view what may be now; the other effects are handed back.
    pub(super) fn reveal_all(
        &mut self,
        session: &mut Session,
        effects: Vec<Effect>,
    ) -> Vec<Effect> {
        let mut others = Vec::with_capacity(effects.len());
        for effect in effects {
            match effect {
                // Meanwhile the user may have gone on to another article.
                Effect::Reveal { article, sight } if self.look.article == Some(article) => {
                    self.reveal(session, article, sight);
                }
                Effect::Reveal { .. } => {}
                effect => others.push(effect),
            }
        }
        others
    }

    fn reveal(&mut self, session: &mut Session, article: ArticleId, sight: Sight) {
        let theme = self.theme;
        match sight {
            Sight::Picked(picked) => {
                self.pick(session, picked);
                self.sidebar.follow(self.view(session, &theme));
            }
            Sight::Name(names) => self.pick_name(session, &names),
            Sight::Selected(selector) => self.show_passage(session, article, &selector),
            Sight::Words { at, typed } => {
                let view = self.view(session, &theme);
                self.reading.find_at(view, &typed, at);
            }
        }
    }

    /// Shows an article, reads it, and puts the list's cursor on it.
    pub(super) fn open(&mut self, session: &mut Session, id: ArticleId) -> Vec<Effect> {
        let mut effects = self.show(session, id);
        self.list.select(session, id);
        effects.extend(session.apply(Action::Read(id)));
        self.focus = Context::Reading;
        effects
    }

    /// Keeps the place in an article that was opened, not only passed by.
    pub(super) fn keep_place(&mut self, session: &mut Session) -> Vec<Effect> {
        let theme = self.theme;
        let view = self.view(session, &theme);
        let Some(article) = self.look.article else { return Vec::new() };
        if !session.entry(article).is_some_and(|entry| entry.read) {
            return Vec::new();
        }
        match self.reading.offset(view) {
            Some(at) => session.apply(Action::KeepPlace { article, at }),
            None => Vec::new(),
        }
    }

    pub(super) fn pick(&mut self, session: &Session, picked: Picked) {
        self.look.picked = Some(picked);
        let theme = self.theme;
        let view = self.view(session, &theme);
        let Some((_, article)) = view.article() else { return };
        let start = match picked {
            Picked::Quote(index) => {
                article.quotes.get(index).and_then(|quote| Some(quote.extent()?.start()))
            }
            Picked::Mention(index) => article.mentions.get(index).map(|m| m.span.start()),
            // While it is being selected, the end that moves is in view.
            Picked::Passage(_) if self.reading.is_selecting() => None,
            Picked::Passage(span) => Some(span.start()),
        };
        if let Some(start) = start {
            self.reading.reveal(view, start);
        }
    }

    /// Picks the first mention of one of these names.
    pub(super) fn pick_name(&mut self, session: &Session, names: &[String]) {
        let theme = self.theme;
        let view = self.view(session, &theme);
        let Some((document, article)) = view.article() else { return };
        let is_one = |mention: &Mention| {
            let words = glyph::passage(document, article, mention.span);
            !mention.credit && names.contains(&words)
        };
        if let Some(index) = article.mentions.iter().position(is_one) {
            self.pick(session, Picked::Mention(index));
            self.sidebar.follow(self.view(session, &theme));
        }
    }

    pub(super) fn step_picked(&mut self, session: &Session, command: Command, count: usize) {
        let theme = self.theme;
        let view = self.view(session, &theme);
        let count = signed(count);
        let from = self.reading.hit().or_else(|| self.reading.offset(view)).unwrap_or(0);
        let next = match command {
            Command::NextQuote => pick::step_quote(view, from, count),
            Command::PreviousQuote => pick::step_quote(view, from, -count),
            Command::NextMention => pick::step_mention(view, from, count),
            _ => pick::step_mention(view, from, -count),
        };
        if let Some(picked) = next {
            self.pick(session, picked);
            let view = self.view(session, &theme);
            self.sidebar.follow(view);
        }
    }
}
