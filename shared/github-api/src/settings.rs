//! What every client must be told: where GitHub is, and how long it may take.

use std::time::Duration;

const GITHUB: &str = "https://api.github.com";
const GITHUB_WEB: &str = "https://github.com";
/// Where an enterprise server has the API.
const ENTERPRISE_API: &str = "/api/v3";

#[derive(Debug, Clone, clap::Args)]
pub struct ApiSettings {
    /// The address of GitHub's REST API; of an enterprise server `https://<host>/api/v3`.
    #[arg(long, env = "FOUNDRY_GITHUB_URL", default_value = GITHUB, value_parser = http_address)]
    pub github_url: String,
    /// How long one request may take. One that takes longer counts as failed.
    #[arg(long, env = "FOUNDRY_GITHUB_TIMEOUT_MS", default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub github_timeout_ms: u64,
}

/// A setting that is the address of a server, or empty: with any other, each request would fail.
pub fn http_address(setting: &str) -> Result<String, String> {
    let url = reqwest::Url::parse(setting.trim());
    let is_one = url.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if is_one || setting.trim().is_empty() {
        return Ok(setting.to_owned());
    }
    Err("it is an address: https://host".to_owned())
}

/// Where GitHub's pages are; of an enterprise server, where its API is.
pub fn web_address(web: &str, api: &str) -> String {
    let plain = |address: &str| address.trim().trim_end_matches('/').to_owned();
    let (web, api) = (plain(web), plain(api));
    if !web.is_empty() {
        return web;
    }
    api.strip_suffix(ENTERPRISE_API).unwrap_or(GITHUB_WEB).to_owned()
}

impl ApiSettings {
    /// Without a slash at the end, spelled as GitHub spells its own (a host in lower case). An empty setting is as good as
    /// none.
    pub(crate) fn address(&self) -> String {
        let address = self.github_url.trim();
        let address = if address.is_empty() { GITHUB } else { address };
        let spelled = reqwest::Url::parse(address).map_or_else(|_| address.to_owned(), |url| url.to_string());
        spelled.trim_end_matches('/').to_owned()
    }

    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_millis(self.github_timeout_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_spelled_as_github_spells_it() {
        let address = |url: &str| ApiSettings { github_url: url.to_owned(), github_timeout_ms: 1 }.address();
        assert_eq!(address(" "), GITHUB);
        assert_eq!(address("https://API.github.com:443/"), GITHUB);
        assert_eq!(address("http://ghe.example/api/v3/"), "http://ghe.example/api/v3");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for address in ["https://api.github.com", "http://127.0.0.1:7750/", " ", "https://ghe.example/api/v3"] {
            assert!(http_address(address).is_ok(), "{address}");
        }
        for nonsense in ["nonsense", "ftp://x", "api.github.com", "https://", "localhost:1"] {
            assert!(http_address(nonsense).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn an_enterprise_server_has_its_pages_where_its_api_is() {
        assert_eq!(web_address("", ""), GITHUB_WEB);
        assert_eq!(web_address(" ", "https://api.github.com"), GITHUB_WEB);
        assert_eq!(web_address("", "https://ghe.example/api/v3/"), "https://ghe.example");
        assert_eq!(web_address("https://x.example/", "https://ghe.example/api/v3"), "https://x.example");
    }
}
