//! The people of an account.

use std::collections::BTreeMap;

use contracts::{
    UserId,
    organization::{Member, Role},
};
use serde::Deserialize;

use super::{
    As, Github, GithubError,
    paging::PER_PAGE,
    text::{Line, Name},
};

#[derive(Debug, Deserialize)]
struct Person {
    id: u64,
    login: Name,
    /// Only in a person's own page; a list leaves it out.
    name: Option<Line>,
    avatar_url: Option<Line>,
}

impl Github {
    /// An organization's members. One list for each role, because a list does not say roles, and asking for each
    /// member would cost a request each.
    pub async fn members(&self, installation_id: u64, login: &str) -> Result<Vec<Member>, GithubError> {
        let of_role = async |query: &str, role| {
            let path = format!("/orgs/{login}/members?role={query}&{PER_PAGE}");
            let people = self.list::<Vec<Person>, _>(As::Installation(installation_id), &path, None).await?;
            Ok::<_, GithubError>(people.map(|person| person.with(role)).items())
        };
        let mut people = of_role("member", Role::Member).await?;
        people.extend(of_role("admin", Role::Admin).await?);
        // Whoever is promoted between the two lists is in both, and what was read last is the newer.
        let by_id: BTreeMap<_, _> = people.into_iter().map(|member| (member.user_id.clone(), member)).collect();
        Ok(by_id.into_values().collect())
    }

    /// The person whose account it is: the only member of a personal account.
    pub async fn person(&self, installation_id: u64, login: &str) -> Result<Member, GithubError> {
        let url = self.0.api.url(&format!("/users/{login}"));
        let person: Person = self.get(As::Installation(installation_id), &url, None).await?.json()?;
        Ok(person.with(Role::Admin))
    }
}

impl Person {
    fn with(self, role: Role) -> Member {
        let user_id = UserId::for_number(self.id);
        let (login, name) = (self.login.0, self.name.map(|name| name.0));
        Member { user_id, login, name, avatar_url: self.avatar_url.map(|url| url.0), role, linked: false }
    }
}
