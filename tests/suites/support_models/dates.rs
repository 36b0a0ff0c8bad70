//! Dates and moments as other crates have them.

use super::support::{Date, DateTime};

/// In UTC, as what comes back is.
const MOMENTS: [&str; 4] =
    ["2024-02-29T12:00:00.5Z", "1969-12-31T23:59:59.25Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"];

const DAYS: [&str; 3] = ["2024-02-29", "0000-01-01", "9999-12-31"];

#[test]
fn moments_of_chrono() {
    for text in MOMENTS {
        let moment = chrono::DateTime::<chrono::FixedOffset>::try_from(&DateTime::new(text).unwrap()).unwrap();
        assert_eq!(DateTime::try_from(moment).unwrap().as_str(), text);
    }
    let there = DateTime::new("2024-01-31T12:00:00.123456789+01:30").unwrap();
    let there = chrono::DateTime::<chrono::FixedOffset>::try_from(&there).unwrap();
    assert_eq!((there.offset().local_minus_utc(), there.timestamp_subsec_nanos()), (5400, 123_456_789));
}

#[test]
fn moments_of_time() {
    for text in MOMENTS {
        let moment = time::OffsetDateTime::try_from(&DateTime::new(text).unwrap()).unwrap();
        assert_eq!(DateTime::try_from(moment).unwrap().as_str(), text);
    }
    let there = time::OffsetDateTime::try_from(&DateTime::new("2024-01-31T12:00:00-01:30").unwrap()).unwrap();
    assert_eq!((there.offset().whole_seconds(), there.hour()), (-5400, 12));
}

#[test]
fn moments_of_jiff() {
    // Its last day has not all hours.
    for text in MOMENTS.into_iter().take(3) {
        let moment = jiff::Timestamp::try_from(&DateTime::new(text).unwrap()).unwrap();
        assert_eq!(DateTime::try_from(moment).unwrap().as_str(), text);
    }
}

#[test]
fn days_of_all() {
    for text in DAYS {
        let day = Date::new(text).unwrap();
        assert_eq!(Date::try_from(chrono::NaiveDate::try_from(&day).unwrap()).as_ref(), Ok(&day));
        assert_eq!(Date::try_from(time::Date::try_from(&day).unwrap()).as_ref(), Ok(&day));
        assert_eq!(Date::try_from(jiff::civil::Date::try_from(&day).unwrap()).as_ref(), Ok(&day));
    }
}

#[test]
fn what_is_no_date_is_none_of_theirs() {
    let moment: DateTime = super::read(r#""2024-01-31""#);
    assert!(chrono::DateTime::<chrono::FixedOffset>::try_from(&moment).is_err());
    assert!(time::OffsetDateTime::try_from(&moment).is_err() && jiff::Timestamp::try_from(&moment).is_err());
    let day: Date = super::read(r#""31.1.2024""#);
    assert!(chrono::NaiveDate::try_from(&day).is_err() && time::Date::try_from(&day).is_err());
    let before = chrono::NaiveDate::from_ymd_opt(-1, 1, 1).unwrap();
    assert!(Date::try_from(before).is_err(), "the format has no years before 0");
}
