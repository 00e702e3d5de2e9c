//! Which articles a change touches: where a name that stands otherwise than
//! before occurs, and where a surname stands alone that may mean others now.

use std::collections::BTreeSet;

use super::LinkerView;
use super::articles::ArticleNumber;
use super::context::SHARED;
use super::identity::NameIdentity;
use super::names::NameId;
use super::strings::number;

/// The articles before `end` to look at again, ascending. Of a name among
/// `roles` the roles are others.
pub(super) fn stale(
    library: LinkerView<'_>,
    (before, after): (&NameIdentity, &NameIdentity),
    roles: &BTreeSet<NameId>,
    end: ArticleNumber,
) -> Vec<ArticleNumber> {
    if end == 0 {
        return Vec::new();
    }
    let all = 0..number(library.names.len());
    let changed: Vec<NameId> =
        all.filter(|name| before.stand(*name) != after.stand(*name)).collect();
    let mut found = FoundName { library, end, articles: BTreeSet::new() };
    for name in &changed {
        found.take(*name);
    }
    let touched = changed.iter().chain(roles).copied();
    let surnames = surnames(library, (before, after), touched);
    for (surname, touched) in (0..).zip(surnames) {
        if touched || before.best_known(surname) != after.best_known(surname) {
            let bare = library.names.of_key(library.names.surname_text(surname));
            bare.into_iter().flatten().for_each(|name| found.take(name));
        }
    }
    found.articles.into_iter().collect()
}

/// For each surname whether somebody bears it who is one of these names, now
/// or before.
fn surnames(
    library: LinkerView<'_>,
    (before, after): (&NameIdentity, &NameIdentity),
    touched: impl Iterator<Item = NameId>,
) -> Vec<bool> {
    let mut roots = [vec![false; library.names.len()], vec![false; library.names.len()]];
    for name in touched {
        for (identity, roots) in [before, after].into_iter().zip(&mut roots) {
            let root = identity.root(name).and_then(|root| roots.get_mut(root as usize));
            if let Some(root) = root {
                *root = true;
            }
        }
    }
    let mut surnames = vec![false; library.names.surnames()];
    for (id, name) in library.names.iter() {
        let Some(surname) = surnames.get_mut(name.surname as usize) else { continue };
        *surname |= [before, after].into_iter().zip(&roots).any(|(identity, roots)| {
            identity.root(id).and_then(|root| roots.get(root as usize)) == Some(&true)
        });
    }
    surnames
}

/// Articles that were found.
struct FoundName<'a> {
    library: LinkerView<'a>,
    end: ArticleNumber,
    articles: BTreeSet<ArticleNumber>,
}

impl FoundName<'_> {
    /// Takes the articles in which a name stands, with those that share a file
    /// with them.
    fn take(&mut self, name: NameId) {
        let articles = self.library.articles;
        for local in articles.locals(name) {
            let id = articles.article_of(local);
            if id >= self.end || !articles.is_live(id) || !self.articles.insert(id) {
                continue;
            }
            let document = articles.document_of(id).map(|document| document.articles.clone());
            if let Some(others) = document.filter(|others| SHARED.contains(&others.len())) {
                self.articles.extend(others);
            }
        }
    }
}
