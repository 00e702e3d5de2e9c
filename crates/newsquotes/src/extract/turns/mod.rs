//! Transcripts and interviews: the turns of those who speak in them, in any
//! language.
//!
//! A turn opens with a label (`Q:`, `OBER:`) or is a question that stands by
//! itself, in bold letters or as a heading, and the paragraphs that answer it.
//! One line `Name: …` is no transcript: labels must come back, and questions
//! need their answers. Articles without either pay for a look at the first
//! letters of each block.
//!
//! Longer than other files: what makes a transcript is decided over all
//! blocks at once, here and nowhere else.

mod labels;
mod voices;

use std::collections::{HashMap, HashSet};

use self::labels::{LabelKind, TurnLabel};
use self::voices::{InterviewHead, VoiceName};
use super::foreign::ForeignLanguage;
use crate::model::{Article, Block, BlockKind, Form, Quote, Span, Speaker, Text};

/// Labelled turns of a transcript at least.
const FEWEST_TURNS: usize = 3;
/// Questions without labels at least.
const FEWEST_QUESTIONS: usize = 3;
/// The longest question, in words.
const QUESTION_WORDS: usize = 90;
/// How sure who asks and who answers are, in percent; set by hand. The head of
/// the piece says whom it asked; that the byline's author asked is custom.
mod sure {
    pub(super) const ANSWERS: u8 = 88;
    pub(super) const ASKS: u8 = 74;
    /// Without labels.
    pub(super) const UNLABELLED: u8 = 80;
}

/// Who speaks in a turn.
#[derive(Clone, Copy, Debug)]
enum TurnVoice {
    Asks,
    Answers,
    Labelled,
}

/// What one person says at a time.
#[derive(Debug)]
struct InterviewTurn {
    voice: TurnVoice,
    label: Option<TurnLabel>,
    parts: Vec<Span>,
    block: BlockKind,
}

/// Puts the turns of an article into its quotations, as block quotations with
/// their speakers. Reported speech that a turn holds is the turn's; words in
/// marks stay quotations of their own.
pub(super) fn weave(
    text: &Text,
    article: &Article,
    blocks: &[Block],
    language: Option<ForeignLanguage>,
    quotes: &mut Vec<Quote>,
) {
    let Some((turns, mut head)) = find(text, article, blocks) else { return };
    head.decline(text, language);
    let spoken: Vec<Span> = turns.iter().flat_map(|turn| turn.parts.iter().copied()).collect();
    // A transcript in marks that each turn opens anew, `"OBER: …`, is one
    // quotation without an end.
    let labels: Vec<Span> =
        turns.iter().filter_map(|turn| turn.label.map(|label| label.name)).collect();
    quotes.retain(|quote| {
        let told = matches!(quote.form, Form::Indirect | Form::Block);
        let mut parts = quote.parts.iter();
        !parts.any(|part| told && overlaps(&spoken, *part) || overlaps(&labels, *part))
    });
    quotes.extend(turns.into_iter().map(|turn| turn.quote(text, &head)));
}

/// Whether a span overlaps one of `spans`, which are ascending and disjoint.
fn overlaps(spans: &[Span], span: Span) -> bool {
    let from = spans.partition_point(|other| other.end() <= span.start());
    spans.get(from).is_some_and(|other| other.overlaps(span))
}

/// The turns of an article that has some.
fn find(
    text: &Text,
    article: &Article,
    blocks: &[Block],
) -> Option<(Vec<InterviewTurn>, InterviewHead)> {
    let labels: Vec<Option<TurnLabel>> = blocks
        .iter()
        .map(|block| labels::read(text, block.span).filter(|_| may_hold_turn(block)))
        .collect();
    let labelled = labels.iter().flatten().count();
    let asked = blocks.iter().filter(|block| is_question(text, block)).count();
    if labelled < 2 && asked < FEWEST_QUESTIONS {
        return None;
    }
    let first = first_turn(text, blocks, &labels)?;
    let head = InterviewHead::read(text, article, blocks, first);
    let finder = TurnFinder { text, blocks, head: &head };
    let turns = finder.labelled(labels).or_else(|| finder.questions())?;
    Some((turns, head))
}

fn may_hold_turn(block: &Block) -> bool {
    block.kind.is_body() || matches!(block.kind, BlockKind::Caption | BlockKind::Comment)
}

/// The first block with a label or a question, behind the headline.
fn first_turn(text: &Text, blocks: &[Block], labels: &[Option<TurnLabel>]) -> Option<usize> {
    blocks.iter().zip(labels).position(|(block, label)| {
        label.is_some() || block.kind != BlockKind::Standfirst && is_question(text, block)
    })
}

/// The words of a block without the markup around them.
fn bare<'a>(text: &'a Text, block: &Block) -> &'a str {
    text.get(block.span).trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '_')
}

/// Whether all of a block is a question.
fn is_question(text: &Text, block: &Block) -> bool {
    let marked = |c: char| matches!(c, '*' | '_' | '"' | '”' | ' ');
    let asks = |words: &str| words.ends_with(['?', '？']);
    block.kind.is_body()
        && asks(text.get(block.span).trim_end_matches(marked))
        && asks(bare(text, block))
        && bare(text, block).split_whitespace().nth(QUESTION_WORDS).is_none()
}

/// Whether a block stands in the markup of bold or italic letters.
fn is_emphasised(text: &Text, block: &Block) -> bool {
    let words = text.get(block.span);
    ["**", "__", "*", "_"].iter().any(|mark| {
        words.len() > 2 * mark.len() && words.starts_with(mark) && words.ends_with(mark)
    })
}

struct TurnFinder<'a> {
    text: &'a Text,
    blocks: &'a [Block],
    head: &'a InterviewHead,
}

impl TurnFinder<'_> {
    /// The turns that labels open.
    fn labelled(&self, mut labels: Vec<Option<TurnLabel>>) -> Option<Vec<InterviewTurn>> {
        let pairs = asked_and_answered(&labels);
        let names = self.speaking_names(&labels, pairs != 0);
        for label in &mut labels {
            let keeps = label.is_some_and(|label| match label.kind {
                LabelKind::Name => names.contains(&self.key(label)),
                kind => side(kind, pairs).is_some(),
            });
            *label = label.filter(|_| keeps);
        }
        let turns = labels.iter().flatten().count();
        let spoken = (0..labels.len()).filter(|at| self.is_spoken(*at, &labels)).count();
        let enough = if pairs != 0 { turns >= 2 } else { turns >= FEWEST_TURNS };
        (enough && spoken * 2 > turns).then(|| self.cut(&labels, pairs))
    }

    /// The keys of the names that speak: those that come back or that the
    /// head knows, when there are two of them or somebody asks.
    fn speaking_names(&self, labels: &[Option<TurnLabel>], asked: bool) -> HashSet<String> {
        let named = labels.iter().flatten().filter(|label| label.kind == LabelKind::Name);
        let keys: Vec<(String, TurnLabel)> =
            named.map(|label| (self.key(*label), *label)).collect();
        let mut times: HashMap<&str, usize> = HashMap::new();
        for (key, _) in &keys {
            *times.entry(key).or_default() += 1;
        }
        let count = |key: &String| times.get(key.as_str()).copied().unwrap_or(0);
        // Where one whom the head knows comes back, so does who asks him:
        // `Nordpost: …`, `Ober: …`
        let known = keys.iter().any(|(key, label)| {
            count(key) > 1 && self.head.knows(self.text, self.text.get(label.name))
        });
        let speaks = |key: &String, label: TurnLabel| {
            self.may_speak(label, count(key)) || known && count(key) > 1
        };
        let speaking: HashSet<String> = keys
            .iter()
            .filter(|(key, label)| speaks(key, *label))
            .map(|(key, _)| key.clone())
            .collect();
        let returns = speaking.iter().any(|key| count(key) > 1);
        // `London: …` and `Paris: …` stand once each: nobody answers.
        let talk = returns && speaking.len() >= 2 || asked && !speaking.is_empty();
        if talk { speaking } else { HashSet::new() }
    }

    /// Whether a label is a person's: in capitals and coming back, a full
    /// name, or known to the head.
    fn may_speak(&self, label: TurnLabel, times: usize) -> bool {
        let name = self.text.get(label.name);
        let shouted = name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        times > 1 && (shouted || labels::is_role(name))
            || voices::is_full_name(name)
            || self.head.knows(self.text, name)
            || times > 1 && label.office.is_some()
    }

    /// Labels of one person are alike by their last word: `MARA OBER, mayor:`
    /// is `OBER:` later.
    fn key(&self, label: TurnLabel) -> String {
        let name = self.text.get(label.name).to_lowercase();
        name.split_whitespace().next_back().unwrap_or_default().to_owned()
    }

    /// Whether the words behind a label are a sentence and not all in marks,
    /// which would be a quotation already.
    fn is_spoken(&self, at: usize, labels: &[Option<TurnLabel>]) -> bool {
        let (Some(Some(label)), Some(block)) = (labels.get(at), self.blocks.get(at)) else {
            return false;
        };
        let words = self.text.get(self.text.clamp(label.words..block.span.end()));
        let words = words.trim_end_matches(['*', '_', ' ']);
        !is_marked(words)
            && (words.ends_with(['.', '?', '!', '…', '—', '-', '–', ')'])
                || words.split_whitespace().nth(5).is_some())
    }

    /// The turns, each with the paragraphs up to the next one.
    fn cut(&self, labels: &[Option<TurnLabel>], pairs: u32) -> Vec<InterviewTurn> {
        let mut turns: Vec<InterviewTurn> = Vec::new();
        let last = labels.iter().rposition(Option::is_some).unwrap_or_default();
        for (at, block) in self.blocks.iter().enumerate() {
            match labels.get(at).copied().flatten() {
                Some(label) => {
                    let voice = side(label.kind, pairs).unwrap_or(TurnVoice::Labelled);
                    let words = self.text.clamp(label.words..block.span.end());
                    let parts = vec![unmarked_end(self.text, words)];
                    turns.push(InterviewTurn {
                        voice,
                        label: Some(label),
                        parts,
                        block: block.kind,
                    });
                }
                None if at < last && block.kind == BlockKind::Paragraph => {
                    if let Some(turn) = turns.last_mut() {
                        turn.parts.push(block.span);
                    }
                }
                None => {}
            }
        }
        turns
            .retain(|turn| turn.parts.first().is_some_and(|part| !is_marked(self.text.get(*part))));
        turns
    }

    /// The turns of an interview whose questions stand by themselves.
    fn questions(&self) -> Option<Vec<InterviewTurn>> {
        let asking = self.asking();
        let count = asking.iter().filter(|asks| **asks).count();
        let mut turns: Vec<InterviewTurn> = Vec::new();
        for (block, asks) in self.blocks.iter().zip(&asking) {
            let unlabelled =
                |voice, parts| InterviewTurn { voice, label: None, parts, block: block.kind };
            if *asks {
                turns.push(unlabelled(TurnVoice::Asks, vec![unmarked(self.text, block.span)]));
            } else if block.kind == BlockKind::Heading {
                // A heading of the reporter's ends the answer before it.
                turns.push(unlabelled(TurnVoice::Answers, Vec::new()));
            } else if block.kind == BlockKind::Paragraph {
                let answer = answer_to(turns.last_mut(), block.span);
                turns.extend(answer.map(|parts| unlabelled(TurnVoice::Answers, parts)));
            }
        }
        turns.retain(|turn| !turn.parts.is_empty());
        self.is_talk(&turns, count).then(|| self.without_outro(turns))
    }

    /// Which blocks ask: whole questions, all of them in markup where one is.
    fn asking(&self) -> Vec<bool> {
        let question = |block: &Block| is_question(self.text, block);
        let set_apart =
            |block: &Block| block.kind == BlockKind::Heading || is_emphasised(self.text, block);
        let apart = self.blocks.iter().filter(|block| question(block) && set_apart(block)).count();
        let strict = apart >= FEWEST_QUESTIONS || !self.head.is_interview;
        let asks = |block: &Block| {
            block.kind.is_body()
                && block.kind != BlockKind::Standfirst
                && (question(block) && (set_apart(block) || !strict)
                    || strict && apart >= FEWEST_QUESTIONS && is_emphasised(self.text, block))
        };
        self.blocks.iter().map(asks).collect()
    }

    /// Whether questions and answers are a talk: the head calls it one, or who
    /// answers speaks of himself; a list of questions that the reporter answers
    /// is none.
    fn is_talk(&self, turns: &[InterviewTurn], questions: usize) -> bool {
        let answers = turns.iter().filter(|turn| matches!(turn.voice, TurnVoice::Answers));
        let (mut all, mut own) = (0, 0);
        for turn in answers {
            all += 1;
            own +=
                usize::from(turn.parts.iter().any(|part| speaks_of_himself(self.text.get(*part))));
        }
        let enough = questions >= FEWEST_QUESTIONS && all * 3 >= questions * 2;
        enough && (self.head.is_interview && own * 4 >= all || own * 3 > all * 2)
    }

    /// Takes what the reporter says below the last answer off: paragraphs in
    /// which nobody speaks of himself.
    fn without_outro(&self, mut turns: Vec<InterviewTurn>) -> Vec<InterviewTurn> {
        if let Some(turn) = turns.last_mut() {
            let own = turn.parts.iter().rposition(|part| speaks_of_himself(self.text.get(*part)));
            turn.parts.truncate(own.unwrap_or_default() + 1);
        }
        turns
    }
}

/// Takes a paragraph into the answer before it; its own turn's parts, when a
/// question stands before it.
fn answer_to(last: Option<&mut InterviewTurn>, paragraph: Span) -> Option<Vec<Span>> {
    let turn = last?;
    if matches!(turn.voice, TurnVoice::Asks) {
        return Some(vec![paragraph]);
    }
    if !turn.parts.is_empty() {
        turn.parts.push(paragraph);
    }
    None
}

/// The pairs of labels of which both sides are there, a bit each.
fn asked_and_answered(labels: &[Option<TurnLabel>]) -> u32 {
    let (mut asked, mut answered) = (0, 0);
    for label in labels.iter().flatten() {
        match label.kind {
            LabelKind::Question(pairs) => asked |= pairs,
            LabelKind::Answer(pairs) => answered |= pairs,
            LabelKind::Either { question, answer } => {
                asked |= question;
                answered |= answer;
            }
            LabelKind::Name => {}
        }
    }
    asked & answered
}

/// Whether a label of those pairs asks or answers.
fn side(kind: LabelKind, pairs: u32) -> Option<TurnVoice> {
    match kind {
        LabelKind::Question(of) if of & pairs != 0 => Some(TurnVoice::Asks),
        LabelKind::Answer(of) if of & pairs != 0 => Some(TurnVoice::Answers),
        LabelKind::Either { question, .. } if question & pairs != 0 => Some(TurnVoice::Asks),
        LabelKind::Either { answer, .. } if answer & pairs != 0 => Some(TurnVoice::Answers),
        _ => None,
    }
}

/// Whether words open with a quotation mark: `OBER: “We keep it,” she wrote.`
/// is no turn, and the marks tell what is quoted.
fn is_marked(words: &str) -> bool {
    words.trim_start().starts_with(['“', '"', '„', '«', '»', '‘', '「', '『'])
}

/// Words without the markup of bold and italic letters around them.
fn unmarked(text: &Text, span: Span) -> Span {
    let words = text.get(span);
    let markup = |c: char| c == '*' || c == '_' || c.is_whitespace();
    let start = span.start() + (words.len() - words.trim_start_matches(markup).len());
    unmarked_end(text, text.clamp(start..span.end()))
}

fn unmarked_end(text: &Text, span: Span) -> Span {
    let words =
        text.get(span).trim_end_matches(|c: char| c == '*' || c == '_' || c.is_whitespace());
    text.clamp(span.start()..span.start() + words.len())
}

/// "I", "we", "my" and their like in ten languages.
fn speaks_of_himself(words: &str) -> bool {
    const OWN: &[&str] = &[
        "i", "we", "my", "our", "me", "us", "i'm", "i've", "we're", "we've", "i'd", "i'll",
        "we'll", "ich", "wir", "mein", "meine", "unser", "unsere", "uns", "mich", "mir", "je",
        "nous", "mon", "ma", "mes", "notre", "nos", "yo", "nosotros", "mi", "mis", "nuestro",
        "nuestra", "io", "noi", "mio", "mia", "nostro", "nostra", "ho", "abbiamo", "eu", "nós",
        "meu", "minha", "nosso", "nossa", "ik", "wij", "mijn", "onze", "ons", "ja", "mój", "moja",
        "nasz", "nasza", "mamy", "nas", "nam", "mnie", "jestem", "mam", "wiem", "я", "ми", "мій",
        "наш", "мы", "мой", "мене", "мне", "мені", "меня", "нам", "нас",
    ];
    let own = |words: &str| {
        words.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).any(|word| {
            let shouted = word.len() > 1 && word.chars().all(char::is_uppercase);
            let word = word.to_lowercase().replace('’', "'");
            !shouted && (OWN.contains(&word.as_str()) || word.starts_with("j'"))
        })
    };
    // Whom the reporter quotes in his answer speaks of himself too.
    words.split(['“', '”', '"', '«', '»', '„']).step_by(2).any(own)
}

impl InterviewTurn {
    fn quote(self, text: &Text, head: &InterviewHead) -> Quote {
        let speaker = self.speaker(text, head);
        let quoted = self.label.is_some_and(|label| label.quoted);
        let mut parts: Vec<Span> = Vec::new();
        for part in self.parts {
            match parts.last_mut() {
                Some(last) if text.trim(text.clamp(last.end()..part.start())).is_empty() => {
                    *last = last.to(part);
                }
                _ => parts.push(part),
            }
        }
        Quote {
            parts,
            form: if quoted { Form::Direct } else { Form::Block },
            block: self.block,
            cue: None,
            speaker,
            defects: Vec::new(),
            repeat_of: None,
        }
    }

    fn speaker(&self, text: &Text, head: &InterviewHead) -> Option<Speaker> {
        let mention = self.label.map(|label| label.name);
        let office = self.label.and_then(|label| label.office);
        let role = office.map(|office| text.get(office).to_owned());
        let (voice, antecedent, why) = match self.voice {
            TurnVoice::Labelled => {
                let voice = head.voice(text, mention?);
                (voice, None, "label of a turn")
            }
            TurnVoice::Answers => {
                let name = head.answer_name(text);
                let sure = if mention.is_some() { sure::ANSWERS } else { sure::UNLABELLED };
                (VoiceName { name, sure }, head.answers, "answers in the interview")
            }
            TurnVoice::Asks => {
                // In a column readers ask, and the author answers.
                let asks =
                    head.asks.clone().filter(|_| head.answers.is_some() || head.is_interview);
                let voice = VoiceName { name: asks, sure: sure::ASKS };
                (voice, None, "asks in the interview")
            }
        };
        let named = voice.name.is_some() || mention.is_some();
        named.then_some(Speaker {
            mention,
            name: voice.name,
            role,
            antecedent,
            why,
            confidence: voice.sure,
        })
    }
}
