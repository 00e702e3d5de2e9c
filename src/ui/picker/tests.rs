use crossterm::event::KeyCode::{Delete, End, Home, Right};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use newsquotes::model::Form;

use super::*;

fn options() -> PickerOptions {
    PickerOptions {
        theme: Theme::monochrome(),
        query: String::new(),
        format: &FORMATS[0],
        multi: true,
        select_one: false,
        exit_if_none: false,
        also: String::new(),
    }
}

fn found(quote: u32, speaker: &str, words: &str) -> QuoteFound {
    let row = QuoteRow {
        at: ArticleRef { file: 1, article: 0 },
        quote,
        words: words.to_owned(),
        parts: std::iter::once(0..words.len()).collect(),
        speaker: Some(speaker.to_owned()),
        role: None,
        confidence: 90,
        form: Form::Direct,
        is_unsafe: false,
        is_repeat: false,
        sketch: Vec::new(),
    };
    QuoteFound { row, others: Vec::new(), likeness: None }
}

/// The answer to a query: these quotations.
fn answer(picker: &mut Picker, typed: &str, rows: Vec<QuoteFound>) -> PickerOutcome {
    let facts = RowFacts { outlet: "The Bell".to_owned(), ..RowFacts::default() };
    let facts = std::iter::once((ArticleRef { file: 1, article: 0 }, facts)).collect();
    let quotes = FoundQuotes { total: rows.len(), rows, ..FoundQuotes::default() };
    picker.answer(PickerAnswer::Quotes { typed: typed.to_owned(), quotes, facts })
}

fn bridge() -> Vec<QuoteFound> {
    vec![
        found(0, "Ida Ober", "We keep the bridge, whatever it costs"),
        found(1, "Jon Tarn", "The ferry sails only in summer"),
    ]
}

fn typed(picker: &mut Picker, words: &str) {
    for letter in words.chars() {
        let _ = picker.key(KeyEvent::from(KeyCode::Char(letter)));
    }
}

fn with(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
    KeyEvent::new(code, modifiers)
}

fn screen(picker: &mut Picker, columns: u16, rows: u16) -> String {
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    picker.draw(area, &mut buffer);
    let row = |y| (0..columns).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..rows).map(row).collect::<Vec<_>>().join("\n")
}

/// The quotations that an outcome asks to be written.
fn written(outcome: &PickerOutcome) -> Vec<u32> {
    let PickerOutcome::Ask(asked) = outcome else { return Vec::new() };
    let picks = asked.iter().filter_map(|asked| match asked {
        PickerAsked::Write { picks, .. } => Some(picks),
        _ => None,
    });
    picks.flatten().map(|pick| pick.row.quote).collect()
}

#[test]
fn every_key_that_prints_goes_to_the_query() {
    let mut picker = Picker::new(options());
    let keys = "qjk?:/ vt+-0ä“";
    typed(&mut picker, keys);
    assert_eq!(picker.prompt.words(), keys);
}

#[test]
fn enter_before_the_answer_picks_from_it_when_it_comes() {
    let mut picker = Picker::new(options());
    typed(&mut picker, "ferry");
    let enter = picker.key(KeyEvent::from(KeyCode::Enter));
    assert!(written(&enter).is_empty());
    typed(&mut picker, "typed behind it");
    let stale = answer(&mut picker, "fer", bridge());
    assert!(written(&stale).is_empty(), "that was the answer to another query");
    let outcome = answer(&mut picker, "ferry", bridge());
    assert_eq!(written(&outcome), [0]);
}

#[test]
fn marked_quotations_are_picked_in_the_order_of_marking() {
    let mut picker = Picker::new(options());
    let _ = answer(&mut picker, "", bridge());
    let mark = with(KeyCode::Char(' '), KeyModifiers::CONTROL);
    let _ = picker.key(KeyEvent::from(KeyCode::Down));
    let _ = picker.key(mark);
    let _ = picker.key(KeyEvent::from(KeyCode::Up));
    let _ = picker.key(mark);
    assert!(screen(&mut picker, 80, 20).contains("2 marked, 2 quotations"));
    let outcome = picker.key(KeyEvent::from(KeyCode::Enter));
    assert_eq!(written(&outcome), [1, 0]);
}

#[test]
fn one_answer_is_picked_at_once_only_before_anything_is_typed() {
    let first = || PickerOptions { select_one: true, query: "keep".to_owned(), ..options() };
    let mut picker = Picker::new(first());
    let outcome = answer(&mut picker, "keep", bridge()[..1].to_vec());
    assert_eq!(written(&outcome), [0]);
    let mut picker = Picker::new(first());
    typed(&mut picker, "s");
    let outcome = answer(&mut picker, "keeps", bridge()[..1].to_vec());
    assert!(written(&outcome).is_empty());
}

#[test]
fn esc_leaves_what_was_opened_last_and_then_the_picker() {
    let mut picker = Picker::new(options());
    let _ = answer(&mut picker, "", bridge());
    let tellings = bridge().into_iter().map(|found| Variant {
        row: found.row,
        differs: Vec::new(),
        flags: Vec::new(),
    });
    let rows = tellings.collect();
    let _ = picker.answer(PickerAnswer::Variants { rows, facts: HashMap::new() });
    assert!(screen(&mut picker, 80, 20).contains("2 tellings"));
    let esc = KeyEvent::from(KeyCode::Esc);
    assert!(matches!(picker.key(esc), PickerOutcome::Ask(_)));
    assert!(screen(&mut picker, 80, 20).contains("2 quotations"));
    assert!(matches!(picker.key(esc), PickerOutcome::Cancelled));
}

#[test]
fn words_are_cut_at_both_ends_and_inside() {
    let mut picker = Picker::new(options());
    let _ = answer(&mut picker, "", bridge());
    let words = "We keep the bridge, whatever it costs".split(' ').map(str::to_owned).collect();
    let detail = PickDetail { words, ..PickDetail::default() };
    let of = (ArticleRef { file: 1, article: 0 }, 0);
    let _ = picker.answer(PickerAnswer::Detail { of, detail });
    let _ = picker.key(with(KeyCode::Char('t'), KeyModifiers::ALT));
    for code in [Right, Home, Right, Delete, Right, End] {
        let _ = picker.key(KeyEvent::from(code));
    }
    let trim = Trim { first: 1, last: 3, cuts: std::iter::once(2..3).collect(), ..Trim::default() };
    assert_eq!(picker.trims.get(&of), Some(&trim));
    // A key that prints goes to the query all the same.
    typed(&mut picker, "x");
    assert_eq!(picker.prompt.words(), "x");
}

#[test]
fn keys_that_cut_wait_for_the_words_and_enter_waits_for_them() {
    let mut picker = Picker::new(options());
    let _ = answer(&mut picker, "", bridge());
    let _ = picker.key(with(KeyCode::Char('t'), KeyModifiers::ALT));
    for code in [Right, Home, Right, End] {
        let _ = picker.key(KeyEvent::from(code));
    }
    let outcome = picker.key(KeyEvent::from(KeyCode::Enter));
    assert!(written(&outcome).is_empty(), "the words are not there");
    let words = "We keep the bridge, whatever it costs".split(' ').map(str::to_owned).collect();
    let of = (ArticleRef { file: 1, article: 0 }, 0);
    let detail = PickDetail { words, ..PickDetail::default() };
    let outcome = picker.answer(PickerAnswer::Detail { of, detail });
    assert_eq!(written(&outcome), [0]);
    let trim = Trim { first: 1, last: 2, ..Trim::default() };
    assert_eq!(picker.trims.get(&of), Some(&trim));
}

#[test]
fn nothing_is_left_of_a_quotation_cut_to_nothing_but_its_last_word() {
    let mut trimming = Trimming::new(None);
    let words = vec!["bridge".to_owned()];
    trimming.know(&PickDetail { words, ..PickDetail::default() });
    assert_eq!(trimming.key(KeyEvent::from(KeyCode::Delete)), Some(trimming::Turned::Moved));
}

#[test]
fn any_size_of_screen_will_do() {
    for (columns, rows) in [(0, 0), (1, 1), (3, 2), (20, 3), (40, 10), (60, 15), (200, 60)] {
        let mut picker = Picker::new(options());
        screen(&mut picker, columns, rows);
        let _ = answer(&mut picker, "", bridge());
        let _ = picker.key(KeyEvent::from(KeyCode::Tab));
        screen(&mut picker, columns, rows);
        let _ = picker.key(with(KeyCode::Char('t'), KeyModifiers::ALT));
        let shown = screen(&mut picker, columns, rows);
        assert!(columns < 40 || shown.contains("We keep"), "{shown}");
    }
}
