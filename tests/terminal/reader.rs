//! The reader on a real terminal: the wiring that no lower test sees. How it
//! takes the terminal and gives it back, and what bytes it writes there.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use nreader::inside::sample;
use nreader::inside::scan::{self, ScanOptions};
use nreader::inside::terminal::{ScreenUse, Tty, spawn};

use super::reading::{ESC, Home, Reading, Start};

const BRIDGE: &str = "Harbour bridge stays open\n\n\
    Since Monday morning trucks cross the harbour bridge of Norrby again in both directions.\n\n\
    \"We keep the bridge, whatever the winter brings,\" said Ida Ober, the mayor of Norrby.\n\n\
    The keeper of the bridge stands beside its old northern gate in the snow.\n";

/// An article of so many sentences, each with a number of its own from 1001.
fn numbered(sentences: usize) -> String {
    let sentence = |at: usize| {
        let who = ["The keeper", "A fisherman", "The pilot", "Nobody", "Her sister"][at % 5];
        let did = ["counted", "lit", "carried home", "forgot"][at % 4];
        let gap = if at.is_multiple_of(3) { "\n" } else { "" };
        format!("{gap}{who} {did} lamp {} while the tide went out again.\n", 1001 + at)
    };
    let sentences = (0..sentences).map(sentence).collect::<String>();
    format!("Lamps of the north pier\n{sentences}")
}

/// The number of the first such sentence on the screen.
fn first_number(shown: &str) -> Option<usize> {
    let mut words = shown.split(|c: char| !c.is_ascii_digit());
    words.find_map(|word| word.parse().ok().filter(|number| (1001..2000).contains(number)))
}

/// The words of the last OSC 52 sequence.
fn copied(written: &str) -> Option<String> {
    let (_, sequence) = written.rsplit_once("\x1b]52;c;")?;
    let end = sequence.find(['\x07', '\x1b'])?;
    String::from_utf8(decode(&sequence[..end])).ok()
}

/// Decodes base64 (RFC 4648).
fn decode(base64: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = base64.bytes().filter_map(|c| DIGITS.iter().position(|digit| *digit == c));
    let bits: Vec<bool> =
        digits.flat_map(|digit| (0..6).rev().map(move |bit| digit >> bit & 1 == 1)).collect();
    let byte = |bits: &[bool]| bits.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    bits.chunks_exact(8).map(byte).collect()
}

/// The parameters of all sequences that set colours and attributes.
fn attributes(written: &str) -> Vec<&str> {
    let sequences = written.split("\x1b[").skip(1);
    let is_parameter = |c: char| c.is_ascii_digit() || c == ';' || c == ':';
    sequences
        .filter_map(|sequence| {
            let end = sequence.find(|c| !is_parameter(c))?;
            sequence[end..].starts_with('m').then(|| &sequence[..end])
        })
        .collect()
}

/// Whether the parameters set a colour; 39, 49 and 59 take one away.
fn sets_colour(parameters: &&str) -> bool {
    parameters.split([';', ':']).any(|parameter| {
        let number = parameter.parse().unwrap_or(0);
        matches!(number, 30..=38 | 40..=48 | 58 | 90..=107)
    })
}

fn bridge(home: &Home) -> Reading {
    let folder = home.article("bridge.txt", BRIDGE);
    let mut reading = Start::reader(home, &[&folder]).go();
    reading.until_listed(1);
    reading.until_shown("Harbour bridge stays open");
    reading
}

#[test]
fn without_arguments_the_sample_is_read() {
    let mut titles = Vec::new();
    let take = |loaded: scan::LoadedDocument| loaded.document.articles;
    scan::ordered(sample::sources(), &ScanOptions::default(), take, |articles| {
        titles.extend(articles.unwrap().into_iter().map(|article| article.meta.title));
        ControlFlow::Continue(())
    });
    let home = Home::new();
    let mut reading = Start::reader(&home, &[]).go();
    reading.until_listed(titles.len());
    let shown = reading.shown();
    let begins = |title: &str| title.chars().take(12).collect::<String>();
    let listed = titles.iter().flatten().filter(|title| shown.contains(&begins(&title.value)));
    assert!(listed.count() >= titles.len() / 2, "{shown}");
    reading.keys("q");
    reading.until_ended(0);
}

#[test]
fn a_quotation_is_opened_and_copied_word_for_word() {
    let home = Home::new();
    let mut reading = bridge(&home);
    assert!(reading.pty.screen().alternate_screen() && reading.pty.screen().hide_cursor());
    assert_ne!(reading.pty.settings(), reading.pty.settings_before);
    reading.keys("\r]qy");
    reading.until_shown("OSC 52");
    let clip = copied(&reading.written()).unwrap();
    assert!(clip.starts_with("> “We keep the bridge, whatever the winter brings”\n"), "{clip}");
    assert!(clip.contains("— Ida Ober"), "{clip}");
    reading.keys("\x03");
    reading.until_ended(130);
}

#[test]
fn ctrl_c_leaves_at_once_from_anywhere() {
    let home = Home::new();
    let mut reading = bridge(&home);
    reading.keys("sbridge");
    reading.until_shown("search: bridge");
    reading.keys("\x03");
    reading.until_ended(130);
}

#[test]
fn signals_end_the_reader_and_give_the_terminal_back() {
    for (signal, code) in [("TERM", 143), ("HUP", 129)] {
        let home = Home::new();
        let mut reading = bridge(&home);
        reading.signal(signal);
        reading.until_ended(code);
    }
}

#[test]
fn a_terminal_that_is_closed_ends_the_reader() {
    let home = Home::new();
    let folder = home.article("bridge.txt", BRIDGE);
    let mut reading = Start::reader(&home, &[&folder]).go_without_shell();
    reading.until_listed(1);
    let deadline = Instant::now() + Duration::from_secs(120);
    let ended = reading.pty.hang_up(b"?", deadline).unwrap();
    assert!(ended.is_some(), "still running without a terminal");
}

#[test]
fn ctrl_z_gives_the_terminal_back_until_the_shell_continues() {
    let home = Home::new();
    let folder = home.article("bridge.txt", BRIDGE);
    let mut reading = Start::reader(&home, &[&folder]).with_jobs().go();
    reading.until_listed(1);
    reading.keys("\x1a");
    reading.until_shown("stopped.");
    reading.assert_restored();
    reading.keys("\n");
    reading.until("the screen taken again", |screen| {
        screen.alternate_screen() && screen.hide_cursor() && screen.contents().contains(" 1/1 ")
    });
    reading.keys("q");
    reading.until_ended(0);
}

#[test]
fn ctrl_l_draws_everything_again() {
    let home = Home::new();
    let mut reading = bridge(&home);
    // Something else has written on the screen.
    reading.pty.scribble(b"\x1b[5;5Hwall: the pier closes at six");
    reading.until_done();
    reading.until_gone("the pier closes");
    reading.until_shown("Harbour bridge stays open");
    reading.keys("q");
    reading.until_ended(0);
}

#[test]
fn resizing_keeps_the_place_in_the_article() {
    let home = Home::new();
    let folder = home.article("lamps.txt", &numbered(200));
    let mut reading = Start::reader(&home, &[&folder]).go();
    reading.until_listed(1);
    reading.keys("\r  ");
    reading.until("two pages further", |screen| {
        first_number(&screen.contents()).is_some_and(|number| number > 1020)
    });
    reading.until_done();
    let place = first_number(&reading.shown()).unwrap();
    let words = place.to_string();
    reading.pty.resize(60, 15).unwrap();
    reading.until("drawn anew in 60 columns", |screen| {
        screen.rows(0, 60).last().is_some_and(|row| row.contains("help"))
    });
    reading.until_done();
    assert!(reading.shown().contains(&words), "{words}\n{}", reading.shown());
    reading.pty.resize(140, 40).unwrap();
    reading.until("drawn anew in 140 columns", |screen| {
        screen.rows(0, 140).last().is_some_and(|row| row.contains("help"))
    });
    reading.until_done();
    assert_eq!(first_number(&reading.shown()), Some(place), "{}", reading.shown());
    reading.keys("\x03");
    reading.until_ended(130);
}

#[test]
fn an_article_comes_on_standard_input_and_keys_from_the_terminal() {
    let home = Home::new();
    let mut reading = Start::reader(&home, &["-"]).with_pipe(BRIDGE).go();
    reading.until_listed(1);
    reading.until_shown("Harbour bridge stays open");
    reading.keys("\r]q");
    reading.until_shown("›");
    reading.keys("\x03");
    reading.until_ended(130);
}

#[test]
fn without_a_terminal_one_line_says_so() {
    let home = Home::new();
    let folder = home.article("bridge.txt", BRIDGE);
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_nreader"));
    command.env_clear().env("HOME", home.path()).env("XDG_DATA_HOME", home.path()).arg(folder);
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("nreader: ") && said.contains("terminal"), "{said}");
}

/// Not a test of its own: [`a_panic_gives_the_terminal_back`] runs it on a
/// terminal.
#[test]
#[ignore = "run by another test"]
fn panics_with_the_terminal() {
    let mut terminal = Tty::take(ScreenUse::Alternate).unwrap();
    terminal.draw(|frame| frame.render_widget("taken", frame.area())).unwrap();
    panic!("the keeper fell asleep");
}

/// As above, in a thread that nobody waits for.
#[test]
#[ignore = "run by another test"]
fn panics_in_a_thread() {
    let mut terminal = Tty::take(ScreenUse::Alternate).unwrap();
    terminal.draw(|frame| frame.render_widget("taken", frame.area())).unwrap();
    let thread = spawn("keeper", || panic!("the keeper fell asleep")).unwrap();
    thread.join().unwrap();
    unreachable!("the panic ended the program");
}

#[test]
fn a_panic_gives_the_terminal_back_and_is_reported() {
    for name in ["reader::panics_with_the_terminal", "reader::panics_in_a_thread"] {
        let home = Home::new();
        let mut reading = Start::test(&home, name).go();
        reading.until_ended(101);
        assert!(reading.written().contains("\x1b[?1049h"), "{name} took no terminal");
        let shown = reading.shown();
        assert!(shown.contains("the keeper fell asleep"), "{shown}");
        assert!(!shown.contains("unreachable"), "{shown}");
    }
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let home = Home::new();
    let mut reading = bridge(&home);
    // Once everything has come; when that is, nobody can know.
    let deadline = Instant::now() + Duration::from_secs(120);
    while reading.pty.next(Instant::now() + Duration::from_millis(700)).is_some() {
        assert!(Instant::now() < deadline, "it never rests");
    }
    reading.keys("q");
    reading.until_ended(0);
}

#[test]
fn no_sequence_of_an_article_reaches_the_terminal() {
    let evil = [
        "\x1b]52;c;ZXZpbA==\x07",
        "\x1b]0;evil\x1b\\",
        "\x1b[?1337h",
        "\x1b[3;14;159t",
        "\u{9b}31;7m",
        "\u{9d}8;;evil\u{9c}",
        "\x1bP1;evil\x1b\\",
        "\x0e\x08\x7f\u{202e}\u{2066}",
    ];
    let evil = evil.concat();
    let home = Home::new();
    let text = format!(
        "Harbour {evil}bridge stays open\n\nBy Nora {evil}Vey\n\n\
         \"We keep {evil} the bridge,\" said Ida {evil}Ober, the mayor {evil} of Norrby.\n\n\
         The keeper of the {evil}bridge stands beside its old northern gate in the snow.\n"
    );
    let json = serde_json::json!({
        "title": format!("Ferry {evil}sails"),
        "author": format!("Nora {evil}Vey"),
        "source": format!("The Norrby {evil}Post"),
        "text": text,
    });
    home.article(&format!("a{}.txt", evil.replace('/', "")), &text);
    home.article("broken\x1b]0;evil\x07.json", "{\"title\": \x1b]0;evil\x07");
    let folder = home.article("b.json", &json.to_string());
    let paths = [folder.as_str(), "no\x1b]0;evil\x07\u{9b}1msuch"];
    let mut reading = Start::reader(&home, &paths).go();
    reading.until_shown("Harbour");
    for keys in ["\r", "]q", "w", ESC, "y", "t", "]e", "b", "E", ESC, "!", ESC, "?", ESC, "J"] {
        reading.keys(keys);
        reading.until_done();
    }
    reading.keys("sevil");
    reading.until_shown("search: evil");
    reading.keys("\x03");
    reading.until_ended(130);
    let written = reading.written();
    assert_eq!(written.matches("\x1b]").count(), 1, "only the copy");
    assert!(copied(&written).is_some_and(|clip| clip.starts_with("> “We keep")), "the copy");
    for sequence in ["\x1bP", "\x1b[?1337", "\x1b[3;14;159t", "\x1b[31;7m"] {
        assert!(!written.contains(sequence), "{sequence:?}");
    }
    let is_foreign = |c: &char| {
        matches!(c, '\x0e' | '\x08' | '\x7f' | '\u{80}'..='\u{9f}' | '\u{202e}' | '\u{2066}')
    };
    assert_eq!(written.chars().find(is_foreign), None);
}

#[test]
fn what_a_reader_made_is_there_after_a_restart() {
    let home = Home::new();
    let folder = home.article("bridge.txt", &format!("{BRIDGE}\n{}", numbered(120)));
    let mut reading = Start::reader(&home, &[&folder]).go();
    reading.until_listed(1);
    reading.until_gone("★");
    reading.keys("*");
    reading.until_shown("★");
    reading.keys("u");
    reading.until_gone("★");
    reading.keys("*");
    reading.until_shown("★");
    reading.keys("\r");
    reading.until_shown("Quotes 1");
    reading.keys("]qB");
    reading.until_shown("Quotes 0");
    reading.keys("  ");
    reading.until("two pages further", |screen| {
        first_number(&screen.contents()).is_some_and(|number| number > 1010)
    });
    reading.until_done();
    let place = first_number(&reading.shown()).unwrap();
    reading.keys("\x03");
    reading.until_ended(130);

    let mut reading = Start::reader(&home, &[&folder]).go();
    reading.until_listed(1);
    reading.until_shown("★");
    reading.keys("\r");
    reading.until_shown("Quotes 0");
    // A paragraph of which only the end was shown may now be shown whole.
    reading.until(&format!("{place} or the one before"), |screen| {
        first_number(&screen.contents()).is_some_and(|now| (place - 1..=place).contains(&now))
    });
    reading.keys("\x03");
    reading.until_ended(130);
}

#[test]
fn no_color_means_no_colour() {
    let home = Home::new();
    let folder = home.article("bridge.txt", BRIDGE);
    for (value, colours) in [("", true), ("1", false)] {
        let mut reading = Start::reader(&home, &[&folder]).with("NO_COLOR", value).go();
        reading.until_listed(1);
        reading.keys("\r]q");
        reading.until_shown("›");
        reading.keys("\x03");
        reading.until_ended(130);
        let written = reading.written();
        assert_eq!(attributes(&written).iter().any(sets_colour), colours, "{value:?}");
    }
}
