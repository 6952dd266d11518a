//! People at the public door: HTTP with a token of theirs, as a script uses it.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contracts::{
    Command, Kind, Message, Query, UserId,
    organization::{AccountKind, InstallationStatus, Role, SyncStatus},
    subject,
    user::{ApplyMembership, OrganizationCard},
};
use reqwest::{
    Method, RequestBuilder,
    header::{CONTENT_TYPE, HeaderMap},
};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{World, until, until_true};

/// Somebody with an API token that may do everything they may.
#[derive(Clone)]
pub struct Visitor {
    pub user_id: UserId,
    http: reqwest::Client,
    url: String,
    token: String,
}

/// What came back, whatever its status.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    /// Null when it is no JSON.
    pub body: Value,
}

/// Which of a command's two addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Command,
    Request,
}

impl World {
    /// Somebody new at the public door of this fleet: an admin of `acme`.
    pub async fn visitor(&self) -> Visitor {
        self.admin_of("acme").await
    }

    /// Somebody new who is an admin of this organization, by its own word to the user service. GitHub knows nothing of
    /// them, so that nothing begins with them but the story.
    pub async fn admin_of(&self, organization: &str) -> Visitor {
        let visitor = self.stranger().await;
        self.appoints(&visitor, organization).await;
        visitor
    }

    /// Somebody new who belongs nowhere.
    pub async fn stranger(&self) -> Visitor {
        let user_id = UserId::for_number(rand::random::<u32>().into());
        let token = format!("fdy_{}", URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()));
        for account in [
            "insert into users.accounts (user_id, login, token_key_id, token_sealed, token_scopes, token_number,
                                         colour_mode, checklist_is_dismissed, has_begun, discovery_status, created_at)
             select $1, 'visitor', 'none', $2, '{}', 1, 'system', false, false, 'done', 0",
            "insert into users.api_tokens (user_id, api_token_id, credential, name, scope, organizations, created_at)
             select $1, 'story', $2, 'story', 'admin', '{}', 0",
        ] {
            let credential = hex::encode(Sha256::digest(&token));
            let made = sqlx::query(account).bind(user_id.as_str()).bind(credential).execute(&self.database).await;
            made.expect("the user service has its tables");
        }
        Visitor { user_id, http: http(), url: self.fleet.gateway_url(), token }
    }

    /// One of GitHub's people signs in, is known to these organizations, and makes a token that may do everything they may.
    pub async fn signs_in(&self, login: &str, organizations: &[&str]) -> Visitor {
        let person = self.fleet.sign_in(login).await.expect("they sign in");
        for organization in organizations {
            person.belongs_to(organization).await.expect("GitHub says so");
        }
        let token = person.api_token("story").await.expect("a token");
        let user_id = person.user_id.parse().expect("an id");
        Visitor { user_id, http: http(), url: self.fleet.gateway_url(), token }
    }

    /// An organization says that somebody is an admin there; returns when the gateway has heard it.
    pub async fn appoints(&self, visitor: &Visitor, organization: &str) {
        let card = OrganizationCard {
            organization_id: organization.parse().expect("an organization's id"),
            login: organization.to_owned(),
            display_name: organization.to_owned(),
            kind: AccountKind::Organization,
            installation_status: InstallationStatus::Connected,
            sync_status: SyncStatus::Pending,
            last_sync_at: None,
        };
        let word = ApplyMembership { organization: card, role: Some(Role::Admin), revision: 1 };
        let outcome = self.person("organization").asks(&visitor.user_id, &word).await;
        assert_eq!(outcome.status(), "done", "{outcome:?}");
        until_true("the gateway's word of it", async || {
            let known = visitor.get("/v1/auth/session").await.body["organizations"].clone();
            known.as_array().is_some_and(|roles| roles.iter().any(|role| role["organizationId"] == organization))
        })
        .await;
    }
}

/// A connection that has said nothing for so long is used no more. The gateway ends it after half a minute: a request that meets
/// its end would be lost.
const IDLE: Duration = Duration::from_secs(10);

/// A client for one test: connections of another test's runtime would die with it.
pub(crate) fn http() -> reqwest::Client {
    rustls::crypto::ring::default_provider().install_default().ok();
    reqwest::Client::builder().no_proxy().pool_idle_timeout(IDLE).build().expect("fixed settings")
}

/// The address of message `M` for the actor `key`: `/v1/task/query/detail/acme/t-1`.
pub fn path<M: Message>(key: &M::Key, form: Form) -> String {
    let path = format!("/v1/{}", subject::of::<M>(key).replace('.', "/"));
    match (M::KIND, form) {
        (Kind::Command, Form::Request) => path.replacen("/command/", "/request/", 1),
        _ => path,
    }
}

impl Visitor {
    /// The same person without the token.
    pub fn anonymous(&self) -> Self {
        Self { token: String::new(), ..self.clone() }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn token(&self) -> &str {
        &self.token
    }

    /// A request to be completed by the caller, and sent with [`Visitor::send`].
    pub fn to(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.url));
        if self.token.is_empty() { request } else { request.bearer_auth(&self.token) }
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        Answer::read(request.send().await.expect("the gateway answers")).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.to(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.to(Method::POST, path).json(body)).await
    }

    /// Sends a command and waits for its outcome.
    pub async fn asks<C: Command>(&self, key: &C::Key, command: &C) -> Answer {
        self.post(&path::<C>(key, Form::Request), &json(command)).await
    }

    /// Sends a command that is done, and gives its reply.
    pub async fn does<C: Command>(&self, key: &C::Key, command: &C) -> C::Reply {
        let answer = self.asks(key, command).await;
        assert_eq!(answer.status, 200, "{}: {answer:?}", C::NAME);
        read(C::NAME, answer.body)
    }

    /// Asks a query, for as long as nobody answers.
    pub async fn sees<Q: Query>(&self, key: &Q::Key, query: &Q) -> Q::Reply {
        let answer = self.looks(key, query).await;
        assert_eq!(answer.status, 200, "{}: {answer:?}", Q::NAME);
        read(Q::NAME, answer.body)
    }

    /// Asks a query, whatever comes of it.
    pub async fn looks<Q: Query>(&self, key: &Q::Key, query: &Q) -> Answer {
        let (path, body) = (path::<Q>(key, Form::Request), json(query));
        until(Q::NAME, async || Some(self.post(&path, &body).await).filter(|answer| answer.status != 503)).await
    }
}

impl Answer {
    pub async fn read(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.expect("a whole answer");
        Self { status, headers, body: serde_json::from_slice(&body).unwrap_or_default() }
    }

    /// `task.unknown`; empty when this is no problem.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// It is a problem+json of this status and code, which says everything that one says.
    #[track_caller]
    pub fn is_refused(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.code()), (status, code), "{self:?}");
        assert_eq!(self.header(CONTENT_TYPE.as_str()), "application/problem+json");
        assert_eq!(self.body["status"], status, "{self:?}");
        assert!(!self.body["detail"].as_str().expect("a detail").is_empty());
        assert_eq!(self.body["traceId"].as_str().expect("a trace id").len(), 32);
    }
}

fn json(message: &impl serde::Serialize) -> Value {
    serde_json::to_value(message).expect("a message is JSON")
}

fn read<T: serde::de::DeserializeOwned>(name: &str, body: Value) -> T {
    serde_json::from_value(body).unwrap_or_else(|error| panic!("{name}: {error}"))
}
