//! Who may speak, as the text names him: `die Bürgermeisterin Greta Ober`,
//! `Greta Ober (SPD)`, `le maire de Melle, Jean Vey,`, `elle`.
//!
//! One pass over the words finds all of them. A name is what follows an
//! office or a title, what begins with a known given name, or a run of
//! capitals where nouns have none; everything else is a role, a body or a
//! thing, and no person. Who a mention means is decided in `people`.
//!
//! Longer than other files: one reader takes a phrase in from left to right,
//! and its steps share its state.

use super::languages::{AccordingKind, class, gender_of, habit};
use super::words::{ForeignReading, ForeignWord, WordShape};
use crate::extract::given_names::Gender;

/// A noun phrase that may name a speaker. All places are indices of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ForeignMention {
    pub first: usize,
    pub last: usize,
    /// The name in it, without offices and titles.
    pub name: Option<(usize, usize)>,
    /// The office in it.
    pub role: Option<(usize, usize)>,
    pub kind: MentionKind,
    pub gender: Option<Gender>,
    /// A preposition stands before it: it is no subject.
    pub governed: bool,
    /// The last word of what explains it: `Ober (SPD)`, `Ober, der Sprecher,`.
    pub reach: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MentionKind {
    /// A name that an office, a title or a given name makes a person's.
    Person,
    /// One capitalised word, or several of which nothing more is known.
    Name,
    /// An organisation.
    Body,
    /// An office or a trade without a name: `der Sprecher`.
    Role,
    /// Another noun with an article.
    Thing,
    He,
    She,
    They,
}

/// No office with its place and no name has more words than these.
const LONGEST_CHUNK: usize = 14;
/// How many words an explanation between commas may have.
const LONGEST_ASIDE: usize = 18;
/// How many words in small letters that are no office a chunk may hold:
/// `le directeur général adjoint chargé du port`.
const SMALL_WORDS: usize = 5;

/// All mentions, in order and disjoint.
pub(super) fn find(reading: &ForeignReading<'_>) -> Vec<ForeignMention> {
    let mut mentions = Vec::new();
    let mut at = 0;
    while at < reading.words.list.len() {
        if let Some((words, kind)) = reading.according(at) {
            mentions.extend(within(at, at + words - 1, kind));
            at += words;
            continue;
        }
        match read(reading, at) {
            Some(mention) => {
                at = mention.reach + 1;
                mentions.push(mention);
            }
            None => at += 1,
        }
    }
    mentions
}

/// The pronoun of a phrase that holds it: `за його словами`.
fn within(first: usize, last: usize, kind: AccordingKind) -> Option<ForeignMention> {
    let kind = match kind {
        AccordingKind::He => MentionKind::He,
        AccordingKind::She => MentionKind::She,
        AccordingKind::Before | AccordingKind::After => return None,
    };
    let governed = true;
    Some(ForeignMention {
        first,
        last,
        name: None,
        role: None,
        kind,
        gender: None,
        governed,
        reach: last,
    })
}

/// The mention that begins at a word.
fn read(reading: &ForeignReading<'_>, at: usize) -> Option<ForeignMention> {
    let word = reading.word(at)?;
    if !matches!(word.shape, WordShape::Capital | WordShape::Acronym | WordShape::Lower) {
        return None;
    }
    if let Some(kind) = pronoun(reading, at, word) {
        return Some(ForeignMention {
            first: at,
            last: at,
            name: None,
            role: None,
            kind,
            gender: None,
            governed: is_governed(reading, at),
            reach: at,
        });
    }
    let mut chunk = MentionChunk::new(reading, at);
    chunk.determiner();
    chunk.words();
    chunk.mention()
}

fn pronoun(reading: &ForeignReading<'_>, at: usize, word: &ForeignWord) -> Option<MentionKind> {
    // `la` and `il` are articles where a noun follows.
    let article = word.is(class::DETERMINER)
        && reading.word(at + 1).is_some_and(|next| {
            next.is_capital() || next.is_lower() && !next.is(class::VERB | class::CLOSED)
        });
    match word.classes {
        _ if article => None,
        bits if bits & class::HE != 0 => Some(MentionKind::He),
        bits if bits & class::SHE != 0 => Some(MentionKind::She),
        bits if bits & class::THEY != 0 => Some(MentionKind::They),
        _ => None,
    }
}

/// Whether a preposition stands before a word, small words between them aside.
fn is_governed(reading: &ForeignReading<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| reading.word(before))
        .is_some_and(|word| word.is(class::PREPOSITION | class::OF) && !word.is(class::DETERMINER))
}

/// How far a noun phrase was read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ChunkHead {
    None,
    /// Some noun was read.
    Read,
    /// The word before links to what the noun belongs to: `maire de …`.
    Linked,
}

/// A noun phrase as it is read.
struct MentionChunk<'a, 'b> {
    reading: &'a ForeignReading<'b>,
    first: usize,
    /// The next word to read.
    at: usize,
    /// The words that belong to it end before this one.
    end: usize,
    determined: bool,
    gender: Option<Gender>,
    /// The last word of an office.
    role: Option<usize>,
    body: bool,
    head: ChunkHead,
    small: usize,
    name: Option<(usize, usize)>,
    named_as_person: bool,
    reach: Option<usize>,
}

impl<'a, 'b> MentionChunk<'a, 'b> {
    fn new(reading: &'a ForeignReading<'b>, at: usize) -> MentionChunk<'a, 'b> {
        MentionChunk {
            reading,
            first: at,
            at,
            end: at,
            determined: false,
            gender: None,
            role: None,
            body: false,
            head: ChunkHead::None,
            small: 0,
            name: None,
            named_as_person: false,
            reach: None,
        }
    }

    fn is_headed(&self) -> bool {
        self.head != ChunkHead::None
    }

    fn is_linked(&self) -> bool {
        self.head == ChunkHead::Linked
    }

    fn next(&self) -> Option<&'a ForeignWord> {
        let word = self.reading.word(self.at)?;
        let same = self.reading.word(self.first).is_some_and(|first| first.block == word.block);
        (same && self.at < self.first + LONGEST_CHUNK).then_some(word)
    }

    fn determiner(&mut self) {
        while let Some(word) = self.next().filter(|word| word.is(class::DETERMINER)) {
            if self.at > self.first + 1 {
                break;
            }
            self.determined = true;
            self.gender = self.gender.or_else(|| gender_of(word.classes));
            self.at += 1;
        }
    }

    fn words(&mut self) {
        while let Some(word) = self.next() {
            let goes_on = match word.shape {
                WordShape::Capital | WordShape::Acronym => self.capital(word),
                WordShape::Lower => self.lower(word),
                WordShape::Mark('(') => self.bracket(),
                WordShape::Mark(',') => self.comma(),
                _ => false,
            };
            if !goes_on {
                break;
            }
        }
    }

    /// Takes a word in small letters.
    fn lower(&mut self, word: &ForeignWord) -> bool {
        if self.reading.according(self.at).is_some() {
            return false;
        }
        if word.is(class::ROLE | class::TITLE) {
            if self.is_linked() && self.role.is_some() {
                // `le porte-parole du ministre`: the first is who speaks.
                return self.take(false);
            }
            return self.take_role(word);
        }
        if word.is(class::ORGANISATION) {
            self.body |= !self.is_headed();
            return self.take(true);
        }
        if self.is_headed()
            && word.is(class::OF)
            && !self.reading.word(self.at + 1).is_some_and(|w| w.is_mark(&[',']))
        {
            self.head = ChunkHead::Linked;
            self.at += 1;
            return true;
        }
        if self.is_headed() && word.is(class::DETERMINER) {
            let genitive = self.is_linked() || self.reading.table.has(habit::CAPITAL_NOUNS);
            if genitive {
                self.head = ChunkHead::Linked;
            }
            self.at += usize::from(genitive);
            return genitive;
        }
        if word.is(class::VERB | class::PARTICIPLE | class::CLOSED | class::OF) {
            return false;
        }
        // Behind a German noun a word in small letters is no part of it.
        let noun = self.is_headed() && self.reading.table.has(habit::CAPITAL_NOUNS);
        let begun = (self.determined || self.is_headed()) && (!noun || self.is_linked());
        if !begun || self.small >= SMALL_WORDS {
            return false;
        }
        self.small += 1;
        self.take(true)
    }

    fn take_role(&mut self, word: &ForeignWord) -> bool {
        self.role = Some(self.at);
        self.gender = gender_of(word.classes).or(self.gender);
        self.take(true)
    }

    fn take(&mut self, headed: bool) -> bool {
        if headed || self.is_headed() {
            self.head = ChunkHead::Read;
        }
        self.at += 1;
        self.end = self.at;
        true
    }

    /// Takes a run of capitals, in which a name may stand.
    fn capital(&mut self, word: &ForeignWord) -> bool {
        let small = word.is(class::CLOSED | class::VERB) && !word.is(class::ROLE | class::PARTICLE);
        if small || word.is(class::CONJUNCTION) {
            return false;
        }
        let Some(end) = self.run_end() else { return false };
        let run = ForeignRun { reading: self.reading, first: self.at, end };
        // `racconta con gli occhi lucidi Rosalba Ferri`: the name is not the eyes'.
        let apart = self.small > 0 && self.role.is_none() && run.first_given() == Some(run.first);
        if apart && self.determined && is_governed(self.reading, self.first) {
            return false;
        }
        let office = run.last_office();
        if let Some(office) = office {
            if !(self.is_linked() && self.role.is_some()) {
                self.role = Some(office);
            }
            let bits = self.reading.word(office).map_or(0, |word| word.classes);
            self.gender = gender_of(bits).or(self.gender);
        }
        self.body |= !self.is_headed() && office.is_none() && run.names_body();
        let from = office.map_or(Some(self.at), |office| (office + 1 < end).then_some(office + 1));
        let name =
            from.and_then(|from| self.name_in(ForeignRun { first: from, ..run }, office.is_some()));
        self.head = ChunkHead::Read;
        self.at = end;
        self.end = end;
        if let Some(name) = name {
            self.name = Some(name);
            self.end = name.1 + 1;
            self.at = self.end;
            self.explanation();
            return false;
        }
        true
    }

    /// The end of the run of capitals at the next word: particles, initials
    /// and the like belong to it.
    fn run_end(&self) -> Option<usize> {
        let reading = self.reading;
        let mut end = self.at;
        let mut at = self.at;
        while let Some(word) = reading.word(at) {
            let inside = at < self.first + LONGEST_CHUNK
                && reading.word(self.first).is_some_and(|first| first.block == word.block);
            // `Heiko Lammers von der Universität Melle`
            let body = at > end && word.is(class::ORGANISATION);
            if !inside || body {
                break;
            }
            let particle = word.is(class::PARTICLE) && (word.is_lower() || word.is_capital());
            if word.is_capital() && !word.is(class::DAY) && (!word.is(class::CLOSED) || particle) {
                at += 1;
                end = at;
            } else if particle && at > self.at && at < end + 3 && self.joins(end, at) {
                at += 1;
            } else {
                break;
            }
        }
        (end > self.at).then_some(end)
    }

    /// Whether a particle in small letters belongs to the name before it:
    /// `Ursula von Rehden`, but not `Sprecher von Rehden` nor `maire de Melle`.
    fn joins(&self, end: usize, at: usize) -> bool {
        let before = end.checked_sub(1).and_then(|at| self.reading.word(at));
        let behind_name = before.is_some_and(|word| !word.is(class::ROLE | class::ORGANISATION));
        // `sagte Ober der Zeitung`: an article, unless it is that of `von der`.
        let article = self.reading.table.has(habit::CAPITAL_NOUNS)
            && end == at
            && self.reading.word(at).is_some_and(|word| word.is(class::DETERMINER));
        behind_name && !article
    }

    /// The name within a run behind its office, or without one.
    fn name_in(&mut self, run: ForeignRun<'_, '_>, office: bool) -> Option<(usize, usize)> {
        let given = run.first_given();
        let behind_role = office || (self.role.is_some() && !self.is_linked());
        let nouns = self.reading.table.has(habit::CAPITAL_NOUNS);
        let from = match given {
            Some(given) if self.is_linked() && given == run.first && self.role.is_some() => {
                return None;
            }
            Some(given) if self.is_linked() && given + 1 == run.end && given > run.first => {
                return None;
            }
            Some(given) if given == run.first || behind_role || self.is_linked() || nouns => given,
            // `Molenaar Klaas Bruinsma` at the head of a sentence: a trade.
            Some(given)
                if given == run.first + 1
                    && run.len() >= 3
                    && self.reading.sentence(run.first).0 == run.first =>
            {
                self.role = Some(run.first);
                given
            }
            _ if self.is_genitive(run, office) => return None,
            _ if self.is_linked() => self.behind_place(run)?,
            _ if behind_role => run.first + usize::from(run.opens_with_place()),
            _ if self.body || run.names_body() => return self.body_name(run),
            _ if nouns && self.determined => return None,
            _ if self.determined && run.len() == 1 => return None,
            _ => run.first,
        };
        self.named_as_person = behind_role
            || given.is_some()
            || self.is_linked()
            || (run.end - from > 1 && !run.is_shouted());
        if let Some(given) = given {
            let gender = self.reading.table.given_gender(self.reading.form(given));
            self.gender = gender.or(self.gender);
        }
        Some((from, run.end - 1))
    }

    /// `Der Innenminister Melles, Jost Vey,`: the name comes behind the comma.
    fn is_genitive(&self, run: ForeignRun<'_, '_>, office: bool) -> bool {
        let comma = self.reading.word(run.end).is_some_and(|word| word.is_mark(&[',']));
        let name = self.reading.word(run.end + 1).is_some_and(ForeignWord::is_capital);
        self.reading.table.has(habit::CAPITAL_NOUNS)
            && office
            && self.determined
            && run.len() == 1
            && self.reading.form(run.first).ends_with('s')
            && comma
            && name
    }

    /// In `ministre de l’Éducation Bastien Rouvière` the name behind the
    /// ministry; `maire de Melle` has none.
    fn behind_place(&self, run: ForeignRun<'_, '_>) -> Option<usize> {
        let name = self.reading.word(run.first + 1).is_some_and(ForeignWord::is_capital);
        (self.role.is_some() && run.len() >= 3 && name).then_some(run.first + 1)
    }

    fn body_name(&mut self, run: ForeignRun<'_, '_>) -> Option<(usize, usize)> {
        self.body = true;
        let bare = run.len() == 1 && self.determined && !run.is_shouted();
        (!bare && !self.reading.table.has(habit::CAPITAL_NOUNS) || run.is_shouted())
            .then_some((run.first, run.end - 1))
    }

    /// Takes what explains a name: a party in brackets, an office between
    /// commas.
    fn explanation(&mut self) {
        if self.next().is_some_and(|word| word.is_mark(&['('])) {
            self.bracket();
        }
        let from = self.reach.map_or(self.end, |reach| reach + 1);
        if self.reading.word(from).is_some_and(|word| word.is_mark(&[','])) {
            self.aside(from);
        } else if self.reading.word(from).is_some_and(|word| word.is(class::OF)) {
            self.place(from);
        }
    }

    /// `Ober von der Hafenbehörde Melle`: up to the next small word or mark.
    fn place(&mut self, from: usize) {
        let words = (from + 1..from + LONGEST_CHUNK).take_while(|at| {
            self.reading.word(*at).is_some_and(|word| {
                word.is_capital() || word.is(class::DETERMINER | class::OF | class::ORGANISATION)
            })
        });
        let last = words.filter(|at| {
            self.reading.word(*at).is_some_and(|w| !w.is(class::DETERMINER | class::OF))
        });
        self.reach = last.last().or(self.reach);
    }

    /// An office or a relative clause behind a name, to its second comma.
    fn aside(&mut self, comma: usize) {
        let reading = self.reading;
        let (_, end) = reading.sentence(comma);
        let close = (comma + 1..end.min(comma + LONGEST_ASIDE))
            .find(|at| reading.word(*at).is_some_and(|word| word.is_mark(&[','])));
        let Some(close) = close else { return };
        let office = (comma + 1..close)
            .take_while(|at| reading.word(*at).is_some_and(|word| !word.is(class::SAY)))
            .find(|at| reading.word(*at).is_some_and(|word| word.is(class::ROLE)));
        let quoted =
            (comma + 1..close).any(|at| reading.word(at).is_some_and(ForeignWord::is_quote));
        if quoted {
            return;
        }
        if let Some(office) = office {
            self.role = self.role.or(Some(office));
            let bits = reading.word(office).map_or(0, |word| word.classes);
            self.gender = self.gender.or_else(|| gender_of(bits));
        }
        let first = reading.word(comma + 1).map_or(0, |word| word.classes);
        let relative = first & class::FUNCTION != 0;
        if office.is_some() || relative {
            self.reach = Some(close);
        }
    }

    fn bracket(&mut self) -> bool {
        let close = (self.at + 1..self.at + 8)
            .find(|at| self.reading.word(*at).is_some_and(|word| word.is_mark(&[')'])));
        self.reach = close.filter(|_| self.is_headed()).or(self.reach);
        false
    }

    /// A comma behind an office may have its name: `der Sprecher, Jost Vey,`.
    fn comma(&mut self) -> bool {
        if self.role.is_none() || self.name.is_some() || self.is_linked() {
            return false;
        }
        let comma = self.at;
        self.at += 1;
        let opens = self.next().is_some_and(|word| {
            word.is_capital() && !word.is(class::CLOSED | class::VERB | class::DETERMINER)
        });
        let end = if opens { self.run_end() } else { None };
        let Some(end) = end else {
            self.at = comma;
            return false;
        };
        let run = ForeignRun { reading: self.reading, first: self.at, end };
        let from = run.last_office().map_or(self.at, |office| office + 1);
        let run = ForeignRun { first: from, ..run };
        let given = run.first_given();
        if run.len() == 0 || (given != Some(from) && run.len() < 2) || run.names_body() {
            self.at = comma;
            return false;
        }
        if let Some(given) = given {
            self.gender = self.reading.table.given_gender(self.reading.form(given)).or(self.gender);
        }
        self.name = Some((from, end - 1));
        self.named_as_person = true;
        (self.at, self.end) = (end, end);
        let close = self.reading.word(end).is_some_and(|word| word.is_mark(&[',']));
        self.reach = close.then_some(end);
        if !close {
            self.explanation();
        }
        false
    }

    fn mention(self) -> Option<ForeignMention> {
        if !self.is_headed() || self.end == self.first {
            return None;
        }
        let kind = match self.name {
            Some(_) if self.named_as_person && !self.body => MentionKind::Person,
            _ if self.body => MentionKind::Body,
            Some(_) => MentionKind::Name,
            None if self.role.is_some() => MentionKind::Role,
            None if self.determined => MentionKind::Thing,
            None => return None,
        };
        let last = self.end - 1;
        let role_end = match self.name {
            Some((first, _)) if self.role.is_some_and(|role| role < first) => first.checked_sub(1),
            Some(_) => self.role,
            None => Some(last),
        };
        let role = self.role.zip(role_end).map(|(office, end)| self.role_span(office, end));
        Some(ForeignMention {
            first: self.first,
            last,
            name: self.name,
            role,
            kind,
            gender: self.gender,
            governed: is_governed(self.reading, self.first),
            reach: self.reach.unwrap_or(last).max(last),
        })
    }

    /// The words of an office without its article and without marks at its end.
    fn role_span(&self, office: usize, end: usize) -> (usize, usize) {
        let behind = office >= self.end;
        let first = if behind { office } else { self.first };
        let article =
            |at: &usize| self.reading.word(*at).is_some_and(|word| word.is(class::DETERMINER));
        let first = (first..office).find(|at| !article(at)).unwrap_or(office);
        let mark = |at: &usize| {
            self.reading.word(*at).is_some_and(|word| matches!(word.shape, WordShape::Mark(_)))
        };
        let last = (office..=end.max(office)).rev().find(|at| !mark(at)).unwrap_or(office);
        (first, last)
    }
}

/// A run of capitalised words.
#[derive(Clone, Copy)]
struct ForeignRun<'a, 'b> {
    reading: &'a ForeignReading<'b>,
    first: usize,
    end: usize,
}

impl ForeignRun<'_, '_> {
    fn len(self) -> usize {
        self.end.saturating_sub(self.first)
    }

    fn any(self, is: impl Fn(&ForeignWord) -> bool) -> bool {
        (self.first..self.end).any(|at| self.reading.word(at).is_some_and(&is))
    }

    /// The last office or title; what stands behind a given name is none:
    /// `Greta Baumeister`.
    fn last_office(self) -> Option<usize> {
        let end = self.first_given().unwrap_or(self.end);
        (self.first..end)
            .rev()
            .find(|at| self.reading.word(*at).is_some_and(|w| w.is(class::ROLE | class::TITLE)))
    }

    /// In `мэр Озёрска Аглая Северцева` the place goes before the name; a name
    /// of three words has the father's in the middle.
    fn opens_with_place(self) -> bool {
        const OF_FATHER: [&str; 4] = ["вич", "вна", "ична", "івна"];
        let middle = self.reading.form(self.first + 1);
        self.reading.table.has(habit::DECLINES)
            && self.len() == 3
            && !OF_FATHER.iter().any(|ending| middle.ends_with(ending))
    }

    fn first_given(self) -> Option<usize> {
        let own = |at: &usize| {
            self.reading.word(*at).is_some_and(|word| !word.is(class::CLOSED | class::PARTICLE))
        };
        (self.first..self.end).filter(own).find(|at| super::cases::is_given(self.reading, *at))
    }

    fn names_body(self) -> bool {
        self.is_shouted() || self.any(|word| word.is(class::ORGANISATION))
    }

    /// All of it is in capital letters.
    fn is_shouted(self) -> bool {
        !self.any(|word| word.shape != WordShape::Acronym)
    }
}
