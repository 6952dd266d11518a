//! For handler tests: Bob (`u2`), on a Postgres database of his own.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicI64, AtomicU32, AtomicU64, Ordering},
};

use contracts::{
    Command, CredentialHash, Millis, OrganizationId, Query, SessionId, TaskId, TaskKey, UserId,
    organization::{AccountKind, InstallationStatus, Role, SyncStatus},
    user::{App, ApplyMembership, GetApp, GetOverlay, OrganizationCard, Overlay, Profile, SealedToken, SignIn},
};
use fleet::Infrastructure;
use runtime::{
    Failure,
    testing::{Desk, Handling},
};
use serde_json::Value;
use vault::{Token, Vault};

use crate::github::{Github, Settings};

/// What the tests seal with, and what they sealed with before.
pub const KEYS: &str =
    "new:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=,old:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
pub const OLD_KEYS: &str = "old:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

/// What GitHub gave Bob.
pub const TOKEN: &str = "gho_bobs-own-token";

/// A sign-in lasts 30 days.
pub const MONTH_MS: Millis = 30 * 24 * 3_600_000;

pub struct Bob {
    pub desk: Desk,
    pub id: UserId,
    /// Given back after the desk's connections.
    _database: Database,
}

/// A database that no other test uses meanwhile. It is used again afterwards: to make one takes longer than most tests.
struct Database(String);

static FREE_DATABASES: Mutex<Vec<String>> = Mutex::new(Vec::new());

const TABLES: [&str; 9] =
    ["accounts", "sign_ins", "api_tokens", "memberships", "task_overlays", "sessions", "drafts", "sidebars", "pages"];

impl Bob {
    /// He has never signed in, and neither has anybody else.
    pub async fn unknown() -> Self {
        let database = Database::take().await;
        let postgres = &Infrastructure::shared().await.unwrap().postgres;
        let url = postgres.service_url(fleet::Service::named("user").unwrap(), &database.0).unwrap();
        let desk = Desk::new(crate::service(nowhere(), vault()), &url).await.unwrap();
        for table in TABLES.into_iter().chain(["workflows"]) {
            let empty = sqlx::AssertSqlSafe(format!("DELETE FROM {table}"));
            sqlx::query(empty).execute(desk.pool()).await.unwrap();
        }
        Self { desk, id: UserId::for_number(2), _database: database }
    }

    /// He has signed in once, and nobody has told where he belongs.
    pub async fn signed_in() -> Self {
        let bob = Self::unknown().await;
        bob.done(&bob.sign_in(1)).await;
        bob
    }

    /// He has signed in, and is a member of `acme`.
    pub async fn in_acme() -> Self {
        let bob = Self::signed_in().await;
        bob.done(&membership("acme", Some(Role::Member))).await;
        bob
    }

    /// His sign-in of this number.
    pub fn sign_in(&self, number: u64) -> SignIn {
        SignIn {
            sign_in_id: format!("sign-in-{number}").parse().unwrap(),
            credential: credential(number),
            expires_at: self.desk.now() + MONTH_MS,
            profile: profile("bob"),
            token: self.sealed(&vault()),
            user_agent: Some("Firefox".into()),
        }
    }

    /// His token as the gateway would seal it.
    pub fn sealed(&self, vault: &Vault) -> SealedToken {
        vault.seal(&self.id, &Token::new(TOKEN.into()), vec!["repo".into(), "read:org".into()])
    }

    pub async fn send<C: Command<Key = UserId>>(&self, command: &C) -> Handling<C::Reply> {
        self.desk.command(&self.id, command).await
    }

    /// Sends what must be done.
    pub async fn done<C: Command<Key = UserId>>(&self, command: &C) -> C::Reply {
        self.send(command).await.outcome.unwrap()
    }

    /// Sends what must be refused with `code`, changing nothing and telling nobody.
    pub async fn refused<C: Command<Key = UserId>>(&self, command: &C, code: &str) {
        let before = self.rows().await;
        let handling = self.send(command).await;

        assert_eq!(handling.refusal(), Some(code), "{} {:?}", C::NAME, handling.outcome.as_ref().err());
        self.assert_quiet(&handling, before).await;
    }

    /// Sends what must be done without changing anything or telling anybody.
    pub async fn unmoved<C: Command<Key = UserId>>(&self, command: &C) -> C::Reply {
        let before = self.rows().await;
        let handling = self.send(command).await;

        self.assert_quiet(&handling, before).await;
        handling.outcome.unwrap()
    }

    async fn assert_quiet<R>(&self, handling: &Handling<R>, before: Value) {
        assert_eq!((handling.sent_count(), handling.shown()), (0, vec![]));
        assert_eq!(self.rows().await, before);
    }

    pub async fn asks<Q: Query<Key = UserId>>(&self, query: &Q) -> Q::Reply {
        self.desk.query(&self.id, query).await.unwrap()
    }

    /// The code a query is refused with.
    pub async fn asks_in_vain<Q: Query<Key = UserId>>(&self, query: &Q) -> String {
        match self.desk.query(&self.id, query).await {
            Err(Failure::Refused { code, .. }) => code.into_owned(),
            other => panic!("expected a refusal of {}, got {:?}", Q::NAME, other.err()),
        }
    }

    pub async fn app(&self) -> App {
        self.asks(&GetApp {}).await
    }

    /// What the tasks of `acme` are to him.
    pub async fn overlay(&self) -> Overlay {
        self.asks(&GetOverlay { organization_id: acme() }).await
    }

    /// Every row of every table.
    pub async fn rows(&self) -> Value {
        let all = TABLES.map(|table| format!("(SELECT jsonb_agg(t ORDER BY t) FROM {table} t)")).join(", ");
        let all = sqlx::AssertSqlSafe(format!("SELECT jsonb_build_array({all})"));
        sqlx::query_scalar(all).fetch_one(self.desk.pool()).await.unwrap()
    }

    /// Lets time go by for what is stored: everything ends this much earlier.
    pub async fn waits(&self, ms: Millis) {
        for earlier in [
            "UPDATE sign_ins SET expires_at = expires_at - $1, seen_at = seen_at - $1, created_at = created_at - $1",
            "UPDATE api_tokens SET expires_at = expires_at - $1, created_at = created_at - $1",
            "UPDATE pages SET until = until - $1",
            "UPDATE task_overlays SET updated_at = updated_at - $1",
            "UPDATE sessions SET updated_at = updated_at - $1, known_until = known_until - $1",
        ] {
            sqlx::query(earlier).bind(ms).execute(self.desk.pool()).await.unwrap();
        }
    }
}

impl Database {
    async fn take() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let free = FREE_DATABASES.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(name) = free {
            return Self(name);
        }
        let name = format!("test_{}", MADE.fetch_add(1, Ordering::Relaxed));
        Infrastructure::shared().await.unwrap().postgres.create_database(&name).await.unwrap();
        Self(name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        FREE_DATABASES.lock().unwrap_or_else(PoisonError::into_inner).push(std::mem::take(&mut self.0));
    }
}

pub fn vault() -> Vault {
    Vault::parse(KEYS).unwrap()
}

/// A GitHub that no handler asks.
fn nowhere() -> Github {
    rustls::crypto::ring::default_provider().install_default().ok();
    Github::new(&Settings { github_url: "http://127.0.0.1:1".into(), github_timeout_ms: 100 }).unwrap()
}

pub fn acme() -> OrganizationId {
    "acme".parse().unwrap()
}

pub fn task(id: &str) -> TaskKey {
    TaskKey { organization_id: acme(), task_id: id.parse::<TaskId>().unwrap() }
}

pub fn session(id: &str) -> SessionId {
    id.parse().unwrap()
}

pub fn profile(login: &str) -> Profile {
    let email = Some(format!("{login}@acme.example"));
    Profile { login: login.into(), name: Some("Bob Lindqvist".into()), email, avatar_url: None }
}

/// A hash that is no other number's.
pub fn credential(number: u64) -> CredentialHash {
    format!("{number:064x}").parse().unwrap()
}

/// A hash that no other test has.
pub fn new_credential() -> CredentialHash {
    static NEXT: AtomicU64 = AtomicU64::new(1_000_000);
    credential(NEXT.fetch_add(1, Ordering::Relaxed))
}

/// What an organization says next of itself, and of Bob there.
pub fn membership(organization: &str, role: Option<Role>) -> ApplyMembership {
    static REVISIONS: AtomicI64 = AtomicI64::new(1);
    ApplyMembership { organization: card(organization), role, revision: REVISIONS.fetch_add(1, Ordering::Relaxed) }
}

pub fn card(organization: &str) -> OrganizationCard {
    OrganizationCard {
        organization_id: organization.parse().unwrap(),
        login: organization.into(),
        display_name: organization.into(),
        kind: AccountKind::Organization,
        installation_status: InstallationStatus::InstallRequired,
        sync_status: SyncStatus::Pending,
        last_sync_at: None,
    }
}
