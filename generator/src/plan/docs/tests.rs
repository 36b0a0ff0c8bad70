use super::*;

fn lines(text: &str) -> String {
    inert(text).lines.join("\n")
}

#[test]
fn code_is_never_a_doctest() {
    assert_eq!(lines("```rust\nfn main() {}\n```"), "```text\nfn main() {}\n```");
    assert_eq!(lines("```\nopen"), "```text\nopen\n```");
    assert_eq!(lines("~~~json\n{}\n~~~"), "~~~text\n{}\n~~~");
    assert_eq!(lines("Text\n\n    let x = 1;\n\nmore"), "Text\n\nlet x = 1;\n\nmore");
    assert_eq!(lines("\tlet x = 1;"), "let x = 1;");
}

#[test]
fn brackets_tags_and_addresses_are_plain() {
    assert_eq!(lines("see [Foo] and [bar][1]"), r"see \[Foo\] and \[bar\]\[1\]");
    assert_eq!(lines("[x]: Foo"), r"\[x\]: Foo");
    assert_eq!(lines("[docs](https://a.b/c \"t\")"), "[docs](https://a.b/c)");
    assert_eq!(lines("[docs](Foo)"), r"\[docs\](Foo)");
    assert_eq!(lines("![pic](https://a.b/c.png)"), "[pic](https://a.b/c.png)");
    assert_eq!(lines("a Vec<T> of <b>x</b><br/>y"), r"a Vec\<T> of x y");
    assert_eq!(lines("go to https://a.b/c."), "go to <https://a.b/c>.");
    assert_eq!(lines("go to <https://a.b/c>"), "go to <https://a.b/c>");
    assert_eq!(lines("`[x] <T> http://a.b`"), "`[x] <T> http://a.b`");
    assert_eq!(lines("an open ` tick [x]"), r"an open \` tick \[x\]");
}

#[test]
fn nothing_unseen_remains() {
    assert_eq!(lines("a\u{202e}b\u{7}c\u{feff}"), "abc");
    assert_eq!(lines("`a\u{202e}b` [a\u{2066}](https://a.b/\u{202e}c)"), "`ab` [a](https://a.b/c)");
    assert_eq!(line("`a\u{202e}b`\n\u{2067}c"), "`ab` c");
    assert_eq!(code("GET /a\u{202e}b"), "`GET /ab`");
}

#[test]
fn lists_are_indented_as_clippy_wants() {
    assert_eq!(
        lines("Intro:\n* one\ngoes on\n* two\n\n  more of two\n\nafter"),
        "Intro:\n\n* one\n  goes on\n* two\n\n  more of two\n\nafter"
    );
    assert_eq!(lines("- one\n    - inner\n        wraps\n- two"), "- one\n  - inner\n    wraps\n- two");
    assert_eq!(lines("1. one\n      over\n2. two"), "1. one\n   over\n2. two");
    assert_eq!(lines("> quoted\nlazy\n\nplain"), "> quoted\n> lazy\n\nplain");
}

#[test]
fn long_lists_are_cut() {
    let long: Vec<String> = (0..100).map(|i| format!("- item {i}")).collect();
    let cut = inert(&long.join("\n")).lines;
    assert_eq!(cut.len(), KEPT_LINES);
    assert_eq!(cut.last().map(String::as_str), Some("- … and 80 more"));
    let short: Vec<String> = (0..40).map(|i| format!("- item {i}")).collect();
    assert_eq!(inert(&short.join("\n")).lines, short);
}

const KEPT_LINES: usize = 21;

#[test]
fn code_of_any_text() {
    assert_eq!(code("a"), "`a`");
    assert_eq!(code("a`b"), "``a`b``");
    assert_eq!(code("`"), "`` ` ``");
}

#[test]
fn a_title_that_the_description_repeats_is_left_out() {
    let docs = Docs { title: Some("A pet".into()), description: Some("A pet.".into()), ..Docs::default() };
    assert_eq!(doc_text(&docs).lines, ["A pet."]);
    let docs = Docs { title: Some("Pet".into()), description: Some("It barks.".into()), ..Docs::default() };
    assert_eq!(doc_text(&docs).lines, ["Pet", "", "It barks."]);
}

#[test]
fn a_line_opens_no_fence_for_what_comes_after_it() {
    for fence in ["```", "```rust", "~~~", "~~~rust", "> ~~~rust", "- ~~~", "1. ```", "# ~~~~~"] {
        let docs = Docs { title: Some(fence.into()), description: Some("evil();".into()), ..Docs::default() };
        let lines = doc_text(&docs).lines;
        assert!(!lines.concat().contains("```") && !lines.concat().contains("~~~"), "{lines:?}");
        assert_eq!(lines.last().map(String::as_str), Some("evil();"));
    }
    assert_eq!(line("~~old~~ ~new~"), "~~old~~ ~new~");
}

#[test]
fn a_text_after_words_of_ours_stays_the_block_that_it_is() {
    let after = |text: &str| inert(text).after("`200`").map(|docs| docs.lines).unwrap_or_default();
    assert_eq!(after("Found."), ["`200`: Found."]);
    assert_eq!(after("`id` of it\nand more"), ["`200`: `id` of it", "and more"]);
    assert_eq!(after("**Bold** words"), ["`200`: **Bold** words"]);
    assert_eq!(after("```rust\nevil();\n```"), ["`200`", "", "```text", "evil();", "```"]);
    assert_eq!(after("- one\n- two"), ["`200`", "", "- one", "- two"]);
    assert_eq!(after(""), [""; 0]);
}
