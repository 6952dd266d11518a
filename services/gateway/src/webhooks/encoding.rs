//! A delivery's JSON: the body itself, or a form's field, as whoever set the webhook up has chosen
//! ([GitHub: creating webhooks](https://docs.github.com/en/webhooks/using-webhooks/creating-webhooks)).

use axum::http::{HeaderMap, header::CONTENT_TYPE};
use bytes::Bytes;

use crate::http::{problem::Problem, redirect::parameter};

const FORM: &str = "application/x-www-form-urlencoded";
const FIELD: &str = "payload";

/// The signature covers the body as it came, whichever it is.
pub fn json(headers: &HeaderMap, body: Bytes) -> Result<Bytes, Problem> {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case(FORM) {
        return Ok(body);
    }
    let form = std::str::from_utf8(&body).ok();
    let payload = form.and_then(|form| parameter(Some(form), FIELD));
    payload.map(Bytes::from).ok_or_else(|| {
        let detail = format!("a delivery of type {FORM} has its JSON in the field {FIELD}, which is missing");
        Problem::bad_request("webhook.payload_invalid", detail)
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn read(content_type: &'static str, body: &'static str) -> Option<String> {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(content_type))]);
        let read = json(&headers, Bytes::from_static(body.as_bytes())).ok()?;
        Some(String::from_utf8(read.to_vec()).expect("a text"))
    }

    #[test]
    fn a_forms_field_is_the_json_and_any_other_body_is_it_itself() {
        let form = "payload=%7B%22zen%22%3A%22Keep+it+%26+simple%23%22%7D";
        for content_type in ["application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded; charset=utf-8"] {
            assert_eq!(read(content_type, form).as_deref(), Some(r##"{"zen":"Keep it & simple#"}"##));
            assert_eq!(read(content_type, "other=1"), None);
        }
        assert_eq!(read("application/json", "{}").as_deref(), Some("{}"));
        assert_eq!(json(&HeaderMap::new(), Bytes::from_static(b"{}")).ok(), Some(Bytes::from_static(b"{}")));
    }
}
