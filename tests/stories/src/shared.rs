//! A fleet that many stories share, so that each of them need not start one.

use std::sync::Arc;

use fleet::{Fleet, SandboxChoice, Settings};
use tokio::sync::OnceCell;

use crate::World;

/// Every awkward case of the stand-in, and a few ordinary repositories.
const REPOSITORIES: usize = 14;

impl World {
    /// One of each service, with the organization `acme` synced once. A story changes only what no other one looks at:
    /// a task, a branch or an organization of its own.
    pub async fn shared() -> Self {
        static FLEET: OnceCell<Arc<Fleet>> = OnceCell::const_new();
        Self::once(&FLEET, SandboxChoice::Local).await
    }

    /// The same with sandboxes from there.
    pub async fn shared_with(sandboxes: SandboxChoice) -> Self {
        static FLEET: OnceCell<Arc<Fleet>> = OnceCell::const_new();
        match sandboxes {
            SandboxChoice::Local => Self::shared().await,
            SandboxChoice::E2bStandin => Self::once(&FLEET, sandboxes).await,
        }
    }

    async fn once(fleet: &OnceCell<Arc<Fleet>>, sandboxes: SandboxChoice) -> Self {
        let fleet = fleet.get_or_init(async || {
            let world = Self::start(Settings::default().repositories(REPOSITORIES).sandboxes(sandboxes)).await;
            world.synced().await;
            world.fleet
        });
        // The connections are this story's own: those of the one that started the fleet end with its runtime.
        Self::of_fleet(fleet.await.clone()).await.expect("the fleet is there")
    }
}
