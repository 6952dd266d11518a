//! What the layer remembers, as whoever follows is told. The book is the process's, so each test has organizations of its own.

use std::cell::Cell;

use tracing::subscriber::with_default;

use super::*;
use crate::{Settings, init, span};

fn traced<T>(work: impl FnOnce() -> T) -> T {
    let (service, instance, default_filter) = ("task".into(), "task-1".into(), "info".into());
    let settings = Settings { service, instance, otlp_endpoint: None, json_logs: false, default_filter };
    let (subscriber, _guard) = init::build(&settings).unwrap();
    with_default(subscriber, work)
}

/// What an organization is told that somebody begins to follow now.
fn told(organization: &str) -> Vec<LogLine> {
    let organization_id: OrganizationId = organization.parse().unwrap();
    // At once: another test takes what waits for everybody.
    let mut book = book();
    assert!(book.follow(&organization_id, true, Instant::now()));
    IS_FOLLOWED.store(true, Ordering::Relaxed);
    let followed = book.take(Instant::now());
    followed.into_iter().filter(|(id, _)| *id == organization_id).flat_map(|(_, batch)| batch.lines).collect()
}

#[test]
fn a_line_belongs_to_the_actor_that_its_span_is_about() {
    traced(|| {
        let process = span::process("task.command.rename", "01J");
        about(&process, "of-span.t-1");
        process.in_scope(|| {
            let client = span::http_client("GET", "/repos/{}", "github.test");
            client.in_scope(|| tracing::warn!(attempts = 2, again = true, "GitHub does not answer"));
            tracing::debug!("not told");
        });
        tracing::info!("Of nobody");

        let told = told("of-span");
        assert_eq!(told.len(), 1, "{told:?}");
        let line = &told[0];
        assert_eq!((line.message.as_str(), line.level), ("GitHub does not answer", LogLevel::Warn));
        // Its trace only a process's own subscriber knows, which a test has not: the stories look at that.
        assert_eq!(line.key, "of-span.t-1");
        assert_eq!((&line.fields["attempts"], &line.fields["again"]), (&Value::from(2), &Value::from(true)));
        assert!(line.at > 0 && line.sequence > 0);
    });
}

#[test]
fn what_a_statement_for_several_says_is_told_to_none() {
    traced(|| {
        let process = span::process("task.command.rename", "01J");
        about(&process, "of-statement");
        process.in_scope(|| span::database("commit").in_scope(|| tracing::warn!("of several")));
        assert!(told("of-statement").is_empty());
    });
}

#[test]
fn what_is_said_to_those_who_look_is_not_even_put_together_for_nobody() {
    let made = Cell::new(0);
    let said = || {
        made.set(made.get() + 1);
        let fields = vec![("status", "done".into())];
        Said { level: LogLevel::Info, message: "rename done".into(), fields, trace_id: Some("t".into()) }
    };
    say("of-nobody.t-1", said);
    assert!(told("of-somebody").is_empty());
    say("of-nobody.t-1", said);
    assert_eq!(made.get(), 0);

    say("of-somebody.t-1", said);
    let told = told("of-somebody");
    assert_eq!((made.get(), told.len(), told[0].key.as_str()), (1, 1, "of-somebody.t-1"));
    assert_eq!((&told[0].fields["status"], told[0].trace_id.as_deref()), (&Value::from("done"), Some("t")));
}

#[test]
fn a_value_that_logs_while_it_is_formatted_holds_up_nobody() {
    struct Talkative;
    impl std::fmt::Debug for Talkative {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            tracing::info!("I am formatted");
            formatter.write_str("talkative")
        }
    }
    traced(|| {
        let process = span::process("task.command.rename", "01J");
        about(&process, "of-talkative");
        process.in_scope(|| tracing::info!(value = ?Talkative, "Look"));
        assert!(told("of-talkative").iter().any(|line| line.message == "Look"));
    });
}
