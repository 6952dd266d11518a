//! The query of an organization about all actors of the service that it has: which runs are under way, which have failed.

use std::{collections::BTreeSet, sync::Arc};

use contracts::{
    limit,
    runtime_messages::{GetRuns, OrganizationRun, OrganizationRuns, WorkflowStatus},
};

use super::page::{self, rows};
use crate::{
    handler::{failure::Handled, reader::Reader},
    service::{Reply, reply},
    store::pages::{self, Wanted},
};

/// Rows without a limit given.
const ROWS: u32 = 50;

/// `workflows`: those that the service has.
pub async fn runs(reader: Reader, organization: String, asked: GetRuns, workflows: Arc<[String]>) -> Handled<Reply> {
    let rows = rows(asked.limit, ROWS, limit::PAGE_ROWS)?;
    let wanted = Wanted {
        organization: &organization,
        statuses: wanted(&asked.statuses),
        workflow: asked.workflow.as_deref(),
        before: page::behind(asked.after.as_deref())?,
        rows: rows + 1,
    };
    let read = pages::newest_runs_of_organization(&wanted);
    let page = page::read(reader.db(), read, rows, pages::organization_run).await?;
    let next = page.next(|last: &OrganizationRun| page::run_cursor((last.started_at, &last.run_id)));
    reply(&OrganizationRuns { next, runs: page.rows, workflows: workflows.to_vec() })
}

/// Each of these once; all there are when none is named.
fn wanted(statuses: &[WorkflowStatus]) -> Vec<&'static str> {
    let named: BTreeSet<_> = statuses.iter().map(|status| status.word()).collect();
    if named.is_empty() { WorkflowStatus::ALL.map(WorkflowStatus::word).to_vec() } else { named.into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use contracts::{Actor, Millis, limit, runtime_messages::LastStep};
    use messaging::{Caller, now};
    use serde_json::{Value, json};
    use sqlx::{AssertSqlSafe, Execute, Executor, PgPool, Row, migrate::Migrator};
    use test_postgres::LentDatabase;

    use super::*;
    use crate::store::{migrate, pool};

    /// The runs of a service, all in one table.
    struct Runs {
        database: pool::Database,
        _lent: LentDatabase,
    }

    impl Runs {
        async fn none() -> Self {
            let lent = LentDatabase::for_service("task").await.unwrap();
            migrate::migrate(&lent.url, &Migrator::DEFAULT).await.unwrap();
            let database = pool::open(&lent.url, 2).await.unwrap();
            database.writing.execute("truncate workflows cascade").await.unwrap();
            Self { database, _lent: lent }
        }

        fn pool(&self) -> &PgPool {
            &self.database.writing
        }

        async fn add(&self, run_id: &str, key: &str, workflow: &str, status: &str, began: Millis) {
            self.add_with(run_id, key, (workflow, status), began, &Value::Null).await;
        }

        async fn add_with(&self, run_id: &str, key: &str, is: (&str, &str), began: Millis, result: &Value) {
            sqlx::query(
                "insert into workflows (run_id, workflow, workflow_id, actor_key, input, status, result, sent_by, caused_by,
                                        started_at, updated_at)
                 values ($1, $2, $1, $3, '{}', $4, $5, 'user:u1', '', $6, $6)",
            )
            .bind(run_id)
            .bind(is.0)
            .bind(key)
            .bind(is.1)
            .bind(result)
            .bind(began)
            .execute(self.pool())
            .await
            .unwrap();
        }

        /// What acme is answered.
        async fn asked(&self, asked: Value) -> OrganizationRuns {
            let asked = serde_json::from_value(asked).unwrap();
            serde_json::from_str(self.answer(asked).await.unwrap().get()).unwrap()
        }

        async fn answer(&self, asked: GetRuns) -> Handled<Reply> {
            let (pool, caller) = (self.database.reading.clone(), Caller::service(Actor::Task));
            let reader = Reader { now: now(), caller, pool, client: None };
            runs(reader, "acme".to_owned(), asked, Arc::new(["turn".to_owned()])).await
        }

        /// The ids of what acme is answered.
        async fn ids(&self, asked: Value) -> Vec<String> {
            self.asked(asked).await.runs.into_iter().map(|run| run.run_id).collect()
        }

        /// The ids of all pages, and how many pages there were.
        async fn pages(&self, mut asked: Value) -> (Vec<String>, usize) {
            let (mut ids, mut pages) = (Vec::new(), 0);
            loop {
                let page = self.asked(asked.clone()).await;
                ids.extend(page.runs.into_iter().map(|run| run.run_id));
                pages += 1;
                let Some(next) = page.next else { return (ids, pages) };
                asked["after"] = next.into();
            }
        }
    }

    /// Tasks of acme, and of organizations whose names are like it.
    async fn some() -> Runs {
        let runs = Runs::none().await;
        for (run_id, key, workflow, status, began) in [
            ("a", "acme.t-1", "turn", "done", 10),
            ("b", "acme.t-2", "turn", "failed", 20),
            ("c", "acme.t-1", "gitRefresh", "running", 30),
            // In one millisecond with the one before.
            ("d", "acme.t-3", "turn", "waiting", 30),
            ("e", "acme.t-2", "turn", "sleeping", 40),
            ("f", "acme.t-1", "turn", "cancelled", 50),
            ("g", "acme", "fullSync", "done", 60),
            ("x", "acme-2.t-1", "turn", "failed", 70),
            ("y", "other.acme", "turn", "running", 80),
            ("z", "acm.e", "turn", "failed", 90),
        ] {
            runs.add(run_id, key, workflow, status, began).await;
        }
        runs
    }

    #[tokio::test]
    async fn an_organizations_runs_come_newest_first_page_by_page_and_nobody_elses() {
        let runs = some().await;
        let all = ["g", "f", "e", "d", "c", "b", "a"];
        assert_eq!(runs.ids(json!({})).await, all);
        for (rows, pages) in [(1, 7), (2, 4), (3, 3), (7, 1), (200, 1)] {
            let read = runs.pages(json!({ "limit": rows })).await;
            assert_eq!((read.0.iter().map(String::as_str).collect::<Vec<_>>(), read.1), (all.to_vec(), pages));
        }
        let answer = runs.asked(json!({})).await;
        assert_eq!(answer.workflows, ["turn"], "what can be asked for alone");
        let keys: Vec<_> = answer.runs.into_iter().map(|run| run.key).collect();
        assert_eq!(keys[..3], ["acme", "acme.t-1", "acme.t-2"]);
    }

    #[tokio::test]
    async fn what_is_under_way_and_what_has_failed_is_one_question_each() {
        let runs = some().await;
        assert_eq!(runs.ids(json!({ "statuses": ["waiting", "running", "sleeping"] })).await, ["e", "d", "c"]);
        assert_eq!(runs.ids(json!({ "statuses": ["failed"] })).await, ["b"]);
        assert_eq!(runs.ids(json!({ "statuses": ["failed", "failed", "cancelled"] })).await, ["f", "b"], "each once");
        let paged = runs.pages(json!({ "statuses": ["running", "sleeping", "waiting"], "limit": 1 })).await;
        assert_eq!(paged, (vec!["e".into(), "d".into(), "c".into()], 3));
    }

    #[tokio::test]
    async fn runs_of_one_workflow_are_asked_for_however_they_stand_and_in_one_way() {
        let runs = some().await;
        assert_eq!(runs.ids(json!({ "workflow": "gitRefresh" })).await, ["c"]);
        assert_eq!(runs.ids(json!({ "workflow": "turn", "statuses": ["done", "failed"] })).await, ["b", "a"]);
        assert_eq!(runs.pages(json!({ "workflow": "turn", "limit": 2 })).await.0, ["f", "e", "d", "b", "a"]);
        assert!(runs.ids(json!({ "workflow": "nonsense" })).await.is_empty());
    }

    #[tokio::test]
    async fn a_run_tells_its_last_step_and_what_it_failed_with() {
        let runs = Runs::none().await;
        let result = json!({ "code": "sandbox.gone", "message": "The sandbox is gone." });
        runs.add_with("a", "acme.t-1", ("turn", "failed"), 10, &result).await;
        runs.add("b", "acme.t-1", "provisioning", "sleeping", 20).await;
        runs.add("c", "acme.t-2", "turn", "done", 30).await;
        for sql in [
            "update workflows set last_error = 'GitHub is away', wakes_at = 99, epoch = 2,
                    traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' where run_id = 'b'",
            "update workflows set last_error = 'it failed once' where run_id = 'c'",
            "insert into workflow_steps (run_id, position, step, result, epoch, attempts, started_at, done_at)
             values ('b', 0, 'allocating', '{}', 1, 1, 20, 21), ('b', 1, 'cloning', '{}', 1, 4, 21, 25)",
        ] {
            runs.pool().execute(sql).await.unwrap();
        }
        let told = runs.asked(json!({})).await.runs;
        let [done, sleeping, failed] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!(failed.last_error.as_deref(), Some("The sandbox is gone."));
        assert_eq!(failed.last_step, None);
        assert_eq!(sleeping.last_step, Some(LastStep { position: 1, step: "cloning".into(), attempts: 4 }));
        assert_eq!(
            (sleeping.last_error.as_deref(), sleeping.wakes_at, sleeping.epoch),
            (Some("GitHub is away"), Some(99), 2)
        );
        assert_eq!(sleeping.trace_id.as_deref(), Some("0af7651916cd43dd8448eb211c80319c"));
        assert_eq!((done.last_error.as_deref(), done.by.as_str()), (None, "user:u1"), "what has passed is no trouble");
    }

    #[tokio::test]
    async fn a_page_fits_into_an_answer_whatever_its_runs_failed_with() {
        let runs = Runs::none().await;
        // As long in JSON as a text can be.
        let result = json!({ "code": "x", "message": "\u{1}".repeat(10_000) });
        for number in 0..120 {
            runs.add_with(&format!("r-{number}"), "acme.t-1", ("turn", "failed"), number, &result).await;
        }
        let answer = runs.answer(GetRuns { limit: Some(limit::PAGE_ROWS), ..GetRuns::default() }).await.unwrap();
        assert!(answer.get().len() < limit::HISTORY_PAGE_BYTES + limit::SHOWN_BYTES, "{}", answer.get().len());
        let (ids, pages) = runs.pages(json!({ "limit": limit::PAGE_ROWS })).await;
        assert_eq!((ids.len(), pages), (120, 3));
    }

    #[tokio::test]
    async fn what_is_out_of_bounds_or_no_place_is_refused() {
        let runs = Runs::none().await;
        for (asked, code) in [
            (GetRuns { limit: Some(0), ..GetRuns::default() }, "runtime.limit_is_out_of_range"),
            (GetRuns { limit: Some(201), ..GetRuns::default() }, "runtime.limit_is_out_of_range"),
            (GetRuns { after: Some("nonsense".into()), ..GetRuns::default() }, "runtime.cursor_is_malformed"),
        ] {
            let refused = runs.answer(asked).await.unwrap_err().to_string();
            assert!(refused.contains(code), "{refused}");
        }
    }

    /// A thousand questions cost a thousand looks into an index.
    #[tokio::test]
    async fn however_many_runs_there_are_an_index_leads_to_those_that_are_told() {
        let runs = some().await;
        for (workflow, index) in
            [(None, "workflows_by_organization"), (Some("turn"), "workflows_by_organization_and_name")]
        {
            let statuses = wanted(&[]);
            let read = Wanted { organization: "acme", statuses, workflow, before: (Millis::MAX, ""), rows: 51 };
            let sql = pages::newest_runs_of_organization(&read).sql().as_str().to_owned();
            let types = if workflow.is_some() { ", text" } else { "" };
            let given = if workflow.is_some() { ", 'turn'" } else { "" };
            let mut connection = runs.pool().acquire().await.unwrap();
            let prepare = format!("prepare plan (text, text[], bigint, text, bigint, int{types}) as {sql}");
            connection.execute(AssertSqlSafe(prepare)).await.unwrap();
            let explain = format!("explain execute plan ('acme', '{{failed}}', 9, '', 51, 2000{given})");
            let plan = connection.fetch_all(AssertSqlSafe(explain)).await.unwrap();
            let plan: Vec<String> = plan.iter().map(|line| line.get(0)).collect();
            let plan = plan.join("\n");
            assert!(plan.contains(&format!("using {index} on")) && !plan.contains("Seq Scan"), "{plan}");
            connection.execute("deallocate plan").await.unwrap();
        }
    }
}
