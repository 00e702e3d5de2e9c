//! Citation styles by name: nreader's own, those in the person's folder of
//! styles, and a file of the Citation Style Language.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cite::{STYLES, Style, style_named};
use crate::config::{Environment, Folders};

/// Ending of a style's file.
const ENDING: &str = "csl";

/// The style that `--style` names.
pub(super) fn style(name: &str) -> Result<&'static Style, String> {
    if let Some(own) = style_named(name) {
        return Ok(own);
    }
    let path = Path::new(name);
    let is_file = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING));
    if is_file || path.is_file() {
        return of_file(path);
    }
    let kept = folder().map(|folder| folder.join(format!("{name}.{ENDING}")));
    match kept.filter(|path| path.is_file()) {
        Some(path) => of_file(&path),
        None => Err(listed()),
    }
}

/// The names that `--style` takes without a file, with what they are.
pub(super) fn names() -> Vec<(String, String)> {
    let own = STYLES.iter().map(|style| (style.name.to_owned(), style.description.to_owned()));
    own.chain(kept().into_iter().map(|name| (name, "from your folder of styles".to_owned())))
        .collect()
}

fn listed() -> String {
    let names = names();
    let rows = names.iter().map(|(name, what)| format!("\n  {name:<22}{what}"));
    let folder = folder().map(|folder| format!(" or {}", folder.display()));
    let folder = crate::cite::known_or_empty(folder);
    format!(
        "the styles are{}\nand any style of CSL as a file ({ENDING}), by its path{folder}",
        rows.collect::<String>()
    )
}

/// The person's folder of styles, beside the settings.
fn folder() -> Option<PathBuf> {
    Some(Folders::of(&Environment::of_process()).config?.join("styles"))
}

/// The names of the styles in it, in order.
fn kept() -> Vec<String> {
    let entries = folder().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten();
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let styles = paths.filter(|path| path.extension().is_some_and(|ending| ending == ENDING));
    let mut names: Vec<String> =
        styles.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    names
}

#[cfg(feature = "csl")]
fn of_file(path: &Path) -> Result<&'static Style, String> {
    let place = path.display();
    let xml =
        fs::read_to_string(path).map_err(|error| format!("{place} cannot be read: {error}"))?;
    let terms = terms(path);
    crate::cite::styles::csl::read(&xml, &terms).map_err(|error| format!("{place}: {error}"))
}

#[cfg(not(feature = "csl"))]
fn of_file(path: &Path) -> Result<&'static Style, String> {
    Err(format!("{}: this nreader was built without styles of files", path.display()))
}

/// The files of terms beside a style and in the person's folder:
/// `locales-de-DE.xml`, as the project that keeps the styles calls them.
#[cfg(feature = "csl")]
fn terms(style: &Path) -> Vec<String> {
    let folders = style.parent().map(Path::to_path_buf).into_iter().chain(folder());
    let entries = folders.filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or("");
            name.starts_with("locales-") && path.extension().is_some_and(|ending| ending == "xml")
        })
        .collect();
    paths.sort();
    paths.dedup();
    paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}
