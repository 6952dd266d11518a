//! People who sign in through GitHub: what each may see and do, and what is theirs alone.

mod access;
mod github;
mod leaving;
mod secrets;
mod unread;

use fleet::Settings;
use stories::World;

/// A fleet in which nobody has signed in yet.
async fn world() -> World {
    World::start(Settings::default().repositories(3)).await
}
