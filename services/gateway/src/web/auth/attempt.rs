//! What the browser remembers while somebody is at GitHub.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contracts::CredentialHash;
use subtle::ConstantTimeEq;

use super::ReturnTo;
use crate::{random, settings::Secret};

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
}

impl Attempt {
    pub fn new(return_to: ReturnTo) -> Self {
        Self { state: random::secret(), verifier: random::secret(), secret: random::secret(), return_to }
    }

    pub fn state(&self) -> &str {
        self.state.expose()
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
    pub fn to_text(&self) -> String {
        let return_to = URL_SAFE_NO_PAD.encode(self.return_to.as_str());
        [self.state.expose(), self.verifier.expose(), self.secret.expose(), &return_to].join(".")
    }

    /// `None`: it is none of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let [state, verifier, secret, return_to] = *parts.as_slice() else { return None };
        let part = |text: &str| random::is_secret(text).then(|| Secret::from(text.to_owned()));
        let return_to = String::from_utf8(URL_SAFE_NO_PAD.decode(return_to).ok()?).ok()?;
        Some(Self {
            state: part(state)?,
            verifier: part(verifier)?,
            secret: part(secret)?,
            return_to: ReturnTo::parse(&return_to),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_is_remembered_whole() {
        let attempt = Attempt::new(ReturnTo::parse("/acme?x=1"));
        assert_eq!(Attempt::parse(&attempt.to_text()), Some(attempt));
    }

    #[test]
    fn what_was_tampered_with_leads_nowhere_else() {
        let attempt = Attempt::new(ReturnTo::parse("/acme"));
        let text = attempt.to_text();
        let (secrets, _) = text.rsplit_once('.').expect("four parts");
        let elsewhere = format!("{secrets}.{}", URL_SAFE_NO_PAD.encode("//evil.example"));
        assert_eq!(Attempt::parse(&elsewhere).expect("an attempt").return_to.as_str(), "/");
        for wrong in ["", "...", secrets, &text[1..], &format!("{text}.x"), &format!("{secrets}.%")] {
            assert_eq!(Attempt::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_its_own_state_is_its_state() {
        let attempt = Attempt::new(ReturnTo::parse("/"));
        assert!(attempt.has_state(attempt.state()));
        assert!(!attempt.has_state("") && !attempt.has_state(Attempt::new(ReturnTo::parse("/")).state()));
    }
}
