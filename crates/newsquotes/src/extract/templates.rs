//! The features of the ranker's decisions, by name.
//!
//! A feature is a template, which has a number here, and the values that it
//! is filled with where it is used. The number goes into the slot of the
//! weight, so it is part of the format of the weights: whoever changes one
//! trains anew. What pairs of values mean is said once, here.

/// A template of features.
pub(super) trait Template: Copy {
    /// Its number, unique within the decisions that use it.
    fn number(self) -> u8;
}

macro_rules! templates {
    ($($(#[$doc:meta])* $name:ident { $($(#[$what:meta])* $feature:ident = $number:literal,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            #[repr(u8)]
            pub(super) enum $name {
                $($(#[$what])* $feature = $number,)*
            }

            impl $name {
                #[cfg(test)]
                const ALL: &[$name] = &[$($name::$feature),*];
            }

            impl Template for $name {
                fn number(self) -> u8 {
                    self as u8
                }
            }
        )*
    };
}

templates! {
    /// Features of [`DecisionKind::Source`]: of the word that may be a cue (up to 19, 34, 35, 45, 55 to 58) and of a
    /// phrase that may be its source.
    SourceFeature {
        /// Nothing but the option: how rare a cue is.
        Always = 0,
        /// The word: base form and form, or its looks.
        Word = 1,
        /// The base form alone, so that all forms of a verb share a weight.
        Lemma = 2,
        /// The word with the one behind it: `said that`.
        WordNext = 3,
        /// The word with the one before it: `to say`.
        WordBefore = 4,
        /// The class of the word with the word behind it.
        ClassNext = 5,
        /// The class of the word with the word before it.
        ClassBefore = 6,
        /// The class of the word with the second word behind it.
        ClassSecondNext = 7,
        /// The two words behind it.
        NextTwo = 8,
        /// The words on both sides of it.
        BeforeNext = 9,
        /// The class with the distance to the nearest quotation on each side.
        ClassQuotes = 10,
        /// The base form with those distances.
        LemmaQuotes = 11,
        /// The class with the distance to a "that" behind it.
        ClassThat = 12,
        /// The word with that distance.
        WordThat = 13,
        /// The class with the kind of the nearest phrase before it.
        ClassNearest = 14,
        /// The class with the kind of the block: headlines say `Ober: ...`.
        ClassBlock = 15,
        /// The form of the verb with the word before it.
        FormBefore = 16,
        /// The form of the verb with the word behind it.
        FormNext = 17,
        /// The class with the second word before it.
        ClassSecondBefore = 18,
        /// The word with the class of the second word behind it.
        WordSecondClass = 19,
        /// The kind of the phrase and its side of the cue.
        What = 20,
        /// The cue with that.
        WordWhat = 21,
        /// The class of the cue with that.
        ClassWhat = 22,
        /// The class of the cue with what stands between it and the phrase.
        ClassPath = 23,
        /// What stands between, by itself: phrases, commas, verbs, quotations.
        Path = 24,
        /// The distance in words with the class of the cue.
        DistanceClass = 25,
        /// The distance with the form of the verb.
        DistanceForm = 26,
        /// The kind with the word at the edge that looks to the cue.
        WhatInner = 27,
        /// The kind with the word at the far edge.
        WhatOuter = 28,
        /// The side with the word beside the cue.
        BesideCue = 29,
        /// Whether anything stands between, bit by bit, with the form of the verb.
        RoughForm = 30,
        /// The same with the kind of the phrase.
        RoughWhat = 31,
        /// Whether the phrase is the source of the cue before, with the form of the verb.
        HistoryForm = 32,
        /// What stands between with the word at the inner edge.
        PathInner = 33,
        /// The word with the class of the second word before it.
        WordSecondBefore = 34,
        /// The class with the class of the third word behind it.
        ClassThirdNext = 35,
        /// The distance with the word at the inner edge.
        DistanceInner = 36,
        /// Whether anything stands between, with the word beside the cue.
        RoughBesideCue = 37,
        /// The cue with the distance.
        WordDistance = 38,
        /// Other marks, subordinators and conjunctions between, with the form of the verb.
        JoinsForm = 39,
        /// The form of the verb with the word at the far edge.
        FormOuter = 40,
        /// The first word of the phrase.
        FirstWord = 41,
        /// The word that says what the phrase is.
        HeadWord = 42,
        /// That word with the base form of the cue.
        HeadLemma = 43,
        /// The word at the far edge with what stands between.
        OuterRough = 44,
        /// The two words before the cue.
        BeforeTwo = 45,
        /// The classes of the words at both edges of the phrase.
        Around = 46,
        /// The same with the kind of the phrase.
        AroundWhat = 47,
        /// Whether the phrase stands as a subject does and how many nearer ones do, with the form of the verb.
        StandingForm = 48,
        /// The same with the class of the cue.
        StandingClass = 49,
        /// The same with the kind of the phrase.
        StandingWhat = 50,
        /// The same with what stands between.
        StandingRough = 51,
        /// The same with whether it is the source of the cue before, and the form of the verb.
        StandingHistory = 52,
        /// The same with the form of the verb and the word beside the cue.
        StandingBesideCue = 53,
        /// The same with the form of the verb and the first word of the phrase.
        StandingFirst = 54,
        /// The part of speech of the word and whether it has a subject, with the word.
        PartWord = 55,
        /// The same with the class of the word.
        PartClass = 56,
        /// The same with the parts of speech around it.
        PartsAround = 57,
        /// The same with the distances to a "that" and to the nearest quotations.
        PartThat = 58,
        /// What the tagger of names says of the phrase, with its side.
        Tagged = 60,
        /// The same with how it stands.
        TaggedStanding = 61,
        /// What the phrase is to the verb: its subject, or not.
        Relation = 62,
        /// The same with how it stands.
        RelationStanding = 63,
        /// The same with what the tagger says of it.
        RelationTagged = 64,
        /// The same with what stands between.
        RelationRough = 65,
        /// The same with the form and class of the verb.
        RelationForm = 66,
    }
    /// Features of [`DecisionKind::Left`] and [`DecisionKind::Right`]: of a cue that reports nothing on that side
    /// (below 20) and of words that it may report.
    ReportFeature {
        /// Where the source stands and whether words were found on the other side.
        Side = 0,
        /// The cue with that.
        WordSide = 1,
        /// The class of the cue with that.
        ClassSide = 2,
        /// The word behind the cue with that.
        NextSide = 3,
        /// The word behind the cue with the class of the cue.
        NextClass = 4,
        /// The first word that may be reported, with the side.
        NearSide = 5,
        /// The same with the class of the cue.
        NearClass = 6,
        /// How far the sentence goes on, with the side.
        RoomSide = 7,
        /// The same with the class of the cue.
        RoomClass = 8,
        /// The word before the cue with the class of the cue.
        BeforeClass = 9,
        /// The cue with the word behind it.
        WordNext = 10,
        /// The class of the cue with the second word that may be reported.
        ClassSecondNear = 11,
        /// Whether the candidate reaches the end of the sentence, with its length.
        WholeLength = 20,
        /// The same with the class of the cue.
        WholeClass = 21,
        /// The same with the cue.
        WholeWord = 22,
        /// The word beyond the candidate with the class of the cue.
        EdgeClass = 23,
        /// The two words beyond the candidate.
        EdgeBeyond = 24,
        /// The word beyond with the classes of the two that follow.
        EdgeClasses = 25,
        /// The word beyond with the length.
        EdgeLength = 26,
        /// The word beyond with what lies within: commas, cues, conjunctions, quotations.
        EdgePath = 27,
        /// Whether it reaches the end, with what lies within.
        WholePath = 28,
        /// The distance to the next cue beyond, with the cues within.
        AheadCues = 29,
        /// That distance with the word beyond.
        AheadEdge = 30,
        /// How many nearer candidates there are, with whether the other side has words.
        NumberOther = 31,
        /// The last word of the candidate and the word beyond.
        InnerEdge = 32,
        /// The verbs within, with the word beyond.
        FiniteEdge = 33,
        /// The verbs within, with the class of the cue.
        FiniteClass = 34,
        /// Whether a quotation lies within, with the last word.
        QuotesInner = 35,
        /// The word beyond with the side of the source.
        EdgeSide = 36,
        /// The length with the cue.
        LengthWord = 37,
        /// The commas within, with whether the other side has words.
        CommasOther = 38,
    }
    /// What a stretch in marks looks like by itself, in [`DecisionKind::Speaker`] and in
    /// [`DecisionKind::Quoted`].
    LookFeature {
        /// The length of the stretch and whether it begins with a capital.
        LengthCapital = 1,
        /// The length and the mark that the words end in.
        LengthEnd = 2,
        /// The word before it and whether it begins with a capital.
        BeforeCapital = 3,
        /// The word behind it and whether it begins with a capital.
        AfterCapital = 4,
        /// The classes of the words on both sides.
        Neighbours = 5,
        /// The class of the word before with the length.
        BeforeLength = 6,
        /// The class of the word behind with the length.
        AfterLength = 7,
        /// Whether it opens or closes its paragraph, with the length.
        EdgesLength = 8,
        /// Whether it is capitalised as titles are, with the length.
        TitledLength = 9,
        /// The same with the word before it.
        TitledBefore = 10,
        /// The mark that the words end in with the class of the word before.
        EndBefore = 11,
    }
    /// Features of [`DecisionKind::Speaker`]: of nobody (below 30) and of a cue or phrase whose words the
    /// stretch may hold.
    SpeakerFeature {
        /// Nothing but the option: how rare a quotation without a speaker is.
        Nobody = 0,
        /// Whether the stretch opens its paragraph behind one with a speaker.
        NobodyOpens = 20,
        /// Whether reported words hold it, with its length.
        NobodyCovered = 21,
        /// The side of the cue and how many sentences away it is.
        Sentences = 30,
        /// The same with the distance in words.
        Distance = 31,
        /// The same with the mark that the words end in and whether they are a fragment.
        SentencesEnd = 32,
        /// The quotations and cues that stand between.
        Between = 33,
        /// The same with the mark that the words end in.
        BetweenEnd = 34,
        /// Whether the cue touches the stretch, with the word on its near side.
        AdjacentToward = 35,
        /// The side with the word before the stretch.
        Before = 36,
        /// The distance with the class of the word before the stretch.
        DistanceBefore = 37,
        /// The distance with the class of the word behind it.
        DistanceAfter = 38,
        /// How sure the cue is of its source.
        Margin = 39,
        /// The same with the cues between.
        MarginCues = 40,
        /// The distance with the base form of the cue.
        DistanceLemma = 41,
        /// The cue.
        Word = 42,
        /// The kind of the phrase that is the source.
        Kind = 43,
        /// Where the source stands and how far it is from its cue.
        SourceDistance = 44,
        /// The sentences between with whether the stretch opens or closes its paragraph.
        SentencesEdges = 45,
        /// Whether cue or source are those of the stretch before.
        Shared = 46,
        /// The class of the cue, the distance, and whether the stretch is a fragment.
        ClassFragment = 47,
        /// The sentences and cues between with what the stretch looks like.
        SentencesLook = 48,
        /// Whether the cue touches the stretch, with the kind of the source.
        AdjacentKind = 49,
        /// The form of the verb with the distance.
        FormDistance = 50,
        /// The side of the source with the quotations and sentences between.
        SourceBetween = 51,
        /// The cues between with the word behind the stretch.
        CuesAfter = 52,
        /// How sure the cue is, its distance, and the sentences and quotations between.
        MarginDistance = 53,
        /// Whether the reported words of the cue hold the stretch.
        Cover = 54,
        /// The same with the sentences between and how sure the cue is.
        CoverMargin = 55,
        /// The same with what the stretch looks like.
        CoverLook = 56,
        /// The same with the cues between and the distance.
        CoverDistance = 57,
        /// What the tagger of names says of the source.
        Tagged = 58,
        /// The same with how sure the cue is.
        TaggedMargin = 59,
        /// The same with the distance and whether the cue touches the stretch.
        TaggedDistance = 60,
        /// What the source is to the cue: its subject, or not.
        Relation = 61,
        /// The same with the distance.
        RelationDistance = 62,
        /// The same with how sure the cue is and whether its words hold the stretch.
        RelationMargin = 63,
        /// The part of speech of the cue with its class.
        Part = 64,
        /// The same with the distance.
        PartDistance = 65,
        /// Whether another verb says the clause of the cue, with its class.
        Governed = 66,
        /// The same with the cues between and the distance.
        GovernedCues = 67,
    }
    /// Features of [`DecisionKind::Quoted`].
    QuotedFeature {
        /// The kind of the source and by how much it was chosen.
        KindMargin = 21,
        /// The cue and its distance.
        CueDistance = 22,
        /// Whether there is a source, a cue, a speaker taken over, and by how much it was chosen.
        FoundMargin = 23,
        /// Whether there is a source, with the length of the stretch.
        FoundLength = 24,
        /// How sure the cue is of its source, with the distance.
        HeldDistance = 25,
        /// The same with the length and the mark that the words end in.
        HeldEnd = 26,
        /// Whether reported words hold the stretch, with its length and first letter.
        CoveredLength = 27,
        /// Nothing but the option: how common quotations are among stretches in marks.
        Quoted = 28,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two templates with one number in one decision would share their weights
    /// without anybody's noticing. (Within one list the compiler sees to it.)
    #[test]
    fn no_two_features_of_a_decision_share_a_number() {
        fn numbers(templates: &[impl Template]) -> Vec<u8> {
            templates.iter().map(|template| template.number()).collect()
        }
        for own in [numbers(SpeakerFeature::ALL), numbers(QuotedFeature::ALL)] {
            let looks = numbers(LookFeature::ALL);
            assert!(own.iter().all(|number| !looks.contains(number)), "{own:?}");
        }
        for all in [numbers(SourceFeature::ALL), numbers(ReportFeature::ALL)] {
            assert!(all.iter().enumerate().all(|(at, number)| !all[..at].contains(number)));
        }
    }
}
