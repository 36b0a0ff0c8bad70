//! Dates and moments as other crates have them, each behind the feature of the crate's name.

use super::support::{Date, DateParts, DateTime, Malformed};

const DATE: &str = "date";
const DATE_TIME: &str = "date-time";

/// Years beyond 9999, which the format has not.
fn day(year: i32, month: u8, day: u8, format: &'static str) -> Result<DateParts, Malformed> {
    let year = u16::try_from(year).map_err(|_| Malformed::of(format))?;
    Ok(DateParts { year, month, day })
}

#[cfg(feature = "chrono")]
mod with_chrono {
    use chrono::{Datelike, FixedOffset, NaiveDate, TimeZone};

    use super::{DATE, DATE_TIME, Date, DateTime, Malformed, day};

    impl TryFrom<&DateTime> for chrono::DateTime<FixedOffset> {
        type Error = Malformed;

        fn try_from(moment: &DateTime) -> Result<Self, Malformed> {
            let found = moment.unix_seconds().zip(moment.time()).and_then(|(seconds, time)| {
                let utc = chrono::DateTime::from_timestamp(seconds, time.nanosecond)?;
                Some(utc.with_timezone(&FixedOffset::east_opt(time.offset)?))
            });
            found.ok_or(Malformed::of(DATE_TIME))
        }
    }

    impl<Z: TimeZone> TryFrom<chrono::DateTime<Z>> for DateTime {
        type Error = Malformed;

        /// In UTC.
        fn try_from(moment: chrono::DateTime<Z>) -> Result<Self, Malformed> {
            Self::from_unix(moment.timestamp(), moment.timestamp_subsec_nanos())
        }
    }

    impl TryFrom<&Date> for NaiveDate {
        type Error = Malformed;

        fn try_from(date: &Date) -> Result<Self, Malformed> {
            let found = date.date().and_then(|of| Self::from_ymd_opt(of.year.into(), of.month.into(), of.day.into()));
            found.ok_or(Malformed::of(DATE))
        }
    }

    impl TryFrom<NaiveDate> for Date {
        type Error = Malformed;

        fn try_from(date: NaiveDate) -> Result<Self, Malformed> {
            let [month, of_month] = [date.month(), date.day()].map(|part| u8::try_from(part).unwrap_or_default());
            Self::from_parts(day(date.year(), month, of_month, DATE)?)
        }
    }
}

#[cfg(feature = "time")]
mod with_time {
    use time::{Month, OffsetDateTime, UtcOffset};

    use super::{DATE, DATE_TIME, Date, DateTime, Malformed, day};

    impl TryFrom<&DateTime> for OffsetDateTime {
        type Error = Malformed;

        fn try_from(moment: &DateTime) -> Result<Self, Malformed> {
            let found = moment.unix_seconds().zip(moment.time()).and_then(|(seconds, time)| {
                let utc = Self::from_unix_timestamp(seconds).ok()?.replace_nanosecond(time.nanosecond).ok()?;
                utc.checked_to_offset(UtcOffset::from_whole_seconds(time.offset).ok()?)
            });
            found.ok_or(Malformed::of(DATE_TIME))
        }
    }

    impl TryFrom<OffsetDateTime> for DateTime {
        type Error = Malformed;

        /// In UTC.
        fn try_from(moment: OffsetDateTime) -> Result<Self, Malformed> {
            Self::from_unix(moment.unix_timestamp(), moment.nanosecond())
        }
    }

    impl TryFrom<&Date> for time::Date {
        type Error = Malformed;

        fn try_from(date: &Date) -> Result<Self, Malformed> {
            let found = date
                .date()
                .and_then(|of| Self::from_calendar_date(of.year.into(), Month::try_from(of.month).ok()?, of.day).ok());
            found.ok_or(Malformed::of(DATE))
        }
    }

    impl TryFrom<time::Date> for Date {
        type Error = Malformed;

        fn try_from(date: time::Date) -> Result<Self, Malformed> {
            Self::from_parts(day(date.year(), date.month().into(), date.day(), DATE)?)
        }
    }
}

#[cfg(feature = "jiff")]
mod with_jiff {
    use jiff::Timestamp;

    use super::{DATE, DATE_TIME, Date, DateTime, Malformed, day};

    impl TryFrom<&DateTime> for Timestamp {
        type Error = Malformed;

        fn try_from(moment: &DateTime) -> Result<Self, Malformed> {
            let found = moment.unix_seconds().zip(moment.time()).and_then(|(seconds, time)| {
                let whole = Self::from_second(seconds).ok()?;
                whole.checked_add(std::time::Duration::from_nanos(time.nanosecond.into())).ok()
            });
            found.ok_or(Malformed::of(DATE_TIME))
        }
    }

    impl TryFrom<Timestamp> for DateTime {
        type Error = Malformed;

        /// In UTC.
        fn try_from(moment: Timestamp) -> Result<Self, Malformed> {
            let nanoseconds = moment.as_nanosecond();
            let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000));
            let nanosecond = u32::try_from(nanoseconds.rem_euclid(1_000_000_000));
            match (seconds, nanosecond) {
                (Ok(seconds), Ok(nanosecond)) => Self::from_unix(seconds, nanosecond),
                _ => Err(Malformed::of(DATE_TIME)),
            }
        }
    }

    impl TryFrom<&Date> for jiff::civil::Date {
        type Error = Malformed;

        fn try_from(date: &Date) -> Result<Self, Malformed> {
            let found = date.date().and_then(|of| {
                let (year, month) = (i16::try_from(of.year).ok()?, i8::try_from(of.month).ok()?);
                Self::new(year, month, i8::try_from(of.day).ok()?).ok()
            });
            found.ok_or(Malformed::of(DATE))
        }
    }

    impl TryFrom<jiff::civil::Date> for Date {
        type Error = Malformed;

        fn try_from(date: jiff::civil::Date) -> Result<Self, Malformed> {
            let [month, of_month] = [date.month(), date.day()].map(i8::unsigned_abs);
            Self::from_parts(day(date.year().into(), month, of_month, DATE)?)
        }
    }
}
