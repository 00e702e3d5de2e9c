//! Words into articles: what is body, what is furniture, where one article
//! ends and the next begins, and what the words say about the article itself.
//!
//! Every step only decides what a unit is; none changes or drops a word.
//! `unit` and `lines` read the source, `noise` judges single units, `page`
//! finds the article on a whole page, `split` and `roles` (with `title`,
//! `head`, `byline`, `outlets`, `trail`) give the rest its place, `facts` reads the facts, `glue`
//! finds words run together.

mod byline;
pub(crate) mod dateline;
mod facts;
mod glue;
mod head;
mod language;
pub(crate) mod lines;
mod noise;
mod outlets;
pub(crate) mod page;
mod page_weights;
mod phrases;
mod repeat;
mod roles;
#[cfg(test)]
mod saved_pages;
mod split;
mod title;
mod trail;
pub(crate) mod unit;

use self::unit::TextUnit;
use crate::model::{Article, Block, BlockKind, BlockReason, Meta, Text};

/// The articles that these units make, in their order; `known` holds facts
/// that the format gave.
pub(crate) fn articles(text: &Text, units: Vec<TextUnit>, known: &Meta) -> Vec<Article> {
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

/// One article of units that the format found to be one, with no page around.
pub(crate) fn found_article(text: &Text, units: Vec<TextUnit>, known: &Meta) -> Option<Article> {
    let mut units = judged(text, units);
    roles::in_marked_article(text, &mut units);
    article(text, &mut units, known)
}

/// One article of all the units, where the format says that it is one.
pub(crate) fn one_article(text: &Text, units: Vec<TextUnit>, known: &Meta) -> Option<Article> {
    let mut units = judged(text, units);
    if page::is_page(&units) {
        roles::on_page(text, &mut units);
    } else {
        roles::in_article(text, &mut units);
    }
    article(text, &mut units, known)
}

/// Judges a unit by its words; what they do not tell is what the format says.
pub(crate) fn judge_marked(text: &Text, unit: &mut TextUnit, kind: BlockKind, why: BlockReason) {
    unit.verdict = noise::judge(text.get(unit.span), &unit.shape);
    // A number alone is a page number among lines, but in a table it is what
    // the table says.
    let number = unit.verdict.is_some_and(|v| v.why == BlockReason::BareNumber);
    if unit.is_open() || number && why == BlockReason::MarkedCell {
        unit.decide(kind, why);
    }
}

/// Whether a line names who wrote an article, or when.
pub(crate) fn tells_facts(words: &str) -> bool {
    let shape = unit::Shape::of(words);
    let dated = noise::judge(words, &shape).is_some_and(|v| v.kind == BlockKind::Dateline);
    dated || shape.words <= 20 && byline::names(words).is_some()
}

/// The names behind "By", where a line is an author line.
pub(crate) fn author_names(line: &str) -> Option<&str> {
    byline::names(line)
}

/// A line without the "By" before a name.
pub(crate) fn without_by(line: &str) -> &str {
    byline::without_by(line)
}

/// The name of a place in capitals as people write it.
pub(crate) fn place_name(words: &str) -> String {
    facts::place_name(words)
}

/// Whether a line is one or several people and nothing else.
pub(crate) fn are_people(line: &str) -> bool {
    byline::are_people(line)
}

/// Whether a line says what somebody does.
pub(crate) fn is_role(line: &str) -> bool {
    outlets::is_role(line)
}

/// Whether a line names an outlet, by a list or by the words of such names.
pub(crate) fn is_outlet(line: &str) -> bool {
    outlets::likeness(line) >= outlets::OutletLikeness::Like
}

/// Whether a line names a section of a site.
pub(crate) fn is_section(line: &str) -> bool {
    outlets::is_section(line)
}

/// Whether a line is nothing but the "By" above a name.
pub(crate) fn is_by(line: &str) -> bool {
    byline::is_by(line)
}

/// A line up to its first date, without the words that announce it.
pub(crate) fn before_date(line: &str) -> &str {
    byline::before_date(line)
}

/// Judges a unit by its words as they are shown, without the marks of the
/// format.
pub(crate) fn judge_shown(text: &Text, unit: &mut TextUnit, shown: &str) {
    let shown = shown.trim();
    if shown.is_empty() || shown == text.get(unit.span) {
        return;
    }
    unit.shape = unit::Shape::of(shown);
    unit.verdict = noise::judge(shown, &unit.shape);
}

/// Units with furniture cut off and judged by its words.
fn judged(text: &Text, units: Vec<TextUnit>) -> Vec<TextUnit> {
    let mut units = glue::cut(text, units);
    for unit in units.iter_mut().filter(|unit| unit.is_open()) {
        unit.verdict = noise::judge(text.get(unit.span), &unit.shape);
    }
    units
}

fn article(text: &Text, units: &mut [TextUnit], known: &Meta) -> Option<Article> {
    let mut article = Article::new(lines::hull(units)?);
    article.meta = facts::read(text, units, known);
    article.blocks = units.iter().map(block).collect();
    let body: Vec<_> = article.body().map(|block| block.span).collect();
    article.repairs = glue::repairs(text, &body);
    Some(article)
}

fn block(unit: &TextUnit) -> Block {
    match unit.verdict {
        Some(verdict) => Block { kind: verdict.kind, span: unit.span, why: verdict.why },
        None => Block { kind: BlockKind::Paragraph, span: unit.span, why: BlockReason::Paragraph },
    }
}

#[cfg(test)]
mod tests {
    use crate::load::load;
    use crate::model::{Article, BlockKind, Document, Evidence};

    /// `marked` holds a block a line, its kind before a bar; a line without a
    /// bar is taken as it is. The blocks of the text without the kinds must
    /// have these kinds; `---` stands between articles.
    pub(super) fn check(marked: &str) -> Document {
        let mut source = String::new();
        let mut expected = Vec::new();
        for line in marked.lines().map(str::trim) {
            match line.split_once("| ") {
                Some((kind, words)) => {
                    let words = words.trim_start();
                    expected.push((BlockKind::named(kind.trim()).unwrap(), words.to_owned()));
                    source.push_str(words);
                }
                None => source.push_str(line),
            }
            source.push('\n');
        }
        let document = load("a.txt", source.into_bytes());
        let blocks = document.articles.iter().flat_map(|article| &article.blocks);
        let found: Vec<(BlockKind, String)> =
            blocks.map(|b| (b.kind, document.text.get(b.span).to_owned())).collect();
        let wrong: Vec<_> =
            found.iter().zip(&expected).filter(|(found, expected)| found != expected).collect();
        assert!(wrong.is_empty(), "found, expected: {wrong:#?}");
        assert_eq!(found.len(), expected.len());
        document
    }

    pub(super) fn only(document: &Document) -> &Article {
        assert_eq!(document.articles.len(), 1);
        &document.articles[0]
    }

    #[test]
    fn what_a_saved_page_has_around_its_article() {
        let document = check(
            "share|      Share
            title|      Lindau keeps its ferry after the storm

            standfirst| The lake council has voted to pay for a new engine, but not this year
            repeat|     Lindau keeps its ferry after the storm

            paragraph|  The ferry of Lindau will sail on, the council of the lake decided on Monday after a long night.
            notice|     Advertisement
            heading|    A night of speeches
            paragraph|  “We keep the ferry,” said Mona Brandt, who has led the council since spring.
            caption|    The ferry at the pier. Photograph: Jo Ober/AFP/Getty Images
            related|    Read more: How the ferry came to Lindau
            item|       • The engine is forty years old and leaks.
            paragraph|  Nobody voted against it, the council said in the evening.
            notice|     Jo Ober contributed to this report.
            navigation| World

            related|    Storm on the lake: three boats are missed

            tags|       • Lake
            tags|       • Ferry traffic
            comment|    comments",
        );
        let meta = &only(&document).meta;
        assert_eq!(meta.tags.len(), 2);
        assert_eq!(meta.language.as_ref().unwrap().value, "en");
    }

    #[test]
    fn a_live_blog_prints_its_passages_twice() {
        check(
            "title|     Storm on the lake: ferry of Lindau stays in the harbour all day long
            caption|   The ferry in the harbour. Photograph: Jo Ober/Reuters
            notice|    From 2h ago

            heading|   ‘We wait for the wind’
            paragraph| The harbour master, Mona Brandt, said that no boat would leave before noon on Friday.
            paragraph| Brandt added:
            paragraph| Waiting saves lives, waiting saves boats, and waiting costs nothing but a morning.
            share|     Share
            notice|    Updated at

            heading|   Schools are closed
            paragraph| All schools around the lake stay closed, the council decided in the early morning.
            repeat|    ‘We wait for the wind’
            repeat|    The harbour master, Mona Brandt, said that no boat would leave before noon on Friday.
            repeat|    Brandt added:Waiting saves lives, waiting saves boats, and waiting costs nothing but a morning.
            related|   More on this story
            related|   • Storm briefing: what the wind did to the pier
            notice|    10h ago
            comment|   No comments:",
        );
    }

    #[test]
    fn a_header_tells_writer_date_and_outlet() {
        let document = check(
            "title|     Is the ferry safe?
            byline|    By Mona Brandt and Jo Ober
            dateline|  2024-04-04
            byline|    Lake Courier

            paragraph| LINDAU, April 4 (Reuters) - The ferry of Lindau is safe, its captain said on Thursday.",
        );
        let meta = &only(&document).meta;
        let value =
            |fact: &Option<crate::model::Fact<String>>| fact.as_ref().unwrap().value.clone();
        assert_eq!(value(&meta.title), "Is the ferry safe?");
        assert_eq!(value(&meta.byline), "Mona Brandt and Jo Ober");
        assert_eq!(value(&meta.outlet), "Lake Courier");
        assert_eq!(value(&meta.agency), "Reuters");
        assert_eq!(value(&meta.place), "Lindau");
        assert_eq!(meta.date.as_ref().unwrap().value.iso().as_deref(), Some("2024-04-04"));
    }

    #[test]
    fn two_articles_in_one_file_lend_each_other_the_year() {
        let document = check(
            "dateline|  04 April 2024

            title|     Ferry sails again after the storm
            repeat|    Ferry sails again after the storm | Lake Courier

            paragraph| LINDAU, April 4 (Reuters) - The ferry of Lindau sails again, the harbour master said on Thursday after the wind had died.
            paragraph| The first boat left at noon with forty people and a dog on board, and came back with thirty.
            paragraph| “It was high time,” said the captain, who had waited three days for the wind to turn to the west.
            paragraph| Nobody knows where the other ten went, and nobody in the harbour seemed to mind very much.

            related|   Three boats are missed on the lake
            navigation| World

            title|     Council of the lake pays for a new engine
            paragraph| BREGENZ, April 4 (dpa) - The council of the lake pays for a new engine of the ferry, it decided on Thursday.
            paragraph| The old one is forty years old and leaks, the council said, and the new one comes from a yard in the north.
            paragraph| It will be in place by summer, said Mona Brandt, who has led the council since the spring of last year.
            paragraph| Nobody voted against it, and the captain bought a round of beer for all who had come to the hall.",
        );
        assert_eq!(document.articles.len(), 2);
        let [first, second] = &document.articles[..] else { panic!() };
        assert_eq!(first.meta.outlet.as_ref().unwrap().value, "Lake Courier");
        assert_eq!(second.meta.place.as_ref().unwrap().value, "Bregenz");
        let date = second.meta.date.as_ref().unwrap();
        assert_eq!(date.value.iso().as_deref(), Some("2024-04-04"));
        assert!(matches!(date.evidence, Evidence::Inferred(_)));
    }

    #[test]
    fn a_date_without_a_year_stays_without_one() {
        let document = check(
            "title|     Ferry sails again after the storm
            paragraph| LINDAU, April 4 (Reuters) - The ferry of Lindau sails again, the harbour master said.
            paragraph| The first boat left at noon with forty people and a dog on board.",
        );
        let date = only(&document).meta.date.as_ref().unwrap();
        assert_eq!((date.value.year, date.value.month, date.value.day), (None, Some(4), Some(4)));
    }

    #[test]
    fn the_article_of_a_whole_page_stands_among_menus() {
        check(
            "navigation| Startseite
            navigation| Politik
            navigation| Wirtschaft
            navigation| Kultur
            navigation| Anmelden
            related|    Hafen von Bregenz wird neu gebaut
            title|      Fähre von Lindau fährt nach dem Sturm wieder
            byline|     Von Mona Brandt
            dateline|   4. April 2024, 10:15
            paragraph|  Die Fähre von Lindau fährt wieder, sagte der Hafenmeister am Donnerstag nach dem langen Sturm auf dem See.
            paragraph|  Das erste Boot legte am Mittag mit vierzig Menschen und einem Hund an Bord ab und kam mit dreißig zurück.
            paragraph|  „Es war höchste Zeit“, sagte der Kapitän, der drei Tage lang auf den Wind gewartet hatte und nun müde ist.
            paragraph|  Wohin die anderen zehn gegangen sind, weiß niemand, und im Hafen schien es auch niemanden zu kümmern.
            share|      Teilen
            share|      Facebook
            share|      Twitter
            related|    Mehr zum Thema
            related|    Sturm auf dem See: drei Boote vermisst
            navigation| Impressum
            navigation| Datenschutz
            notice|     © 2024 Seekurier",
        );
    }

    #[test]
    fn a_single_paragraph_is_body_not_title() {
        check("paragraph| “We keep the ferry,” Mona Brandt said.");
        check("paragraph| Ferry sails again");
    }
}
