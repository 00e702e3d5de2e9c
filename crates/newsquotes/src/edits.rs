//! Typing errors between two words. Knows no weights: for names, where a
//! letter that sounds alike costs less, the linker has its own measure.

/// The longest words compared, in letters; longer ones are equal or have no
/// distance. No word of any language is longer.
pub const LONGEST: usize = 64;

/// How many letters of one word have to be put in, taken out, replaced or
/// swapped with their neighbour to make the other (optimal string alignment,
/// a restriction of Damerau 1964); `None` for more than `most`. Work grows
/// with the product of the lengths.
///
/// ```
/// use newsquotes::edits::distance;
/// assert_eq!(distance("harbour", "habrour", 2), Some(1));
/// assert_eq!(distance("ferry", "train", 2), None);
/// ```
#[must_use]
pub fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    if one == other {
        return Some(0);
    }
    // A letter is one of the first or the other: two an edit at most.
    if (letters(one) ^ letters(other)).count_ones() as usize > 2 * most {
        return None;
    }
    let one: Vec<char> = one.chars().take(LONGEST + 1).collect();
    let other: Vec<char> = other.chars().take(LONGEST + 1).collect();
    if one.len().max(other.len()) > LONGEST || one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut above: Vec<usize> = (0..=other.len()).collect();
    let mut higher = above.clone();
    let mut before = None;
    for &letter in &one {
        let row = next_row(letter, before, &other, &above, &higher);
        if row.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        higher = std::mem::replace(&mut above, row);
        before = Some(letter);
    }
    above.last().copied().filter(|distance| *distance <= most)
}

/// Which of the names a person may have meant, the nearest first, of equal
/// ones the first by the alphabet: those of which at most every third letter
/// has to be changed.
///
/// ```
/// use newsquotes::edits::nearest;
/// assert_eq!(nearest("otulet", ["outlet", "author", "date"]), ["outlet"]);
/// ```
#[must_use]
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let typed = typed.to_lowercase();
    let near = |name: &'a str| Some((distance(&typed, name, name.chars().count() / 3)?, name));
    let mut near: Vec<_> = names.into_iter().filter_map(near).collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|(_, name)| name).collect()
}

/// Which letters a word has, as a set of bits that several may share.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, c| set | 1 << (u32::from(c) % 64))
}

/// A row of the table of distances after the one `above` it and the one
/// `higher` still.
fn next_row(
    letter: char,
    before: Option<char>,
    other: &[char],
    above: &[usize],
    higher: &[usize],
) -> Vec<usize> {
    let mut left = above.first().map_or(0, |first| first + 1);
    let mut row = Vec::with_capacity(above.len());
    row.push(left);
    let mut last = None;
    let diagonals = above.iter().zip(above.iter().skip(1));
    for (column, (&beside, (&diagonal, &up))) in other.iter().zip(diagonals).enumerate() {
        let mut cost = (diagonal + usize::from(beside != letter)).min(up + 1).min(left + 1);
        if last == Some(letter) && before == Some(beside) {
            let swapped = column.checked_sub(1).and_then(|column| higher.get(column));
            cost = cost.min(swapped.map_or(usize::MAX, |swapped| swapped + 1));
        }
        row.push(cost);
        left = cost;
        last = Some(beside);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_typing_errors_up_to_the_limit() {
        for (one, other, errors) in [
            ("harbour", "harbour", Some(0)),
            ("harbour", "harbor", Some(1)),
            ("stoltenburg", "stoltenberg", Some(1)),
            ("kuleba", "koleda", Some(2)),
            ("bridge", "brigde", Some(1)),
            ("otulet", "outlet", Some(1)),
            ("ferry", "fery", Some(1)),
            ("ferry", "freyr", Some(2)),
            ("ferry", "train", None),
            ("", "ab", Some(2)),
            ("łódź", "łódz", Some(1)),
        ] {
            assert_eq!(distance(one, other, 2), errors, "{one} {other}");
        }
    }

    #[test]
    fn words_of_a_hostile_length_are_equal_or_not() {
        let long = "a".repeat(9000);
        assert_eq!(distance(&long, &long, 2), Some(0));
        assert_eq!(distance(&long, &"b".repeat(9000), 2), None);
    }
}
