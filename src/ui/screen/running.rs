//! Carrying out commands: the screen's own, and to which pane the others go.

use super::Screen;
use crate::app::{Action, ArticleId, Command, CommandGroup, Context, Effect, Session};
use crate::ui::pane::Want;

impl Screen {
    /// Carries a command out: the screen's own here, the rest by the pane it
    /// concerns.
    pub(super) fn run(
        &mut self,
        session: &mut Session,
        command: Command,
        count: usize,
    ) -> Vec<Effect> {
        self.take_cursor(session, command);
        match command {
            Command::Quit => return vec![Effect::Quit { interrupted: true }],
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            Command::Leave if self.is_at_top() => {
                return vec![Effect::Quit { interrupted: false }];
            }
            Command::Leave | Command::Back => {
                let wants = self.back(session);
                return self.carry_out(session, wants);
            }
            Command::Undo => {
                let mut effects = session.apply(Action::Undo);
                effects.extend(self.ask_names(session));
                return effects;
            }
            Command::Browse => return self.on_article(session, Action::Browse),
            Command::CopyAddress => return self.on_article(session, Action::CopyAddress),
            Command::ToggleStar => return self.on_article(session, Action::ToggleStar),
            Command::ToggleRead => return self.on_article(session, Action::ToggleRead),
            Command::Copy => return self.copy(session),
            Command::Collect => return self.collect(session),
            Command::EntityPage
            | Command::FilterByEntity
            | Command::MergeEntity
            | Command::SplitEntity
            | Command::RenameEntity
            | Command::NotAnEntity => return self.run_on_entity(session, command),
            Command::FocusLeft
            | Command::FocusNext
            | Command::FocusPrevious
            | Command::ToggleSidebar
            | Command::Zen
            | Command::Narrower
            | Command::Wider => self.lay_out(command),
            Command::NextQuote
            | Command::PreviousQuote
            | Command::NextMention
            | Command::PreviousMention => self.step_picked(session, command, count),
            command => match self.open_for(session, command) {
                Some(effects) => return effects,
                None => return self.run_in_pane(session, command, count),
            },
        }
        Vec::new()
    }

    /// Opens what lies over the panes; `None` for a command that opens
    /// nothing.
    fn open_for(&mut self, session: &mut Session, command: Command) -> Option<Vec<Effect>> {
        match command {
            Command::Note | Command::Basket => self.open_beside(session, command),
            Command::TypeOrder => {
                let scope = self.scope(session);
                self.open_command_line(session, "", scope);
            }
            Command::Export => {
                let scope = self.scope(session);
                self.open_export(session, scope);
            }
            Command::ChooseFormat => self.choose_format(session),
            Command::Help
            | Command::Problems
            | Command::Search
            | Command::Quotes
            | Command::Variants
            | Command::Why
            | Command::EditFacts
            | Command::CorrectSpeaker => return Some(self.open_overlay(session, command)),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Has the pane that a command concerns carry it out.
    fn run_in_pane(
        &mut self,
        session: &mut Session,
        command: Command,
        count: usize,
    ) -> Vec<Effect> {
        match command {
            Command::SwitchTab if self.focus == Context::Reading => {
                self.pane_run(session, Context::Sidebar, command, count)
            }
            Command::NextArticle | Command::PreviousArticle => {
                let mut effects = self.pane_run(session, Context::List, command, count);
                effects.extend(self.on_article(session, Action::Read));
                effects
            }
            Command::Find | Command::NextHit | Command::PreviousHit | Command::ShowAside => {
                self.focus_reading(command);
                self.pane_run(session, Context::Reading, command, count)
            }
            _ => self.pane_run(session, self.focus, command, count),
        }
    }

    /// In the sidebar a command is meant for the row of the cursor, also where
    /// that was not picked yet, as after a change of what is listed.
    fn take_cursor(&mut self, session: &Session, command: Command) {
        let Some(entry) = command.entry().filter(|_| self.focus == Context::Sidebar) else {
            return;
        };
        if matches!(entry.group, CommandGroup::Look | CommandGroup::Use)
            && !matches!(command, Command::ShowAside)
        {
            let theme = self.theme;
            let view = self.view(session, &theme);
            self.look.picked = self.sidebar.at_cursor(view).or(self.look.picked);
        }
    }

    /// The line of input of a search stands in the reading view.
    fn focus_reading(&mut self, command: Command) {
        if command == Command::Find {
            self.focus = Context::Reading;
        }
    }

    fn pane_run(
        &mut self,
        session: &mut Session,
        pane: Context,
        command: Command,
        count: usize,
    ) -> Vec<Effect> {
        let theme = self.theme;
        let view = self.view(session, &theme);
        let wants = self.pane(pane).run(view, command, count);
        self.carry_out(session, wants)
    }

    fn on_article(
        &mut self,
        session: &mut Session,
        action: impl Fn(ArticleId) -> Action,
    ) -> Vec<Effect> {
        self.look.article.map_or_else(Vec::new, |id| session.apply(action(id)))
    }

    /// Whether there is nothing to go back from.
    pub(super) fn is_at_top(&self) -> bool {
        self.focus == Context::List && !self.list.is_filtered()
    }

    /// Goes back one level: what is lit, the filter, the pane.
    fn back(&mut self, session: &Session) -> Vec<Want> {
        match self.focus {
            Context::Sidebar if self.sidebar.back() => {}
            Context::Sidebar => self.set_focus(Context::Reading),
            Context::Reading if self.reading.end_selection() => self.look.picked = None,
            Context::Reading if self.reading.back() => {}
            Context::Reading if self.look.picked.is_some() => self.look.picked = None,
            Context::Reading | Context::Selecting => self.set_focus(Context::List),
            Context::List => return self.list.clear_filter(session),
        }
        Vec::new()
    }
}
