//! Where a sandbox's sandbox-agent server answers, and what opens it.

use std::path::PathBuf;

use crate::Secret;

/// How to reach the sandbox-agent server of one sandbox. Not for a browser, and not to be stored: ask
/// [`crate::Provider::connect`] again.
#[derive(Debug, Clone)]
pub struct Endpoint {
    pub address: Address,
    /// Sent as `Authorization: Bearer`; different for each sandbox. `None` where the address itself is private: the server
    /// takes its token from its command line only, where every user of the machine could read it.
    pub token: Option<Secret>,
    /// The home folder inside: `/home/user`, except where nothing is isolated.
    pub home: String,
    /// Further headers of every request, such as the one that E2B's private traffic asks for.
    pub headers: Vec<(String, Secret)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A Unix socket that only our user may open.
    Socket(PathBuf),
    /// `https://…`, without a slash at the end.
    Url(String),
}
