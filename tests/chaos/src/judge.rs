//! Whether what the fleet holds at the end is what its callers were told.

pub mod turns;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::ledger::Numbers;

/// Findings that are told in full.
const EXAMPLES: usize = 12;

/// How a title carries its number: `chaos 17`.
const TITLE: &str = "chaos ";

pub fn title(number: u64) -> String {
    format!("{TITLE}{number}")
}

fn number(title: &str) -> Option<u64> {
    title.strip_prefix(TITLE)?.parse().ok()
}

/// What became of one task, as its service and the audit log have it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Titles of the renames that were done, in the order of the journal.
    pub ran: Vec<String>,
    /// `task.renamed`: from which title to which, in the order of the log.
    pub events: Vec<(String, String)>,
    /// Of the record; `None` for a task that nobody has acted on.
    pub title: Option<String>,
}

/// Everything that the judge looks at.
#[derive(Debug, Clone, Default)]
pub struct World {
    pub tasks: BTreeMap<String, Found>,
    /// Workflow runs that are done, failed or cancelled.
    pub ended_runs: BTreeSet<String>,
    /// Sign-ins that the gateway does not know.
    pub lost_sign_ins: Vec<String>,
    /// What the services hold, by the view's key, and what the bucket shows.
    pub rows: BTreeMap<String, Value>,
    pub shown: BTreeMap<String, Value>,
    /// Sidebar lines that say something else than the task's own record.
    pub stale_lines: Vec<String>,
    pub turns: turns::Turns,
}

/// All of it is to be 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    pub lost: usize,
    pub twice: usize,
    pub disordered: usize,
    pub audit: usize,
    pub views: usize,
    pub examples: Vec<String>,
}

impl Verdict {
    pub fn is_clean(&self) -> bool {
        [self.lost, self.twice, self.disordered, self.audit, self.views] == [0; 5]
    }

    fn note(&mut self, what: String) {
        if self.examples.len() < EXAMPLES {
            self.examples.push(what);
        }
    }
}

pub fn judge(numbers: &BTreeMap<String, Numbers>, runs: &BTreeSet<String>, world: &World) -> Verdict {
    let mut verdict = Verdict::default();
    let nothing = Found::default();
    for (task, told) in numbers {
        judge_task(&mut verdict, task, told, world.tasks.get(task).unwrap_or(&nothing));
    }
    for run in runs.difference(&world.ended_runs) {
        verdict.lost += 1;
        verdict.note(format!("lost: the sync {run} has not ended"));
    }
    for sign_in in &world.lost_sign_ins {
        verdict.lost += 1;
        verdict.note(format!("lost: the sign-in {sign_in}"));
    }
    judge_views(&mut verdict, world);
    verdict
}

fn judge_task(verdict: &mut Verdict, task: &str, told: &Numbers, found: &Found) {
    let ran: Vec<u64> = found.ran.iter().filter_map(|title| number(title)).collect();
    let once: BTreeSet<u64> = ran.iter().copied().collect();
    for lost in told.acknowledged.difference(&once) {
        verdict.lost += 1;
        verdict.note(format!("lost: {task} never became {lost}"));
    }
    if ran.len() > once.len() {
        verdict.twice += ran.len() - once.len();
        verdict.note(format!("twice: {task} ran {} renames of {} numbers", ran.len(), once.len()));
    }

    let told_of: Vec<u64> = found.events.iter().filter_map(|(_, to)| number(to)).collect();
    let wrong = difference(&ran, &told_of);
    if wrong > 0 {
        verdict.audit += wrong;
        verdict.note(format!("audit: {task} has {} events of {} renames", told_of.len(), ran.len()));
    }

    let broken = found.events.windows(2).filter(|pair| pair[0].1 != pair[1].0).count();
    // Where an event is missing the chain has a gap: that is told already.
    let broken = if wrong == 0 { broken } else { 0 };
    let disordered = descents(&ran).max(descents(&told_of)).max(broken);
    if disordered > 0 {
        verdict.disordered += disordered;
        verdict.note(format!("out of order: {task} ran {ran:?}, the log tells {:?}", found.events));
    }
    // The record has the title that came last, or the last one had no effect.
    if found.ran.last() != found.title.as_ref() && disordered == 0 {
        verdict.lost += 1;
        verdict.note(format!("lost: {task} is {:?} after {:?}", found.title, found.ran.last()));
    }
}

/// How often a number is not followed by a greater one. The same again is not out of order but done twice.
fn descents(numbers: &[u64]) -> usize {
    numbers.windows(2).filter(|pair| pair[1] < pair[0]).count()
}

/// How many of the one have no partner in the other, both ways.
fn difference(one: &[u64], other: &[u64]) -> usize {
    let mut counts: BTreeMap<u64, i64> = BTreeMap::new();
    one.iter().for_each(|number| *counts.entry(*number).or_default() += 1);
    other.iter().for_each(|number| *counts.entry(*number).or_default() -= 1);
    counts.values().map(|count| usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX)).sum()
}

fn judge_views(verdict: &mut Verdict, world: &World) {
    let keys: BTreeSet<&String> = world.rows.keys().chain(world.shown.keys()).collect();
    for key in keys {
        if world.rows.get(key) != world.shown.get(key) {
            verdict.views += 1;
            verdict.note(format!("view: {key} shows {:?}, is {:?}", world.shown.get(key), world.rows.get(key)));
        }
    }
    for line in &world.stale_lines {
        verdict.views += 1;
        verdict.note(format!("line: {line}"));
    }
}

#[cfg(test)]
mod tests;
