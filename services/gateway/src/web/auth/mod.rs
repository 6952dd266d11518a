//! Signing in with GitHub, signing out, and API tokens. The gateway keeps nothing of it but what is under way.

mod attempt;
mod attempts;
mod callback;
mod error;
mod github;
mod return_to;
mod session;
mod sign_in;
mod sign_out;
mod tokens;

pub use attempt::AttemptKey;
pub use attempts::Attempts;
pub use callback::callback;
pub use error::SignInError;
pub use github::Github;
pub use return_to::ReturnTo;
pub use session::{Session, session};
pub use sign_in::sign_in;
pub use sign_out::{sign_out, sign_out_everywhere};
pub use tokens::create as create_token;
