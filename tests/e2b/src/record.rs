//! A sandbox as the cloud knows it, and what may happen to it: pure decisions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// As E2B's API: a plan allows a day at most.
pub const LONGEST_SECONDS: u64 = 24 * 3600;
/// Of a sandbox whose maker has not said (`POST /v2/sandboxes`, `POST /v2/sandboxes/{id}/connect`).
pub const DEFAULT_SECONDS: u64 = 300;
/// What clients decide features by.
const ENVD_VERSION: &str = "0.5.8";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
    Running,
    Paused,
}

/// Written to disk with each change, for the next stand-in on the same folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub id: String,
    pub template: String,
    pub metadata: BTreeMap<String, String>,
    pub environment: BTreeMap<String, String>,
    /// Unix milliseconds.
    pub started_at: i64,
    /// Unix milliseconds; of a paused one it says nothing.
    pub end_at: i64,
    pub state: State,
    /// At its end it is paused, and not killed.
    pub auto_pause: bool,
    /// A pause at its end keeps its memory.
    pub auto_pause_memory: bool,
    /// Its memory was kept when it was paused.
    pub memory: bool,
    pub envd_token: String,
    /// Asked for at every port but envd's; `None` when its traffic is public.
    pub traffic_token: Option<String>,
}

/// What the clock does with a sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Kill,
    Pause { memory: bool },
}

impl Record {
    /// What becomes of it now; `None` while its time is not over.
    pub fn due(&self, now: i64) -> Option<End> {
        if self.state == State::Paused || self.end_at > now {
            return None;
        }
        Some(if self.auto_pause { End::Pause { memory: self.auto_pause_memory } } else { End::Kill })
    }

    /// Lives for so long from now, unless it lives longer anyway.
    pub fn extend(&mut self, seconds: u64, now: i64) {
        self.end_at = self.end_at.max(after(now, seconds));
    }

    /// Lives for just so long from now.
    pub fn set_timeout(&mut self, seconds: u64, now: i64) {
        self.end_at = after(now, seconds);
    }

    pub fn pause(&mut self, memory: bool) {
        (self.state, self.memory) = (State::Paused, memory);
    }

    /// Time that it was paused does not count.
    pub fn resume(&mut self, seconds: u64, now: i64) {
        self.state = State::Running;
        self.set_timeout(seconds, now);
    }

    /// Whether it has all of this metadata.
    pub fn has(&self, metadata: &[(String, String)]) -> bool {
        metadata.iter().all(|(key, value)| self.metadata.get(key) == Some(value))
    }

    /// As lists and details show it.
    pub fn shown(&self) -> Value {
        json!({
            "sandboxID": self.id, "templateID": self.template, "clientID": "standin", "envdVersion": ENVD_VERSION,
            "startedAt": time(self.started_at), "endAt": time(self.end_at), "state": self.state,
            "metadata": self.metadata, "cpuCount": 2, "memoryMB": 4096, "diskSizeMB": 10240,
            "lifecycle": { "autoResume": false, "onTimeout": if self.auto_pause { "pause" } else { "kill" } },
            "network": { "allowPublicTraffic": self.traffic_token.is_none() },
        })
    }

    /// What lets its maker in.
    pub fn access(&self) -> Value {
        json!({
            "sandboxID": self.id, "templateID": self.template, "clientID": "standin", "envdVersion": ENVD_VERSION,
            "envdAccessToken": self.envd_token, "trafficAccessToken": self.traffic_token, "domain": null,
        })
    }
}

fn after(now: i64, seconds: u64) -> i64 {
    now.saturating_add(i64::try_from(seconds.saturating_mul(1000)).unwrap_or(i64::MAX))
}

fn time(millis: i64) -> String {
    jiff::Timestamp::from_millisecond(millis).unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        Record {
            id: "i1".into(),
            template: "base".into(),
            metadata: [("name".into(), "one".into())].into(),
            environment: BTreeMap::new(),
            started_at: 0,
            end_at: 60_000,
            state: State::Running,
            auto_pause: true,
            auto_pause_memory: true,
            memory: false,
            envd_token: "e".into(),
            traffic_token: Some("t".into()),
        }
    }

    #[test]
    fn at_its_end_it_is_paused_or_killed_as_its_maker_said() {
        let mut record = record();
        assert_eq!((record.due(59_999), record.due(60_000)), (None, Some(End::Pause { memory: true })));
        record.auto_pause = false;
        assert_eq!(record.due(60_000), Some(End::Kill));
        record.pause(true);
        assert_eq!(record.due(i64::MAX), None);
    }

    #[test]
    fn connecting_only_extends_and_a_timeout_also_shortens() {
        let mut record = record();
        record.extend(10, 0);
        assert_eq!(record.end_at, 60_000);
        record.extend(100, 0);
        assert_eq!(record.end_at, 100_000);
        record.set_timeout(10, 0);
        assert_eq!(record.end_at, 10_000);
    }

    #[test]
    fn paused_time_does_not_count() {
        let mut record = record();
        record.pause(true);
        record.resume(30, 1_000_000);
        assert_eq!((record.state, record.end_at), (State::Running, 1_030_000));
    }

    #[test]
    fn it_is_listed_by_all_of_what_is_asked_for() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert!(record().has(&[]) && record().has(&[pair("name", "one")]));
        assert!(!record().has(&[pair("name", "one"), pair("other", "x")]));
    }

    #[test]
    fn no_token_is_in_a_list() {
        let shown = record().shown().to_string();
        assert!(!shown.contains("\"e\"") && !shown.contains("\"t\""), "{shown}");
    }
}
