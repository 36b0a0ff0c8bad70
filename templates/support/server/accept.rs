//! `Accept` against the media types that an operation documents (RFC 9110, 12.5.1).

use axum::http::{HeaderMap, header};

/// Whether `Accept` leaves at least one of `produces`. Entries that cannot be read are passed over; without one that
/// can, everything is acceptable.
pub(super) fn acceptable(headers: &HeaderMap, produces: &[&str]) -> bool {
    let ranges = ranges(headers);
    produces.is_empty() || ranges.is_empty() || produces.iter().any(|essence| quality(&ranges, essence) > 0.0)
}

/// How well `Accept` likes a media type: 0 not at all, 1 as well as can be.
#[cfg(feature = "examples")]
pub(super) fn quality_of(headers: &HeaderMap, media_type: &str) -> f32 {
    let ranges = ranges(headers);
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if ranges.is_empty() { 1.0 } else { quality(&ranges, &essence) }
}

fn ranges(headers: &HeaderMap) -> Vec<Range> {
    let lines = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(entries).filter_map(|entry| Range::parse(&entry)).collect()
}

struct Range {
    main: String,
    sub: String,
    quality: f32,
}

impl Range {
    fn parse(entry: &str) -> Option<Self> {
        let mut parts = entry.split(';').map(str::trim);
        let (main, sub) = parts.next()?.split_once('/')?;
        let quality =
            parts.filter_map(|part| part.split_once('=')).find(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
        let quality = match quality {
            Some((_, value)) => value.trim().parse().ok().filter(|q| (0.0..=1.0).contains(q))?,
            None => 1.0,
        };
        Some(Self { main: main.trim().to_ascii_lowercase(), sub: sub.trim().to_ascii_lowercase(), quality })
    }

    /// How exactly the range names `main/sub`: 0 not at all, 1 `*/*`, 2 `type/*`, 3 itself.
    fn precision(&self, main: &str, sub: &str) -> u8 {
        let same = |ours: &str, theirs: &str| ours == theirs || theirs == "*";
        match (self.main.as_str(), self.sub.as_str()) {
            ("*", "*") => 1,
            (ours, "*") if same(ours, main) => 2,
            (ours, our_sub) if same(ours, main) && same(our_sub, sub) => 3,
            _ => 0,
        }
    }
}

/// What the most precise ranges say; of equals the kindest, since they may differ in parameters that we do not compare.
fn quality(ranges: &[Range], essence: &str) -> f32 {
    let (main, sub) = essence.split_once('/').unwrap_or((essence, "*"));
    let best = ranges.iter().map(|range| range.precision(main, sub)).max().unwrap_or(0);
    let qualities = ranges.iter().filter(|range| best > 0 && range.precision(main, sub) == best);
    qualities.map(|range| range.quality).fold(0.0, f32::max)
}

/// The entries of a list header; commas inside quotes do not separate.
fn entries(line: &str) -> Vec<String> {
    let (mut all, mut entry, mut quoted, mut escaped) = (Vec::new(), String::new(), false, false);
    for c in line.chars() {
        if c == ',' && !quoted {
            all.push(std::mem::take(&mut entry));
            continue;
        }
        quoted ^= c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
        entry.push(c);
    }
    all.push(entry);
    all
}
