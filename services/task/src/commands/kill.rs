//! Throws a task away.

use contracts::{
    TaskKey,
    task::{Kill, TaskRecord},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, lookups, store, text, views};

pub async fn kill(cx: &mut Cx, key: TaskKey, command: Kill) -> Handled<TaskRecord> {
    let mut task = lookups::task(cx, &key).await?;

    let reason = text::reason(command.reason.as_deref())?;
    task.kill(cx.now)?;

    store::save(cx, &task);

    audit::happened(cx, &task, "task.killed", json!({ "reason": reason }))?;
    views::task_changed(cx, &task)?;
    Ok(task.record)
}

#[cfg(test)]
mod tests {
    use contracts::{
        audit_log::Append,
        task::{Archive, Rename, TaskStatus},
    };

    use super::*;
    use crate::testing::{Acme, events};

    fn because(reason: &str) -> Kill {
        Kill { reason: Some(reason.into()) }
    }

    #[tokio::test]
    async fn a_task_is_killed_with_the_reason() {
        let acme = Acme::initialized().await;
        let handling = acme.send(&because(" PR closed ")).await;

        acme.assert_told(&handling).await;
        let record = acme.record().await;
        assert_eq!((record.status, record.revision), (TaskStatus::Killed, 2));
        assert_eq!(events(&handling), ["task.killed"]);
        assert_eq!(handling.sent::<Append>()[0].1.details, json!({ "reason": "PR closed" }));
    }

    #[tokio::test]
    async fn a_reason_may_be_missing_or_blank() {
        let acme = Acme::initialized().await;
        let handling = acme.send(&because(" ")).await;
        assert_eq!(handling.sent::<Append>()[0].1.details, json!({ "reason": null }));
    }

    #[tokio::test]
    async fn what_is_no_reason_is_refused() {
        let acme = Acme::initialized().await;
        for lines in ["a\nb", "a\u{1b}[31mb", "a\u{2028}b"] {
            acme.refused(&because(lines), "task.reason_is_not_one_line").await;
        }
        acme.refused(&because(&"é".repeat(501)), "task.reason_is_too_long").await;
        acme.done(&because(&"é".repeat(500))).await;
    }

    #[tokio::test]
    async fn afterwards_it_takes_nothing_more() {
        let acme = Acme::initialized().await;
        acme.done(&Kill::default()).await;
        acme.refused(&Rename { title: "x".into() }, "task.is_ended").await;
        acme.refused(&Archive::default(), "task.is_ended").await;
        acme.refused(&Kill::default(), "task.is_ended").await;
    }
}
