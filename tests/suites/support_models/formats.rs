//! Scalars in a format: each is sent as it came, and says by its value what it is.

use std::time::{Duration, SystemTime};

use uuid::Uuid;

use super::support::{
    self, Base64, Date, DateTime, DecimalText, Never, NoNumber, Null, Number, Spelled, Time, Validate,
};
use super::{fault, read, written};

fn number(text: &str) -> Number {
    support::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn rules<T: Validate>(value: &T) -> String {
    value.validate().map_or_else(|found| found.to_string(), |()| String::new())
}

#[test]
fn numbers_keep_their_text() {
    for text in ["0", "-0.0", "1.10", "1e400", "-1E-7", "9007199254740993.0", "123456789012345678901234567890.5"] {
        assert_eq!(written(&number(text)), text);
        assert_eq!(number(text).to_string(), text);
    }
    assert_eq!(fault::<Number>(r#""1""#), "invalid type: string, expected a number");
    assert_eq!(fault::<Number>("null"), "invalid type: null, expected a number");
    assert_eq!(fault::<Vec<Number>>("[1, [2]]"), "/1: invalid type: sequence, expected a number");
}

#[test]
fn numbers_are_equal_by_value() {
    assert_eq!(number("1"), number("1.0"));
    assert_eq!(number("1e2"), Number::from(100));
    assert_eq!(number("0.5"), Number::from(0.5));
    assert_eq!(number("18446744073709551615"), Number::from(u64::MAX));
    assert_ne!(number("9007199254740993"), number("9007199254740992"));
    assert_ne!(number("1e400"), number("1e401"));
    assert!(number("-2") < number("1.5") && number("1e400") > Number::from(f64::MAX));
    assert_eq!((Number::default(), number("-0")), (Number::from(0), Number::from(0)));
}

#[test]
fn numbers_become_those_of_rust() {
    assert_eq!(number("2.50").to_f64().to_bits(), 2.5_f64.to_bits());
    assert_eq!((number("1.0").to_i64(), number("-1e2").to_i64(), number("1.5").to_i64()), (Some(1), Some(-100), None));
    assert_eq!((number("18446744073709551615").to_u64(), number("1e400").to_u64()), (Some(u64::MAX), None));
    assert_eq!("1.5".parse(), Ok(Number::from(1.5)));
    assert_eq!("NaN".parse::<Number>(), Err(NoNumber));
    assert_eq!("true".parse::<Number>(), Err(NoNumber));
    assert_eq!(
        written(&[Number::from(7_u8), Number::from(0.1), Number::from(u64::MAX)]),
        "[7,0.1,18446744073709551615]"
    );
}

#[test]
fn numbers_that_json_has_not_are_refused() {
    for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let number = Number::from(float);
        assert!(serde_json::to_string(&number).is_err() && !number.is_finite());
        assert_ne!(number, number.clone());
    }
}

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Floats {
        "one" optional one: Option<f64>,
        "list" optional list: Option<Vec<Option<f64>>>,
        "maybe" maybe maybe: support::Maybe<f64>,
        _ extra extra: std::collections::BTreeMap<String, f64>,
    }
}

#[test]
fn floats_that_json_has_not_are_no_null() {
    let nan = f64::NAN;
    for bad in [
        Floats { one: Some(nan), ..Floats::default() },
        Floats { list: Some(vec![None, Some(f64::INFINITY)]), ..Floats::default() },
        Floats { maybe: nan.into(), ..Floats::default() },
        Floats { extra: [("a".to_owned(), nan)].into(), ..Floats::default() },
    ] {
        let fault = serde_json::to_string(&bad).unwrap_err();
        assert_eq!(fault.to_string(), "JSON has no number that is infinite or none", "{bad:?}");
    }
    let good = Floats { list: Some(vec![None, Some(-0.5)]), maybe: support::Maybe::Null, ..Floats::default() };
    assert_eq!(written(&good), r#"{"list":[null,-0.5],"maybe":null}"#);
    assert_eq!(fault::<Floats>(r#"{"one":1e400}"#), "/one: number out of range");
    // To the last digit, with serde_json's feature `float_roundtrip`.
    let text = r#"{"one":47.376887,"list":[0.1,1.7976931348623157e+308,5e-324,2.0538955678e-29]}"#;
    assert_eq!(written(&support::from_str::<Floats>(text).unwrap()), text);
}

#[test]
fn uuids_keep_their_spelling() {
    let upper = "497F6ECA-6276-4993-BFEB-53CBBBBA6F08";
    let id: Spelled<Uuid> = read(&format!("{upper:?}"));
    assert_eq!(written(&id), format!("{upper:?}"));
    assert_eq!((id.to_string().as_str(), id.get_version_num()), (upper, 4));
    let plain: Spelled<Uuid> = upper.to_lowercase().parse().unwrap();
    assert_eq!((id == plain, id == *plain, plain.to_string()), (true, true, upper.to_lowercase()));
    assert_eq!(Spelled::from(*id).to_string(), upper.to_lowercase());
    assert_eq!(fault::<Spelled<Uuid>>(r#""x""#), r#"invalid value: string "x", expected one in its format"#);
}

#[test]
fn texts_in_a_format_are_kept_whatever_they_say() {
    let moment: DateTime = read(r#""2024-01-31 12:00""#);
    assert_eq!(written(&moment), r#""2024-01-31 12:00""#);
    assert_eq!((rules(&moment).as_str(), moment.unix_seconds()), ("value breaks format date-time", None));
    assert_eq!(rules(&read::<Date>(r#""31.1.2024""#)), "value breaks format date");
    assert_eq!(rules(&read::<Time>(r#""noon""#)), "value breaks format time");
    assert_eq!(rules(&read::<Base64>(r#""***""#)), "value breaks format byte");
    assert_eq!(rules(&read::<DecimalText>(r#""1,5""#)), "value breaks format decimal");
    assert_eq!(DateTime::new("today").unwrap_err().to_string(), "must be in the format `date-time`");
    assert_eq!(rules(&DateTime::new("2024-01-31t12:00:00.123456789123z").unwrap()), "");
}

#[test]
fn dates_and_times_are_those_of_rfc_3339() {
    for good in ["2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"] {
        assert!(Date::new(good).is_ok(), "{good}");
    }
    for bad in ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-1-1", "24-01-01", "2024-01-32", ""] {
        assert!(Date::new(bad).is_err(), "{bad}");
    }
    for good in ["00:00:00Z", "23:59:60z", "12:00:00.5+01:30", "12:00:00-23:59"] {
        assert!(Time::new(good).is_ok(), "{good}");
    }
    for bad in ["12:00Z", "24:00:00Z", "12:60:00Z", "12:00:61Z", "12:00:00", "12:00:00.Z", "12:00:00+1:00", "1:00:00Z"]
    {
        assert!(Time::new(bad).is_err(), "{bad}");
    }
    let time = DateTime::new("2024-01-31T23:30:15.5-01:30").unwrap().time().unwrap();
    assert_eq!((time.hour, time.minute, time.second, time.nanosecond, time.offset), (23, 30, 15, 500_000_000, -5400));
    let date = Date::new("2024-01-31").unwrap().date().unwrap();
    assert_eq!((date.year, date.month, date.day), (2024, 1, 31));
}

#[test]
fn moments_are_seconds_since_1970() {
    for (text, seconds) in [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59Z", -1),
        ("2024-02-29T12:00:00Z", 1_709_208_000),
        ("2024-02-29T13:00:00+01:00", 1_709_208_000),
        ("0000-01-01T00:00:00Z", -62_167_219_200),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ] {
        assert_eq!(DateTime::new(text).unwrap().unix_seconds(), Some(seconds), "{text}");
        let back = DateTime::from_unix(seconds, 0).unwrap();
        assert_eq!(back.unix_seconds(), Some(seconds));
    }
    assert_eq!(DateTime::from_unix(1_709_208_000, 120_000_000).unwrap().as_str(), "2024-02-29T12:00:00.12Z");
    assert!(DateTime::from_unix(253_402_300_800, 0).is_err() && DateTime::from_unix(i64::MIN, 0).is_err());
    for moment in [Duration::from_millis(1500), Duration::from_secs(1 << 32)] {
        for moment in [SystemTime::UNIX_EPOCH + moment, SystemTime::UNIX_EPOCH - moment] {
            let text = DateTime::try_from(moment).unwrap();
            assert_eq!(SystemTime::try_from(&text), Ok(moment), "{text}");
        }
    }
}

#[test]
fn every_day_has_its_number() {
    let mut day = -719_528;
    for year in (0..=9999).step_by(7) {
        for (month, days) in [(1, 31), (4, 30), (12, 31)] {
            let text = format!("{year:04}-{month:02}-{days:02}T00:00:00Z");
            let seconds = DateTime::new(&*text).unwrap().unix_seconds().unwrap();
            assert!(seconds / 86_400 > day || year == 0, "{text}");
            day = seconds / 86_400;
            assert_eq!(DateTime::from_unix(seconds, 0).unwrap().as_str(), text);
        }
    }
}

#[test]
fn base64_is_that_of_rfc_4648() {
    for (bytes, text) in
        [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")]
    {
        assert_eq!(Base64::from(bytes.as_bytes()).as_str(), text);
        assert_eq!(Base64::new(text).unwrap().decode(), Some(bytes.as_bytes().to_vec()));
        let bare: Base64 = read(&format!("{:?}", text.trim_end_matches('=')));
        assert_eq!(bare.decode(), Some(bytes.as_bytes().to_vec()), "padding may be missing");
    }
    let all: Vec<u8> = (0..=255).collect();
    assert_eq!(Base64::from(all.clone()).decode(), Some(all));
    for bad in ["Z", "Zg=", "Zg===", "=", "Zm9v=", "Zm 9", "Zm9-", "ZgZ="] {
        assert_eq!(read::<Base64>(&format!("{bad:?}")).decode(), bad.eq("ZgZ=").then(|| vec![0x66, 0x06]), "{bad}");
    }
}

#[test]
fn decimals_in_strings_are_numbers() {
    let price: DecimalText = read(r#""12.50""#);
    assert_eq!((price.number(), written(&price)), (Some(Number::from(12.5)), r#""12.50""#.to_owned()));
    assert_eq!(DecimalText::from(number("0.10")).as_str(), "0.10");
}

#[test]
fn null_and_nothing() {
    assert_eq!(read::<Null>("null"), Null);
    assert_eq!(written(&Null), "null");
    assert_eq!(fault::<Null>("0"), "invalid type: integer `0`, expected null");
    assert_eq!(fault::<Never>("null"), "no value is allowed here");
    assert_eq!(fault::<Vec<Never>>("[{}]"), "/0: no value is allowed here");
    assert_eq!(read::<Vec<Never>>("[]"), []);
}
