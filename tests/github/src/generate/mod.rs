//! A generated GitHub: one organization of any size, a small second one, and everybody's personal account.
//!
//! The same options always make the same world: no clock and no randomness, only the seed and names.

mod awkward;
mod builder;
mod dice;
mod people;
mod titles;
mod words;

use anyhow::{Result, ensure};
use builder::Builder;
use dice::Dice;
pub use people::{MEMBERS, OUTSIDER, SECOND_ORGANIZATION};
pub use words::repository_name;

use crate::contents;
use crate::objects::Objects;
use crate::world::{RepositorySelection, World};

/// The repository with the most pull requests, by its index in [`repository_name`].
pub const BUSIEST: usize = 0;
/// Public, with pull requests from several forks whose head branches have the same name.
pub const FORKED: usize = 1;
/// Titles and branch names with quotes, shell characters and other scripts.
pub const SHELL: usize = 2;
/// Two repositories with a pull request each from branches of the same name.
pub const SHARED_BRANCH: [usize; 2] = [3, 4];
/// Repositories without a commit.
pub const EMPTY: [usize; 2] = [5, 6];
/// Answers 404 with [`Generated::awkward_failures`].
pub const NOT_FOUND: usize = 7;
/// Answers 500 with [`Generated::awkward_failures`].
pub const BROKEN: usize = 8;
/// From this index on, repositories are ordinary.
const ORDINARY: usize = 9;

#[derive(Debug, Clone)]
pub struct Generated {
    /// The login of the large organization.
    pub organization: String,
    pub repositories: usize,
    /// Open pull requests of the busiest repository; for a large one, 1,000.
    pub busiest_pull_requests: usize,
    /// Lets one repository answer 404 and one 500 though both are listed.
    pub awkward_failures: bool,
    pub seed: u64,
}

impl Default for Generated {
    fn default() -> Generated {
        Generated {
            organization: "brightwater".to_owned(),
            repositories: 160,
            busiest_pull_requests: 78,
            awkward_failures: false,
            seed: 1,
        }
    }
}

impl Generated {
    /// Refuses an organization with the login of somebody else.
    pub fn build(&self) -> Result<World> {
        Ok(self.build_with_contents()?.0)
    }

    /// The same world, and what is in its repositories.
    pub(crate) fn build_with_contents(&self) -> Result<(World, Objects)> {
        let mut world = self.build_without_contents()?;
        let objects = contents::fill(&mut world);
        Ok((world, objects))
    }

    fn build_without_contents(&self) -> Result<World> {
        let mut builder = Builder::new(self.seed);
        let organization_id = people::populate(&mut builder, &self.organization)?;
        let is_login = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        ensure!(!self.organization.is_empty() && self.organization.chars().all(is_login), "an organization's login");

        for index in 0..self.repositories {
            let id = builder.add_repository(organization_id, &repository_name(index), index);
            self.fill(&mut builder, id, index);
            builder.put_in_order(id);
        }
        awkward::personal(&mut builder);
        awkward::second_organization(&mut builder)?;
        builder.install(&self.organization, RepositorySelection::All)?;
        Ok(builder.world)
    }

    fn fill(&self, builder: &mut Builder, id: u64, index: usize) {
        match index {
            BUSIEST => builder.add_pull_requests(id, self.busiest_pull_requests),
            FORKED => awkward::forks(builder, id),
            SHELL => awkward::shell(builder, id),
            _ if SHARED_BRANCH.contains(&index) => awkward::shared_branch(builder, id),
            _ if EMPTY.contains(&index) => builder.empty(id),
            NOT_FOUND | BROKEN => builder.add_pull_requests(id, 1),
            ORDINARY.. => {
                let count = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2][Dice::new(self.seed, &repository_name(index)).below(10)];
                builder.add_pull_requests(id, count);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::is_branch_name;

    #[test]
    fn the_same_options_make_the_same_world_and_another_seed_another_one() {
        let first = Generated::default().build().unwrap();
        assert_eq!(first, Generated::default().build().unwrap());
        assert_ne!(first, Generated { seed: 2, ..Generated::default() }.build().unwrap());
    }

    #[test]
    fn the_usual_organization_has_160_repositories_and_about_200_open_pull_requests() {
        let world = Generated::default().build().unwrap();
        let organization = world.organization("brightwater").unwrap();
        let repositories: Vec<_> =
            world.repositories.values().filter(|repository| repository.owner_id == organization.id).collect();
        let open: usize = repositories.iter().map(|repository| repository.open_pull_requests().count()).sum();
        let drafts =
            repositories.iter().flat_map(|repository| repository.open_pull_requests()).filter(|pull| pull.is_draft);
        assert_eq!(repositories.len(), 160);
        assert!((180..=220).contains(&open), "{open}");
        assert!(drafts.count() > 10);
        assert_eq!(organization.members.len(), 12);
        assert!(world.people().any(|person| world.memberships_of(person.id).next().is_none()));
    }

    #[test]
    fn growing_the_organization_leaves_what_it_had() {
        let small = Generated { repositories: 20, ..Generated::default() }.build().unwrap();
        let large = Generated { repositories: 400, ..Generated::default() }.build().unwrap();
        let name = repository_name(15);
        assert_eq!(small.repository("brightwater", &name), large.repository("brightwater", &name));
    }

    #[test]
    fn a_thousand_pull_requests_have_names_and_ids_of_their_own() {
        let world = Generated { busiest_pull_requests: 1_000, ..Generated::default() }.build().unwrap();
        let busiest = world.repository("brightwater", &repository_name(BUSIEST)).unwrap();
        let open: Vec<_> = busiest.open_pull_requests().collect();
        let heads: std::collections::BTreeSet<_> = open.iter().map(|pull| &pull.head.name).collect();
        let titles: std::collections::BTreeSet<_> = open.iter().map(|pull| &pull.title).collect();
        assert_eq!((open.len(), heads.len(), titles.len()), (1_000, 1_000, 1_000));
    }

    #[test]
    fn every_branch_exists_and_has_a_name_that_git_allows() {
        let world = Generated::default().build().unwrap();
        for repository in world.repositories.values() {
            assert!(repository.branches.keys().all(|name| is_branch_name(name)));
            for pull in repository.open_pull_requests() {
                let head = &world.repositories[&pull.head.repository_id.unwrap()];
                assert_eq!(head.branches[&pull.head.name].sha, pull.head.sha, "{}", pull.title);
                assert_eq!(repository.branches[&pull.base_ref].sha, pull.base_sha);
                assert!(world.accounts.contains_key(&pull.author_id) && pull.updated_at >= pull.created_at);
            }
            assert!(repository.pull_requests.values().is_sorted_by_key(|pull| pull.created_at));
        }
    }

    #[test]
    fn two_forks_and_the_repository_itself_share_a_head_branch_name() {
        let world = Generated::default().build().unwrap();
        let forked = world.repository("brightwater", &repository_name(FORKED)).unwrap();
        let same = forked.open_pull_requests().filter(|pull| pull.head.name == "patch-1");
        let homes: std::collections::BTreeSet<_> = same.map(|pull| pull.head.repository_id).collect();
        assert_eq!(homes.len(), 3);
    }

    #[test]
    fn an_organization_cannot_take_the_login_of_a_person() {
        assert!(Generated { organization: "Alice".into(), ..Generated::default() }.build().is_err());
    }
}
