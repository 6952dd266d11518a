//! Whether each message was given to its agent once, and everything that the agent said is written down once.

use std::collections::{BTreeMap, BTreeSet};

use super::Verdict;
use crate::load::turns::CHUNKS;

/// One turn as the sandbox service has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turn {
    pub prompts: usize,
    /// How often its end is written down.
    pub ends: usize,
    /// `done`, or how else it ended; `None` while it goes on.
    pub ended: Option<String>,
    /// The numbers that the agent has said, in the order of the log.
    pub said: Vec<u64>,
}

/// Everything of turns that the judge looks at.
#[derive(Debug, Clone, Default)]
pub struct Turns {
    /// By message.
    pub turns: BTreeMap<String, Turn>,
    /// By session: the indexes of its events, in order.
    pub indexes: BTreeMap<String, Vec<i64>>,
    /// Questions that somebody has answered: how many times the audit log tells of all of them.
    pub answered: BTreeSet<String>,
    pub answers_told: usize,
    /// Questions that an agent has got no answer to, though its turn has ended.
    pub undelivered: usize,
}

/// `told`: the messages that were acknowledged, by task.
pub fn judge_turns(
    verdict: &mut Verdict,
    told: &BTreeMap<String, BTreeSet<String>>,
    answered: &BTreeSet<String>,
    found: &Turns,
) {
    let nothing = Turn::default();
    for message in told.values().flatten() {
        judge_turn(verdict, message, found.turns.get(message).unwrap_or(&nothing));
    }
    for (session, indexes) in &found.indexes {
        let wanted = 1..=i64::try_from(indexes.len()).unwrap_or(i64::MAX);
        if !indexes.iter().copied().eq(wanted) {
            verdict.disordered += 1;
            verdict.note(format!("out of order: the events of {session} have indexes with gaps"));
        }
    }
    for lost in answered.difference(&found.answered) {
        verdict.lost += 1;
        verdict.note(format!("lost: the answer to the question {lost}"));
    }
    if found.answers_told != found.answered.len() {
        verdict.audit += found.answers_told.abs_diff(found.answered.len());
        let (events, answers) = (found.answers_told, found.answered.len());
        verdict.note(format!("audit: {events} events of {answers} answers"));
    }
    if found.undelivered > 0 {
        verdict.lost += found.undelivered;
        verdict.note(format!("lost: {} answers did not reach their agents", found.undelivered));
    }
}

fn judge_turn(verdict: &mut Verdict, message: &str, turn: &Turn) {
    if turn.ended.is_none() || turn.ends == 0 {
        verdict.lost += 1;
        verdict.note(format!("lost: the turn of {message} has not ended: {turn:?}"));
        return;
    }
    let once: BTreeSet<u64> = turn.said.iter().copied().collect();
    let doubled = [turn.prompts.saturating_sub(1), turn.ends - 1, turn.said.len() - once.len()];
    if doubled != [0; 3] {
        verdict.twice += doubled.iter().sum::<usize>();
        verdict.note(format!("twice: prompts, ends, chunks of {message}: {doubled:?}"));
    }
    // What did not end well says so to its person; what it has said is there all the same.
    if turn.ended.as_deref() == Some("done") && !turn.said.iter().copied().eq(1..=CHUNKS) && doubled == [0; 3] {
        verdict.lost += 1;
        verdict.note(format!("lost: {message} said {} of {CHUNKS} numbers", turn.said.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> Turn {
        Turn { prompts: 1, ends: 1, ended: Some("done".into()), said: (1..=CHUNKS).collect() }
    }

    fn judged(turn: Option<Turn>) -> Verdict {
        let told = BTreeMap::from([("t-1".to_owned(), BTreeSet::from(["m-1".to_owned()]))]);
        let turns = turn.map(|turn| ("m-1".to_owned(), turn)).into_iter().collect();
        let mut verdict = Verdict::default();
        judge_turns(&mut verdict, &told, &BTreeSet::new(), &Turns { turns, ..Turns::default() });
        verdict
    }

    #[test]
    fn a_turn_that_was_told_and_heard_once_is_clean() {
        assert!(judged(Some(whole())).is_clean());
        let stopped = Turn { ended: Some("failed".into()), said: vec![1, 2], ..whole() };
        assert!(judged(Some(stopped)).is_clean(), "its person was told");
    }

    #[test]
    fn a_turn_that_is_stuck_or_was_never_begun_is_lost() {
        assert_eq!(judged(None).lost, 1);
        assert_eq!(judged(Some(Turn { ended: None, ..whole() })).lost, 1);
    }

    #[test]
    fn a_missing_chunk_is_lost_and_a_repeated_one_is_twice() {
        assert_eq!(judged(Some(Turn { said: (2..=CHUNKS).collect(), ..whole() })).lost, 1);
        let twice = (1..=CHUNKS).chain(1..=CHUNKS).collect();
        assert_eq!(judged(Some(Turn { said: twice, ..whole() })).twice, usize::try_from(CHUNKS).unwrap());
        assert_eq!(judged(Some(Turn { prompts: 2, ..whole() })).twice, 1);
    }

    #[test]
    fn gaps_of_indexes_and_lost_or_repeated_answers_are_found() {
        let found = Turns {
            indexes: BTreeMap::from([("s-1".to_owned(), vec![1, 3])]),
            answered: BTreeSet::from(["p-1".to_owned()]),
            answers_told: 2,
            undelivered: 1,
            ..Turns::default()
        };
        let mut verdict = Verdict::default();
        let answered = BTreeSet::from(["p-1".to_owned(), "p-2".to_owned()]);
        judge_turns(&mut verdict, &BTreeMap::new(), &answered, &found);
        assert_eq!((verdict.disordered, verdict.lost, verdict.audit), (1, 2, 1));
    }
}
