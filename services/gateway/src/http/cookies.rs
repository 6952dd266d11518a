//! The cookies: a sign-in, and what is remembered for each tab in which somebody is at GitHub.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite, time};

use crate::{limits, settings::Secret};

/// Where the sign-in's routes are; the other pages need not see what is remembered for them.
const SIGN_IN_PATH: &str = "/v1/auth";

/// How cookies are called and sent. Over TLS they carry the prefix `__Host-`, so that neither another host of the domain
/// nor a page without TLS can plant one ([RFC 6265bis](https://www.rfc-editor.org/rfc/rfc6265.html), 4.1.3.2).
#[derive(Debug, Clone, Copy)]
pub struct Cookies {
    is_secure: bool,
}

impl Cookies {
    pub fn new(is_secure: bool) -> Self {
        Self { is_secure }
    }

    /// The secret of the sign-in that these headers come with.
    pub fn session(self, headers: &HeaderMap) -> Option<String> {
        value(headers, self.session_name())
    }

    /// What was remembered for returns from GitHub, by the names it was given.
    pub fn sign_ins(self, headers: &HeaderMap) -> Vec<(String, String)> {
        let ours = |cookie: Cookie<'_>| {
            let name = cookie.name().strip_prefix(self.sign_in_prefix())?.to_owned();
            Some((name, cookie.value().to_owned()))
        };
        all(headers).filter_map(ours).collect()
    }

    /// Lasts as long as the sign-in does without being used.
    pub fn set_session(self, secret: &Secret) -> HeaderValue {
        self.set(self.session_name(), secret.expose().to_owned(), "/", limits::SIGN_IN)
    }

    pub fn clear_session(self) -> HeaderValue {
        self.set(self.session_name(), String::new(), "/", Duration::ZERO)
    }

    pub fn set_sign_in(self, name: &str, remembered: String) -> HeaderValue {
        let name = format!("{}{name}", self.sign_in_prefix());
        self.set(&name, remembered, self.sign_in_path(), limits::SIGN_IN_ATTEMPT)
    }

    pub fn clear_sign_in(self, name: &str) -> HeaderValue {
        self.set(&format!("{}{name}", self.sign_in_prefix()), String::new(), self.sign_in_path(), Duration::ZERO)
    }

    pub fn session_name(self) -> &'static str {
        if self.is_secure { "__Host-foundry_session" } else { "foundry_session" }
    }

    fn sign_in_prefix(self) -> &'static str {
        if self.is_secure { "__Host-foundry_sign_in_" } else { "foundry_sign_in_" }
    }

    /// The prefix demands the path `/`.
    fn sign_in_path(self) -> &'static str {
        if self.is_secure { "/" } else { SIGN_IN_PATH }
    }

    fn set(self, name: &str, value: String, path: &'static str, lasts: Duration) -> HeaderValue {
        let lasts = time::Duration::try_from(lasts).expect("a limit is no age of the world");
        let cookie = Cookie::build((name, value))
            .path(path)
            .http_only(true)
            .secure(self.is_secure)
            // Lax: GitHub's return is a navigation from another site, and must bring the cookie along.
            .same_site(SameSite::Lax)
            .max_age(lasts)
            .build();
        let mut value = HeaderValue::try_from(cookie.to_string()).expect("base64url and dots are legal in a header");
        value.set_sensitive(true);
        value
    }
}

fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    all(headers).find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
}

fn all(headers: &HeaderMap) -> impl Iterator<Item = Cookie<'_>> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(Cookie::split_parse).filter_map(Result::ok)
}

/// Puts a cookie beside those that an answer already sets.
pub fn add(headers: &mut HeaderMap, cookie: HeaderValue) {
    headers.append(header::SET_COOKIE, cookie);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_kept_from_scripts_other_sites_and_off_this_machine_from_plain_http() {
        let secret = Secret::from("s3cret".to_owned());
        assert_eq!(
            Cookies::new(false).set_session(&secret),
            "foundry_session=s3cret; HttpOnly; SameSite=Lax; Path=/; Max-Age=2592000"
        );
        assert_eq!(
            Cookies::new(true).set_session(&secret),
            "__Host-foundry_session=s3cret; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=2592000"
        );
        assert_eq!(
            Cookies::new(false).set_sign_in("n", "x.y".into()),
            "foundry_sign_in_n=x.y; HttpOnly; SameSite=Lax; Path=/v1/auth; Max-Age=600"
        );
        assert_eq!(
            Cookies::new(true).clear_sign_in("n"),
            "__Host-foundry_sign_in_n=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0"
        );
    }

    #[test]
    fn a_cookie_is_found_among_others_and_by_its_whole_name() {
        let sent = |value: &'static str| HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(value))]);
        let found = Cookies::new(false).session(&sent("theme=dark; foundry_session=abc; x=y"));
        assert_eq!(found.as_deref(), Some("abc"));
        assert_eq!(Cookies::new(false).session(&sent("my_foundry_session=abc; nonsense")), None);
        assert_eq!(Cookies::new(true).session(&sent("foundry_session=planted")), None);
        let several = sent("foundry_sign_in_a=1; foundry_session=x; foundry_sign_in_b=2");
        let found = Cookies::new(false).sign_ins(&several);
        assert_eq!(found, [("a".to_owned(), "1".to_owned()), ("b".to_owned(), "2".to_owned())]);
    }
}
