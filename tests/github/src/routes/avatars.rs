//! Avatars, drawn: the first letters of a login on a colour of its own.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::refusal::Refusal;

pub(super) async fn show(Path(file): Path<String>) -> Response {
    let Some(login) = file.strip_suffix(".svg") else { return Refusal::not_found().into_response() };
    let headers = [(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, "public, max-age=86400")];
    (headers, draw(login)).into_response()
}

/// Only letters and digits of the login get into the picture, so nothing in it can be markup.
fn draw(login: &str) -> String {
    let hash = Sha256::digest(login.to_lowercase().as_bytes());
    let hue = (u32::from(hash[0]) * 256 + u32::from(hash[1])) % 360;
    let letters: String = login.chars().filter(char::is_ascii_alphanumeric).take(2).collect();
    let letters = letters.to_uppercase();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"96\" height=\"96\" viewBox=\"0 0 96 96\">\
         <rect width=\"96\" height=\"96\" fill=\"hsl({hue} 48% 42%)\"/>\
         <text x=\"48\" y=\"50\" fill=\"#fff\" font-family=\"system-ui, sans-serif\" font-size=\"40\" font-weight=\"600\" \
         text-anchor=\"middle\" dominant-baseline=\"central\">{letters}</text></svg>"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_login_cannot_put_markup_into_its_avatar() {
        assert!(!super::draw("<script>").contains("script"));
        assert_eq!(super::draw("alice"), super::draw("alice"));
        assert_ne!(super::draw("alice"), super::draw("albert"));
    }
}
