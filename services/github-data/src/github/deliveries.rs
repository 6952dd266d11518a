//! What became of GitHub's webhooks on their way to us. GitHub tries each once, and keeps it for three days to be asked for
//! again.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicI64, Ordering},
};

use contracts::Millis;
use serde::Deserialize;

use super::{As, Github, GithubError, paging::PER_PAGE, text::Name};

/// Pages of deliveries that are looked through at a time, newest first, and for how long at most: a look has some seconds,
/// and must ask for what it has found as well. What lies deeper after a long outage of ours, the next reading of its
/// organization makes up for.
const PAGES: usize = 10;
const LOOK_MS: Millis = 2_000;
/// What we have refused so often is given up. What nobody answered is not: that was an outage, however long.
const REFUSALS: usize = 3;
/// Deliveries that are asked for again while nobody answers: they find out whether somebody does.
const PROBES: usize = 3;
/// What was not answered while others were fails for a reason of its own: each time but the first it is asked for again so
/// much later.
const LATER_MS: Millis = 60_000;
const LATEST_MS: Millis = 900_000;

/// One attempt to deliver a webhook.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Attempt {
    id: u64,
    /// The same for all attempts of one delivery.
    guid: Name,
    /// 0 when nothing answered.
    status_code: u16,
    delivered_at: jiff::Timestamp,
}

/// All that was delivered up to this time of GitHub's was taken, or given up: nobody needs to look there again.
#[derive(Default)]
pub(super) struct Settled(AtomicI64);

impl Attempt {
    const fn is_taken(&self) -> bool {
        matches!(self.status_code, 200..300)
    }

    /// We answered, and did not want it.
    const fn is_refused(&self) -> bool {
        matches!(self.status_code, 300..500)
    }

    const fn is_unanswered(&self) -> bool {
        !self.is_taken() && !self.is_refused()
    }

    fn at(&self) -> Millis {
        self.delivered_at.as_millisecond()
    }
}

impl Github {
    /// The newest attempts of deliveries that nobody has taken, of those that are to be asked for again by now; the one that
    /// was tried longest ago is the first.
    pub async fn failed_deliveries(&self) -> Result<Vec<u64>, GithubError> {
        let began_at = runtime::now();
        let settled = self.0.settled.0.load(Ordering::Relaxed);
        let (mut attempts, mut url) = (Vec::new(), self.0.api.url(&format!("/app/hook/deliveries?{PER_PAGE}")));
        for _ in 0..PAGES {
            let answer = self.get(As::App, &url, None).await?;
            let page: Vec<Attempt> = answer.json()?;
            let is_far_enough = reaches(&page, settled);
            attempts.extend(page);
            match self.0.api.next_page(&answer)? {
                Some(next) if !is_far_enough && runtime::now() < began_at + LOOK_MS => url = next,
                _ => break,
            }
        }
        let failed = failed(&attempts);
        if let (true, Some(newest)) = (failed.is_empty(), attempts.first()) {
            self.0.settled.0.fetch_max(newest.at(), Ordering::Relaxed);
        }
        Ok(to_be_asked_for(&attempts, failed, self.0.clock.now()))
    }

    /// Has GitHub deliver once more, under the delivery's old id.
    pub async fn redeliver(&self, attempt_id: u64) -> Result<(), GithubError> {
        let url = self.0.api.url(&format!("/app/hook/deliveries/{attempt_id}/attempts"));
        self.post(As::App, &url).await.map(drop)
    }
}

/// Whether the page, newest first, goes back to what is settled. GitHub's times are whole seconds.
fn reaches(page: &[Attempt], settled: Millis) -> bool {
    page.last().is_none_or(|oldest| oldest.at() < settled)
}

/// A delivery that nobody has taken, and that is not given up.
struct Failed<'a> {
    newest: &'a Attempt,
    /// How often it was not answered though the attempt before it, of whatever delivery, was.
    alone: usize,
}

/// Of attempts, newest first.
fn failed(attempts: &[Attempt]) -> Vec<Failed<'_>> {
    let mut by_delivery: BTreeMap<&str, Vec<(&Attempt, bool)>> = BTreeMap::new();
    for (attempt, place) in attempts.iter().zip(1..) {
        let others_are_answered = attempts.get(place).is_some_and(|before| !before.is_unanswered());
        by_delivery.entry(&attempt.guid.0).or_default().push((attempt, others_are_answered));
    }
    let is_failed = |tried: &Vec<(&Attempt, bool)>| {
        let refusals = tried.iter().filter(|(attempt, _)| attempt.is_refused()).count();
        refusals < REFUSALS && !tried.iter().any(|(attempt, _)| attempt.is_taken())
    };
    let alone =
        |tried: &[(&Attempt, bool)]| tried.iter().filter(|(_, others_are_answered)| *others_are_answered).count();
    let failed = by_delivery.into_values().filter(is_failed);
    failed.map(|tried| Failed { newest: tried[0].0, alone: alone(&tried) }).collect()
}

/// While not even the newest attempt is answered, a few find out when that is over; then all follow.
fn to_be_asked_for(attempts: &[Attempt], mut failed: Vec<Failed<'_>>, now: Millis) -> Vec<u64> {
    failed.retain(|failed| failed.is_due(now));
    failed.sort_by_key(|failed| (failed.newest.at(), failed.newest.id));
    if attempts.first().is_some_and(Attempt::is_unanswered) {
        failed.truncate(PROBES);
    }
    failed.into_iter().map(|failed| failed.newest.id).collect()
}

impl Failed<'_> {
    fn is_due(&self, now: Millis) -> bool {
        let later = LATER_MS.saturating_mul(Millis::try_from(self.alone.saturating_sub(1)).unwrap_or(Millis::MAX));
        self.newest.at() + later.min(LATEST_MS) <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Its number says when it was made, too: in seconds.
    fn attempt(id: u64, guid: &str, status_code: u16) -> Attempt {
        let delivered_at = jiff::Timestamp::from_second(id.cast_signed()).unwrap();
        Attempt { id, guid: Name::from(guid), status_code, delivered_at }
    }

    /// An hour later.
    fn asked_for(attempts: &[Attempt]) -> Vec<u64> {
        to_be_asked_for(attempts, failed(attempts), 3_600_000)
    }

    #[test]
    fn what_nobody_has_taken_is_delivered_again_and_what_we_refuse_is_given_up() {
        let attempts = [
            attempt(9, "taken-later", 202),
            attempt(8, "refused", 400),
            attempt(7, "refused", 400),
            attempt(6, "refused", 400),
            attempt(5, "lost", 0),
            attempt(4, "taken-later", 503),
            attempt(3, "taken", 202),
            attempt(2, "lost-before", 503),
        ];
        assert_eq!(asked_for(&attempts), [2, 5]);
    }

    #[test]
    fn an_outage_gives_nothing_up_however_long_it_is() {
        let outage: Vec<_> = (0..100).rev().map(|id| attempt(id, "lost", if id % 2 == 0 { 0 } else { 503 })).collect();
        assert_eq!(asked_for(&outage), [99]);
    }

    #[test]
    fn while_nobody_answers_a_few_find_out_when_that_is_over() {
        let lost: Vec<_> = (0..50).rev().map(|id| attempt(id, &id.to_string(), 0)).collect();
        assert_eq!(asked_for(&lost), [0, 1, 2]);
        let mut over = vec![attempt(60, "taken", 202)];
        over.extend(lost);
        assert_eq!(asked_for(&over), (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn nobody_looks_farther_back_than_to_what_is_settled() {
        let page = [attempt(9, "a", 202), attempt(5, "b", 202)];
        assert_eq!([0, 5_000, 5_001, 9_000].map(|settled| reaches(&page, settled)), [false, false, true, true]);
        assert!(reaches(&[], 0));
    }

    #[test]
    fn what_goes_on_failing_is_asked_for_less_and_less_often() {
        let minutes_after = |attempts: Vec<Attempt>| {
            let failed = &failed(&attempts)[0];
            (0..).find(|minutes| failed.is_due(failed.newest.at() + minutes * 60_000)).unwrap()
        };
        let among_others = |times: u64| {
            let odd = |id: u64| [attempt(2 * id + 1, "odd", 500), attempt(2 * id, &id.to_string(), 202)];
            minutes_after((0..times).rev().flat_map(odd).collect())
        };
        assert_eq!([1, 2, 3, 16, 17, 400].map(among_others), [0, 1, 2, 15, 15, 15]);
        let in_an_outage = (0..400).rev().map(|id| attempt(id, "lost", 0)).collect();
        assert_eq!(minutes_after(in_an_outage), 0);
    }
}
