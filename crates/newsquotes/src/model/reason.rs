//! Why a block was taken for what it is: what the screen shows, and what the
//! rules that come after ask.

/// Declares the reasons, each with the words that a person reads.
macro_rules! reasons {
    ($($name:ident: $words:literal,)*) => {
        /// Why a block was taken for its kind.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum BlockReason {
            $(#[doc = $words] $name,)*
        }

        impl BlockReason {
            /// Every reason, with its name in the table of phrases.
            const ALL: &[(&str, BlockReason)] = &[$((stringify!($name), BlockReason::$name),)*];

            /// As people read it: a phrase such as "share button".
            #[must_use]
            pub fn words(self) -> &'static str {
                match self {
                    $(BlockReason::$name => $words,)*
                }
            }
        }
    };
}

reasons! {
    Paragraph: "a paragraph of the article",
    Field: "a field of the file",
    DatabaseLine: "a line of the press database",
    FrontMatter: "front matter",
    MarkedFirstHeading: "the first heading of the first level",
    MarkedHeading: "marked as a heading",
    MarkedItem: "marked as an item of a list",
    MarkedCaption: "marked as a caption",
    MarkedCell: "a cell of a table",
    MarkOfFormat: "target of a link, or a mark of the format",
    Image: "an image",
    FirstHeadline: "the first headline",
    HeadlineAbove: "the headline above the article",
    UpdateHeadline: "headline of an update",
    BelowTitle: "the line below the title",
    ByAndName: "begins with \"by\" and a name",
    NameBesideDate: "a name beside the date",
    NameBelowBy: "a name below \"by\"",
    NameBelowDate: "name line below the date",
    RoleBelowName: "a role below a name",
    OutletInHead: "the name of the outlet",
    DateAlone: "a date on its own line",
    TitleAgain: "the title again",
    TitleWithSite: "the title with the site's name",
    StandsAbove: "stands further up already",
    ShortAboveParagraph: "short line without a full stop above a paragraph",
    Bullet: "begins with a bullet",
    PhotoCredit: "caption or photo credit",
    PhotoLabel: "label of a photograph",
    CaptionAgain: "printed again with its photo credit",
    ShareButton: "share button",
    ShareButtons: "row of share buttons",
    ShareLine: "share line",
    ShareCount: "count of shares or comments",
    CommentSection: "comment section",
    CommentSignature: "line above a reader's comment",
    BelowCommentLabel: "below the label of comments",
    RelatedLabel: "label of related links",
    BelowRelatedLabel: "below the label of related links",
    LinkElsewhere: "link to another piece",
    ListOfPieces: "list of other pieces",
    TagLabel: "label of tags",
    TagLine: "tag line",
    BelowTagLabel: "below the label of tags",
    TailItems: "short items behind the last sentence",
    TailSection: "section name behind the last sentence",
    TailHeadlines: "headlines behind the last sentence",
    OutsideSentence: "a sentence outside the article",
    OutsideHeadline: "headline outside the article",
    OutsideShort: "short line outside the article",
    MenuEntry: "menu entry",
    MenuLine: "menu line",
    PageNumber: "page number",
    BareNumber: "number without words",
    NoWords: "line without words",
    GluedLabel: "a label glued to other words",
    Advertisement: "advertisement",
    SignUp: "sign-up line",
    ReadingAid: "reading aid of the page",
    Newsletter: "line of a newsletter",
    Interactive: "line of an interactive part",
    Copyright: "copyright line",
    Policy: "cookie or privacy notice",
    EditorsNote: "note of the editors",
    PageTime: "time of the page",
    TimeSince: "time since publication",
    AboutWriters: "line about the writers",
    WritersInitials: "initials of those who wrote it",
    AgencyVersion: "version mark of an agency",
    Address: "an address",
    EmbeddedPost: "embedded post",
    PostSignature: "signature of an embedded post",
    Draft: "a block of the draft",
    SetApart: "set apart",
    Corrected: "put right by you",
}

impl BlockReason {
    /// The reason of that name, as the table of phrases has it.
    pub(crate) fn named(name: &str) -> Option<BlockReason> {
        BlockReason::ALL.iter().find(|(known, _)| *known == name).map(|(_, reason)| *reason)
    }

    /// Whether it holds wherever the block stands. Most furniture is told by
    /// its place, too: "Related" also begins paragraphs of an article.
    #[must_use]
    pub(crate) fn is_sure(self) -> bool {
        matches!(
            self,
            BlockReason::AboutWriters
                | BlockReason::Copyright
                | BlockReason::PhotoCredit
                | BlockReason::SignUp
                | BlockReason::LinkElsewhere
                | BlockReason::Advertisement
                | BlockReason::ShareLine
                | BlockReason::WritersInitials
                | BlockReason::AgencyVersion
        )
    }

    /// Whether nothing is known but that it stands outside the article.
    pub(crate) fn is_outside(self) -> bool {
        matches!(
            self,
            BlockReason::OutsideSentence | BlockReason::OutsideHeadline | BlockReason::OutsideShort
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_reason_has_words_and_a_name_of_its_own() {
        let mut words = HashSet::new();
        for (name, reason) in BlockReason::ALL {
            assert_eq!(BlockReason::named(name), Some(*reason));
            assert!(words.insert(reason.words()), "{name}");
            assert!(!reason.words().ends_with('.'));
        }
    }
}
