//! One file: read, loaded, corrected, extracted, with a panic of any of them
//! caught.

use std::fs::{self, File};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{self, Path};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::walk::{Job, ScanItem, problem_of_file};
use super::{FactsWanted, LoadedDocument, ScanOptions, WORKER_NAME, worker_count};
use crate::library::annotation::{Annotation, Target};
use crate::library::corrections::{self, Applied};
use crate::library::linker::ArticleFacts;
use newsquotes::model::{Article, Document, Problem, Text};
use newsquotes::{extract, load};

/// A file of more bytes is large: loading takes several times its size.
const LARGE: u64 = 32 << 20;

/// A line of plain text of more bytes is no part of an article. Loading takes
/// 23 times the length of a line (2.3 GB for 100 MB, in 44 s), so that this is
/// what 200 MB of memory and some seconds have room for.
const LONGEST_LINE: usize = 8 << 20;

/// Bytes by which a file is known to be no text.
const HEAD: usize = 4096;

/// A file with so many articles is worth several threads.
const MANY: usize = 64;

/// Loads items on any number of threads, large files one at a time.
#[derive(Debug)]
pub(in crate::library) struct Loader {
    options: ScanOptions,
    large: Mutex<()>,
}

impl Loader {
    pub(in crate::library) fn new(options: ScanOptions) -> Loader {
        Loader { options, large: Mutex::new(()) }
    }

    /// Loads one item and does `work` on it.
    pub(in crate::library) fn load<T>(
        &self,
        item: ScanItem,
        work: impl FnOnce(LoadedDocument) -> T,
    ) -> Result<T, Problem> {
        let sequence = item.sequence;
        match item.job? {
            Job::Bytes { path, bytes } => {
                let target = Target { path: path.clone(), ..Target::default() };
                check_lines(&path, &bytes)?;
                guard(&path, || work(self.document(sequence, target, &path, bytes)))
            }
            Job::File(file) => {
                let shown = file.to_string_lossy().into_owned();
                let target = Target { path: absolute(&file), ..Target::default() };
                let opened = File::open(&file).map_err(|error| problem_of_file(&file, &error))?;
                let size = opened.metadata().map_or(0, |metadata| metadata.len());
                let _one_at_a_time = (size > LARGE)
                    .then(|| self.large.lock().unwrap_or_else(PoisonError::into_inner));
                let bytes = self.read(opened, size, &file)?;
                check_lines(&shown, &bytes)?;
                guard(&shown, || work(self.document(sequence, target, &shown, bytes)))
            }
        }
    }

    /// All bytes of a file; `size` is what the file system says of it, which
    /// for a pipe is nothing.
    fn read(&self, file: File, size: u64, path: &Path) -> Result<Vec<u8>, Problem> {
        let limit = self.options.max_file_bytes;
        let mut bytes = Vec::new();
        if size <= limit {
            if let Ok(size) = usize::try_from(size) {
                bytes.reserve(size);
            }
            let read = file.take(limit.saturating_add(1)).read_to_end(&mut bytes);
            read.map_err(|error| problem_of_file(path, &error))?;
        }
        if size > limit || bytes.len() as u64 > limit {
            return Err(Problem {
                path: path.to_string_lossy().into_owned(),
                what: format!("it is larger than {} and was not read", size_in_words(limit)),
                hint: "split it into smaller files".into(),
            });
        }
        Ok(bytes)
    }

    fn document(
        &self,
        sequence: usize,
        mut target: Target,
        shown: &str,
        bytes: Vec<u8>,
    ) -> LoadedDocument {
        let size = bytes.len() as u64;
        let mut document = load::load(shown, bytes);
        target.sha256 = document.origin.sha256;
        let annotations = self.options.annotations.of_document(&target);
        let corrected = annotations.iter().any(|annotation| annotation.body.is_correction());
        let pristine = corrected.then(|| document.clone());
        let applied = self.annotate(&mut document, annotations);
        let facts =
            if self.options.find == FactsWanted::ALL { facts(&document) } else { Vec::new() };
        LoadedDocument { sequence, target, size, document, pristine, applied, facts }
    }

    /// Corrections of blocks come before the extraction, which reads them,
    /// those of speakers after it.
    fn annotate(&self, document: &mut Document, annotations: Vec<Annotation>) -> Applied {
        let mut applied = corrections::apply(document, annotations);
        self.extract(document);
        if self.options.find.quotes {
            corrections::apply_speakers(document, &mut applied);
        }
        applied
    }

    /// Finds what is wanted in every article; those of a file with many of
    /// them on several threads.
    fn extract(&self, document: &mut Document) {
        let find = self.options.find;
        if find == FactsWanted::NOTHING {
            return;
        }
        let text = document.text.clone();
        let text = &text;
        let articles = &mut document.articles;
        if articles.len() < MANY {
            find_in(find, text, articles);
            return;
        }
        let share = articles.len().div_ceil(worker_count(self.options.threads));
        thread::scope(|scope| {
            for part in articles.chunks_mut(share) {
                let name = format!("{WORKER_NAME} part");
                let work = move || find_in(find, text, part);
                // Without a thread the part stays without quotations.
                let _ = thread::Builder::new().name(name).spawn_scoped(scope, work);
            }
        });
    }
}

fn facts(document: &Document) -> Vec<ArticleFacts> {
    document.articles.iter().map(|article| ArticleFacts::read(&document.text, article)).collect()
}

fn find_in(find: FactsWanted, text: &Text, articles: &mut [Article]) {
    for article in articles {
        // The quotations ask the names who may speak, and find none anew.
        if find.entities {
            extract::find_entities(text, article);
        }
        if find.quotes {
            extract::find_quotes(text, article);
        }
    }
}

/// Refuses plain text with a line that would take all memory. What is marked up
/// or binary has lines of any length, and its own limits.
fn check_lines(path: &str, bytes: &[u8]) -> Result<(), Problem> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    if matches!(first, Some(b'{' | b'[' | b'<')) || head.contains(&0) {
        return Ok(());
    }
    let mut start = 0;
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).chain([bytes.len()]);
    for end in ends {
        if end - start > LONGEST_LINE {
            return Err(Problem {
                path: path.to_owned(),
                what: format!(
                    "it has a line of {} and was not read",
                    size_in_words((end - start) as u64)
                ),
                hint: "break it into lines, or take it out of the library".into(),
            });
        }
        start = end;
    }
    Ok(())
}

/// Does `work`, a panic of which is a problem of the file at `path`.
fn guard<T>(path: &str, work: impl FnOnce() -> T) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Problem {
        path: path.to_owned(),
        what: "nreader failed on this file, which is a defect of nreader".into(),
        hint: "please report it with the file; the other files are not affected".into(),
    })
}

/// The one path of a file from the root, however it was named: with links and
/// `..` resolved.
fn absolute(path: &Path) -> String {
    let resolved = fs::canonicalize(path).or_else(|_| path::absolute(path));
    resolved.unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}

fn size_in_words(bytes: u64) -> String {
    match bytes {
        0..0x400 => format!("{bytes} bytes"),
        0x400..0x10_0000 => format!("{} KB", bytes >> 10),
        _ => format!("{} MB", bytes >> 20),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item() -> ScanItem {
        ScanItem {
            sequence: 4,
            job: Ok(Job::Bytes { path: "a.txt".into(), bytes: b"Hm".to_vec() }),
        }
    }

    #[test]
    fn a_panic_is_a_problem_of_its_file() {
        let loader = Loader::new(ScanOptions::default());
        let failed: Result<(), Problem> = loader.load(item(), |_| panic!("a bug"));
        let problem = failed.unwrap_err();
        assert_eq!(problem.path, "a.txt");
        assert!(problem.what.contains("defect of nreader"));
        assert_eq!(loader.load(item(), |loaded| loaded.sequence), Ok(4), "it goes on");
    }

    #[test]
    fn a_line_that_would_take_all_memory_is_refused_in_plain_text() {
        let long = vec![b'a'; LONGEST_LINE + 1];
        let problem = check_lines("a.txt", &long).unwrap_err();
        assert!(problem.what.contains("a line of 8 MB"), "{problem:?}");
        let broken = long.chunks(1000).collect::<Vec<_>>().join(&b'\n');
        assert_eq!(check_lines("a.txt", &broken), Ok(()));
        let (json, page) = ([b"{", long.as_slice()].concat(), [b" <p>", long.as_slice()].concat());
        assert_eq!((check_lines("a.json", &json), check_lines("a.html", &page)), (Ok(()), Ok(())));
        let binary = [b"PK\x03\x04\0", long.as_slice()].concat();
        assert_eq!(check_lines("a.docx", &binary), Ok(()));
    }

    #[test]
    fn sizes_are_said_in_words() {
        assert_eq!(size_in_words(512 << 20), "512 MB");
        assert_eq!(size_in_words(3), "3 bytes");
    }
}
