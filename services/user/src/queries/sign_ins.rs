//! Lists where a person is signed in.

use contracts::{
    UserId,
    user::{ListSignIns, SignInList},
};
use runtime::{Handled, Reader};

use crate::store;

pub async fn sign_ins(reader: Reader, user_id: UserId, _: ListSignIns) -> Handled<SignInList> {
    store::accounts::read(reader.db(), &user_id).await?;
    Ok(SignInList { sign_ins: store::sign_ins::list(reader.db(), &user_id, reader.now).await? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Bob, MONTH_MS};

    #[tokio::test]
    async fn the_one_that_was_used_last_comes_first_and_what_is_over_does_not_come() {
        let bob = Bob::signed_in().await;
        bob.waits(MONTH_MS - 1_000_000).await;
        bob.done(&bob.sign_in(2)).await;
        bob.waits(10).await;
        bob.done(&bob.sign_in(3)).await;
        let ids = async || {
            let listed = bob.asks(&ListSignIns {}).await.sign_ins;
            listed.into_iter().map(|listed| listed.sign_in_id.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(ids().await, ["sign-in-3", "sign-in-2", "sign-in-1"]);
        bob.waits(1_000_000).await;
        assert_eq!(ids().await, ["sign-in-3", "sign-in-2"]);
        assert_eq!(Bob::unknown().await.query_refused(&ListSignIns {}).await, "user.unknown");
    }
}
