//! The rows of the page of an entity: what is said of it, and where each leads.

use std::cmp::Reverse;

use crate::app::{ArticleKey, EntityPage, MentionedIn, SaidIn};
use crate::library::index::{ArticleRef, file_key};
use crate::library::linker::EntityName;
use crate::ui::pane::View;
use newsquotes::model::{Date, Form};

/// A row of the page.
#[derive(Clone, Debug)]
pub(super) struct EntityRow {
    pub(super) label: String,
    pub(super) words: String,
    pub(super) target: Option<EntityTarget>,
    pub(super) heading: bool,
}

/// Where a row leads.
#[derive(Clone, Debug)]
pub(super) enum EntityTarget {
    Quote(ArticleKey, usize),
    Article(ArticleKey),
    Entity(EntityName),
}

pub(super) fn rows(view: View<'_>, page: &EntityPage) -> Vec<EntityRow> {
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
pub(super) const MOST_SAID: usize = 2000;
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
pub(super) fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

/// From the first to the last date.
pub(super) fn span_words(first: Option<Date>, last: Option<Date>) -> Option<String> {
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
pub(super) fn reference(key: &ArticleKey) -> Option<ArticleRef> {
    let article = u32::try_from(key.article).ok()?;
    Some(ArticleRef { file: file_key(&key.document), article })
}
