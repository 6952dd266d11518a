//! New people, and their tokens.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Change;
use super::accounts::refuse_bad_login;
use crate::refusal::Refusal;
use crate::render;
use crate::state::State;
use crate::tokens::USUAL_SCOPES;
use crate::world::{Account, AccountKind, now};

/// Signs somebody new up.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AddPerson {
    pub login: String,
    pub name: Option<String>,
    pub email: Option<String>,
}

/// Gives out a token as if the person had signed in, without the pages.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignIn {
    pub login: String,
    /// The scopes of our own application, unless given.
    pub scopes: Option<Vec<String>>,
}

/// Makes every token of a person invalid, as when they revoke the App on their settings page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RevokeTokens {
    pub login: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct SignedIn {
    pub access_token: String,
}

impl Change for AddPerson {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        refuse_bad_login(state, &self.login)?;
        let id = state.world.next_id();
        let email = self.email.unwrap_or_else(|| format!("{}@example.com", self.login));
        let person = Account {
            id,
            login: self.login,
            kind: AccountKind::User,
            name: self.name,
            email: Some(email),
            email_is_public: false,
            description: None,
            avatar_url: None,
            members: Vec::new(),
            created_at: now(),
        };
        let rendered = render::account_in_full(&state.world, &person);
        state.world.accounts.insert(id, person);
        Ok(rendered)
    }
}

impl Change for SignIn {
    type Outcome = SignedIn;

    fn apply(self, state: &mut State) -> Result<SignedIn, Refusal> {
        let user_id = state.world.require_account(&self.login)?.id;
        let scopes = self.scopes.unwrap_or_else(|| USUAL_SCOPES.map(str::to_owned).to_vec());
        Ok(SignedIn { access_token: state.tokens.issue_to_user(user_id, scopes) })
    }
}

/// Lets a person's tokens that end run out now.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExpireTokens {
    pub login: String,
}

impl Change for ExpireTokens {
    type Outcome = ();

    fn apply(self, state: &mut State) -> Result<(), Refusal> {
        let user_id = state.world.require_account(&self.login)?.id;
        state.tokens.expire_user(user_id, now());
        Ok(())
    }
}

impl Change for RevokeTokens {
    type Outcome = ();

    fn apply(self, state: &mut State) -> Result<(), Refusal> {
        let person = state.world.require_account(&self.login)?;
        let payload = json!({"action": "revoked", "sender": render::account(&state.world, person)});
        let user_id = person.id;
        state.tokens.revoke_user(user_id);
        state.webhooks.deliver("github_app_authorization", &payload);
        Ok(())
    }
}
