//! What a stand-in can be told at its start.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use crate::app::DEMO_APP_PUBLIC_KEY;
use crate::generate::Generated;
use crate::git::GitLimits;

/// The defaults make a demo: a generated organization of 160 repositories on a free port, with the demo key.
#[derive(Debug, Clone)]
pub struct Options {
    /// Port 0 for a free one.
    pub listen: SocketAddr,
    /// How others reach it, if not by the address it listens on.
    pub public_url: Option<String>,
    pub content: Content,
    pub app_id: u64,
    pub app_slug: String,
    /// PEM of the RSA key that the App's JWTs are verified with.
    pub app_public_key: String,
    pub client_id: String,
    pub client_secret: String,
    /// Where people may be sent after signing in: these places and what is below them.
    /// On 127.0.0.1 and localhost any port is allowed, as at GitHub. The first is used when none is asked for.
    pub callback_urls: Vec<String>,
    /// Where people are sent after installing the App.
    pub setup_url: Option<String>,
    /// Without it webhooks are only recorded.
    pub webhook_url: Option<String>,
    pub webhook_secret: String,
    /// Whether checks report by themselves whenever something is pushed.
    pub reports_checks: bool,
    /// Where repositories are made when git first asks for them. Those of an earlier stand-in there are made anew.
    /// Without it a temporary folder, which goes when the stand-in stops.
    pub git_folder: Option<PathBuf>,
    pub git_limits: GitLimits,
}

/// What is on this GitHub at its start.
#[derive(Debug, Clone)]
pub enum Content {
    Generated(Generated),
    /// A file with one real organization's repositories, members and open pull requests.
    Snapshot(PathBuf),
}

impl Default for Options {
    fn default() -> Options {
        Options {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            public_url: None,
            content: Content::Generated(Generated::default()),
            app_id: 424_242,
            app_slug: "foundry".to_owned(),
            app_public_key: DEMO_APP_PUBLIC_KEY.to_owned(),
            client_id: "Iv1.standin".to_owned(),
            client_secret: "standin-client-secret".to_owned(),
            callback_urls: vec!["http://127.0.0.1/".to_owned(), "http://localhost/".to_owned()],
            setup_url: None,
            webhook_url: None,
            webhook_secret: "standin-webhook-secret".to_owned(),
            reports_checks: false,
            git_folder: None,
            git_limits: GitLimits::default(),
        }
    }
}

impl Options {
    /// A generated organization of this many repositories, the rest as usual.
    pub fn generated(repositories: usize) -> Options {
        Options {
            content: Content::Generated(Generated { repositories, ..Generated::default() }),
            ..Options::default()
        }
    }
}
