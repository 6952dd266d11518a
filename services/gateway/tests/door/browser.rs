//! A browser, as far as it matters: it keeps cookies, says where a request comes from, and follows nothing by itself.

use std::collections::BTreeMap;

use reqwest::{Client, Method, RequestBuilder, Response, Url};
use serde_json::{Value, json};

pub struct Browser {
    http: Client,
    address: String,
    /// By name.
    pub cookies: BTreeMap<String, String>,
    /// What it was given with the last answer, attributes and all.
    pub set_cookies: Vec<String>,
}

impl Browser {
    pub fn new(http: Client, address: &str) -> Self {
        let (cookies, set_cookies) = (BTreeMap::new(), Vec::new());
        Self { http, address: address.to_owned(), cookies, set_cookies }
    }

    pub fn with_session(mut self, secret: &str) -> Self {
        self.cookies.insert("foundry_session".into(), secret.to_owned());
        self
    }

    pub fn session(&self) -> Option<&str> {
        self.cookies.get("foundry_session").map(String::as_str)
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn cookie_header(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// With its cookies and nothing else.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.origin()) };
        let request = self.http.request(method, url);
        if self.cookies.is_empty() { request } else { request.header("cookie", self.cookie_header()) }
    }

    pub async fn send(&mut self, request: RequestBuilder) -> Response {
        let response = request.send().await.expect("an answer");
        let set = response.headers().get_all("set-cookie").iter();
        self.set_cookies = set.map(|cookie| cookie.to_str().expect("a text").to_owned()).collect();
        for cookie in &self.set_cookies {
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
            match cookie.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        response
    }

    pub async fn get(&mut self, path: &str) -> Response {
        let request = self.request(Method::GET, path);
        self.send(request).await
    }

    pub async fn json(&mut self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.expect("JSON")
    }

    /// As a page of ours sends it.
    pub async fn post(&mut self, path: &str, body: &Value) -> Response {
        let token = self.csrf_token().await;
        let request = self.request(Method::POST, path).header("origin", self.origin());
        let request = request.header("foundry-csrf", token).json(body);
        self.send(request).await
    }

    pub async fn csrf_token(&mut self) -> String {
        self.json("/v1/auth/session").await["csrfToken"].as_str().expect("a token").to_owned()
    }

    /// As a form on a page of ours is sent.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        let request = self.request(Method::POST, path).header("origin", self.origin()).form(fields);
        self.send(request).await
    }

    /// Begins to sign in; where GitHub asks whether the person agrees.
    pub async fn begin_sign_in(&mut self, return_to: &str) -> Url {
        let response = self.get(&format!("/v1/auth/sign-in?returnTo={return_to}")).await;
        assert_eq!(response.status(), 302);
        Url::parse(&crate::world::location(&response)).expect("an address")
    }

    /// Says at GitHub who they are and that they agree (nobody: that they do not); the path they are sent back to.
    pub async fn agree(&self, asked: &Url, login: Option<&str>) -> String {
        let mut form: Vec<(String, String)> = asked.query_pairs().into_owned().collect();
        form.extend(login.map(|login| ("login".to_owned(), login.to_owned())));
        let page = asked.as_str().split('?').next().expect("an address");
        let response = self.http.post(page).form(&form).send().await.expect("an answer");
        assert_eq!(response.status(), 303, "{}", response.text().await.unwrap_or_default());
        let back = Url::parse(&crate::world::location(&response)).expect("an address");
        assert_eq!(back.origin().ascii_serialization(), self.origin());
        format!("{}?{}", back.path(), back.query().unwrap_or_default())
    }

    /// From the first page to the last; where it ends.
    pub async fn sign_in(&mut self, login: &str) -> String {
        let asked = self.begin_sign_in("/").await;
        let back = self.agree(&asked, Some(login)).await;
        let response = self.get(&back).await;
        assert_eq!(response.status(), 302, "{}", json!(response.text().await.unwrap_or_default()));
        crate::world::location(&response)
    }
}
