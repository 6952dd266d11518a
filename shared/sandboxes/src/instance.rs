//! What a provider says of a sandbox.

use std::time::SystemTime;

use crate::Name;

/// A sandbox that exists, running or paused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// The provider's own id; what every other call takes. For a local sandbox it is the [`Name`].
    pub provider_id: String,
    /// When the provider ends or pauses it by itself; `None` when it never does.
    pub expires_at: Option<SystemTime>,
    /// It existed already, made by an earlier call under the same name.
    pub adopted: bool,
    /// It goes on with the home folder of one before it.
    pub inherited: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Running {
        /// As in [`Instance::expires_at`].
        expires_at: Option<SystemTime>,
    },
    /// Its files (and perhaps its memory) are kept; [`crate::Provider::connect`] wakes it up.
    Paused,
    /// It has ended, or never existed. Of a local sandbox that ended by itself, files may be left until it is destroyed.
    Gone,
}

/// One of the sandboxes that a provider has for us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub provider_id: String,
    pub name: Name,
    pub organization: String,
    pub created_at: SystemTime,
    pub state: State,
}
