//! Properties of Unicode: ECMA-262, CharacterClassEscape with `p`.

use regex_syntax::hir::{Class, HirKind};

/// The characters that have a property, or have it not: `L`, `Lu`, `Letter`, `Script=Greek`, `Alphabetic`.
///
/// # Errors
/// If Unicode has no such property.
pub(super) fn ranges(property: &str, has: bool) -> Result<Vec<(char, char)>, String> {
    let none = || format!("`{property}` is no property of Unicode");
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '=');
    if property.is_empty() || !property.chars().all(known) {
        return Err(none());
    }
    let text = format!("\\{}{{{property}}}", if has { 'p' } else { 'P' });
    let parsed = regex_syntax::Parser::new().parse(&text).map_err(|_| none())?;
    match parsed.kind() {
        HirKind::Class(Class::Unicode(class)) => Ok(class.iter().map(|range| (range.start(), range.end())).collect()),
        _ => Err(none()),
    }
}
