//! Quotations without marks: the paragraphs behind a lead-in, `Ober added:`.
//!
//! The first paragraph behind the lead-in is the speaker's. Those below it are
//! too, down to the last in which somebody speaks of himself ("we", "my");
//! marks, a heading, a speech tag or a word about the speaker give the floor
//! back to the reporter. A paragraph that tells neither is left out at the
//! end: what nobody certainly said is not put into anybody's mouth.

use super::indices::CueIndex;
use super::lexicon::class;
use super::naming::SpeakerNaming;
use super::phrases::PhraseKind;
use super::reading::ArticleReading;
use super::sources::Cue;
use super::words::{NarrationWord, WordKind};
use crate::model::{Block, BlockKind, Span};
use crate::sure;

/// What a lead-in introduces.
#[derive(Debug)]
pub(super) struct UnmarkedQuotation {
    /// Index into the cues of the verb of the lead-in.
    pub cue: CueIndex,
    /// The kind of its first paragraph.
    pub block: BlockKind,
    /// The paragraphs; those with nothing but blanks between them are one.
    pub parts: Vec<Span>,
}

/// How many paragraphs in a row may lack a "we" and still go on.
const SILENT: usize = 2;
/// How many words before its colon the verb of a lead-in may stand.
const LEAD: usize = 8;

/// All quotations without marks, in order.
pub(super) fn find(
    reading: &ArticleReading<'_>,
    blocks: &[Block],
    cues: &[Cue],
    naming: &SpeakerNaming<'_, '_>,
) -> Vec<UnmarkedQuotation> {
    let finder = SetApartFinder { reading, blocks, cues, naming };
    let mut found = Vec::new();
    let mut at = 1;
    while at < blocks.len() {
        match finder.behind_lead_in(at) {
            Some((quotation, end)) => {
                found.push(quotation);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

struct SetApartFinder<'a, 'b> {
    reading: &'a ArticleReading<'b>,
    blocks: &'a [Block],
    cues: &'a [Cue],
    naming: &'a SpeakerNaming<'a, 'b>,
}

impl SetApartFinder<'_, '_> {
    /// The quotation whose first paragraph is the block `at`, and the index
    /// behind its last.
    fn behind_lead_in(&self, at: usize) -> Option<(UnmarkedQuotation, usize)> {
        let (lead, first) = (self.blocks.get(at.checked_sub(1)?)?, self.blocks.get(at)?);
        if !lead.kind.is_body() || !first.kind.is_body() || first.kind == BlockKind::Item {
            return None;
        }
        let cue = self.lead_in(self.words(at).start).filter(|_| !self.is_marked(first.span))?;
        let speaker = self.speaker(cue);
        let last = self.last_paragraph(at, speaker);
        let parts = self.parts(at, last);
        Some((UnmarkedQuotation { cue, block: first.kind, parts }, last + 1))
    }

    /// The cue of a block that ends, at word `end`, in a verb of speech and a
    /// colon.
    fn lead_in(&self, end: usize) -> Option<CueIndex> {
        let colon = end.checked_sub(1)?;
        if !self.reading.word(colon)?.is_mark(':') {
            return None;
        }
        let from = self.cues.partition_point(|cue| (cue.at as usize) < colon.saturating_sub(LEAD));
        let near = self.cues.get(from..)?.iter().enumerate();
        let near = near.take_while(|(_, cue)| (cue.at as usize) <= colon);
        let found = near.filter(|(_, cue)| cue.source.is_some() && self.is_speech(cue)).last()?.0;
        Some(CueIndex::new(from + found))
    }

    fn is_speech(&self, cue: &Cue) -> bool {
        self.reading.word(cue.at as usize).is_some_and(|word| word.is(class::SPEECH))
    }

    /// The last word of the speaker's name.
    fn speaker(&self, cue: CueIndex) -> &str {
        let source = self.cues.get(cue.at()).and_then(|cue| cue.source);
        let name = source.and_then(|source| self.naming.name(source));
        let name = name.map(|name| self.reading.text.get(name)).unwrap_or_default();
        name.split_whitespace().next_back().unwrap_or_default()
    }

    /// The last paragraph of the quotation that begins with the block `first`.
    fn last_paragraph(&self, first: usize, speaker: &str) -> usize {
        let mut last = first;
        let mut silent = 0;
        for (at, block) in self.blocks.iter().enumerate().skip(first + 1) {
            if matches!(block.kind, BlockKind::Caption | BlockKind::Notice | BlockKind::Related) {
                continue;
            }
            if silent > SILENT || block.kind != BlockKind::Paragraph || self.is_marked(block.span) {
                break;
            }
            let voice = self.word_list(at).iter().any(|word| self.is_first_person(word));
            if self.is_told(at, voice, speaker) {
                break;
            }
            silent = if voice { 0 } else { silent + 1 };
            last = if voice { at } else { last };
        }
        last
    }

    /// Whether the reporter tells the block: of the speaker, or what somebody
    /// said.
    fn is_told(&self, at: usize, voice: bool, speaker: &str) -> bool {
        let (words, list) = (self.words(at), self.word_list(at));
        let named = list.iter().any(|word| {
            word.is_capital() && word.text(self.reading.text) == speaker && !speaker.is_empty()
        });
        let leads_in = list.last().is_some_and(|word| word.is_mark(':'));
        let of_somebody = list.first().is_some_and(|word| word.is(class::HE | class::SHE));
        let from = self.cues.partition_point(|cue| (cue.at as usize) < words.start);
        let cues = sure::items(self.cues, from..).iter();
        let mut cues = cues.take_while(|cue| (cue.at as usize) < words.end);
        named
            || !voice && (of_somebody || leads_in)
            || (!voice || leads_in) && cues.any(|cue| self.is_attribution(cue))
    }

    /// A speech tag of the reporter: `he said`, `Ober added`.
    fn is_attribution(&self, cue: &Cue) -> bool {
        let source = cue.source.and_then(|source| self.reading.phrase(source));
        cue.holds()
            && self.is_speech(cue)
            && source.is_some_and(|phrase| {
                use PhraseKind::{Body, Group, He, Name, Role, She, They};
                matches!(phrase.kind, Body | Group | He | Name | Role | She | They)
            })
    }

    /// "I", "we", "our" and their like; "US" is none.
    fn is_first_person(&self, word: &NarrationWord) -> bool {
        const SMALL: [&str; 9] =
            ["we", "our", "ours", "us", "my", "me", "mine", "myself", "ourselves"];
        if !matches!(word.kind, WordKind::Capital | WordKind::Lower) {
            return false;
        }
        let form = word.text(self.reading.text);
        let form = form.split(super::tokens::is_apostrophe).next().unwrap_or("");
        form == "I" || SMALL.iter().any(|small| form.eq_ignore_ascii_case(small))
    }

    fn is_marked(&self, block: Span) -> bool {
        let stretches = &self.reading.stretches;
        let from = stretches.partition_point(|stretch| stretch.outer.end() <= block.start());
        stretches.get(from).is_some_and(|stretch| stretch.outer.overlaps(block))
    }

    /// The indices of the words of a block.
    fn words(&self, at: usize) -> std::ops::Range<usize> {
        let words = &self.reading.words;
        let start = |at: usize| words.blocks.get(at).map_or(words.list.len(), |b| b.1 as usize);
        start(at)..start(at + 1)
    }

    fn word_list(&self, at: usize) -> &[NarrationWord] {
        sure::items(&self.reading.words.list, self.words(at))
    }

    /// The paragraphs among the blocks from `first` to `last`, both inside.
    fn parts(&self, first: usize, last: usize) -> Vec<Span> {
        let mut parts: Vec<Span> = Vec::new();
        let mut before = first;
        for (at, block) in self.blocks.iter().enumerate().take(last + 1).skip(first) {
            if !block.kind.is_body() {
                continue;
            }
            match parts.last_mut() {
                Some(part) if self.is_blank_between(before, at) => *part = part.to(block.span),
                _ => parts.push(block.span),
            }
            before = at;
        }
        parts
    }

    /// Whether nothing but blanks stands between two blocks: furniture that
    /// is no block of these does not count as blank.
    fn is_blank_between(&self, one: usize, other: usize) -> bool {
        let (Some(one), Some(other)) = (self.blocks.get(one), self.blocks.get(other)) else {
            return false;
        };
        let gap = self.reading.text.clamp(one.span.end()..other.span.start());
        self.reading.text.trim(gap).is_empty()
    }
}
