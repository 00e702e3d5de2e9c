//! Words into articles: what is body, what is furniture, where one article
//! ends and the next begins, and what the words say about the article itself.
//!
//! Every step only decides what a unit is; none changes or drops a word.
//! `unit` and `lines` read the source, `noise` judges single units, `page`
//! finds the article on a whole page, `split` and `roles` give the rest its
//! place, `facts` reads the facts, `glue` finds words run together.

pub(crate) mod dateline;
mod facts;
mod glue;
pub(crate) mod lines;
mod noise;
pub(crate) mod page;
mod page_weights;
mod phrases;
mod repeat;
mod roles;
mod split;
pub(crate) mod unit;

use self::unit::Unit;
use crate::model::{Article, Block, BlockKind, Meta, Text};

/// The articles that these units make, in their order; `known` holds facts
/// that the format gave.
pub(crate) fn articles(text: &Text, units: Vec<Unit>, known: &Meta) -> Vec<Article> {
    let units = judged(text, units);
    if page::is_page(&units) {
        let mut units = units;
        roles::on_page(text, &mut units);
        return article(text, &mut units, known).into_iter().collect();
    }
    let mut articles = Vec::new();
    let mut units = units;
    let mut rest = units.as_mut_slice();
    for length in split::lengths(text, rest) {
        let (part, after) = rest.split_at_mut(length.min(rest.len()));
        roles::in_article(text, part);
        articles.extend(article(text, part, known));
        rest = after;
    }
    facts::lend_years(&mut articles);
    articles
}

/// One article of all the units, where the format says that it is one.
pub(crate) fn one_article(text: &Text, units: Vec<Unit>, known: &Meta) -> Option<Article> {
    let mut units = judged(text, units);
    if page::is_page(&units) {
        roles::on_page(text, &mut units);
    } else {
        roles::in_article(text, &mut units);
    }
    article(text, &mut units, known)
}

/// Judges a unit by its words as they are shown, without the marks of the
/// format.
pub(crate) fn judge_shown(text: &Text, unit: &mut Unit, shown: &str) {
    let shown = shown.trim();
    if shown.is_empty() || shown == text.get(unit.span) {
        return;
    }
    unit.shape = unit::Shape::of(shown);
    unit.verdict = noise::judge(shown, &unit.shape);
}

/// Units with furniture cut off and judged by its words.
fn judged(text: &Text, units: Vec<Unit>) -> Vec<Unit> {
    let mut units = glue::cut(text, units);
    for unit in units.iter_mut().filter(|unit| unit.is_open()) {
        unit.verdict = noise::judge(text.get(unit.span), &unit.shape);
    }
    units
}

fn article(text: &Text, units: &mut [Unit], known: &Meta) -> Option<Article> {
    let mut article = Article::new(lines::hull(units)?);
    article.meta = facts::read(text, units, known);
    article.blocks = units.iter().map(block).collect();
    let body: Vec<_> = article.body().map(|block| block.span).collect();
    article.repairs = glue::repairs(text, &body);
    Some(article)
}

fn block(unit: &Unit) -> Block {
    match unit.verdict {
        Some(verdict) => Block { kind: verdict.kind, span: unit.span, why: verdict.why },
        None => {
            Block { kind: BlockKind::Paragraph, span: unit.span, why: "a paragraph of the article" }
        }
    }
}
