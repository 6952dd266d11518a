//! `GET /v1/auth/sign-in?returnTo=/path`: remembers an attempt in the browser and sends it to GitHub.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};

use super::{ReturnTo, SignInError, attempt::Attempt};
use crate::{
    http::{
        cookies,
        redirect::{self, parameter},
    },
    state::Gateway,
};

const SIGN_IN: &str = "/v1/auth/sign-in";

/// Where GitHub sends people back to.
pub const CALLBACK: &str = "/v1/auth/callback/github";

/// Beginning again replaces what was begun before.
pub async fn sign_in(State(gateway): State<Arc<Gateway>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let return_to = ReturnTo::parse(&parameter(query.as_deref(), "returnTo").unwrap_or_default());
    if gateway.vault.is_none() || !gateway.github.is_configured() {
        return failed(SignInError::NotConfigured, &return_to);
    }
    // Cookies are kept for one name of this machine, and GitHub sends people back to one.
    if let Some(origin) = gateway.address.by_known_name(&headers) {
        return redirect::found(&format!("{origin}{SIGN_IN}?returnTo={}", redirect::encoded(return_to.as_str())));
    }
    let attempt = Attempt::new(return_to);
    let redirect_uri = callback_address(&gateway, &headers);
    let url = match gateway.github.authorize_url(&redirect_uri, attempt.state(), &attempt.challenge()) {
        Ok(url) => url,
        Err(error) => {
            tracing::error!(%error, "GitHub's address is none (FOUNDRY_GITHUB_WEB_URL)");
            return failed(SignInError::NotConfigured, &attempt.return_to);
        }
    };
    let mut response = redirect::found(&url);
    cookies::add(response.headers_mut(), gateway.cookies.set_sign_in(attempt.to_text()));
    response
}

/// By the address that the browser uses: only there it sends its cookies.
pub fn callback_address(gateway: &Gateway, headers: &HeaderMap) -> String {
    format!("{}{CALLBACK}", gateway.address.seen_by(headers))
}

/// To the sign-in page, with the reason.
pub fn failed(error: SignInError, return_to: &ReturnTo) -> Response {
    let return_to = redirect::encoded(return_to.as_str());
    redirect::found(&format!("/sign-in?error={}&returnTo={return_to}", error.code()))
}
