//! Reads who somebody is, where they belong and what there is to do first.

use contracts::{
    UserId,
    user::{App, GetApp},
};
use runtime::{Handled, Reader};

use crate::store;

pub async fn app(reader: Reader, user_id: UserId, _: GetApp) -> Handled<App> {
    let account = store::accounts::read(reader.db(), &user_id).await?;
    Ok(account.app(store::memberships::list(reader.db(), &user_id).await?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Bob;

    #[tokio::test]
    async fn looking_for_somebody_who_has_never_signed_in_makes_nobody() {
        let bob = Bob::unknown().await;
        let before = bob.service.rows().await;
        assert_eq!(bob.query_refused(&GetApp {}).await, "user.unknown");
        assert_eq!(bob.service.rows().await, before);
    }
}
