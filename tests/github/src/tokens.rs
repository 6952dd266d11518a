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
    /// By refresh token.
    refreshing: BTreeMap<String, Refresh>,
    installations: BTreeMap<String, InstallationToken>,
}

#[derive(Debug, Clone)]
pub(crate) struct UserToken {
    pub user_id: u64,
    pub scopes: Vec<String>,
    /// None: it does not end.
    pub expires_at: Option<Timestamp>,
}

/// What another token is got with, once; with it the one before ends, too.
struct Refresh {
    user_id: u64,
    scopes: Vec<String>,
    token: String,
}

/// A token that ends, and what another is got with.
pub(crate) struct Expiring {
    pub token: String,
    pub refresh_token: String,
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
        self.people.insert(token.clone(), UserToken { user_id, scopes, expires_at: None });
        token
    }

    /// As a GitHub App gives them.
    pub fn issue_expiring(&mut self, user_id: u64, scopes: Vec<String>, expires_at: Timestamp) -> Expiring {
        let (token, refresh_token) = (format!("ghu_{}", random_word(36)), format!("ghr_{}", random_word(76)));
        let user_token = UserToken { user_id, scopes: scopes.clone(), expires_at: Some(expires_at) };
        self.people.insert(token.clone(), user_token);
        self.refreshing.insert(refresh_token.clone(), Refresh { user_id, scopes, token: token.clone() });
        Expiring { token, refresh_token }
    }

    /// Uses a refresh token up; None when it is none, or was used.
    pub fn refresh(&mut self, refresh_token: &str, expires_at: Timestamp) -> Option<Expiring> {
        let Refresh { user_id, scopes, token } = self.refreshing.remove(refresh_token)?;
        self.people.remove(&token);
        Some(self.issue_expiring(user_id, scopes, expires_at))
    }

    /// Lets a person's tokens that end run out now.
    pub fn expire_user(&mut self, user_id: u64, now: Timestamp) {
        let ending = self.people.values_mut().filter(|token| token.user_id == user_id && token.expires_at.is_some());
        ending.for_each(|token| token.expires_at = Some(now));
    }

    pub fn issue_to_installation(&mut self, token: InstallationToken) -> String {
        let word = format!("ghs_{}", random_word(36));
        self.installations.insert(word.clone(), token);
        word
    }

    /// The person's token, unless it has expired.
    pub fn user(&self, token: &str, now: Timestamp) -> Option<&UserToken> {
        self.people.get(token).filter(|token| token.expires_at.is_none_or(|expires_at| expires_at > now))
    }

    /// The installation token, unless it has expired.
    pub fn installation(&self, token: &str, now: Timestamp) -> Option<&InstallationToken> {
        self.installations.get(token).filter(|token| token.expires_at > now)
    }

    /// Forgets every token of a person, as when they revoke the application on their settings page.
    pub fn revoke_user(&mut self, user_id: u64) {
        self.people.retain(|_, token| token.user_id != user_id);
        self.refreshing.retain(|_, refresh| refresh.user_id != user_id);
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
    fn a_refresh_token_is_good_once_and_ends_the_token_before() {
        let (mut tokens, start) = (Tokens::default(), Timestamp::UNIX_EPOCH);
        let later = start + SignedDuration::from_hours(8);
        let first = tokens.issue_expiring(1, vec![], later);
        assert!(tokens.user(&first.token, start).is_some() && tokens.user(&first.token, later).is_none());
        let second = tokens.refresh(&first.refresh_token, later).unwrap();
        assert!(tokens.user(&first.token, start).is_none() && tokens.user(&second.token, start).is_some());
        assert!(tokens.refresh(&first.refresh_token, later).is_none());
        tokens.expire_user(1, start);
        assert!(tokens.user(&second.token, start).is_none());
    }

    #[test]
    fn a_wide_scope_includes_the_narrow_one_and_not_the_other_way() {
        let wide = UserToken { user_id: 1, scopes: vec!["user".into(), "admin:org".into()], expires_at: None };
        assert!(wide.has_scope("user:email") && wide.has_scope("read:org"));
        let narrow = UserToken { user_id: 1, scopes: vec!["user:email".into()], expires_at: None };
        assert!(!narrow.has_scope("user") && !narrow.has_scope("repo"));
    }
}
