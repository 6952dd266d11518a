//! Two small pages, until there is a large one: signing in, and what is mine. They need no script.

mod home;
mod layout;
mod organizations;
mod sign_in;
mod sign_ins;

pub use home::home;
pub use sign_in::sign_in;
