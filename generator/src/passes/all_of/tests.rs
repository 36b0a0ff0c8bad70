//! Limits; what becomes of schemas is shown by the tests of `plan::types`.

use super::constraints::tightened;
use crate::api::Constraints;
use crate::tree::Number;

#[test]
fn of_two_limits_the_tighter_holds() {
    let number = Number::parse;
    let a = Constraints { minimum: number("1"), maximum: number("10"), max_length: Some(5), ..Constraints::default() };
    let b = Constraints { minimum: number("1.5"), maximum: number("9"), min_length: Some(2), ..Constraints::default() };
    let both = tightened(&a, &b);
    assert_eq!(both.minimum, number("1.5"));
    assert_eq!(both.maximum, number("9"));
    assert_eq!((both.min_length, both.max_length), (Some(2), Some(5)));
    assert_eq!(tightened(&a, &Constraints::default()), a);
}

#[test]
fn exclusive_and_inclusive_limits_leave_the_tighter() {
    let number = Number::parse;
    let at_least = |text| Constraints { minimum: number(text), ..Constraints::default() };
    let above = |text| Constraints { exclusive_minimum: number(text), ..Constraints::default() };
    assert_eq!(tightened(&at_least("1"), &above("1.0")), above("1.0"));
    assert_eq!(tightened(&at_least("1.01"), &above("1")), at_least("1.01"));
    assert_eq!(tightened(&at_least("9007199254740993"), &at_least("9007199254740992")), at_least("9007199254740993"));
}

#[test]
fn all_patterns_and_steps_hold_each_once() {
    let steps = |texts: &[&str]| Constraints {
        multiple_of: texts.iter().filter_map(|text| Number::parse(text)).collect(),
        patterns: texts.iter().map(|text| (*text).to_owned()).collect(),
        ..Constraints::default()
    };
    let both = tightened(&steps(&["2", "3"]), &steps(&["3.0", "0.5", "4"]));
    assert_eq!(both.multiple_of, steps(&["3", "4"]).multiple_of);
    assert_eq!(both.patterns, ["2", "3", "3.0", "0.5", "4"]);
}
