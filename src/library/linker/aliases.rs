//! The table of aliases: names of one entity that no rule could find.
//!
//! ```text
//! # A comment. Sections are [people], [organisations] and [places].
//! [organisations]
//! NATO = North Atlantic Treaty Organization = (Alliance)
//! [places]
//! Ukraine = ~Ukrainian
//! ```
//!
//! A row lists the names of one entity, the one to show first. A name in
//! brackets holds only in articles that also use another name of the row; one
//! with a tilde is the word for what belongs to it. Case and accents do not
//! matter. A person's own table, in the same format, adds to the shipped one:
//! rows that share a name are one.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::Path;

use super::checksum::checksum;
use super::fold;
use super::names::slot;
use newsquotes::model::{EntityKind, Problem};

/// Where a person's own table is looked for, in the folder of the settings.
pub(crate) const FILE_NAME: &str = "aliases.txt";

/// The table as shipped.
const SHIPPED: &str = include_str!("../../../assets/names/aliases.txt");

/// The sections with what their rows name.
const SECTIONS: [(&str, EntityKind); 3] = [
    ("[people]", EntityKind::Person),
    ("[organisations]", EntityKind::Organisation),
    ("[places]", EntityKind::Place),
];

/// The rows of one or several tables.
#[derive(Clone, Debug, Default)]
pub struct Aliases {
    rows: Vec<TableRow>,
    /// The names that hold everywhere, each with its row.
    by_key: [HashMap<String, u32>; 3],
    /// The names that hold beside others, with the rows they could mean.
    standing: HashMap<String, Vec<u32>>,
    demonyms: HashMap<String, u32>,
}

/// The names of one entity, as keys.
#[derive(Clone, Debug)]
pub(super) struct TableRow {
    pub(super) kind: EntityKind,
    pub(super) names: Vec<String>,
    pub(super) demonyms: Vec<String>,
}

/// A name in a row.
enum TableName {
    Everywhere(String),
    Beside(String),
    Demonym(String),
}

impl Aliases {
    /// The shipped table.
    #[must_use]
    pub fn shipped() -> Aliases {
        let mut aliases = Aliases::default();
        aliases.extend(SHIPPED, Path::new("the table of aliases"));
        aliases
    }

    /// The shipped table with a person's own in the folder of the settings,
    /// if there is one.
    #[must_use]
    pub fn with_own(config: Option<&Path>) -> (Aliases, Vec<Problem>) {
        let mut aliases = Aliases::shipped();
        let Some(path) = config.map(|folder| folder.join(FILE_NAME)) else {
            return (aliases, Vec::new());
        };
        let problems = match std::fs::read_to_string(&path) {
            Ok(table) => aliases.extend(&table, &path),
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            Err(error) => vec![Problem {
                path: path.display().to_string(),
                what: format!("your table of aliases cannot be read: {error}"),
                hint: "The shipped table holds until it can be read".into(),
            }],
        };
        (aliases, problems)
    }

    /// Adds the rows of a further table; what cannot be read is a problem
    /// that names the line, the rest holds. `path` is named in the problems.
    pub fn extend(&mut self, table: &str, path: &Path) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut section = None;
        for (number, line) in (1..).zip(table.trim_start_matches('\u{feff}').lines()) {
            let line = line.split_once('#').map_or(line, |(before, _)| before).trim();
            let read = if line.is_empty() {
                Ok(())
            } else if line.starts_with('[') {
                let found = SECTIONS.into_iter().find(|(name, _)| *name == line);
                section = found.map(|(_, kind)| kind);
                section.map(|_| ()).ok_or("no such section")
            } else {
                section.ok_or("no section before it").and_then(|kind| self.add_row(kind, line))
            };
            if let Err(why) = read {
                problems.push(problem(path, number, line, why));
            }
        }
        problems
    }

    fn add_row(&mut self, kind: EntityKind, line: &str) -> Result<(), &'static str> {
        let names: Vec<TableName> =
            line.split('=').map(TableName::read).collect::<Result<_, _>>()?;
        if names.len() < 2 {
            return Err("a row needs two names with = between them");
        }
        if !names.iter().any(|name| matches!(name, TableName::Everywhere(_))) {
            return Err("at least one name must hold everywhere");
        }
        let row = self.row_of(kind, &names);
        for name in names {
            self.add_name(row, kind, name);
        }
        Ok(())
    }

    /// The row that already holds one of the names, or a new one.
    fn row_of(&mut self, kind: EntityKind, names: &[TableName]) -> u32 {
        let known = names.iter().find_map(|name| match name {
            TableName::Everywhere(key) => self.keys(kind).get(key),
            TableName::Beside(_) | TableName::Demonym(_) => None,
        });
        if let Some(row) = known {
            return *row;
        }
        self.rows.push(TableRow { kind, names: Vec::new(), demonyms: Vec::new() });
        u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX)
    }

    fn add_name(&mut self, number: u32, kind: EntityKind, name: TableName) {
        let Some(row) = self.rows.get_mut(number as usize) else { return };
        match name {
            TableName::Everywhere(key) if row.names.contains(&key) => {}
            TableName::Everywhere(key) => {
                row.names.push(key.clone());
                if let Some(keys) = self.by_key.get_mut(slot(kind)) {
                    keys.entry(key).or_insert(number);
                }
            }
            TableName::Beside(key) => self.standing.entry(key).or_default().push(number),
            TableName::Demonym(key) => {
                row.demonyms.push(key.clone());
                self.demonyms.entry(key).or_insert(number);
            }
        }
    }

    /// Whether the table knows two names as those of one entity.
    #[must_use]
    pub fn are_one(&self, one: &str, other: &str) -> bool {
        let (one, other) = (fold::key(one), fold::key(other));
        let row = |kind| self.row(kind, &one).filter(|row| row.names.contains(&other));
        EntityKind::ALL.into_iter().any(|kind| row(kind).is_some())
    }

    /// A sum over all rows: another table has another one.
    pub(super) fn checksum(&self) -> u64 {
        let mut standing: Vec<_> = self.standing.iter().collect();
        standing.sort_unstable();
        checksum(format!("{:?}{standing:?}", self.rows).as_bytes())
    }

    pub(super) fn rows(&self) -> &[TableRow] {
        &self.rows
    }

    /// The row of a name that holds everywhere.
    pub(super) fn row(&self, kind: EntityKind, key: &str) -> Option<&TableRow> {
        self.rows.get(*self.keys(kind).get(key)? as usize)
    }

    fn keys(&self, kind: EntityKind) -> &HashMap<String, u32> {
        let [people, organisations, places] = &self.by_key;
        match kind {
            EntityKind::Person => people,
            EntityKind::Organisation => organisations,
            EntityKind::Place => places,
        }
    }

    /// The rows that a name may stand for in an article that names one of
    /// them otherwise.
    pub(super) fn standing(&self, key: &str) -> impl Iterator<Item = &TableRow> {
        let numbers = self.standing.get(key).map_or(&[][..], Vec::as_slice);
        numbers.iter().filter_map(|number| self.rows.get(*number as usize))
    }

    /// The country of a word such as "Ukrainian": its first name.
    pub(super) fn country(&self, demonym: &str) -> Option<&str> {
        let row = self.rows.get(*self.demonyms.get(demonym)? as usize)?;
        row.names.first().map(String::as_str)
    }
}

impl TableRow {
    /// The name to show, as a key.
    pub(super) fn shown(&self) -> Option<&str> {
        self.names.first().map(String::as_str)
    }
}

impl TableName {
    fn read(written: &str) -> Result<TableName, &'static str> {
        let written = written.trim();
        let (kind, name): (fn(String) -> TableName, &str) =
            if let Some(inside) = written.strip_prefix('(') {
                let inside = inside.strip_suffix(')').ok_or("a bracket is not closed")?;
                (TableName::Beside, inside)
            } else if let Some(word) = written.strip_prefix('~') {
                (TableName::Demonym, word)
            } else {
                (TableName::Everywhere, written)
            };
        let key = fold::key(name);
        if key.is_empty() { Err("a name is missing") } else { Ok(kind(key)) }
    }
}

fn problem(path: &Path, number: usize, line: &str, why: &str) -> Problem {
    let line: String = line.chars().take(40).collect();
    Problem {
        path: path.display().to_string(),
        what: format!("line {number}, “{line}”: {why}"),
        hint: "A row is NAME = OTHER NAME below [people], [organisations] or [places]".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_is_named_and_the_rest_holds() {
        let mut aliases = Aliases::default();
        let table = "A = B\n[places]\nNorrby = Norby # both\nAlone\nX = (Y\n= Z\n[towns]\nQ = R\n";
        let problems = aliases.extend(table, Path::new("mine.txt"));
        let lines: Vec<_> =
            problems.iter().map(|p| p.what.split([' ', ',']).nth(1).unwrap().to_owned()).collect();
        assert_eq!(lines, ["1", "4", "5", "6", "7", "8"]);
        assert_eq!(aliases.row(EntityKind::Place, "norby").unwrap().shown(), Some("norrby"));
        assert!(problems.iter().all(|p| p.path == "mine.txt" && !p.hint.is_empty()));
    }

    #[test]
    fn rows_that_share_a_name_are_one() {
        let mut aliases = Aliases::default();
        aliases.extend("[places]\nA = B\nB = C = ~Cish\n", Path::new("t"));
        assert_eq!(aliases.rows().len(), 1);
        assert_eq!(aliases.country("cish"), Some("a"));
        assert!(aliases.row(EntityKind::Person, "a").is_none());
    }

    #[test]
    fn the_shipped_table_is_sound() {
        let mut aliases = Aliases::default();
        assert_eq!(aliases.extend(SHIPPED, Path::new("shipped")), []);
        let names: usize = aliases.rows().iter().map(|row| row.names.len()).sum();
        let keys: usize = aliases.by_key.iter().map(HashMap::len).sum();
        assert_eq!(names, keys, "no name in two rows of one kind");
        assert!(
            aliases
                .row(EntityKind::Place, "austria")
                .is_none_or(|row| { !row.names.iter().any(|name| name == "australia") })
        );
    }
}
