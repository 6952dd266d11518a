//! Authorization codes: what is remembered between the sign-in page and the exchange for a token.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::tokens::random_word;

/// GitHub's codes expire after ten minutes.
const LIFE: SignedDuration = SignedDuration::from_mins(10);

#[derive(Default)]
pub(crate) struct Codes {
    granted: BTreeMap<String, Grant>,
}

pub(crate) struct Grant {
    pub user_id: u64,
    pub scopes: Vec<String>,
    /// The address as it was asked for; None if the registered one was meant.
    pub redirect_uri: Option<String>,
    /// PKCE (RFC 7636), method S256.
    pub code_challenge: Option<String>,
    pub granted_at: Timestamp,
}

impl Codes {
    pub fn grant(&mut self, grant: Grant) -> String {
        let code = random_word(20).to_lowercase();
        self.granted.insert(code.clone(), grant);
        code
    }

    /// Uses a code up, also when the exchange then fails: a guessed verifier must not get a second try.
    pub fn take(&mut self, code: &str, now: Timestamp) -> Option<Grant> {
        self.granted.remove(code).filter(|grant| grant.granted_at + LIFE > now)
    }
}

impl Grant {
    pub fn is_proved_by(&self, verifier: Option<&str>) -> bool {
        match (&self.code_challenge, verifier) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(challenge), Some(verifier)) => {
                URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes())) == *challenge
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(granted_at: Timestamp) -> Grant {
        // The pair of RFC 7636, appendix B.
        let code_challenge = Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".to_owned());
        Grant { user_id: 1, scopes: Vec::new(), redirect_uri: None, code_challenge, granted_at }
    }

    #[test]
    fn only_the_right_verifier_proves_a_challenge() {
        let grant = grant(Timestamp::UNIX_EPOCH);
        assert!(grant.is_proved_by(Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")));
        assert!(!grant.is_proved_by(Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl")) && !grant.is_proved_by(None));
    }

    #[test]
    fn a_code_works_once_and_for_ten_minutes() {
        let start = Timestamp::UNIX_EPOCH;
        let mut codes = Codes::default();
        let code = codes.grant(grant(start));
        assert!(codes.take(&code, start).is_some() && codes.take(&code, start).is_none());
        let late = codes.grant(grant(start));
        assert!(codes.take(&late, start + LIFE).is_none());
    }
}
