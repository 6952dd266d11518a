//! Carrying out the plan: each fault begins at its moment, lasts, and is healed.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use faults::Proxy;
use fleet::wait;
use futures::future::try_join_all;

use crate::plan::{Fault, From, Kind, Member};
use crate::recovery::Broken;
use crate::report::line;
use crate::stage::Stage;

/// What was killed may be started while what it needs is away, so it may take that to come back first.
const RETURN_LIMIT: Duration = Duration::from_secs(120);

/// Returns when the last is healed.
pub async fn break_things(stage: &Stage, plan: Vec<Fault>, began: Instant) -> Result<Vec<Broken>> {
    try_join_all(plan.into_iter().map(|fault| break_one(stage, fault, began))).await
}

async fn break_one(stage: &Stage, fault: Fault, load_began: Instant) -> Result<Broken> {
    wait::pause((load_began + fault.at).saturating_duration_since(Instant::now())).await;
    let name = fault.member.name();
    line(load_began, &format!("{} {name}, for {:.1} s", fault.kind, fault.lasts.as_secs_f64()));
    let began = Instant::now();
    stage.begin(&fault).with_context(|| format!("{} {name}", fault.kind))?;

    wait::pause(fault.lasts).await;

    let healed = Instant::now();
    stage.heal(&fault).await.with_context(|| format!("{name} does not come back from {}", fault.kind))?;
    if fault.kind == Kind::Kill {
        line(load_began, &format!("{name} is back, {:.1} s after it was started", healed.elapsed().as_secs_f64()));
    }
    Ok(Broken { fault, began, healed })
}

impl Stage {
    fn begin(&self, fault: &Fault) -> Result<()> {
        let infrastructure = self.fleet.infrastructure();
        match (fault.kind, &fault.member) {
            (Kind::Kill, Member::Instance { name, .. }) => {
                self.goes_away(name);
                self.fleet.kill(name)
            }
            (Kind::Kill, Member::Nats) => infrastructure.nats.kill(),
            (Kind::Kill, Member::Postgres) => infrastructure.postgres.kill(),
            (Kind::Pause, Member::Instance { name, .. }) => self.fleet.pause(name),
            (Kind::Pause, Member::Nats) => infrastructure.nats.pause(),
            (Kind::Pause, Member::Postgres) => infrastructure.postgres.pause(),
            (Kind::Cut { from, silent }, member) => {
                let cut = |proxy: &Proxy| if silent { proxy.black_hole() } else { proxy.cut() };
                self.proxies(member, from).into_iter().for_each(cut);
                Ok(())
            }
        }
    }

    async fn heal(&self, fault: &Fault) -> Result<()> {
        let infrastructure = self.fleet.infrastructure();
        match (fault.kind, &fault.member) {
            (Kind::Kill, Member::Instance { name, .. }) => {
                let returned = wait::until(name, RETURN_LIMIT, async || Ok(self.start_again(name).await.ok()));
                returned.await?;
                self.is_back(name);
            }
            (Kind::Kill, Member::Nats) => drop(infrastructure.nats.start().await?),
            (Kind::Kill, Member::Postgres) => drop(infrastructure.postgres.start().await?),
            (Kind::Pause, Member::Instance { name, .. }) => self.fleet.resume(name)?,
            (Kind::Pause, Member::Nats) => infrastructure.nats.resume(),
            (Kind::Pause, Member::Postgres) => infrastructure.postgres.resume(),
            (Kind::Cut { from, .. }, member) => self.proxies(member, from).into_iter().for_each(Proxy::heal),
        }
        Ok(())
    }

    /// An instance that has ended, or is not ready in time, is started anew.
    pub async fn start_again(&self, instance: &str) -> Result<()> {
        let started = self.fleet.restart(instance).await;
        if started.is_err() {
            self.fleet.kill(instance)?;
        }
        started
    }

    /// Those between an instance and what it is cut off from; between a server and everybody.
    fn proxies(&self, member: &Member, from: From) -> Vec<&Proxy> {
        let of_member = self.proxies.iter().filter(|(instance, _)| match member {
            Member::Instance { name, .. } => name == *instance,
            Member::Nats | Member::Postgres => true,
        });
        let wanted = of_member.flat_map(|(_, proxies)| {
            let nats = (from != From::Postgres).then_some(&proxies.nats);
            let postgres = if from == From::Nats { None } else { proxies.postgres.as_ref() };
            nats.into_iter().chain(postgres)
        });
        wanted.collect()
    }
}
