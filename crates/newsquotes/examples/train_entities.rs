//! Builds the data that the entity tagger is compiled with: the gazetteer, the
//! word clusters and the weights.
//!
//! ```sh
//! cargo run --release -p newsquotes --features train --example train_entities -- DATA crates/newsquotes/assets/entities
//! ```
//!
//! `DATA` holds what `assets/entities/README.md` lists, converted to lines:
//!
//! ```text
//! train/*.tsv, dev/*.tsv    word TAB tag (O, B-PER, I-ORG, ...); "#doc NAME"
//!                           before each document, a blank line after each
//!                           sentence
//! lexical/gazetteer.tsv     phrase TAB number of its class
//! lexical/clusters.tsv.gz   word TAB cluster of 64 TAB cluster of 512
//! ```
//!
//! Sentences are joined to running text first, so that training sees what
//! reading will. The same data gives the same bytes. A quarter of a minute; `gzip` must
//! be installed. Figures for each set of `dev` are printed, never trained on.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use newsquotes::extract::training::{
    LabelledText, NameLexicon, TaggerWeights, TrainingOptions, build_clusters, build_gazetteer,
    tag, train,
};
use newsquotes::model::{EntityKind, Span, Text};
use sha2::{Digest, Sha256};

const TRAINING_SETS: [&str; 4] = ["gum_clean_nonnews", "ewt_train", "ewt_dev", "wikigold"];

const MEASURED_SETS: [&str; 4] = ["gum_news", "pud", "ewt_test", "politics"];

const OPTIONS: TrainingOptions =
    TrainingOptions { bits: 17, epochs: 8, rounds: 10, dropout: 80, seed: 0x2026_1121 };

/// Words up to this length have their cluster kept whatever they are made of:
/// marks, numbers, acronyms.
const SHORT: usize = 4;

/// Longer ones need to be letters, and no more than this many.
const LONG: usize = 10;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let data = arguments.next().context("usage: train_entities DATA OUT")?;
    let out = arguments.next().context("usage: train_entities DATA OUT")?;
    let (data, out) = (Path::new(&data), Path::new(&out));
    let gazetteer = gazetteer(&data.join("lexical/gazetteer.tsv"))?;
    let clusters = clusters(&data.join("lexical/clusters.tsv.gz"))?;
    let lexicon = NameLexicon::new(&gazetteer, &clusters);
    let mut samples = Vec::new();
    for set in TRAINING_SETS {
        samples.extend(samples_of(&data.join(format!("train/{set}.tsv")))?);
    }
    let weights = train(&samples, lexicon, OPTIONS);
    let mut report = std::io::stdout().lock();
    let trained = TaggerWeights::from_bytes(&weights).context("weights that cannot be read")?;
    for set in MEASURED_SETS {
        let samples = samples_of(&data.join(format!("dev/{set}.tsv")))?;
        writeln!(report, "{set:10} {}", figures(&samples, lexicon, &trained))?;
    }
    let files = [("gazetteer", gazetteer), ("clusters", clusters), ("weights", weights)];
    for (name, bytes) in files {
        let digest: Vec<String> =
            Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        std::fs::write(out.join(format!("{name}.bin")), &bytes)?;
        writeln!(report, "{}  {name}.bin  {} bytes", digest.concat(), bytes.len())?;
    }
    Ok(())
}

fn gazetteer(path: &Path) -> Result<Vec<u8>> {
    let table = read(path)?;
    let entries = table.lines().filter_map(|line| {
        let (phrase, class) = line.split_once('\t')?;
        Some((phrase, class.parse().ok()?))
    });
    Ok(build_gazetteer(entries))
}

fn clusters(path: &Path) -> Result<Vec<u8>> {
    let unpacked = Command::new("gzip").arg("-dc").arg(path).output().context("gzip")?;
    ensure!(unpacked.status.success(), "gzip cannot read {}", path.display());
    let table = String::from_utf8(unpacked.stdout)?;
    let entries = table.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        let word = fields.next().filter(|word| is_kept(word))?;
        Some((word, fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    });
    Ok(build_clusters(entries))
}

/// Whether the cluster of a word pays for its place: short ones, and words of
/// letters as they stand within a sentence or at its start.
fn is_kept(word: &str) -> bool {
    let length = word.chars().count();
    let plain =
        word.chars().all(char::is_alphabetic) && word.chars().skip(1).all(char::is_lowercase);
    length <= SHORT || plain && length <= LONG
}

/// The documents of a table of words and tags.
fn samples_of(path: &Path) -> Result<Vec<LabelledText>> {
    let table = read(path)?;
    let mut samples = Vec::new();
    let mut document = TextJoiner::default();
    for line in table.lines() {
        if line.starts_with("#doc ") {
            samples.extend(std::mem::take(&mut document).into_sample());
        } else if let Some((word, tag)) = line.split_once('\t') {
            document.add(word, tag);
        } else {
            document.end_sentence();
        }
    }
    samples.extend(document.into_sample());
    Ok(samples)
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// Puts words together again as a person would write them.
#[derive(Default)]
struct TextJoiner {
    text: String,
    names: Vec<(std::ops::Range<usize>, EntityKind)>,
    sentences: usize,
    /// Whether the sentence at hand has a word yet.
    started: bool,
    /// Whether the next word follows without a space.
    glue: bool,
    /// Whether a straight quotation mark is open.
    quoted: bool,
    /// The kind of the name that the word before belongs to.
    open: Option<EntityKind>,
}

impl TextJoiner {
    fn add(&mut self, word: &str, tag: &str) {
        if !self.started {
            self.start_sentence();
        }
        let mark = word == "\"";
        let tight = if mark { self.quoted } else { is_tight(word) };
        if !self.glue && !tight {
            self.text.push(' ');
        }
        self.quoted ^= mark;
        self.glue = if mark { self.quoted } else { is_opening(word) };
        let start = self.text.len();
        self.text.push_str(word);
        self.label(start, tag);
    }

    fn start_sentence(&mut self) {
        match self.sentences {
            0 => {}
            count if count.is_multiple_of(4) => self.text.push_str("\n\n"),
            _ => self.text.push(' '),
        }
        (self.started, self.glue, self.quoted, self.open) = (true, true, false, None);
    }

    fn end_sentence(&mut self) {
        self.sentences += usize::from(self.started);
        self.started = false;
    }

    /// Labels the word from `start` to the end of the text.
    fn label(&mut self, start: usize, tag: &str) {
        let kind = match tag.get(2..5) {
            Some("PER") => Some(EntityKind::Person),
            Some("ORG") => Some(EntityKind::Organisation),
            Some("LOC") => Some(EntityKind::Place),
            _ => None,
        };
        let end = self.text.len();
        let goes_on = tag.starts_with('I') && kind == self.open;
        match (kind, self.names.last_mut()) {
            (Some(_), Some((name, _))) if goes_on => name.end = end,
            (Some(kind), _) => self.names.push((start..end, kind)),
            (None, _) => {}
        }
        self.open = kind;
    }

    fn into_sample(self) -> Option<LabelledText> {
        let text = Text::new(self.text).filter(|text| !text.is_empty())?;
        let blocks = lines(&text);
        Some(LabelledText { text, blocks, names: self.names })
    }
}

/// Whether no space stands before a word.
fn is_tight(word: &str) -> bool {
    #[rustfmt::skip]
    const TIGHT: &[&str] = &[
        "-", ",", ".", ";", ":", "!", "?", "%", ")", "]", "}", "…", "'", "’", "”", "'s", "n't",
        "'re", "'ve", "'ll", "'d", "'m",
    ];
    TIGHT.contains(&word) || TIGHT.contains(&word.replace('’', "'").as_str())
}

/// Whether no space stands after a word.
fn is_opening(word: &str) -> bool {
    ["(", "[", "{", "$", "£", "€", "“", "‘", "#", "-"].contains(&word)
}

/// The lines of a text that are not blank.
fn lines(text: &Text) -> Vec<Span> {
    let mut start = 0;
    let line = |line: &str| {
        let bytes = start..start + line.len();
        start = bytes.end;
        text.trim(text.clamp(bytes))
    };
    let lines = text.as_str().split_inclusive('\n').map(line);
    lines.filter(|line| !line.is_empty()).collect()
}

/// Precision, recall and F1 of names with the right ends and the right kind, in
/// hundredths of a percent to spare floating point.
fn figures(
    samples: &[LabelledText],
    lexicon: NameLexicon<'_>,
    weights: &TaggerWeights<'_>,
) -> String {
    let (mut right, mut found, mut wanted) = (0, 0, 0);
    for sample in samples {
        let gold: HashMap<_, _> =
            sample.names.iter().map(|(name, kind)| ((name.start, name.end), *kind)).collect();
        let names = tag(&sample.text, &sample.blocks, lexicon, weights);
        found += names.len();
        wanted += gold.len();
        let is_right =
            |(name, kind): &&(Span, _)| gold.get(&(name.start(), name.end())) == Some(kind);
        right += names.iter().filter(is_right).count();
    }
    let percent = |part: usize, whole: usize| {
        let hundredths = part * 10_000 / whole.max(1);
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    };
    let (precision, recall) = (percent(right, found), percent(right, wanted));
    format!("P {precision} R {recall} F1 {}", percent(2 * right, found + wanted))
}
