//! GitHub as one process asks it: where it is, what every request says, and how many are under way.

use std::time::Duration;

use reqwest::{
    Client, Method, RequestBuilder,
    header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH},
    redirect::Policy,
};
use tracing::Instrument;

use crate::{Answer, ApiError, ApiSettings, Response, TOKEN_PATH, Tenant, permits::Permits, span};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const API_VERSION: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-github-api-version"), HeaderValue::from_static("2022-11-28"));
/// GitHub's pages do not know the API's own kind of JSON.
const PLAIN_JSON: HeaderValue = HeaderValue::from_static("application/json");
const JSON: HeaderValue = HeaderValue::from_static("application/vnd.github+json");

/// Connections to GitHub, and the limit on requests under way.
pub struct Api {
    /// Without a slash at the end.
    address: String,
    http: Client,
    permits: Permits,
}

/// What to do when GitHub says to ask elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redirects {
    /// GitHub says it of a repository that has another name now.
    Followed,
    /// A redirect would take the token along to wherever it leads on the same host.
    Refused,
}

impl Api {
    /// Needs a TLS provider installed in the process. Nothing is asked yet.
    pub fn new(settings: &ApiSettings, user_agent: &str, redirects: Redirects) -> reqwest::Result<Self> {
        let policy = match redirects {
            Redirects::Followed => Policy::default(),
            Redirects::Refused => Policy::none(),
        };
        let http = Client::builder()
            .user_agent(user_agent)
            .default_headers(headers())
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(settings.timeout())
            .redirect(policy)
            .build()?;
        Ok(Self { address: settings.address(), http, permits: Permits::new() })
    }

    /// The address of `path`, which begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// The address of the GraphQL API. GitHub Enterprise Server has REST at `/api/v3` and GraphQL at `/api/graphql`.
    pub fn graphql_url(&self) -> String {
        format!("{}/graphql", self.address.strip_suffix("/v3").unwrap_or(&self.address))
    }

    /// Gets `url`, which is below the address; with a known `etag`, [`Answer::is_unchanged`] may be true.
    pub async fn get(
        &self,
        url: &str,
        authorization: HeaderValue,
        etag: Option<&str>,
    ) -> Result<Response<'_>, ApiError> {
        self.get_for(None, url, authorization, etag).await
    }

    /// The same on behalf of one of many, none of whom may keep the others waiting.
    pub async fn get_for(
        &self,
        tenant: Tenant,
        url: &str,
        authorization: HeaderValue,
        etag: Option<&str>,
    ) -> Result<Response<'_>, ApiError> {
        let mut request = self.http.get(url).header(AUTHORIZATION, authorization);
        if let Some(etag) = etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        self.send(tenant, Method::GET, url, request).await
    }

    pub async fn post(&self, url: &str, authorization: HeaderValue) -> Result<Response<'_>, ApiError> {
        let request = self.http.post(url).header(AUTHORIZATION, authorization);
        self.send(None, Method::POST, url, request).await
    }

    /// Asks the GraphQL API on behalf of one of many.
    pub async fn query_for(
        &self,
        tenant: Tenant,
        authorization: HeaderValue,
        body: &serde_json::Value,
    ) -> Result<Response<'_>, ApiError> {
        let url = self.graphql_url();
        let request = self.http.post(&url).header(AUTHORIZATION, authorization).json(body);
        self.send(tenant, Method::POST, &url, request).await
    }

    /// Asks GitHub's pages, at `web`, for a person's token; see [`crate::TokenAnswer`].
    pub async fn ask_for_token(&self, web: &str, form: &[(&str, &str)]) -> Result<Response<'_>, ApiError> {
        let url = format!("{web}{TOKEN_PATH}");
        let request = self.http.post(&url).header(ACCEPT, PLAIN_JSON).form(form);
        self.send(None, Method::POST, &url, request).await
    }

    /// Asks for a change: `PATCH`, `POST` or `PUT` with a body.
    pub async fn change(
        &self,
        method: Method,
        url: &str,
        authorization: HeaderValue,
        body: &serde_json::Value,
    ) -> Result<Response<'_>, ApiError> {
        let request = self.http.request(method.clone(), url).header(AUTHORIZATION, authorization).json(body);
        self.send(None, method, url, request).await
    }

    /// The address of the page after `answer`; `None` after the last. A token goes to no other address than GitHub's, so
    /// a list that goes on elsewhere cannot be read, which is not its end.
    pub fn next_page(&self, answer: &Answer) -> Result<Option<String>, ApiError> {
        match answer.next_link()? {
            Some(next) if is_below(&self.address, next) => Ok(Some(next.to_owned())),
            Some(_) => Err(ApiError::Elsewhere { path: answer.path().to_owned() }),
            None => Ok(None),
        }
    }

    async fn send(
        &self,
        tenant: Tenant,
        method: Method,
        url: &str,
        request: RequestBuilder,
    ) -> Result<Response<'_>, ApiError> {
        let path = url.strip_prefix(&self.address).unwrap_or(url).split('?').next().unwrap_or_default();
        let span = span::begin(method.as_str(), url);
        let sent = async {
            let permit = self.permits.of(tenant).await;
            (permit, request.send().await)
        };
        let (permit, sent) = sent.instrument(span.clone()).await;
        let http = sent.map_err(|error| {
            span::unanswered(&span, &error);
            ApiError::from_transport(path, error)
        })?;
        span::answered(&span, http.status());
        Ok(Response { path: path.to_owned(), http, span, permit })
    }
}

/// What every request says: which version of the API we speak, and that we want JSON.
pub fn headers() -> HeaderMap {
    HeaderMap::from_iter([API_VERSION, (ACCEPT, JSON)])
}

/// The `Authorization` header's value for `token`, marked so that nothing prints it.
pub fn bearer(token: &str) -> Result<HeaderValue, ApiError> {
    let mut value = HeaderValue::try_from(format!("Bearer {token}")).map_err(|_| ApiError::UnusableToken)?;
    value.set_sensitive(true);
    Ok(value)
}

fn is_below(address: &str, url: &str) -> bool {
    url.strip_prefix(address).is_some_and(|path| path.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_elsewhere_is_none_of_githubs() {
        assert!(is_below("http://h", "http://h/x?page=2"));
        assert!(!is_below("http://h", "http://h.elsewhere/x?page=2"));
        assert!(!is_below("http://h", "http://elsewhere/x?page=2"));
    }

    #[test]
    fn graphql_stands_beside_rest_on_an_enterprise_server() {
        rustls::crypto::ring::default_provider().install_default().ok();
        let graphql = |address: &str| {
            let settings = ApiSettings { github_url: address.into(), github_timeout_ms: 1 };
            Api::new(&settings, "test", Redirects::Refused).unwrap().graphql_url()
        };
        assert_eq!(graphql("https://api.github.com"), "https://api.github.com/graphql");
        assert_eq!(graphql("https://ghe.example/api/v3/"), "https://ghe.example/api/graphql");
    }

    #[test]
    fn a_token_is_not_printed() {
        assert!(!format!("{:?}", bearer("gho_x").unwrap()).contains("gho_x"));
        assert!(matches!(bearer("a\nb"), Err(ApiError::UnusableToken)));
    }
}
