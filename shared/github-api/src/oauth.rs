//! GitHub's answer to whoever asks for a person's token, with a code or with a refresh token
//! ([GitHub: refreshing user access tokens](https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens)).

use contracts::Millis;
use serde::Deserialize;

/// Where it is asked for, below the address of GitHub's pages.
pub const TOKEN_PATH: &str = "/login/oauth/access_token";

/// Errors come with status 200. No `Debug`: it may hold tokens.
#[derive(Deserialize)]
pub struct TokenAnswer {
    access_token: Option<String>,
    scope: Option<String>,
    /// In seconds; only of a token that ends.
    expires_in: Option<i64>,
    refresh_token: Option<String>,
    /// In seconds.
    refresh_token_expires_in: Option<i64>,
    error: Option<String>,
}

/// A token and what it is good for. No `Debug`.
pub struct GrantedToken {
    pub token: String,
    pub scopes: Vec<String>,
    /// `None`: it does not end.
    pub renewable: Option<GrantedRenewal>,
}

/// No `Debug`.
pub struct GrantedRenewal {
    pub expires_at: Millis,
    pub refresh_token: String,
    pub refresh_expires_at: Option<Millis>,
}

/// GitHub's own word for why there is no token: `bad_verification_code`, `bad_refresh_token`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotGranted(pub String);

/// What people are shown of GitHub's word.
const WORD_CHARACTERS: usize = 100;

impl TokenAnswer {
    /// The token that was asked for at `now`.
    pub fn granted(self, now: Millis) -> Result<GrantedToken, NotGranted> {
        let (Some(token), None) = (self.access_token, self.error.as_deref()) else {
            let word = self.error.as_deref().unwrap_or("no token");
            return Err(NotGranted(word.chars().take(WORD_CHARACTERS).collect()));
        };
        let scopes = self.scope.unwrap_or_default();
        let scopes = scopes.split([',', ' ']).filter(|scope| !scope.is_empty()).map(str::to_owned).collect();
        let at = |seconds: i64| now.saturating_add(seconds.saturating_mul(1_000));
        // One that ends without anything to get another with is as good as one that was revoked then.
        let renewable = self.expires_in.zip(self.refresh_token).map(|(expires_in, refresh_token)| GrantedRenewal {
            expires_at: at(expires_in),
            refresh_token,
            refresh_expires_at: self.refresh_token_expires_in.map(at),
        });
        Ok(GrantedToken { token, scopes, renewable })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn granted(answer: serde_json::Value) -> Result<GrantedToken, NotGranted> {
        serde_json::from_value::<TokenAnswer>(answer).unwrap().granted(1_000)
    }

    #[test]
    fn a_token_may_end_and_comes_with_what_another_is_got_with() {
        let lasting = granted(serde_json::json!({"access_token": "gho_a", "scope": "repo,read:org"})).ok().unwrap();
        assert_eq!((lasting.scopes.len(), lasting.renewable.is_none()), (2, true));
        let ending = serde_json::json!({"access_token": "ghu_a", "scope": "", "expires_in": 28_800,
                                        "refresh_token": "ghr_a", "refresh_token_expires_in": 15_897_600});
        let renewable = granted(ending).ok().unwrap().renewable.unwrap();
        assert_eq!((renewable.expires_at, renewable.refresh_token.as_str()), (28_801_000, "ghr_a"));
        assert_eq!(renewable.refresh_expires_at, Some(15_897_601_000));
    }

    #[test]
    fn a_refusal_is_githubs_word() {
        let refused = granted(serde_json::json!({"error": "bad_refresh_token"}));
        assert_eq!(refused.err(), Some(NotGranted("bad_refresh_token".into())));
        assert_eq!(granted(serde_json::json!({})).err(), Some(NotGranted("no token".into())));
    }
}
