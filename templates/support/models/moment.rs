//! What dates and times say (RFC 3339, 5.6).

use std::time::{Duration, SystemTime};

use super::texts::{Date, DateTime, Malformed, Time};

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateParts {
    /// 0 to 9999.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

/// A time of the day at its offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeParts {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60, which is a leap second.
    pub second: u8,
    /// Digits beyond the ninth are left out here; the text has them.
    pub nanosecond: u32,
    /// Seconds east of UTC.
    pub offset: i32,
}

impl DateTime {
    /// The day at its offset, if the text is in its format.
    pub fn date(&self) -> Option<DateParts> {
        date_time(self.as_str()).map(|(date, _)| date)
    }

    /// The time of the day at its offset, if the text is in its format.
    pub fn time(&self) -> Option<TimeParts> {
        date_time(self.as_str()).map(|(_, time)| time)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, if the text is in its format.
    pub fn unix_seconds(&self) -> Option<i64> {
        let (date, time) = date_time(self.as_str())?;
        let clock = i64::from(time.hour) * 3600 + i64::from(time.minute) * 60 + i64::from(time.second);
        Some(days(date) * DAY + clock - i64::from(time.offset))
    }

    /// A moment in UTC, by seconds since 1970-01-01T00:00:00Z and nanoseconds.
    ///
    /// # Errors
    /// It is outside the years 0 to 9999.
    pub fn from_unix(seconds: i64, nanosecond: u32) -> Result<Self, Malformed> {
        let Some(date) = from_days(seconds.div_euclid(DAY)).filter(|_| nanosecond < 1_000_000_000) else {
            return Err(Malformed::of("date-time"));
        };
        let clock = seconds.rem_euclid(DAY);
        let fraction = if nanosecond == 0 { String::new() } else { format!(".{nanosecond:09}") };
        let fraction = fraction.trim_end_matches('0');
        let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
        Self::new(format!("{}T{hour:02}:{minute:02}:{second:02}{fraction}Z", written(date)))
    }
}

impl Date {
    /// Year, month and day, if the text is in its format.
    pub fn date(&self) -> Option<DateParts> {
        date(self.as_str())
    }

    /// A day.
    ///
    /// # Errors
    /// The calendar has no such day.
    pub fn from_parts(parts: DateParts) -> Result<Self, Malformed> {
        Self::new(written(parts))
    }
}

impl Time {
    /// Hour, minute, second and offset, if the text is in its format.
    pub fn time(&self) -> Option<TimeParts> {
        time(self.as_str())
    }
}

impl TryFrom<SystemTime> for DateTime {
    type Error = Malformed;

    fn try_from(moment: SystemTime) -> Result<Self, Malformed> {
        let signed = |seconds: u64| i64::try_from(seconds).map_err(|_| Malformed::of("date-time"));
        match moment.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Self::from_unix(signed(after.as_secs())?, after.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                let (more, nanosecond) = match before.subsec_nanos() {
                    0 => (0, 0),
                    part => (1, 1_000_000_000 - part),
                };
                Self::from_unix(-signed(before.as_secs())? - more, nanosecond)
            }
        }
    }
}

impl TryFrom<&DateTime> for SystemTime {
    type Error = Malformed;

    fn try_from(moment: &DateTime) -> Result<Self, Malformed> {
        let parts = moment.unix_seconds().zip(moment.time());
        let whole = |seconds: u64| Duration::from_secs(seconds);
        let found = parts.and_then(|(seconds, time)| {
            let start = match u64::try_from(seconds) {
                Ok(after) => SystemTime::UNIX_EPOCH.checked_add(whole(after)),
                Err(_) => SystemTime::UNIX_EPOCH.checked_sub(whole(seconds.unsigned_abs())),
            };
            start?.checked_add(Duration::from_nanos(time.nanosecond.into()))
        });
        found.ok_or(Malformed::of("date-time"))
    }
}

const DAY: i64 = 86_400;

/// `date-time`.
pub(super) fn date_time(text: &str) -> Option<(DateParts, TimeParts)> {
    let (day, rest) = text.split_once(['T', 't'])?;
    Some((date(day)?, time(rest)?))
}

/// `full-date`.
pub(super) fn date(text: &str) -> Option<DateParts> {
    let mut parts = text.split('-');
    let (year, month, day) = (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let found = DateParts { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? };
    (parts.next().is_none() && (1..=length(found)?).contains(&found.day)).then_some(found)
}

/// `full-time`.
pub(super) fn time(text: &str) -> Option<TimeParts> {
    let (clock, offset) = text.split_at_checked(text.find(['Z', 'z', '+', '-'])?)?;
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, rest)| (clock, Some(rest)));
    let mut parts = clock.split(':');
    let (hour, minute, second) = (below(parts.next()?, 24)?, below(parts.next()?, 60)?, below(parts.next()?, 61)?);
    let nanosecond = match fraction {
        None => 0,
        Some(text) if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) => return None,
        Some(text) => format!("{text:0<9}").get(..9)?.parse().ok()?,
    };
    let offset = match offset {
        "Z" | "z" => 0,
        _ => {
            let (hours, minutes) = offset.get(1..)?.split_once(':')?;
            let east = i32::from(below(hours, 24)?) * 3600 + i32::from(below(minutes, 60)?) * 60;
            if offset.starts_with('-') { -east } else { east }
        }
    };
    parts.next().is_none().then_some(TimeParts { hour, minute, second, nanosecond, offset })
}

fn below(text: &str, end: u16) -> Option<u8> {
    digits(text, 2).filter(|value| *value < end).and_then(|value| u8::try_from(value).ok())
}

fn digits(text: &str, count: usize) -> Option<u16> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn written(date: DateParts) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// How many days a month has.
fn length(date: DateParts) -> Option<u8> {
    let leap = date.year.is_multiple_of(4) && (!date.year.is_multiple_of(100) || date.year.is_multiple_of(400));
    Some(match date.month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    })
}

/// Days from 1970-01-01. Years begin in March here, so that the leap day is the last of its year.
fn days(date: DateParts) -> i64 {
    let early = date.month <= 2;
    let year = i64::from(date.year) - i64::from(early);
    let month = i64::from(date.month) + if early { 9 } else { -3 };
    let of_year = (153 * month + 2) / 5 + i64::from(date.day) - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468
}

/// The day of a number of days from 1970-01-01, in the years 0 to 9999.
fn from_days(count: i64) -> Option<DateParts> {
    let first = |year: u16| days(DateParts { year, month: 1, day: 1 });
    // An estimate that is at most a year off.
    let mut year = u16::try_from((count.checked_add(719_528)?).div_euclid(366)).ok().filter(|year| *year < 10_000)?;
    while year < 9999 && first(year + 1) <= count {
        year += 1;
    }
    let mut left = u16::try_from(count - first(year)).ok()?;
    for month in 1..=12 {
        let long = u16::from(length(DateParts { year, month, day: 1 })?);
        if left < long {
            return Some(DateParts { year, month, day: u8::try_from(left + 1).ok()? });
        }
        left -= long;
    }
    None
}
