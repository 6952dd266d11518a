//! Access tokens: those of people (`gho_`) and those of installations (`ghs_`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand::distr::Alphanumeric;

/// What a person's token has unless it was asked for otherwise.
pub(crate) const USUAL_SCOPES: [&str; 4] = ["repo", "read:org", "read:user", "user:email"];

#[derive(Default)]
pub(crate) struct Tokens {
    people: BTreeMap<String, UserToken>,
    installations: BTreeMap<String, InstallationToken>,
}

#[derive(Debug, Clone)]
pub(crate) struct UserToken {
    pub user_id: u64,
    pub scopes: Vec<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct InstallationToken {
    pub installation_id: u64,
    /// None for everything that the installation covers.
    pub repository_ids: Option<BTreeSet<u64>>,
    pub expires_at: Timestamp,
}

impl UserToken {
    /// Whether one of the scopes was granted; a scope like `user` includes `user:email`.
    pub fn has_scope(&self, wanted: &str) -> bool {
        self.scopes.iter().any(|scope| {
            scope == wanted
                || wanted.strip_prefix(scope.as_str()).is_some_and(|rest| rest.starts_with(':'))
                || (wanted == "read:org" && (scope == "admin:org" || scope == "write:org"))
        })
    }
}

impl Tokens {
    pub fn issue_to_user(&mut self, user_id: u64, scopes: Vec<String>) -> String {
        let token = format!("gho_{}", random_word(36));
        self.people.insert(token.clone(), UserToken { user_id, scopes });
        token
    }

    pub fn issue_to_installation(&mut self, token: InstallationToken) -> String {
        let word = format!("ghs_{}", random_word(36));
        self.installations.insert(word.clone(), token);
        word
    }

    pub fn user(&self, token: &str) -> Option<&UserToken> {
        self.people.get(token)
    }

    /// The installation token, unless it has expired.
    pub fn installation(&self, token: &str, now: Timestamp) -> Option<&InstallationToken> {
        self.installations.get(token).filter(|token| token.expires_at > now)
    }

    /// Forgets every token of a person, as when they revoke the application on their settings page.
    pub fn revoke_user(&mut self, user_id: u64) {
        self.people.retain(|_, token| token.user_id != user_id);
    }

    pub fn revoke_installation(&mut self, installation_id: u64) {
        self.installations.retain(|_, token| token.installation_id != installation_id);
    }

    /// Lets every installation token run out now.
    pub fn expire_installations(&mut self, now: Timestamp) {
        for token in self.installations.values_mut() {
            token.expires_at = now - SignedDuration::from_secs(1);
        }
    }
}

/// A secret that cannot be guessed, of letters and digits as in GitHub's tokens.
pub(crate) fn random_word(length: usize) -> String {
    rand::rng().sample_iter(Alphanumeric).take(length).map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_scope_includes_the_narrow_one_and_not_the_other_way() {
        let wide = UserToken { user_id: 1, scopes: vec!["user".into(), "admin:org".into()] };
        assert!(wide.has_scope("user:email") && wide.has_scope("read:org"));
        let narrow = UserToken { user_id: 1, scopes: vec!["user:email".into()] };
        assert!(!narrow.has_scope("user") && !narrow.has_scope("repo"));
    }
}
