//! People who sign in, in turn. A browser does not try again by itself, so a failed sign-in is an error and no more.

use std::sync::Arc;
use std::time::Duration;

use super::caller::Caller;
use crate::stage::Stage;

/// Members of the organization.
const PEOPLE: [&str; 8] = ["bob", "carol", "dave", "erin", "grace", "heidi", "ivan", "judy"];

const PAUSE: Duration = Duration::from_secs(2);

pub async fn sign_in(caller: Caller, stage: Arc<Stage>) {
    for login in PEOPLE.into_iter().cycle() {
        if caller.is_over() {
            return;
        }
        match stage.fleet.sign_in(login).await {
            Ok(person) => caller.ledger.notes().signed_in(person),
            Err(_) => caller.ledger.error("a sign-in failed"),
        }
        caller.pause(PAUSE).await;
    }
}
