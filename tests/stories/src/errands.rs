//! Errands of a notebook, as their actor's people see them.

use contracts::{
    Key, Outcome, TaskKey,
    runtime_messages::{WorkflowRun, WorkflowRuns, WorkflowStatus},
};
use runtime::Caller;
use serde_json::json;

use crate::{
    World,
    notebook::{Errand, ErrandStarted, StartErrand, Step},
    until,
};

impl World {
    /// Sets out on an errand, or joins the one with this id.
    pub async fn sets_out(&self, key: &TaskKey, errand_id: &str, steps: &[Step]) -> ErrandStarted {
        self.starts(key, errand_id, steps, false).await
    }

    /// The same, with another run to follow the one that is joined.
    pub async fn sets_out_again(&self, key: &TaskKey, errand_id: &str, steps: &[Step]) -> ErrandStarted {
        self.starts(key, errand_id, steps, true).await
    }

    async fn starts(&self, key: &TaskKey, errand_id: &str, steps: &[Step], again: bool) -> ErrandStarted {
        let errand = Errand { steps: steps.to_vec() };
        let command = StartErrand { errand_id: errand_id.to_owned(), errand, again };
        match self.person("bob").asks(key, &command).await {
            Outcome::Done { reply, .. } => serde_json::from_value(reply).expect("a started errand"),
            outcome => panic!("{outcome:?}"),
        }
    }

    /// One run with its steps.
    pub async fn run(&self, key: &TaskKey, run_id: &str) -> WorkflowRun {
        let answer = self.inspects("workflow", key, &json!({ "runId": run_id })).await;
        serde_json::from_value(answer).expect("a run")
    }

    /// Every run of an actor, newest first.
    pub async fn runs(&self, key: &TaskKey) -> Vec<WorkflowRun> {
        let answer = self.inspects("workflows", key, &json!({})).await;
        serde_json::from_value::<WorkflowRuns>(answer).expect("runs").runs
    }

    /// Waits until a run stands so.
    pub async fn comes_to(&self, key: &TaskKey, run_id: &str, status: WorkflowStatus) -> WorkflowRun {
        let found = until("the run's status", async || {
            let run = self.run(key, run_id).await;
            let ended = [WorkflowStatus::Done, WorkflowStatus::Failed, WorkflowStatus::Cancelled].contains(&run.status);
            (run.status == status || ended).then_some(run)
        });
        let run = found.await;
        assert_eq!(run.status, status, "{run:#?}");
        run
    }

    /// Stops a run; whether there was one to stop.
    pub async fn cancels(&self, key: &TaskKey, run_id: &str) -> bool {
        let bob = self.person("bob");
        let subject = format!("task.command.cancelWorkflow.{}", key.tokens());
        match bob.insists(&bob.raw(&subject, json!({ "runId": run_id }).to_string())).await {
            Outcome::Done { reply, .. } => reply["cancelled"] == true,
            outcome => panic!("{outcome:?}"),
        }
    }

    async fn inspects(&self, query: &str, key: &TaskKey, body: &serde_json::Value) -> serde_json::Value {
        let subject = format!("task.query.{query}.{}", key.tokens());
        let caller = Caller::token("story");
        until(query, async || {
            let answer = self.client.query_raw(&subject, body.to_string().into(), &caller).await;
            match answer {
                Ok(answer) => Some(serde_json::from_slice(&answer).expect("JSON")),
                Err(runtime::QueryError::Unavailable(_)) => None,
                Err(error) => panic!("{query}: {error}"),
            }
        })
        .await
    }
}
