//! The table.

use std::fmt;

/// A figure of both sides, their ratio, and what it should be.
#[derive(Debug)]
struct Row {
    what: String,
    ours: String,
    other: String,
    ratio: String,
    goal: &'static str,
}

/// Rows, and what must be said about them.
#[derive(Debug)]
pub(crate) struct Table {
    /// What ours is beside.
    other: &'static str,
    rows: Vec<Row>,
    notes: Vec<String>,
}

/// What a ratio, or our own figure, should be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Goal {
    /// Nothing was promised.
    None,
    /// Our figure at most.
    Lines(f64, &'static str),
    /// The ratio at most.
    AtMost(f64, &'static str),
    /// The ratio at least.
    AtLeast(f64, &'static str),
}

impl Goal {
    fn text(self) -> &'static str {
        match self {
            Goal::None => "",
            Goal::Lines(_, text) | Goal::AtMost(_, text) | Goal::AtLeast(_, text) => text,
        }
    }

    fn is_met(self, ours: f64, ratio: f64) -> Option<bool> {
        match self {
            Goal::None => None,
            Goal::Lines(limit, _) => Some(ours <= limit),
            Goal::AtMost(limit, _) => Some(ratio <= limit),
            Goal::AtLeast(limit, _) => Some(ratio >= limit),
        }
    }
}

impl Table {
    /// An empty one.
    pub(crate) fn new(other: &'static str) -> Self {
        Self { other, rows: Vec::new(), notes: Vec::new() }
    }

    /// Adds a row of two figures.
    pub(crate) fn row(&mut self, what: &str, figures: (f64, f64), shown: impl Fn(f64) -> String, goal: Goal) {
        self.ratio(what, figures, figures.0 / figures.1, shown, goal);
    }

    /// Adds a row of two figures whose ratio was measured by itself.
    pub(crate) fn ratio(
        &mut self,
        what: &str,
        (ours, other): (f64, f64),
        ratio: f64,
        shown: impl Fn(f64) -> String,
        goal: Goal,
    ) {
        let word = match goal.is_met(ours, ratio) {
            None => "",
            Some(true) => ", met",
            Some(false) => ", missed",
        };
        self.rows.push(Row {
            what: what.to_owned(),
            ours: shown(ours),
            other: shown(other),
            ratio: format!("{ratio:.2}{word}"),
            goal: goal.text(),
        });
    }

    /// Adds a row of which one side was not run.
    pub(crate) fn alone(&mut self, what: &str, ours: String, why: &str, goal: Goal) {
        let (other, ratio) = (why.to_owned(), String::new());
        self.rows.push(Row { what: what.to_owned(), ours, other, ratio, goal: goal.text() });
    }

    /// Adds a line below the table.
    pub(crate) fn note(&mut self, text: String) {
        self.notes.push(text);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| | ours | {} | ours : other | goal |", self.other)?;
        writeln!(f, "|---|--:|--:|--:|---|")?;
        for row in &self.rows {
            writeln!(f, "| {} | {} | {} | {} | {} |", row.what, row.ours, row.other, row.ratio, row.goal)?;
        }
        writeln!(f)?;
        self.notes.iter().try_for_each(|note| writeln!(f, "- {note}"))
    }
}
