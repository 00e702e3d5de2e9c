//! `nreader cite|export|show` as a writer meets them, and what real readers
//! of the formats make of their output. A reader that is not installed skips
//! its test with a line that says so.

use std::io::Write;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use nreader::inside::Markup;
use nreader::inside::sample;
use serde_json::Value;
use tempfile::TempDir;

/// What a run printed.
struct Run {
    code: i32,
    out: String,
    err: String,
}

/// A folder with the sample library in it.
fn library() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in sample::files() {
        std::fs::write(folder.path().join(file.name), file.bytes).unwrap();
    }
    folder
}

/// Runs in a folder with nothing of ours around it.
fn nreader(folder: &TempDir, arguments: &[&str]) -> Run {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(cargo_bin!("nreader"));
    command.args(arguments).env_clear().env("HOME", home.path()).current_dir(folder);
    finish(command, "")
}

fn finish(mut command: Command, input: &str) -> Run {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writing = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let _ = writing.join();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: text(&output.stdout),
        err: text(&output.stderr),
    }
}

/// Runs a reader of a format; `None`, and a line that says so, where it is
/// not installed.
fn reader(program: &str, arguments: &[&str], input: &str) -> Option<Run> {
    if Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_err()
    {
        eprintln!("skipped: {program} is not installed");
        return None;
    }
    let mut command = Command::new(program);
    command.args(arguments);
    Some(finish(command, input))
}

fn sorted_titles(items: &Value) -> Vec<String> {
    let titles = items.as_array().unwrap().iter();
    // Readers may turn apostrophes and the case behind a colon.
    let plain = |title: &str| title.to_lowercase().replace('\'', "’");
    let mut titles: Vec<String> =
        titles.map(|item| plain(item["title"].as_str().unwrap())).collect();
    titles.sort();
    titles
}

#[test]
fn pandoc_reads_every_bibliography_of_the_sample() {
    let folder = library();
    let own = nreader(&folder, &["export", "--in", ".", "--format", "csl-json"]);
    assert_eq!((own.code, own.err.as_str()), (0, ""));
    let own: Value = serde_json::from_str(&own.out).unwrap();
    for (format, name) in [("csl-json", "csljson"), ("biblatex", "biblatex"), ("bibtex", "bibtex")]
    {
        let written = nreader(&folder, &["export", "--in", ".", "--format", format]);
        let Some(read) = reader("pandoc", &["-f", name, "-t", "csljson"], &written.out) else {
            return;
        };
        assert_eq!((read.code, read.err.as_str()), (0, ""), "{format}");
        let items: Value = serde_json::from_str(&read.out).unwrap();
        assert_eq!(sorted_titles(&items), sorted_titles(&own), "{format}");
        let newspaper = |item: &&Value| item["type"] == "article-newspaper";
        let newspapers = items.as_array().unwrap().iter().filter(newspaper).count();
        assert!(format == "bibtex" || newspapers >= 10, "{format}");
    }
}

#[test]
fn bibutils_reads_the_ris_of_the_sample() {
    let folder = library();
    let written = nreader(&folder, &["export", "--in", ".", "--format", "ris"]);
    let records = written.out.matches("\r\nER  - \r\n").count();
    let Some(read) = reader("ris2xml", &[], &written.out) else { return };
    assert_eq!(read.out.matches("<mods ").count(), records, "{}", read.err);
    assert!(
        read.out.contains("<title>Caretaker finds comet on his way to the mop cupboard</title>")
    );
}

#[test]
fn biber_reads_the_biblatex_of_the_sample() {
    let folder = library();
    let written = nreader(&folder, &["export", "--in", ".", "--format", "biblatex"]);
    std::fs::write(folder.path().join("refs.bib"), &written.out).unwrap();
    let bib = folder.path().join("refs.bib").to_string_lossy().into_owned();
    let out = folder.path().join("out.bib").to_string_lossy().into_owned();
    let Some(read) = reader("biber", &["--tool", "-O", &out, &bib], "") else { return };
    assert_eq!(read.code, 0, "{}", read.out);
    assert!(!read.out.contains("ERROR") && !read.out.contains("WARN"), "{}", read.out);
    let read = std::fs::read_to_string(out).unwrap();
    let entries = |bib: &str| bib.matches("\n@").count() + usize::from(bib.starts_with('@'));
    assert_eq!(entries(&read), entries(&written.out));
}

/// Words that every markup would take for something else.
const NASTY: &[&str] = &[
    "*bold* _under_ /slash/ =verbatim= ~code~ +gone+ `tick`",
    "# heading",
    "- item and -- dash --- long",
    "12. May was fine",
    "+ plus",
    "[link](x) [[wiki]] [cite:@x] [fn:1] [^1] {=x=}",
    "<tag> <!-- no --> &amp; &copy; a & b < c > d",
    "$x^2$ costs $5 and 10% of a_b_c, x^2^ H~2~O \\alpha \\\\ end",
    "@ober said {curly} | pipe | ^up",
    "https://courier.example/a_b and // comment /* more */",
    "snake_case_word *star",
    "a * b _ c",
    ": colon",
];

#[test]
fn pandoc_reads_escaped_words_as_they_were() {
    for (markup, name) in [
        (Markup::Markdown, "markdown-smart"),
        (Markup::Markdown, "commonmark"),
        (Markup::Markdown, "gfm"),
        (Markup::Org, "org"),
        (Markup::Latex, "latex"),
        (Markup::Html, "html"),
    ] {
        let all: Vec<String> = NASTY.iter().map(|words| markup.escaped(words, true)).collect();
        let between = if markup == Markup::Html { "<p>" } else { "\n\n" };
        let arguments = ["-f", name, "-t", "json"];
        let Some(read) = reader("pandoc", &arguments, &all.join(between)) else { return };
        let document: Value = serde_json::from_str(&read.out).unwrap();
        let blocks = document["blocks"].as_array().unwrap();
        assert_eq!(blocks.len(), NASTY.len(), "{name}: {:?}", read.out);
        for (block, words) in blocks.iter().zip(NASTY) {
            let read = plain(&block["c"]).replace('\u{2060}', "");
            // A backquote is a mark to TeX; `\textbar` is one that pandoc drops.
            let words = match markup {
                Markup::Latex => words.replace('`', "‘").replace("| ", ""),
                _ => (*words).to_owned(),
            };
            assert_eq!(read, words, "{name}");
        }
    }
}

/// The words of inline elements that are nothing but words; anything else
/// shows.
fn plain(inlines: &Value) -> String {
    let one = |inline: &Value| match inline["t"].as_str().unwrap_or("?") {
        "Str" => inline["c"].as_str().unwrap().to_owned(),
        "Space" | "SoftBreak" => " ".to_owned(),
        // An address may well be a link.
        "Link" => plain(&inline["c"][1]),
        other => format!("⟦{other}⟧"),
    };
    inlines.as_array().map_or_else(String::new, |inlines| inlines.iter().map(one).collect())
}

#[test]
fn a_query_an_id_a_path_and_nothing() {
    let folder = library();
    let run = nreader(&folder, &["export", "speaker:korhola", "--in", ".", "--format", "plain"]);
    assert_eq!((run.code, run.out.lines().count()), (0, 3), "{}{}", run.out, run.err);
    assert!(run.out.starts_with("“I hit it with the hammer by mistake, and the whole river said"));
    let lines = nreader(&folder, &["export", "speaker:korhola", "--in", ".", "--format", "jsonl"]);
    let line: Value = serde_json::from_str(lines.out.lines().next().unwrap()).unwrap();
    let id = line["id"].as_str().unwrap();
    let shown = nreader(&folder, &["show", id, "--in", "."]);
    assert!(shown.out.contains("│ \"I hit it with the hammer"), "{}", shown.out);
    assert!(shown.out.contains("Pia Korhola, diver") && shown.out.contains("paragraph 4"));
    let cited = nreader(&folder, &["cite", id, "--in", ".", "--for", "x.tex"]);
    assert!(cited.out.starts_with("\\textcquote[Pia Korhola, quoted in]"), "{}", cited.out);
    let cited = nreader(&folder, &["cite", "comet.txt", "--style", "apa", "--format", "plain"]);
    assert!(cited.out.starts_with("Castellane, M. (2025, October 9). Caretaker"), "{}", cited.out);
    assert_eq!(nreader(&folder, &["export", "nowhereatall", "--in", "."]).code, 1);
    assert_eq!(nreader(&folder, &["show", "000000000000", "--in", "."]).code, 1);
    assert_eq!(nreader(&folder, &["show", "comet", "--in", "."]).code, 2);
    assert_eq!(nreader(&folder, &["export", "--in", "missing.txt"]).code, 2);
}

#[test]
fn a_caption_is_not_offered_as_the_articles_words() {
    let folder = library();
    let all = nreader(&folder, &["quotes", "."]).out;
    assert!(all.contains("safe for bicycles and the brave"));
    let offered = nreader(&folder, &["export", "--in", ".", "--format", "plain"]).out;
    assert!(!offered.contains("safe for bicycles and the brave"));
}

#[test]
fn without_a_library_one_sentence_says_how_to_get_one() {
    let folder = library();
    for arguments in [&["export", "comet"][..], &["cite", "comet"], &["show", "000000000000"]] {
        let run = nreader(&folder, arguments);
        assert_eq!((run.code, run.out.as_str(), run.err.lines().count()), (2, "", 1));
        assert!(run.err.contains("`nreader add PATH`"), "{}", run.err);
    }
}

#[test]
fn an_unknown_name_lists_the_known_ones() {
    let folder = library();
    let run = nreader(&folder, &["export", "--in", ".", "--format", "help"]);
    assert!(run.code == 2 && run.err.contains("csl-json") && run.err.contains("readwise-csv"));
    let run = nreader(&folder, &["export", "--in", ".", "--style", "help"]);
    assert!(run.code == 2 && run.err.contains("chicago-author-date"), "{}", run.err);
}

#[test]
fn the_users_bibliography_and_template_are_used() {
    let folder = library();
    let write = |name: &str, words: &str| std::fs::write(folder.path().join(name), words).unwrap();
    write(
        "my.bib",
        "@article{the-comet, title={Caretaker finds comet on his way to the mop cupboard}, date={2025-10-09}}",
    );
    write("my.template", "{key}: {words|} ({speaker}{?role}, {role}{/})\n");
    let arguments = ["export", "speaker:onyango comet", "--in", "comet.txt", "--bib", "my.bib"];
    let with = |more: &[&str]| nreader(&folder, &[&arguments[..], more].concat());
    let run = with(&["--format", "plain", "--template", "my.template"]);
    assert!(run.out.starts_with("the-comet: There was one too many"), "{}{}", run.out, run.err);
    write("my.template", "a\n {speeker}");
    let run = with(&["--template", "my.template"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("my.template is no template: line 2, column 3: there is no field"),
        "{}",
        run.err
    );
    write("my.bib", "@article{x,\n title = {");
    let run = with(&[]);
    assert!(run.code == 2 && run.err.contains("my.bib is no bibliography: line"), "{}", run.err);
}

#[test]
fn the_access_date_is_the_callers_business() {
    let folder = library();
    let out = |more: &[&str]| {
        let arguments = ["cite", "election-bell.json", "--format", "biblatex"];
        nreader(&folder, &[&arguments[..], more].concat()).out
    };
    assert!(out(&["--accessed", "2026-05-01"]).contains("urldate = {2026-05-01}"));
    assert!(!out(&["--accessed", "none"]).contains("urldate"));
    assert!(out(&[]).contains("urldate"));
}

/// Two articles of one outlet, year and first telling word.
/// An article as a program keeps it, of one outlet, author and day.
fn record(title: &str, text: &str) -> String {
    serde_json::json!({
        "title": title,
        "authors": ["Ann Dole"],
        "source": "Halden Post",
        "published": "2024-03-12",
        "text": text,
    })
    .to_string()
}

fn alike() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (file, title, words) in [
        ("a.json", "Votes on the weir", "The weir is stone and it stays"),
        ("b.json", "Votes in autumn", "We vote again in the autumn"),
    ] {
        let text = format!("“{words},” said Raj Patel, the clerk.");
        std::fs::write(folder.path().join(file), record(title, &text)).unwrap();
    }
    folder
}

#[test]
fn an_article_has_one_key_everywhere_and_for_good() {
    let folder = alike();
    let home = tempfile::tempdir().unwrap();
    let keys = |arguments: &[&str]| -> Vec<String> {
        let mut command = Command::new(cargo_bin!("nreader"));
        command.args(arguments).env_clear().env("HOME", home.path()).current_dir(&folder);
        let out = finish(command, "").out;
        let words = out.split(|c: char| !c.is_ascii_alphanumeric());
        words.filter(|word| word.starts_with("haldenpost")).map(str::to_owned).collect()
    };
    let cited = |query: &str| keys(&["export", query, "--in", ".", "--format", "pandoc"]).remove(0);
    let (autumn, stone) = (cited("autumn"), cited("stone"));
    assert_ne!(autumn, stone);
    let listed = keys(&["export", "--in", ".", "--format", "biblatex"]);
    assert!(listed.contains(&autumn) && listed.contains(&stone), "{listed:?}");
    let third = record("Votes at last", "Nobody spoke of it again.");
    std::fs::write(folder.path().join("0.json"), third).unwrap();
    let listed = keys(&["export", "--in", ".", "--format", "biblatex"]);
    assert_eq!(listed.len(), 3, "an article without quotations is listed: {listed:?}");
    assert_eq!((cited("autumn"), cited("stone")), (autumn.clone(), stone.clone()));
    for arguments in [&["articles", "."][..], &["quotes", "."]] {
        let listed = keys(arguments);
        assert!(listed.contains(&autumn) && listed.contains(&stone), "{arguments:?} {listed:?}");
    }
    assert_eq!(keys(&["find", "autumn", "--in", ".", "--json"]), [autumn]);
}

/// A style as people write them, with the title first.
const QUAY: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info>
    <title>Quay style</title>
    <id>https://styles.example/quay</id>
    <updated>2026-01-01T00:00:00+00:00</updated>
  </info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography>
    <layout><group delimiter=" :: ">
      <text variable="title"/><names variable="author"/><date variable="issued" form="text"/>
    </group></layout>
  </bibliography>
</style>"#;

#[test]
fn a_style_is_read_from_a_file_or_the_persons_folder() {
    let folder = alike();
    let kept = folder.path().join("conf/nreader/styles");
    std::fs::create_dir_all(&kept).unwrap();
    std::fs::write(kept.join("quay.csl"), QUAY).unwrap();
    std::fs::write(folder.path().join("broken.csl"), "<style/>").unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(cargo_bin!("nreader"));
        command.args(arguments).env_clear().env("HOME", folder.path()).current_dir(&folder);
        command.env("XDG_CONFIG_HOME", folder.path().join("conf"));
        finish(command, "")
    };
    let cite = |style: &str| run(&["cite", "a.json", "--style", style, "--format", "plain"]);
    let line = "Votes on the weir :: Ann Dole :: March 12, 2024\n";
    assert_eq!(cite("conf/nreader/styles/quay.csl").out, line);
    if cfg!(target_os = "linux") {
        assert_eq!(cite("quay").out, line);
        assert!(run(&["completions", "bash"]).out.contains("quay"));
    }
    let broken = cite("broken.csl");
    assert!(
        broken.code == 2 && broken.err.contains("broken.csl: it cannot be read"),
        "{}",
        broken.err
    );
    assert!(cite("none.csl").err.contains("none.csl cannot be read"));
}

#[test]
fn articles_of_one_author_and_year_are_told_apart() {
    let folder = alike();
    let lines =
        |style: &str| nreader(&folder, &["cite", ".", "--style", style, "--format", "plain"]).out;
    let apa = lines("apa");
    assert!(apa.contains("Dole, A. (2024b, March 12). Votes on the weir."), "{apa}");
    assert!(apa.contains("Dole, A. (2024a, March 12). Votes in autumn."), "{apa}");
    assert!(!lines("mla").contains("2024a"));
    let one = nreader(&folder, &["cite", "a.json", "--style", "apa", "--format", "plain"]).out;
    assert!(one.contains("(2024, March 12)"), "{one}");
}

#[test]
fn an_in_leaves_the_query_alone() {
    let folder = alike();
    let run = nreader(&folder, &["export", "--in", ".", "autumn", "--format", "plain"]);
    assert!(
        run.code == 0 && run.out.contains("autumn") && !run.out.contains("stone"),
        "{}",
        run.out
    );
    let run =
        nreader(&folder, &["export", "autumn", "--in", "a.json", "b.json", "--format", "plain"]);
    assert!(run.out.contains("autumn") && run.err.contains("--in takes one path"), "{}", run.err);
}
