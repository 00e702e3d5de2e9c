//! Measures the linker: `cargo bench --bench linker -- pairs FILE` for the
//! spelling measure, `-- articles PATH...` for time and memory on articles,
//! `-- entities PATH...` for what became of their names.
//!
//! A file of pairs is JSON, `{"true": [[NAME, NAME], ...], "false": [...]}`:
//! names of one and of two people or places.

#![expect(clippy::print_stdout, reason = "it prints what it measures")]

use std::ops::ControlFlow;
use std::process::ExitCode;
use std::time::Instant;

use nreader::library::linker::{Aliases, ArticleFacts, LinkedEntity, Linker, spelling};
use nreader::library::scan::{self, Loaded, Options, Source};

/// The measure at which full names are merged.
const SAME: f32 = 0.85;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["pairs", file] => pairs(file),
        ["articles", paths @ ..] if !paths.is_empty() => articles(paths),
        ["entities", paths @ ..] if !paths.is_empty() => entities(paths),
        _ => {
            eprintln!("usage: pairs FILE | articles PATH... | entities PATH...");
            Some(())
        }
    };
    if done.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn pairs(file: &str) -> Option<()> {
    let json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(file).ok()?).ok()?;
    let read = |key: &str| -> Option<Vec<(String, String, f32)>> {
        let pairs = json.get(key)?.as_array()?.iter();
        let pairs = pairs.filter_map(|pair| {
            let name = |index: usize| pair.get(index)?.as_str().map(str::to_owned);
            let (one, other) = (name(0)?, name(1)?);
            let measure = spelling::similarity(&one, &other);
            Some((one, other, measure))
        });
        Some(pairs.collect())
    };
    let (same, different) = (read("true")?, read("false")?);
    println!("AUC {:.4}", auc(&same, &different));
    let full = |pair: &&(String, String, f32)| pair.0.contains(' ') && pair.1.contains(' ');
    let merged = |pair: &&(String, String, f32)| pair.2 >= SAME;
    let count = |pairs: &[(String, String, f32)]| pairs.iter().filter(full).count();
    println!(
        "full names of one: {} of {} at {SAME}",
        same.iter().filter(full).filter(merged).count(),
        count(&same)
    );
    println!(
        "full names of two: {} of {} at {SAME}",
        different.iter().filter(full).filter(merged).count(),
        count(&different)
    );
    for (one, other, measure) in different.iter().filter(full).filter(merged) {
        println!("  {one} / {other} {measure:.3}");
    }
    Some(())
}

/// The probability that a pair of one scores above a pair of two.
#[expect(clippy::cast_precision_loss, reason = "counts of a small file")]
fn auc(same: &[(String, String, f32)], different: &[(String, String, f32)]) -> f64 {
    let mut halves = 0_usize;
    for one in same {
        for other in different {
            halves += match one.2.total_cmp(&other.2) {
                std::cmp::Ordering::Greater => 2,
                std::cmp::Ordering::Equal => 1,
                std::cmp::Ordering::Less => 0,
            };
        }
    }
    halves as f64 / (2 * same.len() * different.len()) as f64
}

fn articles(paths: &[&str]) -> Option<()> {
    let (documents, elapsed) = timed(|| facts(paths));
    let count: usize = documents.iter().map(|(_, articles)| articles.len()).sum();
    println!("{count} articles of {} files loaded in {elapsed:.2} s", documents.len());
    let before = memory();
    let (mut linker, elapsed) = timed(|| linked(&documents));
    println!("taken in: {:.1} ms", elapsed * 1e3);
    let (entities, elapsed) = timed(|| linker.entities().len());
    println!("first answer: {:.1} ms, {entities} entities", elapsed * 1e3);
    println!("memory: {} KiB more", memory().saturating_sub(before));
    let (key, articles) = documents.get(documents.len() / 2)?;
    let ((), elapsed) = timed(|| linker.add(key, 1, articles));
    println!("one more article: {:.3} ms", elapsed * 1e3);
    let (_, elapsed) = timed(|| linker.entities().len());
    println!("next answer: {:.1} ms", elapsed * 1e3);
    let path = std::env::temp_dir().join("nreader-bench-linker");
    let (saved, elapsed) = timed(|| linker.save(&path));
    saved.ok()?;
    let size = std::fs::metadata(&path).ok()?.len();
    println!("saved: {:.1} ms, {} KiB", elapsed * 1e3, size / 1024);
    let (loaded, elapsed) = timed(|| Linker::load(&path, Aliases::shipped()));
    println!("loaded: {:.1} ms", elapsed * 1e3);
    let same = loaded.is_some_and(|loaded| loaded.entities().len() == linker.entities().len());
    println!("as saved: {same}");
    std::fs::remove_file(&path).ok()
}

fn entities(paths: &[&str]) -> Option<()> {
    let linker = linked(&facts(paths));
    for row in linker.entities() {
        print_entity(&linker.entity(row.id)?);
    }
    Some(())
}

fn print_entity(entity: &LinkedEntity) {
    let names = entity.names.iter().map(|name| format!("{} {}", name.name, name.count));
    println!(
        "{} ({}, {} mentions, {} articles): {}",
        entity.name,
        entity.kind.name(),
        entity.mentions,
        entity.articles,
        names.collect::<Vec<_>>().join(", ")
    );
    for merge in &entity.reasons {
        let measure = merge.measure.map(|measure| format!(" {measure:.2}")).unwrap_or_default();
        println!("    {} = {}: {}{measure}", merge.name, merge.of, merge.why.words());
    }
    for role in &entity.roles {
        println!("    {} in {}", role.role, role.articles);
    }
}

fn linked(documents: &[(String, Vec<ArticleFacts>)]) -> Linker {
    let mut linker = Linker::new(Aliases::shipped());
    for (key, articles) in documents {
        linker.add(key, 0, articles);
    }
    linker
}

/// Each document with the facts of its articles.
fn facts(paths: &[&str]) -> Vec<(String, Vec<ArticleFacts>)> {
    let sources = paths.iter().map(|path| Source::Path(path.into())).collect();
    let mut all = Vec::new();
    let read = |loaded: Loaded| {
        let document = &loaded.document;
        let facts = document.articles.iter().map(|a| ArticleFacts::read(&document.text, a));
        (document.origin.path.clone(), facts.collect())
    };
    scan::ordered(sources, &Options::default(), read, |result| {
        all.extend(result.ok());
        ControlFlow::Continue(())
    });
    all
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64())
}

/// Resident memory in KiB, where the system says so.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
