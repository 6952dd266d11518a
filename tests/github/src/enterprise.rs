//! The same GitHub as an enterprise server has it: REST below `/api/v3`, GraphQL at `/api/graphql`, the pages where they are.

use axum::extract::Request;
use axum::http::Uri;

const REST: &str = "/api/v3";
const GRAPHQL: &str = "/api/graphql";

/// What was before the path that is answered; addresses in answers have it, too.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Prefix(pub &'static str);

/// Takes the prefix off, so that routes, faults and counts are those of the other addresses.
pub(crate) fn rewrite(mut request: Request) -> Request {
    let path = request.uri().path();
    let (prefix, rest) = match path.strip_prefix(REST) {
        Some(rest) if rest.starts_with('/') => (REST, rest),
        _ if path == GRAPHQL => ("", "/graphql"),
        _ => return request,
    };
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    // What was a path is one without its beginning, too.
    if let Ok(uri) = format!("{rest}{query}").parse::<Uri>() {
        *request.uri_mut() = uri;
        request.extensions_mut().insert(Prefix(prefix));
    }
    request
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn an_enterprise_servers_addresses_are_the_same_behind_a_prefix() {
        let rewritten = |uri: &str| {
            let request = rewrite(Request::builder().uri(uri).body(Body::empty()).unwrap());
            (request.uri().to_string(), request.extensions().get::<Prefix>().is_some())
        };
        assert_eq!(rewritten("/api/v3/user?per_page=1"), ("/user?per_page=1".to_owned(), true));
        assert_eq!(rewritten("/api/graphql"), ("/graphql".to_owned(), true));
        for other in ["/user", "/api/v3", "/api/v30/user"] {
            assert_eq!(rewritten(other), (other.to_owned(), false));
        }
    }
}
