//! A session with its screen, without a terminal: keys are pressed, rows are
//! read.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::app::{
    self, Action, AnswerSurroundings, CheckTask, Checked, Content, Context, Effect, FileTask,
    KeptFromBefore, Loading, Session, WriteTask,
};
use crate::cite::check::{Checker, Draft, markup_of};
use crate::library::annotation::Annotation;
use crate::library::corrections;
use crate::library::index::{Bytes, FilesWriter, Index, IndexEntry};
use crate::library::linker::{Aliases, Linker};
use crate::library::scan::{self, ScanOptions, ScanSource};
use crate::run::FileDocuments;
use crate::ui::keymap::KeyPress;
use crate::ui::theme::Theme;
use crate::ui::{Input, Screen, ScreenOptions};
use crossterm::event::KeyEvent;
use newsquotes::model::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// A session with its screen.
pub(crate) struct Stage {
    pub(crate) session: Session,
    linker: Linker,
    index: Index,
    writer: FilesWriter,
    screen: RefCell<Screen>,
    /// Drafts by their names, and what was written into files.
    #[allow(dead_code, reason = "the stage serves several tests")]
    pub(crate) drafts: BTreeMap<String, String>,
    pub(crate) written: BTreeMap<String, String>,
}

/// What is on the screen.
pub(crate) struct Shown(Buffer);

impl Stage {
    /// With these files loaded: names and content.
    pub(crate) fn new(files: &[(&str, &str)]) -> Stage {
        Stage::with_annotations(files, &[])
    }

    /// The same, with what the user made of them before.
    pub(crate) fn with_annotations(files: &[(&str, &str)], made: &[Annotation]) -> Stage {
        let bytes = |(path, content): &(&str, &str)| ScanSource::Bytes {
            path: (*path).to_owned(),
            bytes: content.as_bytes().to_vec(),
        };
        Stage::of(files.iter().map(bytes).collect(), made, Theme::monochrome())
    }

    /// With everything chosen.
    pub(crate) fn of(sources: Vec<ScanSource>, made: &[Annotation], theme: Theme) -> Stage {
        let options = ScreenOptions { text_width: 72, sidebar: true, theme, keys: BTreeMap::new() };
        let (screen, problems) = Screen::new(&options);
        assert!(problems.is_empty(), "{problems:?}");
        let index = Index::in_memory().unwrap();
        let mut stage = Stage {
            session: Session::new(KeptFromBefore {
                annotations: made.to_vec(),
                ..KeptFromBefore::default()
            }),
            writer: index.writer().unwrap(),
            index,
            linker: Linker::new(Aliases::shipped()),
            screen: RefCell::new(screen),
            drafts: BTreeMap::new(),
            written: BTreeMap::new(),
        };
        let loaded = sources.into_iter().enumerate().map(|(sequence, source)| {
            let mut loaded = scan::one(source, &ScanOptions::default()).unwrap();
            let path = &loaded.document.origin.path;
            let of_file = |made: &&Annotation| made.target.path == *path;
            let made: Vec<_> = made.iter().filter(of_file).cloned().collect();
            if !made.is_empty() {
                loaded.applied = corrections::apply(&mut loaded.document, made);
            }
            scan::LoadedDocument { sequence, ..loaded }
        });
        let loading = Loading { done: true, ..Loading::default() };
        let news = vec![Action::Loaded(loaded.collect()), Action::Loading(loading)];
        stage.give(Input::News(news));
        stage
    }

    /// Presses keys, spelled as in the key map and separated by blanks.
    pub(crate) fn press(&mut self, keys: &str) -> Vec<Effect> {
        let keys = keys.split_whitespace().map(|key| KeyPress::parse(key).unwrap().event());
        keys.collect::<Vec<_>>().into_iter().flat_map(|key| self.give(Input::Key(key))).collect()
    }

    /// Types words, letter by letter.
    pub(crate) fn write(&mut self, words: &str) {
        for letter in words.chars() {
            let key = KeyEvent::from(crossterm::event::KeyCode::Char(letter));
            self.give(Input::Key(key));
        }
    }

    /// Moves the focus to a pane.
    pub(crate) fn focus(&mut self, context: Context) {
        let keys = match context {
            Context::List => "",
            Context::Reading => "tab",
            Context::Sidebar => "tab tab",
            Context::Selecting => "tab v",
        };
        self.press(keys);
    }

    /// Hands something to the screen and carries out at once what workers do
    /// for the program.
    fn give(&mut self, input: Input) -> Vec<Effect> {
        let effects = self.screen.get_mut().handle(&mut self.session, input);
        effects.into_iter().flat_map(|effect| self.carry_out(effect)).collect()
    }

    /// The effects that are left for the world.
    fn carry_out(&mut self, effect: Effect) -> Vec<Effect> {
        let news = match effect {
            Effect::Index(jobs) => {
                for job in jobs {
                    let path = &job.target.path;
                    let bytes = Bytes { path, size: job.size, stamp: None, corrections: 0 };
                    let entry = IndexEntry::of_document(&job.document, bytes);
                    self.writer.put(entry).unwrap();
                }
                self.writer.commit().unwrap();
                Action::Indexed
            }
            Effect::AskIndex(question) => {
                let today = Date { year: Some(2026), month: Some(11), day: Some(21), minute: None };
                let around = AnswerSurroundings { today, spellings: &|_| Vec::new() };
                let answer = app::answer_index(&self.index.snapshot(), &question, &around);
                Action::IndexAnswered { ticket: question.ticket, answer }
            }
            Effect::Link(jobs) => {
                for job in jobs {
                    self.linker.add(&job.document, job.fingerprint, &job.facts);
                }
                return Vec::new();
            }
            Effect::Decide(decisions) => {
                self.linker.decide(decisions);
                return Vec::new();
            }
            Effect::Ask(question) => {
                let answer = app::answer(&self.linker, &question.asked);
                Action::Answered { ticket: question.ticket, answer }
            }
            Effect::Check(task) => {
                Action::Checked { draft: task.draft.clone(), found: self.check(&task) }
            }
            Effect::File(FileTask::Name { begun }) => {
                let names = self.drafts.keys().filter(|name| name.starts_with(&begun)).cloned();
                let names = names.collect();
                Action::FilesNamed { begun, names }
            }
            Effect::File(FileTask::Write(task)) => {
                if !task.over && self.written.contains_key(&task.file) {
                    Action::FileExists(task)
                } else {
                    return self.write_file(task);
                }
            }
            effect => return vec![effect],
        };
        self.give(Input::News(vec![news]))
    }

    /// Keeps what is written; what is composed of many articles is left.
    fn write_file(&mut self, task: WriteTask) -> Vec<Effect> {
        match &task.content {
            Content::Text { text, .. } => {
                self.written.insert(task.file, text.clone());
                Vec::new()
            }
            Content::Articles(_) => vec![Effect::File(FileTask::Write(task))],
        }
    }

    fn check(&self, task: &CheckTask) -> Result<Checked, String> {
        let Some(content) = self.drafts.get(&task.draft) else {
            return Err(format!("{} cannot be read.", task.draft));
        };
        let held = task.held.iter().map(|(_, document)| Arc::clone(document));
        let gathered = FileDocuments::of(held).unwrap();
        let draft = Draft::read(markup_of(&task.draft), content);
        let findings = Checker::new(&gathered, Checker::SHORTEST).check(&draft);
        Ok(Checked {
            name: task.draft.clone(),
            path: format!("/drafts/{}", task.draft),
            draft: Arc::new(draft),
            findings: Arc::new(findings),
        })
    }

    /// What a terminal of this size shows.
    pub(crate) fn screen(&self, columns: u16, rows: u16) -> Shown {
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        self.screen.borrow_mut().draw(&self.session, area, &mut buffer);
        Shown(buffer)
    }
}

impl Shown {
    #[allow(dead_code, reason = "the stage serves several tests")]
    pub(crate) fn buffer(&self) -> &Buffer {
        &self.0
    }

    pub(crate) fn cell(&self, column: u16, row: u16) -> &str {
        self.0[(column, row)].symbol()
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        self.0.content.iter().map(ratatui::buffer::Cell::symbol)
    }

    fn rows(&self) -> Vec<String> {
        let columns = usize::from(self.0.area.width).max(1);
        self.0.content.chunks(columns).map(row_words).collect()
    }

    pub(crate) fn has(&self, words: &str) -> bool {
        self.rows().iter().any(|row| row.contains(words))
    }

    /// The first row that holds the words.
    pub(crate) fn row_with(&self, words: &str) -> String {
        self.rows().into_iter().find(|row| row.contains(words)).unwrap_or_default()
    }

    /// The number of the first row that holds the words.
    pub(crate) fn row_of(&self, words: &str) -> usize {
        self.rows().iter().position(|row| row.contains(words)).unwrap_or(usize::MAX)
    }

    /// The words in reversed video.
    #[allow(dead_code, reason = "the stage serves several tests")]
    pub(crate) fn reversed(&self) -> String {
        let reversed = |cell: &&ratatui::buffer::Cell| cell.modifier.contains(Modifier::REVERSED);
        self.0.content.iter().filter(reversed).map(ratatui::buffer::Cell::symbol).collect()
    }

    /// Everything from a column on.
    pub(crate) fn column(&self, from: usize) -> String {
        let columns = usize::from(self.0.area.width).max(1);
        let rows = self.0.content.chunks(columns).map(|row| row_words(&row[from..]));
        rows.collect::<Vec<_>>().join("\n")
    }
}

/// A row as text; the cell behind a wide letter is part of it.
fn row_words(cells: &[ratatui::buffer::Cell]) -> String {
    let mut words = String::new();
    let mut skip = 0;
    for cell in cells {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        words.push_str(cell.symbol());
        skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
    }
    words
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in self.rows() {
            writeln!(f, "{}", row.trim_end())?;
        }
        Ok(())
    }
}
