//! What the screen does about entities: it asks the library, and opens what
//! the answers are shown in.

use super::Screen;
use crate::app::{Action, Command, Context, Effect, EntityAnswer, EntityAsked, Notice, Session};
use crate::library::linker::Decision;
use crate::ui::overlays::{Chooser, ChooserPurpose, EntityView};
use crate::ui::pick;

impl Screen {
    /// Asks what the library calls the entities of the article shown.
    pub(super) fn ask_names(&self, session: &mut Session) -> Vec<Effect> {
        let Some(id) = self.look.article else { return Vec::new() };
        let count = session.article(id).map_or(0, |(_, article)| article.entities.len());
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let asked = session.key(id).map(|article| EntityAsked::Names { article, count });
        asked.map_or_else(Vec::new, |asked| session.apply(Action::Ask(asked)))
    }

    /// Carries out a command for the entity that is picked, or for the
    /// speaker of the quotation that is.
    pub(super) fn run_on_entity(&mut self, session: &mut Session, command: Command) -> Vec<Effect> {
        let theme = self.theme;
        let Some((entity, name)) = pick::entity(self.view(session, &theme)) else {
            let words = "Select an entity first: t lists them.";
            return session.apply(Action::Notify(Notice::warning(words)));
        };
        let ask_page = Action::Ask(EntityAsked::Page(entity.clone()));
        match command {
            Command::EntityPage => {
                self.overlays.push(Box::new(EntityView::new(entity)));
                session.apply(ask_page)
            }
            Command::FilterByEntity => {
                self.filter_awaited = true;
                session.apply(ask_page)
            }
            Command::SplitEntity => {
                self.overlays.push(Box::new(Chooser::new(ChooserPurpose::Split(name))));
                session.apply(ask_page)
            }
            Command::MergeEntity => {
                let kind = name.kind;
                self.overlays.push(Box::new(Chooser::new(ChooserPurpose::Merge(name))));
                session.apply(Action::Ask(EntityAsked::Choices { kind, typed: String::new() }))
            }
            Command::RenameEntity => {
                self.overlays.push(Box::new(Chooser::new(ChooserPurpose::Rename(name))));
                Vec::new()
            }
            _ => {
                let words = format!("{} dropped", name.name);
                let decision = Decision::NotAnEntity { entity: name };
                let mut effects = session.apply(Action::Decide { decision, words });
                effects.extend(self.ask_names(session));
                effects
            }
        }
    }

    /// Filters the list by the entity that was asked for, once it is known.
    pub(super) fn take_filter(&mut self, session: &Session) {
        let Some((_, answer)) = session.answer().filter(|_| self.filter_awaited) else {
            return;
        };
        self.filter_awaited = false;
        if let EntityAnswer::Page(page) = answer {
            let articles = page.mentioned.iter().filter_map(|seen| session.find(&seen.article));
            self.list.set_only(page.entity.name.clone(), articles.collect(), session);
            self.focus = Context::List;
        }
    }
}
