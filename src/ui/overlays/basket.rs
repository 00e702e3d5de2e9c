//! The basket: what was collected, in its order, with the connecting words.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::{KeyHint, Overlay, Reply, TextForm, centred};
use crate::app::{Action, BasketEdit, ExportScope, Notice, Sight};
use crate::library::annotation::Annotation;
use crate::library::basket::Collected;
use crate::library::sure::sure;
use crate::ui::frame::PaneFrame;
use crate::ui::pane::{View, Want};
use crate::ui::theme::Theme;
use crate::ui::{glyph, wrap};

/// The basket. It lists what the session says at each drawing.
#[derive(Debug, Default)]
pub(crate) struct BasketView {
    cursor: usize,
    /// The first line shown.
    top: usize,
    /// The connecting words being written.
    form: Option<TextForm>,
}

/// The lines of one item.
type BasketLines = Vec<(String, Style)>;

/// The keys of the basket, the most useful first.
const KEYS: &[KeyHint] = &[
    ("x", "copy all"),
    ("w", "write to a file"),
    ("f", "format"),
    ("e", "connect"),
    ("J/K", "move it"),
    ("d", "take out"),
    ("enter", "source"),
    ("u", "undo"),
    ("esc", "back"),
];

impl BasketView {
    fn edit(edit: BasketEdit) -> Reply {
        Reply { wants: vec![Want::Act(Action::Basket(edit))], close: false }
    }

    fn act(action: Action) -> Reply {
        Reply { wants: vec![Want::Act(action)], close: false }
    }

    fn step(&mut self, count: usize, by: isize) -> Reply {
        self.cursor = self.cursor.saturating_add_signed(by).min(count.saturating_sub(1));
        Reply::stay()
    }

    /// Moves the item, and the cursor with it.
    fn move_item(&mut self, count: usize, by: isize) -> Reply {
        let item = self.cursor;
        self.step(count, by);
        BasketView::edit(BasketEdit::Move { item, by })
    }

    fn connect(&mut self, view: View<'_>) -> Reply {
        let basket = view.session.basket();
        let item = basket.get(self.cursor);
        self.form = item.map(|(_, collected)| TextForm::lead(self.cursor, collected));
        Reply::stay()
    }

    /// Leaves for the article that the item is from.
    fn open(&self, view: View<'_>) -> Reply {
        let basket = view.session.basket();
        let Some((item, _)) = basket.get(self.cursor) else { return Reply::stay() };
        let article = view.session.find_collected(item);
        if let Some((article, selector)) = article.zip(item.selector.clone()) {
            return Reply::close(vec![
                Want::Open(article),
                Want::Reveal(Sight::Selected(Box::new(selector))),
            ]);
        }
        let words = format!("Its file is not open here: {}.", item.target.path);
        BasketView::act(Action::Notify(Notice::warning(words)))
    }

    fn form_key(&mut self, view: View<'_>, key: KeyEvent) -> Option<Reply> {
        let mut reply = self.form.as_mut()?.key(view, key);
        if std::mem::take(&mut reply.close) {
            self.form = None;
        }
        Some(reply)
    }
}

impl Overlay for BasketView {
    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Reply {
        if let Some(reply) = self.form_key(view, key) {
            return reply;
        }
        let count = view.session.basket().len();
        self.cursor = self.cursor.min(count.saturating_sub(1));
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => self.step(count, 1),
            KeyCode::Up | KeyCode::Char('k') => self.step(count, -1),
            KeyCode::Home | KeyCode::Char('g') => self.step(count, isize::MIN),
            KeyCode::End | KeyCode::Char('G') => self.step(count, isize::MAX),
            KeyCode::Char('J') => self.move_item(count, 1),
            KeyCode::Char('K') => self.move_item(count, -1),
            KeyCode::Char('e' | 'a') => self.connect(view),
            KeyCode::Char('d' | '+') | KeyCode::Delete => {
                BasketView::edit(BasketEdit::Remove { item: self.cursor })
            }
            KeyCode::Char('u') => BasketView::act(Action::Undo),
            KeyCode::Char('f') => BasketView::edit(BasketEdit::Format { by: 1 }),
            KeyCode::Char('F') => BasketView::edit(BasketEdit::Format { by: -1 }),
            KeyCode::Char('x' | 'y') => BasketView::act(Action::CopyBasket),
            KeyCode::Char('w') => {
                Reply { wants: vec![Want::Export(ExportScope::Basket)], close: false }
            }
            KeyCode::Enter | KeyCode::Char('l') => self.open(view),
            KeyCode::Esc | KeyCode::Backspace | KeyCode::Char('q' | 'c') => {
                Reply::close(Vec::new())
            }
            _ => Reply::stay(),
        }
    }

    fn paste(&mut self, view: View<'_>, text: &str) -> Reply {
        self.form.as_mut().map_or_else(Reply::stay, |form| form.paste(view, text))
    }

    fn hints(&self) -> &'static [KeyHint] {
        self.form.as_ref().map_or(KEYS, Overlay::hints)
    }

    fn takes_text(&self) -> bool {
        self.form.is_some()
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let card = centred(area, area.width.saturating_sub(2).min(96), area.height);
        Clear.render(card, buffer);
        let basket = view.session.basket();
        self.cursor = self.cursor.min(basket.len().saturating_sub(1));
        let corner = if basket.is_empty() {
            String::new()
        } else {
            format!("{}/{}", self.cursor + 1, basket.len())
        };
        let title = format!("Basket, as {}", view.session.writing().words());
        let frame = PaneFrame { title: &title, corner: &corner, focused: true };
        let inner = frame.draw(view.theme, card, buffer);
        if basket.is_empty() {
            let words = " Nothing here yet: + collects a quotation or a passage.";
            Line::styled(words, view.theme.dim).render(inner, buffer);
        } else {
            self.draw_items(view, &basket, inner, buffer);
        }
        if let Some(form) = &mut self.form {
            form.draw(view, area, buffer);
        }
    }
}

impl BasketView {
    /// Draws the items from the one at the top on, with that of the cursor in
    /// view.
    fn draw_items(
        &mut self,
        view: View<'_>,
        basket: &[(&Annotation, &Collected)],
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let height = usize::from(area.height).max(1);
        let columns = usize::from(area.width);
        let lines = |at: usize| {
            basket.get(at).map(|item| {
                let most = if at == self.cursor { (height / 2).max(1) } else { 1 };
                item_lines(view, at, *item, columns, most)
            })
        };
        self.top = self.top.min(self.cursor);
        while self.top < self.cursor
            && (self.top..=self.cursor).filter_map(lines).map(|l| l.len()).sum::<usize>() > height
        {
            self.top += 1;
        }
        let mut y = area.y;
        for at in self.top..basket.len() {
            for (words, style) in sure(lines(at)) {
                if y >= area.bottom() {
                    return;
                }
                let row = Rect { y, height: 1, ..area };
                Line::styled(words, style).render(row, buffer);
                y += 1;
            }
        }
    }
}

/// One item: connecting words, number, speaker and words, source, drafts. Of
/// the words at most so many rows.
fn item_lines(
    view: View<'_>,
    at: usize,
    (item, collected): (&Annotation, &Collected),
    columns: usize,
    most: usize,
) -> BasketLines {
    let theme = view.theme;
    let mut lines = BasketLines::new();
    let room = columns.saturating_sub(6);
    for lead in collected.lead.lines() {
        lines.push((format!("    {}", glyph::fit(lead, room)), theme.note));
    }
    lines.extend(words_lines(collected, at, room, most, theme));
    let from = &collected.from;
    let source = [from.outlet_and_date(), from.title.clone()];
    let known = source.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    lines.push((format!("    {}", glyph::fit(&known.join(" · "), room)), theme.dim));
    for draft in view.session.drafts_of(item) {
        let words = format!("used in {draft}");
        lines.push((format!("  ↗ {}", glyph::fit(&words, room)), theme.accent));
    }
    if most > 1 {
        // The item of the cursor.
        for (words, style) in &mut lines {
            words.replace_range(..1, "▌");
            *style = style.patch(theme.title);
        }
    }
    lines
}

/// The number, the speaker and the words.
fn words_lines(
    collected: &Collected,
    at: usize,
    room: usize,
    most: usize,
    theme: &Theme,
) -> BasketLines {
    let speaker = Some(&collected.from.speaker).filter(|speaker| !speaker.is_empty());
    let speaker = speaker.map_or_else(String::new, |speaker| format!("{speaker}: "));
    let words = glyph::line(&format!("{speaker}{}", collected.shown()));
    let number = at + 1;
    if most == 1 {
        return vec![(format!(" {number:>2} {}", glyph::fit(&words, room)), theme.text)];
    }
    let rows = wrap::rows(&words, 0, room, &[]);
    let cut = rows.len() > most;
    let shown = rows.into_iter().take(most).enumerate().map(|(row, bytes)| {
        let words = glyph::words_at(&words, bytes).trim_end();
        let number = if row == 0 { format!("{number:>2}") } else { "  ".to_owned() };
        let end = if cut && row + 1 == most { "…" } else { "" };
        (format!(" {number} {words}{end}"), theme.text)
    });
    shown.collect()
}
