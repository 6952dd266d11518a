//! One person's membership of an organization.

use contracts::{
    AccountId, UserId,
    organization::{Member, Role},
};
use github_api::ApiError;
use serde::{Deserialize, Serialize};

use super::{
    As, Github, GithubError,
    text::{Line, Name},
};

/// What GitHub says of one person's membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Membership {
    Active(Member),
    /// They do not belong, or have not accepted yet. GitHub says the same of an organization that is called otherwise now.
    None,
    /// GitHub refuses to say: the App may not see who belongs, or comes from an address that may not.
    NotShown,
    /// The answer is about somebody else, or another organization: a login was taken by another.
    SomebodyElses,
}

#[derive(Deserialize)]
struct Found {
    /// `active` or `pending`
    state: String,
    role: String,
    user: Person,
    organization: Organization,
}

#[derive(Deserialize)]
struct Person {
    id: u64,
    login: Name,
    avatar_url: Option<Line>,
}

/// What somebody is called now.
#[derive(Deserialize)]
struct Called {
    login: Name,
}

#[derive(Deserialize)]
struct Organization {
    id: u64,
}

/// Whose membership is asked for, and of what: by the logins that GitHub wants to be asked by, and the numbers that the
/// answer must have.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MembershipOf {
    pub organization_login: String,
    pub account_id: AccountId,
    pub login: String,
    pub user_id: UserId,
}

impl Github {
    /// Asks by the login that is known.
    pub async fn membership_of(&self, installation_id: u64, asked: &MembershipOf) -> Result<Membership, GithubError> {
        let MembershipOf { organization_login, login, .. } = asked;
        let url = self.0.api.url(&format!("/orgs/{organization_login}/memberships/{login}"));
        match self.get(As::Installation(installation_id), &url, None).await {
            Ok(answer) => Ok(answer.json::<Found>()?.of(asked)),
            Err(GithubError::Api(ApiError::NotFound { .. })) => Ok(Membership::None),
            Err(GithubError::Api(ApiError::Refused { status: 403, .. })) => Ok(Membership::NotShown),
            Err(error) => Err(error),
        }
    }

    /// Asks whatever they are called now: who is not found by the login that is known is looked for by their number.
    pub async fn membership_by_number(
        &self,
        installation_id: u64,
        asked: &MembershipOf,
    ) -> Result<Membership, GithubError> {
        let answer = self.membership_of(installation_id, asked).await?;
        let Some(number) = asked.user_id.number().filter(|_| answer.may_be_renamed()) else { return Ok(answer) };
        let url = self.0.api.url(&format!("/user/{number}"));
        let Some(person) = self.get_if_there::<Called>(As::Installation(installation_id), &url).await? else {
            return Ok(Membership::None);
        };
        let login = person.login.0;
        if login.eq_ignore_ascii_case(&asked.login) {
            return Ok(answer);
        }
        self.membership_of(installation_id, &MembershipOf { login, ..asked.clone() }).await
    }
}

impl Membership {
    const fn may_be_renamed(&self) -> bool {
        matches!(self, Self::None | Self::SomebodyElses)
    }
}

impl Found {
    fn of(self, asked: &MembershipOf) -> Membership {
        let Self { state, role, user, organization } = self;
        let is_theirs = UserId::for_number(user.id) == asked.user_id;
        if !is_theirs || AccountId::for_number(organization.id) != asked.account_id {
            return Membership::SomebodyElses;
        }
        if state != "active" {
            return Membership::None;
        }
        // The lesser role for a word that GitHub may come to use.
        let role = if role == "admin" { Role::Admin } else { Role::Member };
        let Person { login, avatar_url, .. } = user;
        let (login, avatar_url, user_id) = (login.0, avatar_url.map(|url| url.0), asked.user_id.clone());
        Membership::Active(Member { user_id, login, name: None, avatar_url, role, linked: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> MembershipOf {
        MembershipOf {
            organization_login: "acme".into(),
            account_id: AccountId::for_number(42),
            login: "bob".into(),
            user_id: UserId::for_number(7),
        }
    }

    fn found(state: &str, user: u64, organization: u64) -> Membership {
        let answer = serde_json::json!({"state": state, "role": "admin", "organization": {"id": organization},
                                        "user": {"id": user, "login": "Bob", "avatar_url": null}});
        serde_json::from_value::<Found>(answer).unwrap().of(&asked())
    }

    #[test]
    fn an_answer_is_about_whom_its_numbers_name() {
        let Membership::Active(bob) = found("active", 7, 42) else { panic!("bob belongs") };
        assert_eq!((bob.user_id.as_str(), bob.login.as_str(), bob.role), ("u7", "Bob", Role::Admin));
        assert_eq!(found("pending", 7, 42), Membership::None);
        assert_eq!(found("active", 8, 42), Membership::SomebodyElses);
        assert_eq!(found("active", 7, 43), Membership::SomebodyElses);
    }
}
