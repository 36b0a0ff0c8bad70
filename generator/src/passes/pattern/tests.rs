//! What patterns mean in ECMA-262.

use super::Pattern;

#[test]
fn a_pattern_is_found_where_ecma_262_finds_it() {
    for (pattern, yes, no) in [
        (r"^\s$", "\u{a0}", "a"),
        (r"^[^\S]$", "\u{3000}", "x"),
        (r"^\d$", "1", "\u{661}"),
        (r"^\w$", "_", "é"),
        (r"^.$", "😀", "\r"),
        (r"^a$", "a", "a\n"),
        (r"^[^]$", "\n", ""),
        (r"^\cJ$", "\n", "J"),
        (r"^\uD83D\uDE00$", "😀", "x"),
        (r"^[\b]$", "\u{8}", "b"),
        (r"^[a-\d]$", "-", "b"),
        (r"^[---]$", "-", "a"),
        (r"^a{$", "a{", "a"),
        (r"^(a|bc)*d$", "abcad", "abd"),
        (r"^a{2,3}$", "aaa", "aaaa"),
        (r"^(?:a?){3}$", "", "aaaa"),
        (r"\bin\b", "all in one", "inner"),
        (r"(?i)^[b-d]x$", "CX", "ax"),
        (r"^(?i:a)b$", "Ab", "AB"),
        (r"(?m)^b$", "a\nb", "ab"),
        (r"(?s)a.b", "a\nb", "ab"),
        (r"^(?=.*\d)(?!.*\s).{4,}$", "abc1", "abcd"),
        (r"^a(?!b)", "ac", "ab"),
        (r"(?<=\$)\d", "$1", "€1"),
        (r"^([a-z]|-(?!-))+$", "a-b", "a--b"),
        (r"^\p{L}+$", "Ωmega", "a1"),
        (r"^\p{Lu}\P{Lu}$", "Éé", "éÉ"),
        (r"^[\p{Script=Greek}\d]+$", "αβ1", "ab1"),
    ] {
        let read = Pattern::read(pattern).unwrap_or_else(|why| panic!("{pattern}: {why}"));
        assert_eq!(read.matches(yes), Some(true), "{pattern} takes {yes:?}");
        assert_eq!(read.matches(no), Some(false), "{pattern} does not take {no:?}");
    }
}

#[test]
fn what_would_take_too_long_is_not_judged() {
    let read = Pattern::read("(?:a(?!.*b))*c").expect("it is a pattern");
    assert_eq!(read.matches(&"a".repeat(10_000)), None);
}

#[test]
fn faults_are_told() {
    for (pattern, why) in [
        (r"(a)\1", "backreferences are not supported"),
        (r"(?<n>a)\k<n>", "backreferences are not supported"),
        ("(?>a)", "`(?>` is none of ECMA-262"),
        ("(?x)a b", "`(?x` is none of ECMA-262"),
        ("a(", "a parenthesis is not closed"),
        ("a)", "a parenthesis is closed that is not open"),
        ("[b-a]", "a range goes backwards"),
        ("a{2,1}", "a count goes backwards"),
        ("a{99999999999}", "a count is too large"),
        (r"\uD83D", "half a surrogate pair is no character"),
        ("[a", "a class is not closed"),
        (r"a\", "it ends in a backslash"),
        (r"\q", "`\\q` is no escape of ECMA-262"),
        (r"\p{Klingon}", "`Klingon` is no property of Unicode"),
        (r"\p{L", "a brace is not closed"),
        ("*a", "a quantifier has nothing to repeat"),
        ("a++", "a quantifier has nothing to repeat"),
        ("^*", "a quantifier has nothing to repeat"),
        (&"(".repeat(60), "groups stand too deep in each other"),
    ] {
        assert_eq!(Pattern::read(pattern).map(|_| ()), Err(why.to_owned()), "{pattern}");
    }
}
