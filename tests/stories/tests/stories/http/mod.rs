//! The HTTP API: every message there is, and what happens to requests that are none.

mod documents;
mod ids;
mod queries;
mod refused;

use contracts::{
    Access, Kind,
    catalog::{self, Entry},
};

/// One address of a message, for an organization or a person that only this story knows.
struct Address {
    entry: &'static Entry,
    path: String,
    method: reqwest::Method,
}

/// Every address of every command and query in the catalog; those of queries in both ways.
fn addresses(organization: &str, user: &str) -> Vec<Address> {
    use reqwest::Method;
    let forms = |entry: &Entry| match entry.kind {
        Kind::Command => vec![("command", Method::POST), ("request", Method::POST)],
        Kind::Query => vec![("query", Method::GET), ("query", Method::POST)],
        Kind::Workflow => Vec::new(),
    };
    let address = |entry: &'static Entry, (form, method): (&str, Method)| {
        let key = key(entry, organization, user);
        Address { entry, path: format!("/v1/{}/{form}/{}/{key}", entry.actor.token(), entry.name), method }
    };
    let addresses =
        catalog::all().iter().flat_map(|entry| forms(entry).into_iter().map(move |form| address(entry, form)));
    addresses.collect()
}

fn key(entry: &Entry, organization: &str, user: &str) -> String {
    match entry.key_tokens() {
        _ if entry.name == "takeDelivery" => "a1--deliveries".to_owned(),
        _ if entry.name == "replaceCredentials" => format!("{organization}/{user}--credentials"),
        ["user"] => user.to_owned(),
        [_] => organization.to_owned(),
        _ => format!("{organization}/t-1"),
    }
}

impl Address {
    /// Whether people may send it.
    fn is_for_people(&self) -> bool {
        self.entry.access != Access::Service
    }
}
