//! Trains the entity tagger and builds its tables: one command, no network.
//!
//! ```sh
//! cargo run --release --example train_entities -- NERBENCH assets/entities
//! ```

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use nreader::extract::entities::{
    Lexicon, Options, Sample, Weights, build_clusters, build_gazetteer, names, train,
};
use nreader::model::{EntityKind, Text};

const TRAIN: [&str; 4] = ["gum_clean_nonnews", "ewt_train", "ewt_dev", "wikigold"];
const DEV: [&str; 4] = ["gum_news", "pud", "ewt_test", "politics"];

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let data = arguments.next().context("the folder of data is missing")?;
    let out = arguments.next().context("the folder to write to is missing")?;
    let bits = std::env::var("BITS").ok().and_then(|x| x.parse().ok()).unwrap_or(16);
    let epochs = std::env::var("EPOCHS").ok().and_then(|x| x.parse().ok()).unwrap_or(6);
    let data = Path::new(&data);
    let out = Path::new(&out);
    let start = Instant::now();
    let gaz = std::fs::read_to_string(data.join("lexical/gazetteer.tsv"))?;
    let gazetteer = build_gazetteer(gaz.lines().filter_map(|line| {
        let (phrase, class) = line.split_once('\t')?;
        Some((phrase, class.parse().ok()?))
    }));
    let clu = std::fs::read_to_string(data.join("lexical/clusters.tsv"))
        .or_else(|_| std::fs::read_to_string("/tmp/ner/clusters.tsv"))?;
    let mode = std::env::var("CLU").unwrap_or_default();
    let clusters = build_clusters(clu.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        let word = fields.next()?;
        let n = word.chars().count();
        let alpha = word.chars().all(char::is_alphabetic);
        let lower = word.chars().skip(1).all(char::is_lowercase);
        let keep = match mode.as_str() {
            "all" => true,
            "none" => false,
            "short" => alpha && lower && n <= 9,
            _ => alpha && lower,
        };
        if !keep {
            return None;
        }
        Some((word, fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    }));
    let lexicon = Lexicon::new(&gazetteer, &clusters);
    let mut samples = Vec::new();
    for set in TRAIN {
        samples.extend(read(&data.join(format!("train/{set}.tsv")))?);
    }
    eprintln!("{} documents read {:?}", samples.len(), start.elapsed());
    let weights = train(&samples, lexicon, {
        let env = |n: &str, d: u64| std::env::var(n).ok().and_then(|x| x.parse().ok()).unwrap_or(d);
        Options {
            bits,
            epochs,
            seed: env("SEED", 88_172_645_463_325_252),
            rounds: env("ROUNDS", 1),
            cost: env("COST", 0) as i32,
            dropout: env("DROP", 0),
        }
    });
    eprintln!(
        "trained {:?} gaz {} clu {} w {}",
        start.elapsed(),
        gazetteer.len(),
        clusters.len(),
        weights.len()
    );
    let loaded = Weights::from_bytes(&weights).context("weights")?;
    for set in DEV {
        let (mut hits, mut found, mut gold) = (0, 0, 0);
        for sample in read(&data.join(format!("dev/{set}.tsv")))? {
            let predicted = names(&sample.text, &sample.blocks, lexicon, &loaded);
            found += predicted.len();
            gold += sample.names.len();
            let golds: BTreeMap<_, _> =
                sample.names.iter().map(|(r, k)| ((r.start, r.end), *k)).collect();
            hits += predicted
                .iter()
                .filter(|(s, k)| golds.get(&(s.start(), s.end())) == Some(k))
                .count();
        }
        print!(
            "{set} P {:.1} R {:.1} F {:.2}  ",
            100. * hits as f64 / found as f64,
            100. * hits as f64 / gold as f64,
            200. * hits as f64 / (found + gold) as f64
        );
    }
    println!();
    std::fs::write(out.join("gazetteer.bin"), &gazetteer)?;
    std::fs::write(out.join("clusters.bin"), &clusters)?;
    std::fs::write(out.join("weights.bin"), &weights)?;
    Ok(())
}

fn read(path: &Path) -> Result<Vec<Sample>> {
    let table = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut documents: Vec<Vec<Vec<(&str, &str)>>> = vec![vec![vec![]]];
    for line in table.lines() {
        if line.starts_with("#doc ") {
            documents.push(vec![vec![]]);
        } else if line.is_empty() {
            documents.last_mut().unwrap().push(vec![]);
        } else if let Some((w, t)) = line.split_once('\t') {
            documents
                .last_mut()
                .unwrap()
                .last_mut()
                .unwrap()
                .push((w, t.split('\t').next().unwrap()));
        }
    }
    Ok(documents.iter().map(|d| join(d)).collect())
}

fn join(sentences: &[Vec<(&str, &str)>]) -> Sample {
    let mut out = String::new();
    let mut names: Vec<(Range<usize>, EntityKind)> = vec![];
    for (n, sentence) in sentences.iter().filter(|s| !s.is_empty()).enumerate() {
        if n > 0 {
            out.push_str(if n % 4 == 0 { "\n\n" } else { " " });
        }
        let (mut quote, mut glue, mut open) = (false, true, false);
        for (word, tag) in sentence {
            let (tight, after);
            if *word == "\"" {
                tight = quote;
                quote = !quote;
                after = quote;
            } else {
                tight = tight_before(word);
                after = ["(", "[", "{", "$", "£", "€", "“", "‘", "#", "-"].contains(word);
            }
            if !(glue || tight) {
                out.push(' ');
            }
            let start = out.len();
            out.push_str(word);
            glue = after;
            let kind = match tag.get(2..) {
                Some("PER") => EntityKind::Person,
                Some("ORG") => EntityKind::Organisation,
                Some("LOC") => EntityKind::Place,
                _ => {
                    open = false;
                    continue;
                }
            };
            match names.last_mut() {
                Some((range, k)) if open && tag.starts_with('I') && *k == kind => {
                    range.end = out.len()
                }
                _ => names.push((start..out.len(), kind)),
            }
            open = true;
        }
    }
    let text = Text::new(out).unwrap();
    let mut blocks = vec![];
    let mut at = 0;
    for line in text.as_str().split_inclusive('\n') {
        let span = text.trim(text.clamp(at..at + line.len()));
        if !span.is_empty() {
            blocks.push(span);
        }
        at += line.len();
    }
    Sample { text, blocks, names }
}

fn tight_before(word: &str) -> bool {
    let w = word.replace('’', "'");
    matches!(
        w.as_str(),
        "-" | ","
            | "."
            | ";"
            | ":"
            | "!"
            | "?"
            | "%"
            | ")"
            | "}"
            | "]"
            | "…"
            | "'s"
            | "n't"
            | "'re"
            | "'ve"
            | "'ll"
            | "'d"
            | "'m"
            | "'"
            | "”"
    )
}
