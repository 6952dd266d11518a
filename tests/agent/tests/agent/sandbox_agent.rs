//! The agent behind a real sandbox-agent server, when there is one.
