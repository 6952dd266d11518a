//! The table of figures: one line as soon as each is known, all of them at the end, and JSON for scripts.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use fleet::say;
use serde_json::json;

use crate::figure::{Aim, Figure};
use crate::machine::Machine;
use crate::peers;

#[derive(Debug, Default)]
pub struct Report {
    figures: Vec<Figure>,
}

impl Report {
    /// Shows it at once and keeps it for the table.
    pub fn add(&mut self, figure: Figure) {
        say(&line(&figure));
        self.figures.push(figure);
    }

    pub fn extend(&mut self, figures: impl IntoIterator<Item = Figure>) {
        figures.into_iter().for_each(|figure| self.add(figure));
    }

    pub fn print(&self, machine: &Machine) {
        say(&format!("\n{:<62} {:>10} {:<5} {:>10}  met", "Everything acknowledged is synced to disk", "", "", "aim"));
        self.figures.iter().for_each(|figure| say(&line(figure)));
        let (met, aims) = self.met();
        say(&format!("\n{met} of {aims} aims are met; {} errors\n", self.errors()));
        say(peers::NOTE);
        say(&format!("\n{}", machine.lines()));
    }

    pub fn write_json(&self, file: &Path, machine: &Machine) -> Result<()> {
        let figures = self.figures.iter().map(|figure| {
            let mut value = serde_json::to_value(figure)?;
            value["met"] = json!(figure.is_met());
            Ok(value)
        });
        let figures = figures.collect::<Result<Vec<_>>>()?;
        let text = serde_json::to_string_pretty(&json!({ "figures": figures, "machine": machine }))?;
        fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
    }

    /// Aims met, and aims that there are.
    fn met(&self) -> (usize, usize) {
        let judged: Vec<bool> = self.figures.iter().filter_map(Figure::is_met).collect();
        (judged.iter().filter(|met| **met).count(), judged.len())
    }

    fn errors(&self) -> u64 {
        self.figures.iter().map(|figure| figure.errors).sum()
    }
}

fn line(figure: &Figure) -> String {
    let value = figure.figure.map_or_else(|| "-".to_owned(), number);
    let aim = match figure.aim {
        Some(Aim::AtMost(most)) => format!("<= {}", number(most)),
        Some(Aim::AtLeast(least)) => format!(">= {}", number(least)),
        None => String::new(),
    };
    let met = match figure.is_met() {
        Some(true) => "yes",
        Some(false) => "NO",
        None => "",
    };
    let text = format!("{:<62} {value:>10} {:<5} {aim:>10}  {met:<3}  {}", figure.name, figure.unit, figure.note);
    text.trim_end().to_owned()
}

/// Three digits that matter, thousands apart.
fn number(value: f64) -> String {
    match value {
        value if value < 10.0 => format!("{value:.2}"),
        value if value < 100.0 => format!("{value:.1}"),
        value => thousands(value.round() as u64),
    }
}

fn thousands(value: u64) -> String {
    if value < 1_000 { value.to_string() } else { format!("{},{:03}", thousands(value / 1_000), value % 1_000) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_readable() {
        let numbers = [0.9, 12.34, 313.4, 16_900.0, 1_234_567.0].map(number);
        assert_eq!(numbers, ["0.90", "12.3", "313", "16,900", "1,234,567"]);
    }

    #[test]
    fn a_missed_aim_is_seen() {
        let missed = line(&Figure::new("takeover", 5.0, "s").at_most(4.0));
        assert!(missed.ends_with("<= 4.00  NO"), "{missed}");
        assert!(line(&Figure::missing("sync", "no github-data")).ends_with("not measured: no github-data"));
    }
}
