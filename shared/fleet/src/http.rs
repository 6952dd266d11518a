//! The HTTP client of this crate, and the one question it asks most: are you ready?

use std::sync::LazyLock;
use std::time::Duration;

/// A probe that takes longer than this counts as "not ready".
const TIMEOUT: Duration = Duration::from_secs(5);

static CLIENT: LazyLock<reqwest::Client> = LazyLock::new(|| {
    // Another part of the process may have chosen the provider first; either will do.
    rustls::crypto::ring::default_provider().install_default().ok();
    reqwest::Client::builder().timeout(TIMEOUT).no_proxy().pool_max_idle_per_host(0).build().expect("fixed settings")
});

/// A client without kept connections, so that it may be used from the runtime of any test.
pub fn client() -> &'static reqwest::Client {
    &CLIENT
}

/// Whether `url` answers with a success.
pub async fn answers(url: &str) -> bool {
    matches!(client().get(url).send().await, Ok(response) if response.status().is_success())
}
