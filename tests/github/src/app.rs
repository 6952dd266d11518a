//! The GitHub App (and OAuth application) that the tests and the demo act as.

use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;

use crate::refusal::Refusal;

/// The private half of the key that the stand-in trusts unless told otherwise. For tests and demos only.
pub const DEMO_APP_PRIVATE_KEY: &str = include_str!("../demo-app-key.pem");

/// The public half of [`DEMO_APP_PRIVATE_KEY`].
pub const DEMO_APP_PUBLIC_KEY: &str = include_str!("../demo-app-key.pub.pem");

/// GitHub refuses an App's JWT that lives longer than ten minutes; clocks may differ by one.
const LONGEST_LIFE_SECONDS: i64 = 11 * 60;

/// GitHub allows an `iat` a little ahead of its own clock.
const CLOCK_DRIFT_SECONDS: i64 = 60;

pub(crate) struct App {
    pub id: u64,
    pub slug: String,
    pub client_id: String,
    pub client_secret: String,
    /// Where people may be sent after signing in; see [`crate::oauth::callback`].
    pub callback_urls: Vec<String>,
    /// Where people are sent after installing the App.
    pub setup_url: Option<String>,
    /// Whether it has the permission to see members.
    pub reads_members: bool,
    /// Whether it has the permissions to see how commits are checked.
    pub reads_checks: bool,
    pub key: DecodingKey,
}

#[derive(Deserialize)]
struct Claims {
    iss: Issuer,
    iat: i64,
    exp: i64,
}

/// The App's id as a number or a word, or its client id: GitHub takes all three.
#[derive(Deserialize)]
#[serde(untagged)]
enum Issuer {
    Number(u64),
    Word(String),
}

impl App {
    /// Checks an App's JWT as described in GitHub's "Generating a JSON Web Token (JWT) for a GitHub App".
    pub fn verify(&self, jwt: &str, now_seconds: i64) -> Result<(), Refusal> {
        let mut validation = Validation::new(Algorithm::RS256);
        validation.validate_exp = false;
        // `iss` may be a number, which the library would take for a missing one; Claims requires it anyway.
        validation.set_required_spec_claims(&["exp"]);
        let undecodable = |_| unauthorized("A JSON web token could not be decoded");
        let claims = jsonwebtoken::decode::<Claims>(jwt, &self.key, &validation).map_err(undecodable)?.claims;

        if claims.exp <= now_seconds {
            return Err(unauthorized(
                "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
            ));
        }
        if claims.exp > now_seconds + LONGEST_LIFE_SECONDS {
            return Err(unauthorized("'Expiration time' claim ('exp') is too far in the future"));
        }
        if claims.iat > now_seconds + CLOCK_DRIFT_SECONDS {
            return Err(unauthorized(
                "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
            ));
        }
        let is_ours = match claims.iss {
            Issuer::Number(id) => id == self.id,
            Issuer::Word(word) => word == self.client_id || word == self.id.to_string(),
        };
        if is_ours { Ok(()) } else { Err(Refusal::new(axum::http::StatusCode::NOT_FOUND, "Integration not found")) }
    }
}

fn unauthorized(message: &str) -> Refusal {
    Refusal::new(axum::http::StatusCode::UNAUTHORIZED, message)
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{EncodingKey, Header, encode};
    use serde_json::{Value, json};

    use super::*;

    const NOW: i64 = 1_780_000_000;

    fn app() -> App {
        App {
            id: 4242,
            slug: "foundry".into(),
            client_id: "Iv1.foundry".into(),
            client_secret: "secret".into(),
            callback_urls: Vec::new(),
            setup_url: None,
            reads_members: true,
            reads_checks: true,
            key: DecodingKey::from_rsa_pem(DEMO_APP_PUBLIC_KEY.as_bytes()).unwrap(),
        }
    }

    fn verify(algorithm: Algorithm, claims: &Value) -> Result<(), String> {
        let key = match algorithm {
            Algorithm::HS256 => EncodingKey::from_secret(DEMO_APP_PUBLIC_KEY.as_bytes()),
            _ => EncodingKey::from_rsa_pem(DEMO_APP_PRIVATE_KEY.as_bytes()).unwrap(),
        };
        let jwt = encode(&Header::new(algorithm), claims, &key).unwrap();
        app().verify(&jwt, NOW).map_err(|refusal| refusal.message)
    }

    #[test]
    fn the_id_and_the_client_id_are_both_taken_as_the_issuer() {
        for issuer in [json!("4242"), json!(4242), json!("Iv1.foundry")] {
            assert_eq!(verify(Algorithm::RS256, &json!({"iss": issuer, "iat": NOW - 60, "exp": NOW + 600})), Ok(()));
        }
    }

    #[test]
    fn an_expired_or_long_lived_or_foreign_jwt_is_refused() {
        let expired = verify(Algorithm::RS256, &json!({"iss": "4242", "iat": NOW - 700, "exp": NOW - 1}));
        assert!(expired.unwrap_err().contains("future time"));
        let long = verify(Algorithm::RS256, &json!({"iss": "4242", "iat": NOW, "exp": NOW + 3600}));
        assert!(long.unwrap_err().contains("too far in the future"));
        let ahead = verify(Algorithm::RS256, &json!({"iss": "4242", "iat": NOW + 300, "exp": NOW + 400}));
        assert!(ahead.unwrap_err().contains("'Issued at'"));
        let foreign = verify(Algorithm::RS256, &json!({"iss": "1", "iat": NOW, "exp": NOW + 60}));
        assert_eq!(foreign.unwrap_err(), "Integration not found");
    }

    #[test]
    fn a_jwt_signed_with_the_public_key_as_a_secret_is_refused() {
        let confused = verify(Algorithm::HS256, &json!({"iss": "4242", "iat": NOW, "exp": NOW + 60}));
        assert_eq!(confused.unwrap_err(), "A JSON web token could not be decoded");
    }
}
