//! One measured figure, what we aim at, and whether it is met.

use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    pub name: String,
    /// `None`: it could not be measured, and the note says why.
    pub figure: Option<f64>,
    pub unit: &'static str,
    pub aim: Option<Aim>,
    /// Calls that did not end as they should. One is enough to miss any aim.
    pub errors: u64,
    pub note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Aim {
    AtMost(f64),
    AtLeast(f64),
}

impl Figure {
    pub fn new(name: impl Into<String>, figure: f64, unit: &'static str) -> Self {
        Self { name: name.into(), figure: Some(figure), unit, aim: None, errors: 0, note: String::new() }
    }

    pub fn missing(name: impl Into<String>, why: &str) -> Self {
        let note = format!("not measured: {why}");
        Self { name: name.into(), figure: None, unit: "", aim: None, errors: 0, note }
    }

    pub fn at_most(mut self, aim: f64) -> Self {
        self.aim = Some(Aim::AtMost(aim));
        self
    }

    pub fn at_least(mut self, aim: f64) -> Self {
        self.aim = Some(Aim::AtLeast(aim));
        self
    }

    /// Adds to the note.
    pub fn note(mut self, text: impl AsRef<str>) -> Self {
        if !self.note.is_empty() {
            self.note.push_str("; ");
        }
        self.note.push_str(text.as_ref());
        self
    }

    /// Counts errors, with the first one's text in the note.
    pub fn errors(mut self, count: u64, first: Option<&str>) -> Self {
        self.errors += count;
        match first {
            Some(first) => self.note(format!("{count} ERRORS, the first: {first}")),
            None => self,
        }
    }

    /// Whether the aim is met; `None` without an aim. What failed or could not be measured is as good as missed.
    pub fn is_met(&self) -> Option<bool> {
        if self.errors > 0 || self.figure.is_none() {
            return Some(false);
        }
        let aim = self.aim?;
        let met = self.figure.is_some_and(|figure| match aim {
            Aim::AtMost(most) => figure <= most,
            Aim::AtLeast(least) => figure >= least,
        });
        Some(met)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aim_has_a_direction() {
        assert_eq!(Figure::new("round trip", 1.2, "ms").at_most(1.2).is_met(), Some(true));
        assert_eq!(Figure::new("round trip", 1.3, "ms").at_most(1.2).is_met(), Some(false));
        assert_eq!(Figure::new("commands", 4_999.0, "/s").at_least(5_000.0).is_met(), Some(false));
        assert_eq!(Figure::new("commands", 4_999.0, "/s").is_met(), None);
    }

    #[test]
    fn an_error_and_a_missing_figure_meet_nothing() {
        let failed = Figure::new("commands", 9_000.0, "/s").at_least(5_000.0).errors(1, Some("pending"));
        assert_eq!(failed.is_met(), Some(false));
        assert!(failed.note.contains("1 ERRORS, the first: pending"));
        assert_eq!(Figure::missing("commands", "no service").is_met(), Some(false));
    }
}
