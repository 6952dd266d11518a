//! One command as it arrives from its stream.

use std::str::FromStr;

use anyhow::Context;
use async_nats::{HeaderMap, HeaderName, HeaderValue};
use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use contracts::{Actor, Millis, limit, subject};

use crate::{
    Caller, headers,
    jetstream::{self, StoredMessage},
};

/// A key that is longer than any legal one is cut, and stays illegal: indexes take no entry of more than 2,704 bytes.
const KEY_CHARACTERS: usize = 4 * limit::ID_CHARACTERS;

/// A delivered command, with what its headers say.
#[derive(Debug, Clone)]
pub struct Delivery {
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
    /// Why its headers cannot be read, if they cannot: it is dead, whatever its body.
    pub unreadable: Option<String>,
}

impl Delivery {
    /// Fails for a message that is none of ours; its stream takes no others, so that would be a mistake in `nats/streams`.
    pub fn read(message: &async_nats::jetstream::Message) -> anyhow::Result<Self> {
        let info = message.info().map_err(|error| anyhow::anyhow!("{}: {error}", message.subject))?;
        let headers = message.headers.clone().unwrap_or_default();
        let (subject, body) = (&message.subject, message.payload.clone());
        let delivery =
            Self::new(subject, body, headers, info.stream, (info.stream_sequence, jetstream::millis(info.published)))?;
        Ok(Self { consumer_sequence: info.consumer_sequence, ..delivery })
    }

    /// Like [`Delivery::read`], for a message that was fetched with `STREAM.MSG.GET`. Headers that the NATS client cannot
    /// parse set `unreadable` instead of failing.
    pub fn read_stored(message: StoredMessage, stream: &str) -> anyhow::Result<Self> {
        let (headers, unreadable) = match read_headers(&BASE64_STANDARD.decode(&message.headers)?) {
            Ok(headers) => (headers, None),
            Err(reason) => (HeaderMap::new(), Some(format!("its headers cannot be read: {reason}"))),
        };
        let body = BASE64_STANDARD.decode(&message.body)?.into();
        let place = (message.sequence, jetstream::stored_at(&message)?);
        let delivery = Self::new(&message.subject, body, headers, stream, place)?;
        Ok(Self { unreadable, ..delivery })
    }

    fn new(
        subject: &str,
        body: Bytes,
        headers: HeaderMap,
        stream: &str,
        (stream_sequence, received_at): (u64, Millis),
    ) -> anyhow::Result<Self> {
        let parts = subject::parse(subject).with_context(|| format!("{subject} is no command of ours"))?;
        let headers = storable(headers);
        let given = header(&headers, headers::COMMAND_ID).or_else(|| header(&headers, headers::MESSAGE_ID));
        let given = given.filter(|id| is_command_id(id));
        // A server that lost its tail gives sequences out anew, so the time is part of the name.
        let id = given.map_or_else(|| format!("{stream}-{stream_sequence}-{received_at}"), str::to_owned);
        let (command, key) = (without_nul(parts.name), cut(&without_nul(&parts.key.join("."))));
        let (consumer_sequence, unreadable) = Default::default();
        Ok(Self { id, command, key, body, headers, stream_sequence, consumer_sequence, received_at, unreadable })
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

/// Reads a block of headers as strictly as the NATS client does ([ADR-4](https://github.com/nats-io/nats-architecture-and-design)).
fn read_headers(block: &[u8]) -> Result<HeaderMap, String> {
    let mut headers = HeaderMap::new();
    let text = std::str::from_utf8(block).map_err(|error| error.to_string())?;
    let mut lines = text.lines().skip(1).filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next() {
        let (name, value) = line.split_once(':').ok_or_else(|| format!("{line:?} has no colon"))?;
        let name = HeaderName::from_str(name).map_err(|error| format!("{name:?}: {error}"))?;
        let mut value = value.to_owned();
        while let Some(more) = lines.next_if(|line| line.starts_with(char::is_whitespace)) {
            value.push_str(more);
        }
        let value = HeaderValue::from_str(value.trim()).map_err(|error| format!("{name}: {error}"))?;
        headers.append(name, value);
    }
    Ok(headers)
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
pub fn is_command_id(id: &str) -> bool {
    (1..=limit::COMMAND_ID_CHARACTERS).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic())
}

pub fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(async_nats::HeaderValue::as_str)
}

/// The headers as JSON, to be stored.
pub fn headers_to_json(headers: &HeaderMap) -> serde_json::Value {
    let pairs = headers
        .iter()
        .filter_map(|(name, values)| Some((name.to_string(), without_nul(values.first()?.as_str()).into())));
    serde_json::Value::Object(pairs.collect())
}

pub fn headers_from_json(json: &serde_json::Value) -> HeaderMap {
    let pairs = json.as_object().into_iter().flatten();
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        if let Some(value) = value.as_str() {
            headers.insert(name.as_str(), value);
        }
    }
    headers
}

/// Postgres keeps no U+0000 in text.
fn without_nul(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}
