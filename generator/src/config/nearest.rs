use crate::source::distance;

/// The word that was most likely meant, if one is near enough to say so.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_ascii_lowercase();
    // One slip in a short word, two in a middling one, three in a long one: beyond that a guess only confuses.
    let allowed = word.chars().count().div_ceil(4).min(3);
    known
        .into_iter()
        .map(|candidate| (distance(&word, &candidate.to_ascii_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let known = ["document", "out", "targets", "unknown-properties"];
        assert_eq!(nearest("documnet", known), Some("document"));
        assert_eq!(nearest("target", known), Some("targets"));
        assert_eq!(nearest("Out", known), Some("out"));
        assert_eq!(nearest("unknown_properties", known), Some("unknown-properties"));
        assert_eq!(nearest("colour", known), None);
    }
}
