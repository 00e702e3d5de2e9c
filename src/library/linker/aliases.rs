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

use std::path::Path;

use crate::model::Problem;

/// Where a person's own table is looked for, in the folder of the settings.
pub const FILE_NAME: &str = "aliases.txt";

/// The table as shipped.
const SHIPPED: &str = include_str!("../../../assets/entities/aliases.txt");

/// The rows of one or several tables.
#[derive(Clone, Debug, Default)]
pub struct Aliases {}

impl Aliases {
    /// The shipped table.
    #[must_use]
    pub fn shipped() -> Aliases {
        let mut aliases = Aliases::default();
        aliases.extend(SHIPPED, Path::new("aliases.txt"));
        aliases
    }

    /// Adds the rows of a further table; what cannot be read is a problem
    /// that names the line, the rest holds. `path` is named in the problems.
    pub fn extend(&mut self, table: &str, path: &Path) -> Vec<Problem> {
        let _ = (table, path);
        Vec::new()
    }

    /// The shipped table with a person's own in the folder of the settings,
    /// if there is one.
    #[must_use]
    pub fn with_own(config: Option<&Path>) -> (Aliases, Vec<Problem>) {
        let _ = config;
        (Aliases::shipped(), Vec::new())
    }
}
