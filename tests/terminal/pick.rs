//! The picker's contract, line by line, on a real terminal: where it draws,
//! what it prints, how it ends, and how it leaves the terminal behind.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use nreader::inside::terminal::{ScreenUse, Tty};

use super::reading::{Home, Reading, Start};

const BRIDGE: &str = "Harbour bridge stays open\n\n\
    Since Monday morning trucks cross the harbour bridge of Norrby again in both directions.\n\n\
    \"We keep the bridge, whatever the winter brings,\" said Ida Ober, the mayor of Norrby.\n\n\
    \"The ferry sails only in summer, and not for long,\" said Jon Tarn, the harbour master.\n\n\
    The keeper of the bridge stands beside its old northern gate in the snow.\n";

/// What is printed of the mayor's words, but for their note.
const PLAIN: &str = "We keep the bridge, whatever the winter brings";

/// Runs the picker as a command of a shell, its answer and its complaints in
/// files, and tells how it ended.
const CAPTURED: &str = r#"
answer=$("$0" "$@" 2>errors)
code=$?
printf '%s' "$answer" > answer
printf '\nended %s.\n' $code
read -r _
"#;

/// As [`CAPTURED`], with a pipe that nobody asked to be read.
const PIPED: &str = r#"
printf 'a stray line' | { "$0" "$@" >answer 2>errors; code=$?; cat >rest; exit $code; }
printf '\nended %s.\n' $?
read -r _
"#;

const REDIRECTED: &str = r#"
"$0" "$@" </dev/null >answer 2>errors
printf '\nended %s.\n' $?
read -r _
"#;

/// With its number told, so that it gets signals.
const SIGNALLED: &str = r#"
/bin/sh -c 'printf "process %s.\n" $$; exec "$0" "$@" >answer 2>errors' "$0" "$@"
printf '\nended %s.\n' $?
read -r _
"#;

/// In a session without a terminal of its own, standard streams on one.
const WITHOUT_CONTROLLING_TERMINAL: &str = r#"
setsid -w "$0" "$@" >answer
printf '\nended %s.\n' $?
read -r _
"#;

const WITHOUT_TERMINAL: &str = r#"
setsid -w "$0" "$@" </dev/null >answer 2>errors
printf '\nended %s.\n' $?
read -r _
"#;

/// A caller that draws on the alternate screen in raw mode, as an editor does
/// that gives its child no terminal.
const EDITOR: &str = r#"
before=$(stty -g)
stty raw -echo
raw=$(stty -g)
printf '\033[?1049h\033[?2004h\033[?1000hthe editor'
"$0" "$@" </dev/null >answer 2>errors
code=$?
[ "$(stty -g)" = "$raw" ] && printf 'still raw, '
stty "$before"
printf 'ended %s.\n' $code
read -r _
"#;

/// An article that comes late: the pipe is open until Enter is typed on a
/// second terminal, which is a fifo here.
const LATE: &str = r#"
mkfifo gate
{ cat gate >/dev/null; cat bridge.txt; } | "$0" "$@" >answer 2>errors
printf '\nended %s.\n' $?
read -r _
"#;

/// The picker over the folder with the bridge, with more arguments.
fn start<'a>(home: &'a Home, more: &[&str]) -> Start<'a> {
    let folder = home.article("bridge.txt", BRIDGE);
    let mut arguments = vec!["pick", "--format", "plain", "--accessed", "none"];
    arguments.extend(more);
    arguments.extend(["--in", &folder]);
    Start::reader(home, &arguments)
}

fn begin(home: &Home, script: &'static str, more: &[&str]) -> Reading {
    let mut reading = start(home, more).with_script(script).go();
    reading.until_shown("2 quotations");
    reading
}

/// A file that the shell wrote beside the articles.
fn written(home: &Home, name: &str) -> String {
    fs::read_to_string(home.path().join(name)).unwrap_or_default()
}

/// Nothing was printed, neither as an answer nor as a complaint.
#[track_caller]
fn assert_silent(home: &Home) {
    assert_eq!(written(home, "answer"), "");
    assert_eq!(written(home, "errors"), "");
}

/// The answer is the mayor's words, once and alone.
#[track_caller]
fn assert_picked(home: &Home) {
    let answer = written(home, "answer");
    assert_eq!(answer.matches(PLAIN).count(), 1, "{answer:?}");
    assert!(answer.contains("Ida Ober") && !answer.contains("ferry"), "{answer:?}");
    assert!(!answer.contains('\u{1b}'), "{answer:?}");
    assert_eq!(written(home, "errors"), "");
}

#[test]
fn two_words_and_enter_print_the_quotation_and_nothing_else() {
    let home = Home::new();
    let mut reading = begin(&home, CAPTURED, &[]);
    assert!(reading.pty.screen().alternate_screen());
    reading.keys("winter ober");
    reading.until_shown("1 quotation");
    reading.keys("\r");
    reading.until_ended(0);
    assert_picked(&home);
}

#[test]
fn a_pipe_is_not_read_unless_asked_for() {
    let home = Home::new();
    let mut reading = begin(&home, PIPED, &[]);
    reading.keys("winter\r");
    reading.until_ended(0);
    assert_picked(&home);
    assert_eq!(written(&home, "rest"), "a stray line");
}

#[test]
fn all_streams_may_lead_elsewhere() {
    let home = Home::new();
    let mut reading = begin(&home, REDIRECTED, &[]);
    reading.keys("winter\r");
    reading.until_ended(0);
    assert_picked(&home);
}

#[test]
fn the_terminal_behind_a_stream_will_do() {
    let home = Home::new();
    let mut reading = begin(&home, WITHOUT_CONTROLLING_TERMINAL, &[]);
    reading.keys("winter\r");
    reading.until_ended(0);
    assert_picked(&home);
}

#[test]
fn without_a_terminal_one_line_names_the_command_that_needs_none() {
    let home = Home::new();
    let mut reading = start(&home, &[]).with_script(WITHOUT_TERMINAL).go();
    reading.until_ended(2);
    let said = written(&home, "errors");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("nreader find --json"), "{said}");
    assert_eq!(written(&home, "answer"), "");
}

#[test]
fn esc_and_ctrl_c_print_nothing() {
    for key in ["\x1b", "\x03"] {
        let home = Home::new();
        let mut reading = begin(&home, REDIRECTED, &[]);
        reading.keys("winter");
        reading.keys(key);
        reading.until_ended(130);
        assert_silent(&home);
    }
}

#[test]
fn signals_give_the_terminal_back_and_print_nothing() {
    for signal in ["INT", "TERM", "HUP"] {
        let home = Home::new();
        let mut reading = begin(&home, SIGNALLED, &[]);
        reading.signal(signal);
        reading.until_ended(130);
        assert_silent(&home);
    }
}

#[test]
fn ctrl_z_is_ignored() {
    let home = Home::new();
    let mut reading = begin(&home, REDIRECTED, &[]);
    reading.keys("\x1awinter\r");
    reading.until_ended(0);
    assert_picked(&home);
}

#[test]
fn inside_an_editor_its_screen_and_modes_are_kept() {
    let home = Home::new();
    let mut reading = start(&home, &[]).with_script(EDITOR).go();
    reading.until_shown("2 quotations");
    reading.keys("winter\r");
    reading.until_shown("still raw, ended 0.");
    let screen = reading.pty.screen();
    assert!(screen.alternate_screen(), "the editor was thrown out of its screen");
    assert!(screen.bracketed_paste() && !screen.hide_cursor());
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::PressRelease);
    let bytes = reading.written();
    assert_eq!(bytes.matches("\x1b[?1049").count(), 1, "only the editor's own");
    assert_eq!(bytes.matches("\x1b[?2004").count(), 1, "only the editor's own");
    assert_picked(&home);
}

#[test]
fn keep_may_be_asked_for() {
    for (variable, argument) in [("keep", "auto"), ("", "keep")] {
        let home = Home::new();
        let start = start(&home, &["--screen", argument]).with_script(REDIRECTED);
        let mut reading = start.with("NREADER_SCREEN", variable).go();
        reading.until_shown("2 quotations");
        assert!(!reading.pty.screen().alternate_screen());
        reading.keys("\x1b");
        reading.until_ended(130);
        assert!(!reading.shown().contains("quotations"), "{}", reading.shown());
    }
}

#[test]
fn keys_typed_before_the_library_is_there_are_kept() {
    let home = Home::new();
    home.article("bridge.txt", BRIDGE);
    fs::copy(home.path().join("articles/bridge.txt"), home.path().join("bridge.txt")).unwrap();
    let arguments = ["pick", "--format", "plain", "--accessed", "none", "--in", "-"];
    let mut reading = Start::reader(&home, &arguments).with_script(LATE).go();
    reading.until_shown("loading");
    reading.keys("winter");
    reading.until_shown("› winter");
    reading.keys("\r");
    // What is typed behind Enter is not for the picker.
    reading.keys("x");
    let gate = home.path().join("gate");
    fs::write(gate, "now").unwrap();
    reading.until_ended(0);
    assert_picked(&home);
}

#[test]
fn the_terminal_is_never_asked_a_question() {
    let home = Home::new();
    let mut reading = begin(&home, REDIRECTED, &[]);
    reading.keys("bridge\x06");
    reading.until_gone("enter: plain");
    reading.keys("\t\x1bv");
    reading.until_shown("No other article");
    reading.keys("\x1bt");
    reading.until_shown("begin here");
    reading.keys("\x03");
    reading.until_ended(130);
    let bytes = reading.written();
    for question in ["\x1b[6n", "\x1b[c", "\x1b[>", "\x1b[?u", "\x1b_G", "\x1b]11;?", "$p"] {
        assert!(!bytes.contains(question), "{question:?}");
    }
}

#[test]
fn several_are_marked_and_printed_in_the_order_of_marking() {
    let home = Home::new();
    let mut reading = begin(&home, REDIRECTED, &["--multi", "--print0"]);
    reading.keys("ferry");
    reading.until_shown("1 quotation");
    reading.keys("\x15");
    reading.until_shown("2 quotations");
    reading.keys("\x0e\0");
    reading.until_shown("1 marked");
    reading.keys("\x10\0");
    reading.until_shown("2 marked");
    reading.keys("\r");
    reading.until_ended(0);
    let answer = written(&home, "answer");
    let parts: Vec<&str> = answer.split('\0').collect();
    assert_eq!(parts.len(), 3, "{answer:?}");
    assert_eq!(parts[2], "");
    assert!(!parts[0].ends_with('\n') && !parts[1].ends_with('\n'), "{answer:?}");
}

#[test]
fn a_quotation_is_cut_by_words() {
    let home = Home::new();
    let mut reading = begin(&home, REDIRECTED, &["--no-newline"]);
    reading.keys("ferry");
    reading.until_shown("1 quotation");
    reading.keys("\x1bt");
    // The ferry | sails only in summer, | and not for long
    reading.keys("\x1b[C\x1b[C\x1b[H\x1b[C\x1b[C\x1b[C\x1b[F");
    reading.until_shown("Take care");
    reading.keys("\r");
    reading.until_ended(0);
    let answer = written(&home, "answer");
    assert!(answer.contains("sails only in summer"), "{answer}");
    assert!(!answer.contains("ferry sails") && !answer.contains("not for long"), "{answer}");
    assert!(!answer.ends_with('\n'), "{answer:?}");
}

#[test]
fn the_answer_goes_to_a_file_when_asked() {
    let home = Home::new();
    let mut reading = begin(&home, REDIRECTED, &["-o", "picked"]);
    reading.keys("winter\r");
    reading.until_ended(0);
    assert_silent(&home);
    assert!(written(&home, "picked").contains(PLAIN));
}

/// Writes the settings file.
fn configure(home: &Home, settings: &str) {
    let folder = home.path().join("config/nreader");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), settings).unwrap();
}

#[test]
fn the_answer_is_copied_by_the_command_of_the_settings() {
    let home = Home::new();
    configure(&home, "clipboard_command = [\"sh\", \"-c\", \"cat > copied\"]\n");
    let mut reading = begin(&home, REDIRECTED, &["--copy"]);
    reading.until_shown("to your clipboard command");
    reading.keys("winter\r");
    reading.until_ended(0);
    assert_picked(&home);
    assert_eq!(written(&home, "copied"), written(&home, "answer").trim_end());
}

#[test]
fn over_ssh_the_answer_is_sent_to_the_clipboard_of_the_terminal() {
    let home = Home::new();
    let start = start(&home, &["--copy"]).with_script(REDIRECTED).with("SSH_TTY", "/dev/pts/9");
    let mut reading = start.with("DISPLAY", ":0").go();
    reading.until_shown("2 quotations");
    reading.keys("winter\r");
    reading.until_ended(0);
    assert_picked(&home);
    assert_eq!(reading.written().matches("\x1b]52;c;").count(), 1);
}

#[test]
fn a_clipboard_that_fails_is_an_error_behind_the_answer() {
    let home = Home::new();
    configure(&home, "clipboard_command = \"no-such-program-here\"\n");
    let mut reading = begin(&home, REDIRECTED, &["--copy"]);
    reading.keys("winter\r");
    reading.until_ended(2);
    assert!(written(&home, "answer").contains(PLAIN));
    assert!(written(&home, "errors").contains("no-such-program-here"));
}

#[test]
fn the_format_follows_the_draft_and_ctrl_f_changes_it() {
    let home = Home::new();
    let folder = home.article("bridge.txt", BRIDGE);
    let arguments = ["pick", "--for", "draft.tex", "--query", "winter", "--in", &folder];
    let mut reading = Start::reader(&home, &arguments).with_script(REDIRECTED).go();
    reading.until_shown("1 quotation");
    reading.until_shown("enter: latex");
    reading.keys("\x06");
    reading.until_shown("enter: typst");
    reading.keys("\r");
    reading.until_ended(0);
    assert!(written(&home, "answer").starts_with("#quote"), "{}", written(&home, "answer"));
}

#[test]
fn one_answer_or_none_needs_no_key() {
    for (query, code) in [("winter", 0), ("zeppelin", 1)] {
        let home = Home::new();
        let more = ["--query", query, "--select-1", "--exit-0"];
        let mut reading = start(&home, &more).with_script(REDIRECTED).go();
        reading.until_ended(code);
        if code == 0 {
            assert_picked(&home);
        } else {
            assert_silent(&home);
        }
    }
}

#[test]
fn without_a_library_one_sentence_names_the_command_that_makes_one() {
    let home = Home::new();
    let mut reading = Start::reader(&home, &["pick"]).with_script(REDIRECTED).go();
    reading.until_ended(2);
    let said = written(&home, "errors");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("nreader add"), "{said}");
    assert_eq!(written(&home, "answer"), "");
}

#[test]
fn small_screens_show_the_words() {
    for (columns, rows) in [(60, 15), (40, 10), (20, 4), (1, 1)] {
        let home = Home::new();
        let start = start(&home, &[]).with_script(REDIRECTED).with_size(columns, rows);
        let mut reading = start.go();
        if columns >= 40 {
            reading.until_shown("We keep");
        } else {
            reading.until_drawn(0);
        }
        let before = reading.pty.raw().len();
        reading.keys("\t\x1bt\x1b[C\x1bv");
        reading.until_drawn(before);
        reading.pty.resize(80, 24).unwrap();
        reading.until_shown("2 quotations");
        reading.keys("\x03");
        reading.until_ended(130);
    }
}

#[test]
fn a_library_is_indexed_when_it_is_picked_from_first() {
    let home = Home::new();
    let folder = home.article("bridge.txt", BRIDGE);
    let mut adding = Command::new(env!("CARGO_BIN_EXE_nreader"));
    adding.env_clear().args(["add", &folder]);
    for kind in ["CONFIG", "DATA", "STATE", "CACHE"] {
        adding.env(format!("XDG_{kind}_HOME"), home.path().join(kind.to_lowercase()));
    }
    assert!(adding.output().unwrap().status.success());
    let arguments = ["pick", "--format", "plain", "--query", "winter", "--accessed", "none"];
    let mut reading = Start::reader(&home, &arguments).with_script(REDIRECTED).go();
    reading.until_shown("1 quotation");
    reading.keys("\r");
    reading.until_ended(0);
    assert_picked(&home);
}

/// Not a test of its own: [`a_panic_gives_the_terminal_back`] runs it on a
/// terminal.
#[test]
#[ignore = "run by another test"]
fn panics_with_the_terminal() {
    let mut terminal = Tty::take(ScreenUse::Auto).unwrap();
    terminal.draw(|frame| frame.render_widget("taken", frame.area())).unwrap();
    panic!("the keeper fell asleep");
}

#[test]
fn a_panic_gives_the_terminal_back() {
    let home = Home::new();
    let mut reading = Start::test(&home, "pick::panics_with_the_terminal").go();
    reading.until_ended(101);
    assert!(reading.written().contains("\x1b[?1049h"), "it took no terminal");
    assert!(reading.shown().contains("the keeper fell asleep"), "{}", reading.shown());
}

#[test]
fn a_popup_of_tmux_passes_the_exit_code_on() {
    if Command::new("tmux").arg("-V").output().is_err() {
        eprintln!("skipped: tmux is not installed");
        return;
    }
    let home = Home::new();
    let folder = home.article("bridge.txt", BRIDGE);
    let script = r"
unset TMUX
tmux -S socket -f /dev/null new-session -d -x 100 -y 30 'sh -i'
tmux -S socket set-option -g status off
tmux -S socket attach
printf 'ended 0.\n'
read -r _
";
    let mut reading = Start::reader(&home, &[]).with_script(script).with_size(100, 30).go();
    reading.until_prompted();
    let tmux = |arguments: &[&str]| {
        let mut command = Command::new("tmux");
        command.env_remove("TMUX").current_dir(home.path()).args(["-S", "socket"]);
        command.args(arguments).spawn().unwrap()
    };
    let program = env!("CARGO_BIN_EXE_nreader");
    for (keys, code) in [("winter\r", 0), ("\x1b", 130)] {
        let pick = format!(
            "cd {} && {program} pick --format plain --accessed none --in {folder} -o answer --copy",
            home.path().display()
        );
        let mut popup = tmux(&["display-popup", "-E", "-w", "90%", "-h", "80%", &pick]);
        reading.until_shown("2 quotations");
        reading.keys(keys);
        let deadline = Instant::now() + Duration::from_secs(120);
        let status = loop {
            if let Some(status) = popup.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < deadline, "the popup never ended\n{}", reading.shown());
            let _ = reading.pty.next(Instant::now() + Duration::from_millis(20));
        };
        assert_eq!(status.code(), Some(code), "{}", reading.shown());
    }
    assert_picked(&home);
    tmux(&["save-buffer", "copied"]).wait().unwrap();
    assert_eq!(written(&home, "copied"), written(&home, "answer").trim_end());
    tmux(&["kill-server"]).wait().unwrap();
}
