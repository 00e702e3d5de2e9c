//! The lines of a saved article's head: names, roles, outlets, dates, reading
//! times between the title and the first paragraph, in whatever order they
//! stand.
//!
//! A line that says nothing by itself (`Seeblick`) is known by its neighbours:
//! heads stand in one piece, so that a short line beside a date or an author
//! line is part of them. Which line is the title is the business of `title`.

use super::byline::{self, is_name_line};
use super::outlets::{self, OutletLikeness};
use super::roles::HEAD;
use super::unit::{TextUnit, UnitEnding};
use crate::model::{BlockKind, BlockReason, Text};
use crate::sure::items_mut;

/// Gives the lines around the title their roles; `body` is the first
/// paragraph.
pub(super) fn mark(text: &Text, units: &mut [TextUnit], body: usize) {
    let end = body.min(HEAD).min(units.len());
    let titled = units.iter().take(end).position(|unit| unit.kind() == Some(BlockKind::Title));
    names(text, units, end, titled);
    roles(text, units, end);
    outlet(text, units, end, titled);
    let Some(titled) = titled else { return };
    lines_below_facts(text, items_mut(units, titled + 1..end));
    if let Some(at) = standfirst(units, titled)
        && let Some(unit) = units.get_mut(at)
    {
        unit.decide(BlockKind::Standfirst, BlockReason::BelowTitle);
    }
}

/// Whether a unit says who, where or when.
fn is_fact(unit: &TextUnit) -> bool {
    matches!(unit.kind(), Some(BlockKind::Byline | BlockKind::Dateline))
        || unit.verdict.is_some_and(|v| {
            matches!(
                v.why,
                BlockReason::ReadingAid | BlockReason::TimeSince | BlockReason::PageTime
            )
        })
}

/// Whether a neighbour in the head, with at most so many empty lines between,
/// is such a unit.
fn beside_fact(units: &[TextUnit], at: usize, end: usize, gap: u8) -> bool {
    let own = units.get(at).map_or(u8::MAX, |unit| unit.gap);
    let above = at.checked_sub(1).and_then(|above| units.get(above));
    let below = units.get(at + 1).filter(|unit| at + 1 < end && unit.gap <= gap);
    own <= gap && above.is_some_and(is_fact) || below.is_some_and(is_fact)
}

/// A line that may still be a name: open, or taken for the label of a picture.
fn is_free(unit: &TextUnit) -> bool {
    unit.is_open() || unit.kind() == Some(BlockKind::Caption) && unit.shape.words <= 3
}

/// The author's name without "By": above a date, or with a role or the
/// outlet below it.
fn names(text: &Text, units: &mut [TextUnit], end: usize, titled: Option<usize>) {
    let start = titled.map_or(0, |at| at + 1);
    let head = items_mut(units, start..end);
    byline::mark_alone(text, head, false);
    if head.iter().any(|unit| unit.kind() == Some(BlockKind::Byline)) {
        return;
    }
    let found = head.iter().enumerate().position(|(at, unit)| {
        let words = text.get(unit.span);
        let below = head.get(at + 1);
        let role =
            below.is_some_and(|unit| unit.is_open() && outlets::is_role(text.get(unit.span)));
        let dated = below.is_some_and(|unit| unit.kind() == Some(BlockKind::Dateline));
        is_free(unit)
            && unit.gap <= 1
            && (role || dated)
            && byline::are_people(words)
            && outlets::likeness(words) <= OutletLikeness::Could
    });
    if let Some(unit) = found.and_then(|at| head.get_mut(at)) {
        unit.decide(BlockKind::Byline, BlockReason::NameBesideDate);
    }
}

/// What the writers are, below their names.
fn roles(text: &Text, units: &mut [TextUnit], end: usize) {
    let mut below_name = false;
    for unit in units.iter_mut().take(end) {
        let is_role = unit.is_open() && outlets::is_role(text.get(unit.span));
        if below_name && is_role && unit.gap <= 1 {
            unit.decide(BlockKind::Byline, BlockReason::RoleBelowName);
        }
        below_name = unit.kind() == Some(BlockKind::Byline);
    }
}

/// The outlet: of the lines beside a fact or around the title the one that
/// looks most like its name.
fn outlet(text: &Text, units: &mut [TextUnit], end: usize, titled: Option<usize>) {
    let score = |at: usize| {
        let unit = units.get(at).filter(|unit| is_free(unit) && is_name_line(unit))?;
        let likeness = outlets::likeness(text.get(unit.span));
        let (known, could) = (likeness >= OutletLikeness::Like, likeness == OutletLikeness::Could);
        let over_title = titled.is_some_and(|title| at + 1 == title);
        let below_title = titled.is_some_and(|title| at == title + 1);
        let parted = units.get(at + 1).is_none_or(|next| next.gap > 0);
        let placed = known && (beside_fact(units, at, end, 1) || over_title)
            || (known || could) && below_title && unit.gap == 0 && parted
            || could && (beside_fact(units, at, end, 0) || over_title && at == 0);
        placed.then_some((likeness, at))
    };
    let best = (0..end).filter_map(score).max_by_key(|(likeness, at)| (*likeness, usize::MAX - at));
    if let Some(unit) = best.and_then(|(_, at)| units.get_mut(at)) {
        unit.decide(BlockKind::Byline, BlockReason::OutletInHead);
    }
}

/// Other short lines right below a fact: the place, a second outlet.
fn lines_below_facts(text: &Text, head: &mut [TextUnit]) {
    let mut after_fact = false;
    for unit in head {
        let named = is_free(unit) && is_name_line(unit) && !outlets::is_role(text.get(unit.span));
        if named && after_fact && unit.gap == 0 {
            unit.decide(BlockKind::Byline, BlockReason::NameBelowDate);
        }
        after_fact = matches!(unit.kind(), Some(BlockKind::Byline | BlockKind::Dateline));
    }
}

/// The line below the title, past an outlet, that is no headline of its own:
/// it does not end like a sentence, or an author or date line follows.
fn standfirst(units: &[TextUnit], titled: usize) -> Option<usize> {
    let at =
        (titled + 1..titled + 4).find(|at| units.get(*at).is_some_and(|unit| !is_fact(unit)))?;
    let unit = units.get(at).filter(|unit| unit.is_open() && !unit.bullet)?;
    let over_fact = units.get(at + 1).is_some_and(|next| next.gap == 0 && is_fact(next));
    let long = unit.shape.words >= 8 && unit.shape.chars <= 400;
    let open = at == titled + 1 && unit.shape.ending == UnitEnding::Other;
    (long && (open || over_fact)).then_some(at)
}

#[cfg(test)]
mod tests {
    use crate::load::load;
    use crate::model::{Fact, Meta};

    const BODY: &str = "The ferry of Lindau will sail on, the council of the lake decided on Monday after a long \
        night of speeches.\nNobody voted against it, and the captain bought a round for all who had come.";

    fn meta(head: &[&str]) -> Meta {
        let document = load("a.txt", format!("{}\n\n{BODY}\n", head.join("\n")).into_bytes());
        assert_eq!(document.articles.len(), 1, "{head:?}");
        document.articles[0].meta.clone()
    }

    fn facts(head: &[&str]) -> [Option<String>; 4] {
        let meta = meta(head);
        let words = |fact: &Option<Fact<String>>| fact.as_ref().map(|fact| fact.value.clone());
        let date = meta.date.as_ref().and_then(|fact| fact.value.iso());
        [words(&meta.title), words(&meta.byline), words(&meta.outlet), date]
    }

    #[test]
    fn a_head_is_read_in_whatever_order_it_stands() {
        let title = "Lindau keeps its ferry after the storm";
        for head in [
            &[title, "By Mona Brandt", "4 April 2024", "Lake Courier"][..],
            &[title, "Lake Courier", "4 April 2024", "By Mona Brandt"],
            &["Lake Courier", title, "4 April 2024", "By Mona Brandt"],
            &["Lake Courier", "", title, "", "By Mona Brandt", "Published 4 April 2024"],
            &[
                title,
                "What the council knows, and what comes next.",
                "By Mona Brandt",
                "4 April 2024",
                "Lake Courier",
            ],
            &[
                title,
                "Mona Brandt",
                "Chief political correspondent",
                "4 April 2024",
                "Lake Courier",
            ],
            &[title, "4 min read", "By Mona Brandt", "4 April 2024", "Lake Courier"],
            &["4 April 2024", title, "By Mona Brandt", "Lake Courier"],
            &[title, "By Mona Brandt | Lake Courier | 4 April 2024"],
            &[title, "4 April 2024 · Lake Courier", "By Mona Brandt"],
            &[title, "Mona Brandt · 4 April 2024", "Lake Courier"],
            &[
                title,
                "By Mona Brandt",
                "Updated 6 May 2024",
                "Published 4 April 2024",
                "Lake Courier",
            ],
            &[
                title,
                "Von Mona Brandt",
                "Aktualisiert am 6. Mai 2024",
                "Veröffentlicht am 4. April 2024",
                "Lake Courier",
            ],
        ] {
            let expected = [title, "Mona Brandt", "Lake Courier", "2024-04-04"];
            assert_eq!(facts(head), expected.map(|fact| Some(fact.to_owned())), "{head:?}");
        }
    }

    #[test]
    fn a_title_of_two_sentences_is_no_paragraph() {
        let head = [
            "Can they govern? A budget will tell.",
            "Lake Courier",
            "4 April 2024",
            "By Mona Brandt",
        ];
        assert_eq!(facts(&head)[0].as_deref(), Some(head[0]));
        let head = [
            "Severed Heads",
            "Nobody knows where the statues of the lake went.",
            "By Mona Brandt",
            "4 April 2024",
        ];
        assert_eq!(facts(&head)[0].as_deref(), Some(head[0]));
    }

    #[test]
    fn a_name_below_a_lone_by_is_the_author() {
        let head =
            ["Lindau keeps its ferry after the storm", "Written by", "Mona Brandt", "4 April 2024"];
        assert_eq!(facts(&head)[1].as_deref(), Some("Mona Brandt"));
        let document = load("a.txt", format!("{}\n\n{BODY}\n", head.join("\n")).into_bytes());
        assert!(
            document.articles[0].body().all(|block| document.text.get(block.span) != "Written by")
        );
    }

    #[test]
    fn those_who_wrote_with_agencies_are_authors() {
        let head = [
            "Lindau keeps its ferry after the storm",
            "By Mona Brandt and agencies",
            "4 April 2024",
        ];
        assert_eq!(facts(&head)[1].as_deref(), Some("Mona Brandt and agencies"));
    }

    #[test]
    fn sections_and_roles_are_no_outlets() {
        for line in ["Politics", "Chief political correspondent"] {
            let head =
                ["Lindau keeps its ferry after the storm", "By Mona Brandt", line, "4 April 2024"];
            assert_eq!(facts(&head)[2], None, "{line}");
        }
    }
}
