//! What a person sees: a line for each thing that happens, and a table at the end.

use std::io::{Write, stdout};
use std::time::{Duration, Instant};

use crate::judge::Verdict;
use crate::ledger::Notes;
use crate::load::WAITING;
use crate::recovery::{Broken, Recovery, recoveries};

/// Prints a line. A reader that has gone away is no reason for a run to fall.
pub fn say(text: &str) {
    writeln!(stdout(), "{text}").ok();
}

/// The same with the time since the load began.
pub fn line(began: Instant, text: &str) {
    let seconds = began.elapsed().as_secs_f64();
    say(&format!("  {:>3}:{:04.1}  {text}", seconds as u64 / 60, seconds % 60.0));
}

/// How far the callers have come.
pub fn progress(began: Instant, notes: &Notes) {
    let counts = &notes.counts;
    let errors: u64 = notes.errors.values().sum();
    let text = format!(
        "{} renames, {} enqueued, {} first acts, {} syncs, {} sign-ins, {} turns acknowledged; {errors} errors, {} refused",
        counts.renames, counts.enqueued, counts.first_acts, counts.syncs, counts.sign_ins, counts.turns, notes.refused,
    );
    line(began, &text);
}

pub fn print(verdict: &Verdict, notes: &Notes, broken: &[Broken], deaths: u64) {
    say("\nTo be 0");
    for (what, count) in [
        ("acknowledged effects lost", verdict.lost),
        ("effects done twice", verdict.twice),
        ("effects out of order for their actor", verdict.disordered),
        ("audit events that do not match what was done", verdict.audit),
        ("views that differ from rows", verdict.views),
    ] {
        row(what, &count.to_string());
    }
    row("refused or dead though nothing was wrong", &notes.refused.to_string());
    verdict.examples.iter().chain(&notes.refusals).for_each(|example| say(&format!("    {example}")));

    say("\nAcknowledged");
    let counts = &notes.counts;
    for (what, count) in [
        ("renames, waited for", counts.renames),
        ("renames, enqueued", counts.enqueued),
        ("first acts", counts.first_acts),
        ("syncs", counts.syncs),
        ("sign-ins", counts.sign_ins),
        ("messages to agents", counts.turns),
        ("answers to agents", counts.answers),
    ] {
        row(what, &count.to_string());
    }
    let (waited, what) = &notes.longest_wait;
    row("longest wait for an acknowledgement", &format!("{:.1} s  {what}", waited.as_secs_f64()));
    row("instances that ended by themselves", &deaths.to_string());

    say("\nCallers' errors, each tried again");
    notes.errors.iter().for_each(|(kind, count)| row(kind, &count.to_string()));

    say(&format!("\n  {:<44} {:>5}  median  longest", "Until everybody is answered again", "times"));
    for (sort, recovery) in recoveries(broken, &notes.answers, WAITING) {
        say(&recovery_line(&sort, &recovery));
    }
    say("  (from the fault where an equal takes over, else from its end; alone among the faults, or not counted)");
}

fn row(what: &str, value: &str) {
    say(&format!("  {what:<44} {value:>5}"));
}

fn recovery_line(sort: &str, recovery: &Recovery) -> String {
    let seconds =
        |took: Option<Duration>| took.map_or_else(|| "-".to_owned(), |took| format!("{:.1} s", took.as_secs_f64()));
    format!("  {sort:<44} {:>5} {:>7}  {:>7}", recovery.count, seconds(recovery.median), seconds(recovery.longest))
}
