//! The stand-in for GitHub, driven from outside by its control routes.

use std::{collections::BTreeMap, time::Duration};

use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Answer, World, until, visitor};

/// The GitHub of one fleet.
#[derive(Clone)]
pub struct Github {
    http: reqwest::Client,
    url: String,
    webhooks: String,
    secret: String,
}

/// What was asked of GitHub.
#[derive(Debug, Deserialize)]
pub struct Requests {
    pub total: u64,
    pub most_at_once: u64,
    pub by_route: BTreeMap<String, Route>,
}

#[derive(Debug, Default, Clone, Deserialize)]
pub struct Route {
    pub total: u64,
    pub conditional: u64,
    pub by_status: BTreeMap<String, u64>,
}

/// A webhook that GitHub has sent.
#[derive(Debug, Deserialize)]
pub struct Delivery {
    pub id: String,
    pub event: String,
    pub action: Option<String>,
    pub body: String,
    /// Whether the stand-in holds it back, which it was asked to.
    pub is_held: bool,
    pub attempts: Vec<Attempt>,
}

#[derive(Debug, Deserialize)]
pub struct Attempt {
    pub status: Option<u16>,
}

impl World {
    pub fn github(&self) -> Github {
        Github {
            http: visitor::http(),
            url: self.fleet.github_url().to_owned(),
            webhooks: format!("{}/v1/webhooks/github", self.fleet.gateway_url()),
            secret: self.fleet.github_webhook_secret().to_owned(),
        }
    }
}

impl Github {
    /// Something that people do on GitHub: `("pull-requests/open", {...})`.
    pub async fn does(&self, change: &str, body: Value) -> Value {
        self.control(Method::POST, change, &body).await
    }

    /// Opens a pull request and says its number.
    pub async fn opens_pull_request(&self, repository: &str, title: &str, head: &str) -> u64 {
        let body = json!({ "repository": repository, "title": title, "head": head });
        let opened = self.does("pull-requests/open", body).await;
        opened["number"].as_u64().expect("a pull request has a number")
    }

    /// Breaks something; see the stand-in's `/_standin/`.
    pub async fn breaks(&self, fault: Value) {
        self.control(Method::POST, "faults", &fault).await;
    }

    pub async fn mends(&self) {
        self.control(Method::DELETE, "faults", &Value::Null).await;
    }

    /// What was asked since the last [`Github::counts_anew`].
    pub async fn requests(&self) -> Requests {
        let requests = self.control(Method::GET, "requests", &Value::Null).await;
        serde_json::from_value(requests).expect("the stand-in's own format")
    }

    pub async fn counts_anew(&self) {
        self.control(Method::DELETE, "requests", &Value::Null).await;
    }

    pub async fn deliveries(&self) -> Vec<Delivery> {
        let deliveries = self.control(Method::GET, "deliveries", &Value::Null).await;
        serde_json::from_value(deliveries).expect("the stand-in's own format")
    }

    /// Waits until every webhook was delivered, and checks that each was taken.
    pub async fn has_delivered(&self) {
        let delivered = until("deliveries", async || {
            let deliveries = self.deliveries().await;
            deliveries.iter().all(|one| one.is_held || !one.attempts.is_empty()).then_some(deliveries)
        });
        for delivery in delivered.await {
            assert!(delivery.attempts.iter().all(|attempt| attempt.status == Some(202)), "{delivery:?}");
        }
    }

    /// Sends an earlier webhook again, and waits until it has arrived once more.
    pub async fn redelivers(&self, id: &str) {
        self.does(&format!("deliveries/{id}/redeliver"), json!({})).await;
        until("the delivery again", async || {
            let deliveries = self.deliveries().await;
            let again = deliveries.into_iter().find(|delivery| delivery.id == id)?;
            (again.attempts.len() > 1).then_some(())
        })
        .await;
    }

    /// A webhook of the story's own making, signed as GitHub signs.
    pub async fn sends(&self, event: &str, delivery: &str, payload: &Value) -> Answer {
        self.sends_text(event, delivery, payload.to_string()).await
    }

    /// The same of a body that need not be JSON.
    pub async fn sends_text(&self, event: &str, delivery: &str, body: String) -> Answer {
        let signature = github_standin::sign(&self.secret, body.as_bytes());
        let headers =
            [("x-github-event", event), ("x-github-delivery", delivery), ("x-hub-signature-256", signature.as_str())];
        self.posts(&headers, body).await
    }

    /// Anything at all, sent to the webhooks' address.
    pub async fn posts(&self, headers: &[(&str, &str)], body: impl Into<reqwest::Body>) -> Answer {
        let mut request = self.http.post(&self.webhooks).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::read(request.send().await.expect("the gateway answers")).await
    }

    async fn control(&self, method: Method, path: &str, body: &Value) -> Value {
        let mut request = self.http.request(method, format!("{}/_standin/{path}", self.url));
        request = request.timeout(Duration::from_secs(10));
        if !body.is_null() {
            request = request.json(body);
        }
        let response = request.send().await.expect("the stand-in answers");
        let status = response.status();
        let text = response.text().await.expect("a whole answer");
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }
}

impl Requests {
    /// The count of one route, zero when it was not asked.
    pub fn route(&self, route: &str) -> Route {
        self.by_route.get(route).cloned().unwrap_or_default()
    }
}
