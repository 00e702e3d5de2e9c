//! The picture of the screen in the README: the cells of a buffer as SVG.
//!
//! Lines and bars are drawn as shapes, because a font's own leave gaps between
//! rows; words are set run by run at the columns where they stand. Light and
//! dark follow the viewer's choice, as a terminal's palette would.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// A cell in the units of the picture.
const WIDTH: f32 = 8.0;
const HEIGHT: f32 = 18.0;
/// From the top of a cell to the line its letters stand on.
const BASELINE: f32 = 13.0;
/// Around the screen.
const PAD: f32 = 12.0;

const STYLE: &str = "\
.s{font:13px ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre}
.page{fill:#fdfdfb;stroke:#d0d0cc}.f{fill:#24292e}.a{fill:#00707f}.g{fill:#8a9199}.y{fill:#8a6100}
.r{fill:#fdfdfb}.l{fill:none;stroke:#8a9199}.l.a{stroke:#00707f;fill:none}.d{opacity:.62}
.b{font-weight:bold}.u{text-decoration:underline}.i{font-style:italic}
@media (prefers-color-scheme:dark){
.page{fill:#14181d;stroke:#30363d}.f{fill:#d5d9de}.a{fill:#56c8d8}.g{fill:#7d868f}.y{fill:#e3b341}
.r{fill:#14181d}.l{stroke:#7d868f}.l.a{stroke:#56c8d8}}
";

/// Draws a screen.
pub(crate) fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let (width, height) =
        (f32::from(area.width) * WIDTH + 2.0 * PAD, f32::from(area.height) * HEIGHT + 2.0 * PAD);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\">\n<style>\n{STYLE}</style>\n\
         <rect class=\"page\" x=\".5\" y=\".5\" rx=\"6\" width=\"{}\" height=\"{}\"/>\n\
         <g class=\"s\">\n",
        width - 1.0,
        height - 1.0
    );
    for row in 0..area.height {
        let cells: Vec<&Cell> = (0..area.width).map(|column| &buffer[(column, row)]).collect();
        draw_row(&cells, PAD + f32::from(row) * HEIGHT, &mut out);
    }
    out + "</g>\n</svg>\n"
}

/// Draws one row, run by run of cells that look alike.
fn draw_row(cells: &[&Cell], top: f32, out: &mut String) {
    let mut from = 0;
    while from < cells.len() {
        let same = |cell: &&&Cell| kind(cell) == kind(cells[from]);
        let most = if stands_alone(cells[from]) { 1 } else { cells.len() };
        let run = cells[from..].iter().take(most).take_while(same).count();
        draw_run(&cells[from..from + run], PAD + WIDTH * as_units(from), top, out);
        from += run;
    }
}

/// What has to agree for two cells to be drawn together.
fn kind(cell: &Cell) -> (String, bool, Option<Shape>) {
    (classes(cell), is_reversed(cell), shape(cell.symbol()))
}

/// Whether the cell is a shape that does not go on in the cell beside it.
fn stands_alone(cell: &Cell) -> bool {
    match shape(cell.symbol()) {
        None => false,
        Some(Shape::Bar(_)) => true,
        Some(Shape::Lines(lines)) => !(lines.left && lines.right),
    }
}

fn draw_run(cells: &[&Cell], left: f32, top: f32, out: &mut String) {
    let Some(first) = cells.first() else { return };
    let width = WIDTH * as_units(cells.len());
    let classes = classes(first);
    if is_reversed(first) {
        let _ = writeln!(
            out,
            "<rect class=\"{classes}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{HEIGHT}\"/>"
        );
    }
    match shape(first.symbol()) {
        Some(Shape::Bar(part)) => {
            let width = WIDTH * part;
            let _ = writeln!(
                out,
                "<rect class=\"{classes}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{HEIGHT}\"/>"
            );
        }
        Some(Shape::Lines(lines)) => {
            let path = path(lines, left, top, width);
            let dashes = if lines.dashed { " stroke-dasharray=\"2 3\"" } else { "" };
            let weight = if lines.heavy { 2.4 } else { 1.0 };
            let _ = writeln!(
                out,
                "<path class=\"l {classes}\" stroke-width=\"{weight}\"{dashes} d=\"{path}\"/>"
            );
        }
        None => draw_words(cells, left, top, out),
    }
}

/// Words without the blanks around them.
fn draw_words(cells: &[&Cell], left: f32, top: f32, out: &mut String) {
    let words: String = cells.iter().map(|cell| cell.symbol()).collect();
    let begins = words.chars().take_while(|c| *c == ' ').count();
    let words = words.trim();
    if words.is_empty() {
        return;
    }
    let first = cells[begins];
    let colour = if is_reversed(first) { "r".to_owned() } else { classes(first) };
    let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(
        out,
        "<text class=\"{colour}\" x=\"{}\" y=\"{}\" textLength=\"{}\">{words}</text>",
        left + WIDTH * as_units(begins),
        top + BASELINE,
        WIDTH * as_units(words_columns(cells, begins))
    );
}

/// The columns from the first letter to the last.
fn words_columns(cells: &[&Cell], begins: usize) -> usize {
    let last = cells.iter().rposition(|cell| cell.symbol() != " ").unwrap_or(begins);
    last + 1 - begins
}

/// Where the lines of a cell go, from its middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "any of them may be drawn beside any other")]
struct Lines {
    left: bool,
    right: bool,
    up: bool,
    down: bool,
    heavy: bool,
    dashed: bool,
}

/// What is drawn in place of a letter.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Lines(Lines),
    /// From the left edge, in parts of the cell's width.
    Bar(f32),
}

fn shape(symbol: &str) -> Option<Shape> {
    let lines = |arms: &str, heavy, dashed| {
        let has = |arm| arms.contains(arm);
        let (left, right, up, down) = (has('l'), has('r'), has('u'), has('d'));
        Some(Shape::Lines(Lines { left, right, up, down, heavy, dashed }))
    };
    match symbol {
        "─" => lines("lr", false, false),
        "│" => lines("ud", false, false),
        "┌" => lines("rd", false, false),
        "┐" => lines("ld", false, false),
        "└" => lines("ru", false, false),
        "┘" => lines("lu", false, false),
        "━" => lines("lr", true, false),
        "┃" => lines("ud", true, false),
        "┏" => lines("rd", true, false),
        "┓" => lines("ld", true, false),
        "┗" => lines("ru", true, false),
        "┛" => lines("lu", true, false),
        "┊" => lines("ud", false, true),
        "▎" => Some(Shape::Bar(0.25)),
        "▌" => Some(Shape::Bar(0.5)),
        _ => None,
    }
}

/// The path of a cell's lines; lines along the row go through the whole run.
fn path(lines: Lines, left: f32, top: f32, width: f32) -> String {
    let (x, y) = (left + WIDTH / 2.0, top + HEIGHT / 2.0);
    let mut path = String::new();
    let from = if lines.left { left } else { x };
    let to = if lines.right { left + width } else { x };
    if from < to {
        let _ = write!(path, "M{from} {y}H{to}");
    }
    let from = if lines.up { top } else { y };
    let to = if lines.down { top + HEIGHT } else { y };
    if from < to {
        let _ = write!(path, "M{x} {from}V{to}");
    }
    path
}

fn is_reversed(cell: &Cell) -> bool {
    cell.modifier.contains(Modifier::REVERSED)
}

/// The classes of a cell's colour and modifiers.
fn classes(cell: &Cell) -> String {
    let mut classes = match cell.fg {
        Color::Cyan => "a",
        Color::DarkGray => "g",
        Color::Yellow => "y",
        _ => "f",
    }
    .to_owned();
    for (modifier, class) in [
        (Modifier::DIM, " d"),
        (Modifier::BOLD, " b"),
        (Modifier::UNDERLINED, " u"),
        (Modifier::ITALIC, " i"),
    ] {
        if cell.modifier.contains(modifier) {
            classes.push_str(class);
        }
    }
    classes
}

/// Columns are few: a screen has not a million.
fn as_units(columns: usize) -> f32 {
    f32::from(u16::try_from(columns).unwrap_or(u16::MAX))
}
