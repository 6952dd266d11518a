//! A service as a member of a fleet: started, killed, stopped and joined by another instance.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use fleet::{Fleet, Settings};

#[tokio::test]
async fn an_instance_can_be_killed_restarted_stopped_and_joined() {
    let fleet = Fleet::start(Settings::only(&["audit-log"])).await.unwrap();
    let first = fleet.pid("audit-log-1").unwrap();
    assert!(first.is_some());

    fleet.kill("audit-log-1").unwrap();
    assert_eq!(fleet.pid("audit-log-1").unwrap(), None);
    fleet.restart("audit-log-1").await.unwrap();
    assert_ne!(fleet.pid("audit-log-1").unwrap(), first);

    assert_eq!(fleet.start_instance("audit-log").await.unwrap(), "audit-log-2");
    assert_eq!(fleet.instances_of("audit-log"), ["audit-log-1", "audit-log-2"]);
    let log = fleet.log_tail("audit-log-2", 100).unwrap();
    assert!(!log.contains("Permissions Violation"), "nats/users/audit-log.conf is too narrow: {log}");
    assert!(fleet.terminate("audit-log-2").await.unwrap(), "it did not stop within its time");
}
