//! The HTTP client of this crate, and the one question it asks most: are you ready?

use std::sync::LazyLock;
use std::time::Duration;

use test_postgres::Ready;

/// A probe that takes longer than this counts as "not ready".
const TIMEOUT: Duration = Duration::from_secs(5);

/// A sign-in waits for its outcome at most ten seconds; a little more for a busy machine.
const SIGN_IN_TIMEOUT: Duration = Duration::from_secs(15);

static CLIENT: LazyLock<reqwest::Client> = LazyLock::new(|| builder().build().expect("fixed settings"));

static BROWSER: LazyLock<reqwest::Client> = LazyLock::new(|| {
    let slow_pages = builder().timeout(SIGN_IN_TIMEOUT);
    slow_pages.redirect(reqwest::redirect::Policy::none()).build().expect("fixed settings")
});

fn builder() -> reqwest::ClientBuilder {
    // Another part of the process may have chosen the provider first; either will do.
    rustls::crypto::ring::default_provider().install_default().ok();
    reqwest::Client::builder().timeout(TIMEOUT).no_proxy().pool_max_idle_per_host(0)
}

/// A client without kept connections, so that it may be used from the runtime of any test.
pub fn client() -> &'static reqwest::Client {
    &CLIENT
}

/// The same for one who acts as a browser: it is told where it is sent, and decides itself.
pub fn browser() -> &'static reqwest::Client {
    &BROWSER
}

/// Ready when `url` answers with a success.
pub fn ready(url: String) -> Ready {
    Ready::Answers(url, |url| Box::pin(answers(url)))
}

/// Whether `url` answers with a success.
pub async fn answers(url: &str) -> bool {
    matches!(client().get(url).send().await, Ok(response) if response.status().is_success())
}
