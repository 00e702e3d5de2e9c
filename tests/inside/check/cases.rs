//! Quotations as a writer might have them, of the sample library, each with
//! the verdict it must get.

use crate::cite::check::verdict::CheckVerdict::{self, *};

/// A quotation of a draft.
pub(crate) struct Case {
    pub(crate) verdict: CheckVerdict,
    pub(crate) words: &'static str,
    pub(crate) speaker: Option<&'static str>,
    /// What the draft says it is quoted in.
    pub(crate) cites: &'static str,
    pub(crate) quiet: bool,
}

const fn case(verdict: CheckVerdict, speaker: &'static str, words: &'static str) -> Case {
    Case { verdict, words, speaker: Some(speaker), cites: "", quiet: false }
}

const fn alone(verdict: CheckVerdict, words: &'static str) -> Case {
    Case { verdict, words, speaker: None, cites: "", quiet: false }
}

const fn citing(
    verdict: CheckVerdict,
    speaker: &'static str,
    words: &'static str,
    cites: &'static str,
) -> Case {
    Case { verdict, words, speaker: Some(speaker), cites, quiet: false }
}

const fn quiet(verdict: CheckVerdict, speaker: &'static str, words: &'static str) -> Case {
    Case { verdict, words, speaker: Some(speaker), cites: "", quiet: true }
}

const EFE: &str = "“A woman pilot of port reaches the presidency of the Sorrel Islands”";
const BELL: &str = "“Mereki wins the Sorrel Islands, and says the sea is not for sale”";

pub(crate) const CASES: &[Case] = &[
    case(Exact, "Greta Ober", "It is crooked, it is loud, and it is ours."),
    case(Exact, "Mayor Ober", "I went in with the engineers and came out with my grandmother"),
    case(Exact, "the bridge keeper", "Thirty-nine years I have listened to that thing."),
    alone(
        Exact,
        "One discovers that the baker arrives faster behind eight dentists than behind one engine",
    ),
    case(Exact, "Ruben Adler", "You do not make an A like that twice in the world."),
    citing(Exact, "Tala Mereki", "The sea is not for sale, and it does not take sides", BELL),
    case(Exact, "Josiah Pell", "People thought the small print would bore them"),
    case(Exact, "Dora Finke", "but I cannot send it an invoice."),
    case(Typography, "Jonas Wirtz", "people complain about the rattle at night"),
    case(
        Typography,
        "Ada Prynne",
        "A ferry with two people in the dark is not a service – it is a dare",
    ),
    case(
        Typography,
        "Lucien Varenne",
        "Our neighbours have chosen the more expensive solution, which is very unlike them!",
    ),
    case(Elided, "Prynne", "We have asked politely … with drawings."),
    case(
        Elided,
        "Salome Brandt",
        "I have heard a great deal about the 3.10 … from people who are asleep at the time",
    ),
    case(Elided, "Wilhelmina Dray", "I have declared four elections … with the lights on."),
    case(Bracketed, "Henrik Solvang", "I could send each of [the nurses] home by taxi"),
    case(Bracketed, "Odile Marchand", "[t]he clutch went exactly in the middle of the river"),
    case(
        Bracketed,
        "Pia Korhola",
        "I hit it [the bell] with the hammer by mistake, and the whole river said good morning",
    ),
    case(Bracketed, "Teodor Lund", "the best training we have had in years [sic]"),
    citing(Variant, "Tala Mereki", "The sea is not for sale, and it does not take sides", EFE),
    citing(Variant, "Mereki", "Our sea is not sold and of parties it does not understand", BELL),
    alone(HeadlineOnly, "Riveter of 1911 is named at last: she was the paymaster's daughter"),
    alone(HeadlineOnly, "The bell that went to the river comes home on a rope"),
    alone(BoilerplateOnly, "How to sleep without a bridge: our readers write"),
    alone(BoilerplateOnly, "About time somebody up there looked out of the door."),
    case(CutShort, "a spokesman for Meridian Deepwater", "A signature is a signature"),
    case(CutShort, "Ruben Adler", "make an A like that twice in the world."),
    case(Altered, "Greta Ober", "I came in with the engineers and went out with my grandmother"),
    case(Altered, "Greta Ober", "It is crooked, it is noisy, and it is ours."),
    case(Altered, "Ada Prynne", "We have asked politely since Easter, with drawings."),
    case(Altered, "Eudora Finch", "She brought my husband in through the thick fog in 2019"),
    case(Sense, "Josiah Pell", "People thought the small print would not bore them"),
    case(Sense, "Pell", "By page nine there were three hundred of us in that church hall"),
    case(Sense, "Augustin Roe", "She will have to hand it back in stones."),
    case(
        Conflated,
        "Clothilde Bassin",
        "He used to take off his hat to the water. The thing has been returned.",
    ),
    case(
        Conflated,
        "Korhola",
        "I hit it with the hammer by mistake … What more does the law want?",
    ),
    case(Conflated, "Onyango", "There was one too many … At a desk you look down"),
    case(Misattributed, "Anselm Quist", "It is crooked, it is loud, and it is ours."),
    case(
        Unproven,
        "Lucien Varenne",
        "I went in with the engineers and came out with my grandmother",
    ),
    case(
        Misattributed,
        "Greta Ober",
        "We have asked politely since Easter, in writing, with drawings.",
    ),
    case(Misattributed, "Cornelius Hask", "Let us be as calm as that."),
    case(NotFound, "Greta Ober", "Bridges are for people who cannot swim a river"),
    case(
        NotFound,
        "Jonas Wirtz",
        "Nothing in this town has ever been painted twice by the same hand",
    ),
    alone(NotFound, "The council will meet again in the autumn to discuss tunnels."),
    quiet(Exact, "Wilhelmina Dray", "orderly, dry and fair"),
    quiet(NotFound, "Wilhelmina Dray", "wet and windy"),
];
