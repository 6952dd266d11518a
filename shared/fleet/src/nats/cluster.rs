//! Three NATS servers on this machine that are one cluster: each stream has a copy on each, and any one may die.

use std::fs;
use std::time::Duration;

use anyhow::Result;
use futures::future::try_join_all;
use test_postgres::ports;

use super::server::{Nats, NatsSettings};
use crate::secrets::Secrets;

/// The smallest number of which a majority is left when one dies.
const SERVERS: usize = 3;

/// One server's place in the cluster.
#[derive(Debug, Clone)]
pub struct Place {
    index: usize,
    /// Where each server listens for the others.
    ports: Vec<u16>,
}

impl Place {
    /// From 1.
    pub fn number(&self) -> usize {
        self.index + 1
    }

    /// The section of its configuration. Others on this machine may not join.
    pub fn text(&self, secrets: &Secrets) -> String {
        let password = secrets.nats_password("system");
        let own_port = self.ports[self.index];
        let others = self.ports.iter().filter(|port| **port != own_port);
        let routes: Vec<_> = others.map(|port| format!("nats-route://route:{password}@127.0.0.1:{port}")).collect();
        format!(
            r#"cluster {{
  name: foundry
  listen: "127.0.0.1:{own_port}"
  authorization {{ user: route, password: "{password}" }}
  routes: {routes:?}
  # Clients have the list of all three, and some go through a proxy.
  no_advertise: true
}}
"#
        )
    }
}

impl Nats {
    /// The first on the ports of the settings, the others on free ones. Nothing runs yet.
    pub fn prepare_cluster(settings: &NatsSettings, secrets: &Secrets) -> Result<Self> {
        let ports = (0..SERVERS).map(|_| ports::free()).collect::<Result<Vec<_>>>()?;
        let servers = (0..SERVERS).map(|index| {
            let folder = settings.folder.join(format!("nats-{}", index + 1));
            fs::create_dir_all(&folder)?;
            let own = NatsSettings {
                log: settings.log.with_file_name(format!("nats-server-{}.log", index + 1)),
                port: if index == 0 { settings.port } else { ports::free()? },
                monitor_port: if index == 0 { settings.monitor_port } else { ports::free()? },
                durable: settings.durable,
                test_accounts: settings.test_accounts,
                cluster: Some(Place { index, ports: ports.clone() }),
                progress: settings.progress,
                folder,
            };
            Nats::prepare(&own, secrets)
        });
        let mut servers = servers.collect::<Result<Vec<_>>>()?;
        let others = servers.split_off(1);
        let mut first = servers.remove(0);
        first.others = others;
        Ok(first)
    }

    /// This server and the others of its cluster, each to kill, pause, stop and start.
    pub fn servers(&self) -> impl Iterator<Item = &Nats> {
        std::iter::once(self).chain(&self.others)
    }

    /// All at once: none is ready before a majority is there.
    pub async fn start_all(&self) -> Result<Duration> {
        let started = try_join_all(self.servers().map(Nats::start)).await?;
        Ok(started.into_iter().max().unwrap_or_default())
    }
}
