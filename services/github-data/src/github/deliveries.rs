//! What became of GitHub's webhooks on their way to us. GitHub tries each once, and keeps it for three days to be asked for
//! again.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{As, Github, GithubError, paging::PER_PAGE, text::Name};

/// Pages of deliveries that are looked through at a time, newest first, as long as there are some that failed: a look has
/// some seconds. What lies deeper after a long outage of ours, the next reading of its organization makes up for.
const PAGES: usize = 4;
/// Attempts of one delivery, after which it is given up: what is refused each time is no matter of an outage.
const ATTEMPTS: usize = 3;

/// One attempt to deliver a webhook.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Attempt {
    id: u64,
    /// The same for all attempts of one delivery.
    guid: Name,
    /// 0 when nothing answered.
    status_code: u16,
}

impl Attempt {
    fn is_taken(&self) -> bool {
        (200..300).contains(&self.status_code)
    }
}

impl Github {
    /// The newest attempt of each delivery that nobody has taken, oldest first.
    pub async fn failed_deliveries(&self) -> Result<Vec<u64>, GithubError> {
        let (mut attempts, mut url) = (Vec::new(), self.0.api.url(&format!("/app/hook/deliveries?{PER_PAGE}")));
        for _ in 0..PAGES {
            let answer = self.get(As::App, &url, None).await?;
            let page: Vec<Attempt> = answer.json()?;
            let all_is_well = page.iter().all(Attempt::is_taken);
            attempts.extend(page);
            match self.0.api.next_page(&answer)? {
                Some(next) if !all_is_well => url = next,
                _ => break,
            }
        }
        Ok(failed(&attempts))
    }

    /// Has GitHub deliver once more, under the delivery's old id.
    pub async fn redeliver(&self, attempt_id: u64) -> Result<(), GithubError> {
        let url = self.0.api.url(&format!("/app/hook/deliveries/{attempt_id}/attempts"));
        self.post(As::App, &url).await.map(drop)
    }
}

/// Of attempts, newest first.
fn failed(attempts: &[Attempt]) -> Vec<u64> {
    let mut by_delivery: BTreeMap<&str, Vec<&Attempt>> = BTreeMap::new();
    for attempt in attempts {
        by_delivery.entry(&attempt.guid.0).or_default().push(attempt);
    }
    let is_failed = |tried: &Vec<&Attempt>| tried.len() < ATTEMPTS && !tried.iter().any(|attempt| attempt.is_taken());
    let mut failed: Vec<u64> = by_delivery.into_values().filter(is_failed).map(|tried| tried[0].id).collect();
    failed.sort_unstable();
    failed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(id: u64, guid: &str, status_code: u16) -> Attempt {
        Attempt { id, guid: Name::from(guid), status_code }
    }

    #[test]
    fn what_nobody_has_taken_is_delivered_again_oldest_first_and_given_up_in_the_end() {
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
        assert_eq!(failed(&attempts), [2, 5]);
    }
}
