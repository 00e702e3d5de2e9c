//! Passages, notes and the basket: keys in, screen and stored changes out.

use super::stage::Stage;
use crate::app::{Action, Effect};
use crate::library::annotation::{Annotation, Body};
use crate::library::basket::Collected;

const BRIDGE: &str = "\
Share

Melle votes to keep its iron bridge

MELLE, March 12 (Reuters) - The council of Melle voted on Thursday to keep the iron bridge.

“We keep the bridge open for everyone,” Mayor Ida Ober said. “It stays, and that is final.”

The engineers had warned about rust for years, and the roads office wanted a new one. It will wait.

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

const SIZES: [(u16, u16); 3] = [(140, 40), (80, 24), (60, 15)];

fn bridge() -> Stage {
    let mut stage = Stage::new(&[("/news/bridge.txt", BRIDGE)]);
    stage.press("enter");
    stage.screen(140, 40);
    stage
}

fn copied(effects: &[Effect]) -> String {
    let clip = effects.iter().find_map(|effect| match effect {
        Effect::Copy(clip) => Some(clip.text.clone()),
        _ => None,
    });
    clip.expect("something is copied")
}

/// What the effects store and take away.
fn stored(effects: &[Effect]) -> (Vec<Annotation>, Vec<Annotation>) {
    let mut all = (Vec::new(), Vec::new());
    for effect in effects {
        if let Effect::Save(change) = effect {
            all.0.extend(change.put.iter().cloned());
            all.1.extend(change.remove.iter().cloned());
        }
    }
    all
}

fn item(annotation: &Annotation) -> &Collected {
    crate::library::basket::collected(annotation).expect("it is in the basket")
}

#[test]
fn a_passage_is_selected_by_words_and_copied_verbatim() {
    let mut stage = bridge();
    stage.press("} } } } v");
    assert!(stage.screen(140, 40).has("sentence"), "the footer says the keys");
    let clip = copied(&stage.press("l l l y"));
    assert!(clip.starts_with("> “The engineers had warned”\n"), "{clip}");
    assert!(clip.contains("“Melle Votes"), "{clip}");
}

#[test]
fn a_selection_grows_to_sentences_and_starts_anew_where_it_ends() {
    let mut stage = bridge();
    let clip = copied(&stage.press("} } } } v s y"));
    assert!(clip.starts_with("> “The engineers had warned about rust for years, and"), "{clip}");
    assert!(clip.contains("a new one.”\n"), "{clip}");
    let clip = copied(&stage.press("esc } v 2 l space l y"));
    assert!(clip.contains('—'), "{clip}");
}

#[test]
fn rows_move_the_end_and_esc_ends_it() {
    let mut stage = bridge();
    stage.press("} } } } v j");
    assert!(stage.screen(140, 40).has("from here"));
    let clip = copied(&stage.press("y"));
    assert!(clip.lines().next().unwrap().split(' ').count() > 8, "{clip}");
    stage.press("v esc");
    let screen = stage.screen(140, 40);
    assert!(!screen.has("from here"), "{screen}");
    assert!(stage.press("y").iter().all(|effect| !matches!(effect, Effect::Copy(_))));
}

#[test]
fn a_selection_begins_with_what_is_picked_and_either_end_moves() {
    let mut stage = bridge();
    let clip = copied(&stage.press("] q v y"));
    assert!(clip.starts_with("> “We keep the bridge open for everyone,” Mayor"), "{clip}");
    assert!(clip.contains("that is final.”\n"), "{clip}");
    let clip = copied(&stage.press("v o l l y"));
    assert!(clip.starts_with("> “the bridge open"), "{clip}");
}

#[test]
fn the_selection_is_reversed_without_colour() {
    let mut stage = bridge();
    stage.press("} } } } v l");
    let screen = stage.screen(140, 40);
    assert_eq!(screen.reversed(), "The engineers");
}

#[test]
fn a_note_on_a_quotation_is_shown_below_it_marked_and_undone() {
    let mut stage = bridge();
    stage.press("] q a");
    stage.write("Ask who pays. #bridge");
    let (put, _) = stored(&stage.press("ctrl-s"));
    assert_eq!(put.len(), 1);
    assert_eq!(put[0].selector.as_ref().unwrap().quote.exact.split(' ').next(), Some("We"));
    let screen = stage.screen(140, 40);
    let row = screen.row_with("Ask who pays. #bridge");
    assert!(row.contains("✎"), "{screen}");
    assert!(screen.row_of("that is final") < screen.row_of("Ask who pays"), "{screen}");
    assert!(screen.row_of("Ask who pays") < screen.row_of("The engineers"), "{screen}");
    assert!(screen.row_with("12 Mar ·").contains("✎"), "the list: {screen}");
    let id = stage.session.order()[0];
    let entry = stage.session.entry(id).unwrap();
    assert!(entry.noted);
    assert_eq!(entry.tags, ["bridge"]);
    stage.press("u");
    assert!(!stage.screen(140, 40).has("Ask who pays"));
    assert!(!stage.session.entry(id).unwrap().noted);
}

#[test]
fn a_note_is_edited_and_an_empty_one_deleted() {
    let mut stage = bridge();
    stage.press("] q a");
    stage.write("First");
    stage.press("ctrl-s a");
    stage.write(" and more");
    let (put, removed) = stored(&stage.press("ctrl-s"));
    assert_eq!((put.len(), removed.len()), (1, 1));
    assert!(stage.screen(140, 40).has("First and more"));
    stage.press("a");
    for _ in 0.."First and more".len() {
        stage.press("backspace");
    }
    let (put, removed) = stored(&stage.press("ctrl-s"));
    assert_eq!((put.len(), removed.len()), (0, 1));
    assert!(!stage.screen(140, 40).has("First"));
}

#[test]
fn a_note_under_the_cursor_is_edited_without_its_words_picked() {
    let mut stage = bridge();
    stage.press("} } } } v l a");
    stage.write("On two words");
    stage.press("ctrl-s esc } a");
    assert!(stage.screen(140, 40).row_with("On two words").contains('┃'));
    stage.write(", edited");
    let (put, removed) = stored(&stage.press("ctrl-s"));
    assert_eq!((put.len(), removed.len()), (1, 1));
    assert!(stage.screen(140, 40).has("On two words, edited"));
    assert_eq!(stage.session.notes(stage.session.order()[0]).count(), 1);
}

#[test]
fn what_was_written_is_not_lost_by_one_key() {
    let mut stage = bridge();
    stage.press("a");
    stage.write("Not lost");
    stage.press("esc");
    assert!(stage.screen(80, 24).has("Keep it?"));
    let (put, _) = stored(&stage.press("enter"));
    assert_eq!(put.len(), 1);
    stage.press("a");
    stage.write(" dropped");
    let (put, _) = stored(&stage.press("esc esc"));
    assert!(put.is_empty());
    assert!(!stage.screen(140, 40).has("dropped"));
}

#[test]
fn a_note_on_the_article_stands_under_its_head() {
    let mut stage = Stage::new(&[("/news/bridge.txt", BRIDGE)]);
    stage.press("a");
    stage.write("On the whole");
    stage.press("enter");
    stage.write("two lines");
    let (put, _) = stored(&stage.press("ctrl-s"));
    assert!(matches!(&put[0].body, Body::Note(note) if note.text == "On the whole\ntwo lines"));
    let screen = stage.screen(140, 40);
    assert!(screen.row_of("On the whole") < screen.row_of("The council of Melle"), "{screen}");
    assert_eq!(screen.row_of("two lines"), screen.row_of("On the whole") + 1);
}

#[test]
fn notes_on_passages_that_overlap_are_two() {
    let mut stage = bridge();
    stage.press("} } } } v s a");
    stage.write("The sentence");
    stage.press("ctrl-s esc } v s s a");
    stage.write("Both sentences");
    stage.press("ctrl-s esc");
    let id = stage.session.order()[0];
    assert_eq!(stage.session.notes(id).count(), 2);
    let screen = stage.screen(140, 40);
    assert!(screen.has("The sentence") && screen.has("Both sentences"), "{screen}");
}

#[test]
fn a_text_is_written_at_any_size() {
    for (columns, rows) in SIZES {
        let mut stage = bridge();
        stage.press("] q a");
        stage.write("A note that is written on any screen");
        let screen = stage.screen(columns, rows);
        assert!(screen.has("A note that is written") && screen.has("ctrl-s keep"), "{screen}");
        stage.press("ctrl-s");
        assert!(stage.screen(columns, rows).has("Note kept"));
        stage.press("+ c");
        let screen = stage.screen(columns, rows);
        assert!(screen.has("Ida Ober: We keep") && screen.has("copy all"), "{screen}");
    }
}

/// A session with both articles and three items in the basket.
fn filled() -> Stage {
    let mut stage = Stage::new(&[("/news/bridge.txt", BRIDGE), ("/news/ferry.txt", FERRY)]);
    stage.press("enter ] q + tab tab");
    stage.press("j enter ] q + ] q +");
    stage
}

#[test]
fn the_basket_keeps_its_order_and_the_words_as_they_stand() {
    let stage = filled();
    let basket = stage.session.basket();
    let words: Vec<_> = basket.iter().map(|(_, item)| item.words.as_str()).collect();
    assert_eq!(words.len(), 3);
    assert!(words[0].starts_with("Nobody won,”") && words[0].ends_with("the boats are old."));
    assert!(words[1].starts_with("We keep the bridge"));
    assert_eq!(basket[1].1.from.speaker, "Ida Ober");
    let screen = stage.screen(140, 40);
    assert!(screen.row_with("“We keep the bridge").contains("+“We"), "{screen}");
}

#[test]
fn collecting_again_takes_out_and_undo_brings_back() {
    let mut stage = bridge();
    let (put, _) = stored(&stage.press("] q +"));
    assert_eq!(item(&put[0]).rank, 1);
    let (_, removed) = stored(&stage.press("+"));
    assert_eq!(removed.len(), 1);
    assert!(stage.session.basket().is_empty());
    stage.press("u");
    assert_eq!(stage.session.basket().len(), 1);
    assert!(stage.screen(140, 40).row_with("“We keep").contains("+“We"));
}

#[test]
fn items_are_moved_connected_removed_and_copied_as_one_piece() {
    let mut stage = filled();
    stage.press("c J e");
    stage.write("The crews said:");
    stage.press("ctrl-s");
    let screen = stage.screen(80, 24);
    assert!(screen.row_of("We keep the bridge") < screen.row_of("The crews said:"), "{screen}");
    assert!(screen.row_of("The crews said:") < screen.row_of("Nobody won"), "{screen}");
    stage.press("G d");
    assert_eq!(stage.session.basket().len(), 2);
    let clip = copied(&stage.press("x"));
    assert!(clip.starts_with("> “We keep the bridge open"), "{clip}");
    let places = ["Melle Votes", "\nThe crews said:\n", "> “Nobody won"];
    let places = places.map(|words| clip.find(words).expect(words));
    assert!(places.is_sorted(), "{clip}");
    stage.press("F");
    assert!(stage.screen(80, 24).has("Basket, as readwise-csv"));
    assert!(copied(&stage.press("f f x")).starts_with("Ida Ober said “We keep"), "inline");
    stage.press("u u u");
    let words = stage.session.basket();
    assert!(words[0].1.words.starts_with("Nobody won"), "all undone");
    assert_eq!((words.len(), words[0].1.lead.as_str()), (3, ""));
}

#[test]
fn the_basket_of_another_day_is_listed_without_its_files() {
    let made = filled();
    let kept: Vec<Annotation> = made.session.basket().iter().map(|(a, _)| (*a).clone()).collect();
    let used =
        Annotation { body: Body::Used { draft: "/drafts/ferries.md".into() }, ..kept[0].clone() };
    let files = [("/news/other.txt", "Rain\n\nIt rained in Melle on Sunday.\n")];
    let mut stage = Stage::with_annotations(&files, &[kept.as_slice(), &[used]].concat());
    stage.press("c");
    let screen = stage.screen(140, 40);
    assert!(screen.has("Tove Prynne: Nobody won") && screen.has("14 April 2026"), "{screen}");
    assert!(screen.has("used in /drafts/ferries.md"), "{screen}");
    let (_, removed) = stored(&stage.press("d"));
    assert_eq!(removed, kept[..1]);
    stage.press("enter");
    assert!(stage.screen(140, 40).has("Its file is not open here"));
}

#[test]
fn an_item_leads_back_to_its_words() {
    let mut stage = filled();
    stage.press("c g enter");
    let screen = stage.screen(140, 40);
    assert!(screen.row_with("“Nobody won").contains('▌'), "{screen}");
}

#[test]
fn a_quotation_used_in_a_draft_is_marked_and_its_card_names_the_draft() {
    let made = filled();
    let basket = made.session.basket();
    let item = basket[1].0.clone();
    let draft = "/drafts/bridge.md".to_owned();
    let used = Annotation { body: Body::Used { draft }, ..item };
    let mut stage = Stage::with_annotations(&[("/news/bridge.txt", BRIDGE)], &[used]);
    stage.press("enter ] q");
    let screen = stage.screen(140, 40);
    assert!(screen.column(100).contains('↗'), "{screen}");
    stage.press("w");
    assert!(stage.screen(140, 40).row_with("used in").contains("/drafts/bridge.md"));
}

#[test]
fn notes_survive_a_page_that_is_saved_again() {
    let mut made = bridge();
    made.press("] q a");
    made.write("Still here");
    let (mut put, _) = stored(&made.press("ctrl-s"));
    made.press("esc } } v s a");
    made.write("Lost with its words");
    put.extend(stored(&made.press("ctrl-s")).0);
    let again = format!("Skip to content\n\n{BRIDGE}").replace("It will wait.", "");
    let engineers = again.find("The engineers").unwrap()..again.find(" a new one.").unwrap();
    let again = again.replacen(&again[engineers], "Nothing else was said about it by", 1);
    let mut stage = Stage::with_annotations(&[("/news/bridge.txt", &again)], &put);
    stage.press("enter");
    let screen = stage.screen(140, 40);
    assert!(screen.row_of("that is final") < screen.row_of("Still here"), "{screen}");
    stage.press("!");
    let screen = stage.screen(140, 40);
    assert!(screen.has("Lost with its words"), "{screen}");
}

#[test]
fn keys_without_anything_picked_say_what_to_do() {
    let mut stage = bridge();
    stage.press("+");
    assert!(stage.screen(140, 40).has("Select a quotation first"));
    stage.press("c x");
    assert!(stage.screen(140, 40).has("The basket is empty"));
    let mut empty = Stage::new(&[]);
    empty.press("a + v c J d e enter x esc");
    empty.session.apply(Action::CopyBasket);
}
