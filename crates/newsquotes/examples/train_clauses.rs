//! Trains the choice of subjects; the tagger of parts of speech comes first.
//!
//! ```sh
//! cargo run --release -p newsquotes --features train --example train_clauses -- DATA crates/newsquotes/assets/clauses/weights.bin
//! ```
//!
//! DATA is a folder of treebanks as `shared/treebank.rs` describes them, the
//! same as for `train_speech_parts`; the sets that are measured are never
//! learnt from. The same data give the same bytes.

#[path = "shared/treebank.rs"]
mod treebank;

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use newsquotes::extract::clauses::{
    ClauseGold, ClauseWeights, Clauses, SubjectRelation, clause_gold, fit_clauses,
};
use newsquotes::extract::speech_parts::{FitOptions, SpeechTagger};
use newsquotes::extract::treebank::TreeSentence;
use sha2::{Digest, Sha256};

const TRAINING_SETS: [&str; 2] = ["ewt_train", "gum_clean_nonnews_train"];

const MEASURED_SETS: [&str; 3] = ["ewt_dev", "ewt_test", "gum_news_dev"];

/// Fewer rows lose half a point, more gain nothing.
const OPTIONS: FitOptions =
    FitOptions { rows: 20_000, epochs: 6, rounds: 2, dropout: 40, seed: 0x2026_1127 };

/// Verbs that bring words, for figures of their own.
#[rustfmt::skip]
const SPEECH: [&str; 46] = [
    "said", "says", "say", "saying", "told", "tells", "tell", "telling", "asked", "asks", "asking",
    "added", "adds", "adding", "stated", "states", "stating", "noted", "notes", "noting",
    "announced", "announcing", "explained", "explains", "explaining", "reported", "reporting",
    "claimed", "claims", "claiming", "argued", "argues", "arguing", "warned", "warning", "wrote",
    "writes", "writing", "insisted", "replied", "suggested", "suggesting", "confirmed", "denied",
    "admitted", "called",
];

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let data = arguments.next().context("usage: train_clauses DATA OUT")?;
    let out = arguments.next().context("usage: train_clauses DATA OUT")?;
    let (data, out) = (Path::new(&data), Path::new(&out));
    let read = |set: &str| treebank::read(&data.join(format!("{set}.tsv.gz")));
    let mut sentences = Vec::new();
    for set in TRAINING_SETS {
        for sentence in read(set)? {
            sentences.extend(sentence.folded());
            sentences.push(sentence);
        }
    }
    let weights = fit_clauses(&sentences, OPTIONS);
    let trained = ClauseWeights::from_bytes(&weights).context("weights that cannot be read")?;
    let mut report = std::io::stdout().lock();
    for set in MEASURED_SETS {
        for (verbs, speech) in [("all", false), ("speech", true)] {
            let figures = Figures::count(&read(set)?, trained, speech);
            writeln!(report, "{set:13} {verbs:6} {}", figures.line())?;
        }
    }
    let digest: Vec<String> =
        Sha256::digest(&weights).iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::write(out, &weights)?;
    writeln!(report, "{}  {} bytes", digest.concat(), weights.len())?;
    Ok(())
}

/// What was wanted, found and right.
#[derive(Default)]
struct Score {
    wanted: usize,
    found: usize,
    right: usize,
}

impl Score {
    fn add<T: PartialEq + Copy>(&mut self, wanted: Option<T>, found: Option<T>) {
        self.wanted += usize::from(wanted.is_some());
        self.found += usize::from(found.is_some());
        self.right += usize::from(wanted.is_some() && wanted == found);
    }

    fn line(&self) -> String {
        let percent = |part: usize, whole: usize| {
            let tenths = part * 1000 / whole.max(1);
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        let (precision, recall) =
            (percent(self.right, self.found), percent(self.right, self.wanted));
        format!("{precision}/{recall} of {}", self.wanted)
    }
}

/// Precision and recall of each thing that can be asked of a verb.
#[derive(Default)]
struct Figures {
    /// Own subjects of verbs in the active voice.
    own: Score,
    /// Subjects in all relations; the relation need not be right.
    any: Score,
    agent: Score,
    governor: Score,
}

impl Figures {
    fn count(sentences: &[TreeSentence], weights: ClauseWeights<'_>, speech: bool) -> Figures {
        let mut tagger = SpeechTagger::default();
        let mut figures = Figures::default();
        for sentence in sentences {
            let clauses = Clauses::with(tagger.tag(sentence.forms()), Some(weights));
            for gold in clause_gold(sentence) {
                let form = sentence.words.get(gold.verb).map_or("", |word| &word.form);
                if !speech || SPEECH.contains(&form) {
                    figures.add(&clauses, gold);
                }
            }
        }
        figures
    }

    fn add(&mut self, clauses: &Clauses<'_>, gold: ClauseGold) {
        // A subject outside every phrase counts as a phrase of its own, missed.
        // Of coordinated phrases the first stands for all.
        let first = |phrase: usize| clauses.joint(phrase).start;
        let phrase = |at: usize| clauses.phrase_of(at).map_or(usize::MAX, first);
        let found = clauses.subject(gold.verb);
        let own = gold.subject.filter(|gold| gold.1 == SubjectRelation::Subject);
        let found_own = found.filter(|found| found.relation == SubjectRelation::Subject);
        self.own.add(own.map(|own| phrase(own.0)), found_own.map(|found| first(found.phrase)));
        self.any
            .add(gold.subject.map(|gold| phrase(gold.0)), found.map(|found| first(found.phrase)));
        self.agent
            .add(gold.agent.map(phrase), clauses.agent(gold.verb).map(|agent| first(agent.0)));
        self.governor.add(gold.governor, clauses.governor(gold.verb).map(|governor| governor.0));
    }

    fn line(&self) -> String {
        let Figures { own, any, agent, governor } = self;
        format!(
            "own {}, any {}, agent {}, governor {}",
            own.line(),
            any.line(),
            agent.line(),
            governor.line()
        )
    }
}
