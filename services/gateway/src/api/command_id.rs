//! The id of a command: the caller's `Idempotency-Key`, or a new one.

use axum::http::HeaderMap;
use messaging::Caller;
use uuid::Uuid;

use crate::{
    http::{headers::IDEMPOTENCY_KEY, problem::Problem},
    limits,
};

/// The same id again means the same command: it runs once, and both get its outcome.
///
/// Each person has a space of their own, `u42.<key>`: nobody meets another's command by the key they chose. Without the
/// header the key is a new UUID v7, which sorts by time.
pub fn command_id(headers: &HeaderMap, caller: &Caller) -> Result<String, Problem> {
    let space = caller.user_id().map(|user_id| format!("{user_id}.")).unwrap_or_default();
    let Some(key) = headers.get(IDEMPOTENCY_KEY) else {
        return Ok(format!("{space}{}", Uuid::now_v7()));
    };
    let legal = |id: &&str| {
        (1..=limits::IDEMPOTENCY_KEY_CHARACTERS).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic())
    };
    key.to_str().ok().filter(legal).map(|key| format!("{space}{key}")).ok_or_else(|| {
        let max = limits::IDEMPOTENCY_KEY_CHARACTERS;
        let detail = format!("the Idempotency-Key must be 1 to {max} visible ASCII characters without spaces");
        Problem::bad_request("http.idempotency_key_invalid", detail)
    })
}

/// The `Idempotency-Key` with which the same person sends the command `id` again.
pub fn key(id: &str) -> &str {
    id.split_once('.').map_or(id, |(_, key)| key)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use contracts::{UserId, limit};

    use super::*;

    /// As long as it may be.
    const KEY: &str =
        "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk";

    fn ada() -> Caller {
        Caller::user(&"u42".parse().expect("an id"))
    }

    fn given(key: &[u8]) -> Result<String, Problem> {
        let key = HeaderValue::from_bytes(key).expect("legal in HTTP");
        command_id(&HeaderMap::from_iter([(IDEMPOTENCY_KEY, key)]), &ada())
    }

    #[test]
    fn the_callers_key_is_the_id_in_their_own_space() {
        assert_eq!(given(b"order-66/a.b").expect("legal"), "u42.order-66/a.b");
        let longest = UserId::for_number(u64::MAX);
        let headers = HeaderMap::from_iter([(IDEMPOTENCY_KEY, HeaderValue::from_static(KEY))]);
        let id = command_id(&headers, &Caller::user(&longest)).expect("legal");
        assert!(id.len() <= limit::COMMAND_ID_CHARACTERS && id.ends_with(KEY), "{id}");
    }

    #[test]
    fn a_key_that_is_too_long_or_not_plain_text_is_refused() {
        for key in [b"".as_slice(), b"a b", b"a\tb", "ä".as_bytes(), &[b'x'; 97]] {
            assert_eq!(given(key).expect_err("refused").status, 400, "{key:?}");
        }
    }

    #[test]
    fn without_a_key_every_command_is_its_own() {
        let new = || command_id(&HeaderMap::new(), &ada()).expect("an id");
        assert_ne!(new(), new());
    }

    #[test]
    fn every_command_can_be_sent_again_under_its_id() {
        for id in [command_id(&HeaderMap::new(), &ada()), given(b"order-66/a.b")] {
            let id = id.expect("an id");
            assert_eq!(given(key(&id).as_bytes()).expect("legal"), id);
        }
    }
}
