//! The sandbox-agent server's HTTP API (version 0.4.2, `/v1`), as one sandbox's user sees it.
//!
//! Each call has a time limit and its answer a limit in bytes. A stream has a limit on its silence instead: the server
//! sends a comment every 15 s.

mod acp;
mod agents;
mod call;
mod error;
mod files;
mod logs;
mod processes;
mod run;
pub mod sse;
mod stream;

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

pub use acp::{AcpServer, Event, Events};
pub use agents::{Agent, Installed};
pub use error::{ClientError, Problem};
pub use files::{Entry, EntryKind};
pub use logs::{LogEntry, Logs, Output};
pub use processes::{NewProcess, Process, ProcessStatus};
pub use run::{Run, RunOutcome};

use crate::{Address, Endpoint};

/// A server on this machine or behind E2B's gateway answers at once or not at all.
const CONNECT_LIMIT: Duration = Duration::from_secs(10);

/// A connection to one sandbox. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    /// Without a slash at the end.
    base: String,
}

impl Client {
    /// Connects to nothing yet. Needs a TLS provider installed in the process.
    pub fn new(endpoint: &Endpoint) -> Result<Self, ClientError> {
        let mut headers = HeaderMap::new();
        if let Some(token) = &endpoint.token {
            headers.insert(AUTHORIZATION, sensitive(&format!("Bearer {}", token.reveal()))?);
        }
        for (name, value) in &endpoint.headers {
            let name = HeaderName::try_from(name).map_err(|_| ClientError::UnusableEndpoint)?;
            headers.insert(name, sensitive(value.reveal())?);
        }
        // A redirect would take the headers along to wherever it leads.
        let builder = reqwest::Client::builder()
            .default_headers(headers)
            .connect_timeout(CONNECT_LIMIT)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy();
        let (builder, base) = match &endpoint.address {
            Address::Socket(path) => (builder.unix_socket(path.clone()), "http://sandbox".to_owned()),
            Address::Url(url) => (builder, url.clone()),
        };
        let http = builder.build().map_err(|_| ClientError::UnusableEndpoint)?;
        Ok(Self { http, base })
    }
}

fn sensitive(text: &str) -> Result<HeaderValue, ClientError> {
    let mut value = HeaderValue::try_from(text).map_err(|_| ClientError::UnusableEndpoint)?;
    value.set_sensitive(true);
    Ok(value)
}
