//! E2B's control plane: one request and its answer.

use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::sandbox::Listed;
use super::settings::E2bSettings;
use crate::ProviderError;

/// As the SDK's. A sandbox may take its time to be placed.
const REQUEST_LIMIT: Duration = Duration::from_secs(60);
const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// An answer of a hundred sandboxes is some hundred kilobytes.
const ANSWER_BYTES: usize = 8 << 20;
const PAGE: &str = "100";
/// Ten thousand sandboxes; a list without end is a mistake of the other side.
const PAGES: usize = 100;
const NEXT: &str = "x-next-token";

#[derive(Debug)]
pub(super) struct Api {
    http: Client,
    base: String,
}

#[derive(Deserialize)]
struct Refusal {
    message: String,
}

impl Api {
    pub fn new(settings: &E2bSettings) -> Result<Self, ProviderError> {
        let unusable = |_| ProviderError::Unavailable("the E2B key cannot be sent".to_owned());
        let mut key = HeaderValue::try_from(settings.key.reveal()).map_err(unusable)?;
        key.set_sensitive(true);
        let http = Client::builder()
            .default_headers(HeaderMap::from_iter([("x-api-key".parse().expect("a header's name"), key)]))
            .connect_timeout(CONNECT_LIMIT)
            .timeout(REQUEST_LIMIT)
            // The key goes nowhere else.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| ProviderError::Unavailable(error.to_string()))?;
        Ok(Self { http, base: settings.api.clone() })
    }

    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ProviderError> {
        Ok(self.answer(path, self.request(Method::GET, path)).await?.0)
    }

    pub async fn post(&self, path: &str, body: &Value) -> Result<(), ProviderError> {
        self.send(path, self.request(Method::POST, path).json(body)).await.map(drop)
    }

    pub async fn post_for<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T, ProviderError> {
        Ok(self.answer(path, self.request(Method::POST, path).json(body)).await?.0)
    }

    pub async fn delete(&self, path: &str) -> Result<(), ProviderError> {
        self.send(path, self.request(Method::DELETE, path)).await.map(drop)
    }

    /// Running and paused ones with this metadata, over all pages.
    pub async fn listed(&self, metadata: &[(&str, &str)]) -> Result<Vec<Listed>, ProviderError> {
        const PATH: &str = "/v2/sandboxes";
        // A query within a query: the API decodes the whole once more, and then each part.
        let encoded = |text: &str| {
            let once = percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
            percent_encoding::utf8_percent_encode(&once, percent_encoding::NON_ALPHANUMERIC).to_string()
        };
        let pairs: Vec<_> =
            metadata.iter().map(|(key, value)| format!("{}={}", encoded(key), encoded(value))).collect();
        let metadata = pairs.join("&");
        let mut all = Vec::new();
        let mut next = None;
        for _ in 0..PAGES {
            let mut query =
                vec![("metadata", metadata.clone()), ("state", "running,paused".into()), ("limit", PAGE.into())];
            query.extend(next.take().map(|token| ("nextToken", token)));
            let request = self.request(Method::GET, PATH).query(&query);
            let (page, token): (Vec<Listed>, _) = self.answer(PATH, request).await?;
            all.extend(page);
            next = token;
            if next.is_none() {
                return Ok(all);
            }
        }
        Err(ProviderError::Failed("E2B lists sandboxes without end".to_owned()))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base))
    }

    /// The answer, and the token of the page after it.
    async fn answer<T: DeserializeOwned>(
        &self,
        path: &str,
        request: RequestBuilder,
    ) -> Result<(T, Option<String>), ProviderError> {
        let response = self.send(path, request).await?;
        let next = response.headers().get(NEXT).and_then(|token| token.to_str().ok());
        let next = next.filter(|token| !token.is_empty()).map(str::to_owned);
        let body = read(response).await?;
        let answer = serde_json::from_slice(&body);
        let answer = answer.map_err(|error| ProviderError::Failed(format!("E2B's answer to {path}: {error}")))?;
        Ok((answer, next))
    }

    async fn send(&self, path: &str, request: RequestBuilder) -> Result<Response, ProviderError> {
        let response = request.send().await.map_err(transport)?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let body = read(response).await.unwrap_or_default();
        let message = serde_json::from_slice::<Refusal>(&body).map(|refusal| refusal.message).unwrap_or_default();
        let message = format!("{message} ({} {path})", status.as_u16());
        Err(match status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                ProviderError::Unavailable(format!("E2B does not accept the key: {message}"))
            }
            StatusCode::NOT_FOUND => ProviderError::Gone(path.rsplit('/').next().unwrap_or_default().to_owned()),
            // It is on its way to another state, or we ask too often: later it may do.
            StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS => ProviderError::Failed(message),
            status if status.is_client_error() => ProviderError::Refused(message),
            _ => ProviderError::Failed(message),
        })
    }
}

pub(super) fn transport(error: reqwest::Error) -> ProviderError {
    if error.is_timeout() {
        return ProviderError::TimedOut { what: "E2B's answer", seconds: REQUEST_LIMIT.as_secs() };
    }
    ProviderError::Failed(format!("E2B cannot be reached: {}", error.without_url()))
}

/// A body, at most [`ANSWER_BYTES`] of it.
pub(super) async fn read(mut response: Response) -> Result<Vec<u8>, ProviderError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(transport)? {
        if body.len() + chunk.len() > ANSWER_BYTES {
            return Err(ProviderError::Failed("E2B's answer is too large".to_owned()));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
