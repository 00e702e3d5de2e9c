//! Choosing a name: who said a quotation, what an entity is merged into,
//! split into or called.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::{KeyHint, Overlay, Reply, centred};
use crate::app::{Action, ArticleId, EntityAnswer, EntityAsked};
use crate::library::linker::{Decision, EntityName};
use crate::query::typed::TypedMatcher;
use crate::ui::frame::{PaneFrame, scrolled};
use crate::ui::glyph;
use crate::ui::pane::{View, Want};
use crate::ui::prompt::{Prompt, Typed};
use newsquotes::model::{Article, EntityKind};

/// What is chosen for.
#[derive(Debug)]
pub(crate) enum ChooserPurpose {
    /// Who said a quotation; the names of the article, speakers first.
    Speaker { article: ArticleId, quote: usize, names: Vec<String> },
    /// What an entity is one with; the library is asked.
    Merge(EntityName),
    /// Which name is somebody else's; the library is asked.
    Split(EntityName),
    /// What an entity is called.
    Rename(EntityName),
}

/// A line of input above the names that match it.
#[derive(Debug)]
pub(crate) struct Chooser {
    purpose: ChooserPurpose,
    prompt: Prompt,
    cursor: usize,
}

/// One of the names, or none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ChooserRow {
    Name(String),
    Nobody,
}

impl ChooserPurpose {
    /// Choosing the speaker of a quotation of an article.
    #[must_use]
    pub(crate) fn speaker(id: ArticleId, article: &Article, quote: usize) -> ChooserPurpose {
        let speakers =
            article.quotes.iter().filter_map(|quote| quote.speaker.as_ref()?.name.clone());
        let others = article.entities.iter().filter(|entity| entity.kind != EntityKind::Place);
        let mut names: Vec<String> = Vec::new();
        for name in speakers.chain(others.map(|entity| entity.name.clone())) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        ChooserPurpose::Speaker { article: id, quote, names }
    }

    fn title(&self) -> String {
        match self {
            ChooserPurpose::Speaker { .. } => "Speaker".to_owned(),
            ChooserPurpose::Merge(one) => format!("Merge {}", one.name),
            ChooserPurpose::Split(from) => format!("Split a name off {}", from.name),
            ChooserPurpose::Rename(entity) => format!("Rename {}", entity.name),
        }
    }

    fn sign(&self) -> &'static str {
        match self {
            ChooserPurpose::Speaker { .. } => "Who said it? ",
            ChooserPurpose::Merge(_) => "Into: ",
            ChooserPurpose::Split(_) => "Name: ",
            ChooserPurpose::Rename(_) => "Call it: ",
        }
    }

    /// What is asked of the library for the words typed.
    fn question(&self, typed: &str) -> Option<EntityAsked> {
        match self {
            ChooserPurpose::Merge(one) => {
                Some(EntityAsked::Choices { kind: one.kind, typed: typed.to_owned() })
            }
            _ => None,
        }
    }

    /// The names to choose from, for the words typed.
    fn names(&self, view: View<'_>) -> Vec<String> {
        match (self, view.session.answer().map(|(_, answer)| answer)) {
            (ChooserPurpose::Speaker { names, .. }, _) => names.clone(),
            (ChooserPurpose::Merge(one), Some(EntityAnswer::Choices(found))) => {
                let others = found.iter().filter(|other| other.name != one.name);
                others.map(|other| other.name.clone()).collect()
            }
            (ChooserPurpose::Split(_), Some(EntityAnswer::Page(page))) => {
                page.parts().map(|name| name.name.clone()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether words that match no name may be chosen as they were typed.
    fn takes_typed(&self) -> bool {
        matches!(self, ChooserPurpose::Speaker { .. } | ChooserPurpose::Rename(_))
    }

    /// What a choice leads to.
    fn action(&self, choice: ChooserRow) -> Option<Action> {
        let named = |kind: EntityKind, name: String| EntityName::new(kind, name);
        match (self, choice) {
            (ChooserPurpose::Speaker { article, quote, .. }, choice) => {
                let name = match choice {
                    ChooserRow::Name(name) => Some(name),
                    ChooserRow::Nobody => None,
                };
                Some(Action::SetSpeaker { article: *article, quote: *quote, name })
            }
            (_, ChooserRow::Nobody) => None,
            (ChooserPurpose::Merge(one), ChooserRow::Name(name)) => {
                let words = format!("{} merged into {name}", one.name);
                let into = named(one.kind, name);
                Some(Action::Decide { decision: Decision::Merge { one: one.clone(), into }, words })
            }
            (ChooserPurpose::Split(from), ChooserRow::Name(name)) => {
                let words = format!("{name} split off {}", from.name);
                let name = named(from.kind, name);
                Some(Action::Decide {
                    decision: Decision::Split { name, from: from.clone() },
                    words,
                })
            }
            (ChooserPurpose::Rename(entity), ChooserRow::Name(to)) => {
                let words = format!("{} renamed to {to}", entity.name);
                let entity = entity.clone();
                Some(Action::Decide { decision: Decision::Rename { entity, to }, words })
            }
        }
    }
}

impl Chooser {
    #[must_use]
    pub(crate) fn new(purpose: ChooserPurpose) -> Chooser {
        let before = match &purpose {
            ChooserPurpose::Rename(entity) => entity.name.clone(),
            _ => String::new(),
        };
        Chooser { prompt: Prompt::new(purpose.sign(), &before), purpose, cursor: 0 }
    }

    /// The names that match what is typed, then what is typed itself, then
    /// nobody, as far as the purpose allows.
    fn choices(&self, view: View<'_>) -> Vec<ChooserRow> {
        let typed = self.prompt.words().trim();
        let matcher = TypedMatcher::new(typed, None);
        let fits = |name: &String| matcher.as_ref().is_none_or(|matcher| matcher.fits(name));
        let names = self.purpose.names(view).into_iter().filter(fits);
        let mut choices: Vec<ChooserRow> = names.map(ChooserRow::Name).collect();
        let own = ChooserRow::Name(typed.to_owned());
        if self.purpose.takes_typed() && !typed.is_empty() && !choices.contains(&own) {
            choices.push(own);
        }
        if matches!(self.purpose, ChooserPurpose::Speaker { .. }) {
            choices.push(ChooserRow::Nobody);
        }
        choices
    }

    fn typed(&mut self) -> Reply {
        self.cursor = 0;
        let question = self.purpose.question(self.prompt.words().trim());
        Reply {
            wants: question.map(|asked| Want::Act(Action::Ask(asked))).into_iter().collect(),
            close: false,
        }
    }
}

impl Overlay for Chooser {
    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Reply {
        let choices = self.choices(view);
        let last = choices.len().saturating_sub(1);
        match self.prompt.key(key) {
            Typed::Cancelled => return Reply::close(Vec::new()),
            Typed::Accepted => {
                let Some(choice) = choices.into_iter().nth(self.cursor.min(last)) else {
                    return Reply::stay();
                };
                let action = self.purpose.action(choice);
                return Reply::close(action.map(Want::Act).into_iter().collect());
            }
            Typed::Changed => return self.typed(),
            Typed::Unused => match key.code {
                KeyCode::Down | KeyCode::Tab => self.cursor = (self.cursor + 1).min(last),
                KeyCode::Up | KeyCode::BackTab => self.cursor = self.cursor.saturating_sub(1),
                _ => {}
            },
            Typed::Same => {}
        }
        Reply::stay()
    }

    fn paste(&mut self, _: View<'_>, text: &str) -> Reply {
        self.prompt.paste(text);
        self.typed()
    }

    fn hints(&self) -> &'static [KeyHint] {
        &[("enter", "choose"), ("up/down", "move"), ("esc", "back")]
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let card = centred(area, area.width.saturating_sub(2).min(56), area.height.min(14));
        Clear.render(card, buffer);
        let title = self.purpose.title();
        let inner =
            PaneFrame { title: &title, corner: "", focused: true }.draw(view.theme, card, buffer);
        let line = Rect { height: inner.height.min(1), ..inner };
        self.prompt.draw(view.theme, "", line, buffer);
        let choices = self.choices(view);
        let cursor = self.cursor.min(choices.len().saturating_sub(1));
        let height = usize::from(inner.height.saturating_sub(1));
        let top = scrolled(0, cursor, height.max(1));
        let shown = choices.iter().enumerate().skip(top).take(height);
        for ((index, choice), y) in shown.zip(inner.y + 1..) {
            let words = match choice {
                ChooserRow::Name(name) => {
                    glyph::fit(name, usize::from(inner.width.saturating_sub(2)))
                }
                ChooserRow::Nobody => "nobody can be named".to_owned(),
            };
            let style = if index == cursor { view.theme.selected } else { view.theme.text };
            let row = Rect { y, height: 1, ..inner };
            Line::styled(format!("  {words}"), style).render(row, buffer);
            buffer.set_style(row, style);
        }
    }
}
