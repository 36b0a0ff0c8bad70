//! The words by which pages are recognised: names as authors spell them, in small letters and digits only.

/// Parameters that take what leads to the next page.
pub(super) const MARKERS: [&str; 11] = [
    "continuationtoken",
    "continue",
    "cursor",
    "marker",
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "pagecursor",
    "pagemarker",
    "pagetoken",
    "paginationtoken",
];

/// Those of them, and properties, that mean the next page by their name alone.
pub(super) const MEAN_NEXT: [&str; 9] = [
    "continuationtoken",
    "continue",
    "nextcontinuationtoken",
    "nextcursor",
    "nextmarker",
    "nextpagecursor",
    "nextpagemarker",
    "nextpagetoken",
    "nexttoken",
];

/// Parameters that take a part of the last item.
pub(super) const AFTER: [&str; 3] = ["after", "afterid", "startingafter"];

/// Parameters that take how many items to pass over.
pub(super) const OFFSETS: [&str; 2] = ["offset", "skip"];

/// Parameters that take the number of a page.
pub(super) const NUMBERS: [&str; 3] = ["page", "pageno", "pagenumber"];

/// Parameters that say how long a page is.
pub(super) const LIMITS: [&str; 10] =
    ["count", "limit", "maxresults", "pagelimit", "pagesize", "perpage", "resultsperpage", "size", "take", "top"];

/// Booleans that say whether there is a next page.
pub(super) const FLAGS: [&str; 8] =
    ["hasmore", "hasmorepages", "hasnext", "hasnextpage", "istruncated", "more", "morepages", "moreresults"];

/// Numbers of all items.
pub(super) const TOTALS: [&str; 5] = ["totalcount", "totalitems", "totalrecords", "totalresults", "totalsize"];

/// Numbers of all pages.
pub(super) const PAGES: [&str; 4] = ["numpages", "pages", "pagestotal", "totalpages"];

/// Properties that are the URL of the next page by their name alone.
pub(super) const URLS: [&str; 7] =
    ["nexthref", "nextlink", "nextpagelink", "nextpageuri", "nextpageurl", "odatanextlink", "nextresultsurl"];

/// Properties that are the URL of the next page where their format says that they are a URL.
pub(super) const MAYBE_URLS: [&str; 3] = ["next", "nexturi", "nexturl"];

/// Properties that hold what is said of a list beside its items.
pub(super) const ENVELOPES: [&str; 13] = [
    "cursor",
    "cursors",
    "links",
    "listmeta",
    "meta",
    "metadata",
    "page",
    "pageinfo",
    "pages",
    "pagination",
    "paging",
    "responsemetadata",
    "resultinfo",
];

/// A name in small letters and digits.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
