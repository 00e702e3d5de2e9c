//! Lists of references in RIS, as Zotero and press databases write them: each
//! with its facts, and its abstract as text.

use super::record::Records;
use super::{LoadedText, without_mark};
use crate::load::dates;
use crate::load::encoding::Decoded;
use crate::model::{Evidence, Fact, Meta, Problem};

pub(super) fn sniff(content: &str) -> bool {
    without_mark(content).trim_start().starts_with("TY  - ")
}

pub(super) fn load(path: &str, decoded: Decoded) -> LoadedText {
    let Decoded { content, .. } = decoded;
    let mut records = Records::default();
    let mut fields: Vec<(&str, &str)> = Vec::new();
    for line in without_mark(&content).lines() {
        match line.split_once("  - ").map(|(name, value)| (name.trim(), value.trim())) {
            Some(("TY", _)) => fields.clear(),
            Some(("ER", _)) => write(&std::mem::take(&mut fields), &mut records),
            Some(field) => fields.push(field),
            None if line.trim_end() == "ER  -" => write(&std::mem::take(&mut fields), &mut records),
            None => {}
        }
    }
    write(&fields, &mut records);
    if records.is_empty() {
        let problem = Problem {
            path: path.to_owned(),
            what: "the list of references holds no abstract".to_owned(),
            hint: "save the articles themselves as HTML or text and open those".to_owned(),
        };
        return LoadedText { problems: vec![problem], ..LoadedText::default() };
    }
    records.into_loaded(Vec::new())
}

/// Writes a reference that has words of its own.
fn write(fields: &[(&str, &str)], records: &mut Records) {
    let value = |names: &[&str]| {
        names.iter().find_map(|name| {
            fields.iter().find(|(known, value)| known == name && !value.is_empty())
        })
    };
    let fact = |names: &[&str]| {
        let (name, words) = value(names)?;
        Some(Fact::new((*words).to_owned(), Evidence::Field((*name).to_owned())))
    };
    let Some((_, words)) = value(&["AB", "N2"]) else { return };
    let given_first = |name: &str| match name.split_once(',') {
        Some((surname, given)) => format!("{} {}", given.trim(), surname.trim()),
        None => name.to_owned(),
    };
    let people = fields.iter().filter(|(name, _)| matches!(*name, "AU" | "A1"));
    let authors: Vec<String> = people.map(|(_, name)| given_first(name)).collect();
    let date = value(&["DA", "Y1", "PY"]);
    let meta = Meta {
        title: fact(&["TI", "T1"]),
        byline: (!authors.is_empty())
            .then(|| Fact::new(authors.join(", "), Evidence::Field("AU".to_owned()))),
        outlet: fact(&["T2", "JO", "JF", "PB"]),
        date: date.and_then(|(name, words)| {
            let date = dates::field(words.trim_end_matches('/'))?;
            Some(Fact::new(date, Evidence::Field((*name).to_owned())))
        }),
        url: fact(&["UR", "L1"]),
        ..Meta::default()
    };
    records.write_blocks(meta, date.map(|(_, words)| *words), std::iter::once((*words, None)));
}

#[cfg(test)]
mod tests {
    use crate::load::load;

    #[test]
    fn a_reference_is_read_with_its_abstract() {
        let source = "TY  - NEWS\nTI  - Ferry sinks\nAU  - Brandt, Mona\nAU  - Ober, Jo\nT2  - Lake Courier\nDA  - 2024/04/04/\n\
            UR  - https://lake.example/1\nAB  - The ferry of Lindau sank, the harbour said.\nER  - \n\nTY  - NEWS\nTI  - No words\nER  - \n";
        let document = load("a.ris", source.as_bytes().to_vec());
        assert_eq!(document.articles.len(), 1);
        let meta = &document.articles[0].meta;
        assert_eq!(meta.byline.as_ref().unwrap().value, "Mona Brandt, Jo Ober");
        assert_eq!(meta.date.as_ref().unwrap().value.iso().as_deref(), Some("2024-04-04"));
        assert_eq!(document.articles[0].body().count(), 1);
        assert_eq!(load("a.ris", b"TY  - NEWS\nTI  - Ferry\nER  - \n".to_vec()).problems.len(), 1);
    }
}
