//! The services of a fleet: the one list that starting, building, roles and NATS users are made from.

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
}

/// In the order they are started; they are stopped in reverse, so the public door closes first.
pub const SERVICES: &[Service] = &[
    Service { name: "audit-log", database: true, needs: Needs::Nothing },
    Service { name: "organization", database: true, needs: Needs::Nothing },
    Service { name: "task", database: true, needs: Needs::Nothing },
    Service { name: "user", database: true, needs: Needs::People },
    Service { name: "github-data", database: true, needs: Needs::Github },
    Service { name: "gateway", database: false, needs: Needs::PublicDoor },
];

/// The stand-in GitHub's binary.
pub const GITHUB_STANDIN: &str = "github-standin";

/// The NATS user of a person: everything in the account but tokens, nothing outside it.
pub const CLI: &str = "cli";

/// Where GitHub delivers its webhooks, on the gateway.
pub const WEBHOOK_PATH: &str = "/v1/webhooks/github";

/// Where GitHub sends people back to after they have signed in there, on the gateway.
pub const CALLBACK_PATH: &str = "/v1/auth/callback/github";

/// Where GitHub sends people back to after they have installed the App, on the gateway.
pub const SETUP_PATH: &str = "/v1/github/setup";

impl Service {
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
    fn those_with_a_database_are_those_that_postgres_has_roles_for() {
        let with_database: Vec<_> = SERVICES.iter().filter(|service| service.database).map(|it| it.name).collect();
        assert_eq!(with_database, test_postgres::WITH_DATABASE);
    }
}
