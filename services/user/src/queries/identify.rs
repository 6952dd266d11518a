//! Tells the gateways whose credential this is, and what they may do.

use contracts::{
    CredentialHash,
    user::{Identified, Identify},
};
use runtime::{Handled, Reader};

use crate::store;

pub async fn identify(reader: Reader, credential: CredentialHash, _: Identify) -> Handled<Identified> {
    Ok(Identified { person: store::credentials::identify(reader.db(), &credential, reader.now).await? })
}

#[cfg(test)]
mod tests {
    use contracts::{
        organization::Role,
        user::{Credential, Person, RegisterApiToken, TokenScope},
    };

    use super::*;
    use crate::testing::{Bob, MONTH_MS, credential, membership, new_credential};

    async fn person(bob: &Bob, hash: &CredentialHash) -> Option<Person> {
        bob.service.query(hash, &Identify {}).await.unwrap().person
    }

    #[tokio::test]
    async fn a_person_is_known_by_a_sign_in_with_what_the_gateways_were_told() {
        let bob = Bob::signed_in().await;
        let handling = bob.send(&membership("acme", Some(Role::Admin))).await;

        let found = person(&bob, &credential(1)).await.unwrap();
        assert_eq!((found.user_id, found.login.as_str()), (bob.key.clone(), "bob"));
        let Credential::SignIn { sign_in_id, .. } = found.credential else { panic!("a sign-in") };
        assert_eq!(sign_in_id, bob.sign_in(1).sign_in_id);
        let shown = &handling.shown()[0];
        assert_eq!((shown.revision, shown.value.clone()), (found.revision, Some(serde_json::json!(found.access))));
    }

    #[tokio::test]
    async fn what_is_over_or_nobodys_is_nobodys() {
        let bob = Bob::signed_in().await;
        let wish = RegisterApiToken {
            api_token_id: "token-1".parse().unwrap(),
            credential: new_credential(),
            name: "CI".into(),
            scope: TokenScope::Admin,
            organizations: vec![],
            expires_at: Some(bob.service.now() + 1_000_000),
        };
        bob.done(&wish).await;
        assert_eq!(person(&bob, &wish.credential).await.unwrap().access.api_tokens, [wish.api_token_id]);

        bob.waits(1_000_000).await;
        assert_eq!(person(&bob, &wish.credential).await, None);
        assert_eq!(person(&bob, &credential(1)).await.unwrap().access.api_tokens, []);
        bob.waits(MONTH_MS).await;
        for hash in [credential(1), credential(77), "no-hash".parse().unwrap()] {
            assert_eq!(person(&bob, &hash).await, None);
        }
    }
}
