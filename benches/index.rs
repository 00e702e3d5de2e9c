//! How fast the index is made and how fast it answers.
//!
//! ```text
//! cargo bench --bench index
//! NREADER_BENCH_DIR=~/articles cargo bench --bench index
//! NREADER_BENCH_DIR=~/articles NREADER_BENCH_CACHE=~/cache cargo bench --bench index
//! ```
//!
//! - *first index*: loading, quotations, entities and writing of all files
//!   below the folder, to the last commit, on all cores.
//! - *pass without a change*: the same once more.
//! - *cache*: bytes of the index beside those of the files.
//! - *open and list*: opening the index and reading all records, in this
//!   process; with the memory of its own (`RssAnon`) that this took.
//! - *queries*: 200 of each kind, made from the titles: the first 50 rows with
//!   the number of all.
//! - *start to the list*, *a new file to its row*: of the program itself on a
//!   pseudo-terminal with a library of the same files, indexed before. How long
//!   a key takes to its frame is measured by the bench `reader`, how well half-
//!   remembered words are found by the bench `recall`.
//!
//! With `NREADER_BENCH_CACHE` the index is kept there and made only when it is
//! not there yet.

#[path = "measure/articles.rs"]
mod articles;
#[path = "measure/figures.rs"]
mod figures;
#[path = "measure/library.rs"]
mod library;
#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../tests/terminal/pty.rs"]
mod pty;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use newsquotes::model::Date;
use nreader::inside::index::{
    FacetField, FileRecord, Index, Matching, Query, QueryField, QueryNode, QueryTerm, Question,
    Snapshot, words,
};
use nreader::inside::indexing;
use nreader::inside::scan::{Cancel, ScanOptions};

use articles::{Articles, Numbers};
use figures::{megabytes, milliseconds, percentile, row};
use library::own_memory;

/// Queries of each kind.
const QUERIES: usize = 40;
/// Rows of an answer.
const ROWS: usize = 50;
/// Words that almost every article has some of.
const COMMON: [&str; 20] = [
    "said",
    "would",
    "people",
    "state",
    "president",
    "new",
    "year",
    "government",
    "house",
    "time",
    "court",
    "police",
    "percent",
    "work",
    "party",
    "city",
    "plan",
    "week",
    "bridge",
    "country",
];

fn main() -> Result<()> {
    let articles = Articles::of_environment()?;
    let chosen = env::var_os("NREADER_BENCH_CACHE").map(PathBuf::from);
    let made = tempfile::tempdir()?;
    let cache = chosen.as_deref().unwrap_or(made.path());
    fs::create_dir_all(cache)?;
    if fs::read_dir(cache)?.next().is_none() {
        first_index(&articles, cache)?;
    }
    pass(&articles, cache, "pass without a change")?;
    let kept = articles::files(cache)?;
    let bytes = kept.iter().map(|file| Ok(fs::metadata(file)?.len()));
    let bytes = bytes.sum::<Result<u64>>()?;
    let share = 100.0 * megabytes(bytes) / megabytes(articles.bytes);
    let of = megabytes(articles.bytes);
    row("cache", &format!("{:.1} MB of {of:.1} MB: {share:.1} %", megabytes(bytes)))?;
    let (snapshot, records) = open(cache)?;
    let questions = Questions::of(&records);
    drop(records);
    ask_all(&snapshot, &questions)?;
    drop(snapshot);
    library::measure(&articles)
}

fn first_index(articles: &Articles, cache: &Path) -> Result<()> {
    let seconds = pass(articles, cache, "first index")?;
    let speed = megabytes(articles.bytes) / seconds;
    Ok(row("", &format!("{speed:.1} MB/s, {} files", articles.files))?)
}

/// Makes a pass; the seconds that it took.
fn pass(articles: &Articles, cache: &Path, what: &str) -> Result<f64> {
    let start = Instant::now();
    let index = Index::open(cache)?;
    let folders = [articles.folder.clone()];
    let mut first_rows = None;
    let mut report = |event| {
        if matches!(event, indexing::IndexEvent::Indexed(_)) {
            first_rows.get_or_insert_with(|| start.elapsed());
        }
    };
    let (options, cancel) = (ScanOptions::default(), Cancel::default());
    let done = indexing::run(&index, &folders, &options, &cancel, &mut report)?;
    let seconds = start.elapsed().as_secs_f64();
    let first = first_rows.map_or(0.0, milliseconds);
    let figures = format!("{seconds:.2} s, {} loaded, first rows after {first:.0} ms", done.loaded);
    row(what, &figures)?;
    Ok(seconds)
}

fn open(cache: &Path) -> Result<(Snapshot, Vec<FileRecord>)> {
    let before = own_memory("self");
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..5 {
        drop(last.take());
        let start = Instant::now();
        let index = Index::open(cache)?;
        let snapshot = index.snapshot();
        let opened = milliseconds(start.elapsed());
        let mut records = Vec::new();
        snapshot.files(|record| records.push(record))?;
        times.push((opened, milliseconds(start.elapsed())));
        last = Some((snapshot, records));
    }
    let (snapshot, records) = last.context("nothing opened")?;
    let part = |part: fn(&(f64, f64)) -> f64| times.iter().map(part).collect::<Vec<_>>();
    let (opened, listed) = (part(|time| time.0), part(|time| time.1));
    let memory = megabytes(own_memory("self").saturating_sub(before));
    let figures = format!(
        "open {:.1} ms, with all {} records {:.1} ms (first {:.1}), {memory:.1} MB of its own",
        percentile(&opened, 0.5),
        records.len(),
        percentile(&listed, 0.5),
        listed.first().copied().unwrap_or(0.0),
    );
    row("open and list", &figures)?;
    Ok((snapshot, records))
}

/// Questions by kind.
struct Questions(Vec<(&'static str, Vec<Question>)>);

impl Questions {
    fn of(records: &[FileRecord]) -> Questions {
        let mut numbers = Numbers::new(11);
        let titles: Vec<_> = records.iter().flat_map(|r| &r.articles).map(|a| &a.title).collect();
        let mut pick = || loop {
            let at = usize::try_from(numbers.below(titles.len() as u64)).unwrap_or(0);
            let words = titles.get(at).map_or(Vec::new(), |title| folded(title));
            if words.len() > 3 {
                return words;
            }
        };
        let mut many = |make: &dyn Fn(Vec<String>) -> QueryNode| -> Vec<Question> {
            (0..QUERIES).map(|_| ask(make(pick()))).collect()
        };
        let long =
            |words: &[String]| words.iter().max_by_key(|w| w.len()).cloned().unwrap_or_default();
        let word = |field, word: String| term(field, Matching::Word(word));
        let kinds = vec![
            (
                "common word",
                COMMON.into_iter().map(|w| ask(word(QueryField::Words, w.into()))).collect(),
            ),
            ("word", many(&|words| word(QueryField::Words, long(&words)))),
            (
                "three words",
                many(&|words| {
                    QueryNode::And(
                        words.into_iter().take(3).map(|w| word(QueryField::Words, w)).collect(),
                    )
                }),
            ),
            (
                "word and prefix",
                many(&|words| {
                    let prefix =
                        words.get(1).map(|w| w.chars().take(2).collect()).unwrap_or_default();
                    QueryNode::And(vec![
                        word(QueryField::Words, long(&words)),
                        term(QueryField::Words, Matching::Prefix(prefix)),
                    ])
                }),
            ),
            (
                "prefix of two letters",
                many(&|words| {
                    term(
                        QueryField::Words,
                        Matching::Prefix(long(&words).chars().take(2).collect()),
                    )
                }),
            ),
            (
                "prefix of four letters",
                many(&|words| {
                    term(
                        QueryField::Words,
                        Matching::Prefix(long(&words).chars().take(4).collect()),
                    )
                }),
            ),
            (
                "phrase",
                many(&|words| {
                    term(QueryField::Words, Matching::Phrase(words.into_iter().take(3).collect()))
                }),
            ),
            (
                "fields",
                many(&|words| {
                    QueryNode::And(vec![
                        term(
                            QueryField::Date,
                            Matching::Days { from: Some(year(2015)), to: Some(year(2018)) },
                        ),
                        word(QueryField::Entity, long(&words)),
                    ])
                }),
            ),
            (
                "date alone",
                many(&|words| {
                    let from = 2013 + i16::try_from(words.len() % 6).unwrap_or(0);
                    term(
                        QueryField::Date,
                        Matching::Days { from: Some(year(from)), to: Some(year(from)) },
                    )
                }),
            ),
            ("fuzzy 1", many(&|words| fuzzy(&long(&words), 1))),
            ("fuzzy 2", many(&|words| fuzzy(&long(&words), 2))),
        ];
        Questions(kinds)
    }
}

fn year(year: i16) -> Date {
    Date { year: Some(year), ..Date::default() }
}

/// The word with two letters in the middle swapped.
fn fuzzy(word: &str, distance: u8) -> QueryNode {
    let mut letters: Vec<char> = word.chars().collect();
    let middle = letters.len() / 2;
    if middle > 0 {
        letters.swap(middle, middle - 1);
    }
    term(QueryField::Words, Matching::Fuzzy { word: letters.into_iter().collect(), distance })
}

fn folded(title: &str) -> Vec<String> {
    let fold = |word| newsquotes::folding::word(title.get(word).unwrap_or_default()).into_owned();
    words::words(title, 0).map(fold).filter(|word| word.len() > 1).collect()
}

fn term(field: QueryField, matching: Matching) -> QueryNode {
    QueryNode::Term(QueryTerm { field, matching, typed: 0..0 })
}

fn ask(root: QueryNode) -> Question {
    Question::new(Query { root: Some(root), ..Query::default() })
}

fn ask_all(snapshot: &Snapshot, questions: &Questions) -> Result<()> {
    let (mut all, mut all_quotes) = (Vec::new(), Vec::new());
    for (kind, questions) in &questions.0 {
        let articles = times(questions, |q| Ok(snapshot.articles(q, 0..ROWS)?.total))?;
        let quotes = times(questions, |q| Ok(snapshot.quotes(q, 0..ROWS)?.total))?;
        row(kind, &format!("articles {} | quotes {}", figures_of(&articles), figures_of(&quotes)))?;
        all.extend(articles);
        all_quotes.extend(quotes);
    }
    row("queries for articles", &figures_of(&all))?;
    row("queries for quotations", &figures_of(&all_quotes))?;
    others(snapshot, questions)
}

/// What else is asked while typing.
fn others(snapshot: &Snapshot, questions: &Questions) -> Result<()> {
    let everything = [Question::default()];
    for (kind, questions) in
        questions.0.iter().map(|(k, q)| (*k, q.as_slice())).chain([("all", &everything[..])])
    {
        let list = times(questions, |q| Ok(snapshot.all_articles(q)?.len()))?;
        let months = times(questions, |q| Ok(snapshot.months(q, true)?.len()))?;
        let facets = |field| {
            times(questions, |q| Ok(snapshot.facets(q, field, false, 20)?.len()))
                .map(|t| figures_of(&t))
        };
        let fields =
            [FacetField::Speaker, FacetField::Outlet, FacetField::Month, FacetField::Entity];
        let overview =
            times(questions, |q| Ok(snapshot.overview(q, &fields, false, 6)?.facets.len()))?;
        let figures = format!(
            "list {} | months {} | entities {} | speakers {} | all facets {}",
            figures_of(&list),
            figures_of(&months),
            facets(FacetField::Entity)?,
            facets(FacetField::Speaker)?,
            figures_of(&overview),
        );
        row(kind, &figures)?;
    }
    let words: Vec<_> = questions.0.iter().flat_map(|(_, q)| q).filter_map(first_word).collect();
    let completed = times(&words, |w| Ok(snapshot.values(QueryField::Speaker, w, 20)?.len()))?;
    row("completion of a speaker", &figures_of(&completed))?;
    let spelled = times(&words, |w| Ok(snapshot.spellings(w)?.len()))?;
    row("spellings", &figures_of(&spelled))?;
    let passages: Vec<Vec<&str>> =
        words.chunks(8).map(|w| w.iter().map(String::as_str).collect()).collect();
    let recalled = times(&passages, |w| Ok(snapshot.candidate_quotes(w, 100)?.len()))?;
    row("candidates for eight words", &figures_of(&recalled))?;
    let common: Vec<_> = COMMON.chunks(8).map(<[&str]>::to_vec).collect();
    let recalled = times(&common, |w| Ok(snapshot.candidate_quotes(w, 100)?.len()))?;
    row("candidates for common words", &figures_of(&recalled))?;
    let hits =
        snapshot.articles(&ask(term(QueryField::Words, Matching::Word("said".into()))), 0..ROWS)?;
    let texts = times(&[()], |()| {
        let texts = hits.rows.iter().map(|hit| snapshot.text(hit.at));
        Ok(texts.collect::<Result<Vec<_>, _>>()?.len())
    })?;
    Ok(row("texts of 50 hits", &figures_of(&texts))?)
}

fn first_word(question: &Question) -> Option<String> {
    question.query.terms().iter().find_map(|term| match &term.matching {
        Matching::Word(word) | Matching::Prefix(word) => Some(word.clone()),
        _ => None,
    })
}

/// Milliseconds of each call, each made twice and the second time counted.
fn times<Q>(questions: &[Q], call: impl Fn(&Q) -> Result<usize>) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    for question in questions {
        call(question)?;
        let start = Instant::now();
        call(question)?;
        times.push(milliseconds(start.elapsed()));
    }
    Ok(times)
}

fn figures_of(times: &[f64]) -> String {
    let (half, most) = (percentile(times, 0.5), percentile(times, 0.99));
    format!("p50 {half:.2} p99 {most:.2} ms")
}
