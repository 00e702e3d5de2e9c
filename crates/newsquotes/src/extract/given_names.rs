//! Whether a given name is a man's or a woman's.
//!
//! The table is `assets/speakers/names.txt`: names that only one of the two
//! bears, sorted by their bytes, from Faker's lists (MIT, see NOTICE). It is
//! searched where it lies.

const NAMES: &str = include_str!("../../assets/speakers/names.txt");

/// The gender that a word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    Masculine,
    Feminine,
}

/// The longest name of the table, in bytes.
const LONGEST: usize = 40;

/// The gender of a given name; `None` when it is unknown or borne by both.
#[must_use]
pub fn gender(name: &str) -> Option<Gender> {
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    let bytes = NAMES.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes.get(..middle)?.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let length = bytes.get(start..)?.iter().position(|b| *b == b'\n')?;
        let (known, gender) = NAMES.get(start..start + length)?.split_once(' ')?;
        match known.as_bytes().cmp(name.as_bytes()) {
            std::cmp::Ordering::Less => low = start + length + 1,
            std::cmp::Ordering::Greater => high = start,
            std::cmp::Ordering::Equal => {
                return Some(if gender == "f" { Gender::Feminine } else { Gender::Masculine });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_tell_their_gender_where_only_one_bears_them() {
        assert_eq!(gender("Mary"), Some(Gender::Feminine));
        assert_eq!(gender("james"), Some(Gender::Masculine));
        assert_eq!(gender("Robin"), None);
        assert_eq!((gender(""), gender("zzzzzz"), gender("0")), (None, None, None));
    }
}
