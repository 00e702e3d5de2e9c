//! What can be picked in an article, and what comes next after it.

use super::glyph;
use super::pane::View;
use crate::app::{EntityRef, Picked};
use crate::library::linker::EntityName;
use newsquotes::model::{Article, BlockKind, Document, Form, Quote, Span};

/// Whether a quotation is one to list and to step through: somebody's exact
/// words, where they stand first in what is shown of the article.
#[must_use]
pub(super) fn is_listed(quote: &Quote) -> bool {
    let shown = quote.block.is_body() || quote.block == BlockKind::Title;
    quote.form.is_verbatim() && quote.repeat_of.is_none() && shown
}

/// Speakers named with less confidence, of 100, are shown as unsure.
const UNSURE: u8 = 50;

/// Whether the speaker is known well enough to be named without a question
/// mark.
#[must_use]
pub(super) fn is_sure(quote: &Quote) -> bool {
    quote.speaker.as_ref().is_some_and(|speaker| speaker.confidence >= UNSURE)
}

/// Who said it: the name, or else the words that the article has for the
/// speaker ("the roads office"); with a question mark where that is unsure.
#[must_use]
pub(super) fn speaker_name(document: &Document, quote: &Quote) -> String {
    let known = quote.speaker.as_ref().and_then(|speaker| {
        let mention = speaker.mention.map(|span| glyph::line(document.text.get(span)));
        speaker.name.clone().or(mention)
    });
    match known {
        Some(name) if is_sure(quote) => name,
        Some(name) => format!("{name}?"),
        None => "?".to_owned(),
    }
}

/// The words of all parts of a quotation, as one line for the screen.
#[must_use]
pub(super) fn quoted_words(document: &Document, article: &Article, quote: &Quote) -> String {
    let parts = quote.parts.iter().map(|part| glyph::passage(document, article, *part));
    parts.collect::<Vec<_>>().join(" … ")
}

/// Whether a form is shown with a bar in the reading view.
#[must_use]
pub(super) fn has_bar(form: Form) -> bool {
    form.is_verbatim() || form == Form::Indirect
}

/// The entity that is picked, or that is the speaker of the quotation picked:
/// where the linker finds it, and the kind and name by which a decision names
/// it.
#[must_use]
pub(super) fn entity(view: View<'_>) -> Option<(EntityRef, EntityName)> {
    let (_, article) = view.article()?;
    let id = view.look.article?;
    let entity = match view.look.picked? {
        Picked::Mention(index) => article.mentions.get(index)?.entity,
        Picked::Quote(index) => {
            let name = article.quotes.get(index)?.speaker.as_ref()?.name.as_deref()?;
            let at = article.entities.iter().position(|entity| {
                entity.name == name || entity.aliases.iter().any(|alias| alias.name == name)
            })?;
            u32::try_from(at).ok()?
        }
        Picked::Passage(_) => return None,
    };
    let own = article.entities.get(entity as usize)?;
    let linked = view.session.linked(id, entity).flatten().cloned();
    let name = linked.unwrap_or_else(|| EntityName::new(own.kind, own.name.clone()));
    Some((EntityRef::Of { article: view.session.key(id)?, entity }, name))
}

/// Whether two entities of the article shown are one: the same, or one in the
/// library.
#[must_use]
pub(super) fn is_same(view: View<'_>, one: u32, other: u32) -> bool {
    let linked = |entity| view.session.linked(view.look.article?, entity).flatten();
    one == other || linked(one).is_some_and(|name| linked(other) == Some(name))
}

/// The listed quotation `by` steps after the picked one, or else the first
/// that ends after the byte `from` (forwards), the last that begins before it
/// (backwards).
#[must_use]
pub(super) fn step_quote(view: View<'_>, from: usize, by: isize) -> Option<Picked> {
    let (_, article) = view.article()?;
    let picked = match view.look.picked {
        Some(Picked::Quote(index)) => Some(index),
        _ => None,
    };
    let listed = listed_quotes(article);
    let places = listed.map(|(index, extent)| {
        (if by > 0 { extent.end().saturating_sub(1) } else { extent.start() }, index)
    });
    step(&places.collect::<Vec<_>>(), picked, from, by).map(Picked::Quote)
}

/// The listed quotation that holds a byte.
#[must_use]
pub(super) fn quote_at(article: &Article, at: usize) -> Option<Picked> {
    let mut listed = listed_quotes(article);
    listed.find(|(_, extent)| extent.contains(at)).map(|(index, _)| Picked::Quote(index))
}

/// The mention `by` steps after the picked one of the same entity; of any
/// entity after the byte `from` when none is picked.
#[must_use]
pub(super) fn step_mention(view: View<'_>, from: usize, by: isize) -> Option<Picked> {
    let (_, article) = view.article()?;
    let picked = match view.look.picked {
        Some(Picked::Mention(index)) => Some(index),
        _ => None,
    };
    let entity = picked.and_then(|index| article.mentions.get(index)).map(|m| m.entity);
    let same = article.mentions.iter().enumerate().filter(|(_, mention)| {
        entity.map_or(!mention.credit, |entity| is_same(view, mention.entity, entity))
    });
    let starts: Vec<_> = same.map(|(index, mention)| (mention.span.start(), index)).collect();
    step(&starts, picked, from, by).map(Picked::Mention)
}

/// The listed quotations with their extents, in the order of the text.
fn listed_quotes(article: &Article) -> impl Iterator<Item = (usize, Span)> {
    let listed = article.quotes.iter().enumerate().filter(|(_, quote)| is_listed(quote));
    listed.filter_map(|(index, quote)| Some((index, quote.extent()?)))
}

/// The index of the pair `by` steps from the one with index `picked`, or from
/// the byte `from`; stops at the ends.
fn step(starts: &[(usize, usize)], picked: Option<usize>, from: usize, by: isize) -> Option<usize> {
    let last = starts.len().checked_sub(1)?;
    let at = picked.and_then(|picked| starts.iter().position(|(_, index)| *index == picked));
    let at = if let Some(at) = at {
        at.saturating_add_signed(by)
    } else {
        let next = starts.partition_point(|(start, _)| *start < from);
        next.saturating_add_signed(if by > 0 { by - 1 } else { by })
    };
    starts.get(at.min(last)).map(|(_, index)| *index)
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn steps_begin_at_the_view_and_stop_at_the_ends() {
        let starts = [(10, 0), (20, 3), (30, 5)];
        assert_eq!(step(&starts, None, 15, 1), Some(3));
        assert_eq!(step(&starts, None, 15, -1), Some(0));
        assert_eq!(step(&starts, Some(3), 0, 1), Some(5));
        assert_eq!(step(&starts, Some(5), 0, 1), Some(5));
        assert_eq!(step(&[], None, 0, 1), None);
    }
}
