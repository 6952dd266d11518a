//! How a file of the page is answered: compressed where that is understood, and not at all where it is known.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{file::File, policy};

/// A name that tells the content can be kept for as long as anybody likes.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Kept, and asked about each time.
const ASK: HeaderValue = HeaderValue::from_static("no-cache");

pub fn file(file: &File, asked: &HeaderMap) -> Response {
    respond(StatusCode::OK, file, asked)
}

/// A file that is a page, with what browsers let it do.
pub fn page(status: StatusCode, file: &File, asked: &HeaderMap) -> Response {
    let mut response = respond(status, file, asked);
    response.headers_mut().extend(policy::HEADERS);
    response
}

fn respond(status: StatusCode, file: &File, asked: &HeaderMap) -> Response {
    // What is not there, or not now, is not the same page as what was.
    let is_known =
        status == StatusCode::OK && names(asked, header::IF_NONE_MATCH, |tag| tag == file.etag || tag == "*");
    let compressed = file.compressed.as_ref().filter(|_| names(asked, header::ACCEPT_ENCODING, |name| name == "br"));
    let mut response = match compressed.unwrap_or(&file.body) {
        _ if is_known => StatusCode::NOT_MODIFIED.into_response(),
        body => (status, body.clone()).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, file.content_type.clone());
    headers.insert(header::CACHE_CONTROL, if file.is_immutable { FOR_EVER } else { ASK });
    headers.insert(header::ETAG, file.etag.clone());
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if compressed.is_some() && !is_known {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

/// Whether one of a header's values, each without its parameters, is what is looked for. `br;q=0` says that it is not taken.
fn names(headers: &HeaderMap, name: header::HeaderName, fits: impl Fn(&str) -> bool) -> bool {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|value| {
        let (value, parameters) = value.split_once(';').unwrap_or((value, ""));
        let is_refused = parameters.replace(' ', "").strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0));
        !is_refused && fits(value.trim().trim_start_matches("W/"))
    })
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;
    use crate::web::page::Site;

    fn site() -> Site {
        Site::made_of(&[
            ("index.html", "<p>the page</p>"),
            ("assets/main-1a2b.js", "the script"),
            ("assets/main-1a2b.js.br", "compressed"),
            ("theme.js", "the theme"),
        ])
    }

    fn asked(headers: &[(header::HeaderName, &'static str)]) -> HeaderMap {
        headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    async fn body(response: Response) -> String {
        let bytes = to_bytes(response.into_body(), 1_000).await.expect("a body");
        String::from_utf8(bytes.to_vec()).expect("UTF-8")
    }

    #[tokio::test]
    async fn a_file_whose_name_tells_its_content_is_kept_for_ever_and_comes_compressed() {
        let site = site();
        let script = site.file("/assets/main-1a2b.js").expect("a file");
        let plain = file(script, &HeaderMap::new());
        assert_eq!(plain.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert_eq!(plain.headers()[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
        assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
        assert_eq!(body(plain).await, "the script");

        let compressed = file(script, &asked(&[(header::ACCEPT_ENCODING, "gzip, deflate, br;q=0.9")]));
        assert_eq!(
            (&compressed.headers()[header::CONTENT_ENCODING], &compressed.headers()[header::VARY]),
            (&HeaderValue::from_static("br"), &HeaderValue::from_static("accept-encoding"))
        );
        assert_eq!(body(compressed).await, "compressed");
        let refused = file(script, &asked(&[(header::ACCEPT_ENCODING, "gzip, br; q=0")]));
        assert_eq!(body(refused).await, "the script");
        assert!(site.file("/assets/main-1a2b.js.br").is_none() && site.file("/index.html").is_none());
    }

    #[tokio::test]
    async fn the_page_is_asked_about_each_time_and_sent_when_it_is_another() {
        let site = site();
        let page = site.index(StatusCode::OK, &HeaderMap::new());
        assert_eq!((page.status(), &page.headers()[header::CACHE_CONTROL]), (StatusCode::OK, &ASK));
        let etag = page.headers()[header::ETAG].to_str().expect("a text").to_owned();
        let known: HeaderMap =
            [(header::IF_NONE_MATCH, format!("W/\"other\", W/{etag}").parse().expect("a value"))].into_iter().collect();
        let again = site.index(StatusCode::OK, &known);
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert!(body(again).await.is_empty());
        let missing = site.index(StatusCode::NOT_FOUND, &known);
        assert_eq!(missing.status(), StatusCode::NOT_FOUND, "a page that is not there is told so, whatever is known");
    }

    #[tokio::test]
    async fn browsers_let_the_page_do_nothing_but_what_it_needs() {
        let page = site().index(StatusCode::OK, &HeaderMap::new());
        let policy = page.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("a text");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{policy}");
        assert!(policy.contains("require-trusted-types-for 'script'"), "{policy}");
        for loose in ["unsafe", "http", "*", "data:"] {
            assert!(!policy.contains(loose), "{loose}: {policy}");
        }
        // Bytes that the page has read may be an image, and nothing else.
        assert!(policy.contains("img-src 'self' blob:;"), "{policy}");
        assert_eq!(policy.matches("blob:").count(), 1, "{policy}");
    }

    #[tokio::test]
    async fn without_a_built_page_it_is_said_what_to_run() {
        let page = Site::made_of(&[]).index(StatusCode::OK, &HeaderMap::new());
        assert_eq!(page.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(body(page).await.contains("npm run build"));
    }
}
