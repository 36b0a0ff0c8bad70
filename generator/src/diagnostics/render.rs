use super::Diagnostics;
use crate::source::SourceMap;

/// All findings as text with excerpts, as the command line prints them.
pub fn render(_diagnostics: &Diagnostics, _sources: &SourceMap) -> String {
    String::new()
}

/// All findings as one JSON array.
pub fn render_json(_diagnostics: &Diagnostics, _sources: &SourceMap) -> String {
    String::new()
}

/// All findings as workflow commands of GitHub Actions.
pub fn render_github(_diagnostics: &Diagnostics, _sources: &SourceMap) -> String {
    String::new()
}
