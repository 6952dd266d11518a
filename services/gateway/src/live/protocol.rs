//! What is said on a live socket, in JSON; docs/live.md has a conversation and how to miss nothing.

use contracts::{
    Millis,
    logs::LogLine,
    sandbox::{OutputChunk, SessionEvent},
    user::Showing,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::attendance::{Attendant, Attending};

/// The subprotocol of this page, offered by browsers that send their token beside it.
pub const SUBPROTOCOL: &str = "foundry.v1";

/// The topic of whoever asks.
pub const MINE: &str = "user.me";

/// The socket's sign-in or token has ended; codes from 4000 on are an application's own (RFC 6455, 7.4.2).
pub const SIGNED_OUT: u16 = 4401;

/// What a page says on /v1/live.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "LiveClientMessage")]
pub enum ClientMessage {
    /// Starts or resumes a topic. Subscribing again replaces the subscription.
    Subscribe {
        /// `organization.acme`, `task.acme.t-1`, `sandbox.acme.t-1`, `user.me`, `session.acme.t-1.s-1`, `presence.acme`
        /// or `logs.acme`.
        topic: String,
        /// The newest `cursor` (of a session: index; of a terminal: sequence) the client has of this topic; `None`: it has nothing.
        #[serde(default)]
        since: Option<u64>,
    },
    /// Ends a topic.
    Unsubscribe {
        /// The topic.
        topic: String,
    },
    /// What the page shows from now on: what finishes there is read already.
    Show {
        /// The session; null when none is shown.
        showing: Option<Showing>,
    },
    /// At which task this page's person is from now on, and what they do there: told to the organization's members who follow
    /// `presence.<organization>`, for as long as this socket is open, and kept nowhere.
    Attend {
        /// Null: at none.
        at: Option<Attending>,
    },
    /// What somebody types into a terminal that is followed here: base64.
    Input {
        /// The topic.
        topic: String,
        /// The bytes, in base64.
        data: String,
    },
    /// The size of a terminal that is followed here, in characters. It has one: the newest counts.
    Resize {
        /// The topic.
        topic: String,
        /// Its columns.
        cols: u16,
        /// Its rows.
        rows: u16,
    },
    /// Asks for a sign of life.
    // With braces, or serde would take other fields as well.
    Ping {},
}

/// What the gateway says on /v1/live.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "camelCase")]
#[schemars(rename = "LiveServerMessage")]
pub enum ServerMessage<'a> {
    /// The present values, or what changed since the cursor; in pages, of which the last is `complete`.
    Snapshot {
        /// The topic.
        topic: &'a str,
        /// It follows on this cursor: who has a lower one has missed something, and subscribes again.
        previous: u64,
        /// Resume from here, even in the middle of the pages.
        cursor: u64,
        /// The values.
        entries: &'a [Entry],
        /// Whether this is the last page.
        complete: bool,
        /// On the first page: forget what you have of this topic, it cannot be told what has gone since your cursor.
        #[serde(skip_serializing_if = "is_false")]
        reset: bool,
    },
    /// One new value; `None`: it is gone.
    Change {
        /// The topic.
        topic: &'a str,
        /// It follows on this cursor: who has a lower one has missed something, and subscribes again.
        previous: u64,
        /// Resume from here.
        cursor: u64,
        /// The value.
        #[serde(flatten)]
        entry: &'a Entry,
    },
    /// What was said in a session, in order and without a gap. Resume from the index of the last one.
    Events {
        /// The topic.
        topic: &'a str,
        /// The events.
        events: &'a [SessionEvent],
        /// The index of the session's newest event when this was read.
        last: i64,
    },
    /// Everybody who is here now, the reader as well; it replaces what was told before. Who has several pages at one task is
    /// there once. Nothing to resume: who subscribes is told who is here.
    People {
        /// The topic.
        topic: &'a str,
        /// Who.
        people: &'a [Attendant],
    },
    /// Lines of the fleet's logs that are about an organization: what is remembered at first, and then each as it is said. In the
    /// order in which they came here; `at` says which was first. Nothing to resume: who subscribes again is told again what is
    /// remembered, and knows a line by its `instance` and `sequence`.
    Lines {
        /// The topic.
        topic: &'a str,
        /// The lines.
        lines: &'a [&'a LogLine],
        /// How many more there were, since the last frame: too many for one second, or for this reader.
        skipped: u64,
    },
    /// What a process has printed, in order. Resume from the sequence of the last chunk.
    Output {
        /// The topic.
        topic: &'a str,
        /// The chunks.
        chunks: &'a [OutputChunk],
    },
    /// So many `input` frames of this subscription are with the process.
    InputTaken {
        /// The topic.
        topic: &'a str,
        /// How many.
        count: u64,
    },
    /// The process has ended; everything that it has printed was told before.
    Exited {
        /// The topic.
        topic: &'a str,
        /// Null: by a signal.
        #[serde(rename = "exitCode")]
        exit_code: Option<i32>,
        /// When, in milliseconds since 1970.
        at: Millis,
    },
    /// What the client asked for was not done. The socket stays open.
    Error {
        /// The topic it is about; left out when it is about none.
        #[serde(skip_serializing_if = "Option::is_none")]
        topic: Option<&'a str>,
        /// For programs: `live.topic_unknown`.
        code: &'a str,
        /// For people.
        message: &'a str,
    },
    /// Nothing more comes for this topic.
    Closed {
        /// The topic.
        topic: &'a str,
        /// Why.
        reason: Reason,
    },
    /// A sign of life.
    Pong,
}

/// One view: its key in the bucket, its revision, and its whole value.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "LiveEntry")]
pub struct Entry {
    /// The key, which says what the value is: see `Views`.
    #[schemars(with = "String")]
    pub key: std::sync::Arc<str>,
    /// Grows with each change of this view.
    pub revision: i64,
    /// Null: the thing is gone.
    #[schemars(with = "Option<serde_json::Value>")]
    pub value: Option<std::sync::Arc<RawValue>>,
}

/// Why nothing more comes for a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "LiveClosedReason")]
pub enum Reason {
    /// The client asked for it.
    Unsubscribed,
    /// Changes came faster than the client took them. It may resume from its cursor.
    TooSlow,
    /// The person may no longer follow it.
    AccessRevoked,
    /// What was followed is over.
    Ended,
}

fn is_false(value: &bool) -> bool {
    !value
}

impl ServerMessage<'_> {
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("texts, numbers and JSON are always JSON")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Option<ClientMessage> {
        serde_json::from_str(text).ok()
    }

    #[test]
    fn a_client_may_subscribe_resume_unsubscribe_and_ping() {
        let topic = || "organization.acme".to_owned();
        for (text, message) in [
            (
                r#"{"type":"subscribe","topic":"organization.acme"}"#,
                ClientMessage::Subscribe { topic: topic(), since: None },
            ),
            (
                r#"{"type":"subscribe","topic":"organization.acme","since":null}"#,
                ClientMessage::Subscribe { topic: topic(), since: None },
            ),
            (
                r#"{"type":"subscribe","topic":"organization.acme","since":42}"#,
                ClientMessage::Subscribe { topic: topic(), since: Some(42) },
            ),
            (r#"{"type":"unsubscribe","topic":"organization.acme"}"#, ClientMessage::Unsubscribe { topic: topic() }),
            (r#"{"type":"show","showing":null}"#, ClientMessage::Show { showing: None }),
            (r#"{"type":"attend","at":null}"#, ClientMessage::Attend { at: None }),
            (
                r#"{"type":"input","topic":"organization.acme","data":"bHM="}"#,
                ClientMessage::Input { topic: topic(), data: "bHM=".to_owned() },
            ),
            (
                r#"{"type":"resize","topic":"organization.acme","cols":80,"rows":24}"#,
                ClientMessage::Resize { topic: topic(), cols: 80, rows: 24 },
            ),
            (r#"{"type":"ping"}"#, ClientMessage::Ping {}),
        ] {
            assert_eq!(read(text), Some(message), "{text}");
        }
    }

    #[test]
    fn what_the_documentation_says_is_understood() {
        let document = include_str!("../../../../docs/live.md");
        let said: Vec<_> = document.lines().filter_map(|line| line.strip_prefix("→ ")).collect();
        for text in &said {
            assert!(read(text).is_some(), "{text}");
        }
        assert!(said.len() > 10, "{}", said.len());
    }

    #[test]
    fn anything_else_is_not_understood() {
        for text in ["", "hello", "{}", r#"{"type":"subscribe"}"#, r#"{"type":"subscribe","topic":"a","since":-1}"#] {
            assert_eq!(read(text), None, "{text}");
        }
        for text in [r#"{"type":"subscribe","topic":"a","sinse":1}"#, r#"{"type":"ping","sinse":1}"#] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(r#"{"type":"show","showing":{"organizationId":"a.b","taskId":"t","sessionId":"s"}}"#), None);
        assert_eq!(read(r#"{"type":"show","showing":{"organizationId":"a"}}"#), None);
        assert_eq!(read(r#"{"type":"attend","at":{"organizationId":"a","taskId":"t","doing":"dancing"}}"#), None);
    }

    #[test]
    fn what_the_server_says_reads_as_documented() {
        let value = RawValue::from_string(r#"{"title":"x"}"#.into()).expect("JSON");
        let entry = Entry { key: "organization.acme.profile".into(), revision: 7, value: Some(value.into()) };
        let said =
            |message: ServerMessage<'_>| serde_json::from_str::<serde_json::Value>(&message.to_json()).expect("JSON");

        assert_eq!(
            said(ServerMessage::Change { topic: "organization.acme", previous: 41, cursor: 42, entry: &entry }),
            json!({"type": "change", "topic": "organization.acme", "previous": 41, "cursor": 42, "key": "organization.acme.profile",
                   "revision": 7, "value": {"title": "x"}})
        );
        let (entries, topic) = (std::slice::from_ref(&entry), "organization.acme");
        assert_eq!(
            said(ServerMessage::Snapshot { topic, previous: 0, cursor: 42, entries, complete: true, reset: false })["complete"],
            true
        );
        assert_eq!(
            said(ServerMessage::Closed { topic: "task.acme.t-1", reason: Reason::TooSlow }),
            json!({"type": "closed", "topic": "task.acme.t-1", "reason": "tooSlow"})
        );
    }
}
