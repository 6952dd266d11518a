//! Who a person is, and the accounts that they belong to.

use contracts::{
    UserId,
    organization::{AccountKind, Role},
    user::Profile,
};
use serde::{Deserialize, Serialize};
use vault::Token;

use super::{Github, GithubError, Listed};

/// Everything that GitHub says of where a person belongs. Recorded by the workflow: no token is in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Belongings {
    pub profile: Profile,
    /// The person's own account first.
    pub accounts: Vec<AccountFound>,
    /// The numbers of the organizations that are left out because they ask for single sign-on.
    #[serde(default)]
    pub withheld: Vec<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountFound {
    /// GitHub's number of the account.
    pub number: u64,
    pub login: String,
    pub kind: AccountKind,
    pub role: Role,
    /// `None`: the App is not installed there, or the person is not shown that it is.
    pub installed: Option<Installed>,
}

/// The App at an account.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Installed {
    pub installation_id: u64,
    pub is_suspended: bool,
}

#[derive(Deserialize)]
struct User {
    id: u64,
    login: String,
    name: Option<String>,
    email: Option<String>,
    avatar_url: Option<String>,
}

#[derive(Deserialize)]
struct Membership {
    state: String,
    role: String,
    organization: Organization,
}

#[derive(Deserialize)]
struct Organization {
    id: u64,
    login: String,
}

/// A page of installations, which is wrapped.
#[derive(Deserialize)]
struct InstallationPage {
    installations: Vec<Installation>,
}

#[derive(Deserialize)]
struct Installation {
    id: u64,
    account: Option<Account>,
    suspended_at: Option<String>,
}

/// An enterprise has no login, and its number may be an organization's as well.
#[derive(Deserialize)]
struct Account {
    id: u64,
    login: Option<String>,
}

impl IntoIterator for InstallationPage {
    type Item = Installation;
    type IntoIter = std::vec::IntoIter<Installation>;
    fn into_iter(self) -> Self::IntoIter {
        self.installations.into_iter()
    }
}

impl Github {
    /// Asks who the token's person is, and where they belong. Refused when they are somebody else.
    pub async fn belongings(&self, user_id: &UserId, token: &Token) -> Result<Belongings, GithubError> {
        let user: User = self.get(token, &self.api.url("/user")).await?.json()?;
        if UserId::for_number(user.id) != *user_id {
            return Err(GithubError::WrongPerson);
        }
        let Listed { items: memberships, withheld } =
            self.list::<Vec<Membership>, _>(token, "/user/memberships/orgs").await?;
        let installations = self.installations(token).await?;

        let active = memberships.into_iter().filter(|membership| membership.state == "active");
        let mut accounts = vec![user.account()];
        accounts.extend(active.map(Membership::account));
        for account in &mut accounts {
            account.installed = installations.iter().find_map(|installation| installation.at(account.number));
        }
        let User { login, name, email, avatar_url, .. } = user;
        Ok(Belongings { profile: Profile { login, name, email, avatar_url }, accounts, withheld })
    }

    /// Where the person sees the App installed. A token that may not ask that (an OAuth App's) sees nothing; then the App
    /// itself will be asked.
    async fn installations(&self, token: &Token) -> Result<Vec<Installation>, GithubError> {
        match self.list::<InstallationPage, _>(token, "/user/installations").await {
            Err(GithubError::Refused { status: 403 | 404, .. }) => Ok(Vec::new()),
            listed => Ok(listed?.items),
        }
    }
}

impl User {
    fn account(&self) -> AccountFound {
        let (number, login, kind) = (self.id, self.login.clone(), AccountKind::Personal);
        AccountFound { number, login, kind, role: Role::Admin, installed: None }
    }
}

impl Membership {
    fn account(self) -> AccountFound {
        let Organization { id: number, login } = self.organization;
        // The lesser role for a word that GitHub may come to use.
        let role = if self.role == "admin" { Role::Admin } else { Role::Member };
        AccountFound { number, login, kind: AccountKind::Organization, role, installed: None }
    }
}

impl Installation {
    fn at(&self, number: u64) -> Option<Installed> {
        let is_there = self.account.as_ref().is_some_and(|account| account.id == number && account.login.is_some());
        is_there.then_some(Installed { installation_id: self.id, is_suspended: self.suspended_at.is_some() })
    }
}

#[cfg(test)]
mod tests {
    use github_api::ApiSettings;
    use github_standin::{
        GitHub as Standin, Options,
        changes::{RevokeTokens, SignIn, SuspendInstallation},
        generate,
    };

    use super::*;

    struct Asking {
        standin: Standin,
        github: Github,
    }

    impl Asking {
        async fn new() -> Self {
            let standin = Standin::start(Options::generated(3)).await.unwrap();
            let settings = ApiSettings { github_url: standin.base(), github_timeout_ms: 5_000 };
            // Pages of one, so that every list is read over several.
            let github = Github::with_pages_of(1, &settings).unwrap();
            Self { standin, github }
        }

        fn id(&self, login: &str) -> UserId {
            UserId::for_number(self.standin.world().account(login).unwrap().id)
        }

        async fn belongings(&self, login: &str) -> Result<Belongings, GithubError> {
            let token = Token::new(self.standin.sign_in(login).unwrap());
            self.github.belongings(&self.id(login), &token).await
        }
    }

    fn summary(belongings: &Belongings) -> Vec<(&str, AccountKind, Role)> {
        belongings.accounts.iter().map(|account| (account.login.as_str(), account.kind, account.role)).collect()
    }

    #[tokio::test]
    async fn a_person_belongs_to_themselves_and_to_their_organizations() {
        let asking = Asking::new().await;
        let alice = asking.belongings("alice").await.unwrap();
        let (personal, organization) = (AccountKind::Personal, AccountKind::Organization);
        let expected = [
            ("alice", personal, Role::Admin),
            ("brightwater", organization, Role::Admin),
            (generate::SECOND_ORGANIZATION, organization, Role::Member),
        ];
        assert_eq!(summary(&alice), expected);
        assert_eq!((alice.profile.login.as_str(), alice.profile.name.as_deref()), ("alice", Some("Alice Okafor")));

        let oscar = asking.belongings("oscar").await.unwrap();
        assert_eq!(summary(&oscar), [("oscar", personal, Role::Admin)]);
    }

    #[tokio::test]
    async fn an_installation_is_seen_with_its_state() {
        let asking = Asking::new().await;
        // An enterprise's stands in the same list.
        asking.standin.install_on_enterprise("acme-corp");
        let id = asking.standin.installation_id("brightwater").unwrap();
        let installed = asking.belongings("bob").await.unwrap().accounts[1].installed;
        assert_eq!(installed, Some(Installed { installation_id: id, is_suspended: false }));
        asking.standin.apply(SuspendInstallation { account: "brightwater".into(), by: None }).unwrap();
        let installed = asking.belongings("bob").await.unwrap().accounts[1].installed;
        assert_eq!(installed, Some(Installed { installation_id: id, is_suspended: true }));
        assert_eq!(asking.belongings("bob").await.unwrap().accounts[0].installed, None);
    }

    #[tokio::test]
    async fn an_organization_that_asks_for_single_sign_on_is_left_out_and_named() {
        let asking = Asking::new().await;
        let number = asking.standin.world().account("brightwater").unwrap().id;
        asking.standin.require_sso("brightwater");
        let bob = asking.belongings("bob").await.unwrap();
        assert_eq!((summary(&bob).len(), bob.withheld), (1, vec![number]));
        asking.standin.mend();
        assert!(asking.belongings("bob").await.unwrap().withheld.is_empty());
    }

    #[test]
    fn an_enterprise_is_no_account_whatever_its_number() {
        let installation = serde_json::json!({"id": 1, "account": {"id": 7, "slug": "acme"}, "suspended_at": null});
        let installation: Installation = serde_json::from_value(installation).unwrap();
        assert_eq!(installation.at(7), None);
    }

    #[tokio::test]
    async fn installations_that_may_not_be_asked_for_are_none() {
        let asking = Asking::new().await;
        for status in [403, 404] {
            asking.standin.fail_route(Some("GET /user/installations"), status, 1);
            let bob = asking.belongings("bob").await.unwrap();
            assert_eq!((bob.accounts.len(), bob.accounts[1].installed), (2, None));
        }
    }

    #[tokio::test]
    async fn a_revoked_token_and_somebody_elses_are_refused() {
        let asking = Asking::new().await;
        let token = Token::new(asking.standin.sign_in("bob").unwrap());
        let refused = asking.github.belongings(&asking.id("alice"), &token).await.unwrap_err();
        assert!(matches!(refused, GithubError::WrongPerson), "{refused}");
        asking.standin.apply(RevokeTokens { login: "bob".into() }).unwrap();
        let refused = asking.github.belongings(&asking.id("bob"), &token).await.unwrap_err();
        assert!(matches!(refused, GithubError::TokenRefused), "{refused}");
        let odd = asking.github.belongings(&asking.id("bob"), &Token::new("a\nb".into())).await.unwrap_err();
        assert!(matches!(odd, GithubError::TokenRefused), "{odd}");
    }

    #[tokio::test]
    async fn a_token_without_the_scope_is_told_apart() {
        let asking = Asking::new().await;
        let narrow = SignIn { login: "bob".into(), scopes: Some(vec!["user:email".into()]) };
        let token = Token::new(asking.standin.apply(narrow).unwrap().access_token);
        let refused = asking.github.belongings(&asking.id("bob"), &token).await.unwrap_err();
        assert!(matches!(refused, GithubError::Refused { status: 403, .. }), "{refused}");
        assert!(refused.to_string().contains("read:org scope") && !refused.is_passing(), "{refused}");
    }

    #[tokio::test]
    async fn a_used_up_rate_limit_says_when_it_ends() {
        let asking = Asking::new().await;
        asking.standin.set_rate_limit(1, Some(600));
        let refused = asking.belongings("bob").await.unwrap_err();
        let GithubError::RateLimited { resets_at } = refused else { panic!("{refused}") };
        assert!((1..=610_000).contains(&(resets_at - runtime::now())));
    }

    #[tokio::test]
    async fn trouble_passes() {
        let asking = Asking::new().await;
        asking.standin.fail_route(None, 502, 1);
        assert!(asking.belongings("bob").await.unwrap_err().is_passing());
        assert!(asking.belongings("bob").await.is_ok());
        let (id, token) = (asking.id("bob"), Token::new("gho_x".into()));
        asking.standin.stop().await;
        let unreachable = asking.github.belongings(&id, &token).await.unwrap_err();
        assert!(unreachable.is_passing() && !format!("{unreachable:?}").contains("gho_x"), "{unreachable}");
    }
}
