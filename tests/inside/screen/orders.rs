//! The command line, the formats, the check and the near-copies: keys in,
//! screen out.

use super::stage::Stage;
use crate::app::{Content, Effect, FileTask};
use crate::library::annotation::Body;

const BRIDGE: &str = "\
Melle votes to keep its iron bridge

MELLE, March 12 (Reuters) - The council of Melle voted on Thursday to keep the iron bridge.

“We keep the bridge open for everyone,” Mayor Ida Ober said. “It stays, and that is final.”

“Rust is patient and never sleeps at all,” said Karel Vint, the town's engineer. “We have to be faster.”
";

const FERRY: &str = "\
Ferry crews end their strike

By Nora Sund

14 April 2026

Ferry crews on the Linde went back to work on Tuesday after nine days, their union said.

“Nobody won this long and bitter strike,” said Tove Prynne, who speaks for the crews.
";

fn two() -> Stage {
    Stage::new(&[("bridge.txt", BRIDGE), ("ferry.txt", FERRY)])
}

/// Types a line into the command line.
fn order(stage: &mut Stage, line: &str) -> Vec<Effect> {
    stage.press(":");
    stage.write(line);
    stage.press("enter")
}

fn copied(effects: &[Effect]) -> &str {
    let mut clips = effects.iter().rev().filter_map(|effect| match effect {
        Effect::Copy(clip) => Some(clip.text.as_str()),
        _ => None,
    });
    clips.next().expect("something is copied")
}

#[test]
fn the_format_and_the_style_chosen_last_are_those_of_the_next_copy() {
    let mut stage = two();
    let first = stage.press("enter ] q y");
    assert!(copied(&first).starts_with("> "), "{}", copied(&first));
    stage.press("Y");
    let screen = stage.screen(100, 40);
    assert!(screen.row_with("block quotation with a footnote").contains('●'), "{screen}");
    // Below it in the list stands the inline form.
    stage.press("j enter");
    assert!(stage.screen(100, 30).has("Copies as markdown-inline"), "{}", stage.screen(100, 30));
    let inline = copied(&stage.press("y")).to_owned();
    assert!(!inline.starts_with("> ") && inline.contains("Nobody won this long"), "{inline}");
    order(&mut stage, "format plain");
    order(&mut stage, "style mla");
    let plain = copied(&stage.press("y")).to_owned();
    assert!(plain.contains("Tove Prynne (“Ferry Crews End"), "{plain}");
}

#[test]
fn a_copy_is_made_straight_from_the_list_of_formats() {
    let mut stage = two();
    stage.press("enter ] q Y G k k");
    let effects = stage.press("g y");
    assert!(copied(&effects).contains("Nobody won this long"), "{}", copied(&effects));
    assert!(!stage.screen(100, 30).has("Copy as"), "the list is closed");
}

#[test]
fn tab_completes_a_command_and_its_file_and_a_wrong_one_is_said() {
    let mut stage = two();
    stage.drafts.insert("draft.md".into(), "“Nothing here.”\n".into());
    stage.press(":");
    stage.write("che");
    assert!(stage.screen(100, 20).row_with("tab:").contains("check"), "{}", stage.screen(100, 20));
    stage.press("tab");
    stage.write("dr");
    stage.press("tab");
    assert!(stage.screen(100, 20).has(":check draft.md"), "{}", stage.screen(100, 20));
    stage.press("esc :");
    stage.write("chekc draft.md");
    stage.press("enter");
    let screen = stage.screen(100, 20);
    assert!(screen.has("There is no command chekc. Did you mean check?"), "{screen}");
    stage.press("esc");
    assert!(!stage.screen(100, 20).has("chekc"));
}

#[test]
fn up_brings_back_what_was_typed() {
    let mut stage = two();
    order(&mut stage, "sort oldest");
    order(&mut stage, "format org");
    stage.press(": up");
    assert!(stage.screen(100, 20).has(":format org"));
    stage.press("up");
    assert!(stage.screen(100, 20).has(":sort oldest"));
    stage.press("down down");
    assert!(!stage.screen(100, 20).has(":format org"));
    stage.press("esc");
    assert!(stage.screen(100, 20).has("Articles: sort:oldest"));
}

#[test]
fn every_command_can_be_typed_and_quit_leaves() {
    let mut stage = two();
    order(&mut stage, "help");
    assert!(stage.screen(100, 30).has("Keys in the"));
    stage.press("esc");
    order(&mut stage, "filter ferry");
    let screen = stage.screen(140, 20);
    assert!(screen.has("Articles: ferry") && !screen.has("Melle votes"), "{screen}");
    let left = order(&mut stage, "q");
    assert!(matches!(left.as_slice(), [.., Effect::Quit { interrupted: false }]), "{left:?}");
}

#[test]
fn what_is_picked_is_written_into_a_file_and_over_another_only_when_told_to() {
    let mut stage = two();
    stage.press("enter ] q x");
    assert!(stage.screen(100, 20).row_with(":export").contains("the quotation picked"));
    stage.write("out.md");
    stage.press("enter");
    assert!(stage.written["out.md"].contains("Nobody won this long"), "{:?}", stage.written);
    stage.written.insert("out.md".into(), "mine".into());
    order(&mut stage, "export plain out.md");
    assert!(stage.screen(100, 20).has("out.md is there already"), "{}", stage.screen(100, 20));
    stage.press("n");
    assert_eq!(stage.written["out.md"], "mine");
    order(&mut stage, "export plain out.md");
    stage.press("y");
    assert!(stage.written["out.md"].contains("Tove Prynne"), "{:?}", stage.written);
}

#[test]
fn the_list_the_quotations_found_and_the_basket_are_written_too() {
    let mut stage = two();
    let articles = |effects: Vec<Effect>| -> Vec<Option<Vec<u32>>> {
        let written = effects.into_iter().find_map(|effect| match effect {
            Effect::File(FileTask::Write(task)) => match task.content {
                Content::Articles(articles) => Some(articles.chosen),
                Content::Text { .. } => None,
            },
            _ => None,
        });
        written.expect("articles are written").into_iter().map(|(_, quotes)| quotes).collect()
    };
    let listed = order(&mut stage, "export csl-json refs.json");
    assert_eq!(articles(listed), [None, None]);
    stage.press("Q");
    stage.write("patient");
    stage.press("ctrl-x");
    stage.write("found.md");
    let found = articles(stage.press("enter"));
    assert_eq!(found.iter().map(|quotes| quotes.as_ref().unwrap().len()).collect::<Vec<_>>(), [1]);
    stage.press("esc enter ] q + c w");
    assert!(stage.screen(100, 20).row_with(":export").contains("the basket"));
    stage.write("basket.md");
    stage.press("enter");
    assert!(stage.written.contains_key("basket.md"), "{}", stage.screen(100, 20));
}

const DRAFT: &str = "\
“Nobody won this long and bitter strike,” Tove Prynne said.

“Rust is patient and always sleeps at all,” said Karel Vint.

“We keep the bridge open for nobody who was ever born,” a passer-by thought.
";

#[test]
fn a_draft_is_checked_and_a_finding_leads_to_its_source() {
    let mut stage = two();
    stage.drafts.insert("draft.md".into(), DRAFT.into());
    let effects = order(&mut stage, "check draft.md");
    let screen = stage.screen(140, 30);
    assert!(screen.has("Check of draft.md"), "{screen}");
    assert!(screen.row_with("    1 ").contains("✓ exact"), "{screen}");
    assert!(screen.row_with("    3 ").contains('!'), "{screen}");
    let used = effects.iter().find_map(|effect| match effect {
        Effect::Save(change) => Some(change),
        _ => None,
    });
    let used = &used.expect("the use is stored").put;
    assert!(used.iter().all(|mark| mark.body == Body::Used { draft: "/drafts/draft.md".into() }));
    assert!(!used.is_empty());
    stage.press("j");
    let screen = stage.screen(140, 30);
    assert!(screen.has("{+never+}") || screen.has("[-always-]"), "{screen}");
    stage.press("enter");
    let screen = stage.screen(140, 30);
    assert!(
        !screen.has("Check of draft.md") && screen.has("Rust is patient and never"),
        "{screen}"
    );
    // Alone, the command shows the same check, where it was left.
    order(&mut stage, "check");
    stage.press("k enter");
    assert!(stage.screen(140, 30).has("Nobody won this long"), "{}", stage.screen(140, 30));
    for (columns, rows) in [(80, 24), (60, 15), (40, 10)] {
        order(&mut stage, "check");
        assert!(stage.screen(columns, rows).has("Check of"), "{columns}");
        stage.press("a esc");
    }
}

#[test]
fn a_draft_that_cannot_be_read_is_said() {
    let mut stage = two();
    order(&mut stage, "check none.md");
    assert!(stage.screen(100, 20).has("none.md cannot be read"));
    stage.press("esc");
    assert!(stage.screen(100, 20).has("Articles"));
}

/// A long story that two outlets tell.
fn story(outlet: &str) -> String {
    let body = (0..40).fold(String::new(), |body, number| {
        let (ships, crates) = (number * 7 + 3, number * 13 + 5);
        body + &format!("Harbour log {number} counts {ships} barges and {crates} crates of salt. ")
    });
    format!("Salt leaves the harbour of Melle\n\n{outlet}\n\n3 May 2026\n\n{body}\n")
}

#[test]
fn near_copies_stand_in_one_row_until_they_are_unfolded() {
    let (one, other) = (story("By Ada Fenn"), story("By Tom Hale"));
    let mut stage = Stage::new(&[("a.txt", &one), ("b.txt", &other), ("bridge.txt", BRIDGE)]);
    let screen = stage.screen(140, 20);
    assert!(screen.row_with("3 May 26").contains("2 copies"), "{screen}");
    assert!(screen.has("1/3"), "{screen}");
    let rows = |stage: &Stage| {
        let column = stage.screen(140, 20).to_string();
        column
            .lines()
            .filter(|row| row.chars().take(40).collect::<String>().contains("3 May 26"))
            .count()
    };
    assert_eq!(rows(&stage), 1);
    stage.press("=");
    assert_eq!(rows(&stage), 2, "{}", stage.screen(140, 20));
    stage.press("j =");
    assert_eq!(rows(&stage), 1, "{}", stage.screen(140, 20));
    stage.press("G =");
    assert!(stage.screen(140, 20).has("No other article here"), "{}", stage.screen(140, 20));
}
