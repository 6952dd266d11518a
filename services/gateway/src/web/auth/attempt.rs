//! What the browser remembers while somebody is at GitHub.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contracts::{CredentialHash, Millis};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::ReturnTo;
use crate::{limits, random, settings::Secret};

/// So much of the state names its cookie: each tab has an attempt of its own, and finishes that one.
const NAME_CHARACTERS: usize = 16;

/// One attempt to sign in. It lives in a cookie alone, so that any gateway can finish what another began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Comes back with GitHub's answer: an answer to another browser's question is none to ours.
    state: Secret,
    /// PKCE ([RFC 7636](https://www.rfc-editor.org/rfc/rfc7636)): who steals the code cannot use it without this.
    pub verifier: Secret,
    /// The sign-in's secret to be. Known before its person is, so a repeated answer finds the sign-in it made.
    pub secret: Secret,
    pub return_to: ReturnTo,
    /// When it counts no longer.
    pub over_at: Millis,
}

/// What the gateways have in common, and nobody else: an attempt that somebody made up is known before anybody is asked.
#[derive(Debug, Clone)]
pub struct AttemptKey(Secret);

impl AttemptKey {
    /// Every gateway has the OAuth client's secret; whoever else has it could sign people in without us.
    pub fn new(client_secret: &Secret) -> Self {
        Self(client_secret.clone())
    }

    fn proof(&self, said: &str) -> String {
        let key = self.0.expose().as_bytes();
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("an HMAC key may have any length");
        mac.update(b"attempt:");
        mac.update(said.as_bytes());
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }
}

impl Attempt {
    pub fn new(return_to: ReturnTo, now: Millis) -> Self {
        let over_at = now + limits::millis(limits::SIGN_IN_ATTEMPT);
        Self { state: random::secret(), verifier: random::secret(), secret: random::secret(), return_to, over_at }
    }

    pub fn state(&self) -> &str {
        self.state.expose()
    }

    /// What its cookie is called by.
    pub fn name(&self) -> &str {
        name_in(self.state.expose())
    }

    /// What GitHub is told of the verifier (method S256).
    pub fn challenge(&self) -> String {
        random::digest(self.verifier.expose())
    }

    pub fn has_state(&self, state: &str) -> bool {
        state.as_bytes().ct_eq(self.state.expose().as_bytes()).into()
    }

    pub fn credential(&self) -> CredentialHash {
        random::credential_hash(self.secret.expose())
    }

    /// As a cookie's value.
    pub fn to_text(&self, key: &AttemptKey) -> String {
        let (return_to, over_at) = (URL_SAFE_NO_PAD.encode(self.return_to.as_str()), self.over_at.to_string());
        let said = [self.state.expose(), self.verifier.expose(), self.secret.expose(), &return_to, &over_at].join(".");
        format!("{said}.{}", key.proof(&said))
    }

    /// `None`: it is none of ours, or over.
    pub fn parse(text: &str, key: &AttemptKey, now: Millis) -> Option<Self> {
        let (said, proof) = text.rsplit_once('.')?;
        let is_ours: bool = proof.as_bytes().ct_eq(key.proof(said).as_bytes()).into();
        let parts: Vec<&str> = said.split('.').collect();
        let [state, verifier, secret, return_to, over_at] = *parts.as_slice() else { return None };
        let over_at = over_at.parse().ok().filter(|over_at| is_ours && now < *over_at)?;
        let part = |text: &str| random::is_secret(text).then(|| Secret::from(text.to_owned()));
        let return_to = String::from_utf8(URL_SAFE_NO_PAD.decode(return_to).ok()?).ok()?;
        Some(Self {
            state: part(state)?,
            verifier: part(verifier)?,
            secret: part(secret)?,
            return_to: ReturnTo::parse(&return_to),
            over_at,
        })
    }
}

/// What the cookie of the attempt with this state is called by.
pub fn name_in(state: &str) -> &str {
    state.get(..NAME_CHARACTERS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(secret: &str) -> AttemptKey {
        AttemptKey::new(&secret.to_owned().into())
    }

    #[test]
    fn an_attempt_is_remembered_whole_for_ten_minutes() {
        let attempt = Attempt::new(ReturnTo::parse("/acme?x=1"), 5);
        let text = attempt.to_text(&key("ours"));
        assert_eq!(Attempt::parse(&text, &key("ours"), attempt.over_at - 1), Some(attempt.clone()));
        assert_eq!(Attempt::parse(&text, &key("ours"), attempt.over_at), None);
    }

    #[test]
    fn what_was_tampered_with_or_made_up_is_none() {
        let attempt = Attempt::new(ReturnTo::parse("/acme"), 5);
        let text = attempt.to_text(&key("ours"));
        let parts: Vec<_> = text.split('.').collect();
        let elsewhere = text.replacen(parts[3], &URL_SAFE_NO_PAD.encode("/elsewhere"), 1);
        let longer = text.replacen(parts[4], "99999999999999", 1);
        let unproved = parts[..5].join(".");
        let made_up = attempt.to_text(&key("theirs"));
        for wrong in ["", ".....", &elsewhere, &longer, &unproved, &made_up, &text[1..], &format!("{text}.x")] {
            assert_eq!(Attempt::parse(wrong, &key("ours"), 5), None, "{wrong}");
        }
    }

    #[test]
    fn only_its_own_state_is_its_state() {
        let (attempt, other) = (Attempt::new(ReturnTo::parse("/"), 5), Attempt::new(ReturnTo::parse("/"), 5));
        assert!(attempt.has_state(attempt.state()));
        assert!(!attempt.has_state("") && !attempt.has_state(other.state()));
        assert_eq!((name_in(attempt.state()), name_in("short"), name_in("é")), (attempt.name(), "", ""));
        assert_ne!(attempt.name(), other.name());
    }
}
