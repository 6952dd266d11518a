//! A client that knows how GitHub wants to be asked.

use github_standin::{DEMO_APP_PRIVATE_KEY, GitHub, Options};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::header::{HeaderMap, LINK};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

/// Small enough to start in no time, large enough for every awkward case.
pub async fn small() -> GitHub {
    GitHub::start(Options::generated(12)).await.unwrap()
}

pub fn http() -> Client {
    Client::builder().user_agent("tests").redirect(Policy::none()).build().unwrap()
}

pub async fn get(github: &GitHub, path: &str, token: &str) -> Response {
    ask(github, Method::GET, path, token, None).await
}

pub async fn ask(github: &GitHub, method: Method, path: &str, token: &str, body: Option<Value>) -> Response {
    let mut request = http().request(method, format!("{}{path}", github.base()));
    if !token.is_empty() {
        request = request.bearer_auth(token);
    }
    if let Some(body) = body {
        request = request.json(&body);
    }
    request.send().await.unwrap()
}

pub async fn get_json(github: &GitHub, path: &str, token: &str) -> Value {
    let response = get(github, path, token).await;
    assert_eq!(response.status(), 200, "{path}");
    response.json().await.unwrap()
}

pub fn now_seconds() -> i64 {
    jiff::Timestamp::now().as_second()
}

pub fn app_jwt() -> String {
    let claims = json!({"iss": "424242", "iat": now_seconds() - 60, "exp": now_seconds() + 300});
    let key = EncodingKey::from_rsa_pem(DEMO_APP_PRIVATE_KEY.as_bytes()).unwrap();
    encode(&Header::new(Algorithm::RS256), &claims, &key).unwrap()
}

/// A token for the installation on an account, asked for as the App does.
pub async fn installation_token(github: &GitHub, account: &str) -> String {
    let id = github.installation_id(account).unwrap();
    let response = ask(github, Method::POST, &format!("/app/installations/{id}/access_tokens"), &app_jwt(), None).await;
    assert_eq!(response.status(), 201);
    response.json::<Value>().await.unwrap()["token"].as_str().unwrap().to_owned()
}

/// The address of a neighbouring page.
pub fn link(headers: &HeaderMap, relation: &str) -> Option<String> {
    let header = headers.get(LINK)?.to_str().unwrap();
    let found = header.split(", ").find(|part| part.ends_with(&format!("rel=\"{relation}\"")))?;
    Some(found[1..found.find('>').unwrap()].to_owned())
}
