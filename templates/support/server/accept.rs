//! `Accept` against the media types that an operation documents (RFC 9110, 12.5.1).

use axum::http::{HeaderMap, header};

use super::{Head, Operation};

/// Whether `Accept` leaves something that the operation answers with. Entries that cannot be read are passed over;
/// without one that can, everything is acceptable.
pub(super) fn acceptable(headers: &HeaderMap, operation: &Operation) -> bool {
    // A success without a body leaves nothing to negotiate.
    operation.may_be_empty
        || operation.produces.is_empty()
        || is_plain(headers, operation.produces)
        || best(headers, operation.produces).is_some()
}

/// Whether `Accept` is no more than `*/*` or one of `produces`, as it mostly is.
fn is_plain(headers: &HeaderMap, produces: &[&str]) -> bool {
    let mut lines = headers.get_all(header::ACCEPT).iter();
    let (Some(line), None) = (lines.next(), lines.next()) else { return false };
    line == "*/*" || produces.iter().any(|media_type| line == media_type)
}

/// How well `Accept` likes a media type: 0 not at all, 1 as well as can be.
#[cfg(feature = "examples")]
pub(super) fn quality_of(headers: &HeaderMap, media_type: &str) -> f32 {
    let ranges = ranges(headers);
    if ranges.is_empty() { 1.0 } else { quality(&ranges, media_type) }
}

fn ranges(headers: &HeaderMap) -> Vec<Range<'_>> {
    let lines = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| pieces(line, ',')).filter_map(Range::parse).collect()
}

/// The media type that the caller likes best, the first of equals.
pub(super) fn best(headers: &HeaderMap, produces: &[&'static str]) -> Option<&'static str> {
    let ranges = ranges(headers);
    if ranges.is_empty() {
        return produces.first().copied();
    }
    let mut best: Option<(&'static str, f32)> = None;
    for media_type in produces {
        let quality = quality(&ranges, media_type);
        if quality > 0.0 && best.is_none_or(|(_, best)| quality > best) {
            best = Some((media_type, quality));
        }
    }
    best.map(|(media_type, _)| media_type)
}

impl Head {
    /// The media type among those of the operation's successes that the caller likes best, as the document writes it
    /// but for the case of letters; of equals the one that the document has first, which is JSON if there is any.
    /// Ranges such as `image/*` are given as they stand. `None` where successes have no bodies, or the caller accepts
    /// nothing of what they have.
    pub fn preferred(&self) -> Option<&'static str> {
        let operation = self.operation()?;
        best(&self.headers, operation.produces)
    }
}

/// An entry of `Accept`.
struct Range<'t> {
    main: &'t str,
    sub: &'t str,
    parameters: Vec<(&'t str, &'t str)>,
    quality: f32,
}

impl<'t> Range<'t> {
    fn parse(entry: &'t str) -> Option<Self> {
        let mut parts = pieces(entry, ';').into_iter();
        let (main, sub) = parts.next()?.trim().split_once('/')?;
        let (mut parameters, mut quality) = (Vec::new(), 1.0);
        for (name, value) in parts.filter_map(parameter) {
            // What follows the weight is no part of the media type.
            if name.eq_ignore_ascii_case("q") {
                quality = value.parse().ok().filter(|q| (0.0..=1.0).contains(q))?;
                break;
            }
            parameters.push((name, value));
        }
        Some(Self { main: main.trim(), sub: sub.trim(), parameters, quality })
    }

    /// How exactly the range names a media type: 0 not at all, 1 `*/*`, 2 `type/*`, 3 itself, more with each parameter
    /// that both have. A parameter that only the range has is taken for a wish.
    fn precision(&self, main: &str, sub: &str, parameters: &[(&str, &str)]) -> usize {
        let same = |ours: &str, theirs: &str| ours.eq_ignore_ascii_case(theirs) || theirs == "*";
        let precision = match (self.main, self.sub) {
            ("*", "*") => 1,
            (ours, "*") if same(ours, main) => 2,
            (ours, our_sub) if same(ours, main) && same(our_sub, sub) => 3,
            _ => return 0,
        };
        let mut common = 0;
        for (name, value) in &self.parameters {
            match parameters.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)) {
                Some((_, other)) if unquoted(other).eq_ignore_ascii_case(unquoted(value)) => common += 1,
                Some(_) => return 0,
                None => {}
            }
        }
        precision + common
    }
}

/// What the most precise ranges say; of equals the kindest, since they may differ in parameters that are only wishes.
fn quality(ranges: &[Range<'_>], media_type: &str) -> f32 {
    let mut parts = pieces(media_type, ';').into_iter();
    let essence = parts.next().unwrap_or_default().trim();
    let (main, sub) = essence.split_once('/').unwrap_or((essence, "*"));
    let parameters: Vec<(&str, &str)> = parts.filter_map(parameter).collect();
    let precision = |range: &Range<'_>| range.precision(main, sub, &parameters);
    let best = ranges.iter().map(precision).max().unwrap_or(0);
    let qualities = ranges.iter().filter(|range| best > 0 && precision(range) == best);
    qualities.map(|range| range.quality).fold(0.0, f32::max)
}

fn parameter(part: &str) -> Option<(&str, &str)> {
    let (name, value) = part.split_once('=')?;
    Some((name.trim(), value.trim()))
}

fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value)
}

/// The pieces of a text between separators that stand outside of quotes.
pub(super) fn pieces(text: &str, separator: char) -> Vec<&str> {
    let (mut all, mut begin, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in text.char_indices() {
        if c == separator && !quoted {
            all.extend(text.get(begin..at));
            begin = at + c.len_utf8();
            continue;
        }
        quoted ^= c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
    }
    all.extend(text.get(begin..));
    all
}
