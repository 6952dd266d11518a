//! The headers of our messages, beside W3C `traceparent` and NATS's own.

/// The command's id as NATS knows it; what a person gives with `nats pub -H`.
pub const MESSAGE_ID: &str = "Nats-Msg-Id";

/// The command's id when the server must not drop a repeat: a repeat has to reach the journal to get its answer.
pub const COMMAND_ID: &str = "Foundry-Command-Id";

/// Where the outcome is to be sent. Not the message's reply subject: that one gets JetStream's acknowledgement.
pub const REPLY: &str = "Foundry-Reply";

/// Who sent it (see [`crate::Caller`]).
pub const CALLER: &str = "Foundry-Caller";

/// The id of the command or step that sent it.
pub const CAUSE: &str = "Foundry-Cause";

/// How long the caller of a request endpoint will wait, in milliseconds.
pub const WAIT_MILLIS: &str = "Foundry-Wait-Millis";

/// The new owner's pin (ADR-42): it differs from the last one when a partition has changed hands.
pub const PIN_ID: &str = "Nats-Pin-Id";

/// Delayed delivery (ADR-51).
pub const SCHEDULE: &str = "Nats-Schedule";
pub const SCHEDULE_TARGET: &str = "Nats-Schedule-Target";
