//! The quotations of an article, with their speakers.
//!
//! The steps: marks are paired, the narration is read into words and phrases,
//! cues get their sources, stretches their cues, cues their reported words;
//! then names are looked up, forms decided and repeats folded.

use std::sync::LazyLock;

use super::indices::CueIndex;
use super::indirect::{self, Reported};
use super::lexicon::class;
use super::marks::{MarkScanner, MarkedStretch};
use super::name_tags::NameTags;
use super::naming::SpeakerNaming;
use super::ranker::{Confidence, Judge, RankerWeights};
use super::reading::ArticleReading;
use super::set_apart::{self, UnmarkedQuotation};
use super::sources::{self, Cue};
use super::speakers::{self, By, StretchVerdict};
use super::syntax::NarrationSyntax;
use super::words::{NarrationWords, WordKind};
use super::{evidence, foreign, forms, glued, labels, phrases, repeats, turns};
use crate::model::{
    Article, Block, BlockKind, Defect, DefectKind, Form, Quote, Repair, Span, Speaker, Text,
};

static WEIGHTS: LazyLock<RankerWeights> =
    LazyLock::new(|| RankerWeights::read(include_bytes!("../../assets/speakers/weights.bin")));

/// All quotations of the article, by the start of their first part.
pub(super) fn find(text: &Text, article: &Article) -> Vec<Quote> {
    find_with(text, article, &mut &*WEIGHTS)
}

/// As [`find`], with a judge of the caller's own: how the trainer sees every
/// decision with its features.
pub fn find_with<J: Judge>(text: &Text, article: &Article, judge: &mut J) -> Vec<Quote> {
    let blocks: Vec<Block> =
        article.blocks.iter().copied().filter(|block| holds_quotations(block.kind)).collect();
    let language = foreign::language(text, article);
    let stretches = stretches(text, &blocks, language.and_then(foreign::ForeignLanguage::table));
    let mut quotes = match language {
        Some(language) => foreign::find(text, article, &blocks, stretches, language),
        None => attributed(text, article, &blocks, stretches, judge),
    };
    turns::weave(text, article, &blocks, language, &mut quotes);
    quotes.sort_by_key(|quote| (quote.parts.first().copied(), quote.form as u8));
    repeats::fold(text, &mut quotes);
    quotes
}

/// The quotations of an article in English.
fn attributed<J: Judge>(
    text: &Text,
    article: &Article,
    blocks: &[Block],
    mut stretches: Vec<MarkedStretch>,
    judge: &mut J,
) -> Vec<Quote> {
    labels::part(text, &mut stretches);
    let reading = read(text, article, blocks, stretches);
    let cues = sources::find(&reading, judge);
    let reported = indirect::find(&reading, &cues, judge);
    let verdicts = speakers::find(&reading, &cues, &reported, judge);
    let sources = cues.iter().filter(|cue| cue.may_hold()).filter_map(|cue| cue.source);
    let sources = sources.chain(verdicts.iter().filter_map(|verdict| verdict.source)).collect();
    let naming = SpeakerNaming::read(&reading, sources);
    let repairs = &article.repairs;
    let confidence = judge.confidence();
    let writer = QuoteWriter { reading: &reading, cues: &cues, naming, repairs, confidence };
    let mut quotes = writer.direct(&verdicts);
    let set_apart = set_apart::find(&reading, blocks, &cues, &writer.naming);
    quotes.extend(set_apart.into_iter().filter_map(|found| writer.block_quote(found)));
    let direct = writer.direct_words(&verdicts);
    let told = reported.iter().map(|reported| indirect::without(&reading, reported, &direct));
    quotes.extend(told.filter_map(|reported| writer.indirect(&reported)));
    quotes
}

/// How sure a speaker is that no margin of the ranker tells of, in percent.
/// Set by hand: few of these occur in the training articles.
mod sure {
    use crate::extract::ranker::UNIT;

    /// The subject of the sentence where the ranker would rather say nobody.
    pub(super) const GUESS: u8 = 25;
    /// A name that signs the words.
    pub(super) const SIGNED: u8 = 85;
    /// As sure as a choice of that margin: `Ober added:` before a paragraph.
    pub(super) const LEAD_IN: i32 = 2 * UNIT;
}

/// What a word takes with the space behind it, so that room is made once.
const BYTES_A_WORD: usize = 5;

fn read<'a>(
    text: &'a Text,
    article: &Article,
    blocks: &[Block],
    stretches: Vec<MarkedStretch>,
) -> ArticleReading<'a> {
    let mut words = NarrationWords::parted_at(&glued::gaps(text, article));
    words.list.reserve(blocks.iter().map(|block| block.span.len()).sum::<usize>() / BYTES_A_WORD);
    let mut next = 0;
    for block in blocks {
        next = words.block(text, block, &stretches, next);
    }
    let syntax = NarrationSyntax::read(text, &words);
    let mut phrases = phrases::find(&words, &syntax);
    NameTags::of(text, article).settle(text, &words, &mut phrases);
    ArticleReading { text, words, phrases, stretches, syntax }
}

fn holds_quotations(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Frontmatter | BlockKind::Navigation | BlockKind::Share)
}

fn stretches(
    text: &Text,
    blocks: &[Block],
    language: Option<&'static foreign::LanguageTable>,
) -> Vec<MarkedStretch> {
    let mut scanner = MarkScanner::new(text, language);
    let mut last = None;
    for block in blocks {
        if block.kind.is_body() && block.kind != BlockKind::Heading {
            let adjacent = last.is_none_or(|end| {
                text.get(text.clamp(end..block.span.start())).chars().all(|c| !c.is_alphanumeric())
            });
            scanner.block(block.span, adjacent);
            last = Some(block.span.end());
        } else {
            scanner.lone_block(block.span);
        }
    }
    scanner.finish()
}

/// Writes what was decided down as quotations.
struct QuoteWriter<'a, 'b> {
    reading: &'a ArticleReading<'b>,
    cues: &'a [Cue],
    naming: SpeakerNaming<'a, 'b>,
    repairs: &'a [Repair],
    confidence: Confidence,
}

impl QuoteWriter<'_, '_> {
    /// The stretches in marks; those of a split quotation as its parts.
    fn direct(&self, verdicts: &[StretchVerdict]) -> Vec<Quote> {
        let mut quotes: Vec<Quote> = Vec::with_capacity(verdicts.len());
        let mut last: Option<&StretchVerdict> = None;
        for verdict in verdicts {
            let Some((stretch, form)) = self.stretch(verdict) else { continue };
            let joins =
                last.is_some_and(|last| forms::goes_on(self.reading, self.cues, last, verdict));
            match quotes.last_mut() {
                Some(quote) if joins && quote.form == Form::Direct && form == Form::Direct => {
                    quote.parts.push(stretch.inner);
                    quote.defects.extend(self.defects(stretch));
                }
                _ => quotes.push(self.quote(verdict, stretch, form)),
            }
            last = Some(verdict);
        }
        quotes
    }

    /// The words that are a whole quotation, by their index.
    fn direct_words(&self, verdicts: &[StretchVerdict]) -> Vec<usize> {
        let direct = verdicts
            .iter()
            .filter(|verdict| self.stretch(verdict).is_some_and(|(_, form)| form == Form::Direct));
        direct.map(|verdict| verdict.at).collect()
    }

    fn stretch(&self, verdict: &StretchVerdict) -> Option<(&MarkedStretch, Form)> {
        let WordKind::Quote(stretch) = self.reading.word(verdict.at)?.kind else { return None };
        let stretch = self.reading.stretch(stretch)?;
        Some((stretch, forms::form(self.reading, verdict, stretch.inner)))
    }

    fn quote(&self, verdict: &StretchVerdict, stretch: &MarkedStretch, form: Form) -> Quote {
        let spoken = form.is_verbatim();
        // A headline's own name is wanted when its words turn out to be said
        // in the article; `repeats` takes it away where they do not.
        let block = self.block_of(verdict.at);
        let source = verdict.source.filter(|_| spoken || repeats::is_headline(block));
        let speaker = source
            .and_then(|source| self.naming.speaker(source, self.sure(verdict), self.why(verdict)));
        Quote {
            parts: vec![stretch.inner],
            form,
            block,
            cue: self.cue_span(verdict.cue.filter(|_| spoken)),
            speaker,
            defects: self.defects(stretch),
            repeat_of: None,
        }
    }

    /// How sure the speaker is, in percent.
    fn sure(&self, verdict: &StretchVerdict) -> u8 {
        match verdict.by {
            By::Guess => sure::GUESS,
            By::Signed | By::Headed | By::Label => sure::SIGNED,
            By::Rank | By::Carried | By::Ahead => self.confidence.of(verdict.choice.margin),
        }
    }

    /// The rule that decided, as a phrase.
    fn why(&self, verdict: &StretchVerdict) -> &'static str {
        let cue = verdict.cue.and_then(|cue| self.cues.get(cue.at()));
        let source = verdict.source.and_then(|source| self.reading.phrase(source));
        match (cue, source) {
            _ if verdict.by == By::Guess => "subject of its sentence, a guess",
            _ if verdict.by == By::Ahead => "named in the next sentence",
            _ if verdict.by == By::Signed => "signed with the name",
            _ if verdict.by == By::Headed => "named on the line above",
            _ if verdict.by == By::Carried => "goes on with the speaker before",
            (Some(cue), Some(source)) => self.order(*cue, source.first),
            _ => "named beside it, without a verb",
        }
    }

    fn order(&self, cue: Cue, source: u32) -> &'static str {
        let word = self.reading.word(cue.at as usize);
        if word.is_some_and(|word| word.is(class::ACCORDING)) {
            return "according to";
        }
        if word.is_some_and(|word| word.is_mark(':')) {
            return "name before the colon";
        }
        if source > cue.at { "name behind the verb" } else { "name before the verb" }
    }

    fn defects(&self, stretch: &MarkedStretch) -> Vec<Defect> {
        let mut defects = stretch.defects.clone();
        let from = self.repairs.partition_point(|r| r.span.end() < stretch.outer.start());
        let inside = self.repairs.iter().skip(from);
        let inside = inside.take_while(|repair| repair.span.start() <= stretch.outer.end());
        // A repair that puts a blank in is of glued words; others hide markup.
        let fused = inside.filter(|repair| repair.shown == " ");
        let fused = fused.map(|repair| Defect { kind: DefectKind::FusedWords, at: repair.span });
        defects.extend(fused);
        defects.sort_by_key(|defect| defect.at);
        defects
    }

    fn block_of(&self, at: usize) -> BlockKind {
        let block = self.reading.word(at).map(|word| word.block as usize);
        let block = block.and_then(|block| self.reading.words.blocks.get(block));
        block.map_or(BlockKind::Paragraph, |block| block.0)
    }

    fn cue_span(&self, cue: Option<CueIndex>) -> Option<Span> {
        let at = self.cues.get(cue?.at())?.at as usize;
        let according = self.reading.word(at)?.is(class::ACCORDING);
        Some(self.reading.span(at, at + usize::from(according)))
    }

    /// A quotation without marks: `Ober added:` and paragraphs behind it.
    fn block_quote(&self, found: UnmarkedQuotation) -> Option<Quote> {
        let source = self.cues.get(found.cue.at())?.source?;
        Some(Quote {
            parts: found.parts,
            form: Form::Block,
            block: found.block,
            cue: self.cue_span(Some(found.cue)),
            speaker: self.naming.speaker(
                source,
                Confidence::LOGISTIC.of(sure::LEAD_IN),
                "lead-in with a colon",
            ),
            defects: Vec::new(),
            repeat_of: None,
        })
    }

    fn indirect(&self, reported: &Reported) -> Option<Quote> {
        let cue = self.cues.get(reported.cue.at())?;
        if !evidence::suffices(self.reading, cue, reported) {
            return None;
        }
        let source = cue.source?;
        let sides = [reported.left, reported.right].into_iter().flatten();
        let spans = sides.map(|words| self.reading.span(words.0 as usize, words.1 as usize));
        let parts: Vec<Span> = spans.filter(|part| !self.is_all_quoted(*part)).collect();
        let first = self.reading.phrase(source)?.first;
        let why = self.order(*cue, first);
        let sure = Confidence::LOGISTIC.of(cue.margin.min(cue.lead));
        let speaker: Option<Speaker> = self.naming.speaker(source, sure, why);
        (!parts.is_empty()).then(|| Quote {
            parts,
            form: Form::Indirect,
            block: self.block_of(cue.at as usize),
            cue: self.cue_span(Some(reported.cue)),
            speaker,
            defects: Vec::new(),
            repeat_of: None,
        })
    }

    /// Whether a reported part is a quotation and next to nothing else.
    fn is_all_quoted(&self, part: Span) -> bool {
        let stretches = &self.reading.stretches;
        let from = stretches.partition_point(|stretch| stretch.outer.end() <= part.start());
        let inside = stretches.iter().skip(from).take_while(|s| s.outer.start() < part.end());
        let quoted: usize = inside.map(|stretch| stretch.outer.len()).sum();
        quoted * 10 > part.len() * 9
    }
}
