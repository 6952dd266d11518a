//! GitHub, as far as the door speaks to it: the exchange of a code, and who the token's person is
//! ([GitHub: authorizing OAuth apps](https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps)).

use contracts::{Millis, UserId, user::Profile};
use github_api::{GrantedRenewal, GrantedToken, NotGranted, TOKEN_PATH, TokenAnswer};
use reqwest::{
    RequestBuilder, StatusCode, Url,
    header::{ACCEPT, AUTHORIZATION, HeaderValue},
    redirect,
};
use serde::{Deserialize, de::DeserializeOwned};
use tracing::{Instrument, Span};
use vault::Token;

use crate::{
    limits,
    settings::{GithubSettings, Secret},
};

/// What a person lets Foundry do: see where they belong, push as them, and know their address for commits.
const SCOPES: &str = "read:org repo user:email";

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// No `Debug`: it holds the client's secret.
pub struct Github {
    http: reqwest::Client,
    api: String,
    web: String,
    client_id: String,
    client_secret: Secret,
    app_slug: String,
}

/// What a code was good for.
pub struct Granted {
    pub token: Token,
    pub scopes: Vec<String>,
    /// When GitHub gave it.
    pub issued_at: Millis,
    /// Only of a token that ends.
    pub renewable: Option<GrantedRenewal>,
}

/// The person whose token it is.
pub struct Account {
    pub user_id: UserId,
    pub profile: Profile,
}

/// Why GitHub did not say what was asked. Holds no code, no token and no address with a query.
#[derive(Debug, thiserror::Error)]
pub enum GithubError {
    #[error("the code is not accepted")]
    CodeRefused,
    #[error("GitHub refused: {0}")]
    Refused(String),
    #[error("GitHub answered {0}")]
    Broken(StatusCode),
    #[error("GitHub cannot be reached")]
    Unreachable(#[source] reqwest::Error),
    #[error("GitHub's answer is not what was expected")]
    Undecodable(#[source] serde_json::Error),
    #[error("GitHub's answer is too large")]
    TooLarge,
}

#[derive(Deserialize)]
struct User {
    id: u64,
    login: String,
    name: Option<String>,
    email: Option<String>,
    avatar_url: Option<String>,
}

#[derive(Deserialize)]
struct Email {
    email: String,
    primary: bool,
    verified: bool,
}

impl Github {
    /// Needs a TLS provider installed in the process. Nothing is asked yet.
    pub fn new(settings: &GithubSettings) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .user_agent(concat!("foundry-gateway/", env!("CARGO_PKG_VERSION")))
            .timeout(limits::GITHUB)
            // A token is meant for the address it is sent to, and for none that it is sent on to.
            .redirect(redirect::Policy::none())
            .build()?;
        Ok(Self {
            http,
            api: settings.api(),
            web: settings.web(),
            client_id: settings.github_client_id.clone(),
            client_secret: settings.github_client_secret.clone(),
            app_slug: settings.github_app_slug.clone(),
        })
    }

    /// Whether people can be sent to GitHub to sign in.
    pub fn is_configured(&self) -> bool {
        !self.client_id.is_empty() && !self.client_secret.is_empty()
    }

    /// Where somebody says at GitHub that they agree.
    pub fn authorize_url(&self, redirect_uri: &str, state: &str, challenge: &str) -> anyhow::Result<String> {
        let parameters = [
            ("client_id", self.client_id.as_str()),
            ("redirect_uri", redirect_uri),
            ("scope", SCOPES),
            ("state", state),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ];
        Ok(Url::parse_with_params(&format!("{}/login/oauth/authorize", self.web), parameters)?.into())
    }

    /// Where the App is installed for an account; `None`: there is no App.
    pub fn installation_url(&self, state: &str) -> anyhow::Result<Option<String>> {
        if self.app_slug.is_empty() {
            return Ok(None);
        }
        let page = format!("{}/apps/{}/installations/new", self.web, self.app_slug);
        Ok(Some(Url::parse_with_params(&page, [("state", state)])?.into()))
    }

    /// Turns a code into a token. A code is good for one exchange.
    pub async fn exchange(&self, code: &str, verifier: &Secret, redirect_uri: &str) -> Result<Granted, GithubError> {
        let form = [
            ("client_id", self.client_id.as_str()),
            ("client_secret", self.client_secret.expose()),
            ("code", code),
            ("redirect_uri", redirect_uri),
            ("code_verifier", verifier.expose()),
        ];
        let url = format!("{}{TOKEN_PATH}", self.web);
        let request = self.http.post(&url).header(ACCEPT, JSON).form(&form);
        // Before it is asked for: a token counts from when GitHub gives it.
        let issued_at = messaging::now();
        let answer: TokenAnswer = read(github_api::span::begin("POST", &url), request).await?;

        let granted = answer.granted(issued_at).map_err(|NotGranted(word)| match word.as_str() {
            "bad_verification_code" => GithubError::CodeRefused,
            _ => GithubError::Refused(word),
        })?;
        let GrantedToken { token, scopes, renewable } = granted;
        Ok(Granted { token: Token::new(token), scopes, issued_at, renewable })
    }

    /// Who the token's person is.
    pub async fn account(&self, token: &Token) -> Result<Account, GithubError> {
        let user: User = self.get("/user", token).await?;
        let email = match user.email {
            Some(email) => Some(email),
            None => self.primary_email(token).await,
        };
        let User { id, login, name, avatar_url, .. } = user;
        Ok(Account { user_id: UserId::for_number(id), profile: Profile { login, name, email, avatar_url } })
    }

    /// The address that a person hides on their page. Nobody is kept out because it cannot be known.
    async fn primary_email(&self, token: &Token) -> Option<String> {
        match self.get::<Vec<Email>>("/user/emails", token).await {
            Ok(emails) => emails.into_iter().find(|email| email.primary && email.verified).map(|email| email.email),
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "A person's address could not be read");
                None
            }
        }
    }

    async fn get<T: DeserializeOwned>(&self, path: &str, token: &Token) -> Result<T, GithubError> {
        let unusable = |_| GithubError::Refused("its token cannot be sent back".into());
        let bearer = github_api::bearer(token.reveal()).map_err(unusable)?;
        let url = format!("{}{path}", self.api);
        let request = self.http.get(&url).header(AUTHORIZATION, bearer);
        read(github_api::span::begin("GET", &url), request.headers(github_api::headers())).await
    }
}

async fn read<T: DeserializeOwned>(span: Span, request: RequestBuilder) -> Result<T, GithubError> {
    async {
        let unreachable = |error: reqwest::Error| {
            github_api::span::unanswered(&Span::current(), &error);
            GithubError::Unreachable(error.without_url())
        };
        let mut response = request.send().await.map_err(unreachable)?;
        github_api::span::answered(&Span::current(), response.status());
        if !response.status().is_success() {
            return Err(GithubError::Broken(response.status()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
            if body.len() + chunk.len() > limits::GITHUB_ANSWER_BYTES {
                return Err(GithubError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        serde_json::from_slice(&body).map_err(GithubError::Undecodable)
    }
    .instrument(span)
    .await
}
