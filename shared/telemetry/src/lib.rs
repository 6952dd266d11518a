//! Traces, logs and metrics of one process, and the trace context that travels between processes.
//!
//! | module | what it is for |
//! |---|---|
//! | [`init`](mod@init) | installs logs and traces for the process |
//! | [`context`] | carries W3C Trace Context in NATS headers, HTTP headers and database rows |
//! | [`span`] | the spans a service opens, named after the OpenTelemetry conventions |
//! | [`live`] | the lines that are about an organization, for whoever follows it |
//! | [`metrics`] | the counters, gauges and histograms behind `/metrics` |
//!
//! Trace ids exist in every process; spans are recorded only where there is a collector to send them to
//! (see [`init`](mod@init) for what each costs).

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may panic"))]
#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "a test of time limits reads the clock"))]

pub mod context;
mod export;
mod gate;
mod ids;
pub mod init;
pub mod live;
mod logs;
pub mod metrics;
pub mod span;
mod w3c;

#[cfg(test)]
mod collector;
#[cfg(test)]
mod costs;
#[cfg(test)]
mod export_tests;

pub use context::{inject, link_str, set_parent, set_parent_str, set_stranger_as_parent, trace_id, traceparent};
pub use init::{Guard, Settings, init};
