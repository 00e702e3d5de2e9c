//! What the screen does about the command line: it opens it, and carries out
//! what was typed.

use super::Screen;
use crate::app::asking::IndexAsked;
use crate::app::command_line::TypedOrder;
use crate::app::{Action, Context, Effect, Export, ExportScope, Notice, Session, Writing};
use crate::ui::overlays::{CheckView, CommandLine, Overwrite, QuotesView, SearchOverlay};

impl Screen {
    /// Puts the command line up, over whatever is there.
    pub(super) fn open_command_line(&mut self, session: &Session, typed: &str, scope: ExportScope) {
        let line = CommandLine::new(typed, session.orders().to_vec(), scope);
        self.overlays.push(Box::new(line));
    }

    /// Puts the command line up with the beginning of an export.
    pub(super) fn open_export(&mut self, session: &Session, scope: ExportScope) {
        let typed = format!("export {} ", session.writing().format.name);
        self.open_command_line(session, &typed, scope);
    }

    /// What an export writes from the panes: what is picked where the article
    /// has the focus, else what is listed.
    pub(super) fn scope(&mut self, session: &Session) -> ExportScope {
        let chosen = self.chosen(session).filter(|_| self.focus != Context::List);
        match self.look.article.zip(chosen) {
            Some((article, chosen)) => ExportScope::Chosen(article, chosen),
            None => ExportScope::Articles(self.list.listed(session)),
        }
    }

    /// Carries out what was typed.
    pub(super) fn obey(
        &mut self,
        session: &mut Session,
        order: TypedOrder,
        scope: ExportScope,
    ) -> Vec<Effect> {
        let writing = session.writing();
        match order {
            TypedOrder::Run(command) => return self.run(session, command, 1),
            TypedOrder::Quit => return vec![Effect::Quit { interrupted: false }],
            TypedOrder::Format(format) => {
                return session.apply(Action::Write(Writing { format, ..writing }));
            }
            TypedOrder::Style(style) => {
                return session.apply(Action::Write(Writing { style, ..writing }));
            }
            TypedOrder::Export { format, file } => {
                let writing = Writing { format, ..writing };
                return session.apply(Action::Export(Export { writing, file, scope }));
            }
            TypedOrder::Check(Some(draft)) => {
                self.overlays.push(Box::new(CheckView::default()));
                return session.apply(Action::Check(draft));
            }
            TypedOrder::Check(None) => self.show_check(session),
            TypedOrder::Sort(order) => {
                let wants = self.list.sort(session, &order);
                self.set_focus(Context::List);
                return self.carry_out(session, wants);
            }
            TypedOrder::Filter(words) => {
                let wants = self.list.filter_by(session, words);
                self.set_focus(Context::List);
                return self.carry_out(session, wants);
            }
            TypedOrder::Search(typed) => {
                let search = SearchOverlay::new(&typed, session.history().to_vec());
                self.overlays.push(Box::new(search));
                return session.apply(Action::AskIndex(IndexAsked::Passages { typed }));
            }
            TypedOrder::Quotes(typed) => {
                let quotes = QuotesView::new(&typed, session.history().to_vec());
                let asked = quotes.first_question();
                self.overlays.push(Box::new(quotes));
                return session.apply(Action::AskIndex(asked));
            }
        }
        Vec::new()
    }

    /// Shows what was found last.
    fn show_check(&mut self, session: &mut Session) {
        if session.check().is_some() {
            self.overlays.push(Box::new(CheckView::default()));
        } else {
            let words = "No draft was checked yet: :check FILE.";
            session.apply(Action::Notify(Notice::warning(words)));
        }
    }

    /// Asks about a file that is there already.
    pub(super) fn ask_overwriting(&mut self, session: &Session) {
        if session.overwriting().is_some() && !self.asks_overwriting {
            self.overlays.push(Box::new(Overwrite));
        }
        self.asks_overwriting = session.overwriting().is_some();
    }
}
