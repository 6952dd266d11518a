//! Ends a task: puts it away, or throws it away.

use contracts::{
    TaskKey,
    task::{Archive, Kill, TaskRecord},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, lookups, model::Ending, sandbox, store, text, views};

pub async fn archive(cx: &mut Cx, key: TaskKey, command: Archive) -> Handled<TaskRecord> {
    end_task(cx, key, Ending::Archived, command.reason).await
}

pub async fn kill(cx: &mut Cx, key: TaskKey, command: Kill) -> Handled<TaskRecord> {
    end_task(cx, key, Ending::Killed, command.reason).await
}

async fn end_task(cx: &mut Cx, key: TaskKey, ending: Ending, reason: Option<String>) -> Handled<TaskRecord> {
    let mut task = lookups::task(cx, &key).await?;

    let reason = text::reason(reason.as_deref())?;
    task.end(ending, cx.now)?;

    store::save(cx, &task);

    let (event, because) = match ending {
        Ending::Archived => ("task.archived", "the task was archived"),
        Ending::Killed => ("task.killed", "the task was killed"),
    };
    sandbox::destroy(cx, &task, reason.clone().unwrap_or_else(|| because.to_owned()))?;
    audit::happened(cx, &task, event, json!({ "reason": reason }))?;
    views::task_changed(cx, &task)?;
    Ok(task.record)
}

#[cfg(test)]
mod tests {
    use contracts::{
        Command,
        audit_log::Append,
        sandbox::Destroy,
        task::{Rename, TaskStatus},
    };

    use super::*;
    use crate::testing::{Acme, events};

    fn archive(reason: Option<&str>) -> Archive {
        Archive { reason: reason.map(str::to_owned) }
    }

    fn kill(reason: Option<&str>) -> Kill {
        Kill { reason: reason.map(str::to_owned) }
    }

    #[tokio::test]
    async fn a_task_is_ended_with_the_reason() {
        is_ended(archive(Some(" PR closed ")), TaskStatus::Archived, "task.archived").await;
        is_ended(kill(Some(" PR closed ")), TaskStatus::Killed, "task.killed").await;
    }

    async fn is_ended(end: impl Command<Key = TaskKey, Reply = TaskRecord>, status: TaskStatus, event: &str) {
        let acme = Acme::initialized().await;
        let handling = acme.send(&end).await;

        acme.assert_told(&handling).await;
        let record = acme.record().await;
        assert_eq!((record.status, record.revision), (status, 2));
        assert_eq!(events(&handling), [event]);
        assert_eq!(handling.sent::<Append>()[0].1.details, json!({ "reason": "PR closed" }));
        let [(key, destroy)] = handling.sent::<Destroy>().try_into().unwrap();
        assert_eq!((key.as_str(), destroy.reason.as_str()), ("acme.t-1", "PR closed"));
    }

    #[tokio::test]
    async fn a_reason_may_be_missing_or_blank() {
        for reason in [None, Some(" ")] {
            has_no_reason(archive(reason)).await;
            has_no_reason(kill(reason)).await;
        }
    }

    async fn has_no_reason(end: impl Command<Key = TaskKey>) {
        let handling = Acme::initialized().await.send(&end).await;
        assert_eq!(handling.sent::<Append>()[0].1.details, json!({ "reason": null }));
        assert!(handling.sent::<Destroy>()[0].1.reason.starts_with("the task was "));
    }

    #[tokio::test]
    async fn what_is_no_reason_is_refused() {
        takes_a_line(archive).await;
        takes_a_line(kill).await;
    }

    async fn takes_a_line<C: Command<Key = TaskKey>>(end: impl Fn(Option<&str>) -> C) {
        let acme = Acme::initialized().await;
        for lines in ["a\nb", "a\u{1b}[31mb", "a\u{2028}b"] {
            acme.refused(&end(Some(lines)), "task.reason_is_not_one_line").await;
        }
        acme.refused(&end(Some(&"é".repeat(501))), "task.reason_is_too_long").await;
        acme.done(&end(Some(&"é".repeat(500)))).await;
    }

    #[tokio::test]
    async fn afterwards_it_takes_nothing_more() {
        takes_nothing_after(archive(None)).await;
        takes_nothing_after(kill(None)).await;
    }

    async fn takes_nothing_after(end: impl Command<Key = TaskKey>) {
        let acme = Acme::initialized().await;
        acme.done(&end).await;
        acme.refused(&Rename { title: "x".into() }, "task.is_ended").await;
        acme.refused(&archive(None), "task.is_ended").await;
        acme.refused(&kill(None), "task.is_ended").await;
    }
}
