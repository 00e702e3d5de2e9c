//! Golden citations, each with the rule of the published manual that it
//! follows. Articles and names are invented.

mod pandoc;

use super::*;

fn source() -> CitedSource {
    CitedSource {
        title: Some("Harbour bridge stays \"open\"".to_owned()),
        byline: Some("Nora Vey".to_owned()),
        outlet: Some("The Norrby Courier".to_owned()),
        date: Date::parse_iso("2026-09-04"),
        url: Some("https://courier.example/bridge".to_owned()),
        ..CitedSource::default()
    }
}

fn said() -> CitedSpeaker {
    CitedSpeaker { name: "Ida Ober".to_owned(), role: Some("mayor of Norrby".to_owned()) }
}

/// Note, entry and text reference of a source in a style, with a speaker in
/// paragraph 3, looked at on 21 November 2026.
fn cited(style: &str, source: &CitedSource) -> [String; 3] {
    let said = said();
    let accessed = Date::parse_iso("2026-11-21");
    let cited = Cited {
        source,
        speaker: Some(&said),
        paragraph: Some(3),
        accessed,
        headline_case: true,
        number: None,
    };
    let style = style_named(style).unwrap();
    [style.note(&cited), style.reference(&cited), style.in_text(&cited)].map(|line| line.plain())
}

fn note(style: &str, source: &CitedSource) -> String {
    cited(style, source)[0].clone()
}

fn entry(style: &str, source: &CitedSource) -> String {
    cited(style, source)[1].clone()
}

fn in_text(style: &str, source: &CitedSource) -> String {
    cited(style, source)[2].clone()
}

#[test]
fn chicago_notes_and_bibliography() {
    // The official style of the 18th edition: headline case, the newspaper
    // with its “The”, no access date for what has a date. A comma stands
    // inside the mark, and quotations in a headline are single.
    assert_eq!(
        cited("chicago", &source()),
        [
            "Ida Ober, quoted in Nora Vey, “Harbour Bridge Stays ‘Open,’” The Norrby Courier, \
             September 4, 2026, para. 3, https://courier.example/bridge.",
            "Vey, Nora. “Harbour Bridge Stays ‘Open.’” The Norrby Courier, September 4, 2026. \
             https://courier.example/bridge.",
            "Ober, quoted in Vey, “Harbour Bridge Stays ‘Open,’” para. 3",
        ]
    );
}

#[test]
fn chicago_author_and_date() {
    // The year behind the author, the day repeated with the outlet.
    assert_eq!(
        cited("chicago-author-date", &source()),
        [
            "Ida Ober, quoted in Vey, Nora. 2026. “Harbour Bridge Stays ‘Open.’” The Norrby \
             Courier, September 4. https://courier.example/bridge.",
            "Vey, Nora. 2026. “Harbour Bridge Stays ‘Open.’” The Norrby Courier, September 4. \
             https://courier.example/bridge.",
            "Ober, quoted in Vey 2026, para. 3",
        ]
    );
}

#[test]
fn titles_may_stand_as_they_were_printed() {
    let source = source();
    let cited = Cited {
        source: &source,
        speaker: None,
        paragraph: None,
        accessed: None,
        headline_case: false,
        number: None,
    };
    let line = style_named("mla").unwrap().reference(&cited).plain();
    assert!(line.contains("“Harbour bridge stays ‘open.’”"), "{line}");
    let german = CitedSource {
        title: Some("Die „Brücke“ bleibt offen".to_owned()),
        language: Some("de".to_owned()),
        ..source.clone()
    };
    let cited = Cited { source: &german, headline_case: true, ..cited };
    let line = style_named("mla").unwrap().reference(&cited).plain();
    assert!(line.contains("“Die ‘Brücke’ bleibt offen.”"), "{line}");
}

#[test]
fn apa() {
    // 10.1 example 16: initials, full date, title without marks, newspaper
    // with its “The”, URL without a full stop. 9.16: no retrieval date for a
    // page that has a date. 8.6: “as cited in”. 8.28: a paragraph's number, counted by hand.
    assert_eq!(
        cited("apa", &source()),
        [
            "Ida Ober, as cited in Vey, N. (2026, September 4). Harbour bridge stays “open.” \
             The Norrby Courier. https://courier.example/bridge",
            "Vey, N. (2026, September 4). Harbour bridge stays “open.” The Norrby Courier. \
             https://courier.example/bridge",
            "Ober, as cited in Vey, 2026, para. 3",
        ]
    );
}

#[test]
fn mla() {
    // Chapter 5: author, title, container, date, location, access date at the end.
    // Months of more than four letters are cut. Chapter 6, indirect sources: “qtd. in”;
    // paragraphs that the source does not number are not counted.
    assert_eq!(
        cited("mla", &source()),
        [
            "Ida Ober, qtd. in Vey, Nora. “Harbour Bridge Stays ‘Open.’” The Norrby Courier, \
             4 Sept. 2026, https://courier.example/bridge.",
            "Vey, Nora. “Harbour Bridge Stays ‘Open.’” The Norrby Courier, 4 Sept. 2026, \
             https://courier.example/bridge.",
            "Ober, qtd. in Vey",
        ]
    );
}

#[test]
fn plain_words() {
    // AP: months of more than five letters are cut before a day; the role
    // stands with the name.
    assert_eq!(
        cited("ap", &source()),
        [
            "Ida Ober, mayor of Norrby, quoted in Nora Vey, “Harbour bridge stays ‘open,’” \
             The Norrby Courier, Sept. 4, 2026, accessed Nov. 21, 2026, \
             https://courier.example/bridge",
            "Nora Vey, “Harbour bridge stays ‘open,’” The Norrby Courier, Sept. 4, 2026, \
             accessed Nov. 21, 2026, https://courier.example/bridge",
            "The Norrby Courier, Sept. 4, 2026",
        ]
    );
}

#[test]
fn several_authors() {
    let source =
        |byline: &str| CitedSource { byline: Some(byline.to_owned()), url: None, ..source() };
    let two = source("Nora Vey and Tom Rask");
    let four = source("Nora Vey, Tom Rask, Ann Lo and Per Aslund");
    // Chicago 14.76 and 15.9: the first name turned, the others not; four or
    // more are “et al.” in notes and text.
    assert!(entry("chicago", &two).starts_with("Vey, Nora, and Tom Rask. “"));
    assert!(entry("chicago", &four).starts_with("Vey, Nora, Tom Rask, Ann Lo, and Per Aslund. "));
    assert!(note("chicago", &four).starts_with("Ida Ober, quoted in Nora Vey et al., “"));
    assert_eq!(in_text("chicago-author-date", &four), "Ober, quoted in Vey et al. 2026, para. 3");
    // APA 9.8: all turned, an ampersand; 8.17: from three on “et al.”
    assert!(entry("apa", &two).starts_with("Vey, N., & Rask, T. (2026"));
    assert_eq!(in_text("apa", &two), "Ober, as cited in Vey & Rask, 2026, para. 3");
    assert_eq!(in_text("apa", &four), "Ober, as cited in Vey et al., 2026, para. 3");
    // MLA: from three on the first and “et al.”
    assert!(entry("mla", &two).starts_with("Vey, Nora, and Tom Rask. “"));
    assert!(entry("mla", &four).starts_with("Vey, Nora, et al. “"));
}

#[test]
fn no_author() {
    let source = CitedSource { byline: None, url: None, ..source() };
    // Chicago: the newspaper stands in place of the author, but not in notes.
    assert_eq!(
        entry("chicago", &source),
        "The Norrby Courier. “Harbour Bridge Stays ‘Open.’” September 4, 2026."
    );
    assert!(note("chicago", &source).starts_with("Ida Ober, quoted in “Harbour"));
    assert_eq!(
        entry("chicago-author-date", &source),
        "The Norrby Courier. 2026. “Harbour Bridge Stays ‘Open.’” September 4."
    );
    assert_eq!(
        in_text("chicago-author-date", &source),
        "Ober, quoted in The Norrby Courier 2026, para. 3"
    );
    // APA 9.12 and 8.14: the title stands first, in the text between marks.
    assert_eq!(
        entry("apa", &source),
        "Harbour bridge stays “open.” (2026, September 4). The Norrby Courier."
    );
    assert_eq!(
        in_text("apa", &source),
        "Ober, as cited in “Harbour bridge stays ‘open,’” 2026, para. 3"
    );
    // MLA: the title stands first.
    assert_eq!(
        entry("mla", &source),
        "“Harbour Bridge Stays ‘Open.’” The Norrby Courier, 4 Sept. 2026."
    );
    assert_eq!(in_text("mla", &source), "Ober, qtd. in “Harbour Bridge Stays ‘Open’”");
}

#[test]
fn an_agency_is_the_author_where_nobody_is_named() {
    let agency = CitedSource {
        byline: None,
        url: None,
        agency: Some("Reuters".to_owned()),
        title: Some("Bridge open".to_owned()),
        ..source()
    };
    assert_eq!(
        entry("chicago", &agency),
        "Reuters. “Bridge Open.” The Norrby Courier, September 4, 2026."
    );
    assert_eq!(
        entry("apa", &agency),
        "Reuters. (2026, September 4). Bridge open. The Norrby Courier."
    );
    // Its own page: author and publisher are one. APA 9.29 and Chicago name
    // it once as author; MLA as publisher.
    let own = CitedSource { outlet: None, ..agency.clone() };
    assert_eq!(entry("chicago", &own), "Reuters. “Bridge Open.” September 4, 2026.");
    assert_eq!(entry("apa", &own), "Reuters. (2026, September 4). Bridge open.");
    assert_eq!(entry("mla", &own), "“Bridge Open.” Reuters, 4 Sept. 2026.");
    assert_eq!(in_text("ap", &own), "Reuters, Sept. 4, 2026");
    // Beside a reporter it is kept: who lifted the words from where.
    let both = CitedSource { byline: Some("Nora Vey".to_owned()), ..agency };
    assert!(entry("chicago", &both).contains("The Norrby Courier (Reuters), "));
    assert!(entry("ap", &both).contains("The Norrby Courier (Reuters), "));
    assert_eq!(in_text("ap", &both), "The Norrby Courier [Reuters], Sept. 4, 2026");
}

#[test]
fn a_date_is_as_exact_as_it_is_known() {
    let dated = |date: &str| CitedSource { date: Date::parse_iso(date), url: None, ..source() };
    let ends = |style: &str, date: &str, end: &str| {
        let entry = entry(style, &dated(date));
        assert!(entry.ends_with(end), "{style}: {entry}");
    };
    for (date, chicago, mla) in [
        ("2026-09", "Courier, September 2026.", "Courier, Sept. 2026."),
        ("2026", "Courier, 2026.", "Courier, 2026."),
        ("--09-04", "Courier, September 4, n.d.", "Courier, 4 Sept."),
    ] {
        ends("chicago", date, chicago);
        ends("mla", date, mla);
    }
    ends("chicago-author-date", "2026-09", "Norrby Courier, September.");
    ends("chicago-author-date", "2026", "Norrby Courier.");
    // AP: a month alone is not cut.
    ends("ap", "2026-09", "September 2026");
    assert!(entry("apa", &dated("2026-09")).starts_with("Vey, N. (2026, September). "));
    assert!(entry("apa", &dated("2026")).starts_with("Vey, N. (2026). "));
}

#[test]
fn what_is_not_known_is_a_gap() {
    let undated = CitedSource { date: None, ..source() };
    // Chicago 14.145 and 15.44: n.d., in the text behind a comma; 14.12: then
    // an access date.
    assert!(note("chicago", &undated).contains("Courier, n.d., para. 3, accessed November 21"));
    assert!(entry("chicago-author-date", &undated).starts_with("Vey, Nora. n.d. “Harbour"));
    assert_eq!(in_text("chicago-author-date", &undated), "Ober, quoted in Vey, n.d., para. 3");
    // APA 9.17: (n.d.); 9.16: then the day of retrieval.
    assert!(entry("apa", &undated).starts_with("Vey, N. (n.d.). "));
    assert!(
        entry("apa", &undated)
            .ends_with("Retrieved November 21, 2026, from https://courier.example/bridge")
    );
    assert!(entry("mla", &undated).contains("Courier, https"));
    let empty = CitedSource::default();
    for style in STYLES {
        let [note, reference, _] = cited(style.name, &empty);
        for line in [&note, &reference] {
            assert!(line.contains("[no title]") && line.contains("[no outlet]"), "{line}");
            assert_eq!(line.contains("n.d."), style.name != "mla", "{line}");
            assert!(!line.contains("..") && !line.contains(" ,") && !line.contains("  "), "{line}");
        }
    }
}

#[test]
fn a_title_that_asks_keeps_its_mark() {
    let asks = CitedSource { title: Some("Is the bridge open?".to_owned()), url: None, ..source() };
    // Chicago 6.125: with a comma where the sentence wants one, and no full
    // stop behind it.
    assert!(note("chicago", &asks).contains("“Is the Bridge Open?,” The Norrby"));
    assert!(entry("chicago", &asks).contains("“Is the Bridge Open?” The Norrby"));
    // APA and MLA: the mark ends the element.
    assert!(entry("apa", &asks).contains("Is the bridge open? The Norrby"));
    assert!(entry("mla", &asks).contains("“Is the Bridge Open?” The Norrby"));
    // AP: no comma behind it.
    assert!(note("ap", &asks).contains("“Is the bridge open?” The Norrby"));
}

#[test]
fn words_of_the_reporter_have_no_speaker() {
    let source = source();
    for style in STYLES {
        let cited = Cited {
            source: &source,
            speaker: None,
            paragraph: Some(3),
            accessed: None,
            headline_case: true,
            number: None,
        };
        for line in [style.note(&cited), style.in_text(&cited)] {
            let line = line.plain();
            assert!(!line.contains(" in ") && !line.contains("accessed"), "{line}");
        }
    }
}

#[test]
fn names_of_styles_are_unique() {
    for (index, style) in STYLES.iter().enumerate() {
        assert!(STYLES.iter().skip(index + 1).all(|other| other.name != style.name));
        assert!(!style.description.is_empty() && !style.quoted_in.is_empty());
    }
}

/// The entry of an article that is cited alone, looked at on a known day.
fn cited_alone(style: &Style, source: &CitedSource) -> String {
    let cited = Cited {
        source,
        speaker: None,
        paragraph: None,
        accessed: Date::parse_iso("2026-11-21"),
        headline_case: true,
        number: None,
    };
    style.reference(&cited).plain()
}
