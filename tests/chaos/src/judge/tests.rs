use serde_json::json;

use super::*;

/// Five acknowledged renames, and a fleet that has done them.
fn told() -> BTreeMap<String, Numbers> {
    BTreeMap::from([("t-1".to_owned(), Numbers { acknowledged: (1..=5).collect() })])
}

fn found(ran: &[u64], events: &[u64]) -> Found {
    let titles = |numbers: &[u64]| numbers.iter().map(|number| title(*number)).collect::<Vec<_>>();
    let to = titles(events);
    let from = std::iter::once("as GitHub has it".to_owned()).chain(to.clone());
    Found { ran: titles(ran), title: titles(ran).last().cloned(), events: from.zip(to.clone()).collect() }
}

fn verdict(found: Found) -> Verdict {
    let world = World { tasks: BTreeMap::from([("t-1".to_owned(), found)]), ..World::default() };
    let verdict = judge(&told(), &BTreeSet::new(), &world);
    assert_eq!(verdict.is_clean(), verdict.examples.is_empty());
    Verdict { examples: Vec::new(), ..verdict }
}

fn with(lost: usize, twice: usize, disordered: usize, audit: usize) -> Verdict {
    Verdict { lost, twice, disordered, audit, ..Verdict::default() }
}

#[test]
fn what_was_done_as_told_is_clean() {
    assert!(verdict(found(&[1, 2, 3, 4, 5], &[1, 2, 3, 4, 5])).is_clean());
}

#[test]
fn a_last_rename_that_nobody_was_told_of_may_have_run() {
    assert!(verdict(found(&[1, 2, 3, 4, 5, 6], &[1, 2, 3, 4, 5, 6])).is_clean());
}

#[test]
fn a_lost_effect_is_found() {
    assert_eq!(verdict(found(&[1, 2, 4, 5], &[1, 2, 4, 5])), with(1, 0, 0, 0));
    assert_eq!(verdict(Found::default()), with(5, 0, 0, 0));
}

#[test]
fn a_lost_last_effect_is_found_in_the_record() {
    let mut found = found(&[1, 2, 3, 4, 5], &[1, 2, 3, 4, 5]);
    found.title = Some(title(4));
    assert_eq!(verdict(found), with(1, 0, 0, 0));
}

#[test]
fn a_doubled_effect_is_found() {
    assert_eq!(verdict(found(&[1, 2, 3, 3, 4, 5], &[1, 2, 3, 3, 4, 5])), with(0, 1, 0, 0));
}

#[test]
fn a_swapped_effect_is_found() {
    assert_eq!(verdict(found(&[1, 3, 2, 4, 5], &[1, 3, 2, 4, 5])), with(0, 0, 1, 0));
    assert_eq!(verdict(found(&[1, 2, 3, 4, 5], &[1, 3, 2, 4, 5])), with(0, 0, 1, 0));
}

#[test]
fn a_chain_that_does_not_hold_together_is_found() {
    let mut found = found(&[1, 2, 3, 4, 5], &[1, 2, 3, 4, 5]);
    found.events[3].0 = title(2);
    assert_eq!(verdict(found), with(0, 0, 1, 0));
}

#[test]
fn missing_and_repeated_audit_events_are_found() {
    assert_eq!(verdict(found(&[1, 2, 3, 4, 5], &[1, 2, 4, 5])), with(0, 0, 0, 1));
    assert_eq!(verdict(found(&[1, 2, 3, 4, 5], &[1, 2, 2, 3, 4, 5])), with(0, 0, 0, 1));
}

#[test]
fn syncs_and_sign_ins_that_are_gone_are_lost() {
    let world = World {
        ended_runs: BTreeSet::from(["r-1".to_owned()]),
        lost_sign_ins: vec!["alice".to_owned()],
        ..World::default()
    };
    let runs = BTreeSet::from(["r-1".to_owned(), "r-2".to_owned()]);
    assert_eq!(judge(&BTreeMap::new(), &runs, &world).lost, 2);
}

#[test]
fn views_that_are_stale_missing_or_left_over_are_found() {
    let map = |entries: &[(&str, i64)]| entries.iter().map(|(key, value)| ((*key).to_owned(), json!(value))).collect();
    let world = World {
        rows: map(&[("same", 1), ("stale", 2), ("missing", 3)]),
        shown: map(&[("same", 1), ("stale", 1), ("left over", 4)]),
        stale_lines: vec!["t-1".to_owned()],
        ..World::default()
    };
    assert_eq!(judge(&BTreeMap::new(), &BTreeSet::new(), &world).views, 4);
}
