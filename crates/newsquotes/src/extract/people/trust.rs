//! How far to trust who a mention means, in percent. Set by hand, by how often
//! each way errs when it is read; the share of right speakers among the
//! training articles is counted over all ways together.

/// The phrase gives the name itself.
pub(in crate::extract) const NAMED: u8 = 100;
/// A name that stands in no table: of a group, or outside of the narration.
pub(in crate::extract) const OWN_WORDS: u8 = 90;
/// "who" behind a name.
pub(super) const RELATIVE: u8 = 90;
/// "the statement of Ober": who issued it.
pub(super) const ISSUER: u8 = 85;
/// The role stands elsewhere in the article, beyond the reach of pronouns.
pub(super) const FAR_ROLE: u8 = 80;
/// A role for the most salient person to whom the article gives no other:
/// `the Ukrainian president` where the name stands without its office.
pub(super) fn unnamed_role(salient: u8) -> u8 {
    salient - salient / 10
}
/// Nobody else of the article fits.
pub(super) const ONLY_ONE: u8 = 70;
/// "they" for the group that spoke last.
pub(in crate::extract) const GROUP: u8 = 70;
/// A pronoun for the most salient person that fits, with up to [`LEAD`]
/// more for the lead over the next.
pub(super) const SALIENT: u8 = 65;
pub(super) const LEAD: i32 = 30;
/// A name that machine translation moved into the next sentence, between
/// the full stop and a comma: no other reading of those words is known.
pub(in crate::extract) const MOVED: u8 = 85;
