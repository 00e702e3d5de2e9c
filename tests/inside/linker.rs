//! The linker as a user meets it: one entity over many articles, for a reason
//! that is shown, never two people in one; what a person decided holds.
//! All names are invented.

use std::fmt::Write;
use std::path::Path;

use crate::library::linker::{
    Aliases, ArticleFacts, Decided, Decision, EntityName, LinkedEntity, Linker, Why,
};
use crate::library::userdata::{UserChange, UserData};
use newsquotes::model::{
    Alias, Article, BlockKind, Date, Entity, EntityKind, Evidence, Fact, Form, Mention, Quote,
    Speaker, Text,
};
use proptest::prelude::*;

use EntityKind::{Organisation, Person, Place};

/// Kind, name, and other names with their reasons.
type Named = (EntityKind, &'static str, Vec<(&'static str, &'static str)>);

/// An article of entities: each a kind, its fullest name, and other names with
/// the article's reason. Every name is mentioned once.
#[derive(Clone, Debug, Default)]
struct Story {
    entities: Vec<Named>,
    /// Who said something in which role.
    said: Vec<(&'static str, Option<&'static str>)>,
    date: Option<&'static str>,
    credit: bool,
}

impl Story {
    fn of(names: &[(EntityKind, &'static str)]) -> Story {
        let entities = names.iter().map(|(kind, name)| (*kind, *name, Vec::new())).collect();
        Story { entities, ..Story::default() }
    }

    fn also(mut self, alias: &'static str, why: &'static str) -> Story {
        self.entities.last_mut().unwrap().2.push((alias, why));
        self
    }

    fn says(mut self, name: &'static str, role: &'static str) -> Story {
        self.said.push((name, Some(role)));
        self
    }

    fn on(mut self, date: &'static str) -> Story {
        self.date = Some(date);
        self
    }

    fn article(&self) -> (Text, Article) {
        let mut words = String::new();
        let mut places = Vec::new();
        for (entity, (_, name, aliases)) in (0..).zip(&self.entities) {
            for form in std::iter::once(name).chain(aliases.iter().map(|(alias, _)| alias)) {
                places.push((entity, words.len()..words.len() + form.len()));
                writeln!(words, "{form}").unwrap();
            }
        }
        let text = Text::new(words).unwrap();
        let mut article = Article::new(text.whole());
        let mention = |(entity, range): (u32, std::ops::Range<usize>)| Mention {
            entity,
            span: text.clamp(range),
            margin: 50,
            credit: self.credit,
        };
        article.mentions = places.into_iter().map(mention).collect();
        let alias = |(name, why): &(&str, &'static str)| Alias { name: (*name).into(), why };
        article.entities = self
            .entities
            .iter()
            .map(|(kind, name, aliases)| Entity {
                kind: *kind,
                name: (*name).into(),
                aliases: aliases.iter().map(alias).collect(),
            })
            .collect();
        article.quotes = self.said.iter().map(|(name, role)| quote(&text, name, *role)).collect();
        article.meta.date = self
            .date
            .map(|date| Fact::new(Date::parse_iso(date).unwrap(), Evidence::Inferred("a test")));
        (text, article)
    }

    fn facts(&self) -> ArticleFacts {
        let (text, article) = self.article();
        ArticleFacts::read(&text, &article)
    }
}

fn quote(text: &Text, name: &str, role: Option<&str>) -> Quote {
    Quote {
        parts: vec![text.clamp(0..1)],
        form: Form::Direct,
        block: BlockKind::Paragraph,
        cue: None,
        speaker: Some(speaker(name, role)),
        defects: Vec::new(),
        repeat_of: None,
    }
}

fn speaker(name: &str, role: Option<&str>) -> Speaker {
    Speaker {
        mention: None,
        name: Some(name.into()),
        role: role.map(str::to_owned),
        antecedent: None,
        why: "a test",
        confidence: 90,
    }
}

const TABLE: &str = "[organisations]\nHLC = Harbour League of Coasts = (League)\n\
    [places]\nNorrby = Norrbie = ~Norrbish\n";

fn aliases() -> Aliases {
    let mut aliases = Aliases::default();
    assert_eq!(aliases.extend(TABLE, Path::new("table")), []);
    aliases
}

/// A library with one document a story.
fn library(stories: &[Story]) -> Linker {
    let mut linker = Linker::new(aliases());
    for (number, story) in stories.iter().enumerate() {
        linker.add(&format!("{number:05}"), 0, &[story.facts()]);
    }
    linker
}

fn person(name: &'static str) -> Story {
    Story::of(&[(Person, name)])
}

/// The names of all entities, by kind and name.
fn shown(linker: &Linker) -> Vec<String> {
    let mut names: Vec<String> = linker
        .entities()
        .map(|row| format!("{} {} {}", row.kind.name(), row.name, row.articles))
        .collect();
    names.sort();
    names
}

fn entity(linker: &Linker, kind: EntityKind, name: &str) -> LinkedEntity {
    let id = linker.find(&EntityName::new(kind, name));
    linker.entity(id.unwrap_or_else(|| panic!("{name} in {:?}", shown(linker)))).unwrap()
}

/// That all stories name one entity, for this reason.
fn one(stories: &[Story], why: &Why) -> LinkedEntity {
    let linker = library(stories);
    assert_eq!(linker.entities().len(), 1, "{:?}", shown(&linker));
    let entity = linker.entity(linker.entities().next().unwrap().id).unwrap();
    assert!(entity.reasons.iter().any(|merge| merge.why == *why), "{:?}", entity.reasons);
    entity
}

/// That no two of the stories name one entity.
fn apart(stories: &[Story]) {
    let linker = library(stories);
    let count: usize = stories.iter().map(|story| story.entities.len()).sum();
    assert_eq!(linker.entities().len(), count, "{:?}", shown(&linker));
}

#[test]
fn case_accents_and_full_stops_make_no_second_entity() {
    let linker = library(&[
        Story::of(&[(Organisation, "U.B.K.")]),
        Story::of(&[(Organisation, "UBK")]),
        Story::of(&[(Organisation, "the Ubk")]),
        Story::of(&[(Person, "Idá Öber")]),
        Story::of(&[(Person, "Ida Ober")]),
    ]);
    assert_eq!(linker.entities().len(), 2, "{:?}", shown(&linker));
}

#[test]
fn full_names_are_one_when_spelled_alike() {
    let ober = one(&[person("Sergei Tobolskiy"), person("Sergey Tobolsky")], &Why::Spelling);
    assert!(ober.reasons[0].measure.unwrap() > 0.9);
    one(&[person("Dimitro Polkova"), person("Dmytro Pulkova")], &Why::Spelling);
    one(&[person("Khalid al-Marun"), person("Chalid Marun")], &Why::Spelling);
}

#[test]
fn near_names_of_two_people_stay_two() {
    apart(&[person("Olga Tarnova"), person("Oleg Tarnov")]);
    apart(&[person("Ida Ober"), person("Eda Oster")]);
    apart(&[person("Mario Falke"), person("Maria Falke")]);
    apart(&[person("Jon Wast"), person("Jon West")]);
    apart(&[person("Gary Nelsum"), person("Gary Nielsam")]);
    apart(&[person("Karl Ober Jr."), person("Karl Ober")]);
    apart(&[person("Scholt"), person("Schult")]);
    apart(&[person("Kevin Norsum"), person("Gavin Norsum")]);
}

#[test]
fn middle_initials_are_left_out_unless_two_people_have_different_ones() {
    one(&[person("Ida B. Ober"), person("Ida Ober")], &Why::FullerName);
    apart(&[person("Ida B. Ober"), person("Ida K. Ober"), person("Ida Ober")]);
}

#[test]
fn places_are_one_by_the_table_only() {
    one(&[Story::of(&[(Place, "Norrby")]), Story::of(&[(Place, "Norrbie")])], &Why::AliasRow);
    one(&[Story::of(&[(Place, "Norrby")]), Story::of(&[(Place, "Norrbish")])], &Why::Demonym);
    apart(&[Story::of(&[(Place, "Ostria")]), Story::of(&[(Place, "Ostralia")])]);
    apart(&[Story::of(&[(Place, "Nortania")]), Story::of(&[(Place, "Nortaniya")])]);
}

#[test]
fn an_acronym_is_what_articles_explain_it_by_if_all_agree() {
    let long = |name| Story::of(&[(Organisation, name)]).also("BKB", "acronym in brackets");
    let short = Story::of(&[(Organisation, "BKB")]);
    one(&[long("Bridge Keepers Board"), short.clone()], &Why::Acronym);
    apart(&[long("Bridge Keepers Board"), long("Butter and Kerosene Bank"), short.clone()]);
    let linker = library(&[Story::of(&[(Organisation, "Bridge Keepers Board")]), short]);
    assert_eq!(linker.entities().len(), 2, "nobody explained it");
}

#[test]
fn a_name_stands_for_another_only_where_that_is_named() {
    let both = Story::of(&[(Organisation, "HLC"), (Organisation, "League")]);
    let alone = Story::of(&[(Organisation, "League")]);
    let linker = library(&[both, alone]);
    assert_eq!(shown(&linker), ["organisation HLC 1", "organisation League 1"]);
    assert_eq!(entity(&linker, Organisation, "HLC").reasons[0].why, Why::StandsFor);
}

#[test]
fn a_surname_belongs_to_the_full_name_of_its_article() {
    let story = person("Ida Ober").also("Ober", "surname of a full name");
    let ober = one(&[story], &Why::InArticle("surname of a full name".into()));
    assert_eq!((ober.name.as_str(), ober.mentions), ("Ida Ober", 2));
    let spelled = Story::of(&[(Person, "Ida Kuleva"), (Person, "Koleva")]);
    one(&[spelled], &Why::SpellingInArticle);
    let borne = Story::of(&[(Person, "Ida Kuleva"), (Person, "Koleva")]);
    let linker = library(&[borne, person("Ana Koleva")]);
    assert_eq!(linker.entities().len(), 3, "Koleva may be the other: {:?}", shown(&linker));
}

#[test]
fn a_bare_surname_needs_context() {
    apart(&[person("Ida Ober"), person("Ober")]);
    let mayor = |name| person(name).says(name, "mayor of Norrby");
    let keeper = Story::of(&[(Person, "Ober")]).says("Ober", "Norrbish mayor");
    let role = Why::Role("Norrbish mayor".into());
    one(&[mayor("Ida Ober"), keeper.clone()], &role);
    let linker = library(&[mayor("Ida Ober"), mayor("Karl Ober"), keeper]);
    assert_eq!(linker.entities().len(), 3, "two of that role: {:?}", shown(&linker));
}

#[test]
fn a_bare_surname_is_the_one_whom_the_same_file_names() {
    let mut linker = Linker::new(aliases());
    linker.add("file", 0, &[person("Ida Ober").facts(), person("Ober").facts()]);
    assert_eq!(shown(&linker), ["person Ida Ober 2"]);
    let merge = &entity(&linker, Person, "Ida Ober").reasons[0];
    assert_eq!((&merge.why, merge.articles), (&Why::SameDocument, 1));
}

#[test]
fn a_surname_alone_means_the_best_known_or_nobody() {
    let mut stories = vec![person("Ida Ober"); 20];
    stories.push(person("Ober"));
    one(&stories, &Why::BestKnown);
    stories.extend(vec![person("Karl Ober"); 5]);
    assert_eq!(library(&stories).entities().len(), 3, "not far better known");
}

#[test]
fn one_role_does_not_make_one_person() {
    let keeper = |name, date| person(name).says(name, "League secretary general").on(date);
    let linker = library(&[keeper("Ida Ober", "2022-03-01"), keeper("Karl Falk", "2024-11-05")]);
    assert_eq!(shown(&linker), ["person Ida Ober 1", "person Karl Falk 1"]);
    let roles = entity(&linker, Person, "Karl Falk").roles;
    assert_eq!(roles[0].words, "League secretary general");
    assert_eq!(roles[0].first.unwrap().iso().unwrap(), "2024-11-05");
}

#[test]
fn a_rare_kind_of_a_name_is_a_mistake_but_a_surname_is_none() {
    let mut stories = vec![Story::of(&[(Organisation, "Ferrylink")]); 4];
    stories.push(Story::of(&[(Place, "Ferrylink")]));
    assert_eq!(one(&stories, &Why::KindVote).kind, Organisation);
    let mut stories = vec![Story::of(&[(Place, "Falk")]); 9];
    stories.push(Story::of(&[(Person, "Falk")]));
    stories.push(person("Karl Falk"));
    assert_eq!(library(&stories).entities().len(), 3);
}

#[test]
fn what_is_shown_of_an_entity_is_counted_over_all_articles() {
    let first = Story::of(&[(Person, "Ida Ober"), (Place, "Norrby")]);
    let first = first.says("Ida Ober", "mayor").on("2023-02-01");
    let second = Story::of(&[(Place, "Norrbie"), (Person, "Ida Ober")]).says("Ober", "Mayor");
    let second = second.also("Ober", "surname of a full name").on("2024-05");
    let byline = Story { credit: true, ..person("Ida Ober").on("2020") };
    let linker = library(&[second, first, byline]);
    let ober = entity(&linker, Person, "ida ober");
    assert_eq!((ober.mentions, ober.articles), (3, 2));
    assert_eq!(ober.first_seen.unwrap().iso().unwrap(), "2023-02-01", "a byline is no mention");
    assert_eq!(ober.last_seen.unwrap().iso().unwrap(), "2024-05");
    assert_eq!((ober.names[0].name.as_str(), ober.names[0].count), ("Ida Ober", 3));
    assert!(ober.names[0].can_split && !ober.names[1].can_split);
    assert_eq!(ober.roles.len(), 1);
    let seen: Vec<_> = linker.seen(ober.id).iter().map(|seen| seen.document).collect();
    assert_eq!(seen, ["00002", "00001", "00000"], "by date");
    let said: Vec<_> =
        linker.said(ober.id).iter().map(|said| (said.document, said.quote)).collect();
    assert_eq!(said, [("00001", 0), ("00000", 0)]);
    let companions = linker.companions(ober.id);
    let norrby = entity(&linker, Place, "Norrby");
    assert_eq!((companions[0].id, companions[0].articles, companions.len()), (norrby.id, 2, 1));
}

#[test]
fn a_speaker_is_the_entity_of_the_article_or_a_full_name_elsewhere() {
    let linker = library(&[person("Ida Ober").also("Ober", "surname"), person("Karl Falk")]);
    let ober = linker.speaker_entity("00000", 0, &speaker("Ober", None));
    assert_eq!(ober, linker.entity_of("00000", 0, 0));
    let corrected = linker.speaker_entity("00000", 0, &speaker("Karl Falk", None));
    assert_eq!(corrected, linker.entity_of("00001", 0, 0));
    assert!(corrected.is_some());
    assert_eq!(linker.speaker_entity("00001", 0, &speaker("Ober", None)), None);
}

fn decided(decision: Decision) -> Decided {
    Decided { decision, modified: 1 }
}

fn named(name: &str) -> EntityName {
    EntityName::new(Person, name)
}

#[test]
fn decisions_hold_and_are_taken_back() {
    let stories = [person("Sergei Tobolskiy"), person("Sergey Tobolsky"), person("Ida Ober")];
    let mut linker = library(&stories);
    let before = shown(&linker);
    let cases = [
        (
            Decision::Merge { one: named("Ida Ober"), into: named("Sergey Tobolsky") },
            vec!["person Sergey Tobolsky 3"],
        ),
        (
            Decision::Split { name: named("Sergey Tobolsky"), from: named("Sergei Tobolskiy") },
            vec!["person Ida Ober 1", "person Sergei Tobolskiy 1", "person Sergey Tobolsky 1"],
        ),
        (
            Decision::Rename { entity: named("IDA OBER"), to: "The Mayor".into() },
            vec![before[1].as_str(), "person The Mayor 1"],
        ),
        (Decision::NotAnEntity { entity: named("Ida Ober") }, vec![before[1].as_str()]),
        (
            Decision::Kind { entity: named("Ida Ober"), kind: Organisation },
            vec!["organisation Ida Ober 1", before[1].as_str()],
        ),
    ];
    for (decision, after) in cases {
        linker.decide(vec![decided(decision.clone())]);
        assert_eq!(shown(&linker), after, "{decision:?}");
        assert!(linker.dormant_decisions().is_empty());
        linker.decide(Vec::new());
        assert_eq!(shown(&linker), before);
    }
}

#[test]
fn the_later_of_two_decisions_holds() {
    let (ober, falk) = (named("Ida Ober"), named("Karl Falk"));
    let merge = Decision::Merge { one: ober.clone(), into: falk.clone() };
    let split = Decision::Split { name: ober, from: falk };
    let mut linker = library(&[person("Ida Ober"), person("Karl Falk")]);
    let at = |decision: &Decision, modified| Decided { decision: decision.clone(), modified };
    linker.decide(vec![at(&split, 2), at(&merge, 1)]);
    assert_eq!(linker.entities().len(), 2);
    linker.decide(vec![at(&split, 1), at(&merge, 2)]);
    assert_eq!(linker.entities().len(), 1);
}

#[test]
fn a_decision_outlives_its_articles_and_the_numbers() {
    let merge = Decision::Merge { one: named("Ida Ober"), into: named("Karl Falk") };
    let mut linker = library(&[person("Ida Ober"), person("Karl Falk")]);
    linker.decide(vec![decided(merge.clone())]);
    linker.remove("00000");
    assert_eq!(linker.dormant_decisions(), [&decided(merge.clone())]);
    let mut again = library(&[person("Una Berg"), person("Karl Falk"), person("Ida Ober")]);
    again.decide(vec![decided(merge)]);
    assert_eq!(shown(&again), ["person Karl Falk 2", "person Una Berg 1"]);
}

#[test]
fn an_entity_is_found_by_the_name_that_it_was_given() {
    let mut linker = library(&[person("Ida Ober")]);
    let rename = Decision::Rename { entity: named("Ida Ober"), to: "The Mayor".into() };
    let hide = Decision::NotAnEntity { entity: named("The Mayor") };
    linker.decide(vec![decided(rename.clone())]);
    assert!(linker.find(&named("The Mayor")).is_some());
    linker.decide(vec![decided(rename), decided(hide)]);
    assert_eq!(linker.entities().len(), 0);
    assert_eq!(linker.entity_of("00000", 0, 0), None);
}

#[test]
fn decisions_are_stored_with_a_change_and_undone_with_it() {
    let mut data = UserData::in_memory().unwrap();
    let merge = decided(Decision::Merge { one: named("Ida Ober"), into: named("Karl Falk") });
    let kind = decided(Decision::Kind { entity: named("Ida Ober"), kind: Place });
    let change = UserChange { decide: vec![merge.clone(), kind.clone()], ..UserChange::default() };
    data.change(&change).unwrap();
    data.change(&change).unwrap();
    assert_eq!(data.decisions().unwrap(), [merge, kind]);
    data.change(&change.reversed()).unwrap();
    assert_eq!(data.decisions().unwrap(), []);
}

#[test]
fn what_was_saved_is_loaded_and_damage_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache/linker");
    let story = Story::of(&[(Place, "Norrbie"), (Person, "Ida Ober")]).says("Ida Ober", "mayor");
    let stories = [story.also("Ober", "surname").on("2024-05-01"), person("Ïda Ober").on("2020")];
    let mut linker = library(&stories);
    assert!(linker.save(&path).unwrap());
    let loaded = Linker::load(&path, aliases()).unwrap();
    assert_eq!(shown(&loaded), shown(&linker));
    let ober = entity(&loaded, Person, "Ida Ober");
    assert_eq!(ober, entity(&linker, Person, "Ida Ober"));
    assert_eq!(loaded.said(ober.id), linker.said(ober.id));
    assert_eq!(loaded.fingerprint("00001"), Some(0));
    assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 3, "with log and lock");
    let bytes = std::fs::read(&path).unwrap();
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x20;
        std::fs::write(&path, &damaged).unwrap();
        assert!(Linker::load(&path, aliases()).is_none(), "byte {at}");
    }
    assert!(Linker::load(folder.path(), aliases()).is_none());
}

#[test]
fn what_a_killed_process_did_not_finish_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let (path, log) = (folder.path().join("linker"), folder.path().join("linker.log"));
    let mut linker = library(&[person("Ida Ober")]);
    assert!(linker.save(&path).unwrap());
    let whole = std::fs::read(&path).unwrap();
    linker.add("00001", 7, &[person("Karl Falk").facts()]);
    assert!(linker.save(&path).unwrap());
    let first = std::fs::metadata(&log).unwrap().len();
    linker.remove("00000");
    linker.add("00002", 7, &[person("Una Berg").facts()]);
    assert!(linker.save(&path).unwrap());
    drop(linker);
    assert_eq!(std::fs::read(&path).unwrap(), whole, "only the log grows");
    let bytes = std::fs::read(&log).unwrap();
    let first = usize::try_from(first).unwrap();
    for length in 0..bytes.len() {
        std::fs::write(&log, &bytes[..length]).unwrap();
        let mut found = Linker::load(&path, aliases()).unwrap();
        let kept = if length < first { 1 } else { 2 };
        assert!(found.documents().count() <= kept, "{length}");
        assert_eq!(found.fingerprint("00001"), (length >= first).then_some(7), "{length}");
        if length % 8 == 0 || length + 1 == bytes.len() {
            // The next writer goes on behind the last whole record.
            found.add("00003", 8, &[person("Ada Lund").facts()]);
            assert!(found.save(&path).unwrap());
            drop(found);
            let again = Linker::load(&path, aliases()).unwrap();
            assert_eq!(again.fingerprint("00003"), Some(8), "{length}");
            assert_eq!(again.fingerprint("00001"), (length >= first).then_some(7), "{length}");
            std::fs::write(&path, &whole).unwrap();
        }
    }
}

#[test]
fn one_process_writes_and_others_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("linker");
    let mut writer = library(&[person("Ida Ober")]);
    assert!(writer.save(&path).unwrap());
    let mut reader = Linker::load(&path, aliases()).unwrap();
    writer.add("00001", 7, &[person("Karl Falk").facts()]);
    assert!(writer.save(&path).unwrap());
    assert_eq!(shown(&reader), ["person Ida Ober 1"]);
    assert!(reader.refresh());
    assert_eq!(shown(&reader), ["person Ida Ober 1", "person Karl Falk 1"]);
    reader.add("mine", 1, &[person("Una Berg").facts()]);
    assert!(!reader.save(&path).unwrap(), "the other has the lock");
    drop(writer);
    assert!(reader.save(&path).unwrap());
    assert_eq!(shown(&Linker::load(&path, aliases()).unwrap()), shown(&reader));
}

#[test]
fn a_search_for_one_spelling_finds_all() {
    let stories = [
        person("Sergei Tobolskiy").also("Tobolskiy", "surname"),
        person("Sergey Tobolsky").also("Tobolsky", "surname"),
        person("Karl Ober").also("Ober", "surname"),
        person("Ida Ober"),
        Story::of(&[(Organisation, "HLC"), (Organisation, "Harbour League of Coasts")]),
    ];
    let mut linker = library(&stories);
    let all = ["Sergei Tobolskiy", "Sergey Tobolsky", "Tobolskiy", "Tobolsky"];
    for typed in ["tobolsky", "Tobolskiy", "sergéi TOBOLSKIY"] {
        let mut names = linker.spellings(typed);
        names.sort();
        assert_eq!(names, all, "{typed}");
    }
    assert_eq!(linker.spellings("ida ober"), ["Ida Ober"], "another may be meant by Ober");
    assert_eq!(linker.spellings("harbour league").len(), 2);
    assert!(linker.spellings("tobol").is_empty() && linker.spellings(" “” ").is_empty());
    linker.decide(vec![decided(Decision::NotAnEntity { entity: named("Ida Ober") })]);
    assert!(linker.spellings("ida").is_empty());
}

#[test]
fn a_persons_own_table_adds_to_the_shipped_one() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("aliases.txt"), "[people]\nA. Pen = Ida Ober\nbad\n")
        .unwrap();
    let (aliases, problems) = Aliases::with_own(Some(folder.path()));
    assert_eq!(problems.len(), 1);
    assert!(problems[0].what.starts_with("line 3"), "{}", problems[0].what);
    let mut linker = Linker::new(aliases);
    let facts =
        [person("A. Pen"), person("Ida Ober"), Story::of(&[(Place, "Kiev"), (Place, "Kyiv")])];
    let facts: Vec<_> = facts.iter().map(Story::facts).collect();
    linker.add("file", 0, &facts);
    assert_eq!(shown(&linker), ["person A. Pen 2", "place Kyiv 1"]);
    assert_eq!(Aliases::with_own(Some(Path::new("/nowhere"))).1, []);
}

#[test]
fn ten_thousand_names_in_one_article_are_told_apart() {
    let text = Text::new("").unwrap();
    let mut article = Article::new(text.whole());
    let syllables = ["ba", "ko", "ru", "me", "ti", "so", "va", "nu", "le", "di"];
    for number in 0..5_000_usize {
        let syllable = |place: u32| syllables[number / 10_usize.pow(place) % 10];
        let name = format!("I{} O{}{}{}", syllable(0), syllable(1), syllable(2), syllable(3));
        let bare = format!("O{}{}{}{}", syllable(0), syllable(1), syllable(2), syllable(3));
        for name in [name, bare] {
            article.entities.push(Entity { kind: Person, name, aliases: Vec::new() });
        }
    }
    let facts = ArticleFacts::read(&text, &article);
    let mut linker = Linker::new(aliases());
    linker.add("a", 0, &[facts]);
    assert!(linker.entities().len() > 2_000, "{}", linker.entities().len());
}

#[test]
fn a_crowd_of_like_names_tells_nothing_until_it_is_small_again() {
    const VOWELS: [&str; 6] = ["a", "e", "i", "o", "u", "ou"];
    let name = |n: usize| {
        let vowel = |place: u32| VOWELS[n / 6_usize.pow(place) % 6];
        format!("Dm{}tr{} P{}lk{}va", vowel(0), vowel(1), vowel(2), vowel(0))
    };
    let facts = |n: usize| {
        let text = Text::new("").unwrap();
        let mut article = Article::new(text.whole());
        article.entities.push(Entity { kind: Person, name: name(n), aliases: Vec::new() });
        ArticleFacts::read(&text, &article)
    };
    let mut linker = Linker::new(aliases());
    (0..40).for_each(|n| linker.add(&n.to_string(), 0, &[facts(n)]));
    assert_eq!(linker.entities().len(), 40);
    (0..20).for_each(|n| linker.remove(&n.to_string()));
    let mut few = Linker::new(aliases());
    (20..40).rev().for_each(|n| few.add(&n.to_string(), 0, &[facts(n)]));
    assert_eq!(shown(&linker), shown(&few));
    assert!(few.entities().len() < 20, "{:?}", shown(&few));
}

/// Stories over a few names that like to be confused.
fn stories() -> impl Strategy<Value = Vec<Story>> {
    const NAMES: &[(EntityKind, &str)] = &[
        (Person, "Ida Ober"),
        (Person, "Ida B. Ober"),
        (Person, "Ida Obber"),
        (Person, "Karl Ober"),
        (Person, "Ober"),
        (Person, "Sergei Tobolskiy"),
        (Person, "Sergey Tobolsky"),
        (Person, "Tobolsky"),
        (Person, "Falk"),
        (Place, "Falk"),
        (Organisation, "Falk"),
        (Place, "Norrby"),
        (Organisation, "Norrbie"),
        (Organisation, "HLC"),
        (Organisation, "League"),
        (Organisation, "BKB"),
    ];
    let name = proptest::sample::select(NAMES);
    let story = (proptest::collection::vec(name, 0..5), 0..4).prop_map(|(names, extra)| {
        let mut story = Story::of(&names);
        match (extra, names.last()) {
            (1, Some((Organisation, _))) => story = story.also("BKB", "acronym in brackets"),
            (2, Some((Person, name))) => story = story.says(name, "mayor of Norrby"),
            (3, Some((Person, "Ida Ober"))) => story = story.also("Ober", "surname"),
            _ => {}
        }
        story
    });
    proptest::collection::vec(story, 0..12)
}

/// What every entity of every article is, by name.
fn everyone(linker: &Linker, stories: &[Story]) -> Vec<Option<String>> {
    let mut all = Vec::new();
    for (number, story) in stories.iter().enumerate() {
        for entity in 0..u32::try_from(story.entities.len()).unwrap() {
            let id = linker.entity_of(&format!("{number:05}"), 0, entity);
            all.push(
                id.and_then(|id| linker.summary(id))
                    .map(|row| format!("{:?} {}", row.kind, row.name)),
            );
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// One article after the other, with answers in between and a detour, ends
    /// where all at once in another order ends.
    #[test]
    fn articles_may_come_in_any_order(stories in stories(), start in 0..12_usize) {
        let batch = library(&stories);
        let mut single = Linker::new(aliases());
        let count = stories.len().max(1);
        for number in (0..stories.len()).map(|number| (number + start) % count) {
            single.add("zz", 9, &[stories[(number + 1) % count].facts()]);
            single.add(&format!("{number:05}"), 1, &[stories[number].facts()]);
            let _ = single.entities();
        }
        single.remove("zz");
        prop_assert_eq!(shown(&single), shown(&batch));
        prop_assert_eq!(everyone(&single, &stories), everyone(&batch, &stories));
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever is added, replaced, removed, decided, asked and kept in
    /// whatever order: the answers are those of a library that was made at
    /// once of what is there.
    #[test]
    fn a_change_ends_where_a_new_library_begins(
        stories in proptest::collection::vec(stories(), 1..6),
        steps in proptest::collection::vec((0..7_u8, 0..8_usize, 0..40_usize), 1..40),
    ) {
        let stories: Vec<Story> = stories.into_iter().flatten().collect();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("linker");
        let mut linker = Linker::new(aliases());
        let mut there = std::collections::BTreeMap::<String, Vec<Story>>::new();
        let mut decisions = Vec::new();
        for (step, document, number) in steps {
            let key = format!("{document}");
            match step {
                0..3 => {
                    let count = if number % 5 == 0 { 3 } else { 1 };
                    let articles: Vec<Story> =
                        stories.iter().cycle().skip(number).take(count.min(stories.len())).cloned().collect();
                    let facts: Vec<_> = articles.iter().map(Story::facts).collect();
                    linker.add(&key, number as u64, &facts);
                    there.insert(key, articles);
                }
                3 => {
                    linker.remove(&key);
                    there.remove(&key);
                }
                4 => {
                    decisions = decisions_of(number);
                    linker.decide(decisions.clone());
                }
                5 => {
                    let _ = linker.entities();
                    let _ = linker.spellings("ober");
                }
                _ => {
                    prop_assert!(linker.save(&path).unwrap());
                    if number % 3 == 0 {
                        drop(linker);
                        linker = Linker::load(&path, aliases()).unwrap();
                        linker.decide(decisions.clone());
                    }
                }
            }
            if step == 5 {
                prop_assert_eq!(told(&linker, &there), told(&at_once(&there, &decisions), &there));
            }
        }
        let made = at_once(&there, &decisions);
        prop_assert_eq!(told(&linker, &there), told(&made, &there));
        prop_assert!(linker.save(&path).unwrap());
        let mut loaded = Linker::load(&path, aliases()).unwrap();
        loaded.decide(decisions);
        prop_assert_eq!(told(&loaded, &there), told(&made, &there));
    }
}

fn decisions_of(number: usize) -> Vec<Decided> {
    let ober = || named("Ida Ober");
    let all = [
        Decision::Merge { one: ober(), into: named("Karl Ober") },
        Decision::Split { name: named("Sergey Tobolsky"), from: named("Sergei Tobolskiy") },
        Decision::Split { name: named("Ober"), from: ober() },
        Decision::NotAnEntity { entity: EntityName::new(Organisation, "HLC") },
        Decision::Kind { entity: EntityName::new(Place, "Falk"), kind: Person },
        Decision::Rename { entity: ober(), to: "The Mayor".into() },
    ];
    let chosen = all.into_iter().enumerate().filter(|(index, _)| number >> index & 1 == 1);
    chosen.map(|(_, decision)| decided(decision)).collect()
}

fn at_once(
    there: &std::collections::BTreeMap<String, Vec<Story>>,
    decisions: &[Decided],
) -> Linker {
    let mut linker = Linker::new(aliases());
    for (key, stories) in there.iter().rev() {
        let facts: Vec<_> = stories.iter().map(Story::facts).collect();
        linker.add(key, 0, &facts);
    }
    linker.decide(decisions.to_vec());
    linker
}

/// Everything that a linker tells, without numbers of its own.
fn told(linker: &Linker, there: &std::collections::BTreeMap<String, Vec<Story>>) -> Vec<String> {
    let mut told = Vec::new();
    let name = |id| linker.summary(id).map(|row| (row.kind, row.name));
    for row in linker.entities() {
        let entity = linker.entity(row.id).unwrap();
        told.push(format!(
            "{:?} {:?} {:?} {:?} {} {}",
            entity.kind,
            entity.name,
            entity.names,
            entity.reasons,
            entity.mentions,
            entity.articles
        ));
        told.push(format!("{:?} {:?}", linker.seen(row.id), linker.said(row.id)));
        let companions = linker.companions(row.id).into_iter();
        let companions: Vec<_> = companions.map(|other| (name(other.id), other.articles)).collect();
        told.push(format!("{companions:?} {:?}", entity.roles));
        told.push(format!("{:?}", linker.spellings(&row.name)));
    }
    for (key, stories) in there {
        for (article, story) in stories.iter().enumerate() {
            for entity in 0..u32::try_from(story.entities.len()).unwrap() {
                told.push(format!("{:?}", linker.entity_of(key, article, entity).and_then(name)));
            }
        }
    }
    told
}
