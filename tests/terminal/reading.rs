//! The reader as a person starts it: from a shell, on a terminal, with folders
//! of its own.

use std::path::Path;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::pty::Pty;

/// Esc as terminals send it that tell keys apart: never the beginning of another
/// key, whatever is typed behind it.
pub(crate) const ESC: &str = "\x1b[27u";

/// What is written behind every screen: whether the cursor is seen.
const FRAME_END: &str = "\x1b[?25";

/// Within this time everything happens, on the slowest machine that compiles
/// something else besides; only a test that fails waits for it.
const DEADLINE: Duration = Duration::from_secs(120);

/// Runs the program given as `$0` with its arguments, tells its process
/// number, and how it ended; then waits for Enter, so that the terminal can be
/// looked at as the program left it. A shell stays the leader of the session:
/// when the leader itself ends, the system resets the terminal.
const SHELL: &str = r#"
/bin/sh -c 'printf "process %s.\n" $$; exec "$0" "$@"' "$0" "$@"
printf '\nended %s.\n' $?
read -r _
"#;

/// As [`SHELL`], with job control: a stopped program is continued at Enter.
const SHELL_WITH_JOBS: &str = r#"
set -m
"$0" "$@"
printf '\nstopped.\n'
read -r _
fg
printf '\nended %s.\n' $?
read -r _
"#;

/// As [`SHELL`], with what `$ARTICLE` holds on a pipe to standard input.
const SHELL_WITH_PIPE: &str = r#"
printf '%s' "$ARTICLE" | "$0" "$@"
printf '\nended %s.\n' $?
read -r _
"#;

/// A folder for all that a run of the reader keeps.
pub(crate) struct Home(TempDir);

impl Home {
    pub(crate) fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes an article to read.
    pub(crate) fn article(&self, name: &str, content: &str) -> String {
        let folder = self.path().join("articles");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), content).unwrap();
        self.articles()
    }

    /// The folder of the articles.
    pub(crate) fn articles(&self) -> String {
        self.path().join("articles").into_os_string().into_string().unwrap()
    }
}

/// How to start the reader.
pub(crate) struct Start<'a> {
    home: &'a Home,
    shell: &'static str,
    program: String,
    arguments: Vec<String>,
    environment: Vec<(&'static str, String)>,
    size: (u16, u16),
}

impl<'a> Start<'a> {
    /// The reader on these paths, on a terminal of 140 by 40.
    pub(crate) fn reader(home: &'a Home, paths: &[&str]) -> Start<'a> {
        Start {
            home,
            shell: SHELL,
            program: env!("CARGO_BIN_EXE_nreader").to_owned(),
            arguments: paths.iter().map(|&path| path.to_owned()).collect(),
            environment: Vec::new(),
            size: (140, 40),
        }
    }

    /// A test of this very program that is otherwise ignored.
    pub(crate) fn test(home: &'a Home, name: &str) -> Start<'a> {
        let program = std::env::current_exe().unwrap().into_os_string().into_string().unwrap();
        let arguments = ["--exact", name, "--ignored", "--nocapture", "--test-threads=1"];
        Start { program, ..Start::reader(home, &arguments) }
    }

    pub(crate) fn with(mut self, variable: &'static str, value: &str) -> Start<'a> {
        self.environment.push((variable, value.to_owned()));
        self
    }

    /// Starts it from a script of `/bin/sh` that gets it as `$0` with its
    /// arguments.
    pub(crate) fn with_script(self, script: &'static str) -> Start<'a> {
        Start { shell: script, ..self }
    }

    /// Another program with the same arguments, looked for in the path.
    pub(crate) fn with_program(self, program: &str) -> Start<'a> {
        Start { program: program.to_owned(), ..self }
    }

    pub(crate) fn with_size(self, columns: u16, rows: u16) -> Start<'a> {
        Start { size: (columns, rows), ..self }
    }

    pub(crate) fn with_jobs(self) -> Start<'a> {
        Start { shell: SHELL_WITH_JOBS, ..self }
    }

    pub(crate) fn with_pipe(self, article: &str) -> Start<'a> {
        Start { shell: SHELL_WITH_PIPE, ..self }.with("ARTICLE", article)
    }

    /// Starts it from a shell.
    pub(crate) fn go(self) -> Reading {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", self.shell, &self.program]);
        self.begin(command)
    }

    /// Starts it as the leader of the session.
    pub(crate) fn go_without_shell(self) -> Reading {
        let command = CommandBuilder::new(&self.program);
        self.begin(command)
    }

    fn begin(self, mut command: CommandBuilder) -> Reading {
        command.args(&self.arguments);
        command.env_clear();
        command.cwd(self.home.path());
        command.env("TERM", "xterm-256color");
        command.env("HOME", self.home.path());
        for kind in ["CONFIG", "DATA", "STATE", "CACHE"] {
            let folder = self.home.path().join(kind.to_lowercase());
            command.env(format!("XDG_{kind}_HOME"), folder);
        }
        for (variable, value) in &self.environment {
            command.env(variable, value);
        }
        Reading { pty: Pty::start(command, self.size.0, self.size.1).unwrap() }
    }
}

/// The reader while somebody reads.
pub(crate) struct Reading {
    pub(crate) pty: Pty,
}

impl Reading {
    /// Types keys.
    pub(crate) fn keys(&mut self, keys: &str) {
        self.pty.send(keys.as_bytes()).unwrap();
    }

    /// Waits until the screen is as it should be.
    #[track_caller]
    pub(crate) fn until(&mut self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !is_so(self.pty.screen()) {
            let more = self.pty.next(deadline).is_some();
            assert!(more, "never happened: {what}\n{}", self.pty.screen().contents());
        }
    }

    /// Waits until the words stand on the screen.
    #[track_caller]
    pub(crate) fn until_shown(&mut self, words: &str) {
        self.until(words, |screen| screen.contents().contains(words));
    }

    /// Waits until the words stand on the screen no more.
    #[track_caller]
    pub(crate) fn until_gone(&mut self, words: &str) {
        self.until(&format!("no {words}"), |screen| !screen.contents().contains(words));
    }

    /// Waits until so many articles are listed.
    #[track_caller]
    pub(crate) fn until_listed(&mut self, articles: usize) {
        self.until_shown(&format!(" 1/{articles} "));
    }

    /// Waits until the reader has done what was typed before: it is asked to
    /// draw all of its screen, and has drawn that to its end. An Esc typed
    /// before has to be [`ESC`], or has to have been seen to work: with the key
    /// behind it, it would be another key.
    #[track_caller]
    pub(crate) fn until_done(&mut self) {
        let from = self.pty.raw().len();
        self.keys("\x0c");
        self.until_written(from, |bytes| {
            bytes.split_once("\x1b[2J").is_some_and(|(_, frame)| frame.contains(FRAME_END))
        });
    }

    /// Waits until a screen was drawn to its end behind so many bytes of all
    /// that was written.
    #[track_caller]
    pub(crate) fn until_drawn(&mut self, from: usize) {
        self.until_written(from, |bytes| bytes.contains(FRAME_END));
    }

    /// Waits until what was written behind the first bytes is as it should be.
    #[track_caller]
    fn until_written(&mut self, from: usize, is_so: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !is_so(&String::from_utf8_lossy(&self.pty.raw()[from..])) {
            let more = self.pty.next(deadline).is_some();
            assert!(more, "never written\n{}", self.shown());
        }
    }

    /// Waits until a shell waits for a command.
    #[track_caller]
    pub(crate) fn until_prompted(&mut self) {
        self.until("a prompt", |screen| {
            screen.contents().trim_end().ends_with(['$', '%', '>', '#'])
        });
    }

    /// What stands on the screen.
    pub(crate) fn shown(&self) -> String {
        self.pty.screen().contents()
    }

    /// All that was written, as text; bytes that are no text are replaced.
    pub(crate) fn written(&self) -> String {
        String::from_utf8_lossy(self.pty.raw()).into_owned()
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&mut self, name: &str) {
        let written = self.written();
        let told = written.split_once("process ").unwrap().1;
        let process = told.split_once('.').unwrap().0;
        let kill = format!("kill -{name} {process}");
        let status = std::process::Command::new("/bin/sh").args(["-c", &kill]).status().unwrap();
        assert!(status.success(), "{kill}");
    }

    /// Waits for the end, and checks that the terminal is as it was before:
    /// the usual screen with its cursor, and all settings.
    #[track_caller]
    pub(crate) fn until_ended(&mut self, code: i32) {
        self.until("the end", |screen| {
            let contents = screen.contents();
            contents.split_once("ended ").is_some_and(|(_, code)| code.contains('.'))
        });
        let shown = self.shown();
        assert!(shown.contains(&format!("ended {code}.")), "not {code}:\n{shown}");
        self.assert_restored();
    }

    /// The terminal is as it was before the reader ran.
    #[track_caller]
    pub(crate) fn assert_restored(&self) {
        let screen = self.pty.screen();
        assert!(!screen.alternate_screen(), "the alternate screen was not left");
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is still on");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(self.pty.settings(), self.pty.settings_before);
    }
}
