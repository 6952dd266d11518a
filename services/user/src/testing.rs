//! For handler tests: Bob (`u2`), on a Postgres database of his own.

use std::{
    ops::Deref,
    sync::atomic::{AtomicI64, AtomicU64, Ordering},
};

use contracts::{
    CredentialHash, Millis, OrganizationId, SessionId, TaskId, TaskKey, UserId,
    organization::{AccountKind, InstallationStatus, Role, SyncStatus},
    user::{
        App, ApplyMembership, GetApp, GetOverlay, OrganizationCard, Overlay, Profile, Renewable, SealedToken, SignIn,
    },
};
use github_api::ApiSettings;
use runtime::testing::{Actor, TestService};
use test_postgres::LentDatabase;
use vault::{Token, Vault};

use crate::github::Github;

/// What the tests seal with, and what they sealed with before.
pub const KEYS: &str =
    "new:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=,old:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
pub const OLD_KEYS: &str = "old:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

/// What GitHub gave Bob.
pub const TOKEN: &str = "gho_bobs-own-token";

/// A sign-in lasts 30 days.
pub const MONTH_MS: Millis = 30 * 24 * 3_600_000;

pub struct Bob {
    actor: Actor<UserId>,
    /// Given back after the service's connections.
    _database: LentDatabase,
}

impl Bob {
    /// He has never signed in, and neither has anybody else.
    pub async fn unknown() -> Self {
        let database = LentDatabase::for_service("user").await.unwrap();
        let service = TestService::new(crate::service(nowhere(), vault()), &database.url).await.unwrap();
        Self { actor: Actor::new(service, UserId::for_number(2)), _database: database }
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
            expires_at: self.service.now() + MONTH_MS,
            profile: profile("bob"),
            token: self.sealed(&vault()),
            renewable: None,
            user_agent: Some("Firefox".into()),
        }
    }

    /// The same with a token that ends in eight hours.
    pub fn expiring_sign_in(&self, number: u64) -> SignIn {
        let (issued_at, refresh_token) = (self.service.now(), self.sealed(&vault()));
        let expires_at = issued_at + 8 * 3_600_000;
        let renewable = Renewable { issued_at, expires_at, refresh_token, refresh_expires_at: None };
        SignIn { renewable: Some(renewable), ..self.sign_in(number) }
    }

    /// His token as the gateway would seal it.
    pub fn sealed(&self, vault: &Vault) -> SealedToken {
        vault.seal(&self.key, &Token::new(TOKEN.into()), vec!["repo".into(), "read:org".into()])
    }

    pub async fn app(&self) -> App {
        self.asks(&GetApp {}).await
    }

    /// What the tasks of `acme` are to him.
    pub async fn overlay(&self) -> Overlay {
        self.asks(&GetOverlay { organization_id: acme() }).await
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
            sqlx::query(earlier).bind(ms).execute(self.service.pool()).await.unwrap();
        }
    }
}

impl Deref for Bob {
    type Target = Actor<UserId>;

    fn deref(&self) -> &Self::Target {
        &self.actor
    }
}

pub fn vault() -> Vault {
    Vault::parse(KEYS).unwrap()
}

/// A GitHub that no handler asks.
fn nowhere() -> Github {
    service_kit::install_tls().ok();
    Github::new(&ApiSettings { github_url: "http://127.0.0.1:1".into(), github_timeout_ms: 100 }).unwrap()
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
