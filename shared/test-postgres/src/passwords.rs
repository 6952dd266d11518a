//! The passwords of one Postgres server: the superuser's and one for each service.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::files::random_word;
use crate::role::with_database;

/// 40 letters and digits carry more than 200 bits.
const LENGTH: usize = 40;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Passwords {
    #[serde(rename = "postgres_admin")]
    admin: String,
    #[serde(rename = "postgres")]
    services: BTreeMap<String, String>,
}

impl Passwords {
    pub fn generate() -> Self {
        let mut passwords = Self { admin: random_word(LENGTH), services: BTreeMap::new() };
        passwords.complete();
        passwords
    }

    /// A server keeps what it was made with, and gets the passwords of services that came later.
    pub fn complete(&mut self) {
        for service in with_database() {
            self.services.entry(service.to_owned()).or_insert_with(|| random_word(LENGTH));
        }
    }

    pub fn admin(&self) -> &str {
        &self.admin
    }

    /// `None` when the service has no database.
    pub fn service(&self, service: &str) -> Option<&str> {
        self.services.get(service).map(String::as_str)
    }
}
