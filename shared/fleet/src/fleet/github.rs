//! The fleet's GitHub: the stand-in as a process, or the address of another.

use std::time::Duration;

use anyhow::Result;
use test_postgres::{Launch, Lifeline, Member, Ready};

use super::Fleet;
use crate::environment::GithubAccess;
use crate::secrets::Secrets;
use crate::services::{CALLBACK_PATH, GITHUB_STANDIN, SETUP_PATH, WEBHOOK_PATH};
use crate::settings::{Github, GithubStandin};
use crate::{binaries, project_root};

/// The stand-in has nothing to save.
const STOP_LIMIT: Duration = Duration::from_secs(3);

/// The App that the stand-in knows; its key is in the repository and opens nothing else.
const APP_ID: &str = "1";
const APP_KEY: &str = "tests/github/demo-app-key.pem";
const APP_PUBLIC_KEY: &str = "tests/github/demo-app-key.pub.pem";

/// The OAuth client that the stand-in knows.
const CLIENT_ID: &str = "Iv1.standin";
const APP_SLUG: &str = "foundry";

/// How the services reach it; `port` is the stand-in's.
pub fn access(github: &Github, port: u16, secrets: &Secrets) -> GithubAccess {
    let webhook_secret = secrets.github_webhook_secret.clone();
    match github {
        Github::None => GithubAccess { webhook_secret, ..GithubAccess::default() },
        Github::Standin(_) => GithubAccess {
            url: format!("http://127.0.0.1:{port}"),
            web_url: format!("http://127.0.0.1:{port}"),
            app_id: APP_ID.to_owned(),
            app_slug: APP_SLUG.to_owned(),
            app_private_key: format!("@{}", project_root().join(APP_KEY).display()),
            client_id: CLIENT_ID.to_owned(),
            client_secret: secrets.github_client_secret.clone(),
            webhook_secret,
        },
        Github::At(access) => access.clone(),
    }
}

impl Fleet {
    /// The stand-in as a member of this fleet, not running yet.
    pub(super) fn standin(&self, content: &GithubStandin, port: u16) -> Result<Member> {
        let webhook_url = format!("{}{WEBHOOK_PATH}", self.gateway_url());
        let public_url = &self.environment.public_url;
        let public_key = project_root().join(APP_PUBLIC_KEY);
        let mut arguments: Vec<String> = [
            ("--listen", format!("127.0.0.1:{port}")),
            ("--organization", content.organization.clone()),
            ("--webhook-url", webhook_url),
            ("--app-id", APP_ID.to_owned()),
            ("--app-slug", APP_SLUG.to_owned()),
            ("--client-id", CLIENT_ID.to_owned()),
            ("--callback-url", format!("{public_url}{CALLBACK_PATH}")),
            ("--setup-url", format!("{public_url}{SETUP_PATH}")),
            ("--app-public-key", public_key.display().to_string()),
        ]
        .into_iter()
        .flat_map(|(flag, value)| [flag.to_owned(), value])
        .collect();
        arguments.push("--exit-with-stdin".to_owned());
        match &content.snapshot {
            Some(file) => arguments.extend(["--snapshot".to_owned(), file.display().to_string()]),
            None => arguments.extend(["--repositories".to_owned(), content.repositories.to_string()]),
        }
        arguments.extend(content.arguments.iter().cloned());

        // Not flags: a command line is seen by everybody on the machine.
        let secrets = [
            ("GITHUB_STANDIN_WEBHOOK_SECRET", &self.environment.github.webhook_secret),
            ("GITHUB_STANDIN_CLIENT_SECRET", &self.environment.github.client_secret),
        ];
        let launch = Launch {
            name: "github".to_owned(),
            program: binaries::path(GITHUB_STANDIN)?,
            arguments,
            environment: secrets.map(|(name, value)| (name.to_owned(), value.clone())).into(),
            log: self.infrastructure.log(&self.log_name("github")),
            owner: None,
            lifeline: Lifeline::Stdin,
        };
        Ok(Member::new(launch, Ready::Line("listening on "), STOP_LIMIT))
    }
}
