use super::ident::Case;

/// A name with the word for how its wire name is spelt, if it is spelt in one of the usual ways.
pub(super) fn suffixed(case: Case, wire: &str, plain: &str) -> Option<String> {
    let style = style(wire)?;
    Some(match case {
        Case::Upper => {
            let (first, rest) = style.split_at_checked(1)?;
            format!("{plain}{}{rest}", first.to_ascii_uppercase())
        }
        Case::Snake => format!("{plain}_{style}"),
    })
}

fn style(wire: &str) -> Option<&'static str> {
    let separator = wire.chars().find(|c| !c.is_ascii_alphanumeric());
    let lower = wire.chars().any(|c| c.is_ascii_lowercase());
    let upper = wire.chars().any(|c| c.is_ascii_uppercase());
    let Some(separator) = separator else {
        let first_upper = wire.starts_with(|c: char| c.is_ascii_uppercase());
        return match (lower, upper) {
            (true, true) if first_upper => Some("pascal"),
            (true, true) => Some("camel"),
            (true, false) => Some("lower"),
            (false, true) => Some("upper"),
            (false, false) => None,
        };
    };
    let clean = wire.split(separator).all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric()));
    match (separator, lower, upper) {
        _ if !clean => None,
        ('_', true, false) => Some("snake"),
        ('_', false, true) => Some("upper"),
        ('-', true, false) => Some("kebab"),
        ('-', _, true) => Some("train"),
        ('.', ..) => Some("dotted"),
        (' ', ..) => Some("spaced"),
        _ => None,
    }
}
