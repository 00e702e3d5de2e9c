//! Plain text: paragraphs between blank lines, lines of a mail's answer set
//! apart by `>`.

use super::prose::{Prose, ProseRole};
use crate::library::sure::sure;

/// The prose of a plain text.
pub(super) fn read(source: &str) -> Prose {
    let mut prose = Prose::default();
    let mut quotation: Option<ProseRole> = None;
    let mut at = source.len() - source.trim_start_matches('\u{feff}').len();
    for line in sure(source.get(at..)).split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let words = line.trim_start();
        if words.starts_with("<!--") {
            prose.note_id(source, start, words);
            continue;
        }
        let quoted = words.strip_prefix('>').map(|rest| rest.strip_prefix(' ').unwrap_or(rest));
        if quoted.is_some() != quotation.is_some() {
            prose.end();
            quotation = quoted.map(|_| prose.next_quotation());
        }
        let words = quoted.unwrap_or(line);
        if words.trim().is_empty() {
            prose.end();
            continue;
        }
        if prose.role().is_none() {
            prose.begin(quotation.unwrap_or(ProseRole::Paragraph));
        }
        prose.push(source, start + (line.len() - words.len())..end);
    }
    prose.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_lines_set_apart() {
        let source = "One\ntwo.\n\n> It stays.\n> All of it.\n>\n> — Ober\n\nEnd.";
        let prose = read(source);
        let words: Vec<&str> =
            prose.blocks.iter().map(|block| &prose.words[block.range.clone()]).collect();
        assert_eq!(words, ["One\ntwo.", "It stays.\nAll of it.", "— Ober", "End."]);
        assert_eq!(prose.blocks[1].role, ProseRole::Quotation(1));
        let at = prose.words.find("stays").unwrap();
        let found = prose.source_of(at..at + 5);
        assert_eq!(&source[found], "stays");
    }
}
