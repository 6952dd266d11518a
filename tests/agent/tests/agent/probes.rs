//! What the agent sees from where it runs.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;

use crate::process::Agent;

#[test]
fn the_environment_is_said() {
    let mut agent = Agent::start();

    assert_eq!(agent.prompt("/env CANARY").said(), "CANARY=yellow");
    assert_eq!(agent.prompt("/env NOT_THERE").said(), "NOT_THERE is not set");
    assert!(agent.prompt("/env").said().contains("CANARY=yellow\n"));
}

#[test]
fn files_are_said_or_why_they_cannot_be_read() {
    let mut agent = Agent::start();

    assert_eq!(agent.prompt("/cat README.md").said(), "# Shop\n\nA shop with a cart.\n");
    assert!(agent.prompt("/cat /not/there").said().contains("/not/there cannot be read: No such file"));
}

#[test]
fn an_address_is_reachable_or_not() {
    let mut agent = Agent::start();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    assert_eq!(agent.prompt(&format!("/reach {address}")).said(), format!("{address} is reachable"));

    drop(listener);

    assert!(agent.prompt(&format!("/reach {address}")).said().contains("is not reachable: Connection refused"));
}

#[test]
fn forked_children_outlive_the_turn_and_the_agent() {
    for script in ["/fork 2", "/fork 2 detached"] {
        let mut agent = Agent::start();
        let said = agent.prompt(script).said();
        agent.close_stdin();
        agent.until_end();

        let children: Vec<&str> = said.strip_prefix("children: ").unwrap().split(' ').collect();
        assert_eq!(children.len(), 2);
        for child in children {
            assert!(PathBuf::from(format!("/proc/{child}")).exists(), "{script}");
            assert!(Command::new("kill").arg(child).status().unwrap().success());
        }
    }
}
