//! Numbers by their value, exactly.

use std::cmp::Ordering;

use super::Number;

/// A JSON number by its mathematical value: `1`, `1.0` and `1e0` are equal, and nothing is rounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    /// Without zeros at either end; empty for zero.
    digits: String,
    /// The value is `0.digits × 10^exponent`.
    exponent: i64,
}

/// Longer shifts of large divisors are not worked out.
const FARTHEST: i64 = 10_000;

impl Number {
    /// Its value; `None` if the exponent is beyond `i32`.
    pub fn decimal(&self) -> Option<Decimal> {
        let (negative, text) = self.0.strip_prefix('-').map_or((false, self.0.as_str()), |rest| (true, rest));
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0');
        let leading = i64::try_from(all.len() - significant.len()).ok()?;
        let digits = significant.trim_end_matches('0').to_owned();
        let (negative, exponent) = match digits.is_empty() {
            true => (false, 0),
            false => (negative, i64::from(exponent) + i64::try_from(whole.len()).ok()? - leading),
        };
        Some(Decimal { negative, digits, exponent })
    }
}

impl Decimal {
    /// Whether it is above zero.
    pub fn is_positive(&self) -> bool {
        !self.negative && !self.digits.is_empty()
    }

    /// Whether it has no fraction.
    pub fn is_whole(&self) -> bool {
        self.exponent >= self.len()
    }

    /// Whether it is a whole number of times `unit`; also where the two are too far apart to tell.
    pub fn is_multiple_of(&self, unit: &Decimal) -> bool {
        if self.digits.is_empty() || unit.digits.is_empty() {
            return true;
        }
        let Ok(divisor) = unit.digits.parse::<u128>() else { return true };
        // Digits never end in zero, so below the unit's own place there is always a rest.
        let shift = (self.exponent - self.len()) - (unit.exponent - unit.len());
        shift >= 0 && self.remainder(divisor, shift).is_none_or(|rest| rest == 0)
    }

    /// The remainder of `digits × 10^shift` by `divisor`; `None` where it takes too long to find out.
    fn remainder(&self, divisor: u128, shift: i64) -> Option<u128> {
        let small = divisor <= u128::from(u64::MAX);
        if divisor > u128::MAX / 11 || (!small && shift > FARTHEST) {
            return None;
        }
        let digits = self.digits.bytes().map(|byte| u128::from(byte - b'0'));
        let rest = digits.fold(0, |rest, digit| (rest * 10 + digit) % divisor);
        if !small {
            return Some((0..shift).fold(rest, |rest, _| rest * 10 % divisor));
        }
        let (mut rest, mut power, mut tens) = (rest, 10 % divisor, shift);
        while tens > 0 {
            if tens % 2 == 1 {
                rest = rest * power % divisor;
            }
            power = power * power % divisor;
            tens /= 2;
        }
        Some(rest)
    }

    fn len(&self) -> i64 {
        i64::try_from(self.digits.len()).unwrap_or(i64::MAX)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.digits.is_empty(), number.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let size = self.exponent.cmp(&other.exponent).then_with(|| self.digits.cmp(&other.digits));
        sign(self).cmp(&sign(other)).then(if self.negative { size.reverse() } else { size })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Decimal {
        Number::parse(text).and_then(|number| number.decimal()).expect("a number")
    }

    #[test]
    fn spellings_of_one_number_are_equal_and_others_are_in_order() {
        assert_eq!(value("1"), value("1.0e0"));
        assert_eq!(value("-0.0"), value("0"));
        let rising = ["-1e400", "-2", "-1.5", "0", "1e-400", "0.1", "0.10000000000000001", "9007199254740993", "1e400"];
        for pair in rising.windows(2) {
            assert!(value(pair[0]) < value(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn multiples_are_exact() {
        for (number, unit, whole) in [
            ("0.0075", "0.0001", true),
            ("0.00751", "0.0001", false),
            ("4.5", "1.5", true),
            ("12391239123", "1e-8", true),
            ("1e308", "0.123456789", false),
            ("1e2000000000", "7", false),
            ("1e2000000000", "2e-2000000000", true),
            ("36893488147419103234", "18446744073709551617", true),
            ("36893488147419103235", "18446744073709551617", false),
            ("0", "3", true),
        ] {
            assert_eq!(value(number).is_multiple_of(&value(unit)), whole, "{number} by {unit}");
        }
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        assert!(value("1.0").is_whole() && value("12e3").is_whole() && value("0").is_whole());
        assert!(!value("1.5").is_whole() && !value("1e-3").is_whole());
    }
}
