//! What is in the repositories: a small project each, and commits on every branch that the world says is there.
//!
//! REST and git must name the same commits, and nobody clones most of 160 repositories. So commit ids are not asked
//! of git: they are hashes of what is in them, and the stand-in computes them itself when the world is made
//! (some thousand small hashes, a few milliseconds). From its first answer on REST says true ids, which never
//! change because somebody clones. A folder with these very objects is written when git first asks for it
//! (see [`crate::git`]). The contents follow from the world alone, so the same options make the same commits.

mod history;
mod later;
mod project;
mod templates;
mod words;

pub(crate) use history::fill;

use crate::objects::Person;
use crate::world::{Account, AccountKind, World};

/// How an account signs its commits.
pub(crate) fn person(account: &Account) -> Person {
    let name = account.name.clone().unwrap_or_else(|| account.login.clone());
    let hidden = || format!("{}+{}@users.noreply.github.com", account.id, account.login);
    Person { name, email: account.email.clone().unwrap_or_else(hidden) }
}

fn person_of(world: &World, account_id: u64) -> Person {
    let nobody = || Person { name: "ghost".to_owned(), email: "ghost@users.noreply.github.com".to_owned() };
    world.accounts.get(&account_id).map_or_else(nobody, person)
}

/// Who may have written the project: the people of an organization, or the owner.
fn authors(world: &World, owner: &Account) -> Vec<Person> {
    let members = owner.members.iter().map(|member| person_of(world, member.user_id));
    match owner.kind {
        AccountKind::Organization if !owner.members.is_empty() => members.collect(),
        _ => vec![person(owner)],
    }
}
