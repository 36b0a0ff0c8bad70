use std::cmp::Ordering;

/// A JSON number by its mathematical value: `1`, `1.0` and `1e0` are equal, and nothing is rounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    /// Without leading and trailing zeros; empty for zero.
    digits: String,
    /// The value is `0.digits × 10^exponent`.
    exponent: i64,
}

/// Longer shifts of large units are not worked out.
const FARTHEST: i64 = 10_000;

impl Decimal {
    /// Reads the text of a JSON number; `None` if it is none, or its exponent has more digits than anyone needs.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        if whole.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let significant = digits.trim_start_matches('0');
        let leading = i64::try_from(digits.len() - significant.len()).ok()?;
        let digits = significant.trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Some(Self { negative: false, digits, exponent: 0 });
        }
        let exponent = i64::from(exponent) + i64::try_from(whole.len()).ok()? - leading;
        Some(Self { negative, digits, exponent })
    }

    /// The same text for all spellings of the same number.
    pub(super) fn canonical(&self) -> String {
        format!("{}0.{}e{}", if self.negative { "-" } else { "" }, self.digits, self.exponent)
    }

    /// Its text as an integer, if it is one and no longer than anyone needs.
    pub(super) fn integer(&self) -> Option<String> {
        let zeros = usize::try_from(self.exponent - self.len()).ok().filter(|zeros| *zeros < 40)?;
        let sign = if self.negative { "-" } else { "" };
        Some(if self.digits.is_empty() {
            "0".to_owned()
        } else {
            format!("{sign}{}{}", self.digits, "0".repeat(zeros))
        })
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
