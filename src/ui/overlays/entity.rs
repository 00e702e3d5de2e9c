//! The page of an entity: who or what it is in this library, when it was
//! mentioned, what it said, where, and with whom.

use std::cmp::Reverse;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::facets::months_chart;
use super::{KeyHint, Overlay, Reply};
use crate::app::asking::IndexAsked;
use crate::app::{
    Action, ArticleId, ArticleKey, EntityAnswer, EntityAsked, EntityPage, EntityRef, MentionedIn,
    Picked, SaidIn, Sight,
};
use crate::library::index::{ArticleRef, file_key};
use crate::library::linker::EntityName;
use crate::ui::frame::{PaneFrame, scrolled};
use crate::ui::glyph;
use crate::ui::numbers::signed;
use crate::ui::pane::{View, Want};
use newsquotes::model::{Date, Form};

/// The page of an entity, and those it was reached from.
#[derive(Debug)]
pub(crate) struct EntityView {
    /// The entities looked at, the one shown last.
    path: Vec<EntityRef>,
    /// The rows of the page, and what they were made of: the ticket of the
    /// answer and how many quotations were known.
    rows: Vec<EntityRow>,
    made: Option<(u64, usize)>,
    /// The quotations whose words were asked for last.
    asked: Vec<(ArticleRef, u32)>,
    cursor: usize,
    top: usize,
    height: usize,
}

/// A row of the page.
#[derive(Clone, Debug)]
struct EntityRow {
    label: String,
    words: String,
    target: Option<EntityTarget>,
    heading: bool,
}

/// Where a row leads.
#[derive(Clone, Debug)]
enum EntityTarget {
    Quote(ArticleKey, usize),
    Article(ArticleKey),
    Entity(EntityName),
}

impl EntityView {
    #[must_use]
    pub(crate) fn new(entity: EntityRef) -> EntityView {
        EntityView {
            path: vec![entity],
            rows: Vec::new(),
            made: None,
            asked: Vec::new(),
            cursor: 0,
            top: 0,
            height: 1,
        }
    }

    fn ask(&self) -> Reply {
        let asked = self.path.last().cloned().map(EntityAsked::Page);
        Reply {
            wants: asked.map(|asked| Want::Act(Action::Ask(asked))).into_iter().collect(),
            close: false,
        }
    }

    /// To the page before, or out of the last one.
    fn back(&mut self) -> Reply {
        if self.path.len() > 1 {
            self.path.pop();
            return self.ask();
        }
        Reply::close(Vec::new())
    }

    fn page(view: View<'_>) -> Option<&EntityPage> {
        match view.session.answer()? {
            (_, EntityAnswer::Page(page)) => Some(page),
            _ => None,
        }
    }

    /// Makes the rows when another answer has come, or the words of its
    /// quotations.
    fn refresh(&mut self, view: View<'_>) {
        let ticket = view.session.answer().map(|(ticket, _)| *ticket);
        let made = ticket.map(|ticket| (ticket, view.session.answers().rows.len()));
        if self.made == made {
            return;
        }
        let same = self.made.map(|(ticket, _)| ticket) == ticket;
        self.made = made;
        self.rows = Self::page(view).map_or_else(Vec::new, |page| rows(view, page));
        if !same {
            self.cursor = self.rows.iter().position(|row| row.target.is_some()).unwrap_or(0);
            self.top = 0;
        }
    }

    fn step(&mut self, by: isize) {
        let rows = self.rows.iter().enumerate();
        let targets: Vec<usize> =
            rows.filter(|(_, row)| row.target.is_some()).map(|(at, _)| at).collect();
        let at = targets.partition_point(|row| *row < self.cursor);
        let next = at.saturating_add_signed(by).min(targets.len().saturating_sub(1));
        if let Some(row) = targets.get(next) {
            self.cursor = *row;
        }
    }

    /// Opens what the cursor is on.
    fn open(&mut self, view: View<'_>) -> Reply {
        let Some(target) = self.rows.get(self.cursor).and_then(|row| row.target.clone()) else {
            return Reply::stay();
        };
        match target {
            EntityTarget::Entity(name) => {
                self.path.push(EntityRef::Named(name));
                self.ask()
            }
            EntityTarget::Quote(key, quote) => {
                Self::leave_for(view, &key, Some(Want::Reveal(Sight::Picked(Picked::Quote(quote)))))
            }
            EntityTarget::Article(key) => {
                let names = Self::page(view)
                    .map(|page| page.entity.names.iter().map(|name| name.name.clone()).collect());
                Self::leave_for(view, &key, names.map(|names| Want::Reveal(Sight::Name(names))))
            }
        }
    }

    /// The quotation that the cursor is on.
    fn quotation<'a>(&'a self, view: View<'_>) -> Option<(ArticleId, &'a ArticleKey, usize)> {
        match &self.rows.get(self.cursor)?.target {
            Some(EntityTarget::Quote(key, quote)) => Some((view.session.find(key)?, key, *quote)),
            _ => None,
        }
    }

    fn copy(&self, view: View<'_>) -> Reply {
        let copy = self.quotation(view).map(|(article, _, quote)| Action::Copy { article, quote });
        Reply { wants: copy.map(Want::Act).into_iter().collect(), close: false }
    }

    fn other_tellings(&self, view: View<'_>) -> Reply {
        let at = self
            .quotation(view)
            .and_then(|(_, key, quote)| Some((reference(key)?, u32::try_from(quote).ok()?)));
        let wants = at.map(|(at, quote)| Want::Variants(at, quote)).into_iter().collect();
        Reply { wants, close: false }
    }

    fn leave_for(view: View<'_>, key: &ArticleKey, then: Option<Want>) -> Reply {
        let Some(id) = view.session.find(key) else { return Reply::stay() };
        let mut wants = vec![Want::Open(id)];
        wants.extend(then);
        Reply::close(wants)
    }

    fn draw_rows(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let rows = &self.rows;
        self.height = usize::from(area.height).max(1);
        self.top = scrolled(self.top, self.cursor, self.height);
        // The heading above the first row that can be reached stays in view.
        if rows.iter().take(self.cursor).all(|row| row.target.is_none()) {
            self.top = self.top.min(self.cursor.saturating_sub(self.height / 2));
        }
        for ((index, row), y) in rows.iter().enumerate().skip(self.top).zip(area.y..area.bottom()) {
            let place = Rect { y, height: 1, ..area };
            let room = usize::from(area.width).saturating_sub(LABEL + 1);
            let line = if row.heading {
                Line::styled(glyph::fit(&row.label, usize::from(area.width)), view.theme.heading)
            } else {
                let label = glyph::fit(&row.label, LABEL - 1);
                let pad = " ".repeat(LABEL - glyph::columns(&label).min(LABEL));
                let words = Span::styled(glyph::fit(&row.words, room), view.theme.text);
                Line::from(vec![Span::styled(label, view.theme.dim), Span::raw(pad), words])
            };
            line.render(place, buffer);
            if index == self.cursor && row.target.is_some() {
                buffer.set_style(place, view.theme.selected);
            }
        }
    }
}

/// Columns of the labels at the left.
const LABEL: usize = 14;

impl Overlay for EntityView {
    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Reply {
        self.refresh(view);
        let page = signed(self.height);
        match key.code {
            KeyCode::Down | KeyCode::Char('j') | KeyCode::Tab => self.step(1),
            KeyCode::Up | KeyCode::Char('k') | KeyCode::BackTab => self.step(-1),
            KeyCode::PageDown | KeyCode::Char(' ') => self.step(page),
            KeyCode::PageUp => self.step(-page),
            KeyCode::Home | KeyCode::Char('g') => self.step(isize::MIN / 2),
            KeyCode::End | KeyCode::Char('G') => self.step(isize::MAX / 2),
            KeyCode::Enter | KeyCode::Char('l') => return self.open(view),
            KeyCode::Char('y') => return self.copy(view),
            KeyCode::Char('V') => return self.other_tellings(view),
            KeyCode::Esc | KeyCode::Backspace | KeyCode::Char('q' | 'p') => {
                return self.back();
            }
            _ => {}
        }
        Reply::stay()
    }

    fn news(&mut self, view: View<'_>) -> Vec<Want> {
        let known = &view.session.answers().rows;
        let said = Self::page(view).into_iter().flat_map(|page| &page.said);
        let said = said
            .filter_map(|said| Some((reference(&said.article)?, u32::try_from(said.quote).ok()?)));
        let missing: Vec<_> =
            said.filter(|said| !known.contains_key(said)).take(MOST_SAID).collect();
        if missing.is_empty() || self.asked == missing {
            return Vec::new();
        }
        self.asked.clone_from(&missing);
        vec![Want::Act(Action::AskIndex(IndexAsked::Rows(missing)))]
    }

    fn hints(&self) -> &'static [KeyHint] {
        &[
            ("enter", "open"),
            ("y", "copy"),
            ("V", "other tellings"),
            ("j/k", "move"),
            ("esc", "back"),
        ]
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        Clear.render(area, buffer);
        self.refresh(view);
        let page = Self::page(view);
        let title = page.map_or("Entity", |page| page.entity.name.as_str());
        let corner = page.map_or_else(String::new, |page| page.entity.kind.name().to_owned());
        let inner =
            PaneFrame { title, corner: &corner, focused: true }.draw(view.theme, area, buffer);
        let Some(page) = page else {
            let words = match view.session.answer() {
                Some((_, EntityAnswer::Unknown)) => "No article of the library names it.",
                _ => "Asking the library …",
            };
            Line::styled(words, view.theme.dim).render(inner, buffer);
            return;
        };
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let chart = if inner.height > 14 {
            months_chart(view, &page.months(), "mention", inner, buffer)
        } else {
            0
        };
        let rest = Rect { y: inner.y + chart, height: inner.height - chart, ..inner };
        self.draw_rows(view, rest, buffer);
    }
}

fn rows(view: View<'_>, page: &EntityPage) -> Vec<EntityRow> {
    let mut rows = about(page);
    let said = page.said.iter().filter_map(|said| said_row(view, said));
    push_section(&mut rows, "Said", newest_first(said));
    let mentioned = page.mentioned.iter().filter_map(|seen| mentioned_row(view, seen));
    push_section(&mut rows, "Mentioned in", newest_first(mentioned));
    let companions = page.companions.iter().map(|(name, articles)| {
        EntityRow::leading(
            counted(*articles, "article"),
            name.name.clone(),
            EntityTarget::Entity(name.clone()),
        )
    });
    push_section(&mut rows, "With", companions.collect());
    push_section(&mut rows, "Why these names are one", reasons(page));
    rows
}

/// A quotation with the outlet that has it.
fn said_row(view: View<'_>, said: &SaidIn) -> Option<(Option<Date>, EntityRow)> {
    let at = (reference(&said.article)?, u32::try_from(said.quote).ok()?);
    let row = view.session.answers().rows.get(&at).filter(|row| !row.is_repeat)?;
    let entry = view.session.entry(view.session.find(&said.article)?)?;
    let verbatim = row.form != Form::Indirect;
    let words = if verbatim { format!("“{}”", row.words) } else { row.words.clone() };
    let words = joined([words, entry.outlet.clone()]);
    let target = EntityTarget::Quote(said.article.clone(), said.quote);
    Some((entry.date, EntityRow::leading(date_label(entry.date), words, target)))
}

/// An article, with how often it mentions the entity.
fn mentioned_row(view: View<'_>, seen: &MentionedIn) -> Option<(Option<Date>, EntityRow)> {
    let entry = view.session.entry(view.session.find(&seen.article)?)?;
    let times =
        if seen.mentions > 1 { format!("{} mentions", seen.mentions) } else { String::new() };
    let words = joined([entry.title.clone(), entry.outlet.clone(), times]);
    let target = EntityTarget::Article(seen.article.clone());
    Some((seen.date, EntityRow::leading(date_label(seen.date), words, target)))
}

/// What is known of some words, with a dot between.
fn joined<const PARTS: usize>(parts: [String; PARTS]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Rows by their dates, those without one last.
fn newest_first(dated: impl Iterator<Item = (Option<Date>, EntityRow)>) -> Vec<EntityRow> {
    let mut dated: Vec<_> = dated.collect();
    dated.sort_by_key(|(date, _)| {
        Reverse(date.map(|date| (date.year, date.month, date.day, date.minute)))
    });
    dated.into_iter().map(|(_, row)| row).collect()
}

/// Names, roles, first and last seen: what fits above the sections.
fn about(page: &EntityPage) -> Vec<EntityRow> {
    let entity = &page.entity;
    let names = entity.names.iter().take(MOST_NAMES);
    let names = names.map(|name| format!("{} ({})", name.name, name.count));
    let mut rows = vec![EntityRow::plain("names", names.collect::<Vec<_>>().join(", "))];
    for role in entity.roles.iter().take(MOST_ROLES) {
        let when = span_words(role.first, role.last);
        let when = when.map_or_else(String::new, |when| format!(", {when}"));
        rows.push(EntityRow::plain("role", format!("{}{when}", role.words)));
    }
    let seen = span_words(entity.first_seen, entity.last_seen);
    rows.extend(seen.map(|seen| EntityRow::plain("seen", seen)));
    let times = counted(entity.mentions, "time");
    let mentioned = format!("{times} in {}", counted(entity.articles, "article"));
    rows.push(EntityRow::plain("mentioned", mentioned));
    rows
}

/// The most quotations on a page.
const MOST_SAID: usize = 2000;
/// The most names and roles above the sections.
const MOST_NAMES: usize = 8;
const MOST_ROLES: usize = 3;

/// Why the names are one.
fn reasons(page: &EntityPage) -> Vec<EntityRow> {
    let because = page.entity.reasons.iter().map(|merge| {
        let measure = merge.measure.map_or_else(String::new, |measure| format!(" ({measure:.2})"));
        EntityRow::plain(&merge.name, format!("= {}: {}{measure}", merge.of, merge.why.words()))
    });
    because.collect()
}

/// "1 article", "2 articles".
fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

/// From the first to the last date.
fn span_words(first: Option<Date>, last: Option<Date>) -> Option<String> {
    match (first.map(|date| date.words()), last.map(|date| date.words())) {
        (Some(first), Some(last)) if first != last => Some(format!("{first} – {last}")),
        (first, last) => first.or(last),
    }
}

fn push_section(rows: &mut Vec<EntityRow>, heading: &str, section: Vec<EntityRow>) {
    if !section.is_empty() {
        rows.push(EntityRow::plain("", String::new()));
        rows.push(EntityRow {
            heading: true,
            ..EntityRow::plain(&format!("{heading} ({})", section.len()), String::new())
        });
        rows.extend(section);
    }
}

impl EntityRow {
    fn plain(label: &str, words: String) -> EntityRow {
        EntityRow { label: label.to_owned(), words, target: None, heading: false }
    }

    fn leading(label: String, words: String, target: EntityTarget) -> EntityRow {
        EntityRow { label, words, target: Some(target), heading: false }
    }
}

fn date_label(date: Option<Date>) -> String {
    date.map_or_else(String::new, |date| date.iso().unwrap_or_else(|| date.words()))
}

/// How the index knows an article.
fn reference(key: &ArticleKey) -> Option<ArticleRef> {
    let article = u32::try_from(key.article).ok()?;
    Some(ArticleRef { file: file_key(&key.document), article })
}
