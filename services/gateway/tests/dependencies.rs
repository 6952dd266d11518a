//! What the gateway is built of.

use std::process::Command;

/// The public door keeps nothing, so nothing in it can reach a database.
#[test]
fn the_gateway_links_no_database_driver() {
    let tree = ["tree", "--package", "gateway", "--edges", "normal", "--prefix", "none", "--offline"];
    let tree = Command::new(env!("CARGO")).args(tree).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let tree = tree.expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));

    let linked = String::from_utf8(tree.stdout).expect("UTF-8");
    assert!(linked.lines().any(|line| line.starts_with("async-nats ")), "{linked}");
    let drivers: Vec<_> = linked.lines().filter(|line| line.starts_with("sqlx") || line.contains("postgres")).collect();
    assert!(drivers.is_empty(), "{drivers:?}");
}
