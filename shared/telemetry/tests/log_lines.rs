//! What `init` makes of log lines: a process of its own, because a process has one subscriber and one stderr.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::process::Command;

use telemetry::{Settings, init, set_parent_str, span};

const TRACEPARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

/// Runs `printed_by_a_process` elsewhere and returns the lines that hold `words`.
fn lines(format: &str, log_filter: Option<&str>, words: &str) -> Vec<String> {
    let mut process = Command::new(std::env::current_exe().unwrap());
    process.args(["--exact", "printed_by_a_process", "--ignored", "--nocapture"]).env("LOG_FORMAT", format);
    process.env_remove("RUST_LOG").envs(log_filter.map(|filter| ("RUST_LOG", filter)));
    let output = process.output().unwrap();
    assert!(output.status.success(), "{output:?}");

    let printed = String::from_utf8(output.stderr).unwrap();
    printed.lines().filter(|line| line.contains(words)).map(str::to_owned).collect()
}

#[test]
#[ignore = "run by the other tests, in a process of its own"]
#[allow(clippy::disallowed_methods, reason = "a test process has no settings but its environment")]
fn printed_by_a_process() {
    let guard = init(Settings {
        service: "task".into(),
        instance: "task-1".into(),
        otlp_endpoint: None,
        json_logs: std::env::var("LOG_FORMAT").unwrap() == "json",
        default_filter: String::new(),
    });
    let _guard = guard.unwrap();
    tracing::info!("Started");
    tracing::info!(target: "async_nats::connector", "Talks about itself");

    let span = span::process("task.command.rename", "01J");
    set_parent_str(&span, TRACEPARENT);
    span.in_scope(|| {
        tracing::info!(task.id = "t1", "Renamed task t1");
        eprintln!("trace of the span: {}", telemetry::trace_id().unwrap());
    });
}

#[test]
fn a_line_carries_its_trace() {
    let renamed = &lines("text", None, "Renamed")[0];

    assert!(renamed.contains("INFO process: log_lines: Renamed task t1 task.id=\"t1\""), "{renamed}");
    assert!(renamed.ends_with("trace_id=4bf92f3577b34da6a3ce929d0e0e4736"), "{renamed}");
}

#[test]
fn a_line_outside_of_spans_names_no_trace() {
    let started = &lines("text", None, "Started")[0];

    assert!(started.ends_with("Started"), "{started}");
}

#[test]
fn a_json_line_carries_its_trace() {
    let renamed = &lines("json", None, "Renamed")[0];

    assert!(renamed.contains(r#""message":"Renamed task t1","task.id":"t1""#), "{renamed}");
    assert!(renamed.contains(r#","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":""#), "{renamed}");
    assert!(renamed.starts_with('{') && renamed.ends_with("\"}"), "{renamed}");
}

#[test]
fn noisy_crates_are_toned_down_unless_asked_for() {
    assert!(lines("text", None, "Talks about itself").is_empty());
    assert_eq!(lines("text", Some("info"), "Talks about itself").len(), 1);
}

#[test]
fn a_stricter_log_filter_takes_no_trace_ids_away() {
    assert!(lines("text", Some("error"), "Renamed").is_empty());
    assert_eq!(lines("text", Some("error"), "trace of the span: 4bf92f3577b34da6a3ce929d0e0e4736").len(), 1);
}
