//! Whether a webhook is GitHub's: `X-Hub-Signature-256`
//! ([GitHub: validating webhook deliveries](https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries)).

use axum::http::{HeaderMap, StatusCode};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{http::problem::Problem, settings::Secret};

const HEADER: &str = "x-hub-signature-256";

/// The signature that comes with a delivery; whether it is right is seen with the body.
pub fn presented(headers: &HeaderMap) -> Result<Vec<u8>, Problem> {
    let header = headers.get(HEADER).ok_or_else(|| refused("the X-Hub-Signature-256 header is missing"))?;
    let signature = header.to_str().ok().and_then(|text| hex::decode(text.strip_prefix("sha256=")?).ok());
    signature.ok_or_else(|| refused("the signature must be sha256= and 64 hexadecimal digits"))
}

/// Refuses a body that whoever knows the secret has not signed. Compares in constant time.
pub fn verify(secret: &Secret, signature: &[u8], body: &[u8]) -> Result<(), Problem> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).expect("an HMAC key may have any length");
    mac.update(body);
    mac.verify_slice(signature).map_err(|_| refused("the signature does not match the body"))
}

fn refused(detail: &str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "webhook.signature_invalid", detail)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn verified(signature: Option<&'static str>, body: &[u8]) -> Result<(), Problem> {
        let secret = "It's a Secret to Everybody".parse().expect("any text");
        let headers = signature.map(|signature| (HEADER.parse().expect("a name"), HeaderValue::from_static(signature)));
        verify(&secret, &presented(&headers.into_iter().collect())?, body)
    }

    /// The example of GitHub's own page.
    const DOCUMENTED: &str = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    #[test]
    fn the_documented_signature_is_right() {
        assert!(verified(Some(DOCUMENTED), b"Hello, World!").is_ok());
    }

    #[test]
    fn a_missing_malformed_or_wrong_signature_is_401() {
        for signature in
            [None, Some(""), Some("sha256="), Some("sha256=zz"), Some("sha1=757107"), Some(&DOCUMENTED[7..])]
        {
            assert_eq!(verified(signature, b"Hello, World!").expect_err("refused").status, 401, "{signature:?}");
        }
        assert_eq!(verified(Some(DOCUMENTED), b"Hello, World?").expect_err("refused").status, 401);
        assert_eq!(verified(Some(&DOCUMENTED[..69]), b"Hello, World!").expect_err("refused").status, 401);
    }
}
