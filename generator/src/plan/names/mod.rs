//! Names: any string becomes a valid identifier, and no two in one scope are the same. The only room that knows `heck`.

mod ident;
mod scope;
mod spelling;
mod style;

pub use ident::{Case, field_ident, method_ident, module_ident, type_name, variant_ident};
pub use scope::{Scope, Wanted};

use heck::ToKebabCase;

/// The name of something inside something: the two names as words, what the inner one repeats of the outer one's end
/// left out (`StorageGatewayPolicy` and `policy_type` give `storage gateway policy type`). If nothing is left, `alone`.
pub fn nested(outer: &str, inner: &str, alone: &str) -> String {
    let words = |text: &str| -> Vec<String> {
        ident::plain(Case::Snake, type_name(text).as_str()).split('_').map(str::to_owned).collect()
    };
    let (outer_words, inner_words) = (words(outer), words(inner));
    let repeated = (1..=inner_words.len())
        .rev()
        .find(|&n| outer_words.ends_with(inner_words.get(..n).unwrap_or_default()))
        .unwrap_or(0);
    let rest = inner_words.get(repeated..).unwrap_or_default();
    let rest = if rest.is_empty() {
        alone.to_owned()
    } else if repeated == 0 {
        inner.to_owned()
    } else {
        rest.join("_")
    };
    let (outer, inner) = (type_name(outer), type_name(&rest));
    let digit = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).starts_with(|c: char| c.is_ascii_digit());
    // A digit that begins a part needs no prefix of its own, but an underscore after another digit.
    let inner = if digit { inner.as_str().get(1..).unwrap_or_default() } else { inner.as_str() };
    let between = if digit && outer.as_str().ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
    format!("{outer}{between}{inner}")
}

/// How many words a name has.
pub fn word_count(name: &str) -> usize {
    ident::plain(Case::Snake, name).split('_').count()
}

/// A text in kebab case, ASCII only: names of packages.
pub fn kebab(text: &str) -> String {
    spelling::ascii(text).to_kebab_case().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}
