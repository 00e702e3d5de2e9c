//! What is found in the sample library, as marked text.
//!
//! `tests/articles/NAME.marked` holds what a careful reader would find in
//! `assets/sample/NAME`, decided by reading, not by running the program:
//!
//! ```text
//! == article 1
//! title     = Hallenbruck votes to keep its bridge
//! date      = 2026-03-12
//!
//! title       Hallenbruck votes to keep its bridge
//! paragraph   “⟦We keep the bridge,|Greta Ober⟧” Mayor Greta Ober said.
//! ~ paragraph   “⟦We keep the bridge,|Mayor⟧” Mayor Greta Ober said.
//! ```
//!
//! The head lists every fact that the article gives; one that is not listed
//! must not be found. Then comes each line of the text after the kind of its
//! block (several blocks in a line: several lines here). `⟦words|speaker⟧` is
//! a part of a quotation with the fullest name of the speaker, without an
//! article; a speaker whom nobody names is `?`. Reported speech and words in
//! marks that are no quotation stay unmarked.
//!
//! A line after `~` is a known fault: what the program finds today instead of
//! the line above it (`~` alone: nothing). When the program gets it right the
//! test fails until the `~` line is deleted. `RECORD_FAULTS=1 cargo test
//! --lib articles` writes all `~` lines anew and leaves the others alone.

use crate::library::sample;
use newsquotes::extract;
use newsquotes::load;
use newsquotes::model::{Article, Document, Fact, Meta, Quote, Span, Text};

/// A test for each file, and the table of all of them.
macro_rules! sample_files {
    ($($test:ident: $name:literal,)*) => {
        const MARKED: &[&str] = &[$($name),*];
        $(
            #[test]
            fn $test() {
                check($name, include_str!(concat!("../articles/", $name, ".marked")));
            }
        )*
    };
}

sample_files! {
    a_live_blog_that_repeats_itself: "bridge-live.txt",
    an_agency_report_inside_a_whole_page: "bridge-vote.txt",
    two_records_of_a_scraper: "briefs.jsonl",
    a_headline_three_times_and_marks_never_closed: "comet.txt",
    a_report_in_windows_1252: "election-afp.txt",
    a_record_with_its_facts_in_fields: "election-bell.json",
    a_page_from_a_translation_machine: "election-efe.txt",
    two_agency_reports_in_one_file: "ferry-deal.txt",
    markdown_with_front_matter: "ferry-strike.md",
    marks_of_two_languages_in_utf_16: "two-banks.txt",
}

#[test]
fn every_sample_file_has_its_marked_text() {
    let names: Vec<&str> = sample::files().iter().map(|file| file.name).collect();
    assert_eq!(names, MARKED);
}

#[test]
fn the_sample_holds_twelve_articles() {
    let articles = sample::files()
        .iter()
        .map(|file| load::load(file.name, file.bytes.to_vec()).articles.len());
    assert_eq!(articles.sum::<usize>(), 12);
}

#[test]
fn a_known_fault_stands_in_for_the_line_above_it() {
    let marked = "title a\n~ title b\n~ notice c\n\nparagraph d\n~\nparagraph e\n";
    assert_eq!(expected_today(marked), ["title b", "notice c", "paragraph e"]);
}

#[test]
fn recorded_faults_are_what_was_found() {
    let marked = "== article 1\ntitle a\n\nparagraph b\nparagraph c\n";
    let found = ["== article 1", "title a", "share x", "paragraph b", "notice c", "notice d"];
    let found = found.map(str::to_owned).to_vec();
    let recorded = with_faults(marked, &found);
    assert_eq!(expected_today(&recorded), found);
    assert_eq!(with_faults(&recorded, &found), recorded);
}

fn check(name: &str, marked: &str) {
    let file = sample::files().iter().find(|file| file.name == name).expect("a sample file");
    let document = load::load(name, file.bytes.to_vec());
    let problems = &document.problems;
    assert!(problems.is_empty(), "{name} loads with problems: {problems:#?}");
    let found = read(document);
    if std::env::var_os("RECORD_FAULTS").is_some() {
        let path = format!("{}/tests/articles/{name}.marked", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, with_faults(marked, &found)).expect("a writable source folder");
        return;
    }
    let expected = expected_today(marked);
    assert!(
        expected == found,
        "{name} is not read as tests/articles/{name}.marked says \
         (- expected, + found):\n\n{}",
        difference(&expected, &found)
    );
}

fn read(mut document: Document) -> Vec<String> {
    let mut found = Vec::new();
    for (index, article) in document.articles.iter_mut().enumerate() {
        extract::extract(&document.text, article);
        found.push(format!("== article {}", index + 1));
        found.extend(facts(&article.meta));
        found.extend(marked_text(&document.text, article));
    }
    found
}

/// The lines of a marked text, known faults in the place of what is right.
fn expected_today(marked: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut right_is_last = false;
    for line in marked.lines().filter(|line| !line.is_empty()) {
        let Some(fault) = line.strip_prefix('~') else {
            lines.push(line.to_owned());
            right_is_last = true;
            continue;
        };
        if right_is_last {
            lines.pop();
            right_is_last = false;
        }
        if !fault.is_empty() {
            lines.push(fault.trim_start().to_owned());
        }
    }
    lines
}

fn facts(meta: &Meta) -> Vec<String> {
    fn value(fact: Option<&Fact<String>>) -> Option<String> {
        fact.map(|fact| fact.value.clone())
    }
    let date = meta.date.as_ref().map(|fact| fact.value);
    let tags: Vec<&str> = meta.tags.iter().map(|tag| tag.value.as_str()).collect();
    let facts = [
        ("title", value(meta.title.as_ref())),
        ("byline", value(meta.byline.as_ref())),
        ("outlet", value(meta.outlet.as_ref())),
        ("agency", value(meta.agency.as_ref())),
        ("place", value(meta.place.as_ref())),
        ("date", date.map(|date| date.iso().unwrap_or_else(|| date.words()))),
        ("url", value(meta.url.as_ref())),
        ("language", value(meta.language.as_ref())),
        ("tags", (!tags.is_empty()).then(|| tags.join("; "))),
    ];
    let lines = facts.into_iter().filter_map(|(name, value)| Some((name, value?)));
    lines.map(|(name, value)| format!("{name:<9} = {value}")).collect()
}

/// Every line of every block after the block's kind, quotations marked.
fn marked_text(text: &Text, article: &Article) -> Vec<String> {
    let marks = marks(text, &article.quotes);
    let mut lines = Vec::new();
    for block in &article.blocks {
        let mut at = block.span.start();
        for line in text.get(block.span).split_inclusive('\n') {
            let span = text.trim(text.clamp(at..at + line.len()));
            if !span.is_empty() {
                lines.push(format!("{:<11} {}", block.kind.name(), with_marks(text, span, &marks)));
            }
            at += line.len();
        }
    }
    lines
}

/// What to put in where: closing marks before opening ones at one place.
fn marks(text: &Text, quotes: &[Quote]) -> Vec<(usize, String)> {
    let mut marks = Vec::new();
    for quote in quotes.iter().filter(|quote| quote.form.is_verbatim()) {
        for part in &quote.parts {
            marks.push((part.start(), "⟦".to_owned()));
            marks.push((part.end(), format!("|{}⟧", speaker(text, quote))));
        }
    }
    marks.sort_by_key(|(at, mark)| (*at, mark == "⟦"));
    marks
}

fn with_marks(text: &Text, line: Span, marks: &[(usize, String)]) -> String {
    let mut out = String::new();
    let mut done = line.start();
    for (at, mark) in marks {
        let opens = mark == "⟦";
        let inside = if opens { line.contains(*at) } else { line.contains(at.wrapping_sub(1)) };
        if inside {
            out.push_str(text.get(text.clamp(done..*at)));
            out.push_str(mark);
            done = *at;
        }
    }
    out + text.get(text.clamp(done..line.end()))
}

fn speaker(text: &Text, quote: &Quote) -> String {
    let Some(speaker) = &quote.speaker else { return "?".to_owned() };
    let words = speaker.name.as_deref().or_else(|| Some(text.get(speaker.mention?)));
    let words = words.unwrap_or("?");
    let bare = ["the ", "a ", "an ", "The ", "A ", "An "]
        .into_iter()
        .find_map(|article| words.strip_prefix(article));
    bare.unwrap_or(words).to_owned()
}

/// The marked text with the `~` lines that `found` calls for.
fn with_faults(marked: &str, found: &[String]) -> String {
    let lines: Vec<&str> = marked.lines().filter(|line| !line.starts_with('~')).collect();
    let is_right = |line: &&str| !line.is_empty();
    let right: Vec<String> = lines.iter().copied().filter(is_right).map(str::to_owned).collect();
    let mut places = in_place_of(&right, found).into_iter();
    let mut out = Vec::new();
    for line in lines {
        out.push(line.to_owned());
        let here = if line.is_empty() { None } else { places.next() };
        match here.as_deref() {
            None => {}
            Some([]) => out.push("~".to_owned()),
            Some([only]) if only.as_str() == line => {}
            Some(several) => out.extend(several.iter().map(|fault| format!("~ {fault}"))),
        }
    }
    out.join("\n") + "\n"
}

/// The lines that differ, what was found below what was expected.
fn difference(expected: &[String], found: &[String]) -> String {
    let mut out = Vec::new();
    for (line, here) in expected.iter().zip(in_place_of(expected, found)) {
        if !here.contains(&line) {
            out.push(format!("- {line}"));
        }
        let others = here.into_iter().filter(|other| *other != line);
        out.extend(others.map(|other| format!("+ {other}")));
    }
    out.join("\n")
}

/// For each line of `right` the lines of `found` that stand in its place:
/// itself, others, itself and others after it, or none.
fn in_place_of<'a>(right: &[String], found: &'a [String]) -> Vec<Vec<&'a String>> {
    let common = common_lengths(right, found);
    let mut places = vec![Vec::new(); right.len()];
    let (mut i, mut j) = (0, 0);
    let (mut missing, mut extra) = (Vec::new(), Vec::new());
    while i < right.len() || j < found.len() {
        if i < right.len() && j < found.len() && right[i] == found[j] {
            settle(&mut places, i, &mut missing, &mut extra);
            places[i].push(&found[j]);
            (i, j) = (i + 1, j + 1);
        } else if j == found.len() || (i < right.len() && common[i + 1][j] >= common[i][j + 1]) {
            missing.push(i);
            i += 1;
        } else {
            extra.push(&found[j]);
            j += 1;
        }
    }
    settle(&mut places, i, &mut missing, &mut extra);
    places
}

/// Gives each missing line one of the extra lines, the last all that are
/// left; without a missing line they go to the line before `next`.
fn settle<'a>(
    places: &mut [Vec<&'a String>],
    next: usize,
    missing: &mut Vec<usize>,
    extra: &mut Vec<&'a String>,
) {
    let last = missing.last().copied().unwrap_or(next.saturating_sub(1));
    let mut free = std::mem::take(missing).into_iter();
    for line in extra.drain(..) {
        places[free.next().unwrap_or(last)].push(line);
    }
}

/// At `[i][j]` how many lines the ends from line `i` and from line `j` share,
/// in order.
fn common_lengths(expected: &[String], found: &[String]) -> Vec<Vec<usize>> {
    let mut common = vec![vec![0_usize; found.len() + 1]; expected.len() + 1];
    for (i, left) in expected.iter().enumerate().rev() {
        for (j, right) in found.iter().enumerate().rev() {
            common[i][j] = if left == right {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    common
}
