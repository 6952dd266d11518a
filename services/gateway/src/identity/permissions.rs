//! What a person may do at present, and by which of their sign-ins and tokens.

use std::collections::{HashMap, HashSet};

use contracts::{
    ApiTokenId, OrganizationId, SignInId,
    organization::Role,
    user::{AccessRead, Credential},
};

/// One revision of a person's access. Shared by all that is known of them in this process.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions {
    pub revision: i64,
    roles: HashMap<OrganizationId, Role>,
    sign_ins: HashSet<SignInId>,
    api_tokens: HashSet<ApiTokenId>,
}

impl Permissions {
    pub fn new(revision: i64, access: AccessRead) -> Self {
        let roles = access.organizations.into_iter().map(|it| (it.organization_id, it.role));
        Self {
            revision,
            roles: roles.collect(),
            sign_ins: access.sign_ins.into_iter().collect(),
            api_tokens: access.api_tokens.into_iter().collect(),
        }
    }

    /// `None`: the person does not belong there.
    pub fn role(&self, organization_id: &OrganizationId) -> Option<Role> {
        self.roles.get(organization_id).copied()
    }

    /// Where the person belongs, by id.
    pub fn roles(&self) -> Vec<(&OrganizationId, Role)> {
        let mut roles: Vec<_> = self.roles.iter().map(|(organization_id, role)| (organization_id, *role)).collect();
        roles.sort_by_key(|(organization_id, _)| *organization_id);
        roles
    }

    /// Whether the sign-in or token has not ended.
    pub fn is_in_force(&self, credential: &Credential) -> bool {
        match credential {
            Credential::SignIn { sign_in_id, .. } => self.sign_ins.contains(sign_in_id),
            Credential::ApiToken(token) => self.api_tokens.contains(&token.api_token_id),
        }
    }
}
