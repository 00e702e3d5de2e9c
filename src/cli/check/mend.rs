//! `nreader check --fix`: each change is shown, and made when a person says
//! so. The file is written once, as a whole, and never over a newer one.

use std::io::{self, BufRead, Write};
use std::path::Path;

use anyhow::{Context, bail};

use crate::cite::check::{CheckFinding, Draft, DraftChange, apply, changes};
use crate::library::atomic;
use crate::ui::glyph;

/// What a person said to a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FixAnswer {
    Yes,
    No,
    All,
    Quit,
}

/// Shows the changes to the draft at `path`, whose text is `content`, and
/// makes those that are confirmed; all of them when `all`.
pub(super) fn mend(
    path: &Path,
    content: &str,
    draft: &Draft,
    findings: &[CheckFinding],
    mut all: bool,
) -> anyhow::Result<()> {
    let mut chosen: Vec<DraftChange> = Vec::new();
    'findings: for finding in findings {
        for change in changes(draft, content, finding) {
            show(path, content, &change)?;
            match if all { FixAnswer::Yes } else { ask()? } {
                FixAnswer::Yes => chosen.push(change),
                FixAnswer::No => {}
                FixAnswer::All => {
                    all = true;
                    chosen.push(change);
                }
                FixAnswer::Quit => break 'findings,
            }
        }
    }
    if chosen.is_empty() {
        return Ok(());
    }
    write(path, content, &apply(content, &chosen))?;
    eprintln!("nreader: {}: {} changed", path.display(), chosen.len());
    Ok(())
}

/// The line with the old words, and with the new ones.
fn show(path: &Path, content: &str, change: &DraftChange) -> io::Result<()> {
    let before = glyph::words_at(content, ..change.bytes.start);
    let number = before.matches('\n').count() + 1;
    let before = before.rsplit('\n').next().unwrap_or(before);
    let after = glyph::words_at(content, change.bytes.end..);
    let after = after.split('\n').next().unwrap_or(after);
    let mut err = io::stderr().lock();
    writeln!(err, "{}:{number}", path.display())?;
    for (sign, words) in [('-', &change.old), ('+', &change.new)] {
        let shown = format!("{before}{words}{after}").replace('\n', " ");
        writeln!(err, "  {sign} {}", glyph::line(&shown))?;
    }
    Ok(())
}

/// Asks until there is an answer; the end of the input is a no to the rest.
fn ask() -> io::Result<FixAnswer> {
    let mut line = String::new();
    loop {
        eprint!("  change it? [y]es, [n]o, [a]ll, [q]uit: ");
        line.clear();
        if io::stdin().lock().read_line(&mut line)? == 0 {
            return Ok(FixAnswer::Quit);
        }
        match line.trim().to_ascii_lowercase().as_str() {
            "y" | "yes" => return Ok(FixAnswer::Yes),
            "n" | "no" => return Ok(FixAnswer::No),
            "a" | "all" => return Ok(FixAnswer::All),
            "q" | "quit" => return Ok(FixAnswer::Quit),
            _ => {}
        }
    }
}

/// Puts the new text in the file's place unless it was changed meanwhile.
fn write(path: &Path, old: &str, new: &str) -> anyhow::Result<()> {
    let now = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    if now != old.as_bytes() {
        bail!("{} was changed meanwhile; check it again", path.display());
    }
    atomic::write(path, new.as_bytes())
        .with_context(|| format!("{} cannot be written", path.display()))
}
