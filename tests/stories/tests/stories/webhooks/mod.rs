//! GitHub tells what happened; people see it at once.

mod door;
mod installations;
mod pull_requests;
mod repositories;

use fleet::Settings;
use stories::{Github, Organization, World};

/// A small organization that is synced, and its GitHub.
async fn world() -> World {
    let world = World::start(Settings::default().repositories(10)).await;
    world.synced().await;
    world
}

fn acme(world: &World) -> (Organization<'_>, Github) {
    (world.organization("acme"), world.github())
}
