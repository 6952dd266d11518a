//! Who we are at GitHub: the App's id and key, and the short-lived token made from them.

use anyhow::Context;
use contracts::Millis;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;

use super::GithubError;

/// Dated back so that a GitHub clock behind ours still takes it; GitHub allows ten minutes in all.
const BACKDATE_SECONDS: i64 = 60;
const LIFE_SECONDS: i64 = 540;

pub(super) struct App {
    id: String,
    key: EncodingKey,
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    iat: i64,
    exp: i64,
}

impl App {
    /// `key` is an RSA private key as PEM (PKCS#1, as GitHub hands it out, or PKCS#8).
    pub fn new(id: &str, key: &str) -> anyhow::Result<Self> {
        let key =
            EncodingKey::from_rsa_pem(key.as_bytes()).context("the GitHub App's private key is not an RSA key")?;
        Ok(Self { id: id.to_owned(), key })
    }

    /// The App's JSON web token, good for nine minutes from `now`.
    pub fn token(&self, now: Millis) -> Result<String, GithubError> {
        let now_seconds = now / 1_000;
        let claims = Claims { iss: &self.id, iat: now_seconds - BACKDATE_SECONDS, exp: now_seconds + LIFE_SECONDS };
        Ok(jsonwebtoken::encode(&Header::new(Algorithm::RS256), &claims, &self.key)?)
    }
}
