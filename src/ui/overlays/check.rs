//! The check of a draft: one row a quotation, below them what the draft says
//! beside what the source says.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::{KeyHint, Overlay, Reply};
use crate::app::{Action, ArticleKey, Checked, Checking, Notice, Picked, Sight};
use crate::cite::check::{CheckFinding, Quotation, in_words, text};
use crate::library::anchor;
use crate::ui::frame::{PaneFrame, scrolled};
use crate::ui::numbers::signed;
use crate::ui::pane::{View, Want};
use crate::ui::theme::Theme;
use crate::ui::{glyph, wrap};

/// What the check of the session found.
#[derive(Debug, Default)]
pub(crate) struct CheckView {
    top: usize,
    height: usize,
    /// Only what a writer should look at is listed.
    only_wrong: bool,
}

/// Rows for the words of draft and source.
const DETAIL_ROWS: u16 = 9;
/// Columns for what is wrong: “1 word differs · other speaker” is cut, the
/// whole of it stands below.
const VERDICT_COLUMNS: usize = 22;

/// What was found, once it was.
fn checked(view: View<'_>) -> Option<(&Checked, usize)> {
    let last = view.session.check()?;
    match &last.state {
        Checking::Done(checked) => Some((checked, last.at)),
        _ => None,
    }
}

impl CheckView {
    /// The findings that are listed, by their index.
    fn listed(&self, checked: &Checked) -> Vec<usize> {
        let listed = |finding: &CheckFinding| {
            !self.only_wrong || finding.needs_work() || finding.is_unproven()
        };
        let findings = checked.findings.iter().enumerate();
        findings.filter(|(_, finding)| listed(finding)).map(|(index, _)| index).collect()
    }

    /// The row of the cursor: the finding looked at, or the first after it.
    fn row(listed: &[usize], at: usize) -> usize {
        listed.partition_point(|index| *index < at).min(listed.len().saturating_sub(1))
    }

    fn step(&self, view: View<'_>, by: isize) -> Reply {
        let Some((checked, at)) = checked(view) else { return Reply::stay() };
        let listed = self.listed(checked);
        let row = Self::row(&listed, at).saturating_add_signed(by);
        let Some(at) = listed.get(row.min(listed.len().saturating_sub(1))) else {
            return Reply::stay();
        };
        Reply { wants: vec![Want::Act(Action::LookAtFinding(*at))], close: false }
    }

    /// The finding of the cursor.
    fn selected<'a>(&self, view: View<'a>) -> Option<(&'a Checked, &'a CheckFinding)> {
        let (checked, at) = checked(view)?;
        let listed = self.listed(checked);
        let finding = checked.findings.get(*listed.get(Self::row(&listed, at))?)?;
        Some((checked, finding))
    }

    /// Leaves for the words of the source.
    fn open(&self, view: View<'_>) -> Reply {
        let Some((_, finding)) = self.selected(view) else { return Reply::stay() };
        let Some(place) = finding.place() else {
            return say("No article has these words.".to_owned());
        };
        let document = &place.source.document;
        let key =
            ArticleKey { document: document.origin.path.clone(), article: place.source.article };
        let Some(article) = view.session.find(&key) else {
            return say(format!("Its file is not open here: {}.", document.origin.path));
        };
        if let Some(quote) = place.quote {
            let pick = Want::Reveal(Sight::Picked(Picked::Quote(quote)));
            return Reply::close(vec![Want::Open(article), pick]);
        }
        let selector = anchor::select(&document.text, document.text.clamp(place.extent()));
        Reply::close(vec![Want::Open(article), Want::Reveal(Sight::Selected(Box::new(selector)))])
    }

    fn again(view: View<'_>) -> Reply {
        let draft = view.session.check().map(|last| last.draft.clone());
        let again = draft.map(|draft| Want::Act(Action::Check(draft)));
        Reply { wants: again.into_iter().collect(), close: false }
    }

    fn draw_rows(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let Some((checked, at)) = checked(view) else { return };
        let listed = self.listed(checked);
        let row = Self::row(&listed, at);
        self.height = usize::from(area.height).max(1);
        self.top = scrolled(self.top, row, self.height);
        let shown = listed.iter().enumerate().skip(self.top).take(self.height);
        for ((number, index), y) in shown.zip(area.y..) {
            let Some(finding) = checked.findings.get(*index) else { continue };
            let place = Rect { y, height: 1, ..area };
            finding_line(view.theme, checked, finding, usize::from(area.width))
                .render(place, buffer);
            if number == row {
                buffer.set_style(place, view.theme.selected);
            }
        }
        if listed.is_empty() {
            let words = if checked.findings.is_empty() {
                " There are no quotations in it."
            } else {
                " Nothing to look at: every quotation is as its source has it. a lists all."
            };
            Line::styled(words, view.theme.dim).render(area, buffer);
        }
    }

    /// Draws the words of the draft and of the source, differences marked.
    fn draw_detail(&self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let inner = PaneFrame { title: "draft and source", corner: "", focused: false }
            .draw(view.theme, area, buffer);
        let Some((checked, finding)) = self.selected(view) else { return };
        let report = text(&checked.name, &checked.draft, finding);
        let lines = report.lines().skip(1).flat_map(|line| {
            let line = glyph::line(line.trim_start());
            let style = line_style(view.theme, &line);
            let rows = wrap::rows(&line, 0, usize::from(inner.width).max(1), &[]);
            let rows = rows.into_iter().map(|row| glyph::words_at(&line, row).to_owned());
            rows.map(|row| Line::styled(row, style)).collect::<Vec<_>>()
        });
        for (line, y) in lines.zip(inner.y..inner.bottom()) {
            line.render(Rect { y, height: 1, ..inner }, buffer);
        }
    }
}

impl Overlay for CheckView {
    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Reply {
        let page = signed(self.height).max(1);
        match key.code {
            KeyCode::Down | KeyCode::Char('j') | KeyCode::Tab => self.step(view, 1),
            KeyCode::Up | KeyCode::Char('k') | KeyCode::BackTab => self.step(view, -1),
            KeyCode::PageDown | KeyCode::Char(' ') => self.step(view, page),
            KeyCode::PageUp => self.step(view, -page),
            KeyCode::Home | KeyCode::Char('g') => self.step(view, isize::MIN),
            KeyCode::End | KeyCode::Char('G') => self.step(view, isize::MAX),
            KeyCode::Enter | KeyCode::Char('l') => self.open(view),
            KeyCode::Char('a') => {
                self.only_wrong = !self.only_wrong;
                Reply::stay()
            }
            KeyCode::Char('r') => Self::again(view),
            KeyCode::Esc | KeyCode::Backspace | KeyCode::Char('q') => Reply::close(Vec::new()),
            _ => Reply::stay(),
        }
    }

    fn hints(&self) -> &'static [KeyHint] {
        &[
            ("enter", "source"),
            ("j/k", "move"),
            ("a", "all or what needs a look"),
            ("r", "check again"),
            ("esc", "back"),
        ]
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        Clear.render(area, buffer);
        let draft = view.session.check().map_or("", |last| last.draft.as_str());
        let corner = checked(view).map_or_else(String::new, |(checked, _)| {
            format!("{} to look at of {}", checked.to_look_at(), checked.findings.len())
        });
        let title = glyph::line(&format!("Check of {draft}"));
        let frame = PaneFrame { title: &title, corner: &corner, focused: true };
        let inner = frame.draw(view.theme, area, buffer);
        let said = match view.session.check().map(|last| &last.state) {
            None => Some(" No draft was checked yet: :check FILE."),
            Some(Checking::Running) => Some(" Checking …"),
            Some(Checking::Failed(why)) => Some(why.as_str()),
            Some(Checking::Done(_)) => None,
        };
        if let Some(said) = said {
            let said = glyph::fit(&glyph::line(said), usize::from(inner.width));
            Line::styled(said, view.theme.text).render(inner, buffer);
            return;
        }
        let below = DETAIL_ROWS.min(inner.height / 2);
        let rows = Rect { height: inner.height - below, ..inner };
        self.draw_rows(view, rows, buffer);
        if below > 2 {
            self.draw_detail(view, Rect { y: rows.bottom(), height: below, ..inner }, buffer);
        }
    }
}

fn say(words: String) -> Reply {
    let warning = Action::Notify(Notice::warning(words));
    Reply { wants: vec![Want::Act(warning)], close: false }
}

fn line_style(theme: &Theme, line: &str) -> Style {
    match line.split_whitespace().next() {
        Some("draft" | "source") => theme.text,
        Some("note" | "speaker" | "parts") => theme.warning,
        _ => theme.dim,
    }
}

/// Line, verdict, the draft's words, and the outlet of the source.
fn finding_line<'a>(
    theme: &Theme,
    checked: &Checked,
    finding: &CheckFinding,
    columns: usize,
) -> Line<'a> {
    let quotation = checked.draft.quotations.get(finding.quotation);
    let line = quotation.map_or(0, |quotation| quotation.line);
    let (sign, style) = match (finding.needs_work(), finding.is_unproven(), finding.is_quiet) {
        (true, _, _) => ("!", theme.warning),
        (false, true, _) => ("?", theme.text),
        (false, false, true) => ("·", theme.dim),
        (false, false, false) => ("✓", theme.accent),
    };
    let said = glyph::fit(&in_words(finding), VERDICT_COLUMNS);
    let verdict = format!("{line:>5} {sign} {said:<VERDICT_COLUMNS$} ");
    let article = finding.place().and_then(|place| place.article());
    let outlet =
        article.and_then(|found| found.meta.outlet.as_ref().or(found.meta.agency.as_ref()));
    let outlet = outlet.map_or("", |fact| &fact.value);
    let widest = if columns < 80 { 0 } else { 18 };
    let outlet = glyph::fit(&glyph::line(outlet), widest);
    let room = columns.saturating_sub(glyph::columns(&verdict) + widest + 1);
    let words = quotation.map_or_else(String::new, Quotation::text);
    let words = glyph::fit(&format!("“{}”", glyph::line(&words)), room);
    let pad = room.saturating_sub(glyph::columns(&words)) + 1;
    Line::from(vec![
        Span::styled(verdict, style),
        Span::styled(words, theme.text),
        Span::styled(format!("{}{outlet}", " ".repeat(pad)), theme.dim),
    ])
}
