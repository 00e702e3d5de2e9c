//! Indices of one article's tables, each of a type of its own, so that a cue
//! is never looked up among phrases.

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(super) struct $name(u32);

        impl $name {
            /// The index of that place. A text has at most 2^32 bytes, so that
            /// no table is longer than an index can say.
            pub(super) fn new(at: usize) -> $name {
                debug_assert!(u32::try_from(at).is_ok(), "a table longer than any text");
                $name(u32::try_from(at).unwrap_or(u32::MAX))
            }

            /// The place in the table.
            pub(super) fn at(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

indices! {
    /// Among [`ArticleReading::phrases`](super::reading::ArticleReading).
    PhraseIndex
    /// Among the cues that [`sources::find`](super::sources::find) returns.
    CueIndex
    /// Among [`ArticleReading::stretches`](super::reading::ArticleReading).
    StretchIndex
    /// Among the people and bodies of an article.
    PersonIndex
}

impl PhraseIndex {
    /// The phrase behind it, which may not exist.
    pub(super) fn next(self) -> PhraseIndex {
        PhraseIndex(self.0.saturating_add(1))
    }

    /// The phrase before it.
    pub(super) fn before(self) -> Option<PhraseIndex> {
        self.0.checked_sub(1).map(PhraseIndex)
    }
}
