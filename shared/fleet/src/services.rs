//! The services of a fleet: the one list that starting, building, roles and NATS users are made from.

use contracts::Actor;

/// One service: a binary of that name, a NATS user, and a Postgres role with its own schema.
#[derive(Debug, PartialEq, Eq)]
pub struct Service {
    /// Binary, NATS user, inbox prefix and name in traces: `github-data`.
    pub name: &'static str,
    /// Whether it keeps state in Postgres.
    pub database: bool,
    /// What it is given beside the common environment.
    pub needs: Needs,
}

/// The environment that only some services get; the others never see those secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    /// The public addresses, the OAuth client, the token keys and the webhook secret.
    PublicDoor,
    /// GitHub's address and the App's credentials.
    Github,
    /// GitHub's address and the keys that people's tokens are sealed with.
    People,
    /// What sandboxes are made with, and what they may reach.
    Sandboxes,
}

/// In the order they are started; they are stopped in reverse, so the public door closes first.
pub const SERVICES: &[Service] = &[
    Service::of(Actor::AuditLog, Needs::Nothing),
    Service::of(Actor::Organization, Needs::Nothing),
    Service::of(Actor::Task, Needs::Nothing),
    Service::of(Actor::Sandbox, Needs::Sandboxes),
    Service::of(Actor::User, Needs::People),
    Service::of(Actor::GithubData, Needs::Github),
    Service { name: "gateway", database: false, needs: Needs::PublicDoor },
];

/// The service that makes sandboxes, and the programs that it makes them with: what holds one, and the demo's agent.
pub const SANDBOX: &str = "sandbox";
pub const SANDBOX_KEEPER: &str = "foundry-sandbox";
pub const SCRIPTED_AGENT: &str = "scripted-agent";

/// The stand-in GitHub's binary, and the stand-in E2B's.
pub const GITHUB_STANDIN: &str = "github-standin";
pub const E2B_STANDIN: &str = "e2b-standin";

/// The NATS user of a person: everything in the account but tokens, nothing outside it.
pub const CLI: &str = "cli";

/// Where GitHub delivers its webhooks, on the gateway.
pub const WEBHOOK_PATH: &str = "/v1/webhooks/github";

/// Where GitHub sends people back to after they have signed in there, on the gateway.
pub const CALLBACK_PATH: &str = "/v1/auth/callback/github";

/// Where GitHub sends people back to after they have installed the App, on the gateway.
pub const SETUP_PATH: &str = "/v1/github/setup";

impl Service {
    /// The one that acts as `actor`, and keeps its state.
    const fn of(actor: Actor, needs: Needs) -> Self {
        Self { name: actor.service(), database: true, needs }
    }

    pub fn named(name: &str) -> Option<&'static Service> {
        SERVICES.iter().find(|service| service.name == name)
    }

    /// Its schema in Postgres: `github_data`; `users`, because `user` is a reserved word.
    pub fn schema(&self) -> String {
        test_postgres::schema(self.name)
    }

    /// Its role in Postgres: `foundry_github_data`.
    pub fn role(&self) -> String {
        test_postgres::role(self.name)
    }
}

/// Everybody who signs in to NATS: the services and `cli`.
pub fn nats_users() -> impl Iterator<Item = &'static str> {
    SERVICES.iter().map(|service| service.name).chain([CLI])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_actor_has_its_service() {
        for actor in Actor::ALL {
            assert!(Service::named(actor.service()).is_some_and(|service| service.database), "{actor:?} has none");
        }
    }
}
