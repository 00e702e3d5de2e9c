//! What arrives from the library: files listed by the index, documents that
//! were loaded or fetched, files that are gone.

use std::collections::HashSet;
use std::ops::Range;

use super::entry::Standing;
use super::files::SessionFile;
use super::held::HeldDocument;
use super::{ListEntry, Session};
use crate::app::{Action, ArticleId, Effect, Listing, Notice};
use crate::library::annotation::Target;
use crate::library::scan::LoadedDocument;
use crate::library::sure::sure;
use newsquotes::model::Problem;

impl Session {
    /// Where an action needs a document that is not in memory, it waits for
    /// it; what has to be done to get it is returned.
    pub(super) fn postpone(&mut self, action: &Action) -> Option<Vec<Effect>> {
        let id = action.needs()?;
        let index = self.entry(id).filter(|entry| entry.standing != Standing::Gone)?.file;
        let file = self.files.get_mut(index)?;
        if file.held.is_some() {
            return None;
        }
        if !matches!(action, Action::Want(_)) {
            self.waiting.push(action.clone());
        }
        let asked = std::mem::replace(&mut file.awaited, true);
        file.failed = None;
        Some((!asked).then(|| Effect::Fetch(file.target.path.clone())).into_iter().collect())
    }

    /// The article is looked at: its document leaves memory last.
    pub(super) fn look_at(&mut self, id: ArticleId) {
        if let Some(file) = self.entry(id).map(|entry| entry.file) {
            self.files.touch(file);
        }
    }

    pub(super) fn take_loaded(&mut self, batch: Vec<LoadedDocument>) -> Vec<Effect> {
        let mut moved = Vec::new();
        let mut effects = Vec::new();
        let mut jobs = Vec::new();
        let mut index = Vec::new();
        for mut loaded in batch {
            self.problems.extend(loaded.document.problems.iter().cloned());
            let known = self.files.find(&loaded.target.path).is_some();
            let articles = u32::try_from(loaded.document.articles.len()).unwrap_or(u32::MAX);
            let file = self.place_file(&loaded.target, loaded.sequence, articles);
            let changed = known && self.note_bytes(file, &loaded.target);
            if changed {
                let name = loaded.document.origin.file_name().to_owned();
                self.notice = Some(Notice::done(format!("{name} has changed; it was read anew.")));
                effects.push(Effect::Reindex(loaded.target.path.clone()));
            }
            let facts = std::mem::take(&mut loaded.facts);
            let held = HeldDocument::new(loaded);
            if !known {
                jobs.push(held.link_job(facts));
                index.push(held.index_job());
            }
            moved.extend(self.fill_entries(file, |entry| entry.fill(&held)));
            self.files.hold(file, held);
        }
        self.sort_in(moved);
        if !jobs.is_empty() {
            effects.push(Effect::Link(jobs));
            effects.push(Effect::Index(index));
        }
        effects.extend(self.catch_up());
        effects
    }

    pub(super) fn take_listed(&mut self, listings: Vec<Listing>) {
        let mut moved = Vec::new();
        for Listing { sequence, record, annotations } in listings {
            let target = Target { path: record.path, sha256: record.sha256 };
            let articles = u32::try_from(record.articles.len()).unwrap_or(u32::MAX);
            let index = self.place_file(&target, sequence, articles);
            if self.note_bytes(index, &target) {
                self.files.release(index);
            }
            let only = articles == 1;
            let mut rows = record.articles.into_iter();
            moved.extend(self.fill_entries(index, |entry| {
                if let Some(row) = rows.next() {
                    entry.fill_listed(row, only, &annotations);
                }
            }));
        }
        self.sort_in(moved);
    }

    pub(super) fn take_gone(&mut self, paths: &[String]) {
        for index in paths.iter().filter_map(|path| self.files.find(path)).collect::<Vec<_>>() {
            self.files.release(index);
            if let Some(file) = self.files.get_mut(index) {
                file.gone = true;
            }
            self.retire_entries(index, 0);
        }
        self.sort_in(Vec::new());
    }

    pub(super) fn take_failure(&mut self, path: &str, problem: Problem) {
        let Some(index) = self.files.find(path) else { return };
        let words = format!("{} cannot be read: {}.", problem.path, problem.what);
        if let Some(file) = self.files.get_mut(index) {
            file.awaited = false;
            file.failed = Some(words.clone());
        }
        let waiting = std::mem::take(&mut self.waiting);
        let of_file = |id: ArticleId| self.entry(id).is_some_and(|entry| entry.file == index);
        self.waiting =
            waiting.into_iter().filter(|action| !action.needs().is_some_and(of_file)).collect();
        self.notice = Some(Notice::warning(words));
        self.problems.push(problem);
        self.revision += 1;
    }

    /// The file of this target, with entries for so many articles; one that
    /// is not known yet is added.
    fn place_file(&mut self, target: &Target, sequence: usize, articles: u32) -> usize {
        let Some(index) = self.files.find(&target.path) else {
            let first = self.next_entry();
            let index =
                self.files.push(SessionFile::new(target.clone(), sequence, first, articles));
            self.add_entries(index, articles);
            return index;
        };
        let known = self.files.get(index).map_or(0, |file| file.articles);
        if articles > known {
            // Entries of a file are next to each other: all of them move.
            self.retire_entries(index, 0);
            let first = self.next_entry();
            self.add_entries(index, articles);
            if let Some(file) = self.files.get_mut(index) {
                file.first = first;
            }
        } else {
            self.retire_entries(index, articles);
        }
        if let Some(file) = self.files.get_mut(index) {
            file.articles = articles;
            file.gone = false;
        }
        index
    }

    /// Whether the bytes of a file are others than before; they are noted.
    fn note_bytes(&mut self, index: usize, target: &Target) -> bool {
        let Some(file) = self.files.get_mut(index) else { return false };
        let before = std::mem::replace(&mut file.target.sha256, target.sha256);
        before != target.sha256
    }

    fn next_entry(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    fn add_entries(&mut self, file: usize, articles: u32) {
        let sequence = self.files.get(file).map_or(0, |file| file.sequence);
        let new = (0..articles as usize).map(|article| ListEntry::new(file, article, sequence));
        self.entries.extend(new);
    }

    /// Fills the entries of a file; returns them.
    fn fill_entries(
        &mut self,
        index: usize,
        mut fill: impl FnMut(&mut ListEntry),
    ) -> Vec<ArticleId> {
        let Some(known) = self.files.get(index) else { return Vec::new() };
        let ids = known.first..known.first + known.articles;
        for entry in self.entries_of(ids.clone()) {
            if entry.standing == Standing::Gone {
                entry.standing = Standing::New;
            }
            fill(entry);
        }
        ids.map(ArticleId).collect()
    }

    /// The entries with these numbers.
    fn entries_of(&mut self, ids: Range<u32>) -> &mut [ListEntry] {
        let entries = self.entries.get_mut(ids.start as usize..ids.end as usize);
        // A file has its entries next to each other.
        sure(entries)
    }

    /// Takes the articles of a file from the one with this index on out of
    /// the list.
    fn retire_entries(&mut self, index: usize, from: u32) {
        let Some(file) = self.files.get(index) else { return };
        let ids = file.first + from.min(file.articles)..file.first + file.articles;
        for entry in self.entries_of(ids) {
            entry.standing = Standing::Gone;
        }
    }

    /// Puts articles into the order of the list, those that moved as well.
    fn sort_in(&mut self, mut moved: Vec<ArticleId>) {
        let mut order = std::mem::take(&mut self.order);
        let again: HashSet<ArticleId> =
            moved.iter().filter(|id| self.stands(**id, Standing::Listed)).copied().collect();
        order.retain(|id| !again.contains(id) && !self.stands(*id, Standing::Gone));
        let key = |id: &ArticleId| self.entry(*id).map(ListEntry::key);
        moved.sort_by_key(key);
        order.extend(&moved);
        // Two ascending runs: the stable sort merges them in one pass.
        order.sort_by_key(key);
        self.order = order;
        for id in moved {
            if let Some(entry) = self.entries.get_mut(id.0 as usize) {
                entry.standing = Standing::Listed;
            }
        }
        self.revision += 1;
    }

    fn stands(&self, id: ArticleId, standing: Standing) -> bool {
        self.entry(id).is_some_and(|entry| entry.standing == standing)
    }

    /// Does what waited for documents that are there now.
    fn catch_up(&mut self) -> Vec<Effect> {
        let waiting = std::mem::take(&mut self.waiting);
        waiting.into_iter().flat_map(|action| self.apply(action)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::index::{ArticleRow, FileRecord};
    use crate::library::scan::{self, FactsWanted, ScanOptions, ScanSource};

    fn loaded(path: &str, text: &str) -> LoadedDocument {
        let source = ScanSource::Bytes { path: path.into(), bytes: text.as_bytes().to_vec() };
        let options = ScanOptions { find: FactsWanted::NOTHING, ..ScanOptions::default() };
        scan::one(source, &options).unwrap()
    }

    fn listing(path: &str, titles: &[&str]) -> Listing {
        let row = |title: &&str| ArticleRow { title: (*title).into(), ..ArticleRow::default() };
        let record = FileRecord {
            path: path.into(),
            sha256: [0; 32],
            size: 1,
            modified: 0,
            state: 0,
            corrections: 0,
            format: "plain".into(),
            articles: titles.iter().map(row).collect(),
            problems: Vec::new(),
        };
        Listing { sequence: path.len(), record, annotations: Vec::new() }
    }

    fn titles(session: &Session) -> Vec<&str> {
        session.order().iter().map(|id| session.entry(*id).unwrap().title.as_str()).collect()
    }

    #[test]
    fn a_star_waits_for_the_document_and_fetches_it_once() {
        let mut session = Session::default();
        session.apply(Action::Listed(vec![listing("/news/a.txt", &["Bridge stays"])]));
        let id = session.order()[0];
        let wanted = session.apply(Action::Want(id));
        assert!(matches!(wanted.as_slice(), [Effect::Fetch(path)] if path == "/news/a.txt"));
        assert!(session.apply(Action::ToggleStar(id)).is_empty(), "already on its way");
        let effects = session.apply(Action::Loaded(vec![loaded("/news/a.txt", "Bridge stays\n")]));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Save(_))));
        assert!(session.entry(id).unwrap().starred);
        assert!(session.article(id).is_some());
    }

    #[test]
    fn a_document_that_is_not_as_it_was_indexed_is_told_and_indexed_again() {
        let mut session = Session::default();
        session.apply(Action::Listed(vec![listing("/news/a.txt", &["Old", "Older"])]));
        let effects = session.apply(Action::Loaded(vec![loaded("/news/a.txt", "A new title\n")]));
        assert!(
            effects.iter().any(|e| matches!(e, Effect::Reindex(path) if path == "/news/a.txt"))
        );
        assert!(session.notice().unwrap().words.contains("has changed"));
        assert_eq!(session.order().len(), 1, "the second article is gone");
    }

    #[test]
    fn files_change_go_and_come_back() {
        let mut session = Session::default();
        session.apply(Action::Listed(vec![listing("/a", &["One"]), listing("/bb", &["Two"])]));
        session.apply(Action::Listed(vec![listing("/a", &["One", "More"])]));
        assert_eq!(titles(&session), ["One", "More", "Two"]);
        session.apply(Action::Gone(vec!["/a".into()]));
        assert_eq!(titles(&session), ["Two"]);
        session.apply(Action::Listed(vec![listing("/a", &["Again"])]));
        assert_eq!(titles(&session), ["Again", "Two"]);
    }

    #[test]
    fn a_file_that_cannot_be_read_says_so_and_forgets_what_waited() {
        let mut session = Session::default();
        session.apply(Action::Listed(vec![listing("/a", &["One"])]));
        let id = session.order()[0];
        session.apply(Action::ToggleStar(id));
        let problem = Problem { path: "/a".into(), what: "it is gone".into(), hint: String::new() };
        session.apply(Action::NotFetched { path: "/a".into(), problem });
        assert_eq!(session.failure(id), Some("/a cannot be read: it is gone."));
        let effects = session.apply(Action::Want(id));
        assert!(matches!(effects.as_slice(), [Effect::Fetch(_)]), "asked for again");
    }

    #[test]
    fn documents_that_can_be_fetched_again_do_not_fill_the_memory() {
        let mut session = Session::default();
        let text = "word ".repeat(400_000);
        for number in 0..12 {
            session.apply(Action::Loaded(vec![loaded(&format!("/news/{number}"), &text)]));
        }
        session.apply(Action::Loaded(vec![loaded("-", &text)]));
        let held = session.order().iter().filter(|id| session.article(**id).is_some()).count();
        assert_eq!(held, 9, "eight of the files, and standard input");
    }
}
