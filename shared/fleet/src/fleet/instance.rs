//! One instance of a service: a process with a unique name and ports of its own.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use test_postgres::{Launch, Lifeline, Member, ports};

use super::{Fleet, InstanceFacts};
use crate::environment::Ports;
use crate::services::{Needs, Service};
use crate::through::Through;
use crate::{binaries, http};

/// A service promises to stop within 10 s; a little more for a busy machine.
const STOP_LIMIT: Duration = Duration::from_secs(12);

#[derive(Debug)]
pub struct Instance {
    pub service: &'static Service,
    pub member: Member,
    probe: String,
}

impl Instance {
    pub fn facts(&self) -> InstanceFacts {
        InstanceFacts {
            name: self.service.name.to_owned(),
            instance: self.member.name().to_owned(),
            pid: self.member.pid(),
            probe: self.probe.clone(),
        }
    }
}

impl Fleet {
    /// Adds the next instance of `service`, not running yet.
    pub(super) fn add_instance(&self, service: &str, through: Through) -> Result<Arc<Instance>> {
        let service = Service::named(service).with_context(|| format!("no service is called {service}"))?;
        let mut instances = self.instances.lock().unwrap_or_else(PoisonError::into_inner);
        let number = instances.iter().filter(|instance| instance.service == service).count() + 1;
        let name = format!("{}-{number}", service.name);

        let probe = ports::free()?;
        let first_door = service.needs == Needs::PublicDoor && number == 1;
        let listen = if first_door { self.gateway_port } else { ports::free()? };
        let mut environment = self.environment.variables(&self.infrastructure, service, &name, Ports { probe, listen });
        through.redirect(&mut environment);
        let launch = Launch {
            program: binaries::path(service.name)?,
            arguments: Vec::new(),
            environment,
            log: self.infrastructure.log(&self.log_name(&name)),
            owner: None,
            lifeline: Lifeline::Stdin,
            name,
        };
        let probe = format!("http://127.0.0.1:{probe}");
        let member = Member::new(launch, http::ready(format!("{probe}/readyz")), STOP_LIMIT);
        let instance = Arc::new(Instance { service, member, probe });
        instances.push(instance.clone());
        Ok(instance)
    }

    /// Fleets that share an infrastructure share its folder of logs.
    pub(super) fn log_name(&self, name: &str) -> String {
        if self.lease.is_some() { format!("{}-{name}", self.environment.database) } else { name.to_owned() }
    }
}
