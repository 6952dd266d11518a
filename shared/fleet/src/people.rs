//! People at the public door, without a browser: they sign in through the stand-in's pages, and get tokens for scripts.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use reqwest::header::{COOKIE, HeaderValue, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Method, RequestBuilder, Response, StatusCode, Url};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::fleet::Fleet;
use crate::{http, wait};

/// Where signing in begins, on the gateway.
const SIGN_IN_PATH: &str = "/v1/auth/sign-in";
const SESSION_PATH: &str = "/v1/auth/session";
const SIGN_OUT_PATH: &str = "/v1/auth/sign-out";
const TOKENS_PATH: &str = "/v1/auth/tokens";
const APP_PATH: &str = "/v1/user/query/app/me";

/// Asking GitHub and telling two or three organizations takes well under a second.
const MEMBERSHIP_LIMIT: Duration = Duration::from_secs(30);

/// What proves that a request with a cookie comes from a page of ours.
const CSRF: &str = "foundry-csrf";

/// Somebody who is signed in, as their browser is: with a cookie, and what its pages know.
#[derive(Clone)]
pub struct SignedIn {
    pub user_id: String,
    pub login: String,
    pub sign_in_id: String,
    /// `foundry_session=…`
    pub cookie: String,
    /// What the header `Foundry-CSRF` must say.
    pub csrf_token: String,
    gateway: String,
}

/// `GET /v1/auth/session`
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Session {
    user_id: String,
    login: String,
    sign_in_id: String,
    csrf_token: String,
}

impl Fleet {
    /// Signs in as one of the stand-in's people, through the same pages as a person does.
    pub async fn sign_in(&self, login: &str) -> Result<SignedIn> {
        self.try_sign_in(login).await.with_context(|| format!("{login} cannot sign in"))
    }

    async fn try_sign_in(&self, login: &str) -> Result<SignedIn> {
        let gateway = self.gateway_url();
        let cookie = self.agree(login).await?.come_back().await?;

        let session = send(http::browser().get(format!("{gateway}{SESSION_PATH}")).header(COOKIE, &cookie)).await?;
        let Session { user_id, login, sign_in_id, csrf_token } = session.error_for_status()?.json().await?;
        Ok(SignedIn { user_id, login, sign_in_id, cookie, csrf_token, gateway })
    }

    /// As far as GitHub's answer: they have agreed there, and have not come back yet.
    pub async fn agree(&self, login: &str) -> Result<Agreed> {
        let begun = send(http::browser().get(format!("{}{SIGN_IN_PATH}", self.gateway_url()))).await?;
        let remembered = cookie(&begun, |name| name.starts_with("foundry_sign_in_"))?;
        let question = location(&begun)?;
        ensure!(question.as_str().starts_with(self.github_web_url()), "{question} is not GitHub's");

        Ok(Agreed { callback: choose(&question, login).await?, remembered })
    }
}

/// Somebody on the way back from GitHub.
pub struct Agreed {
    callback: Url,
    /// What their browser has kept meanwhile.
    remembered: String,
}

impl Agreed {
    /// To the gateway, which signs them in; the cookie by which it knows them then.
    pub async fn come_back(self) -> Result<String> {
        let answered = send(http::browser().get(self.callback).header(COOKIE, self.remembered)).await?;
        cookie(&answered, |name| name == "foundry_session")
    }
}

impl SignedIn {
    /// A request of one of their pages, to be completed and sent.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = http::browser().request(method.clone(), format!("{}{path}", self.gateway));
        let request = request.header(COOKIE, &self.cookie);
        if method == Method::GET {
            return request;
        }
        request.header(ORIGIN, &self.gateway).header(CSRF, &self.csrf_token)
    }

    /// Makes a token for scripts that may do everything they may, and gives its text.
    pub async fn api_token(&self, name: &str) -> Result<String> {
        self.api_token_for(&json!({ "name": name, "scope": "admin" })).await
    }

    /// The same for less: `{name, scope, organizations?, expiresInDays?}`.
    pub async fn api_token_for(&self, wanted: &Value) -> Result<String> {
        let made = self.request(Method::POST, TOKENS_PATH).json(wanted).send().await?;
        let (status, body) = (made.status(), made.text().await?);
        ensure!(status == StatusCode::CREATED, "no token was made: {status} {body}");
        let body: Value = serde_json::from_str(&body)?;
        body["token"].as_str().map(str::to_owned).context("the answer has no token")
    }
}

/// What we read of `user.query.app`.
#[derive(Deserialize)]
struct App {
    organizations: Vec<Organization>,
    discovery: Discovery,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Organization {
    organization_id: String,
}

#[derive(Deserialize)]
struct Discovery {
    status: String,
    message: Option<String>,
}

impl SignedIn {
    /// Waits until the organization has heard from GitHub that they belong to it.
    pub async fn belongs_to(&self, organization: &str) -> Result<()> {
        let what = format!("{} as a member of {organization}", self.login);
        wait::until(&what, MEMBERSHIP_LIMIT, async || {
            let app: App = self.request(Method::GET, APP_PATH).send().await?.error_for_status()?.json().await?;
            if app.organizations.iter().any(|found| found.organization_id == organization) {
                return Ok(Some(()));
            }
            match app.discovery.status.as_str() {
                "failed" => bail!("{}", app.discovery.message.unwrap_or_default()),
                _ => Ok(None),
            }
        })
        .await
    }

    pub async fn sign_out(&self) -> Result<()> {
        self.request(Method::POST, SIGN_OUT_PATH).send().await?.error_for_status()?;
        Ok(())
    }
}

/// Whether the gateway knows this token.
pub async fn is_known(gateway: &str, token: &str) -> Result<bool> {
    let answer = send(http::client().get(format!("{gateway}{SESSION_PATH}")).bearer_auth(token)).await?;
    match answer.status() {
        StatusCode::UNAUTHORIZED => Ok(false),
        status if status.is_success() => Ok(true),
        status => bail!("{SESSION_PATH} answers {status}"),
    }
}

/// Answers the stand-in's question who is signing in; where the browser is sent then.
async fn choose(question: &Url, login: &str) -> Result<Url> {
    let mut form: Vec<(String, String)> = question.query_pairs().into_owned().collect();
    form.push(("login".to_owned(), login.to_owned()));
    let mut page = question.clone();
    page.set_query(None);
    location(&send(http::browser().post(page).form(&form)).await?)
}

async fn send(request: RequestBuilder) -> Result<Response> {
    Ok(request.send().await?)
}

/// Where an answer sends the browser.
fn location(answer: &Response) -> Result<Url> {
    let location = answer.headers().get(LOCATION).map(HeaderValue::to_str);
    let location = location.with_context(|| format!("{} answers {}", answer.url().path(), answer.status()))??;
    Ok(answer.url().join(location)?)
}

/// The cookie `name` that an answer sets, as it is sent back; also under the name it has over TLS.
fn cookie(answer: &Response, is_it: impl Fn(&str) -> bool) -> Result<String> {
    let set = answer.headers().get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = set.filter_map(|cookie| cookie.split(';').next()).filter(|pair| {
        let own = pair.strip_prefix("__Host-").unwrap_or(pair);
        own.split_once('=').is_some_and(|(name, value)| is_it(name) && !value.is_empty())
    });
    let found = pairs.next().map(str::to_owned);
    // An error is told by the page that the browser is sent to.
    let instead = answer.headers().get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    found.with_context(|| format!("{} sets no such cookie and leads to {instead:?}", answer.url().path()))
}
