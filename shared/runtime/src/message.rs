//! One command as it arrives from its stream.

use anyhow::Context;
use async_nats::{HeaderMap, jetstream};
use bytes::Bytes;
use contracts::{Actor, Millis, limit, subject};

use crate::{Caller, headers, journal::without_nul};

/// A key that is longer than any legal one is cut, and stays illegal: indexes take no entry of more than 2,704 bytes.
const KEY_CHARACTERS: usize = 4 * limit::ID_CHARACTERS;

/// A delivered command, with what its headers say.
#[derive(Debug, Clone)]
pub(crate) struct Delivery {
    pub id: String,
    /// `rename`
    pub command: String,
    /// `acme.t-1`, as in the subject; not yet parsed.
    pub key: String,
    pub body: Bytes,
    pub headers: HeaderMap,
    pub stream_sequence: u64,
    /// Its place in the consumer's count, which begins again at 1 after a reset.
    pub consumer_sequence: u64,
    pub received_at: Millis,
}

impl Delivery {
    /// Fails for a message that is none of ours; its stream takes no others, so that would be a mistake in `nats/streams`.
    pub fn read(message: &jetstream::Message) -> anyhow::Result<Self> {
        let info = message.info().map_err(|error| anyhow::anyhow!("{}: {error}", message.subject))?;
        let parts =
            subject::parse(&message.subject).with_context(|| format!("{} is no command of ours", message.subject))?;
        let headers = message.headers.clone().map(storable).unwrap_or_default();
        let given = header(&headers, headers::COMMAND_ID).or_else(|| header(&headers, headers::MESSAGE_ID));
        let given = given.filter(|id| is_command_id(id));
        let id = given.map_or_else(|| format!("{}-{}", info.stream, info.stream_sequence), str::to_owned);
        Ok(Self {
            id,
            command: without_nul(parts.name),
            key: cut(&without_nul(&parts.key.join("."))),
            body: message.payload.clone(),
            headers,
            stream_sequence: info.stream_sequence,
            consumer_sequence: info.consumer_sequence,
            received_at: i64::try_from(info.published.unix_timestamp_nanos() / 1_000_000).unwrap_or_default(),
        })
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    pub fn caller(&self) -> Caller {
        Caller::from_header(self.header(headers::CALLER))
    }

    pub fn reply_to(&self) -> Option<&str> {
        self.header(headers::REPLY)
    }

    /// The subject it was published to, without the partition.
    pub fn subject(&self, actor: Actor) -> String {
        format!("{}.command.{}.{}", actor.token(), self.command, self.key)
    }

    pub fn trace_id(&self) -> Option<&str> {
        self.header("traceparent")?.split('-').nth(1)
    }
}

/// Headers that the database can store: it keeps no NUL in text.
fn storable(headers: HeaderMap) -> HeaderMap {
    let odd = headers.iter().any(|(_, values)| values.iter().any(|value| value.as_str().contains('\0')));
    if odd { headers_from_json(&headers_to_json(&headers)) } else { headers }
}

fn cut(key: &str) -> String {
    match key.char_indices().nth(KEY_CHARACTERS) {
        Some((end, _)) => format!("{}…", &key[..end]),
        None => key.to_owned(),
    }
}

/// Whether a caller may use this as a command's id: short, and visible ASCII without spaces.
pub(crate) fn is_command_id(id: &str) -> bool {
    (1..=limit::COMMAND_ID_CHARACTERS).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic())
}

pub(crate) fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(async_nats::HeaderValue::as_str)
}

/// The headers as JSON, to be stored.
pub(crate) fn headers_to_json(headers: &HeaderMap) -> serde_json::Value {
    let pairs = headers.iter().filter_map(|(name, values)| {
        Some((name.to_string(), crate::journal::without_nul(values.first()?.as_str()).into()))
    });
    serde_json::Value::Object(pairs.collect())
}

pub(crate) fn headers_from_json(json: &serde_json::Value) -> HeaderMap {
    let pairs = json.as_object().into_iter().flatten();
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        if let Some(value) = value.as_str() {
            headers.insert(name.as_str(), value);
        }
    }
    headers
}
