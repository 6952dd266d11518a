//! Gives a task another title.

use contracts::{
    TaskKey,
    task::{Rename, TaskRecord},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, lookups, store, views};

pub async fn rename(cx: &mut Cx, key: TaskKey, command: Rename) -> Handled<TaskRecord> {
    let mut task = lookups::task(cx, &key).await?;

    let from = task.record.title.clone();
    task.rename(&command.title, cx.now)?;

    store::save(cx, &task);

    audit::happened(cx, &task, "task.renamed", json!({ "from": from, "to": task.record.title }))?;
    views::task_changed(cx, &task)?;
    Ok(task.record)
}

#[cfg(test)]
mod tests {
    use contracts::audit_log::Append;

    use super::*;
    use crate::testing::{Acme, events};

    fn to(title: &str) -> Rename {
        Rename { title: title.into() }
    }

    #[tokio::test]
    async fn a_new_title_is_stored_shown_told_and_noted() {
        let acme = Acme::initialized().await;
        let handling = acme.send(&to("  Größe 🎉 ")).await;

        acme.assert_told(&handling).await;
        let record = acme.record().await;
        assert_eq!((record.title.as_str(), record.revision), ("Größe 🎉", 2));
        assert_eq!(events(&handling), ["task.renamed"]);
        let [(key, append)] = handling.sent::<Append>().try_into().unwrap();
        assert_eq!((key.as_str(), append.by.as_str()), ("acme", "token:tester"));
        assert_eq!(append.details, json!({ "from": "feat: Add a page", "to": "Größe 🎉" }));
        assert_eq!(append.branch.as_deref(), Some("feat-add-a-page"));
        assert_eq!(handling.sent_count(), 2);
    }

    #[tokio::test]
    async fn each_title_is_a_revision() {
        let acme = Acme::initialized().await;
        for revision in 2..5 {
            assert_eq!(acme.done(&to("Again")).await.revision, revision);
        }
    }

    #[tokio::test]
    async fn what_is_no_title_is_refused() {
        let acme = Acme::initialized().await;
        for blank in ["", "  ", "\n\t", "\u{3000}", "\u{200b}", " \u{feff}\u{2060} "] {
            acme.refused(&to(blank), "task.title_is_blank").await;
        }
        for lines in ["a\nb", "a\u{1b}[31mb", "a\u{7f}b", "a\u{85}b", "a\u{2028}b", "a\u{2029}b"] {
            acme.refused(&to(lines), "task.title_is_not_one_line").await;
        }
        for length in [201, 40_000] {
            acme.refused(&to(&"é".repeat(length)), "task.title_is_too_long").await;
        }
        acme.done(&to(&"🎉".repeat(200))).await;
    }

    #[tokio::test]
    async fn a_nul_is_a_character_that_cannot_be_shown() {
        let acme = Acme::initialized().await;
        assert_eq!(acme.done(&to("a\0b")).await.title, "a\u{fffd}b");
    }
}
