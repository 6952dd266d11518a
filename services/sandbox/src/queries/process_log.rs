//! What a process has printed, page by page.

use std::sync::Arc;

use contracts::{
    RefusalKind, TaskKey, limit,
    sandbox::{ProcessLog, ProcessLogPage, TerminalTopic},
};
use runtime::{Failure, Handled, Reader};

use crate::terminals::Terminals;

pub async fn process_log(
    reader: Reader,
    key: TaskKey,
    query: ProcessLog,
    terminals: Arc<Terminals>,
) -> Handled<ProcessLogPage> {
    if let Some(limit) = query.limit.filter(|limit| !(1..=limit::LOG_BYTES).contains(limit)) {
        let message = format!("the limit is {limit}; it may be 1 to {}", limit::LOG_BYTES);
        return Err(Failure::refused(RefusalKind::Invalid, "sandbox.limit_is_out_of_range", message));
    }
    let topic = TerminalTopic { task: key, process_id: query.process_id.clone() };
    Ok(terminals.page(&reader, topic, &query).await?)
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{CreateProcess, Encoding};

    use super::*;
    use crate::testing::Acme;

    #[tokio::test]
    async fn what_is_not_there_and_what_makes_no_sense_is_refused() {
        let acme = Acme::ready().await;
        let process_id = acme.done(&CreateProcess::default()).await.process_id;
        let query = ProcessLog { process_id, since: None, limit: Some(0), encoding: Encoding::Base64 };
        assert_eq!(acme.query_refused(&query).await, "sandbox.limit_is_out_of_range");
        let unknown = ProcessLog { process_id: "p-9".parse().unwrap(), limit: None, ..query };
        assert_eq!(acme.query_refused(&unknown).await, "sandbox.process_unknown");
    }
}
