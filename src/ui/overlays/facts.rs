//! The form for the facts of an article: each with what it is known from.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::{KeyHint, Overlay, Reply, centred};
use crate::app::{Action, ArticleId, FactEdit, Notice, fact_words};
use crate::library::annotation::FactField;
use crate::ui::frame::PaneFrame;
use crate::ui::glyph;
use crate::ui::numbers::{cells, stepped};
use crate::ui::pane::{View, Want};
use crate::ui::prompt::{Prompt, Typed};
use newsquotes::model::{Article, Date, Document, Evidence};

/// The facts of one article, to be edited.
#[derive(Debug)]
pub(crate) struct FactsForm {
    article: ArticleId,
    rows: Vec<FactRow>,
    cursor: usize,
    /// What is wrong with the last attempt to save.
    complaint: Option<&'static str>,
}

#[derive(Debug)]
struct FactRow {
    field: FactField,
    before: String,
    prompt: Prompt,
    /// What the fact is known from.
    known_from: String,
}

impl FactsForm {
    /// The form for an article.
    #[must_use]
    pub(crate) fn new(id: ArticleId, document: &Document, article: &Article) -> FactsForm {
        let rows = FactField::ALL.map(|field| {
            let before = fact_words(article, field);
            let prompt = Prompt::new("", &before);
            FactRow { field, before, prompt, known_from: known_from(document, article, field) }
        });
        FactsForm { article: id, rows: rows.into(), cursor: 0, complaint: None }
    }

    fn save(&mut self) -> Reply {
        let edits: Vec<FactEdit> = self
            .rows
            .iter()
            .filter(|row| glyph::line(&row.before) != row.prompt.words().trim())
            .map(|row| FactEdit { field: row.field, value: row.prompt.words().trim().to_owned() })
            .collect();
        let date = edits.iter().find(|edit| edit.field == FactField::Date);
        if date.is_some_and(|edit| !edit.value.is_empty() && Date::parse_iso(&edit.value).is_none())
        {
            self.complaint = Some("A date is written 2024-04-14, 2024-04 or 2024.");
            self.cursor =
                self.rows.iter().position(|row| row.field == FactField::Date).unwrap_or(0);
            return Reply::stay();
        }
        if edits.is_empty() {
            return Reply::close(vec![Want::Act(Action::Notify(Notice::done("Nothing changed.")))]);
        }
        Reply::close(vec![Want::Act(Action::SetFacts { article: self.article, edits })])
    }

    fn step(&mut self, by: isize) {
        self.cursor = stepped(self.cursor, by, self.rows.len());
    }
}

impl Overlay for FactsForm {
    fn key(&mut self, _: View<'_>, key: KeyEvent) -> Reply {
        let Some(row) = self.rows.get_mut(self.cursor) else { return Reply::close(Vec::new()) };
        match row.prompt.key(key) {
            Typed::Accepted => return self.save(),
            Typed::Cancelled => return Reply::close(Vec::new()),
            Typed::Unused => match key.code {
                KeyCode::Down | KeyCode::Tab => self.step(1),
                KeyCode::Up | KeyCode::BackTab => self.step(-1),
                _ => {}
            },
            Typed::Changed | Typed::Same => self.complaint = None,
        }
        Reply::stay()
    }

    fn paste(&mut self, _: View<'_>, text: &str) -> Reply {
        if let Some(row) = self.rows.get_mut(self.cursor) {
            row.prompt.paste(text);
        }
        Reply::stay()
    }

    fn hints(&self) -> &'static [KeyHint] {
        &[("enter", "save"), ("tab", "next"), ("esc", "leave all as it was")]
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let rows = cells(self.rows.len());
        let card = centred(area, area.width.saturating_sub(2).min(88), rows + 4);
        Clear.render(card, buffer);
        let frame = PaneFrame { title: "Facts of this article", corner: "", focused: true };
        let inner = frame.draw(view.theme, card, buffer);
        let fits = usize::from(inner.height.saturating_sub(1)).max(1);
        let top = (self.cursor + 1).saturating_sub(fits);
        for ((index, row), y) in self.rows.iter().enumerate().skip(top).take(fits).zip(inner.y..) {
            let line = Rect { x: inner.x + 1, y, width: inner.width.saturating_sub(2), height: 1 };
            row.draw(view, index == self.cursor, line, buffer);
        }
        let foot = Rect {
            y: inner.bottom().saturating_sub(1),
            height: 1,
            x: inner.x + 1,
            width: inner.width.saturating_sub(2),
        };
        let (words, style) = match self.complaint {
            None => ("Enter saves · Tab goes on · Esc leaves all as it was", view.theme.dim),
            Some(complaint) => (complaint, view.theme.warning),
        };
        Line::styled(glyph::fit(words, usize::from(foot.width)), style).render(foot, buffer);
    }
}

/// Columns of the names of the facts.
const NAME: u16 = 10;

impl FactRow {
    fn draw(&self, view: View<'_>, at_cursor: bool, area: Rect, buffer: &mut Buffer) {
        let name = Rect { width: NAME.min(area.width), ..area };
        let style = if at_cursor { view.theme.accent } else { view.theme.dim };
        Line::styled(self.field.name(), style).render(name, buffer);
        let rest = Rect { x: area.x + name.width, width: area.width - name.width, ..area };
        if at_cursor {
            let known = glyph::fit(&self.known_from, usize::from(rest.width / 3));
            self.prompt.draw(view.theme, &known, rest, buffer);
            return;
        }
        let words = self.prompt.words();
        let (words, style) =
            if words.is_empty() { ("—", view.theme.dim) } else { (words, view.theme.text) };
        Line::styled(glyph::fit(words, usize::from(rest.width)), style).render(rest, buffer);
    }
}

/// What a fact is known from, in a few words.
fn known_from(document: &Document, article: &Article, field: FactField) -> String {
    let meta = &article.meta;
    let evidence = match field {
        FactField::Title => meta.title.as_ref().map(|fact| &fact.evidence),
        FactField::Byline => meta.byline.as_ref().map(|fact| &fact.evidence),
        FactField::Outlet => meta.outlet.as_ref().map(|fact| &fact.evidence),
        FactField::Agency => meta.agency.as_ref().map(|fact| &fact.evidence),
        FactField::Place => meta.place.as_ref().map(|fact| &fact.evidence),
        FactField::Date => meta.date.as_ref().map(|fact| &fact.evidence),
        FactField::Url => meta.url.as_ref().map(|fact| &fact.evidence),
        FactField::Language => meta.language.as_ref().map(|fact| &fact.evidence),
        FactField::Tags => meta.tags.first().map(|fact| &fact.evidence),
    };
    match evidence {
        None => "not known".to_owned(),
        Some(Evidence::Words(span)) => {
            let line = document.text.line_at(span.start());
            format!("line {line}")
        }
        Some(Evidence::Field(name)) => format!("field {name}"),
        Some(Evidence::Inferred(from)) => format!("inferred: {from}"),
        Some(Evidence::User) => "from you".to_owned(),
    }
}
