//! The forms of a word: what "went" and "goes" have in common.
//!
//! English only: a table of irregular forms and a light stemmer that takes
//! endings of inflection away, no endings that make another word. Words of
//! other languages pass through it nearly unchanged and are compared by their
//! letters (`kin`).

use std::collections::HashMap;
use std::sync::LazyLock;

/// Base forms with their irregular forms, one word a line: base first.
/// Compiled by hand.
const IRREGULAR: &str = "
be am is are was were been being
have has had having
do does did done doing
will wo
can ca
arise arose arisen
beat beaten
become became
begin began begun
bend bent
bind bound
bite bit bitten
bleed bled
blow blew blown
break broke broken
bring brought
build built
burn burnt
buy bought
catch caught
choose chose chosen
cling clung
come came
creep crept
deal dealt
die dying
dig dug
draw drew drawn
dream dreamt
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
flee fled
fly flew flown flies
forbid forbade forbidden
forget forgot forgotten
forgive forgave forgiven
freeze froze frozen
get got gotten
give gave given
go went gone goes going
grow grew grown
hang hung
hear heard
hide hid hidden
hold held
keep kept
kneel knelt
know knew known
lay laid
lead led
learn learnt
leave left
lend lent
lie lay lain lying
lose lost
make made
mean meant
meet met
pay paid
prove proven
ride rode ridden
ring rang rung
rise rose risen
run ran
say said
see saw seen
seek sought
sell sold
send sent
shake shook shaken
shine shone
shoot shot
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sit sat
sleep slept
slide slid
speak spoke spoken
spend spent
spin spun
spring sprang sprung
stand stood
steal stole stolen
stick stuck
strike struck stricken
strive strove striven
swear swore sworn
sweep swept
swim swam swum
swing swung
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
undergo underwent undergone
understand understood
wake woke woken
wear wore worn
weep wept
win won
withdraw withdrew withdrawn
write wrote written
child children
crisis crises
foot feet
goose geese
half halves
knife knives
leaf leaves
life lives
man men
mouse mice
person people
thief thieves
tooth teeth
wife wives
wolf wolves
woman women
good better best
bad worse worst
analyze analyse
center centre
defense defence
gray grey
meter metre
offense offence
program programme
theater theatre
";

static BASES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut bases = HashMap::new();
    for line in IRREGULAR.lines() {
        let mut forms = line.split_whitespace();
        let Some(base) = forms.next() else { continue };
        for form in forms {
            bases.entry(form).or_insert(base);
        }
    }
    bases
});

/// The shortest stem that an ending is taken from, in letters.
const SHORTEST: usize = 3;

/// What all forms of `word` share; `word` is folded (see `lemma`).
pub(super) fn stem(word: &str) -> String {
    let base = BASES.get(word).copied().unwrap_or(word);
    if !base.is_ascii() || base.len() <= SHORTEST {
        return base.to_owned();
    }
    let singular = without_s(base);
    let irregular = BASES.get(singular.as_str()).map(|base| (*base).to_owned());
    let stem = irregular.unwrap_or_else(|| without_verb_ending(&singular));
    american(&stem)
}

/// Whether a word is a past or progressive form: of a verb's tense, not of a
/// noun's number. `word` is folded.
pub(in super::super) fn is_tensed(word: &str) -> bool {
    const NOUNS: [&str; 17] = [
        "children", "crisis", "feet", "geese", "halves", "knives", "leaves", "lives", "men",
        "mice", "people", "teeth", "thieves", "wives", "wolves", "women", "best",
    ];
    let irregular = BASES.contains_key(word) && !NOUNS.contains(&word);
    irregular || (word.len() > SHORTEST + 1 && (word.ends_with("ed") || word.ends_with("ing")))
}

fn without_s(word: &str) -> String {
    if let Some(head) = word.strip_suffix("ies").filter(|head| head.len() >= 2) {
        return format!("{head}y");
    }
    let sibilant = |head: &&str| ["s", "x", "z", "ch", "sh"].iter().any(|end| head.ends_with(end));
    if let Some(head) = word.strip_suffix("es").filter(sibilant) {
        return head.to_owned();
    }
    let kept = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    word.strip_suffix('s').filter(|_| !kept).unwrap_or(word).to_owned()
}

fn without_verb_ending(word: &str) -> String {
    let vowel =
        |head: &&str| head.len() >= SHORTEST && head.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if let Some(head) = word.strip_suffix("ied").filter(|head| head.len() >= 2) {
        return format!("{head}y");
    }
    let head = ["ing", "ed"].iter().find_map(|end| word.strip_suffix(end).filter(vowel));
    let Some(head) = head else { return word.strip_suffix('e').unwrap_or(word).to_owned() };
    undoubled(head).to_owned()
}

/// `stopp` is `stop`; `add`, `tell` and `pass` stay.
fn undoubled(head: &str) -> &str {
    let mut ends = head.chars().rev();
    let (last, before) = (ends.next(), ends.next());
    let doubled = last == before && last.is_some_and(|c| !"aeioudlsz".contains(c));
    if head.len() > SHORTEST && doubled { head.get(..head.len() - 1).unwrap_or(head) } else { head }
}

/// American spellings for British ones, and one `l` for two: `travelled`.
fn american(stem: &str) -> String {
    let stem = if stem.len() > 5 && stem.ends_with("ll") {
        stem.get(..stem.len() - 1).unwrap_or(stem)
    } else {
        stem
    };
    for (british, ours) in [("is", "iz"), ("our", "or"), ("isation", "ization"), ("yz", "ys")] {
        if let Some(head) = stem.strip_suffix(british).filter(|head| head.len() > SHORTEST) {
            return format!("{head}{ours}");
        }
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for forms in [
            "go goes going gone went",
            "support supports supported supporting",
            "continue continues continued continuing",
            "stop stops stopped stopping",
            "carry carries carried carrying",
            "organise organize organised organizing",
            "defence defense",
            "child children",
            "is are was were been",
            "bridge bridges bridged bridging",
            "call calls called calling",
            "travel travelled travelling travels",
            "harbour harbor harbours",
        ] {
            let stems: Vec<_> = forms.split(' ').map(stem).collect();
            assert!(stems.iter().all(|one| *one == stems[0]), "{forms}: {stems:?}");
        }
    }

    #[test]
    fn other_words_keep_their_own() {
        for pair in ["bus bust", "thing think", "need nee", "red reed"] {
            let (one, other) = pair.split_once(' ').unwrap();
            assert_ne!(stem(one), stem(other), "{pair}");
        }
    }
}
