//! How far two words are from each other.

/// How many characters have to be put in, left out, replaced or swapped with their neighbour to make one word of another,
/// none of them twice (optimal string alignment).
pub fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let (mut before, mut above): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=other.len()).collect());
    let mut last = None;
    for (row, letter) in one.chars().enumerate() {
        let mut current = Vec::with_capacity(above.len());
        let mut left = row + 1;
        current.push(left);
        for (column, pair) in above.windows(2).enumerate() {
            let (&[diagonal, up], Some(&facing)) = (pair, other.get(column)) else { break };
            let mut least = (diagonal + usize::from(letter != facing)).min(up + 1).min(left + 1);
            let neighbour = column.checked_sub(1).and_then(|at| other.get(at));
            if letter != facing && neighbour == Some(&letter) && last == Some(facing) {
                let swapped = column.checked_sub(1).and_then(|at| before.get(at)).map(|cost| cost + 1);
                least = least.min(swapped.unwrap_or(least));
            }
            current.push(least);
            left = least;
        }
        (before, above) = (above, current);
        last = Some(letter);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn slips_are_counted() {
        let slips = [("", "", 0), ("", "abc", 3), ("documnet", "document", 1), ("qery", "query", 1), ("ca", "abc", 3)];
        for (one, other, count) in slips {
            assert_eq!(distance(one, other), count, "{one} {other}");
        }
    }

    #[test]
    fn a_library_counts_as_many() {
        // All words of up to five letters of three.
        let words: Vec<String> = (0..3_u32.pow(5))
            .map(|number| (0..number % 6).map(|at| ['a', 'b', 'é'][(number / 3_u32.pow(at) % 3) as usize]).collect())
            .collect();
        for one in &words {
            for other in &words {
                assert_eq!(distance(one, other), strsim::osa_distance(one, other), "{one} {other}");
            }
        }
    }
}
