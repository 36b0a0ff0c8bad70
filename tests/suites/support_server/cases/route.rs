use crate::Piece::{Text, Value};
use crate::Segment;
use crate::route::segment;

#[test]
fn segment_table() {
    const NAME: Segment = &[Value(0), Text("."), Value(1)];
    const VERB: Segment = &[Value(0), Text(":verb")];
    const AROUND: Segment = &[Text("v"), Value(0), Text("-"), Value(1), Text("!")];
    const PAIR: Segment = &[Value(0), Value(1)];
    const WORD: Segment = &[Text("me")];
    type Row = (Segment, &'static str, Option<&'static [(usize, &'static str)]>);
    let rows: &[Row] = &[
        (NAME, "a.b", Some(&[(1, "b"), (0, "a")])),
        (NAME, "a.b.c", Some(&[(1, "c"), (0, "a.b")])),
        (NAME, "a..", Some(&[(1, "."), (0, "a")])),
        (NAME, "a.", None),
        (NAME, ".b", None),
        (NAME, "ab", None),
        (VERB, "7:verb", Some(&[(0, "7")])),
        (VERB, ":verb", None),
        (VERB, "7:other", None),
        (AROUND, "v1-2-3!", Some(&[(1, "3"), (0, "1-2")])),
        (AROUND, "w1-2!", None),
        (AROUND, "v-2!", None),
        (PAIR, "xyz", Some(&[(1, "z"), (0, "xy")])),
        (PAIR, "x", None),
        (WORD, "me", Some(&[])),
        (WORD, "mee", None),
    ];
    for (template, text, expected) in rows {
        assert_eq!(segment(template, text).as_deref(), *expected, "{template:?} {text}");
    }
}
