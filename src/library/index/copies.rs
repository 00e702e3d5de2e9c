//! Which articles of the whole index are nearly the same: agency copy in
//! several outlets, a text saved twice.
//!
//! Articles that share a band of their sketches meet under it. How many bands they share tells most pairs apart; only for the rest
//! are the sketches read.

use std::collections::HashMap;

use tantivy::{DocAddress, Result, Searcher};

use super::documents::StoredDocuments;
use super::record::ArticleRef;
use super::schema;
use super::snapshot::Snapshot;
use super::store::{IndexError, guarded};
use super::stored;
use crate::library::disjoint::DisjointSets;
use crate::library::sketch;
use crate::library::sure::sure;

/// Texts whose sketches are at least so alike are copies.
const COPY: f32 = 0.5;
/// Two texts that share so many bands are so alike: a band is an eighth of a
/// sketch.
const ENOUGH_BANDS: usize = 4;
/// An article is compared with so many others of a band at most, so that a
/// notice that stands in thousands costs no more than others.
const MOST_IN_BAND: usize = 24;

impl Snapshot {
    /// Groups of two and more articles that are nearly the same, each
    /// ascending.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn near_copies(&self) -> std::result::Result<Vec<Vec<ArticleRef>>, IndexError> {
        guarded(|| Meetings::of(&self.searcher)?.groups(&self.searcher))
    }
}

/// Who meets whom under which band.
struct Meetings {
    /// Articles by their numbers here, ascending.
    articles: Vec<DocAddress>,
    /// For each band the numbers of its articles; of a band with one, none.
    bands: Vec<Vec<u32>>,
    /// For each article the bands under which it meets another, ascending.
    of: Vec<Vec<u32>>,
}

impl Meetings {
    fn of(searcher: &Searcher) -> Result<Meetings> {
        let mut banded = banded(searcher)?;
        banded.sort_unstable();
        let together = banded.chunk_by(|one, other| one.0 == other.0).filter(|run| run.len() > 1);
        let mut articles: Vec<DocAddress> =
            together.clone().flatten().map(|(_, address)| *address).collect();
        articles.sort_unstable();
        articles.dedup();
        let number = |address| number(sure(articles.binary_search(address).ok()));
        let bands: Vec<Vec<u32>> =
            together.map(|run| run.iter().map(|(_, address)| number(address)).collect()).collect();
        let mut of = vec![Vec::new(); articles.len()];
        for (band, members) in (0..).zip(&bands) {
            for member in members {
                of.get_mut(*member as usize)
                    .into_iter()
                    .for_each(|of: &mut Vec<u32>| of.push(band));
            }
        }
        Ok(Meetings { articles, bands, of })
    }

    fn groups(&self, searcher: &Searcher) -> Result<Vec<Vec<ArticleRef>>> {
        let mut sets = DisjointSets::new(self.articles.len());
        let mut sketches =
            Sketches { documents: StoredDocuments::new(searcher), read: HashMap::new() };
        for members in &self.bands {
            for (at, one) in members.iter().enumerate() {
                for other in members.iter().take(at.min(MOST_IN_BAND)) {
                    if sets.root(*one) != sets.root(*other)
                        && self.is_copy(*one, *other, &mut sketches)?
                    {
                        sets.join(*one, *other);
                    }
                }
            }
        }
        let mut groups: Vec<Vec<ArticleRef>> = Vec::new();
        for members in sets.groups().into_iter().filter(|members| members.len() > 1) {
            let addresses = members.iter().filter_map(|at| self.articles.get(*at as usize));
            let places = addresses.map(|address| sketches.documents.place(*address));
            groups.push(places.filter_map(Result::transpose).collect::<Result<_>>()?);
        }
        groups.retain(|group| group.len() > 1);
        for group in &mut groups {
            group.sort_unstable();
        }
        groups.sort_unstable();
        Ok(groups)
    }

    fn is_copy(&self, one: u32, other: u32, sketches: &mut Sketches<'_>) -> Result<bool> {
        let bands = |number: u32| self.of.get(number as usize).map_or(&[][..], Vec::as_slice);
        let (first, second) = (bands(one), bands(other));
        let shared = first.iter().filter(|band| second.binary_search(band).is_ok()).count();
        if shared >= ENOUGH_BANDS {
            return Ok(true);
        }
        let address = |number: u32| self.articles.get(number as usize).copied();
        let Some((one, other)) = address(one).zip(address(other)) else { return Ok(false) };
        let first = sketches.get(one)?.to_vec();
        Ok(sketch::likeness(&first, sketches.get(other)?) >= COPY)
    }
}

/// Sketches that were read.
struct Sketches<'a> {
    documents: StoredDocuments<'a>,
    read: HashMap<DocAddress, Vec<u32>>,
}

impl Sketches<'_> {
    fn get(&mut self, address: DocAddress) -> Result<&[u32]> {
        if !self.read.contains_key(&address) {
            self.read.insert(address, self.documents.sketch(address)?);
        }
        Ok(self.read.get(&address).map_or(&[], Vec::as_slice))
    }
}

/// All bands of all articles.
fn banded(searcher: &Searcher) -> Result<Vec<(u64, DocAddress)>> {
    let mut banded = Vec::new();
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let column = reader.fast_fields().u64(schema::column::SKETCH)?;
        for doc in reader.doc_ids_alive() {
            let sketch = stored::unpacked(column.values_for_doc(doc));
            let bands = sketch::bands(&sketch).into_iter();
            banded.extend(bands.map(|band| (band, DocAddress::new(segment, doc))));
        }
    }
    Ok(banded)
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::index::{Bytes, Index, IndexEntry, file_key};
    use newsquotes::load::load;

    /// Words that nobody wrote, different for each seed.
    fn story(seed: usize) -> String {
        let word = |at: usize| format!("w{}", (at * at * (31 * seed + 7) + at * 7919) % 9973);
        (0..300).map(word).collect::<Vec<_>>().join(" ")
    }

    fn index(files: &[(&str, String)]) -> Index {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        for (path, words) in files {
            let document = load(path, words.clone().into_bytes());
            let size = words.len() as u64;
            let bytes = Bytes { path, size, stamp: None, corrections: 0 };
            writer.put(IndexEntry::of_document(&document, bytes)).unwrap();
            // Each in a part of the index of its own.
            writer.commit().unwrap();
        }
        index
    }

    fn groups(index: &Index) -> Vec<Vec<ArticleRef>> {
        index.snapshot().near_copies().unwrap()
    }

    fn refs(paths: &[&str]) -> Vec<ArticleRef> {
        let mut refs: Vec<_> =
            paths.iter().map(|path| ArticleRef { file: file_key(path), article: 0 }).collect();
        refs.sort_unstable();
        refs
    }

    #[test]
    fn copies_meet_across_the_parts_of_the_index_and_others_do_not() {
        let near = story(1).replacen("w7", "other", 4);
        let files =
            [("a.txt", story(1)), ("b.txt", story(2)), ("c.txt", near), ("d.txt", story(1))];
        assert_eq!(groups(&index(&files)), [refs(&["a.txt", "c.txt", "d.txt"])]);
    }

    #[test]
    fn what_was_taken_out_is_no_copy() {
        let index = index(&[("a.txt", story(1)), ("b.txt", story(1))]);
        assert_eq!(groups(&index).len(), 1);
        let mut writer = index.writer().unwrap();
        writer.remove(file_key("a.txt"));
        writer.commit().unwrap();
        assert_eq!(groups(&index), Vec::<Vec<ArticleRef>>::new());
    }
}
