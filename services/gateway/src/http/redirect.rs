//! Sending browsers elsewhere, and reading what they were sent with.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use reqwest::Url;

use crate::http::problem::Problem;

/// 302: for a page that was asked for.
pub fn found(address: &str) -> Response {
    to(StatusCode::FOUND, address)
}

/// 303: after a form was sent.
pub fn see_other(address: &str) -> Response {
    to(StatusCode::SEE_OTHER, address)
}

fn to(status: StatusCode, address: &str) -> Response {
    match HeaderValue::try_from(address) {
        Ok(address) => (status, [(header::LOCATION, address)]).into_response(),
        // Our own paths, and addresses that a parser has written, are always legal.
        Err(_) => Problem::internal().into_response(),
    }
}

/// All but the unreserved characters (RFC 3986, 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The text as a value in a query string.
pub fn encoded(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

/// A parameter of a query string, the first of its name. What is not understood is not there: these addresses are opened
/// by people, and by GitHub.
pub fn parameter(query: Option<&str>, name: &str) -> Option<String> {
    let mut url = Url::parse("http://localhost/").expect("a constant address");
    url.set_query(query);
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_read_as_it_was_written() {
        let query = format!("a=1&returnTo={}&a=2", encoded("/x?y=1&z=ä b"));
        assert_eq!(parameter(Some(&query), "returnTo").as_deref(), Some("/x?y=1&z=ä b"));
        assert_eq!(parameter(Some(&query), "a").as_deref(), Some("1"));
        assert_eq!(parameter(Some(&query), "b"), None);
        assert_eq!(parameter(None, "a"), None);
    }
}
