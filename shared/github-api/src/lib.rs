//! GitHub's REST API: one request and its answer. Whose token it is, and what a refusal means to whom, is for the
//! services to say.

mod answer;
mod api;
mod error;
mod oauth;
mod permits;
mod rate_limit;
mod settings;
pub mod span;
mod text;

pub use answer::{Answer, Response};
pub use api::{Api, Redirects, bearer, headers};
pub use error::ApiError;
pub use oauth::{GrantedRenewal, GrantedToken, NotGranted, TOKEN_PATH, TokenAnswer};
pub use permits::Tenant;
pub use settings::{ApiSettings, http_address, web_address};
pub use text::{Line, Name, Text};
