//! Measures the linker: `cargo bench --bench linker -- pairs FILE` for the
//! spelling measure, `-- articles TIMES CACHE PATH...` for time on articles,
//! each taken in so many times with a share of its names altered, and kept in
//! a file; `-- kept CACHE` for time and memory of a process that loads that
//! file; `-- entities PATH...` for what became of their names.
//!
//! A file of pairs is JSON, `{"true": [[NAME, NAME], ...], "false": [...]}`:
//! names of one and of two people or places.

#![expect(clippy::print_stdout, reason = "it prints what it measures")]

use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use newsquotes::model::{Document, Entity, EntityKind};
use nreader::inside::linker::{
    Aliases, ArticleFacts, Decided, Decision, EntityName, LinkedEntity, Linker, spelling,
};
use nreader::inside::scan::{self, LoadedDocument, ScanOptions, ScanSource};

/// The measure at which full names are merged.
const SAME: f32 = 0.85;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["pairs", file] => pairs(file),
        ["articles", times, cache, paths @ ..] if !paths.is_empty() => {
            articles(times.parse().unwrap_or(1), Path::new(cache), paths)
        }
        ["kept", cache] => kept(Path::new(cache)),
        ["entities", paths @ ..] if !paths.is_empty() => entities(paths),
        _ => {
            eprintln!(
                "usage: pairs FILE | articles TIMES CACHE PATH... | kept CACHE | entities PATH..."
            );
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

fn articles(times: usize, cache: &Path, paths: &[&str]) -> Option<()> {
    let documents = documents(paths);
    println!("{} files loaded", documents.len());
    let mut linker = Linker::new(Aliases::shipped());
    let mut taken = 0.0;
    for lap in 0..times {
        for (key, document) in &documents {
            let facts = facts(document, lap);
            taken += timed(|| linker.add(&format!("{key}/{lap}"), 0, &facts)).1;
        }
    }
    println!("taken in: {taken:.2} s for {} documents", documents.len() * times);
    let (entities, elapsed) = timed(|| linker.entities().len());
    println!("first answer: {:.1} ms, {entities} entities", elapsed * 1e3);
    let (saved, elapsed) = timed(|| linker.save(cache));
    saved.ok()?;
    println!("saved: {:.1} ms, {} KiB", elapsed * 1e3, std::fs::metadata(cache).ok()?.len() / 1024);
    let (key, document) = documents.get(documents.len() / 2)?;
    for name in 0..5 {
        let facts = facts(document, times + name);
        let ((), elapsed) = timed(|| linker.add(&format!("{key}/new {name}"), 1, &facts));
        let (_, next) = timed(|| linker.summary(linker.find(&usual())?));
        let (saved, kept) = timed(|| linker.save(cache));
        saved.ok()?;
        println!(
            "one more article: {:.2} ms, the next answer {:.1} ms, kept {:.2} ms",
            elapsed * 1e3,
            next * 1e3,
            kept * 1e3
        );
    }
    Some(())
}

/// What a process does that finds the file.
fn kept(cache: &Path) -> Option<()> {
    let before = memory();
    let (linker, elapsed) = timed(|| Linker::load(cache, Aliases::shipped()));
    let mut linker = linker?;
    println!("loaded: {:.1} ms, {} KiB", elapsed * 1e3, memory().saturating_sub(before));
    for typed in ["zelensky", "donald trump", "john", "united states"] {
        let (names, elapsed) = timed(|| linker.spellings(typed));
        println!(
            "{typed}: {} spellings in {:.2} ms: {}",
            names.len(),
            elapsed * 1e3,
            names.iter().take(12).cloned().collect::<Vec<_>>().join(", ")
        );
    }
    let (_, elapsed) = timed(|| linker.summary(linker.find(&usual())?));
    println!("first answer: {:.1} ms, {} KiB", elapsed * 1e3, memory().saturating_sub(before));
    let (count, elapsed) = timed(|| linker.entities().len());
    println!(
        "list: {:.1} ms, {count} entities, {} KiB",
        elapsed * 1e3,
        memory().saturating_sub(before)
    );
    let all: Vec<_> = linker.entities().filter(|row| row.kind == EntityKind::Person).collect();
    let name =
        |index: usize| Some(EntityName::new(EntityKind::Person, all.get(index)?.name.clone()));
    let usual = linker.find(&name(0)?)?;
    let (page, elapsed) = timed(|| {
        (
            linker.entity(usual),
            linker.seen(usual).len(),
            linker.said(usual).len(),
            linker.companions(usual).len(),
        )
    });
    println!("page of {:?}: {:.1} ms, {} articles", page.0?.name, elapsed * 1e3, page.1);
    for (one, into) in [(all.len() / 2, all.len() / 3), (200, 100), (1, 0)] {
        let merge = Decision::Merge { one: name(one)?, into: name(into)? };
        println!("merge {:?} {:?}", name(one)?.name, name(into)?.name);
        linker.decide(vec![Decided { decision: merge, modified: 1 }]);
        let (_, elapsed) = timed(|| linker.summary(usual));
        println!("answer after the decision: {:.1} ms", elapsed * 1e3);
        linker.decide(Vec::new());
        let (_, elapsed) = timed(|| linker.summary(usual));
        println!(
            "and taken back: {:.1} ms, {} KiB",
            elapsed * 1e3,
            memory().saturating_sub(before)
        );
    }
    Some(())
}

/// Somebody whom most libraries of news name.
fn usual() -> EntityName {
    EntityName::new(EntityKind::Place, "United States")
}

fn entities(paths: &[&str]) -> Option<()> {
    let linker = linked(&documents(paths));
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
        println!("    {} in {}", role.words, role.articles);
    }
}

fn linked(documents: &[(String, Document)]) -> Linker {
    let mut linker = Linker::new(Aliases::shipped());
    for (key, document) in documents {
        linker.add(key, 0, &facts(document, 0));
    }
    linker
}

/// The facts of a document's articles; in a lap but the first one with a
/// third of the people's names altered, as another library would have them.
fn facts(document: &Document, lap: usize) -> Vec<ArticleFacts> {
    let articles = document.articles.iter().map(|article| {
        if lap == 0 {
            return ArticleFacts::read(&document.text, article);
        }
        let mut article = article.clone();
        article.entities.iter_mut().for_each(|entity| alter(entity, lap));
        ArticleFacts::read(&document.text, &article)
    });
    articles.collect()
}

fn alter(entity: &mut Entity, lap: usize) {
    const SYLLABLES: [&str; 8] = ["mar", "lo", "ken", "tis", "bur", "vel", "nad", "rog"];
    let sum = entity.name.bytes().fold(7, |sum: usize, byte| sum * 31 % 65_521 + usize::from(byte));
    if entity.kind == EntityKind::Person && entity.name.contains(' ') && sum.is_multiple_of(3) {
        for place in [lap, sum / 3 + lap] {
            entity.name.push_str(SYLLABLES.get(place % 8).unwrap_or(&""));
        }
    }
}

fn documents(paths: &[&str]) -> Vec<(String, Document)> {
    let sources = paths.iter().map(|path| ScanSource::Path(path.into())).collect();
    let mut all = Vec::new();
    let read = |loaded: LoadedDocument| (loaded.document.origin.path.clone(), loaded.document);
    scan::ordered(sources, &ScanOptions::default(), read, |result| {
        all.extend(result.ok());
        ControlFlow::Continue(())
    });
    all
}

/// Seconds of this thread's processor where the system counts them, so that
/// other programs do not matter, or else of the clock.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let (start, worked) = (Instant::now(), processor());
    let result = work();
    let worked = processor().zip(worked).map(|(after, before)| after - before);
    (result, worked.unwrap_or_else(|| start.elapsed().as_secs_f64()))
}

fn processor() -> Option<f64> {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(counted.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
}

/// Memory of its own in KiB, where the system says so.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
