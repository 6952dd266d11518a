//! The user's messages: who somebody is, how they have signed in, where they belong, and what is theirs alone.
//!
//! No secret travels in a body. A sign-in or API token is known by its hash, and GitHub's token comes sealed: bodies are
//! kept, in streams and journals.

mod access;
mod account;
mod api_tokens;
mod organizations;
mod overlays;
mod renewals;
mod sign_ins;

pub use access::*;
pub use account::*;
pub use api_tokens::*;
pub use organizations::*;
pub use overlays::*;
pub use renewals::*;
pub use sign_ins::*;
