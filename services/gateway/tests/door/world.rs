//! A gateway with everything around it that it needs.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use clap::Parser;
use fleet::{Account, CLI, Infrastructure, InfrastructureSettings};
use gateway::{Gateway, Settings, router};
use github_standin::{GitHub, Options};
use messaging::Tasks;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::Value;
use tokio::sync::OnceCell;

use crate::browser::Browser;
use crate::user_service::UserService;

/// Longer than anything takes here; a failing test must not hang.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// More than there are tests.
const ACCOUNTS: usize = 120;

/// 32 bytes in base64.
const TOKEN_KEYS: &str = "test:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

pub struct World {
    pub infrastructure: Arc<Infrastructure>,
    account: Account,
    /// Whoever may do all: writes views and makes streams as the services do.
    pub services: async_nats::Client,
    pub users: UserService,
    pub address: String,
    pub tasks: Tasks,
    pub http: Client,
}

impl World {
    /// On a server that the tests share, in an account of its own.
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// The same with further flags.
    pub async fn with(flags: &[&str]) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let account = Account::test(NEXT.fetch_add(1, Ordering::Relaxed));
        Self::on(shared().await, account, flags).await
    }

    /// On servers of its own, to stop and start.
    pub async fn alone() -> Self {
        let infrastructure = Infrastructure::for_tests().await.expect("NATS");
        Self::on(infrastructure, Account::main(), &[]).await
    }

    /// With a GitHub, where everybody can sign in.
    pub async fn with_github() -> (Self, GitHub) {
        let github = GitHub::start(Options::generated(1)).await.expect("a GitHub");
        let base = github.base();
        let world = Self::with(&[
            "--github-url",
            &base,
            "--github-web-url",
            &base,
            "--github-client-id",
            "Iv1.standin",
            "--github-client-secret",
            "standin-client-secret",
            "--github-app-slug",
            "foundry",
        ])
        .await;
        (world, github)
    }

    async fn on(infrastructure: Arc<Infrastructure>, account: Account, flags: &[&str]) -> Self {
        // Another test of this process may have been faster.
        rustls::crypto::ring::default_provider().install_default().ok();
        let nats = &infrastructure.nats;
        let services = nats.connect(&account, CLI).await.expect("connected");
        for (name, stream) in [
            ("KV_views", include_bytes!("../../../../nats/streams/views.json").as_slice()),
            ("USER_COMMANDS", include_bytes!("../../../../nats/streams/user_commands.json").as_slice()),
            ("TASK_COMMANDS", include_bytes!("../../../../nats/streams/task_commands.json").as_slice()),
            ("ORGANIZATION_COMMANDS", include_bytes!("../../../../nats/streams/organization_commands.json").as_slice()),
            ("GITHUB_DATA_COMMANDS", include_bytes!("../../../../nats/streams/github_data_commands.json").as_slice()),
            ("AUDIT_LOG_COMMANDS", include_bytes!("../../../../nats/streams/audit_log_commands.json").as_slice()),
        ] {
            let made = services.request(format!("$JS.API.STREAM.CREATE.{name}"), stream.into()).await;
            let made: Value = serde_json::from_slice(&made.expect("an answer").payload).expect("JSON");
            assert!(made["error"].is_null(), "{name}: {made}");
        }
        let tasks = Tasks::default();
        let users = UserService::start(services.clone(), &tasks).await;

        let address = door(&infrastructure, &account, flags, &tasks).await;
        let http = Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().expect("a client");
        Self { infrastructure, account, services, users, address, tasks, http }
    }

    /// The same with another gateway beside the first one.
    pub async fn neighbour(&self) -> Self {
        let (infrastructure, account) = (self.infrastructure.clone(), self.account.clone());
        let tasks = Tasks::default();
        let address = door(&infrastructure, &account, &[], &tasks).await;
        let (services, users, http) = (self.services.clone(), self.users.clone(), self.http.clone());
        Self { infrastructure, account, services, users, address, tasks, http }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A request of nobody.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, self.url(path))
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.expect("an answer")
    }

    /// A browser without any cookie.
    pub fn browser(&self) -> Browser {
        Browser::new(self.http.clone(), &self.address)
    }

    /// A browser in which this person is signed in.
    pub fn browser_of(&self, user: &str) -> Browser {
        self.browser().with_session(&self.users.sign_in(user))
    }

    /// Writes a view, for as long as the server is not there.
    pub async fn show(&self, key: &str, revision: i64, value: Value) {
        let body = serde_json::json!({"revision": revision, "value": value}).to_string();
        until("the view is stored", async || {
            let stored = self.services.request(format!("$KV.views.{key}"), body.clone().into()).await;
            stored.is_ok().then_some(())
        })
        .await;
    }
}

/// Opens a gateway; its address.
async fn door(infrastructure: &Infrastructure, account: &Account, flags: &[&str], tasks: &Tasks) -> String {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/page");
    let settings = ["gateway", "--token-keys", TOKEN_KEYS, "--github-webhook-secret", "secret", "--web-dir", page];
    let settings = Settings::parse_from(settings.into_iter().chain(flags.iter().copied()));
    let connected = infrastructure.nats.connect(account, "gateway").await.expect("connected");
    let client = messaging::Client::new(connected, tasks).await.expect("a client");
    let gateway = Gateway::new(&settings, client, tasks.clone()).expect("legal settings");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let app = router(gateway);
    tasks.serve("door", async move { axum::serve(listener, app).await.expect("serves") });
    address
}

async fn shared() -> Arc<Infrastructure> {
    static SHARED: OnceCell<Arc<Infrastructure>> = OnceCell::const_new();
    let start = async || {
        let settings = InfrastructureSettings::for_tests().expect("free ports");
        Infrastructure::start(InfrastructureSettings { test_accounts: ACCOUNTS, ..settings }).await.expect("NATS")
    };
    SHARED.get_or_init(start).await.clone()
}

/// Asks until there is an answer; at most for [`PATIENCE`].
pub async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let mut pace = tokio::time::interval(Duration::from_millis(10));
    let asking = async {
        loop {
            pace.tick().await;
            if let Some(answer) = ask().await {
                return answer;
            }
        }
    };
    tokio::time::timeout(PATIENCE, asking).await.unwrap_or_else(|_| panic!("never: {what}"))
}

/// A refusal's document.
pub async fn problem(response: Response, status: u16) -> Value {
    let (is, kind) = (response.status(), response.headers()["content-type"].clone());
    let body: Value = response.json().await.expect("JSON");
    assert_eq!((is.as_u16(), kind.to_str().expect("a text")), (status, "application/problem+json"), "{body}");
    body
}

pub fn location(response: &Response) -> String {
    response.headers()["location"].to_str().expect("a text").to_owned()
}
