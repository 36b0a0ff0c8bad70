//! Names: any string becomes a valid identifier, and no two in one scope are the same. The only room that knows `heck`.

mod feature;
mod ident;
mod scope;
mod spelling;
mod style;

pub use feature::{ALL_TAGS, features, plain_feature};
pub use ident::{Case, field_ident, method_ident, module_ident, type_name, type_words, variant_ident};
pub use scope::{Scope, Wanted};

use heck::ToKebabCase;

/// The name of something inside something: the two names as words, what the inner one repeats of the outer one's end
/// left out (`StorageGatewayPolicy` and `policy_type` give `storage gateway policy type`). If nothing is left, `alone`.
pub fn nested(outer: &str, inner: &str, alone: &str) -> String {
    let words = |text: &str| -> Vec<String> {
        ident::plain(Case::Snake, &type_words(text)).split('_').map(str::to_owned).collect()
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
    let (outer, inner) = (type_words(outer), type_words(&rest));
    let digit = ident::begins_with_digit(&rest);
    // A digit that begins a part needs no prefix of its own, but an underscore after another digit.
    let inner = if digit { inner.get(1..).unwrap_or_default() } else { &inner };
    let between = if digit && outer.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
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

#[cfg(test)]
mod tests {
    use super::nested;

    #[test]
    fn what_is_inside_is_named_by_the_words_of_both() {
        for (outer, inner, name) in [
            ("StorageGatewayPolicy", "policy_type", "StorageGatewayPolicyType"),
            ("StorageGateway", "gateway", "StorageGatewayObject"),
            ("Self", "m", "SelfM"),
            ("self", "self", "SelfObject"),
            ("Pet", "Self", "PetSelf"),
            ("Pet", "crate", "PetCrate"),
        ] {
            assert_eq!(nested(outer, inner, "object"), name, "{inner} in {outer}");
        }
    }

    #[test]
    fn only_a_number_goes_without_its_letter() {
        for (outer, inner, name) in [
            ("P", "1", "P1"),
            ("P1", "2", "P1_2"),
            ("P", "-1", "PMinus1"),
            ("PMinus1", "-1", "PMinus1Object"),
            ("PMinus1", "-2", "PMinus1Minus2"),
            ("P", "+1", "PPlus1"),
            ("P", "_1", "P1"),
            ("P", "日1", "PU65e5_1"),
        ] {
            assert_eq!(nested(outer, inner, "object"), name, "{inner} in {outer}");
        }
    }
}
