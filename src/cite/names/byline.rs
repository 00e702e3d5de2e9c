//! A byline into people and bodies.
//!
//! “By Melissa Jolt, Senior Reporter, and agencies” names one person; what
//! somebody is, where they write and how to reach them is left out. A body is
//! an author only where no person is: “Melissa Jolt, The Associated Press”.

use super::Author;
use super::words::{
    AGENCIES, ANDS, BODIES, DEGREES, DOMAINS, FAMILY_FIRST, HONORIFICS, LEADS, PARTICLES, ROLES,
    SUFFIXES, TAILS,
};
use crate::cite::known_or_empty;
use newsquotes::extract::given_names;

/// The authors that a byline names, in its order.
#[must_use]
pub(crate) fn authors(byline: &str) -> Vec<Author> {
    let byline = without_leads(without_stop(byline.trim()));
    if let Some(author) = turned_round(byline) {
        return vec![author];
    }
    let mut found: Vec<Author> = Vec::new();
    let parts = byline.split([',', ';', '/', '|', '·', '\n']).flat_map(split_and);
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let part = without_leads(part);
        match (suffix(part), found.last_mut()) {
            (Some(own), Some(Author::Person { suffix, .. })) => *suffix = own,
            _ => found.extend(author(part)),
        }
    }
    let is_person = |author: &Author| matches!(author, Author::Person { .. });
    if found.iter().any(is_person) {
        found.retain(is_person);
    }
    let mut once: Vec<Author> = Vec::new();
    for author in found {
        if !once.contains(&author) {
            once.push(author);
        }
    }
    once
}

/// Without the full stop of a sentence, which “Sam Pell Jr.” does not end in.
fn without_stop(byline: &str) -> &str {
    let bare = byline.trim_end_matches('.');
    let last = bare.rsplit(' ').next().unwrap_or(bare);
    if suffix(last).is_some() { byline } else { bare }
}

/// “Published by By Melissa Jolt”.
fn without_leads(mut byline: &str) -> &str {
    let rest = |byline: &'_ str| {
        LEADS.iter().find_map(|lead| {
            let (head, rest) = byline.split_at_checked(lead.len())?;
            let rest = rest.strip_prefix([' ', ':'])?;
            (head.to_lowercase() == *lead).then(|| byline.len() - rest.len())
        })
    };
    while let Some(rest) = rest(byline).and_then(|at| byline.get(at..)) {
        byline = rest.trim_start();
    }
    byline
}

/// “Jolt, Melissa”.
fn turned_round(byline: &str) -> Option<Author> {
    let (family, given) = byline.split_once(", ")?;
    let first = given.split(' ').next()?;
    let alone = !family.trim().contains(' ') && !given.contains([',', ';', '|']);
    let known = given_names::gender(first).is_some() && !is_any(family, BODIES);
    (alone && known && suffix(given).is_none() && given.split(' ').count() < 3).then(|| {
        Author::Person {
            given: given.trim().to_owned(),
            family: family.trim().to_owned(),
            suffix: String::new(),
        }
    })
}

/// A list's last two: `A and B`, in the languages of bylines; but not `Smith &
/// Partners`.
fn split_and(words: &str) -> Vec<&str> {
    let mut parts = vec![words];
    for and in ANDS {
        let split = |part: &'_ str| part.contains(and) && !is_body(part);
        parts =
            parts
                .into_iter()
                .flat_map(|part| {
                    if split(part) { part.split(and).collect::<Vec<_>>() } else { vec![part] }
                })
                .collect();
    }
    parts.into_iter().map(leading_and).collect()
}

fn leading_and(part: &str) -> &str {
    let trimmed = part.trim_start();
    ANDS.iter().find_map(|and| trimmed.strip_prefix(and.trim_start())).unwrap_or(part)
}

/// The author that a part of a byline names; `None` for a role, a degree, an
/// address.
fn author(part: &str) -> Option<Author> {
    if is_address(part) {
        return None;
    }
    if is_degree(part) {
        return None;
    }
    let whole = part.trim_matches(['“', '”', '"', '(', ')', ' ']);
    let bare = without_tail(whole);
    if let Some(person) = person(bare) {
        return Some(person);
    }
    if is_staff_of(whole) {
        return Some(Author::Group(whole.to_owned()));
    }
    if is_any(whole, ROLES) && !is_body(whole) {
        return None;
    }
    let words: Vec<&str> = whole.split_whitespace().collect();
    let role_last = words.last().is_some_and(|last| is_any(last, ROLES));
    if role_last && words.len() != 2 {
        return None;
    }
    Some(Author::Group(whole.to_owned())).filter(|_| !whole.is_empty())
}

/// “nora@courier.example”, “Nora.Vey Courier.Com”, which lost its sign.
fn is_address(part: &str) -> bool {
    let small = part.to_lowercase();
    let is_domain = |word: &str| {
        word.rsplit_once('.').is_some_and(|(host, end)| host.len() > 1 && DOMAINS.contains(&end))
    };
    part.contains(['@', '#'])
        || small.contains("://")
        || small.contains("www.")
        || small.split_whitespace().any(is_domain)
}

/// “Reuters Staff”, not “Senior Staff”.
fn is_staff_of(name: &str) -> bool {
    let Some((outlet, staff)) = name.split_once(' ') else { return false };
    bare(staff) == "staff" && !is_any(outlet, ROLES) && outlet != "Senior"
}

/// “Melissa Jolt for the Halden Post”, “Melissa Jolt Reuters”: what stands
/// before it, where that is a person.
fn without_tail(name: &str) -> &str {
    let agency = name.rsplit_once(' ').filter(|(_, last)| is_any(last, AGENCIES));
    let agency = agency.map(|(head, _)| head.len());
    let cut = TAILS.iter().filter_map(|tail| name.find(tail)).chain(agency).min();
    let head = cut.and_then(|at| name.get(..at)).map_or(name, str::trim);
    if person(head).is_some() { head } else { name }
}

fn person(name: &str) -> Option<Author> {
    if is_any(name, ROLES) || is_body(name) {
        return None;
    }
    let mut words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
    while words.len() > 2 && words.first().is_some_and(|word| is_any(word, HONORIFICS)) {
        words.remove(0);
    }
    while words.last().is_some_and(|word| is_degree(word)) {
        words.pop();
    }
    let suffix = words.pop_if(|word| suffix(word).is_some());
    let shouted = words.iter().all(|word| !word.chars().any(char::is_lowercase));
    if shouted && words.iter().any(|word| word.chars().count() > 3) {
        words = words.iter().map(|word| lowered(word)).collect();
    }
    if !is_name(&words) {
        return None;
    }
    let suffix = known_or_empty(suffix);
    if let [family, given] = words.as_slice()
        && stands_first(family, given)
    {
        return Some(Author::Person { given: given.clone(), family: family.clone(), suffix });
    }
    let (given, family) = words.split_at_checked(family_start(&words))?;
    (!given.is_empty()).then(|| Author::Person {
        given: given.join(" "),
        family: family.join(" "),
        suffix,
    })
}

/// “Zhang Jianping”: a Chinese family name before what is no Western name.
fn stands_first(family: &str, given: &str) -> bool {
    FAMILY_FIRST.contains(&family.to_lowercase().as_str())
        && given_names::gender(given).is_none()
        && given_names::gender(family).is_none()
        && given.chars().count() > 3
}

/// The index of the first word of the family name: the last word with the
/// particles before it.
fn family_start(words: &[String]) -> usize {
    let mut start = words.len().saturating_sub(1);
    while let Some(before) = start.checked_sub(1).filter(|before| *before > 0) {
        let particle = words.get(before).is_some_and(|word| {
            word.starts_with(char::is_lowercase)
                || (word.len() > 1 && PARTICLES.contains(&word.to_lowercase().as_str()))
        });
        if !particle {
            break;
        }
        start = before;
    }
    start
}

fn is_name(words: &[String]) -> bool {
    let capital = |word: &String| word.starts_with(char::is_uppercase);
    let latin = |word: &String| {
        word.chars().all(|c| (c.is_alphabetic() && c < '\u{370}') || "-.'’‐".contains(c))
    };
    let inner = |word: &String| capital(word) || PARTICLES.contains(&word.to_lowercase().as_str());
    let acronym = |word: &String| word.len() > 3 && word.chars().all(char::is_uppercase);
    (2..=6).contains(&words.len())
        && words.iter().all(latin)
        && words.iter().all(inner)
        && words.first().is_some_and(capital)
        && words.last().is_some_and(capital)
        && !words.iter().any(acronym)
}

/// “GOODALE”, “O'NEIL-PELL” as names are written.
fn lowered(word: &str) -> String {
    let mut begins = true;
    let letter = |c: char| {
        let shown: Vec<char> = if begins { vec![c] } else { c.to_lowercase().collect() };
        begins = !c.is_alphanumeric();
        shown
    };
    word.chars().flat_map(letter).collect()
}

/// “Daryl Press” is a person for all that: a known given name and one such
/// word, the last.
fn is_body(name: &str) -> bool {
    let Some((first, last)) = name.split_once(' ') else { return is_any(name, BODIES) };
    let person = given_names::gender(first).is_some() && !is_any(last, BODIES)
        || is_person_with_word(first, last);
    name.to_lowercase().starts_with("the ") || (is_any(name, BODIES) && !person)
}

fn is_person_with_word(first: &str, rest: &str) -> bool {
    let before = rest.rsplit_once(' ').map_or("", |(before, _)| before);
    let initials = before.split(' ').all(|word| word.trim_end_matches('.').chars().count() <= 1);
    given_names::gender(first).is_some() && initials
}

/// Whether one of the words of a name is in a list.
fn is_any(name: &str, list: &[&str]) -> bool {
    name.split(|c: char| c.is_whitespace() || c == '-')
        .any(|word| list.contains(&bare(word).as_str()))
}

fn is_degree(word: &str) -> bool {
    !word.contains(' ') && word.len() > 1 && DEGREES.contains(&bare(word).as_str())
}

/// A generational suffix as it stands.
fn suffix(word: &str) -> Option<String> {
    SUFFIXES.contains(&bare(word).as_str()).then(|| word.trim().to_owned())
}

fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// People turned round, bodies in braces.
    fn read(byline: &str) -> String {
        let shown = |author: &Author| match author {
            Author::Group(name) => format!("{{{name}}}"),
            person @ Author::Person { .. } => person.inverted(),
        };
        authors(byline).iter().map(shown).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn bylines_of_every_shape() {
        for (byline, expected) in [
            ("Nora Vey", "Vey, Nora"),
            ("By Nora Vey", "Vey, Nora"),
            ("Published by Nora Vey", "Vey, Nora"),
            ("Nora Vey, Tom Rask and Ida L. Ober", "Vey, Nora; Rask, Tom; Ober, Ida L."),
            ("Nora Vey & Tom Rask", "Vey, Nora; Rask, Tom"),
            ("Von Nora Vey und Tom Rask", "Vey, Nora; Rask, Tom"),
            ("Par Nora Vey et Tom Rask", "Vey, Nora; Rask, Tom"),
            ("Nora Vey y Tom Rask", "Vey, Nora; Rask, Tom"),
            ("NORA VEY and TOM RASK", "Vey, Nora; Rask, Tom"),
            ("Vey, Nora", "Vey, Nora"),
            ("Ursula von der Marsch", "von der Marsch, Ursula"),
            ("Piet Van Der Sloot", "Van Der Sloot, Piet"),
            ("Sam Pell Jr.", "Pell, Sam, Jr."),
            ("Sam Pell, Jr., and Ann Lo", "Pell, Sam, Jr.; Lo, Ann"),
            ("Rev. Amos Sharp", "Sharp, Amos"),
            ("Nora Vey, Ph.D.", "Vey, Nora"),
            ("Nora Vey, Senior Reporter", "Vey, Nora"),
            (
                "Nora Vey, Political Reporter, Tom Rask, Norrby Correspondent",
                "Vey, Nora; Rask, Tom",
            ),
            ("Nora Vey, Special To The Courier", "Vey, Nora"),
            ("Nora Vey, The Associated Press", "Vey, Nora"),
            ("Nora Vey for the Norrby Courier", "Vey, Nora"),
            ("Nora Vey in Norrby", "Vey, Nora"),
            ("Nora Vey and agencies", "Vey, Nora"),
            ("Nora Vey | Staff", "Vey, Nora"),
            ("Nora Vey, nora@courier.example, Follow Nora on Twitter", "Vey, Nora"),
            ("Staff", ""),
            ("Nora Vey, Nora.Vey Courier.Com", "Vey, Nora"),
            ("Nora Vey, Norrby Political Commentator", "Vey, Nora"),
            ("Nora Vey, Health Policy, National Security", "Vey, Nora"),
            ("Ann Lo, Chief Research Officer", "Lo, Ann"),
            ("Nora Vey Reuters", "Vey, Nora"),
            ("Thomson Reuters", "{Thomson Reuters}"),
            ("Nora Vey, Austin Bureau", "Vey, Nora"),
            ("Zhang Jianping", "Zhang, Jianping"),
            ("Agence France-Presse", "{Agence France-Presse}"),
            ("Human Rights Watch", "{Human Rights Watch}"),
            ("Ministry of Bridges and Locks", "{Ministry of Bridges and Locks}"),
            ("Daryl G. Press", "Press, Daryl G."),
            ("Reuters Staff", "{Reuters Staff}"),
            ("Vey & Partners", "{Vey & Partners}"),
            ("新华社", "{新华社}"),
            ("Reuters", "{Reuters}"),
        ] {
            assert_eq!(read(byline), expected, "{byline}");
        }
    }

    #[test]
    fn particles_stand_apart_where_a_format_wants_them() {
        let author = &authors("Ursula von der Marsch")[0];
        assert_eq!(author.particles(), ("von der", "Marsch"));
        assert_eq!(authors("Nora Vey")[0].particles(), ("", "Vey"));
        assert_eq!(authors("Jean-Paul Orme")[0].initialled(), "Orme, J.-P.");
    }
}
