//! `GET /v1/auth/callback/github`: GitHub's answer becomes a sign-in. The same answer again finds the sign-in it made.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, header},
    response::Response,
};
use bytes::Bytes;
use contracts::{
    Millis, Outcome, SignInId, UserId, subject,
    user::{Credential, EndSignIn, Renewable, SignIn},
};
use github_api::GrantedRenewal;
use messaging::{Caller, Request};
use uuid::Uuid;
use vault::{Token, Vault};

use super::{
    ReturnTo, SignInError,
    attempt::{self, Attempt},
    github::{Account, GithubError},
    sign_in::{callback_address, failed},
};
use crate::{
    http::{
        cookies,
        redirect::{self, parameter},
    },
    identity::{Authentication, Credentials, Identity},
    limits,
    state::Gateway,
};

/// GitHub's word for somebody who did not agree.
const DENIED: &str = "access_denied";

pub async fn callback(State(gateway): State<Arc<Gateway>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let answer = |name| parameter(query.as_deref(), name);
    let state = answer("state").unwrap_or_default();
    // Before anything else: an answer to somebody else's question must not even end this browser's attempts.
    let begun = gateway.cookies.sign_ins(&headers);
    let named = begun.iter().find(|(name, _)| *name == attempt::name_in(&state)).map(|(_, text)| text.as_str());
    let ours = named.and_then(|text| Attempt::parse(text, &gateway.attempt_key, messaging::now()));
    let Some(attempt) = ours.filter(|attempt| attempt.has_state(&state)) else {
        if begun.is_empty() || named.is_some() {
            return without_attempt(&gateway, &headers, answer("error")).await;
        }
        return failed(SignInError::StateMismatch, &ReturnTo::parse("/"));
    };
    match complete(&gateway, &headers, &attempt, answer("code"), answer("error")).await {
        Ok(()) => {
            end_the_one_before(&gateway, &headers, &attempt).await;
            let mut response = redirect::found(attempt.return_to.as_str());
            cookies::add(response.headers_mut(), gateway.cookies.set_session(&attempt.secret));
            cookies::add(response.headers_mut(), gateway.cookies.clear_sign_in(attempt.name()));
            response
        }
        Err(error) => {
            tracing::info!(%error, "A sign-in did not succeed");
            let mut response = failed(error, &attempt.return_to);
            cookies::add(response.headers_mut(), gateway.cookies.clear_sign_in(attempt.name()));
            response
        }
    }
}

/// This browser was signed in already: its cookie is replaced, and what nobody has any more should open nothing. If that
/// cannot be said now, it ends by itself.
async fn end_the_one_before(gateway: &Gateway, headers: &HeaderMap, attempt: &Attempt) {
    let Ok(Authentication { identity: Identity::Person(person), credentials: Credentials::Cookie(secret), .. }) =
        Authentication::of(gateway, headers).await
    else {
        return;
    };
    let Credential::SignIn { sign_in_id, .. } = person.credential else { return };
    if secret == attempt.secret {
        return;
    }
    let request = Request {
        subject: subject::of::<EndSignIn>(&person.user_id),
        id: format!("replaced-{sign_in_id}"),
        body: Bytes::from(serde_json::to_vec(&EndSignIn { sign_in_id }).expect("ids are always JSON")),
        caller: Caller::user(&person.user_id),
    };
    if let Err(error) = gateway.client.enqueue(request).await {
        tracing::warn!(%error, "A sign-in that was replaced could not be ended");
    }
}

/// The answer page was opened again, by the Back button, say, or too late; or GitHub does not know the address that it
/// should have sent the answer to, and sent it to the one it knows.
async fn without_attempt(gateway: &Gateway, headers: &HeaderMap, error: Option<String>) -> Response {
    if error.is_some_and(|error| error != DENIED) {
        return failed(SignInError::GithubRefused, &ReturnTo::parse("/"));
    }
    match Authentication::of(gateway, headers).await {
        Ok(Authentication { identity: Identity::Person(_), .. }) => redirect::found("/"),
        Ok(_) => failed(SignInError::Expired, &ReturnTo::parse("/")),
        Err(_) => failed(SignInError::Unavailable, &ReturnTo::parse("/")),
    }
}

async fn complete(
    gateway: &Arc<Gateway>,
    headers: &HeaderMap,
    attempt: &Attempt,
    code: Option<String>,
    error: Option<String>,
) -> Result<(), SignInError> {
    match (code, error.as_deref()) {
        (Some(code), None) => {
            let user_agent = headers.get(header::USER_AGENT).and_then(|name| name.to_str().ok());
            let user_agent = user_agent.map(|name| name.chars().take(limits::USER_AGENT_CHARACTERS).collect());
            let redirect_uri = callback_address(gateway, headers);
            let made = Exchange { gateway: gateway.clone(), attempt: attempt.clone(), code, redirect_uri, user_agent };
            gateway.attempts.make(attempt.credential(), made.run()).await
        }
        (_, Some(DENIED)) => Err(SignInError::Denied),
        (_, error) => {
            let error: String = error.unwrap_or("no code").chars().take(100).collect();
            tracing::warn!(github.error = error, "GitHub refused a sign-in");
            Err(SignInError::GithubRefused)
        }
    }
}

/// A code on its way to become a sign-in.
struct Exchange {
    gateway: Arc<Gateway>,
    attempt: Attempt,
    code: String,
    redirect_uri: String,
    user_agent: Option<String>,
}

impl Exchange {
    async fn run(self) -> Result<(), SignInError> {
        if self.is_signed_in().await? {
            return Ok(());
        }
        let github = &self.gateway.github;
        let granted = match github.exchange(&self.code, &self.attempt.verifier, &self.redirect_uri).await {
            // Perhaps another gateway has just done it with the same answer.
            Err(GithubError::CodeRefused) if self.is_signed_in().await? => return Ok(()),
            granted => granted.map_err(reason)?,
        };
        let Account { user_id, profile } = github.account(&granted.token).await.map_err(reason)?;
        let vault = self.gateway.vault.as_ref().ok_or(SignInError::NotConfigured)?;

        let credential = self.attempt.credential();
        let command = SignIn {
            sign_in_id: SignInId::from(Uuid::new_v4()),
            credential: credential.clone(),
            expires_at: messaging::now() + limits::millis(limits::SIGN_IN),
            profile,
            token: vault.seal(&user_id, &granted.token, granted.scopes),
            renewable: granted.renewable.map(|renewal| sealed(vault, &user_id, granted.issued_at, renewal)),
            user_agent: self.user_agent,
        };
        let request = Request {
            subject: subject::of::<SignIn>(&user_id),
            body: Bytes::from(serde_json::to_vec(&command).expect("texts and numbers are always JSON")),
            // One credential, one sign-in, however often it is sent.
            id: format!("sign-in-{credential}"),
            caller: Caller::user(&user_id),
        };
        match self.gateway.client.request(request, limits::SIGN_IN_STORED).await {
            Outcome::Done { .. } => {
                tracing::info!(user.id = %user_id, "{user_id} signed in");
                Ok(())
            }
            outcome => {
                tracing::error!(user.id = %user_id, outcome = outcome.status(), "A sign-in could not be stored");
                Err(SignInError::Unavailable)
            }
        }
    }

    async fn is_signed_in(&self) -> Result<bool, SignInError> {
        let asked = self.gateway.people.ask_service(&self.attempt.credential()).await;
        asked.map(|person| person.is_some()).map_err(|_| SignInError::Unavailable)
    }
}

fn sealed(vault: &Vault, user_id: &UserId, issued_at: Millis, renewal: GrantedRenewal) -> Renewable {
    let GrantedRenewal { expires_at, refresh_token, refresh_expires_at } = renewal;
    let refresh_token = vault.seal(user_id, &Token::new(refresh_token), Vec::new());
    Renewable { issued_at, expires_at, refresh_token, refresh_expires_at }
}

/// What a person is told; whoever runs Foundry finds more in the log.
fn reason(error: GithubError) -> SignInError {
    tracing::warn!(error = &error as &dyn std::error::Error, "GitHub did not tell who is signing in");
    match error {
        GithubError::CodeRefused => SignInError::CodeUsed,
        GithubError::Refused(_) => SignInError::GithubRefused,
        GithubError::Broken(_) | GithubError::Unreachable(_) | GithubError::Undecodable(_) | GithubError::TooLarge => {
            SignInError::GithubUnreachable
        }
    }
}
