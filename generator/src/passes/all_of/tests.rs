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
