use crate::api::{IntegerFormat, StringFormat};
use crate::tree::Number;

/// What is wrong with a text of this format, if anything. Only formats that have a type or a plain rule are looked at.
pub(super) fn string(format: &StringFormat, text: &str) -> Option<&'static str> {
    let (right, reason) = match format {
        StringFormat::Uuid => (is_uuid(text), "is no uuid"),
        StringFormat::Date => (is_date(text), "is no date"),
        StringFormat::DateTime => (is_date_time(text), "is no date-time"),
        StringFormat::Time => (is_time(text), "is no time"),
        StringFormat::Decimal => (Number::parse(text).is_some_and(|number| number.as_str() == text), "is no decimal"),
        _ => return None,
    };
    (!right).then_some(reason)
}

/// What is wrong with an integer of this format, if anything.
pub(super) fn integer(format: &IntegerFormat, number: &Number) -> Option<&'static str> {
    let value = number.as_i128()?;
    let fits = match format {
        IntegerFormat::Plain => true,
        IntegerFormat::Int64 => i64::try_from(value).is_ok(),
        IntegerFormat::Int32 => i32::try_from(value).is_ok(),
        IntegerFormat::UInt32 => u32::try_from(value).is_ok(),
        IntegerFormat::UInt64 => u64::try_from(value).is_ok(),
        IntegerFormat::Small(true, bits) => value.unsigned_abs() <= 1_u128 << bits.saturating_sub(1).min(63),
        IntegerFormat::Small(false, bits) => value >= 0 && value.unsigned_abs() < 1_u128 << (*bits).min(64),
    };
    (!fits).then_some("is out of the range of its format")
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.chars().all(|c| c.is_ascii_hexdigit()))
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.chars().all(|c| c.is_ascii_digit())).then(|| part.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn is_date_time(text: &str) -> bool {
    text.split_once(['T', 't']).is_some_and(|(date, time)| is_date(date) && is_time(time))
}

fn is_time(time: &str) -> bool {
    let offset_at = time.find(['Z', 'z', '+', '-']);
    let Some((clock, offset)) = offset_at.and_then(|at| time.split_at_checked(at)) else { return false };
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, rest)| (clock, Some(rest)));
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    is_clock(clock, &[23, 59, 60])
        && fraction.is_none_or(digits)
        && (matches!(offset, "Z" | "z") || offset.get(1..).is_some_and(|offset| is_clock(offset, &[23, 59])))
}

fn is_clock(text: &str, most: &[u32]) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    parts.len() == most.len()
        && parts
            .iter()
            .zip(most)
            .all(|(part, most)| part.len() == 2 && part.parse::<u32>().is_ok_and(|value| value <= *most))
}
