//! The citation keys that were given out: an article keeps its own for good,
//! whatever is added to the library later.

use rusqlite::params;

use super::{UserData, UserDataError};

impl UserData {
    /// Every key that was given out: what the article is known by, and its
    /// key.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn citation_keys(&self) -> Result<Vec<(String, String)>, UserDataError> {
        let mut statement = self.connection.prepare("SELECT article, key FROM citation_key")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps keys. One that another process has kept for the article meanwhile
    /// stands.
    ///
    /// # Errors
    ///
    /// When the database cannot be written; nothing is kept then.
    pub fn keep_citation_keys(&mut self, keys: &[(String, String)]) -> Result<(), UserDataError> {
        self.in_transaction(|transaction| {
            let insert = "INSERT OR IGNORE INTO citation_key (article, key) VALUES (?1, ?2)";
            let mut statement = transaction.prepare(insert)?;
            for (article, key) in keys {
                statement.execute(params![article, key])?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_keeps_the_first_key_it_was_given() {
        let mut data = UserData::in_memory().unwrap();
        let key = |article: &str, key: &str| (article.to_owned(), key.to_owned());
        data.keep_citation_keys(&[key("one", "bell2026bridge")]).unwrap();
        let later = [key("one", "other"), key("two", "bell2026bridgea")];
        data.keep_citation_keys(&later).unwrap();
        let mut kept = data.citation_keys().unwrap();
        kept.sort();
        assert_eq!(kept, [key("one", "bell2026bridge"), key("two", "bell2026bridgea")]);
    }
}
