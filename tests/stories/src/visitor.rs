//! People at the public door: HTTP with the fleet's token, as a page or a script uses it.

use contracts::{Command, Kind, Message, Query, subject};
use reqwest::{
    Method, RequestBuilder,
    header::{CONTENT_TYPE, HeaderMap},
};
use serde_json::Value;

use crate::{World, until};

/// Somebody with the fleet's API token.
#[derive(Clone)]
pub struct Visitor {
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
    /// Somebody at the public door of this fleet.
    pub fn visitor(&self) -> Visitor {
        Visitor { http: http(), url: self.fleet.gateway_url(), token: self.fleet.token().to_owned() }
    }
}

/// A client for one test: connections of another test's runtime would die with it.
pub(crate) fn http() -> reqwest::Client {
    rustls::crypto::ring::default_provider().install_default().ok();
    reqwest::Client::builder().no_proxy().build().expect("fixed settings")
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
    pub fn stranger(&self) -> Self {
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
