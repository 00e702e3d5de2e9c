//! The roles of units in their article: title, byline, standfirst, headings,
//! items, what follows a label, what trails behind the last paragraph.

use super::page::{self, Place};
use super::unit::{Ending, Opening, Unit, bullet};
use super::{dateline, phrases, repeat};
use crate::model::{BlockKind, Text};

/// How many units from its start an article's head may reach.
const HEAD: usize = 16;

/// Gives the units of a saved article their roles.
pub(super) fn in_article(text: &Text, units: &mut [Unit]) {
    let head_end = HEAD.min(units.len());
    bylines(text, units.get_mut(..head_end).unwrap_or_default());
    let body = first_prose(text, units);
    if !units.iter().any(|unit| unit.kind() == Some(BlockKind::Title)) {
        title(text, units, body);
    }
    head(units, body);
    after_labels(units);
    after_comments(units);
    tail(text, units);
    common(text, units);
}

/// Gives the units of a whole page their roles: `page` says where the article
/// is, everything else is furniture.
pub(super) fn on_page(text: &Text, units: &mut [Unit]) {
    let places = page::places(text, units);
    let mut comments = false;
    for (unit, place) in units.iter_mut().zip(&places) {
        comments |= unit.kind() == Some(BlockKind::Comment) && *place == Place::After;
        match place {
            Place::Body if unit.shape.words > 4 => unit.verdict = None,
            Place::Body => {}
            _ if unit.is_open() => outside(unit, *place, comments),
            _ => {}
        }
    }
    let body = places.iter().position(|place| *place == Place::Body).unwrap_or(0);
    page_title(text, units, body);
    let head = body.saturating_sub(HEAD);
    if let Some(head) = units.get_mut(head..body) {
        bylines(text, head);
    }
    common(text, units);
}

/// An open unit that `page` does not count as body.
fn outside(unit: &mut Unit, place: Place, comments: bool) {
    let prose = unit.shape.ending == Ending::Sentence && unit.shape.words > 8;
    match (place, prose) {
        (Place::After, _) if comments => {
            unit.decide(BlockKind::Comment, "below the label of comments")
        }
        (_, true) => unit.decide(BlockKind::Related, "a sentence outside the article"),
        _ if unit.shape.words <= 3 => {
            unit.decide(BlockKind::Navigation, "short line outside the article")
        }
        _ => unit.decide(BlockKind::Related, "headline outside the article"),
    }
}

/// On a page the title stands above the body; a headline printed again
/// elsewhere, as in the window's title, is the likelier one.
fn page_title(text: &Text, units: &mut [Unit], body: usize) {
    let from = body.saturating_sub(30);
    let score = |at: usize| -> Option<i64> {
        let unit = units.get(at)?;
        let outside = matches!(unit.verdict, Some(v) if v.why == "headline outside the article" || v.why == "a sentence outside the article");
        (outside && unit.shape.is_headline()).then(|| {
            let distance = i64::try_from(body - at).unwrap_or(i64::MAX);
            let words = i64::from(unit.shape.words.min(9));
            words * 2 - distance + if unit.shape.words >= 5 { 6 } else { 0 }
        })
    };
    let best = (from..body)
        .filter_map(|at| Some((score(at)?, at)))
        .max_by_key(|(score, at)| (*score, *at));
    if let Some(unit) = best.and_then(|(_, at)| units.get_mut(at)) {
        unit.decide(BlockKind::Title, "the headline above the article");
    }
    let _ = text;
}

/// Index of the first paragraph: a long one, one of several sentences, or one
/// with a dateline.
fn first_prose(text: &Text, units: &[Unit]) -> usize {
    let is_prose = |unit: &Unit| {
        let shape = &unit.shape;
        unit.is_open()
            && (shape.chars >= 160
                || shape.is_sentence() && (shape.chars >= 90 || shape.stops > 0)
                || dateline::read(text.get(unit.span)).is_some())
    };
    let found =
        units.iter().enumerate().position(|(at, unit)| is_prose(unit) && !above_facts(units, at));
    found.unwrap_or(units.len().min(1))
}

/// Whether an author or date line stands right below a short unit.
fn above_facts(units: &[Unit], at: usize) -> bool {
    let facts = |next: &Unit| {
        next.gap == 0 && matches!(next.kind(), Some(BlockKind::Byline | BlockKind::Dateline))
    };
    units.get(at).is_some_and(|unit| unit.shape.chars <= 220)
        && units.get(at + 1).is_some_and(facts)
}

/// The first line with the look of a headline above the first paragraph, or
/// the first line of all when an author or date line stands below it. A
/// headline may begin like a link ("Opinion: ...") or a notice.
fn title(text: &Text, units: &mut [Unit], body: usize) {
    let head = units.get(..body.min(HEAD)).unwrap_or_default();
    let like = |least: u32| head.iter().position(|unit| is_title(text, unit, least));
    let found = first_line(head).or_else(|| like(3)).or_else(|| like(1));
    if units.len() > 1
        && let Some(unit) = found.and_then(|at| units.get_mut(at))
    {
        unit.decide(BlockKind::Title, "the first headline");
    }
}

/// The first line of all, with an author or date line below it.
fn first_line(head: &[Unit]) -> Option<usize> {
    let first = head.first()?;
    let kind = first.kind();
    let open = matches!(kind, None | Some(BlockKind::Related | BlockKind::Notice));
    (open && first.shape.letters > 1 && above_facts(head, 0)).then_some(0)
}

fn is_title(text: &Text, unit: &Unit, least: u32) -> bool {
    let shape = &unit.shape;
    let words = text.get(unit.span);
    let like_furniture =
        matches!(unit.kind(), Some(BlockKind::Related | BlockKind::Notice)) && shape.words >= 5;
    let headline = shape.is_headline()
        || shape.ending == Ending::Colon
        || shape.words < 3 && shape.letters > 3;
    (unit.is_open() || like_furniture)
        && shape.words >= least
        && headline
        && (shape.ending != Ending::Sentence || sentence_title(text, unit))
        && byline(words).is_none()
}

/// A headline may end like a sentence, but is one short sentence.
fn sentence_title(text: &Text, unit: &Unit) -> bool {
    unit.shape.stops <= 1
        && unit.shape.chars <= 150
        && dateline::read(text.get(unit.span)).is_none()
}

/// What stands between title and first paragraph.
fn head(units: &mut [Unit], body: usize) {
    let end = body.min(HEAD).min(units.len());
    let Some(head) = units.get_mut(..end) else { return };
    let titled = head.iter().position(|unit| unit.kind() == Some(BlockKind::Title));
    let facts =
        |kind: Option<BlockKind>| matches!(kind, Some(BlockKind::Byline | BlockKind::Dateline));
    let mut after_fact = false;
    for unit in head.iter_mut().skip(titled.map_or(0, |at| at + 1)) {
        let label = unit.kind() == Some(BlockKind::Caption) && unit.shape.words <= 3;
        if (unit.is_open() || label) && after_fact && unit.gap == 0 && is_name_line(unit) {
            unit.decide(BlockKind::Byline, "name line below the date");
        }
        after_fact = facts(unit.kind());
    }
    let Some(titled) = titled else { return };
    outlet_below(units, titled);
    if let Some(next) = units.get_mut(titled + 1).filter(|unit| is_standfirst(unit)) {
        next.decide(BlockKind::Standfirst, "the line below the title");
    }
}

/// A line below the title that does not end like a sentence.
fn is_standfirst(unit: &Unit) -> bool {
    unit.is_open()
        && unit.shape.words >= 8
        && unit.shape.chars <= 400
        && unit.shape.ending == Ending::Other
        && !unit.bullet
}

/// The outlet right below the title, when an empty line parts both from the
/// body.
fn outlet_below(units: &mut [Unit], titled: usize) {
    let parted = units.get(titled + 2).is_some_and(|after| after.gap > 0);
    if let Some(unit) = units.get_mut(titled + 1).filter(|unit| unit.is_open() && parted)
        && unit.gap == 0
        && is_name_line(unit)
        && unit.shape.capitalised + 1 >= unit.shape.words
        && unit.shape.words <= 5
    {
        unit.decide(BlockKind::Byline, "name line below the title");
    }
}

/// A short line of names: an outlet or a writer.
fn is_name_line(unit: &Unit) -> bool {
    let shape = &unit.shape;
    (1..=7).contains(&shape.words)
        && shape.chars <= 60
        && shape.ending == Ending::Other
        && shape.letters > 1
}

fn bylines(text: &Text, head: &mut [Unit]) {
    for unit in head.iter_mut().filter(|unit| unit.is_open()) {
        if byline(text.get(unit.span)).is_some() {
            unit.decide(BlockKind::Byline, "begins with \"by\" and a name");
        }
    }
}

/// The names of an author line: `By Mona Brandt and Jo Ober`.
pub(super) fn byline(words: &str) -> Option<&str> {
    if words.len() > 900 {
        return None;
    }
    let (first, rest) = words.split_once([' ', '\u{a0}', '\t'])?;
    let (by, names) = match rest.split_once(' ') {
        Some((second, names))
            if phrases::BYLINE.contains(&format!("{first} {second}").to_lowercase().as_str()) =>
        {
            (second, names)
        }
        _ => (first, rest),
    };
    let known =
        phrases::BYLINE.contains(&by.to_lowercase().as_str()) || by.eq_ignore_ascii_case("by");
    let names = names.trim();
    (known && are_names(names)).then_some(names)
}

/// Mostly capitalised words, no sentence.
fn are_names(names: &str) -> bool {
    let words: Vec<&str> = names.split_whitespace().collect();
    let capitalised = words
        .iter()
        .filter(|word| word.starts_with(|c: char| c.is_uppercase() || matches!(c, '<' | '(' | '"')))
        .count();
    let sentence =
        names.ends_with(['.', '!', '?', ':']) && !names.ends_with("Jr.") && words.len() > 3;
    let first = words.first().is_some_and(|word| {
        word.trim_start_matches(['"', '“', '<']).starts_with(char::is_uppercase)
    });
    !words.is_empty()
        && words.len() <= 40
        && first
        && !sentence
        && capitalised * 3 >= words.len() * 2
}

/// Links below a label such as "Related": headlines up to the next paragraph.
fn after_labels(units: &mut [Unit]) {
    let mut links = 0;
    for unit in units.iter_mut() {
        if unit.kind() == Some(BlockKind::Related) && unit.shape.words <= 6 {
            links = 12;
        } else if links > 0 && unit.is_open() {
            let link = unit.bullet && unit.shape.words <= 30
                || unit.shape.is_headline() && unit.shape.ending == Ending::Other;
            links = if link { links - 1 } else { 0 };
            if link {
                unit.decide(BlockKind::Related, "below the label of related links");
            }
        }
    }
}

/// Everything below the label of comments, when it stands near the end.
fn after_comments(units: &mut [Unit]) {
    let total: u32 = units.iter().map(prose).sum();
    let mut passed = 0;
    let mut comments = false;
    for unit in units.iter_mut() {
        passed += prose(unit);
        comments |= unit.kind() == Some(BlockKind::Comment) && passed * 10 >= total * 9;
        if comments && unit.is_open() {
            unit.decide(BlockKind::Comment, "below the label of comments");
        }
    }
}

fn prose(unit: &Unit) -> u32 {
    if unit.is_open() && unit.shape.is_sentence() { unit.shape.chars } else { 0 }
}

/// What trails behind the last sentence: tags, section names, links.
fn tail(text: &Text, units: &mut [Unit]) {
    let is_end = |unit: &Unit| {
        unit.is_open()
            && (unit.shape.ending != Ending::Other || unit.shape.words > 30 || unit.shape.stops > 1)
    };
    let Some(last) = units.iter().rposition(is_end) else { return };
    let list = units.get(last).is_some_and(|unit| unit.shape.ending == Ending::Colon);
    let Some(trail) = units.get_mut(last + 1..) else { return };
    let open = trail.iter().filter(|unit| unit.is_open()).count();
    if open == 0 || list || open == trail.len() && open == 1 {
        return;
    }
    let is_tag = |unit: &Unit| bullet(text.get(unit.span)) > 0 && unit.shape.words <= 6;
    let tags = trail.iter().filter(|unit| unit.is_open() && is_tag(unit)).count() >= 2;
    for unit in trail.iter_mut() {
        let bulleted = is_tag(unit);
        if !unit.is_open() && !(tags && bulleted) {
            continue;
        }
        match unit.shape.words {
            _ if bulleted => unit.decide(BlockKind::Tags, "short items behind the last sentence"),
            ..=3 => unit.decide(BlockKind::Navigation, "section name behind the last sentence"),
            _ => unit.decide(BlockKind::Related, "headlines behind the last sentence"),
        }
    }
}

/// Roles that saved articles and whole pages share.
fn common(text: &Text, units: &mut [Unit]) {
    title_again(text, units);
    doubled_captions(text, units);
    embedded_posts(units);
    headings(text, units);
    repeat::mark(text, units);
}

/// The title printed again, alone or with the site's name behind it.
fn title_again(text: &Text, units: &mut [Unit]) {
    let Some(at) = units.iter().position(|unit| unit.kind() == Some(BlockKind::Title)) else {
        return;
    };
    let Some(title) = units.get(at).map(|unit| text.get(unit.span)) else { return };
    let key = repeat::key(title);
    for (index, unit) in units.iter_mut().enumerate() {
        let words = text.get(unit.span);
        if index == at || words.len() > title.len() * 2 + 80 {
            continue;
        }
        if repeat::key(words).hash == key.hash {
            unit.decide(BlockKind::Repeat, "the title again");
        } else if site_behind(words, title).is_some() {
            unit.decide(BlockKind::Repeat, "the title with the site's name");
        }
    }
}

/// `Title | Site`: the name of the site behind a repeated title.
pub(super) fn site_behind<'a>(words: &'a str, title: &str) -> Option<&'a str> {
    let rest = words.strip_prefix(title)?.trim_start();
    let site = rest.strip_prefix(['|', '-', '–', '—', '·', ':', '»'])?.trim();
    (!site.is_empty() && site.len() <= 60).then_some(site)
}

/// A caption is often printed twice, the second time with its credit.
fn doubled_captions(text: &Text, units: &mut [Unit]) {
    for at in 1..units.len() {
        let (Some(unit), Some(caption)) = (units.get(at - 1), units.get(at)) else { continue };
        let words = text.get(unit.span);
        let doubled = caption.kind() == Some(BlockKind::Caption)
            && words.len() > 20
            && text.get(caption.span).starts_with(words);
        if doubled && let Some(unit) = units.get_mut(at - 1) {
            unit.decide(BlockKind::Caption, "printed again with its photo credit");
        }
    }
}

/// The line right above the signature of an embedded post, when it holds an
/// address, belongs to the post.
fn embedded_posts(units: &mut [Unit]) {
    for at in 1..units.len() {
        let signed = units
            .get(at)
            .and_then(|unit| unit.verdict)
            .is_some_and(|v| v.why == "signature of an embedded post");
        if let Some(unit) =
            units.get_mut(at - 1).filter(|unit| signed && unit.is_open() && unit.shape.address)
        {
            unit.decide(BlockKind::Notice, "embedded post");
        }
    }
}

fn headings(text: &Text, units: &mut [Unit]) {
    for at in 0..units.len() {
        let next = units
            .get(at + 1)
            .is_some_and(|next| next.is_open() || next.kind() == Some(BlockKind::Caption));
        let Some(unit) = units.get_mut(at).filter(|unit| unit.is_open()) else { continue };
        let shape = &unit.shape;
        let question = shape.words <= 10 && text.get(unit.span).ends_with('?');
        if bullet(text.get(unit.span)) > 0 {
            unit.decide(BlockKind::Item, "begins with a bullet");
        } else if next
            && shape.words <= 16
            && shape.chars <= 110
            && shape.letters > 2
            && shape.opening != Opening::Small
            && (shape.ending == Ending::Other || question)
        {
            unit.decide(BlockKind::Heading, "short line without a full stop above a paragraph");
        }
    }
}
