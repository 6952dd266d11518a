//! The id of a command: the caller's `Idempotency-Key`, or a new one.

use axum::http::HeaderMap;
use contracts::limit;
use uuid::Uuid;

use crate::{headers::IDEMPOTENCY_KEY, problem::Problem};

/// The same id again means the same command: it runs once, and both callers get its outcome.
///
/// The id is used as it was given, because one token exists and so one caller; ids of several callers will need a
/// space for each. Without the header the id is a UUID v7, which sorts by time.
pub fn command_id(headers: &HeaderMap) -> Result<String, Problem> {
    let Some(key) = headers.get(IDEMPOTENCY_KEY) else {
        return Ok(Uuid::now_v7().to_string());
    };
    let legal = |id: &&str| {
        (1..=limit::COMMAND_ID_CHARACTERS).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic())
    };
    key.to_str().ok().filter(legal).map(str::to_owned).ok_or_else(|| {
        let max = limit::COMMAND_ID_CHARACTERS;
        let detail = format!("the Idempotency-Key must be 1 to {max} visible ASCII characters without spaces");
        Problem::bad_request("http.idempotency_key_invalid", detail)
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn given(key: &[u8]) -> Result<String, Problem> {
        let key = HeaderValue::from_bytes(key).expect("legal in HTTP");
        command_id(&HeaderMap::from_iter([(IDEMPOTENCY_KEY, key)]))
    }

    #[test]
    fn the_callers_key_is_the_id() {
        assert_eq!(given(b"order-66/a.b").expect("legal"), "order-66/a.b");
        assert_eq!(given(&[b'x'; 128]).expect("legal").len(), 128);
    }

    #[test]
    fn a_key_that_is_too_long_or_not_plain_text_is_refused() {
        for key in [b"".as_slice(), b"a b", b"a\tb", "ä".as_bytes(), &[b'x'; 129]] {
            assert_eq!(given(key).expect_err("refused").status, 400, "{key:?}");
        }
    }

    #[test]
    fn without_a_key_every_command_is_its_own() {
        let new = || command_id(&HeaderMap::new()).expect("an id");
        assert_ne!(new(), new());
    }
}
