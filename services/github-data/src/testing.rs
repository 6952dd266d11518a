//! For handler tests: the GitHub data of organizations on a Postgres database of their own. GitHub is asked nothing; by
//! workflows, its stand-in.

use std::time::Duration;

use contracts::{
    AccountId, Command, OrganizationId, Query, RepositoryId, UserId, Workflow,
    github_data::{ClearState, ConnectAccount, ContextOverrides, GetSummary, HandleMemberWebhook},
    organization::{AccountKind, GithubState, InstallationStatus, Member, MemberList, Repository, Role},
};
use github_api::ApiSettings;
use github_standin::{Content, DEMO_APP_PRIVATE_KEY, Generated, GitHub as Standin, Options};
use runtime::testing::{Handling, TestService, TestWorkflow};
use test_postgres::LentDatabase;

use crate::{
    github::{Github, Installation, Settings},
    store,
};

/// No test waits so long: what is done by the clock is tried by itself.
const LOOK_EVERY: Duration = Duration::from_secs(3_600);

pub struct Data {
    pub service: TestService,
    /// Given back after the service's connections.
    _database: LentDatabase,
}

impl Data {
    /// How often a repository has begun to be read by itself.
    pub async fn reloads(&self) -> i64 {
        let sql = "select count(*) from workflows where workflow = 'repositoryReload'";
        sqlx::query_scalar(sql).fetch_one(self.service.pool()).await.unwrap()
    }

    /// No account is known.
    pub async fn empty() -> Self {
        let database = LentDatabase::for_service("github-data").await.unwrap();
        // Another test of the same process may have done it before, which is as good.
        service_kit::install_tls().ok();
        let settings = Settings {
            api: ApiSettings { github_url: "http://127.0.0.1:1".into(), github_timeout_ms: 100 },
            github_app_id: String::new(),
            github_app_private_key: String::new(),
            github_look_seconds: 60,
        };
        let service = crate::service(Github::new(&settings).unwrap(), LOOK_EVERY);
        Self { service: TestService::new(service, &database.url).await.unwrap(), _database: database }
    }

    /// A reading has found this repository now.
    pub async fn knows(&self, organization: &str, repository: &Repository) {
        let (organization_id, mut connection) = (organization.parse().unwrap(), self.service.pool().acquire().await);
        let (rows, now) = (std::slice::from_ref(repository), self.service.now());
        store::repositories::upsert(connection.as_mut().unwrap(), &organization_id, 0, rows, now).await.unwrap();
    }

    pub async fn send<C: Command<Key = OrganizationId>>(&self, organization: &str, command: &C) -> Handling<C::Reply> {
        self.service.command(&organization.parse().unwrap(), command).await
    }

    pub async fn done<C: Command<Key = OrganizationId>>(&self, organization: &str, command: &C) -> C::Reply {
        self.send(organization, command).await.outcome.unwrap()
    }

    pub async fn github(&self, organization: &str) -> GithubState {
        self.service.query(&organization.parse().unwrap(), &GetSummary {}).await.unwrap().github
    }

    pub async fn asks<Q: Query>(&self, key: &Q::Key, query: &Q) -> Q::Reply {
        self.service.query(key, query).await.unwrap()
    }

    /// How many accounts are known at all.
    pub async fn accounts(&self) -> i64 {
        sqlx::query_scalar("select count(*) from accounts").fetch_one(self.service.pool()).await.unwrap()
    }
}

/// The organization of the stand-in.
pub const BRIGHTWATER: &str = "brightwater";

/// The stand-in for GitHub, and a database into which workflows read it.
pub struct Syncing {
    pub standin: Standin,
    pub github: Github,
    database: LentDatabase,
}

impl Syncing {
    pub async fn new(repositories: usize) -> Self {
        Self::with_pull_requests(repositories, 3).await
    }

    /// So many are open in the busiest repository.
    pub async fn with_pull_requests(repositories: usize, busiest_pull_requests: usize) -> Self {
        let generated = Generated { repositories, busiest_pull_requests, ..Generated::default() };
        let options = Options { content: Content::Generated(generated), app_id: 1, ..Options::default() };
        let standin = Standin::start(options).await.unwrap();
        let settings = Settings {
            api: ApiSettings { github_url: standin.base(), github_timeout_ms: 5_000 },
            github_app_id: "1".into(),
            github_app_private_key: DEMO_APP_PRIVATE_KEY.into(),
            github_look_seconds: 60,
        };
        let github = Github::new(&settings).unwrap();
        Self { standin, github, database: LentDatabase::for_service("github-data").await.unwrap() }
    }

    /// A workflow of an organization that knows of nobody.
    pub async fn workflow<W: Workflow<Key = OrganizationId> + Clone>(&self, input: W) -> TestWorkflow<W> {
        self.workflow_among(input, Vec::new()).await
    }

    /// A workflow of an organization that knows these members. What GitHub says is left of the rate limit depends on how
    /// often it was asked.
    pub async fn workflow_among<W: Workflow<Key = OrganizationId> + Clone>(
        &self,
        input: W,
        members: Vec<Member>,
    ) -> TestWorkflow<W> {
        let (service, key) = (crate::service(self.github.clone(), LOOK_EVERY), BRIGHTWATER.parse().unwrap());
        let members = serde_json::to_vec(&MemberList { members, next: None }).unwrap();
        let answers = move |subject: &str, _: &[u8]| match subject {
            "organization.query.listMembers.brightwater" => Ok(members.clone().into()),
            other => panic!("nobody should be asked {other}"),
        };
        let workflow = TestWorkflow::new(service, &self.database.url, key, input, answers).await.unwrap();
        // What people read of a wait names a time of day.
        workflow.ignoring("remaining").ignoring("lastSyncLabel")
    }

    /// How often GitHub was asked so far.
    pub fn asked(&self) -> usize {
        usize::try_from(self.standin.requests().total).unwrap()
    }

    /// The organization's App.
    pub async fn installation(&self) -> Installation {
        self.github.installation(&BRIGHTWATER.parse().unwrap(), None, None).await.unwrap()
    }
}

/// What somebody knows of GitHub's account number `number`, on which the App is not installed.
pub fn account(login: &str, number: u64) -> ContextOverrides {
    ContextOverrides {
        connected_account: Some(login.into()),
        kind: Some(AccountKind::Organization),
        account_id: Some(AccountId::for_number(number)),
        ..ContextOverrides::default()
    }
}

/// The same, with the App installed there.
pub fn installed(login: &str, number: u64) -> ContextOverrides {
    let (installation_status, installation_id) = (Some(InstallationStatus::Connected), Some(number + 1_000));
    ContextOverrides { installation_status, installation_id, ..account(login, number) }
}

pub fn connect(context: ContextOverrides) -> ConnectAccount {
    ConnectAccount { context }
}

/// Account number 42, which is called Acme, says that bob, number 7, belongs as an admin.
pub fn bob_joins() -> HandleMemberWebhook {
    HandleMemberWebhook {
        account_id: Some(AccountId::for_number(42)),
        user_id: UserId::for_number(7),
        login: "bob".into(),
        avatar_url: Some("https://x/7".into()),
        role: Some(Role::Admin),
        removed: false,
        observed_at: 10,
    }
}

/// This installation of the App on GitHub's account number `number` is no more.
pub fn uninstalled(number: u64, installation_id: u64) -> ClearState {
    ClearState {
        account_id: Some(AccountId::for_number(number)),
        ended_installation_id: Some(installation_id),
        connected_account: "Acme".into(),
        kind: AccountKind::Organization,
        installation_status: InstallationStatus::InstallRequired,
        installation_id: None,
        label: "GitHub App uninstalled".into(),
    }
}

/// A repository of acme's, as a webhook tells of it.
pub fn web() -> Repository {
    Repository {
        repository_id: RepositoryId::for_number(1),
        full_name: "acme/web".into(),
        clone_url: "https://github.com/acme/web.git".into(),
        default_branch: "main".into(),
        private: false,
    }
}
