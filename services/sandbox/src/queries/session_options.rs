//! What can be set of a session's agent.

use contracts::{
    TaskKey,
    sandbox::{SessionOptionList, SessionOptions},
};
use runtime::{Handled, Reader};

use crate::store;

pub async fn session_options(reader: Reader, key: TaskKey, query: SessionOptions) -> Handled<SessionOptionList> {
    let session = store::sessions::find(reader.db(), &key, &query.session_id).await?;
    Ok(SessionOptionList { options: session.unwrap_or_default().options })
}
