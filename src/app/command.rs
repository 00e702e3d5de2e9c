//! The one table of commands: what a key can mean.
//!
//! Key map, help, footer, configuration and the book's key table are all
//! made from it; a command is added here and carried out in `ui`.

/// What the user means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Command {
    Down,
    Up,
    HalfPageDown,
    HalfPageUp,
    PageDown,
    PageUp,
    Top,
    Bottom,
    NextParagraph,
    PreviousParagraph,
    Open,
    Leave,
    Back,
    NextArticle,
    PreviousArticle,
    NextQuote,
    PreviousQuote,
    NextMention,
    PreviousMention,
    Find,
    NextHit,
    PreviousHit,
    Search,
    Quotes,
    Variants,
    Filter,
    ClearFilter,
    Select,
    ExtendLeft,
    ExtendRight,
    ExtendUp,
    ExtendDown,
    GrowToSentence,
    SelectFromHere,
    SwapEnds,
    Copy,
    CopyAddress,
    ChooseFormat,
    Export,
    TypeOrder,
    ToggleCopies,
    Note,
    Collect,
    Basket,
    Why,
    EntityPage,
    FilterByEntity,
    MergeEntity,
    SplitEntity,
    RenameEntity,
    NotAnEntity,
    ToggleStar,
    ToggleRead,
    ShowAside,
    CorrectBlock,
    CorrectSpeaker,
    EditFacts,
    Browse,
    Undo,
    FocusLeft,
    FocusRight,
    FocusNext,
    FocusPrevious,
    SwitchTab,
    ToggleSidebar,
    Narrower,
    Wider,
    Zen,
    Problems,
    Help,
    Redraw,
    Suspend,
    Quit,
}

/// Where a command works: which pane has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Context {
    List,
    Reading,
    Sidebar,
    /// The reading view while a passage is being selected.
    Selecting,
}

/// Groups of the help, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CommandGroup {
    Move,
    Look,
    Find,
    Select,
    Use,
    Screen,
}

/// A row of the table.
#[derive(Debug)]
pub(crate) struct CommandRow {
    pub command: Command,
    /// Its name in the configuration.
    pub name: &'static str,
    /// Default keys in the spelling of the key map: `j`, `ctrl-d`, `] q`.
    pub keys: &'static [&'static str],
    pub contexts: &'static [Context],
    pub group: CommandGroup,
    /// What it does, in the imperative, without a full stop.
    pub help: &'static str,
    /// One word for the footer; empty when it does not stand there.
    pub footer: &'static str,
}

const ANY: &[Context] = &[Context::List, Context::Reading, Context::Sidebar];
const EVERYWHERE: &[Context] =
    &[Context::List, Context::Reading, Context::Sidebar, Context::Selecting];
const LIST: &[Context] = &[Context::List];
const SELECTING: &[Context] = &[Context::Selecting];
/// Where quotations and passages are picked.
const PICKED: &[Context] = &[Context::Reading, Context::Sidebar, Context::Selecting];
const READING: &[Context] = &[Context::Reading];
const ARTICLE: &[Context] = &[Context::Reading, Context::Sidebar];
const LISTS: &[Context] = &[Context::List, Context::Sidebar];

const fn row(
    command: Command,
    name: &'static str,
    keys: &'static [&'static str],
    contexts: &'static [Context],
    group: CommandGroup,
    help: &'static str,
    footer: &'static str,
) -> CommandRow {
    CommandRow { command, name, keys, contexts, group, help, footer }
}

use Command as C;
use CommandGroup::{Find, Look, Move, Screen, Select, Use};

/// Every command, in the order of the help. Footer entries appear in the
/// order of this table too.
#[rustfmt::skip]
pub(crate) const COMMANDS: &[CommandRow] = &[
    row(C::Open, "open", &["enter", "l", "right"], LISTS, Move, "Open what is selected", "open"),
    row(C::Down, "down", &["j", "down"], ANY, Move, "Go down a row", ""),
    row(C::Up, "up", &["k", "up"], ANY, Move, "Go up a row", ""),
    row(C::HalfPageDown, "half-page-down", &["ctrl-d"], ANY, Move, "Go down half a page", ""),
    row(C::HalfPageUp, "half-page-up", &["ctrl-u"], ANY, Move, "Go up half a page", ""),
    row(C::PageDown, "page-down", &["pagedown", "ctrl-f", "space"], ANY, Move, "Go down a page", ""),
    row(C::PageUp, "page-up", &["pageup", "ctrl-b"], ANY, Move, "Go up a page", ""),
    row(C::Top, "top", &["g g", "home"], ANY, Move, "Go to the top", ""),
    row(C::Bottom, "bottom", &["G", "end"], ANY, Move, "Go to the bottom", ""),
    row(C::NextParagraph, "next-paragraph", &["}"], READING, Move, "Go to the next paragraph", ""),
    row(C::PreviousParagraph, "previous-paragraph", &["{"], READING, Move, "Go to the paragraph before", ""),
    row(C::NextArticle, "next-article", &["J"], ARTICLE, Move, "Go to the next article", ""),
    row(C::PreviousArticle, "previous-article", &["K"], ARTICLE, Move, "Go to the article before", ""),
    row(C::NextQuote, "next-quote", &["] q"], ARTICLE, Look, "Go to the next quotation", "quote"),
    row(C::PreviousQuote, "previous-quote", &["[ q"], ARTICLE, Look, "Go to the quotation before", ""),
    row(C::NextMention, "next-mention", &["] e"], ARTICLE, Look, "Go to the next mention of the entity", ""),
    row(C::PreviousMention, "previous-mention", &["[ e"], ARTICLE, Look, "Go to the mention before", ""),
    row(C::Why, "why", &["w"], ARTICLE, Look, "Say why this speaker, entity or block kind", ""),
    row(C::Variants, "variants", &["V"], ARTICLE, Look, "Show the same utterance in other articles", ""),
    row(C::EntityPage, "entity-page", &["p"], ARTICLE, Look, "Show all that the library knows of the entity or speaker", "page"),
    row(C::FilterByEntity, "filter-by-entity", &["L"], ARTICLE, Look, "List only the articles that mention the entity", ""),
    row(C::MergeEntity, "merge-entity", &["M"], ARTICLE, Use, "Merge the entity into another one", ""),
    row(C::SplitEntity, "split-entity", &["X"], ARTICLE, Use, "Split a name off the entity", ""),
    row(C::RenameEntity, "rename-entity", &["R"], ARTICLE, Use, "Rename the entity", ""),
    row(C::NotAnEntity, "not-an-entity", &["D"], ARTICLE, Use, "Drop what is no person, organisation or place", ""),
    row(C::ShowAside, "show-aside", &["b"], ARTICLE, Look, "Show or hide the blocks set aside", "aside"),
    row(C::Find, "find", &["/"], ARTICLE, Find, "Find words in this article", "find"),
    row(C::NextHit, "next-hit", &["n"], ARTICLE, Find, "Go to the next hit", ""),
    row(C::PreviousHit, "previous-hit", &["N"], ARTICLE, Find, "Go to the hit before", ""),
    row(C::Search, "search", &["s"], ANY, Find, "Search all articles", "search"),
    row(C::Quotes, "quotes", &["Q"], ANY, Find, "Search all quotations of the library", "quotes"),
    row(C::Filter, "filter", &["f"], LISTS, Find, "Filter this list", "filter"),
    row(C::ClearFilter, "clear-filter", &["F"], ANY, Find, "Clear the filter", ""),
    row(C::Select, "select", &["v"], READING, Select, "Select words and sentences of any passage", "select"),
    row(C::ExtendRight, "extend-right", &["l", "right", "w"], SELECTING, Select, "Move the end of the selection on by a word", "word"),
    row(C::ExtendLeft, "extend-left", &["h", "left", "b"], SELECTING, Select, "Move it back by a word", ""),
    row(C::ExtendDown, "extend-down", &["j", "down"], SELECTING, Select, "Move it down a row", "row"),
    row(C::ExtendUp, "extend-up", &["k", "up"], SELECTING, Select, "Move it up a row", ""),
    row(C::GrowToSentence, "grow-to-sentence", &["s", "v"], SELECTING, Select, "Grow to whole sentences, then by one more", "sentence"),
    row(C::SelectFromHere, "select-from-here", &["space"], SELECTING, Select, "Begin the selection anew where it ends", "from here"),
    row(C::SwapEnds, "swap-ends", &["o"], SELECTING, Select, "Move the other end from now on", "other end"),
    row(C::Copy, "copy", &["y"], PICKED, Use, "Copy the selected quotation or passage with its source", "copy"),
    row(C::CopyAddress, "copy-address", &["A"], ANY, Use, "Copy the web address of the article's page", ""),
    row(C::ChooseFormat, "choose-format", &["Y"], EVERYWHERE, Use, "Choose the format and the citation style of copies", ""),
    row(C::Export, "export", &["x"], EVERYWHERE, Use, "Write what is picked, or else what is listed, into a file", ""),
    row(C::Note, "note", &["a"], EVERYWHERE, Use, "Write a note on the quotation, passage or article", "note"),
    row(C::Collect, "collect", &["+"], PICKED, Use, "Put the quotation or passage into the basket, or take it out", "collect"),
    row(C::Basket, "basket", &["c"], ANY, Use, "Show the basket: order it, connect it, copy it", "basket"),
    row(C::ToggleStar, "star", &["*"], ANY, Use, "Star the article, or take the star away", "star"),
    row(C::ToggleRead, "read", &["r"], ANY, Use, "Mark the article as read or unread", ""),
    row(C::CorrectBlock, "correct-block", &["B"], READING, Use, "Set the marked block aside, or put it back", ""),
    row(C::CorrectSpeaker, "correct-speaker", &["S"], ARTICLE, Use, "Correct the speaker of the selected quotation", ""),
    row(C::EditFacts, "edit-facts", &["E"], ANY, Use, "Edit title, outlet, date and other facts", ""),
    row(C::Browse, "browse", &["o"], ANY, Use, "Open the article's page in the browser", ""),
    row(C::Undo, "undo", &["u"], ANY, Use, "Undo the last change", ""),
    row(C::FocusNext, "focus-next", &["tab"], ANY, Screen, "Go to the next pane", "pane"),
    row(C::FocusPrevious, "focus-previous", &["backtab"], ANY, Screen, "Go to the pane before", ""),
    row(C::FocusLeft, "focus-left", &["h", "left"], ANY, Screen, "Go to the pane on the left", ""),
    row(C::FocusRight, "focus-right", &["l", "right"], READING, Screen, "Go to the pane on the right", ""),
    row(C::SwitchTab, "switch-tab", &["t"], ARTICLE, Screen, "Switch between quotations and entities", "tab"),
    row(C::ToggleSidebar, "toggle-sidebar", &["i"], ANY, Screen, "Show or hide the sidebar", ""),
    row(C::Narrower, "narrower", &["<"], ANY, Screen, "Make the pane narrower", ""),
    row(C::Wider, "wider", &[">"], ANY, Screen, "Make the pane wider", ""),
    row(C::Zen, "zen", &["z"], ANY, Screen, "Show this pane alone", ""),
    row(C::ToggleCopies, "copies", &["="], LIST, Look, "Unfold or fold the near-copies of the article", ""),
    row(C::TypeOrder, "command-line", &[":"], EVERYWHERE, Screen, "Type a command: check, export, style, sort and all names here", "command"),
    row(C::Problems, "problems", &["!"], ANY, Screen, "List what went wrong while loading", ""),
    row(C::Redraw, "redraw", &["ctrl-l"], EVERYWHERE, Screen, "Draw the screen anew", ""),
    row(C::Suspend, "suspend", &["ctrl-z"], EVERYWHERE, Screen, "Suspend; fg comes back", ""),
    row(C::Help, "help", &["?", "f1"], EVERYWHERE, Screen, "List the keys that work here", "help"),
    row(C::Leave, "leave", &["q"], EVERYWHERE, Screen, "Go back one level; in the list, quit", "back"),
    row(C::Back, "back", &["esc", "backspace"], EVERYWHERE, Screen, "Go back one level", ""),
    row(C::Quit, "quit", &["ctrl-c"], EVERYWHERE, Screen, "Quit at once", ""),
];

impl Command {
    /// Its row in the table.
    #[must_use]
    pub(crate) fn entry(self) -> Option<&'static CommandRow> {
        COMMANDS.iter().find(|entry| entry.command == self)
    }

    /// The command of that name in the configuration.
    #[must_use]
    pub(crate) fn named(name: &str) -> Option<Command> {
        COMMANDS.iter().find(|entry| entry.name == name).map(|entry| entry.command)
    }
}

impl Context {
    /// The pane on the right; from the last one the first.
    #[must_use]
    pub(crate) fn next(self) -> Context {
        match self {
            Context::List => Context::Reading,
            Context::Reading | Context::Selecting => Context::Sidebar,
            Context::Sidebar => Context::List,
        }
    }

    /// The pane on the left; from the first one the last.
    #[must_use]
    pub(crate) fn before(self) -> Context {
        self.next().next()
    }

    /// The word in the help.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Context::List => "article list",
            Context::Reading => "reading view",
            Context::Sidebar => "sidebar",
            Context::Selecting => "selection",
        }
    }
}

impl CommandGroup {
    /// Every group, in the order of the help.
    pub(crate) const ALL: [CommandGroup; 6] = [Move, Look, Find, Select, Use, Screen];

    /// The heading in the help.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Move => "Move",
            Look => "Quotations and entities",
            Find => "Find",
            Select => "Select a passage",
            Use => "Use and correct",
            Screen => "Screen",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique_and_every_row_has_a_key_and_help() {
        let names: HashSet<_> = COMMANDS.iter().map(|entry| entry.name).collect();
        assert_eq!(names.len(), COMMANDS.len());
        for entry in COMMANDS {
            assert!(!entry.keys.is_empty() && !entry.help.is_empty(), "{}", entry.name);
            assert!(!entry.help.ends_with('.'), "{}", entry.name);
        }
    }
}
