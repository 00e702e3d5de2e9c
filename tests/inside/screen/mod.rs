//! Keys in, screen out: what a user sees after pressing keys.

mod notes;
mod orders;
pub(crate) mod stage;

use crate::app::{COMMANDS, Context, Effect, Severity};
use stage::Stage;

/// A small page with a share bar, a headline, quotations and names.
const BRIDGE: &str = "\
Share

Melle votes to keep its iron bridge

MELLE, March 12 (Reuters) - The council of Melle voted on Thursday to keep the iron bridge.

“We keep the bridge open for everyone,” Mayor Ida Ober said. “It stays, and that is final.”

The engineers had warned about rust for years, and the roads office wanted a new one.

“Rust is patient,” said Karel Vint, the town's engineer. “We have to be faster.”

Read more: The ferry that never came
";

const FERRY: &str = "\
Ferry crews end their strike

By Nora Sund

14 April 2026

Ferry crews on the Linde went back to work on Tuesday after nine days, their union said.

“Nobody won,” said Tove Prynne, who speaks for the crews. “We are tired, and the boats are old.”
";

/// The first quotation as it stands in the reading view.
const BODY_QUOTE: &str = "“We keep the bridge open";

fn two() -> Stage {
    Stage::new(&[("bridge.txt", BRIDGE), ("ferry.txt", FERRY)])
}

#[test]
fn the_newest_article_stands_first_and_is_shown() {
    let stage = two();
    let screen = stage.screen(140, 20);
    assert!(screen.has("14 Apr 26"), "{screen}");
    assert!(screen.row_of("Ferry crews end") < screen.row_of("Melle votes"), "{screen}");
    assert!(screen.has("Nobody won"), "{screen}");
}

#[test]
fn opening_an_article_marks_it_as_read() {
    let mut stage = two();
    assert!(stage.screen(140, 20).row_with("Ferry crews end").contains('•'));
    let effects = stage.press("enter");
    assert!(matches!(effects.as_slice(), [Effect::Save(_)]));
    let screen = stage.screen(140, 20);
    assert!(!screen.row_with("Ferry crews end").contains('•'), "{screen}");
}

#[test]
fn the_body_is_shown_and_the_noise_is_one_key_away() {
    let mut stage = Stage::new(&[("bridge.txt", BRIDGE)]);
    stage.press("enter");
    let screen = stage.screen(140, 40);
    assert!(screen.has("Rust is patient") && !screen.has("Share"), "{screen}");
    stage.press("b");
    let screen = stage.screen(140, 40);
    assert!(screen.row_with("Share").contains("share"), "{screen}");
    assert!(screen.has("The ferry that never came"), "{screen}");
}

#[test]
fn a_block_is_set_aside_with_one_key_and_undone_with_another() {
    let mut stage = Stage::new(&[("bridge.txt", BRIDGE)]);
    stage.press("enter } } } }");
    stage.press("B");
    let screen = stage.screen(100, 40);
    assert!(!screen.has("The engineers had warned"), "{screen}");
    stage.press("u");
    let screen = stage.screen(100, 40);
    assert!(screen.has("The engineers had warned"), "{screen}");
    assert!(screen.has("Undone"), "{screen}");
}

#[test]
fn a_speaker_stands_beside_the_first_row_of_the_quotation() {
    let mut stage = Stage::new(&[("bridge.txt", BRIDGE)]);
    stage.press("enter");
    let screen = stage.screen(140, 40);
    let row = screen.row_with(BODY_QUOTE);
    assert!(row.contains("Ober  ▎ “We keep"), "{screen}");
}

#[test]
fn on_a_narrow_screen_the_speaker_stands_above() {
    let mut stage = Stage::new(&[("bridge.txt", BRIDGE)]);
    stage.press("enter");
    let screen = stage.screen(40, 40);
    assert!(screen.row_of("Ida Ober") < screen.row_of("We keep the bridge"), "{screen}");
}

#[test]
fn picking_a_quotation_lights_it_and_copies_it_verbatim() {
    let mut stage = Stage::new(&[("bridge.txt", BRIDGE)]);
    let effects = stage.press("enter ] q y");
    let copied = effects.iter().find_map(|effect| match effect {
        Effect::Copy(clip) => Some(clip.text.clone()),
        _ => None,
    });
    let copied = copied.expect("something is copied");
    for verbatim in ["We keep the bridge open for everyone", "It stays, and that is final"] {
        assert!(copied.contains(verbatim), "{copied}");
    }
    assert!(copied.starts_with("> "), "{copied}");
    assert!(copied.contains("Melle Votes to Keep Its Iron Bridge"), "{copied}");
    assert!(stage.screen(140, 30).has("▌"));
}

#[test]
fn copying_without_a_quotation_says_what_to_do() {
    let mut stage = two();
    assert!(stage.press("enter y").iter().all(|effect| !matches!(effect, Effect::Copy(_))));
    assert!(stage.screen(100, 20).has("]q goes to the next one"));
    let notice = stage.session.notice().unwrap();
    assert_eq!(notice.severity, Severity::Warning);
}

#[test]
fn the_sidebar_moves_the_reading_view_to_what_is_selected() {
    let mut stage = Stage::new(&[("long.txt", &long_article())]);
    stage.press("tab tab");
    stage.screen(140, 16);
    stage.press("G");
    let screen = stage.screen(140, 16);
    assert!(screen.has("The last word belongs to the river"), "{screen}");
}

#[test]
fn the_sidebar_is_filtered_by_speaker_and_words() {
    let mut stage = Stage::new(&[("bridge.txt", BRIDGE)]);
    stage.press("tab tab f");
    stage.write("vint");
    let screen = stage.screen(140, 30);
    assert!(screen.column(105).contains("Rust is patient"), "{screen}");
    assert!(!screen.column(105).contains("We keep the bridge"), "{screen}");
    stage.press("esc");
    assert!(stage.screen(140, 30).column(105).contains("We keep the bridge"));
}

#[test]
fn the_list_is_filtered_by_title_outlet_and_date() {
    let mut stage = two();
    for typed in ["melle votes", "reuters", "date:2026-04"] {
        stage.press("f");
        stage.write(typed);
        stage.press("enter");
        assert!(stage.screen(140, 20).has("1/1 of 2"), "{typed}");
        stage.press("F");
        assert!(!stage.screen(140, 20).has(" of 2"), "{typed}");
    }
    stage.press("f");
    stage.write("zzyzx melle");
    let screen = stage.screen(140, 20);
    assert!(screen.has("zzyzx") && screen.has("F clears"), "{screen}");
}

#[test]
fn finding_passes_over_accents_and_forms_as_the_search_does() {
    let mut stage =
        Stage::new(&[("cafe.txt", "Cafés\n\nTwo cafés of Łódź stay, said Ida Ober.\n")]);
    stage.press("enter /");
    stage.write("cafe");
    assert!(stage.screen(100, 20).has("1/2"), "{}", stage.screen(100, 20));
    stage.press("esc /");
    stage.write("lodz");
    assert!(stage.screen(100, 20).has("1/1"), "{}", stage.screen(100, 20));
}

#[test]
fn finding_counts_as_you_type_and_escape_comes_back() {
    let mut stage = Stage::new(&[("long.txt", &long_article())]);
    stage.press("enter");
    let before = stage.screen(90, 16);
    stage.press("/");
    stage.write("word belongs");
    let screen = stage.screen(90, 16);
    assert!(screen.has("1/1") && screen.has("The last word belongs"), "{screen}");
    stage.press("esc");
    let after = stage.screen(90, 16).to_string();
    assert!(after == before.to_string(), "{before}\n{after}");
}

#[test]
fn hits_are_stepped_through_in_a_ring() {
    let mut stage = Stage::new(&[("bridge.txt", BRIDGE)]);
    stage.press("enter /");
    stage.write("bridge");
    stage.press("enter");
    let corner = |stage: &Stage| stage.screen(90, 40).to_string();
    assert!(corner(&stage).contains("1/3"), "{}", corner(&stage));
    stage.press("n n");
    assert!(corner(&stage).contains("3/3"));
    stage.press("n");
    assert!(corner(&stage).contains("1/3"));
    stage.press("N");
    assert!(corner(&stage).contains("3/3"));
}

#[test]
fn searching_shows_passages_and_lands_on_the_words() {
    let mut stage = two();
    stage.press("s");
    stage.write("boats are");
    let screen = stage.screen(100, 20);
    assert!(screen.has("1 article") && screen.has("the boats are old"), "{screen}");
    stage.press("enter");
    let screen = stage.screen(100, 20);
    assert!(screen.has("1/1") && screen.has("the boats are old"), "{screen}");
}

#[test]
fn a_quotation_found_by_its_words_is_copied_at_once() {
    let mut stage = two();
    stage.press("s");
    stage.write("boats are");
    let effects = stage.press("enter y");
    let copied = effects.iter().any(
        |effect| matches!(effect, Effect::Copy(clip) if clip.text.contains("the boats are old.”")),
    );
    assert!(copied, "{effects:?}");
}

#[test]
fn an_earlier_search_comes_back_with_up() {
    let mut stage = two();
    stage.press("s");
    stage.write("boats");
    stage.press("esc s up");
    assert!(stage.screen(100, 20).has("search: boats"));
}

#[test]
fn help_lists_the_keys_that_work_here() {
    let mut stage = two();
    stage.press("?");
    let list = stage.screen(100, 60);
    assert!(
        list.has("Keys in the article list") && !list.has("Find words in this article"),
        "{list}"
    );
    stage.press("esc enter ?");
    assert!(stage.screen(100, 60).has("Find words in this article"));
}

#[test]
fn every_command_runs_everywhere_without_a_panic() {
    for context in [Context::List, Context::Reading, Context::Sidebar] {
        for entry in COMMANDS.iter().filter(|entry| entry.contexts.contains(&context)) {
            for stage in [&mut two(), &mut Stage::new(&[]), &mut Stage::new(&[("empty.txt", "")])] {
                stage.focus(context);
                stage.screen(100, 20);
                stage.press(entry.keys[0]);
                stage.screen(60, 10);
                stage.press("esc esc");
                stage.screen(140, 40);
            }
        }
    }
}

#[test]
fn a_fact_is_edited_and_shown_in_the_list() {
    let mut stage = Stage::new(&[("bridge.txt", BRIDGE)]);
    stage.press("E tab tab");
    stage.write("The Linde Post");
    stage.press("enter");
    let screen = stage.screen(140, 20);
    assert!(screen.has("The Linde P"), "{screen}");
    stage.press("u");
    assert!(!stage.screen(140, 20).has("Linde P"));
}

#[test]
fn a_date_that_is_none_is_refused() {
    let mut stage = Stage::new(&[("bridge.txt", BRIDGE)]);
    stage.press("E tab tab tab tab tab");
    stage.write("yesterday");
    stage.press("enter");
    assert!(stage.screen(100, 20).has("A date is written"));
}

#[test]
fn the_speaker_is_corrected_and_the_correction_undone() {
    let mut stage = Stage::new(&[("bridge.txt", BRIDGE)]);
    stage.press("enter ] q S");
    stage.write("Karel Vint");
    stage.press("enter");
    let screen = stage.screen(140, 40);
    assert!(screen.row_with(BODY_QUOTE).contains("Vint"), "{screen}");
    stage.press("u");
    let row = stage.screen(140, 40).row_with(BODY_QUOTE);
    assert!(row.split('▌').next().is_some_and(|before| before.contains("Ober")), "{row}");
}

/// Two articles that name the same people, one of them spelled otherwise.
fn three() -> Stage {
    let again = "\
Melle opens the bridge again

2 June 2026

Mayor Ida Ober opened the iron bridge of Melle on Tuesday. “It was never in doubt,” Ober said.

Karel Vint, the engineer, was not there.
";
    Stage::new(&[("bridge.txt", BRIDGE), ("again.txt", again), ("ferry.txt", FERRY)])
}

/// The stage with the sidebar on the entities and the cursor on a name.
fn on_entity(mut stage: Stage, name: &str) -> Stage {
    stage.press("tab tab t f");
    stage.write(name);
    stage.press("enter");
    stage
}

#[test]
fn the_page_of_a_person_shows_what_they_said_and_where() {
    let mut stage = on_entity(three(), "ober");
    stage.press("p");
    let screen = stage.screen(140, 40);
    assert!(screen.has("Ida Ober") && screen.has("It was never in doubt"), "{screen}");
    assert!(screen.has("Mentioned in (2)") && screen.has("Melle votes to keep"), "{screen}");
    assert!(screen.row_of("Karel Vint") > screen.row_of("With ("), "{screen}");
    let newest = screen.row_of("It was never in doubt");
    assert!(newest < screen.row_of("We keep the bridge"), "the newest first: {screen}");
    stage.press("x N /");
    assert!(stage.screen(140, 40).has("Mentioned in (2)"), "no other key closes the page");
    assert!(stage.press("y").iter().any(|effect| matches!(effect, Effect::Copy(_))));
    stage.press("?");
    assert!(stage.screen(140, 40).has("Keys here"), "{}", stage.screen(140, 40));
    stage.press("esc enter");
    let screen = stage.screen(140, 40);
    assert!(screen.row_with("Tuesday. “It was never").contains('▌'), "{screen}");
}

#[test]
fn a_command_in_the_sidebar_is_meant_for_the_row_of_the_cursor() {
    let mut stage = three();
    stage.press("enter ] q tab t p");
    assert!(stage.screen(140, 40).has("Ida Ober"), "{}", stage.screen(140, 40));
    let effects = stage.press("esc t y");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Copy(_))), "{effects:?}");
}

#[test]
fn the_list_can_show_the_articles_of_one_entity() {
    let mut stage = on_entity(three(), "ober");
    stage.press("L");
    let screen = stage.screen(140, 40);
    assert!(screen.has("Articles: Ida Ober") && screen.has("/2 of 3"), "{screen}");
    stage.press("F");
    assert!(stage.screen(140, 40).has("/3 "));
}

#[test]
fn an_entity_is_renamed_dropped_and_brought_back() {
    let mut stage = on_entity(three(), "vint");
    stage.press("R");
    stage.write("el");
    stage.press("enter F");
    assert!(stage.screen(140, 40).column(100).contains("Karel Vintel"));
    stage.press("u");
    assert!(!stage.screen(140, 40).column(100).contains("Vintel"));
    let mut stage = on_entity(three(), "vint");
    stage.press("D F");
    assert!(!stage.screen(140, 40).column(107).contains("Vint"), "{}", stage.screen(140, 40));
    stage.press("u");
    assert!(stage.screen(140, 40).column(107).contains("Karel Vint"));
}

#[test]
fn two_entities_are_merged_with_one_key() {
    let mut stage = on_entity(three(), "vint");
    stage.press("M");
    stage.write("ober");
    stage.press("enter F");
    let sidebar = stage.screen(140, 40).column(107);
    assert!(sidebar.contains("Ida Ober") && !sidebar.contains("Karel Vint"), "{sidebar}");
}

#[test]
fn stars_are_shown_and_undone() {
    let mut stage = two();
    stage.press("*");
    assert!(stage.screen(100, 20).has("★"));
    stage.press("u");
    assert!(!stage.screen(100, 20).has("★"));
}

#[test]
fn a_count_repeats_a_step() {
    let mut stage = Stage::new(&[("long.txt", &long_article())]);
    stage.press("enter");
    stage.screen(60, 12);
    stage.press("5 j");
    let counted = stage.screen(60, 12).to_string();
    stage.press("g g j j j j j");
    assert_eq!(stage.screen(60, 12).to_string(), counted);
}

#[test]
fn resizing_keeps_the_reading_place() {
    let mut stage = Stage::new(&[("long.txt", &long_article())]);
    stage.press("enter");
    stage.screen(90, 20);
    stage.press("ctrl-d ctrl-d ctrl-d");
    let number = |stage: &Stage, columns, rows| {
        let screen = stage.screen(columns, rows).to_string();
        let at = screen.find("Paragraph number").unwrap();
        screen[at..].split_whitespace().nth(2).unwrap().parse::<i32>().unwrap()
    };
    let before = number(&stage, 90, 20);
    for (columns, rows) in [(40, 10), (140, 40), (90, 20)] {
        assert!((number(&stage, columns, rows) - before).abs() <= 1, "{columns}x{rows}");
    }
}

#[test]
fn every_size_can_be_drawn() {
    let mut stage = two();
    stage.press("enter ] q");
    for columns in [1, 2, 5, 20, 39, 40, 69, 70, 99, 100, 240] {
        for rows in [1, 2, 3, 10, 60] {
            stage.screen(columns, rows);
        }
    }
}

#[test]
fn nothing_of_an_article_can_drive_the_terminal() {
    let hostile = "\u{1b}]0;owned\u{7} Title \u{1b}[31mred\n\n“Keep \u{9b}2J it,” Mayor \u{1b}[2JIda Ober said.\n\nThe council \u{202e}agreed.";
    let mut stage = Stage::new(&[("\u{1b}[41mname.txt", hostile)]);
    for keys in ["enter", "] q", "w", "esc", "b", "tab", "E", "esc", "s"] {
        stage.press(keys);
        let screen = stage.screen(140, 30);
        assert!(!screen.cells().any(|cell| cell.chars().any(char::is_control)), "after {keys}");
        assert!(!screen.to_string().contains('\u{202e}'), "after {keys}");
    }
    stage.press("esc");
    assert!(stage.screen(140, 30).to_string().contains('␛'));
}

#[test]
fn wide_and_combining_letters_keep_the_borders_straight() {
    let wide = "橋は残る — e\u{301}te\u{301}\n\n「私たちは橋を残します」と市長は言った。 שלום עולם 👩‍👩‍👧 ok.\n";
    let mut stage = Stage::new(&[("wide.txt", wide)]);
    stage.press("enter");
    let screen = stage.screen(60, 10);
    for row in 1..8 {
        assert_eq!(screen.cell(59, row), "┃", "{screen}");
    }
}

/// An article of many paragraphs, with a quotation at the end.
fn long_article() -> String {
    let paragraph = |number| {
        format!(
            "Paragraph number {number} says that the river went on rising through the night, as \
             it had in other years, and that nobody slept.\n\n"
        )
    };
    let paragraphs: String = (1..60).map(paragraph).collect();
    let end = "“The last word belongs to the river,” Mayor Ida Ober said.\n";
    format!("A very long report\n\n{paragraphs}{end}")
}

#[test]
fn the_address_of_the_page_is_copied_and_nothing_else() {
    let page = "---\ntitle: Bridge\nurl: https://example.org/a b\n---\n\nThe bridge stays.\n";
    let other = "---\ntitle: Ferry\n---\n\nThe ferry sails.\n";
    let copied = |page: &str| {
        let effects = Stage::new(&[("page.md", page)]).press("A");
        effects.into_iter().find_map(|effect| match effect {
            Effect::Copy(handed) => Some(handed.text),
            _ => None,
        })
    };
    assert_eq!(copied(page).as_deref(), Some("https://example.org/a%20b"));
    assert_eq!(copied(other), None);
}

#[test]
fn only_a_web_address_is_opened_in_the_browser() {
    let page = "---\ntitle: Bridge\nurl: https://example.org/bridge\n---\n\nThe bridge stays.\n";
    let other = "---\ntitle: Ferry\nurl: file:///etc/passwd\n---\n\nThe ferry sails.\n";
    let mut stage = Stage::new(&[("bridge.md", page)]);
    let effects = stage.press("enter o");
    let opened = |effect: &Effect| matches!(effect, Effect::Browse(url) if url == "https://example.org/bridge");
    assert!(effects.iter().any(opened), "{effects:?}");
    let mut stage = Stage::new(&[("ferry.md", other)]);
    let effects = stage.press("enter o");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Browse(_))), "{effects:?}");
    assert!(stage.screen(100, 20).has("No web address"));
}

#[test]
fn a_search_kept_stands_in_the_list_and_opens_there() {
    let mut stage = two();
    stage.press("s");
    stage.write("boats");
    let effects = stage.press("ctrl-s");
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::SaveSearches(all) if all == &["boats"]))
    );
    stage.press("esc g g enter");
    let screen = stage.screen(140, 20);
    assert!(screen.has("▾ boats") && screen.has("1/1 of 2"), "{screen}");
    assert!(!screen.column(0).contains("Melle votes to keep its iron"), "{screen}");
}

#[test]
fn all_quotations_are_listed_and_lead_to_their_place() {
    let mut stage = two();
    stage.press("Q");
    stage.write("rust");
    let screen = stage.screen(140, 30);
    assert!(screen.row_with("Rust is patient").contains("Karel Vint"), "{screen}");
    assert!(screen.has("context") && screen.has("We have to be faster"), "{screen}");
    stage.press("enter");
    assert!(stage.screen(140, 30).row_with("Rust is patient").contains('▌'));
}

#[test]
fn the_same_utterance_is_shown_with_its_differences() {
    let again = BRIDGE.replace("for everyone", "for nobody").replace("(Reuters)", "(AP)");
    let mut stage = Stage::new(&[("bridge.txt", BRIDGE), ("again.txt", &again)]);
    stage.press("enter ] q V");
    let screen = stage.screen(140, 30);
    assert!(screen.has("2 tellings") && screen.has("for nobody"), "{screen}");
}

#[test]
fn a_word_that_stands_nowhere_is_the_beginning_of_one() {
    let mut stage = two();
    stage.press("Q");
    stage.write("vin patien");
    let screen = stage.screen(140, 30);
    assert!(screen.row_with("Rust is patient").contains("Karel Vint"), "{screen}");
    assert!(screen.has("1 quotation"), "{screen}");
}
