//! Reads events, newest first.

use contracts::{
    OrganizationId,
    audit_log::{EventPage, List},
    limit,
};
use runtime::{Handled, Reader};

use crate::{error::AuditLogError, store};

const DEFAULT_ROWS: u32 = 100;

pub async fn list(reader: Reader, organization_id: OrganizationId, query: List) -> Handled<EventPage> {
    let rows = rows(query.limit)?;

    // One more than asked for says whether there is a next page.
    let mut events = store::newest(reader.db(), &organization_id, &query, i64::from(rows) + 1).await?;
    let there_is_more = events.len() > rows as usize;
    events.truncate(rows as usize);

    let next = events.last().filter(|_| there_is_more).map(|event| event.event_id);
    Ok(EventPage { events, next })
}

fn rows(limit: Option<u32>) -> Result<u32, AuditLogError> {
    let rows = limit.unwrap_or(DEFAULT_ROWS);
    if (1..=limit::PAGE_ROWS).contains(&rows) { Ok(rows) } else { Err(AuditLogError::LimitIsOutOfRange { got: rows }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_100_events_unless_another_number_is_asked_for() {
        assert_eq!(rows(None), Ok(100));
        assert_eq!(rows(Some(200)), Ok(200));
    }

    #[test]
    fn a_page_of_none_or_too_many_is_refused() {
        assert_eq!(rows(Some(0)), Err(AuditLogError::LimitIsOutOfRange { got: 0 }));
        assert_eq!(rows(Some(201)), Err(AuditLogError::LimitIsOutOfRange { got: 201 }));
    }
}
