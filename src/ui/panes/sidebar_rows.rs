//! The rows of the sidebar: speakers with their quotations, kinds with their
//! entities.

use ratatui::style::Style;

use std::collections::HashMap;

use crate::app::{ArticleId, Picked};
use crate::query::typed::TypedMatcher;
use crate::ui::pane::View;
use crate::ui::panes::reading_rows::{COLLECTED_SIGN, NOTE_SIGN};
use crate::ui::pick::{is_listed, is_same, is_sure, quoted_words, speaker_name};
use crate::ui::theme::Theme;
use crate::ui::{glyph, wrap};
use newsquotes::model::{Article, Document, EntityKind, Quote, Span};

/// Beside a quotation that was used in a draft.
const USED_SIGN: &str = "↗";

/// A row of the sidebar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SidebarRow {
    /// A speaker, or a kind of entities, above what belongs to it.
    Heading(String),
    /// An index into the article's quotes, and how often its words stand in
    /// the article; at its end the signs of what the user made of it.
    Quote { index: usize, times: usize, signs: String },
    /// An entity by the index of its first mention, what the library calls it
    /// (or else the article), and how often it is mentioned here.
    Entity { first_mention: usize, name: String, times: usize },
}

impl SidebarRow {
    /// Whether the cursor can stand on it.
    #[must_use]
    pub(super) fn is_pickable(&self) -> bool {
        self.picked().is_some()
    }

    /// What the row stands for.
    #[must_use]
    pub(super) fn picked(&self) -> Option<Picked> {
        match self {
            SidebarRow::Heading(_) => None,
            SidebarRow::Quote { index, .. } => Some(Picked::Quote(*index)),
            SidebarRow::Entity { first_mention, .. } => Some(Picked::Mention(*first_mention)),
        }
    }

    /// Whether it stands for what is picked: the quotation, or the entity of
    /// the mention.
    #[must_use]
    pub(super) fn is_of(&self, picked: Picked, view: View<'_>, article: &Article) -> bool {
        let entity = |mention: usize| article.mentions.get(mention).map(|mention| mention.entity);
        match (self, picked) {
            (SidebarRow::Entity { first_mention, .. }, Picked::Mention(mention)) => {
                let both = entity(*first_mention).zip(entity(mention));
                both.is_some_and(|(one, other)| is_same(view, one, other))
            }
            _ => self.picked() == Some(picked),
        }
    }

    /// The row in one line.
    #[must_use]
    pub(super) fn words(&self, document: &Document, article: &Article, columns: usize) -> String {
        match self {
            SidebarRow::Heading(words) => glyph::fit(words, columns),
            SidebarRow::Quote { index, times, signs } => {
                let Some(quote) = article.quotes.get(*index) else { return String::new() };
                let times = if *times > 1 { format!(" ×{times}") } else { String::new() };
                let end = format!("{times}{signs}");
                let room = columns.saturating_sub(2 + glyph::columns(&end));
                let sign = if quote.is_unsafe() { "!" } else { "▎" };
                format!("{sign} {}{end}", glyph::fit(&quoted_words(document, article, quote), room))
            }
            SidebarRow::Entity { name, times, .. } => {
                let times = times.to_string();
                let room = columns.saturating_sub(3 + times.len());
                let name = glyph::fit(name, room);
                let pad = room - glyph::columns(&name).min(room);
                format!("  {name}{} {times}", " ".repeat(pad))
            }
        }
    }

    /// The row where the cursor stands: a quotation with all its words, as
    /// far as `most` lines hold them.
    #[must_use]
    pub(super) fn opened(
        &self,
        document: &Document,
        article: &Article,
        columns: usize,
        most: usize,
    ) -> Vec<String> {
        let SidebarRow::Quote { index, signs, .. } = self else {
            return vec![self.words(document, article, columns)];
        };
        let Some(quote) = article.quotes.get(*index) else { return Vec::new() };
        let words = quoted_words(document, article, quote);
        let room = columns.saturating_sub(2 + glyph::columns(signs));
        let all = wrap::rows(&words, 0, room, &[]);
        let mut lines: Vec<String> = all
            .iter()
            .take(most.max(1))
            .filter_map(|row| Some(format!("▌ {}", words.get(row.clone())?.trim_end())))
            .collect();
        if let (true, Some(last)) = (all.len() > lines.len(), lines.last_mut()) {
            last.push('…');
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(signs);
        }
        lines
    }

    /// Headings stand out, unsure speakers are dimmed.
    #[must_use]
    pub(super) fn style(&self, article: &Article, theme: &Theme) -> Style {
        match self {
            SidebarRow::Heading(_) => theme.accent,
            SidebarRow::Quote { index, .. } => {
                let quote = article.quotes.get(*index);
                let unsure = quote.is_some_and(|quote| !is_sure(quote));
                if unsure { theme.dim } else { theme.text }
            }
            SidebarRow::Entity { .. } => theme.text,
        }
    }
}

/// The quotations in the order of the text, under their speakers.
#[must_use]
pub(super) fn quote_rows(
    view: View<'_>,
    id: ArticleId,
    (document, article): (&Document, &Article),
    filter: Option<&TypedMatcher>,
) -> Vec<SidebarRow> {
    let mut rows = Vec::new();
    let mut speaker = None;
    let times = repeat_counts(article);
    let made = Made::of(view, id);
    for (index, quote) in article.quotes.iter().enumerate() {
        if !is_listed(quote)
            || !filter.is_none_or(|f| f.fits(&filter_words(document, article, quote)))
        {
            continue;
        }
        let name = speaker_name(document, quote);
        if speaker.as_ref() != Some(&name) {
            rows.push(SidebarRow::Heading(name.clone()));
            speaker = Some(name);
        }
        let signs = quote.extent().map_or_else(String::new, |extent| made.signs(extent));
        rows.push(SidebarRow::Quote {
            index,
            times: times.get(index).copied().unwrap_or(1),
            signs,
        });
    }
    rows
}

/// What the user made of the words of an article.
#[derive(Debug)]
struct Made {
    noted: Vec<Span>,
    collected: Vec<Span>,
    used: Vec<Span>,
}

impl Made {
    fn of(view: View<'_>, id: ArticleId) -> Made {
        let session = view.session;
        Made {
            noted: session.notes(id).filter_map(|(span, _)| span).collect(),
            collected: session.collected_in(id).collect(),
            used: session.used_in(id).map(|(span, _)| span).collect(),
        }
    }

    /// The signs for a quotation: noted, collected, used in a draft.
    fn signs(&self, extent: Span) -> String {
        let signs = [
            (self.noted.iter().any(|span| span.overlaps(extent)), NOTE_SIGN),
            (self.collected.contains(&extent), COLLECTED_SIGN),
            (self.used.iter().any(|span| span.overlaps(extent)), USED_SIGN),
        ];
        signs.into_iter().filter(|(is_so, _)| *is_so).flat_map(|(_, sign)| [" ", sign]).collect()
    }
}

/// The entities by kind, the most mentioned first, those that the library
/// knows as one in one row; credits are left out.
#[must_use]
pub(super) fn entity_rows(
    view: View<'_>,
    id: ArticleId,
    article: &Article,
    filter: Option<&TypedMatcher>,
) -> Vec<SidebarRow> {
    let groups = entity_groups(view, id, article);
    let mut rows = Vec::new();
    for kind in EntityKind::ALL {
        let fits = |group: &&SpeakerGroup| {
            group.kind == kind && filter.is_none_or(|filter| filter.fits(&group.words))
        };
        let mut of_kind: Vec<&SpeakerGroup> = groups.iter().filter(fits).collect();
        of_kind.sort_by_key(|group| (std::cmp::Reverse(group.times), group.first_mention));
        if !of_kind.is_empty() {
            rows.push(SidebarRow::Heading(heading(kind).to_owned()));
        }
        rows.extend(of_kind.into_iter().map(|group| SidebarRow::Entity {
            first_mention: group.first_mention,
            name: group.name.clone(),
            times: group.times,
        }));
    }
    rows
}

/// One entity as the sidebar lists it.
#[derive(Debug)]
struct SpeakerGroup {
    kind: EntityKind,
    name: String,
    /// Name, kind and aliases, for the filter.
    words: String,
    first_mention: usize,
    times: usize,
}

fn entity_groups(view: View<'_>, id: ArticleId, article: &Article) -> Vec<SpeakerGroup> {
    let mut groups: Vec<SpeakerGroup> = Vec::new();
    let mut by_name: HashMap<(EntityKind, String), usize> = HashMap::new();
    for (index, mention) in article.mentions.iter().enumerate().filter(|(_, m)| !m.credit) {
        let Some(entity) = article.entities.get(mention.entity as usize) else { continue };
        let (kind, name) = match view.session.linked(id, mention.entity) {
            Some(None) => continue,
            Some(Some(linked)) => (linked.kind, linked.name.clone()),
            None => (entity.kind, entity.name.clone()),
        };
        let group = *by_name.entry((kind, name.clone())).or_insert(groups.len());
        if group == groups.len() {
            let aliases = entity.aliases.iter().map(|alias| alias.name.as_str());
            let words = aliases
                .fold(format!("{name} {} {}", entity.name, kind.name()), |all, alias| {
                    all + " " + alias
                });
            groups.push(SpeakerGroup { kind, name, words, first_mention: index, times: 0 });
        }
        if let Some(group) = groups.get_mut(group) {
            group.times += 1;
        }
    }
    groups
}

/// How many entities the article names, those only credited not counted.
#[must_use]
pub(super) fn entity_tally(article: &Article) -> usize {
    let mut named = vec![false; article.entities.len()];
    for mention in article.mentions.iter().filter(|mention| !mention.credit) {
        if let Some(named) = named.get_mut(mention.entity as usize) {
            *named = true;
        }
    }
    named.into_iter().filter(|named| *named).count()
}

/// How many quotations the article has, repeats not counted.
#[must_use]
pub(super) fn quote_tally(article: &Article) -> usize {
    article.quotes.iter().filter(|quote| is_listed(quote)).count()
}

/// How often the words of each quotation stand in the article.
fn repeat_counts(article: &Article) -> Vec<usize> {
    let mut times = vec![1; article.quotes.len()];
    for first in article.quotes.iter().filter_map(|quote| quote.repeat_of) {
        if let Some(times) = times.get_mut(first as usize) {
            *times += 1;
        }
    }
    times
}

fn filter_words(document: &Document, article: &Article, quote: &Quote) -> String {
    let speaker = quote.speaker.as_ref();
    let name = speaker.and_then(|speaker| speaker.name.as_deref()).unwrap_or("");
    let role = speaker.and_then(|speaker| speaker.role.as_deref()).unwrap_or("");
    format!("{name} {role} {}", quoted_words(document, article, quote))
}

fn heading(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "People",
        EntityKind::Organisation => "Organisations",
        EntityKind::Place => "Places",
    }
}
