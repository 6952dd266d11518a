//! `fleet.json`: where everything is, for scripts; and contexts for the NATS CLI beside it. Both carry secrets, so only
//! their owner may read them.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::json;
use test_postgres::files::write_private;

use super::demo;
use crate::fleet::{Fleet, InstanceFacts};
use crate::services::CLI;

pub const FILE: &str = "fleet.json";

#[derive(Debug, Serialize, Deserialize)]
pub struct Facts {
    pub gateway: String,
    /// By which browsers reach the gateway.
    pub public_url: String,
    /// What the gateway takes as `Authorization: Bearer …`: a token of the demo person. None with the real GitHub, where
    /// people sign in and make their own.
    pub token: Option<String>,
    pub nats: String,
    pub nats_monitor: String,
    /// As the superuser.
    pub postgres: String,
    pub github: String,
    pub otlp: Option<String>,
    pub data: String,
    /// Of the members that are not services, by program.
    pub pids: Vec<Member>,
    pub services: Vec<InstanceFacts>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Member {
    pub name: String,
    pub pid: u32,
}

impl Facts {
    pub fn of(fleet: &Fleet) -> Self {
        let infrastructure = fleet.infrastructure();
        let members = [
            ("foundry", Some(std::process::id())),
            ("nats-server", infrastructure.nats.pid()),
            ("postgres", infrastructure.postgres.pid()),
            (crate::services::GITHUB_STANDIN, fleet.github().and_then(crate::Member::pid)),
            (crate::services::E2B_STANDIN, fleet.e2b().and_then(crate::Member::pid)),
        ];
        let pids = members.into_iter().filter_map(|(name, pid)| Some(Member { name: name.to_owned(), pid: pid? }));
        Self {
            gateway: fleet.gateway_url(),
            public_url: fleet.public_url().to_owned(),
            token: demo::kept(infrastructure.folder()),
            nats: fleet.nats_url(),
            nats_monitor: infrastructure.nats.monitor_url(),
            postgres: fleet.admin_database_url(),
            github: fleet.github_url().to_owned(),
            otlp: fleet.otlp().map(str::to_owned),
            data: infrastructure.folder().display().to_string(),
            pids: pids.collect(),
            services: fleet.instances(),
        }
    }

    pub fn write(&self, folder: &Path) -> Result<()> {
        write_private(&folder.join(FILE), &serde_json::to_string_pretty(self)?)
    }

    /// After a clean stop: the file is there while its fleet is, or when the fleet was killed.
    pub fn remove(folder: &Path) -> Result<()> {
        Ok(fs::remove_file(folder.join(FILE))?)
    }

    /// Those of an earlier run; `None` when there are none, or none that we understand.
    pub fn read(folder: &Path) -> Option<Self> {
        serde_json::from_str(&fs::read_to_string(folder.join(FILE)).ok()?).ok()
    }

    /// Every member's program and pid, without the launcher's own.
    pub fn pids(&self) -> Vec<(&str, u32)> {
        let services = self.services.iter().filter_map(|service| Some((service.name.as_str(), service.pid?)));
        let members = self.pids.iter().filter(|member| member.name != "foundry");
        members.map(|member| (member.name.as_str(), member.pid)).chain(services).collect()
    }
}

/// Writes the contexts `foundry` (a person in the fleet's account) and `foundry-system` (the server's own account), in
/// the format of ADR-21, and chooses the first. Use: `XDG_CONFIG_HOME=.foundry nats …`.
pub fn write_nats_contexts(fleet: &Fleet, folder: &Path) -> Result<()> {
    let contexts = folder.join("nats/context");
    fs::create_dir_all(&contexts)?;
    let nats = &fleet.infrastructure().nats;
    for (name, user, description) in [
        ("foundry", CLI, "Foundry on this machine: everything in its account"),
        ("foundry-system", "system", "Foundry's NATS server itself: nats server report"),
    ] {
        let (url, password) = (nats.url(), nats.password(user));
        let context = json!({ "description": description, "url": url, "user": user, "password": password });
        write_private(&contexts.join(format!("{name}.json")), &serde_json::to_string_pretty(&context)?)?;
    }
    write_private(&folder.join("nats/context.txt"), "foundry")
}
