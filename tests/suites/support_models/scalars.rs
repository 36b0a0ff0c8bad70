use super::support::{self, Integer, NoInteger, Number, Validate};
use super::{fault, read, written};

strings! {
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum Size {
        /// Not large.
        Small = "small",
        VeryLarge = "very large",
        _ => Other,
    }
}

integers! {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Level {
        Minus1 = -1,
        One = 1,
        _ => Other,
    }
}

newtype! {
    /// The id of a pet.
    pub struct PetId;
}

#[test]
fn strings_are_open() {
    assert_eq!(read::<Size>(r#""very large""#), Size::VeryLarge);
    assert_eq!(read::<Size>(r#""v\u0065ry large""#), Size::VeryLarge);
    assert_eq!(read::<Size>(r#""huge""#), Size::Other("huge".to_owned()));
    assert_eq!(written(&Size::from("huge")), r#""huge""#);
    assert_eq!(Size::ALL, [Size::Small, Size::VeryLarge]);
    assert_eq!("small".parse(), Ok(Size::Small));
    assert_eq!(Size::from("small".to_owned()), Size::Small);
    assert_eq!(format!("{:>12}", Size::VeryLarge), "  very large");
    assert_eq!(fault::<Size>("1"), "invalid type: integer `1`, expected a string");
}

#[test]
fn integers_are_open() {
    assert_eq!(read::<Level>("-1"), Level::Minus1);
    assert_eq!(read::<Level>("7"), Level::Other(7));
    assert_eq!(written(&Level::Other(7)), "7");
    assert_eq!(Level::ALL.iter().map(Level::as_i64).collect::<Vec<_>>(), [-1, 1]);
    assert_eq!("1".parse(), Ok(Level::One));
    assert_eq!(Level::One.to_string(), "1");
    assert_eq!(fault::<Level>("1.5"), "invalid type: floating point `1.5`, expected an integer");
    assert_eq!(fault::<Vec<Level>>("[1, 1e400]"), "/1: number out of range");
    assert_eq!(fault::<Vec<i8>>("[1, -129]"), "/1: invalid value: integer `-129`, expected i8");
}

#[test]
fn newtypes_are_never_empty() {
    assert_eq!(PetId::new("x").unwrap().as_str(), "x");
    assert_eq!(PetId::new(""), Err(support::Empty));
    assert_eq!(read::<PetId>(r#""x""#).to_string(), "x");
    assert_eq!(fault::<PetId>(r#""""#), "must not be empty");
    assert_eq!(written(&PetId::try_from("x").unwrap()), r#""x""#);
}

strings! {
    /// Variants may have the names of what traits declare.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum Outcome {
        Err = "err",
        Ok = "ok",
        _ => Other,
    }
}

#[test]
fn variants_of_any_name_are_read() {
    assert_eq!(read::<Outcome>(r#""err""#), Outcome::Err);
    assert_eq!("ok".parse(), Ok(Outcome::Ok));
    assert_eq!(Outcome::ALL, [Outcome::Err, Outcome::Ok]);
}

#[test]
fn integers_of_any_length_keep_their_digits() {
    for text in ["0", "-1", "123456789012345678901234567890", "-9223372036854775809", "1e2", "100.00", "1E400"] {
        let value: Integer = support::from_str(text).unwrap();
        assert_eq!(written(&value), text);
        assert_eq!(text.parse(), Ok(value.clone()));
        assert_eq!(value.validate(), Ok(()));
    }
    assert_eq!(read::<Integer>("1e2"), Integer::from(100));
    assert_eq!((Integer::from(u64::MAX).to_u64(), Integer::from(u64::MAX).to_i64()), (Some(u64::MAX), None));
    assert_eq!(Integer::try_from(Number::from(2.0)), Ok(Integer::from(2)));
    assert_eq!(Integer::default().to_string(), "0");
}

#[test]
fn what_has_a_fraction_is_no_integer() {
    assert_eq!(fault::<Integer>("1.5"), "invalid type: number `1.5`, expected an integer");
    assert_eq!(fault::<Vec<Integer>>(r#"[1, "2"]"#), "/1: invalid type: string, expected a number");
    assert_eq!("1e-1".parse::<Integer>(), Err(NoInteger));
    assert_eq!("one".parse::<Integer>(), Err(NoInteger));
    assert_eq!(Integer::try_from(Number::from(f64::NAN)), Err(NoInteger));
}

/// serde_json has rounded them: no digits are better than wrong ones.
#[test]
fn integers_that_are_too_long_are_not_shown_rounded() {
    let long = "123456789012345678901234567890";
    assert_eq!(fault::<i64>(long), "invalid value: integer beyond 64 bits, expected i64");
    assert_eq!(fault::<Vec<u8>>(&format!("[-{long}]")), "/0: invalid value: integer beyond 64 bits, expected u8");
    assert_eq!(fault::<Level>(long), "invalid value: integer beyond 64 bits, expected i64");
    assert_eq!(
        fault::<u64>("9007199254740993.0"),
        "invalid value: long integer with a fraction or an exponent, expected u64"
    );
    assert_eq!(fault::<i64>("18446744073709551615"), "invalid value: integer `18446744073709551615`, expected i64");
}
