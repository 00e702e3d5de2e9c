//! Whom a draft names as speakers.

use std::ops::Range;

use super::Quotation;
use super::finding::QuotationFinder;
use crate::cite::check::attribution::{self, NamedSpeaker, NamingWay};
use newsquotes::extract::sentences::sentences;
use newsquotes::model::{Block, Entity, EntityKind, Mention, Quote, Span, Text};

/// How sure a speaker is at most whom a neighbouring quotation names.
pub(super) const CARRIED: u8 = 30;
/// How sure "he" is where one person alone is named before it in its
/// paragraph: sure enough to be held against a source.
const ALONE: u8 = 70;
/// And where there are more: not sure enough.
const AMONG_OTHERS: u8 = 40;

/// The people a draft names anywhere.
pub(super) struct DraftPeople<'a> {
    pub(super) text: &'a Text,
    pub(super) entities: Vec<Entity>,
    pub(super) mentions: Vec<Mention>,
}

impl DraftPeople<'_> {
    fn entity(&self, mention: &Mention) -> Option<&Entity> {
        self.entities.get(usize::try_from(mention.entity).ok()?)
    }

    /// What the draft takes a name for.
    fn kind_of(&self, name: &str) -> Option<EntityKind> {
        let is = |entity: &&Entity| {
            entity.name == name || entity.aliases.iter().any(|alias| alias.name == name)
        };
        self.entities.iter().find(is).map(|entity| entity.kind)
    }

    /// The people named in a block before `at`, each once, the last one first;
    /// not those whom quoted words name.
    fn before(&self, block: &Block, at: usize, quotes: &[Quote]) -> Vec<&str> {
        let here = Some(block.span.start()..at).filter(|here| here.start <= here.end);
        here.map_or_else(Vec::new, |here| self.within(self.text.clamp(here), quotes))
    }

    /// The people named in a span, likewise.
    fn within(&self, here: Span, quotes: &[Quote]) -> Vec<&str> {
        let in_marks =
            |span: Span| quotes.iter().flat_map(|one| &one.parts).any(|part| part.covers(span));
        let mut names: Vec<&str> = Vec::new();
        for mention in self.mentions.iter().rev() {
            let is_here = here.covers(mention.span) && !in_marks(mention.span);
            let Some(entity) = self.entity(mention).filter(|_| is_here) else { continue };
            if entity.kind == EntityKind::Person && !names.contains(&entity.name.as_str()) {
                names.push(&entity.name);
            }
        }
        names
    }
}

impl QuotationFinder<'_> {
    /// Whom the draft names for a quotation that the engine found.
    pub(super) fn named(
        &self,
        quote: &Quote,
        quotes: &[Quote],
        people: &DraftPeople<'_>,
    ) -> Option<NamedSpeaker> {
        let speaker = quote.speaker.as_ref()?;
        let mention = speaker.mention.map(|span| people.text.get(span).to_owned());
        let way = match &mention {
            None => NamingWay::Carried,
            Some(said) if attribution::is_pronoun(said) => NamingWay::ByPronoun,
            Some(_) => NamingWay::ByName,
        };
        // Carried over from a neighbour: good to know, no ground to object.
        let limit = if way == NamingWay::Carried { CARRIED } else { 100 };
        let text = mention.or_else(|| speaker.name.clone())?;
        let mut named = NamedSpeaker {
            text,
            kind: speaker.name.as_deref().and_then(|name| people.kind_of(name)),
            name: speaker.name.clone(),
            role: speaker.role.clone(),
            way,
            confidence: speaker.confidence.min(limit),
            others: Vec::new(),
        };
        if named.way == NamingWay::ByPronoun {
            self.resolve(&mut named, quote, quotes, people);
        }
        named.others = self.others(&named, quote, quotes, people);
        Some(named)
    }

    /// The people named in the sentences that hold a quotation, but for its
    /// speaker.
    fn others(
        &self,
        named: &NamedSpeaker,
        quote: &Quote,
        quotes: &[Quote],
        people: &DraftPeople<'_>,
    ) -> Vec<String> {
        let Some(extent) = quote.extent() else { return Vec::new() };
        let Some(block) = self.blocks.iter().find(|block| block.span.contains(extent.start()))
        else {
            return Vec::new();
        };
        let base = block.span.start();
        let all = sentences(people.text.get(block.span)).into_iter();
        let around: Vec<Range<usize>> = all
            .map(|one| base + one.start..base + one.end)
            .filter(|one| one.start < extent.end() && extent.start() < one.end)
            .collect();
        let (Some(first), Some(last)) = (around.first(), around.last()) else { return Vec::new() };
        let sentence = people.text.clamp(first.start..last.end);
        let within = people.within(sentence, quotes).into_iter();
        within.filter(|name| named.name.as_deref() != Some(*name)).map(str::to_owned).collect()
    }

    /// “Ida Ober spoke again on Monday. “We keep it,” she said.”: the one
    /// person of the paragraph. Of several nobody can tell for certain.
    fn resolve(
        &self,
        named: &mut NamedSpeaker,
        quote: &Quote,
        quotes: &[Quote],
        people: &DraftPeople<'_>,
    ) {
        let Some(start) = quote.extent().map(Span::start) else { return };
        let Some(block) = self.blocks.iter().find(|block| block.span.contains(start)) else {
            return;
        };
        match people.before(block, start, quotes).as_slice() {
            [] => {}
            [alone] => {
                named.name = Some((*alone).to_owned());
                named.kind = Some(EntityKind::Person);
                named.role = None;
                named.way = NamingWay::ByName;
                named.confidence = ALONE;
            }
            _ => named.confidence = named.confidence.min(AMONG_OTHERS),
        }
    }

    /// "He said": whoever spoke before in the draft.
    pub(super) fn carry_speakers(found: &mut [(Range<usize>, Quotation)]) {
        let mut last: Option<NamedSpeaker> = None;
        for (_, quotation) in found {
            if let Some(speaker) = &mut quotation.speaker {
                if speaker.name.is_none()
                    && attribution::is_pronoun(&speaker.text)
                    && let Some(before) = &last
                {
                    speaker.name.clone_from(&before.name);
                    speaker.role.clone_from(&before.role);
                    speaker.confidence = speaker.confidence.min(60);
                }
                if speaker.name.is_some() {
                    last = Some(speaker.clone());
                }
            }
        }
    }
}
