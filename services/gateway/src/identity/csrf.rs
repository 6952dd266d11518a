//! Cross-site request forgery: browsers send cookies whoever makes them, so a request that comes with one must show that
//! one of our pages made it ([OWASP: CSRF prevention](https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html)).

use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use subtle::ConstantTimeEq;

use crate::{
    http::{problem::Problem, public_address::PublicAddress},
    random,
    settings::Secret,
};

/// Carries the token that `GET /v1/auth/session` gives; another site's page can neither read nor set it.
pub const CSRF: HeaderName = HeaderName::from_static("foundry-csrf");

/// From the browser itself ([Fetch metadata](https://www.w3.org/TR/fetch-metadata/)).
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The token that belongs to a sign-in. Made from its secret, so nothing need be kept; the secret cannot be made from it.
pub fn token(secret: &Secret) -> String {
    random::digest(&format!("csrf:{}", secret.expose()))
}

/// Refuses what a page of another site could have made the browser send.
pub fn check(
    address: &PublicAddress,
    method: &Method,
    headers: &HeaderMap,
    secret: &Secret,
    presented: Option<&str>,
) -> Result<(), Problem> {
    if is_safe(method) {
        return Ok(());
    }
    if !is_from_here(address, headers) {
        return Err(cross_site());
    }
    let presented = presented.unwrap_or_default();
    if bool::from(presented.as_bytes().ct_eq(token(secret).as_bytes())) {
        return Ok(());
    }
    let detail = "with the cookie of a sign-in comes the header Foundry-CSRF; GET /v1/auth/session tells its value";
    Err(Problem::new(StatusCode::FORBIDDEN, "access.csrf", detail))
}

/// The token as the header has it.
pub fn presented(headers: &HeaderMap) -> Option<&str> {
    headers.get(CSRF)?.to_str().ok()
}

/// Browsers let pages of every origin open a WebSocket, with our cookies, and say in `Origin` which one it is.
pub fn check_socket(address: &PublicAddress, headers: &HeaderMap, with_cookie: bool) -> Result<(), Problem> {
    match origin(headers) {
        Some(origin) if address.is_origin(origin, headers) => Ok(()),
        // A script with a token, which no page adds by itself.
        None if !with_cookie => Ok(()),
        _ => Err(cross_site()),
    }
}

fn is_safe(method: &Method) -> bool {
    [Method::GET, Method::HEAD, Method::OPTIONS].contains(method)
}

/// Both of what a browser says must be right, and it must say one of them.
fn is_from_here(address: &PublicAddress, headers: &HeaderMap) -> bool {
    let site = headers.get(SEC_FETCH_SITE).map(|site| site == "same-origin");
    let origin = origin(headers).map(|origin| address.is_origin(origin, headers));
    (site.is_some() || origin.is_some()) && site.unwrap_or(true) && origin.unwrap_or(true)
}

/// A header that cannot be read is nobody's origin.
fn origin(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or_default())
}

fn cross_site() -> Problem {
    let detail = "pages of other sites may not do this; the request must say by Origin that it comes from here";
    Problem::new(StatusCode::FORBIDDEN, "access.cross_site", detail)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn address() -> PublicAddress {
        PublicAddress::new("https://foundry.example", ([127, 0, 0, 1], 1).into()).expect("an address")
    }

    fn secret() -> Secret {
        "the secret of a sign-in".to_owned().into()
    }

    fn from(origin: Option<&'static str>, site: Option<&'static str>) -> HeaderMap {
        let origin = origin.map(|origin| (header::ORIGIN, HeaderValue::from_static(origin)));
        let site = site.map(|site| (SEC_FETCH_SITE, HeaderValue::from_static(site)));
        origin.into_iter().chain(site).collect()
    }

    fn verdict(method: &Method, headers: &HeaderMap, token: Option<&str>) -> String {
        let checked = check(&address(), method, headers, &secret(), token);
        checked.map_or_else(|problem| problem.code, |()| "ok".to_owned())
    }

    const HERE: Option<&str> = Some("https://foundry.example");

    #[test]
    fn a_change_needs_our_origin_and_the_token() {
        let token = token(&secret());
        let post = |headers: &HeaderMap, token| verdict(&Method::POST, headers, token);
        assert_eq!(post(&from(HERE, Some("same-origin")), Some(&token)), "ok");
        assert_eq!(post(&from(HERE, None), Some(&token)), "ok");
        assert_eq!(post(&from(None, Some("same-origin")), Some(&token)), "ok");
        assert_eq!(post(&from(HERE, None), None), "access.csrf");
        assert_eq!(post(&from(HERE, None), Some("")), "access.csrf");
        assert_eq!(post(&from(HERE, None), Some(&token[1..])), "access.csrf");
        assert_eq!(post(&from(HERE, None), Some(secret().expose())), "access.csrf");
    }

    #[test]
    fn another_sites_page_is_refused_even_with_the_token() {
        let token = token(&secret());
        for (origin, site) in [
            (None, None),
            (Some("https://evil.example"), None),
            (Some("http://foundry.example"), None),
            (Some("null"), Some("same-origin")),
            (HERE, Some("cross-site")),
            (HERE, Some("same-site")),
            (HERE, Some("none")),
            (None, Some("cross-site")),
        ] {
            for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
                assert_eq!(verdict(&method, &from(origin, site), Some(&token)), "access.cross_site", "{origin:?}");
            }
        }
    }

    #[test]
    fn what_changes_nothing_needs_neither() {
        assert_eq!(verdict(&Method::GET, &from(Some("https://evil.example"), Some("cross-site")), None), "ok");
        assert_eq!(verdict(&Method::HEAD, &HeaderMap::new(), None), "ok");
    }

    #[test]
    fn a_socket_with_a_cookie_needs_our_origin() {
        let opens = |origin, with_cookie| check_socket(&address(), &from(origin, None), with_cookie).is_ok();
        assert!(opens(HERE, true) && opens(HERE, false));
        assert!(opens(None, false) && !opens(None, true));
        for origin in ["https://evil.example", "null", "http://foundry.example", "https://foundry.example:8443"] {
            assert!(!opens(Some(origin), true) && !opens(Some(origin), false), "{origin}");
        }
    }
}
