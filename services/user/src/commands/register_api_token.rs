//! Keeps what is needed to know a new API token again.

use contracts::{
    UserId, limit,
    user::{ApiToken, RegisterApiToken},
};
use runtime::{Cx, Handled};

use crate::{error::UserError, store, text, views};

/// A repeat with the same credential is the same token.
pub async fn register_api_token(cx: &mut Cx, user_id: UserId, command: RegisterApiToken) -> Handled<ApiToken> {
    store::accounts::read(cx.read().await?, &user_id).await?;
    let now = cx.now;
    let known = store::api_tokens::list(cx.read().await?, &user_id, now).await?;
    let holder = store::credentials::holder(cx.read().await?, &command.credential).await?;
    let own = (user_id.to_string(), command.api_token_id.to_string());
    let same = known.iter().find(|token| token.api_token_id == command.api_token_id);
    match (same, holder) {
        (Some(same), Some(holder)) if holder == own => return Ok(same.clone()),
        (None, None) => {}
        _ => return Err(UserError::CredentialIsTaken.into()),
    }
    if known.len() >= limit::API_TOKENS {
        return Err(UserError::TooManyApiTokens.into());
    }
    let credential = command.credential.clone();
    let token = parse(command, now)?;
    for organization_id in &token.organizations {
        store::memberships::must_belong(cx.read().await?, &user_id, organization_id).await?;
    }

    store::credentials::prune(cx.write().await?, &user_id, now).await?;
    store::api_tokens::insert(cx.write().await?, &user_id, &token, &credential).await?;

    views::access_changed(cx, &user_id).await?;
    Ok(token)
}

fn parse(command: RegisterApiToken, now: contracts::Millis) -> Result<ApiToken, UserError> {
    text::credential(&command.credential)?;
    if command.expires_at.is_some_and(|expires_at| expires_at <= now) {
        return Err(UserError::ExpiryIsPast);
    }
    let mut organizations = command.organizations;
    organizations.sort();
    organizations.dedup();
    if organizations.len() > limit::ORGANIZATIONS {
        return Err(UserError::TooManyOrganizations);
    }
    Ok(ApiToken {
        api_token_id: command.api_token_id,
        name: text::name(&command.name)?,
        scope: command.scope,
        organizations,
        created_at: now,
        expires_at: command.expires_at,
    })
}

#[cfg(test)]
mod tests {
    use contracts::user::{Credential, Identify, ListApiTokens, TokenScope};

    use super::*;
    use crate::testing::{Bob, acme, credential, new_credential};

    fn wish(number: u64) -> RegisterApiToken {
        RegisterApiToken {
            api_token_id: format!("token-{number}").parse().unwrap(),
            credential: credential(9_000 + number),
            name: " CI ".into(),
            scope: TokenScope::Write,
            organizations: vec![],
            expires_at: None,
        }
    }

    #[tokio::test]
    async fn a_token_is_known_by_its_credential_from_now_on() {
        let bob = Bob::in_acme().await;
        let wish = RegisterApiToken { organizations: vec![acme(), acme()], ..wish(1) };
        let handling = bob.send(&wish).await;

        let token = handling.outcome.as_ref().unwrap();
        assert_eq!((token.name.as_str(), token.organizations.as_slice()), ("CI", [acme()].as_slice()));
        assert_eq!(handling.shown()[0].value.as_ref().unwrap()["apiTokens"], serde_json::json!(["token-1"]));
        assert_eq!(bob.asks(&ListApiTokens {}).await.api_tokens, std::slice::from_ref(token));
        let person = bob.service.query(&wish.credential, &Identify {}).await.unwrap().person.unwrap();
        assert_eq!((person.user_id, person.credential), (bob.key.clone(), Credential::ApiToken(token.clone())));
    }

    #[tokio::test]
    async fn the_same_again_is_the_same_token() {
        let bob = Bob::signed_in().await;
        let token = bob.done(&wish(1)).await;
        assert_eq!(bob.done_without_change(&RegisterApiToken { name: "Other".into(), ..wish(1) }).await, token);
    }

    #[tokio::test]
    async fn anothers_credential_or_id_is_refused() {
        let bob = Bob::signed_in().await;
        bob.done(&wish(1)).await;
        for taken in [
            RegisterApiToken { credential: credential(1), ..wish(2) },
            RegisterApiToken { credential: wish(1).credential, ..wish(2) },
            RegisterApiToken { credential: new_credential(), ..wish(1) },
        ] {
            bob.refused(&taken, "user.credential_is_taken").await;
        }
    }

    #[tokio::test]
    async fn what_is_no_token_is_refused() {
        let bob = Bob::signed_in().await;
        for (odd, code) in [
            (RegisterApiToken { name: " ".into(), ..wish(1) }, "user.name_is_blank"),
            (RegisterApiToken { name: "a\nb".into(), ..wish(1) }, "user.name_is_not_one_line"),
            (RegisterApiToken { name: "x".repeat(101), ..wish(1) }, "user.name_is_too_long"),
            (RegisterApiToken { credential: "ab".parse().unwrap(), ..wish(1) }, "user.credential_is_malformed"),
            (RegisterApiToken { expires_at: Some(1), ..wish(1) }, "user.expiry_is_past"),
            (RegisterApiToken { organizations: vec![acme()], ..wish(1) }, "user.not_a_member"),
        ] {
            bob.refused(&odd, code).await;
        }
        Bob::unknown().await.refused(&wish(1), "user.unknown").await;
    }

    #[tokio::test]
    async fn there_are_at_most_fifty_and_those_that_are_over_do_not_count() {
        let bob = Bob::signed_in().await;
        let hour = Some(bob.service.now() + 3_600_000);
        for number in 1..=50 {
            bob.done(&RegisterApiToken { expires_at: hour, ..wish(number) }).await;
        }
        bob.refused(&wish(51), "user.too_many_api_tokens").await;
        bob.waits(3_600_000).await;
        bob.done(&wish(51)).await;
        let rows: i64 =
            sqlx::query_scalar("SELECT count(*) FROM api_tokens").fetch_one(bob.service.pool()).await.unwrap();
        assert_eq!(rows, 1);
    }
}
