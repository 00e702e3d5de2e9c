//! Why: the reasons behind what is picked, as a card.

use super::overlays::{Card, CardLine};
use super::pane::View;
use crate::app::Picked;
use newsquotes::model::{Block, Document, Entity, Quote, Span};

/// The card for what is picked; for the block at `block` when nothing is.
#[must_use]
pub(super) fn reasons(view: View<'_>, block: Option<Block>) -> Option<Card> {
    let (document, article) = view.article()?;
    match view.look.picked {
        Some(Picked::Quote(index)) => {
            let quote = article.quotes.get(index)?;
            let mut lines = quote_reasons(document, quote);
            lines.extend(made_of(view, quote));
            Some(Card::new("Why this speaker", lines))
        }
        Some(Picked::Mention(index)) => {
            let mention = article.mentions.get(index)?;
            let entity = article.entities.get(mention.entity as usize)?;
            let times = article.mentions.iter().filter(|m| m.entity == mention.entity).count();
            Some(Card::new("This entity", entity_reasons(entity, times, mention.margin)))
        }
        Some(Picked::Passage(_)) | None => {
            let block = block?;
            let lines = vec![
                CardLine::new("kind", block.kind.name()),
                CardLine::new("because", block.why.words()),
            ];
            Some(Card::new("Why this kind of block", lines))
        }
    }
}

fn quote_reasons(document: &Document, quote: &Quote) -> Vec<CardLine> {
    let words = |span: Span| document.text.get(span).to_owned();
    let mut lines = Vec::new();
    if let Some(speaker) = &quote.speaker {
        let name = speaker.name.clone().unwrap_or_else(|| "not known by name".to_owned());
        lines.push(CardLine::new("speaker", name));
        lines.extend(speaker.role.clone().map(|role| CardLine::new("role", role)));
        lines.push(CardLine::new("because", speaker.why));
        lines.extend(speaker.mention.map(|span| CardLine::new("named as", words(span))));
        lines.extend(speaker.antecedent.map(|span| CardLine::new("who is", words(span))));
        lines.push(CardLine::new("sure", format!("{} of 100", speaker.confidence)));
    } else {
        lines.push(CardLine::new("speaker", "nobody could be named"));
    }
    lines.extend(quote.cue.map(|span| CardLine::new("cue", words(span))));
    lines.push(CardLine::new("form", quote.form.name()));
    if !quote.block.is_body() {
        lines.push(CardLine::new("stands in", quote.block.name()));
    }
    for defect in &quote.defects {
        let unsafe_to_quote = if defect.kind.is_unsafe() { ": unsafe to quote" } else { "" };
        lines.push(CardLine::new("defect", format!("{}{unsafe_to_quote}", defect.kind.name())));
    }
    lines
}

/// What the user made of a quotation: note, basket, drafts.
fn made_of(view: View<'_>, quote: &Quote) -> Vec<CardLine> {
    let Some((id, extent)) = view.look.article.zip(quote.extent()) else { return Vec::new() };
    let session = view.session;
    let note = session.note(id, Some(extent));
    let mut lines: Vec<CardLine> =
        note.map(|note| CardLine::new("note", note.text.clone())).into_iter().collect();
    if session.is_collected(id, extent) {
        lines.push(CardLine::new("collected", "lies in the basket"));
    }
    let used = session.used_in(id).filter(|(span, _)| span.overlaps(extent));
    lines.extend(used.map(|(_, draft)| CardLine::new("used in", draft)));
    lines
}

fn entity_reasons(entity: &Entity, times: usize, margin: u8) -> Vec<CardLine> {
    let mut lines = vec![
        CardLine::new("name", entity.name.clone()),
        CardLine::new("kind", entity.kind.name()),
        CardLine::new("mentioned", format!("{times} times here")),
        CardLine::new("sure", format!("{margin} of 100")),
    ];
    let aliases = entity.aliases.iter();
    lines.extend(
        aliases.map(|alias| CardLine::new("also", format!("{} ({})", alias.name, alias.why))),
    );
    lines
}
