//! The form that corrects the speaker of a quotation: the names of the
//! article to choose from, or one typed in.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::{Overlay, Reply, centred};
use crate::app::{Action, ArticleId, Matcher};
use crate::model::{Article, EntityKind};
use crate::ui::frame::{Frame, scrolled};
use crate::ui::glyph;
use crate::ui::pane::{View, Want};
use crate::ui::prompt::{Prompt, Typed};

/// Choosing who said a quotation.
#[derive(Debug)]
pub struct SpeakerForm {
    article: ArticleId,
    quote: usize,
    prompt: Prompt,
    /// Speakers and people of the article, speakers first.
    names: Vec<String>,
    cursor: usize,
}

/// A choice in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    Name(String),
    Nobody,
}

impl SpeakerForm {
    /// The form for a quotation of an article.
    #[must_use]
    pub fn new(id: ArticleId, article: &Article, quote: usize) -> SpeakerForm {
        let speakers =
            article.quotes.iter().filter_map(|quote| quote.speaker.as_ref()?.name.clone());
        let people = article.entities.iter().filter(|entity| entity.kind != EntityKind::Place);
        let mut names: Vec<String> = Vec::new();
        for name in speakers.chain(people.map(|entity| entity.name.clone())) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        SpeakerForm {
            article: id,
            quote,
            prompt: Prompt::new("Who said it? ", ""),
            names,
            cursor: 0,
        }
    }

    /// The names that match what is typed, then what is typed itself, then
    /// nobody.
    fn choices(&self) -> Vec<Choice> {
        let typed = self.prompt.words().trim();
        let matcher = Matcher::new(typed);
        let fits = |name: &&String| matcher.as_ref().is_none_or(|matcher| matcher.all_terms(name));
        let mut choices: Vec<Choice> =
            self.names.iter().filter(fits).cloned().map(Choice::Name).collect();
        let own = Choice::Name(typed.to_owned());
        if !typed.is_empty() && !choices.contains(&own) {
            choices.push(own);
        }
        choices.push(Choice::Nobody);
        choices
    }
}

impl Overlay for SpeakerForm {
    fn key(&mut self, _: View<'_>, key: KeyEvent) -> Reply {
        let last = self.choices().len().saturating_sub(1);
        match self.prompt.key(key) {
            Typed::Cancelled => return Reply::close(Vec::new()),
            Typed::Accepted => {
                let name = match self.choices().get(self.cursor.min(last)) {
                    Some(Choice::Name(name)) => Some(name.clone()),
                    _ => None,
                };
                let action = Action::SetSpeaker { article: self.article, quote: self.quote, name };
                return Reply::close(vec![Want::Act(action)]);
            }
            Typed::Changed => self.cursor = 0,
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
        self.cursor = 0;
        Reply::stay()
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let card = centred(area, area.width.saturating_sub(2).min(56), area.height.min(14));
        Clear.render(card, buffer);
        let inner =
            Frame { title: "Speaker", corner: "", focused: true }.draw(view.theme, card, buffer);
        let line = Rect { height: inner.height.min(1), ..inner };
        self.prompt.draw(view.theme, "", line, buffer);
        let choices = self.choices();
        let cursor = self.cursor.min(choices.len().saturating_sub(1));
        let height = usize::from(inner.height.saturating_sub(1));
        let top = scrolled(0, cursor, height.max(1));
        for ((index, choice), y) in
            choices.iter().enumerate().skip(top).take(height).zip(inner.y + 1..)
        {
            let words = match choice {
                Choice::Name(name) => glyph::fit(name, usize::from(inner.width.saturating_sub(2))),
                Choice::Nobody => "nobody can be named".to_owned(),
            };
            let style = if index == cursor { view.theme.selected } else { view.theme.text };
            let row = Rect { y, height: 1, ..inner };
            Line::styled(format!("  {words}"), style).render(row, buffer);
            buffer.set_style(row, style);
        }
    }
}
