//! Adds one event.

use contracts::{
    OrganizationId,
    audit_log::{Append, Appended},
};
use runtime::{Cx, Handled};

use crate::store;

/// A message that comes twice adds one event: the second finds its outcome in the journal.
pub async fn append(cx: &mut Cx, organization_id: OrganizationId, command: Append) -> Handled<Appended> {
    let event_id = store::append(cx.write(), &organization_id, &command).await?;

    Ok(Appended { event_id })
}
