//! Reads the treebanks that the trainers learn from.
//!
//! `*.tsv.gz` of Universal Dependencies: a token a line, form TAB UPOS TAB
//! Penn tag TAB head (number in the sentence, 0 for the root) TAB relation;
//! `#text` before a sentence gives it as it was written; a blank line after it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use newsquotes::extract::speech_parts::SpeechPart;
use newsquotes::extract::treebank::{TreeSentence, TreeToken};

/// The sentences of a file, each also with its quotations folded to one word;
/// `gzip` must be installed.
pub(crate) fn read(path: &Path) -> Result<Vec<TreeSentence>> {
    let unpacked = Command::new("gzip").arg("-dc").arg(path).output().context("gzip")?;
    ensure!(unpacked.status.success(), "gzip cannot read {}", path.display());
    let table = String::from_utf8(unpacked.stdout)?;
    let mut sentences = Vec::new();
    for sentence in table.split("\n\n").filter(|sentence| !sentence.trim().is_empty()) {
        let text = sentence.lines().find_map(|line| line.strip_prefix("#text "));
        let tokens: Option<Vec<TreeToken>> =
            sentence.lines().filter(|line| line.contains('\t')).map(token).collect();
        let tokens = tokens.with_context(|| format!("not a sentence: {sentence}"))?;
        let Some(text) = text else { continue };
        sentences.extend(TreeSentence::read(text, &tokens));
    }
    Ok(sentences)
}

fn token(line: &str) -> Option<TreeToken> {
    let mut fields = line.split('\t');
    let form = fields.next()?.to_owned();
    let part = SpeechPart::of_tags(fields.next()?, fields.next()?)?;
    let head = fields.next()?.parse::<usize>().ok()?.checked_sub(1);
    Some(TreeToken { form, part, head, relation: fields.next()?.to_owned() })
}
