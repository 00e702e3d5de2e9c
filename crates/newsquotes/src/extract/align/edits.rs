//! Typing errors between two words.

/// The longest words compared, in characters; longer ones have no distance.
const LONGEST: usize = 40;

/// The least number of letters wrong, missing, too many or swapped with their
/// neighbour that turns one word into the other (optimal string alignment;
/// Damerau 1964), if it is no more than `most`.
pub(super) fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    let one: Vec<char> = one.chars().take(LONGEST + 1).collect();
    let other: Vec<char> = other.chars().take(LONGEST + 1).collect();
    if one.len().max(other.len()) > LONGEST || one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut above: Vec<usize> = (0..=other.len()).collect();
    let mut higher = above.clone();
    for (row, &letter) in one.iter().enumerate() {
        let before = row.checked_sub(1).and_then(|row| one.get(row)).copied();
        let next = next_row(letter, before, &other, &above, &higher, row + 1);
        if next.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        higher = std::mem::replace(&mut above, next);
    }
    above.last().copied().filter(|distance| *distance <= most)
}

fn next_row(
    letter: char,
    before: Option<char>,
    other: &[char],
    above: &[usize],
    higher: &[usize],
    first: usize,
) -> Vec<usize> {
    let mut row = Vec::with_capacity(above.len());
    row.push(first);
    let mut left = first;
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
            ("kuleba", "koleba", Some(1)),
            ("bridge", "brigde", Some(1)),
            ("harbour", "habrour", Some(1)),
            ("ferry", "fery", Some(1)),
            ("ferry", "freyr", Some(2)),
            ("ferry", "train", None),
            ("", "ab", Some(2)),
        ] {
            assert_eq!(distance(one, other, 2), errors, "{one} {other}");
        }
    }
}
