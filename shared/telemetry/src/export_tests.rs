//! What arrives at a collector.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use async_nats::HeaderMap;
use opentelemetry_proto::tonic::{
    common::v1::any_value::Value,
    trace::v1::{span::SpanKind, status::StatusCode},
};
use tracing::subscriber::with_default;

use crate::collector::{Collector, attribute, spans};
use crate::{Settings, init, inject, link_str, set_parent, span, trace_id, traceparent};

fn settings(endpoint: &str) -> Settings {
    Settings {
        service: "task".into(),
        instance: "task-1".into(),
        otlp_endpoint: Some(endpoint.into()),
        json_logs: false,
        default_filter: "error".into(),
    }
}

#[test]
fn a_message_continues_the_trace_of_its_sender() {
    let collector = Collector::start();
    // A base address may end in a slash.
    let (subscriber, guard) = init::build(&settings(&format!("{}/", collector.endpoint))).unwrap();

    let (sent_in, handled_in) = with_default(subscriber, || {
        let mut headers = HeaderMap::new();
        let publish = span::publish("task.command.rename", "01J");
        let sent_in = publish.in_scope(|| {
            inject(&mut headers);
            trace_id().unwrap()
        });
        span::count(&publish, "messaging.message.body.size", 12);

        let process = span::process("task.command.rename", "01J");
        set_parent(&process, &headers);
        link_str(&process, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        let handled_in = process.in_scope(|| trace_id().unwrap());
        span::failed(&process, "timeout", "the database took too long");
        (sent_in, handled_in)
    });
    guard.shutdown();

    assert_eq!(sent_in, handled_in);
    let requests = collector.received();
    let spans = spans(&requests);
    // A span arrives when it has ended: here the inner one first.
    let [process, publish] = spans.as_slice() else { panic!("not two spans: {spans:?}") };

    assert_eq!(process.trace_id, publish.trace_id);
    assert_eq!(process.parent_span_id, publish.span_id);
    assert!(publish.parent_span_id.is_empty());

    assert_eq!((publish.name.as_str(), publish.kind()), ("publish task.command.rename", SpanKind::Producer));
    assert_eq!((process.name.as_str(), process.kind()), ("process task.command.rename", SpanKind::Consumer));
    assert_eq!(attribute(&publish.attributes, "messaging.system"), "nats");
    assert_eq!(attribute(&publish.attributes, "messaging.operation.type"), "send");
    assert_eq!(attribute(&publish.attributes, "messaging.destination.name"), "task.command.rename");
    assert_eq!(attribute(&publish.attributes, "messaging.message.id"), "01J");
    let size = publish.attributes.iter().find(|attribute| attribute.key == "messaging.message.body.size");
    assert_eq!(size.and_then(|size| size.value.clone()?.value), Some(Value::IntValue(12)), "a number stays one");

    let status = process.status.clone().unwrap();
    assert_eq!((status.code(), status.message.as_str()), (StatusCode::Error, "the database took too long"));
    assert_eq!(attribute(&process.attributes, "error.type"), "timeout");
    assert_eq!(process.links.len(), 1);
}

#[test]
fn every_process_says_who_it_is() {
    let collector = Collector::start();
    let settings = Settings { default_filter: "info".into(), ..settings(&collector.endpoint) };
    let (subscriber, guard) = init::build(&settings).unwrap();

    with_default(subscriber, || span::database("commit").in_scope(|| tracing::info!("Committed")));
    drop(guard);

    let requests = collector.received();
    let resource = &requests[0].resource_spans[0].resource.as_ref().unwrap().attributes;
    assert_eq!(attribute(resource, "service.name"), "task");
    assert_eq!(attribute(resource, "service.instance.id"), "task-1");
    assert_eq!(attribute(resource, "service.version"), env!("CARGO_PKG_VERSION"));
    assert_eq!(spans(&requests)[0].events[0].name, "Committed");
}

#[test]
fn an_unsampled_trace_is_carried_on_but_not_exported() {
    let collector = Collector::start();
    let (subscriber, guard) = init::build(&settings(&collector.endpoint)).unwrap();
    let unsampled = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

    let onwards = with_default(subscriber, || {
        let query = span::query("task.query.list");
        crate::set_parent_str(&query, unsampled);
        query.in_scope(|| traceparent().unwrap())
    });
    guard.shutdown();

    assert!(onwards.starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-") && onwards.ends_with("-00"), "{onwards}");
    assert!(collector.received().is_empty());
}

#[test]
fn a_collector_that_is_away_or_hangs_holds_nobody_up() {
    let hangs = TcpListener::bind("127.0.0.1:0").unwrap();
    let is_away = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();

    for address in [is_away, hangs.local_addr().unwrap()] {
        let (subscriber, guard) = init::build(&settings(&format!("http://{address}"))).unwrap();
        let started = Instant::now();

        with_default(subscriber, || drop(span::settle("task.command.rename")));
        drop(guard);

        assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    }
}

#[test]
fn an_https_collector_is_an_address_like_any_other() {
    let (_, guard) = init::build(&settings("https://127.0.0.1:1")).unwrap();

    guard.shutdown();
}

#[test]
fn a_malformed_endpoint_is_refused() {
    assert!(init::build(&settings("not an address")).is_err());
}
