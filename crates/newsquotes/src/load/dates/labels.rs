//! What a line says of its dates: when a piece was published, or changed.

use std::ops::Range;

use super::FoundDate;

/// What the words before a date say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateLabel {
    Published,
    /// Nothing is said.
    Bare,
    /// The day of a change.
    Updated,
}

/// Beginnings of words that announce the day of publication.
const PUBLISHED: [&str; 24] = [
    "publish",
    "posted",
    "issued",
    "created",
    "veröffentlicht",
    "erschienen",
    "erstellt",
    "publi",
    "publik",
    "pubblicat",
    "gepubliceerd",
    "geplaatst",
    "опубликован",
    "опубліков",
    "дата публикации",
    "yayın",
    "giriş",
    "julkaistu",
    "udgivet",
    "発行",
    "公開",
    "发布",
    "입력",
    "نشر",
];

/// Beginnings of words that announce the day of a change.
const UPDATED: [&str; 26] = [
    "updat",
    "modif",
    "edited",
    "last ",
    "revis",
    "aktualis",
    "geändert",
    "stand:",
    "mis à jour",
    "màj",
    "actuali",
    "aggiornat",
    "atualiz",
    "bijgewerkt",
    "gewijzigd",
    "обновлен",
    "оновлен",
    "изменен",
    "zaktualiz",
    "aktualiz",
    "güncel",
    "oppdatert",
    "uppdaterad",
    "opdateret",
    "päivitetty",
    "更新",
];

impl DateLabel {
    /// What words before a date say of it: the last of its kind counts, as in
    /// `Updated on Friday, first published on 4 April`.
    #[must_use]
    pub fn of(before: &str) -> DateLabel {
        let before = before.to_lowercase();
        let last = |marks: &[&str]| marks.iter().filter_map(|mark| before.rfind(mark)).max();
        match (last(&PUBLISHED), last(&UPDATED)) {
            (Some(published), Some(updated)) if published > updated => DateLabel::Published,
            (_, Some(_)) => DateLabel::Updated,
            (Some(_), None) => DateLabel::Published,
            (None, None) => DateLabel::Bare,
        }
    }
}

/// Every date of a short text with what is said of it, in their order.
#[must_use]
pub fn labelled(words: &str) -> Vec<(FoundDate, DateLabel)> {
    let mut found: Vec<(FoundDate, DateLabel)> = Vec::new();
    let mut from = 0;
    while let Some(rest) = words.get(from..)
        && let Some(date) = super::find(rest)
    {
        let range: Range<usize> = from + date.range.start..from + date.range.end;
        let label = DateLabel::of(words.get(from..range.start).unwrap_or(rest));
        from = range.end;
        found.push((FoundDate { date: date.date, range }, label));
    }
    found
}
