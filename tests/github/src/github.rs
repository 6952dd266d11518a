//! The running stand-in: starting, asking, waiting, stopping.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::extract::Request;
use axum::{Router, ServiceExt};
use jsonwebtoken::DecodingKey;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tower::Layer;
use tower::util::MapRequestLayer;

use crate::app::App;
use crate::changes::Change;
use crate::faults::Faults;
use crate::generate::BROKEN;
use crate::git::{Git, GitCounts};
use crate::options::{Content, Options};
use crate::refusal::Refusal;
use crate::requests::Requests;
use crate::state::{Shared, State};
use crate::webhooks::{Delivery, Webhooks, send_all};
use crate::world::World;
use crate::{RepositoryFault, contents, control, enterprise, generate, git, oauth, routes, snapshot};

/// How long requests under way may take when the stand-in stops.
const LONGEST_STOP: Duration = Duration::from_secs(2);

/// A stand-in that answers until it is stopped or dropped.
pub struct GitHub {
    pub(crate) shared: Shared,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    waiting: watch::Receiver<usize>,
    server: JoinHandle<()>,
    sender: JoinHandle<()>,
}

impl GitHub {
    /// Starts to listen. Fails if the address is taken, the key is none or the snapshot cannot be read.
    pub async fn start(options: Options) -> Result<GitHub> {
        // Another stand-in of the same process may have done it before, which is as good.
        rustls::crypto::ring::default_provider().install_default().ok();
        let listener = TcpListener::bind(options.listen).await.context("listen")?;
        let address = listener.local_addr().context("local address")?;
        let base = options.public_url.clone().unwrap_or_else(|| format!("http://{address}"));

        let (queue, queued) = mpsc::unbounded_channel();
        let (waiting_count, waiting) = watch::channel(0);
        let webhooks = Webhooks::new(
            options.webhook_url.clone(),
            options.webhook_secret.clone(),
            options.app_id,
            queue,
            waiting_count,
        );
        let shared = Shared::new(state(&options, base.trim_end_matches('/'), webhooks)?);
        let client = reqwest::Client::builder().user_agent("GitHub-Hookshot/standin").build().context("HTTP client")?;
        let sender = tokio::spawn(send_all(shared.clone(), client, queued));

        let (stop, mut stopped) = watch::channel(false);
        let stopping = async move {
            // An error means that the handle was dropped: stop as well.
            stopped.wait_for(|stop| *stop).await.ok();
        };
        let answering = MapRequestLayer::new(enterprise::rewrite).layer(router(&shared));
        let answering = ServiceExt::<Request>::into_make_service(answering);
        let serving = axum::serve(listener, answering).with_graceful_shutdown(stopping);
        let server = tokio::spawn(async move {
            if let Err(error) = serving.await {
                tracing::error!(%error, "The stand-in for GitHub ended");
            }
        });
        Ok(GitHub { shared, address, stop, waiting, server, sender })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base address, without a closing slash: of the API and of the pages alike.
    pub fn base(&self) -> String {
        self.shared.lock().world.base.clone()
    }

    /// Makes a change and fires its webhooks. When this returns, the API already answers with it.
    pub fn apply<C: Change>(&self, change: C) -> Result<C::Outcome, Refusal> {
        change.apply(&mut self.shared.lock())
    }

    /// A copy of the whole world, to assert on.
    pub fn world(&self) -> World {
        self.shared.lock().world.clone()
    }

    /// What was asked of the API so far.
    pub fn requests(&self) -> Requests {
        self.shared.lock().requests.clone()
    }

    /// What git did so far.
    pub fn git(&self) -> GitCounts {
        self.shared.lock().git.counts()
    }

    pub fn reset_requests(&self) {
        self.shared.lock().requests.reset();
    }

    /// Every webhook so far, in order.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.shared.lock().webhooks.deliveries.clone()
    }

    /// Waits until no webhook is queued or under way.
    pub async fn deliveries_settled(&self) {
        let settled = self.waiting.clone().wait_for(|waiting| *waiting == 0).await.is_ok();
        tracing::trace!(settled, "No webhook is waiting");
    }

    /// Stops listening and waits a little for requests under way.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if tokio::time::timeout(LONGEST_STOP, &mut self.server).await.is_err() {
            tracing::debug!("Some requests did not end in time");
        }
        self.shared.lock().git.close();
    }
}

impl Drop for GitHub {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        self.sender.abort();
        self.shared.lock().git.close();
    }
}

fn router(shared: &Shared) -> Router {
    routes::api(shared)
        .merge(routes::site())
        .merge(git::routes())
        .merge(oauth::routes(shared))
        .merge(control::routes())
        .with_state(shared.clone())
}

fn state(options: &Options, base: &str, webhooks: Webhooks) -> Result<State> {
    let mut faults = Faults::default();
    let (mut world, objects) = match &options.content {
        Content::Snapshot(file) => {
            let mut world = snapshot::read(file)?;
            let objects = contents::fill(&mut world);
            (world, objects)
        }
        Content::Generated(generated) => {
            if generated.awkward_failures {
                let name = |index| format!("{}/{}", generated.organization, generate::repository_name(index));
                faults.set_repository(&name(generate::NOT_FOUND), Some(RepositoryFault::NotFound));
                faults.set_repository(&name(BROKEN), Some(RepositoryFault::ServerError));
            }
            generated.build_with_contents()?
        }
    };
    world.base = base.to_owned();
    let key = DecodingKey::from_rsa_pem(options.app_public_key.as_bytes()).context("the App's public key")?;
    let app = App {
        id: options.app_id,
        slug: options.app_slug.clone(),
        client_id: options.client_id.clone(),
        client_secret: options.client_secret.clone(),
        callback_urls: options.callback_urls.clone(),
        setup_url: options.setup_url.clone(),
        reads_members: true,
        reads_checks: true,
        key,
    };
    let git = Git::new(options.git_folder.clone(), options.git_limits.clone(), objects, &world)?;
    Ok(State {
        world,
        app,
        git,
        tokens: crate::tokens::Tokens::default(),
        codes: oauth::Codes::default(),
        rate_limit: crate::rate_limit::RateLimit::default(),
        faults,
        requests: Requests::default(),
        webhooks,
        enterprise_installations: Vec::new(),
        check_verdicts: BTreeMap::new(),
        check_suites: BTreeMap::new(),
        statuses: BTreeMap::new(),
        reports_checks: options.reports_checks,
        stars: BTreeSet::new(),
    })
}
