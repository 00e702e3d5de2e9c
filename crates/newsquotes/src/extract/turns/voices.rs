//! Who speaks in a transcript or interview: the full name behind a label, who
//! asks and who answers.
//!
//! Names are taken from the head of the piece: the headline, the byline and
//! what stands above the first turn. Where the head does not say who, nobody
//! is named.

use super::labels;
use crate::extract::foreign::ForeignLanguage;
use crate::extract::given_names;
use crate::extract::tokens::{self, TokenKind};
use crate::model::{Article, Block, BlockKind, Span, Text};

/// The people whom the head of a piece names.
#[derive(Debug, Default)]
pub(super) struct InterviewHead {
    /// Full names, in order.
    names: Vec<Span>,
    /// Who is asked, as far as the head says so.
    pub answers: Option<Span>,
    /// The byline's author.
    pub asks: Option<String>,
    /// The head calls the piece an interview.
    pub is_interview: bool,
    /// The name of who is asked, where the head declines it: `wywiad z Marą`.
    nominative: Option<DeclinedName>,
    /// A phrase such as "interview with" names who is asked.
    told: bool,
}

/// A name in the nominative; none where no table brings it back.
type DeclinedName = Option<String>;

/// A name, and how sure it is, in percent.
#[derive(Debug)]
pub(super) struct VoiceName {
    pub name: Option<String>,
    pub sure: u8,
}

/// Set by hand: how sure a label is of a name.
mod sure {
    /// The head gives the full name.
    pub(super) const KNOWN: u8 = 94;
    /// A label of two words and more.
    pub(super) const FULL: u8 = 88;
    /// A single word that nothing explains.
    pub(super) const LONE: u8 = 74;
    /// The same where somebody else is interviewed: it may be a paper's.
    pub(super) const UNKNOWN: u8 = 64;
    /// "MODERATOR", whose mention stands for itself.
    pub(super) const ROLE: u8 = 85;
}

/// Articles, with which names of papers begin.
const ARTICLES: [&str; 11] = ["the", "der", "die", "das", "le", "la", "el", "il", "de", "het", "o"];

/// The longest full name, in words.
const NAME_WORDS: usize = 4;
/// Names that are kept of a head at most.
const MOST_NAMES: usize = 40;

impl InterviewHead {
    /// Reads the blocks above the first turn, which is that of index `first`.
    pub(super) fn read(
        text: &Text,
        article: &Article,
        blocks: &[Block],
        first: usize,
    ) -> InterviewHead {
        let asks = article.meta.byline.as_ref().map(|fact| fact.value.clone());
        let mut head = InterviewHead { asks, ..InterviewHead::default() };
        for block in blocks.iter().take(first) {
            head.block(text, block);
        }
        head.answers = head.answers.or_else(|| head.only_other(text));
        head
    }

    fn block(&mut self, text: &Text, block: &Block) {
        let words = HeadWords::read(text, block.span);
        let told = |word: &HeadWord| labels::is_interview(text.get(word.span));
        let interview = words.list.iter().position(told);
        // `…, she told the paper in an interview` makes no interview of a report.
        let headline = !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item)
            || interview.is_some_and(|at| at < 2);
        let own =
            || text.get(block.span).contains("edited") || text.get(block.span).contains(" us ");
        self.is_interview |= interview.is_some() && (headline || own());
        let mut at = 0;
        while at < words.list.len() && self.names.len() < MOST_NAMES {
            // `Interview with Mara Ober`: no list of names need know her.
            let told = interview.is_some_and(|word| word < at && at <= word + 3);
            match words.name(text, at, told) {
                Some((name, end)) => {
                    self.names.push(name);
                    if told && self.answers.is_none() && !self.is_author(text, name) {
                        self.answers = Some(name);
                        self.told = true;
                    }
                    at = end;
                }
                None => at += 1,
            }
        }
    }

    /// Brings the name of who is asked into the nominative, where the language
    /// declines names.
    pub(super) fn decline(&mut self, text: &Text, language: Option<ForeignLanguage>) {
        let Some(language) = language else { return };
        let told = self.told.then_some(self.answers).flatten();
        self.nominative = told.map(|name| language.nominative(text.get(name)));
    }

    /// The name of who is asked.
    pub(super) fn answer_name(&self, text: &Text) -> Option<String> {
        match &self.nominative {
            Some(name) => name.clone(),
            None => self.answers.map(|name| in_small_letters(text.get(name))),
        }
    }

    fn is_author(&self, text: &Text, name: Span) -> bool {
        self.asks.as_deref().is_some_and(|author| author.contains(text.get(name)))
    }

    /// The only person of the head who did not write the piece.
    fn only_other(&self, text: &Text) -> Option<Span> {
        let mut others = self.names.iter().filter(|name| !self.is_author(text, **name));
        let first = *others.next()?;
        let same = |name: &Span| text.get(*name).to_lowercase() == text.get(first).to_lowercase();
        others.all(same).then_some(first)
    }

    /// Whom a label names.
    pub(super) fn voice(&self, text: &Text, label: Span) -> VoiceName {
        let words = text.get(label);
        if labels::is_role(words) {
            return VoiceName { name: None, sure: sure::ROLE };
        }
        if let Some(full) = self.full_name(text, words) {
            return VoiceName { name: Some(full), sure: sure::KNOWN };
        }
        // `Le Courrier:`, `DIE ZEIT:` — a paper asks.
        let first = words.split_whitespace().next().unwrap_or_default();
        if ARTICLES.contains(&first.to_lowercase().as_str()) {
            return VoiceName { name: None, sure: sure::ROLE };
        }
        let sure = match words.contains(' ') {
            true => sure::FULL,
            false if self.is_interview => sure::UNKNOWN,
            false => sure::LONE,
        };
        VoiceName { name: Some(in_small_letters(words)), sure }
    }

    /// The full name of the head that a label shortens: its last word, or its
    /// initials.
    fn full_name(&self, text: &Text, label: &str) -> Option<String> {
        let lower = label.to_lowercase();
        let last = lower.split_whitespace().next_back()?;
        let ends = |name: &&Span| {
            let name = text.get(**name).to_lowercase();
            name.split_whitespace().next_back() == Some(last)
                || name.split_whitespace().next() == Some(lower.as_str())
        };
        let initials = |name: &&Span| {
            let name = text.get(**name);
            let initials: String =
                name.split_whitespace().filter_map(|word| word.chars().next()).collect();
            initials == label.replace(['.', ' '], "")
        };
        let found = self.names.iter().find(ends).or_else(|| self.names.iter().find(initials));
        found.map(|name| in_small_letters(text.get(*name)))
    }

    /// Whether the head names somebody whom a label may stand for.
    pub(super) fn knows(&self, text: &Text, label: &str) -> bool {
        self.full_name(text, label).is_some()
    }
}

/// Whether words look like the full name of a person: a given name first.
pub(super) fn is_full_name(words: &str) -> bool {
    let mut words = words.split_whitespace();
    words.next().is_some_and(|first| given_names::gender(first).is_some()) && words.next().is_some()
}

/// A name in capitals, `MARA OBER`, as it is written elsewhere; another one as
/// it stands.
pub(super) fn in_small_letters(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut small = String::with_capacity(name.len());
    let mut inside = false;
    for c in name.chars() {
        if inside {
            small.extend(c.to_lowercase());
        } else {
            small.push(c);
        }
        inside = c.is_alphabetic();
    }
    small
}

/// The words of a block of the head.
struct HeadWords {
    list: Vec<HeadWord>,
}

#[derive(Clone, Copy)]
struct HeadWord {
    span: Span,
    capital: bool,
    /// A blank and nothing else parts it from the word before.
    joined: bool,
}

impl HeadWords {
    fn read(text: &Text, block: Span) -> HeadWords {
        let mut list: Vec<HeadWord> = Vec::new();
        let words = tokens::tokens(text.get(block), block.start());
        for token in words.filter(|token| token.kind == TokenKind::Word) {
            let span = text.clamp(token.start..token.end);
            let capital = text.get(span).starts_with(char::is_uppercase);
            let before = list.last().map_or(block.start(), |word| word.span.end());
            let gap = text.get(text.clamp(before..span.start()));
            let joined = gap.chars().all(|c| c.is_whitespace() || c == '-');
            list.push(HeadWord { span, capital, joined });
        }
        HeadWords { list }
    }

    /// The full name that begins at a word, and the word behind it.
    fn name(&self, text: &Text, at: usize, told: bool) -> Option<(Span, usize)> {
        let first = self.list.get(at)?;
        let known = given_names::gender(text.get(first.span)).is_some();
        if !first.capital || !(known || told) {
            return None;
        }
        let mut end = at + 1;
        let mut last = at;
        while let Some(word) =
            self.list.get(end).filter(|word| word.joined && end < at + NAME_WORDS)
        {
            let particle = matches!(
                text.get(word.span),
                "de" | "van"
                    | "von"
                    | "der"
                    | "den"
                    | "la"
                    | "di"
                    | "da"
                    | "dos"
                    | "al"
                    | "bin"
                    | "zu"
            );
            if word.capital {
                last = end;
            } else if !particle {
                break;
            }
            end += 1;
        }
        (last > at).then(|| {
            (first.span.to(self.list.get(last).map_or(first.span, |word| word.span)), last + 1)
        })
    }
}
