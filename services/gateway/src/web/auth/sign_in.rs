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

/// Sign-ins that one browser may have begun, one for each of its tabs. Each is a cookie, which travels with every request to
/// the sign-in's routes.
const AT_A_TIME: usize = 4;

/// What was begun in other tabs goes on; of too many the oldest ends.
pub async fn sign_in(State(gateway): State<Arc<Gateway>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let return_to = ReturnTo::parse(&parameter(query.as_deref(), "returnTo").unwrap_or_default());
    if gateway.vault.is_none() || !gateway.github.is_configured() {
        return failed(SignInError::NotConfigured, &return_to);
    }
    // Cookies are kept for one name of this machine, and GitHub sends people back to one.
    if let Some(origin) = gateway.address.by_known_name(&headers) {
        return redirect::found(&format!("{origin}{SIGN_IN}?returnTo={}", redirect::encoded(return_to.as_str())));
    }
    let attempt = Attempt::new(return_to, messaging::now());
    let redirect_uri = callback_address(&gateway, &headers);
    let url = match gateway.github.authorize_url(&redirect_uri, attempt.state(), &attempt.challenge()) {
        Ok(url) => url,
        Err(error) => {
            tracing::error!(%error, "GitHub's address is none (FOUNDRY_GITHUB_WEB_URL)");
            return failed(SignInError::NotConfigured, &attempt.return_to);
        }
    };
    let mut response = redirect::found(&url);
    for name in superfluous(&gateway, &headers) {
        cookies::add(response.headers_mut(), gateway.cookies.clear_sign_in(&name));
    }
    let remembered = attempt.to_text(&gateway.attempt_key);
    cookies::add(response.headers_mut(), gateway.cookies.set_sign_in(attempt.name(), remembered));
    response
}

/// The cookies that must go for another attempt: those that are none any more, and the oldest.
fn superfluous(gateway: &Gateway, headers: &HeaderMap) -> Vec<String> {
    let now = messaging::now();
    let over_at = |text: &str| Attempt::parse(text, &gateway.attempt_key, now).map(|attempt| attempt.over_at);
    let begun = gateway.cookies.sign_ins(headers);
    let mut begun: Vec<_> = begun.into_iter().map(|(name, text)| (over_at(&text), name)).collect();
    begun.sort();
    let over = begun.iter().filter(|(over_at, _)| over_at.is_none()).count();
    let too_many = (begun.len() + 1).saturating_sub(AT_A_TIME);
    begun.into_iter().take(over.max(too_many)).map(|(_, name)| name).collect()
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
