use crate::captures::Spans;
use crate::route::Piece::{self, Text, Value};
use crate::route::{Template, segment};

type Segment = &'static [Piece];

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

#[test]
fn a_path_has_all_segments_of_its_template() {
    let template = Template::new("/f/{1}/x:{0}/{1}");
    let values = |path: &str| -> Option<Vec<String>> {
        let spans = template.spans(path)?;
        Some([0, 1].iter().filter_map(|parameter| spans.raw(path, *parameter)).map(str::to_owned).collect())
    };
    assert_eq!(values("/f/a/x:bc/a"), Some(vec!["bc".to_owned(), "a".to_owned()]));
    for path in ["/f/a/x:b/c", "/f/a/x:b", "/f/a/x:b/a/", "/f//x:b/", "/g/a/x:b/a"] {
        assert_eq!(values(path), None, "{path}");
    }
    assert_eq!(Template::new("/").spans("/"), Some(Spans::default()));
    assert_eq!(Template::new("/a/").spans("/a/"), Some(Spans::default()));
    assert_eq!(Template::new("/a/").spans("/a"), None);
}

#[test]
fn a_path_of_many_values_keeps_them_all() {
    let template = Template::new("/{0}/{1}/{2}-{3}/{4}/{5}/{1}");
    let path = "/a/b/c-d/e/f/b";
    let spans = template.spans(path).expect("it fits");
    let values: Vec<_> = (0..7).map(|parameter| spans.raw(path, parameter)).collect();
    assert_eq!(values, [Some("a"), Some("b"), Some("c"), Some("d"), Some("e"), Some("f"), None]);
    assert_eq!(template.spans("/a/b/c-d/e/f/g"), None, "`{{1}}` has one value");
}
