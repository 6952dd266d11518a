//! Every limit of the public door, with what would go wrong without it. Those of a message are in `contracts::limit`.

use std::time::Duration;

/// A webhook's body. GitHub's own cap; without one, a stranger's body would fill the memory before its signature is
/// checked ([GitHub: webhook events and payloads](https://docs.github.com/en/webhooks/webhook-events-and-payloads)).
pub const WEBHOOK_BYTES: usize = 25 * 1024 * 1024;

/// How much of a body that is too large is still read before it is refused, so that its sender hears why.
pub const DRAIN_BYTES: usize = 4 * 1024 * 1024;

/// Webhook bodies in memory at a time; the others wait for their turn.
pub const WEBHOOKS_AT_ONCE: usize = 8;

/// From the first byte to the answer. Longer than the longest wait for an outcome, so that a body which never ends is
/// the only thing it cuts.
pub const REQUEST: Duration = Duration::from_secs(15);

/// How long requests under way may take to finish when the process stops, which ends it within 10 s.
pub const DRAIN: Duration = Duration::from_secs(9);

/// How long a client may take to answer our goodbye.
pub const SOCKET_GOODBYE: Duration = Duration::from_secs(1);

/// Open sockets of this process. Each costs some 50 KB of buffers.
pub const SOCKETS: u32 = 4096;

/// Topics of one socket: a page shows a few, a script needs no more than this.
pub const TOPICS: usize = 64;

/// One message from a client; they are small requests.
pub const CLIENT_MESSAGE_BYTES: usize = 16 * 1024;

/// One page of a snapshot, so that a first page can be shown before thousands of entries have been written.
pub const SNAPSHOT_ENTRIES: usize = 256;
pub const SNAPSHOT_BYTES: usize = 256 * 1024;

/// Changes of one topic that wait for a slow socket. Then the topic is closed for it and it may resume: memory is
/// bounded, and one slow reader holds up nobody.
pub const TOPIC_QUEUE: usize = 4096;

/// How long a topic is followed after the last socket has left, so that a reload of the page finds it warm.
pub const TOPIC_GRACE: Duration = Duration::from_secs(30);

/// How long a subscriber waits for a topic's first values.
pub const TOPIC_LOAD: Duration = Duration::from_secs(10);

/// Between attempts to follow a topic that could not be followed.
pub const TOPIC_RETRY: Duration = Duration::from_secs(1);

/// How often a silent socket is asked for a sign of life, and after which silence it is closed: a vanished laptop must
/// not be kept for hours.
pub const HEARTBEAT: Duration = Duration::from_secs(20);
pub const SILENCE: Duration = Duration::from_secs(60);

/// How long one write to a socket may take before the socket is given up.
pub const SOCKET_WRITE: Duration = Duration::from_secs(20);

/// A token shorter than this could be guessed.
pub const TOKEN_CHARACTERS_MIN: usize = 16;
