//! What is inside a local sandbox sees, reaches and uses nothing but its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};

use support::{House, house, said, sh, wanted};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

/// Answers `secret` to everyone who connects.
async fn listener(address: (Ipv4Addr, u16)) -> SocketAddr {
    let listener = TcpListener::bind(address).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\nconnection: close\r\n\r\nsecret";
            stream.write_all(answer).await.unwrap_or_default();
        }
    });
    address
}

/// The host's own address on whatever leads to the internet.
fn own_address() -> Ipv4Addr {
    let socket = UdpSocket::bind("0.0.0.0:0").unwrap();
    socket.connect("1.1.1.1:53").unwrap();
    match socket.local_addr().unwrap().ip() {
        std::net::IpAddr::V4(address) => address,
        std::net::IpAddr::V6(_) => unreachable!("it was bound to IPv4"),
    }
}

fn get(url: &str) -> String {
    format!("curl --silent --show-error --max-time 3 {url}")
}

#[tokio::test]
async fn commands_run_as_an_unprivileged_user_with_just_the_given_environment() {
    let Some(house) = house().await else { return };
    let client = house.open(&wanted("who")).await;

    assert_eq!(said(&client, "id -u; whoami; pwd; echo $GREETING").await, "1000\nuser\n/home/user\nhello\n");
    let environment = said(&client, "env").await;
    for leaked in ["FOUNDRY", "CARGO", "PGPASSWORD"] {
        assert!(!environment.contains(leaked), "{environment}");
    }
    let capabilities = said(&client, "grep -E '^Cap(Eff|Prm|Bnd)' /proc/self/status | cut -f2 | sort -u").await;
    assert_eq!(capabilities, "0000000000000000\n");
    assert!(!sh(&client, "unshare --user true").await.succeeded());
}

#[tokio::test]
async fn only_its_own_processes_are_seen() {
    let Some(house) = house().await else { return };
    let client = house.open(&wanted("alone")).await;

    let programs = said(&client, "cat /proc/[0-9]*/comm | sort -u").await;

    let known = ["bwrap", "cat", "sandbox-agent", "sh", "sort", "timeout"];
    assert!(programs.lines().all(|program| known.contains(&program)), "{programs}");
}

#[tokio::test]
async fn the_hosts_files_and_other_sandboxes_homes_are_not_there() {
    let Some(house) = house().await else { return };
    let other = house.open(&wanted("other")).await;
    said(&other, "echo mine > /home/user/private").await;
    let client = house.open(&wanted("curious")).await;

    let folder = house.folder.path().display().to_string();
    for path in ["/root", "/home/user/private", "/var/lib", "/etc/shadow", "/etc/machine-id", &folder] {
        assert!(!sh(&client, &format!("ls {path}")).await.succeeded(), "{path}");
    }
    assert_eq!(said(&client, "ls /home /tmp").await, "/home:\nuser\n\n/tmp:\n");
    assert_eq!(said(&client, "find / -xdev -name private 2>/dev/null; true").await, "");
}

#[tokio::test]
async fn nothing_can_be_written_but_home_and_temporary_folders() {
    let Some(house) = house().await else { return };
    let client = house.open(&wanted("writer")).await;

    said(&client, "touch /home/user/a /tmp/b /dev/shm/c && echo x > /dev/null").await;
    for folder in
        ["/", "/usr", "/usr/bin", "/etc", "/dev", "/opt", "/opt/sandbox-agent", "/home", "/run", "/var", "/sys"]
    {
        assert!(!sh(&client, &format!("touch {folder}/x")).await.succeeded(), "{folder}");
    }
    let written = "for f in $(find / -xdev -writable -not -path '/proc/*' -type d 2>/dev/null); do echo $f; done";
    let folders = said(&client, written).await;
    let own = |folder: &str| ["/home/user", "/tmp", "/dev/shm", "/proc"].iter().any(|own| folder.starts_with(own));
    assert!(folders.lines().all(own), "{folders}");
}

#[tokio::test]
async fn neither_the_hosts_loopback_nor_its_addresses_are_reached() {
    let Some(house) = house().await else { return };
    let loopback = listener((Ipv4Addr::LOCALHOST, 0)).await;
    let anywhere = listener((Ipv4Addr::UNSPECIFIED, 0)).await;
    let client = house.open(&wanted("prober")).await;

    let own = own_address();
    let ports = [loopback.port(), anywhere.port()];
    // The last three are what user-space networks know as their host and their resolver.
    for host in ["127.0.0.1", "localhost", &own.to_string(), "10.0.2.2", "10.0.2.3", "169.254.1.1"] {
        for port in ports {
            let outcome = sh(&client, &get(&format!("http://{host}:{port}/"))).await;
            assert!(!outcome.succeeded() && !outcome.stdout.contains("secret"), "{host}:{port} {outcome:?}");
        }
    }
}

#[tokio::test]
async fn binding_to_the_device_does_not_lead_around_the_closed_routes() {
    let Some(house) = house().await else { return };
    let anywhere = listener((Ipv4Addr::UNSPECIFIED, 0)).await;
    let client = house.open(&wanted("tricky")).await;

    for host in [own_address().to_string(), "10.0.2.2".to_owned(), "127.0.0.1".to_owned()] {
        let url = format!("--interface tap0 http://{host}:{}/", anywhere.port());
        let outcome = sh(&client, &get(&url)).await;
        assert!(!outcome.succeeded() && !outcome.stdout.contains("secret"), "{host} {outcome:?}");
    }
    assert!(!sh(&client, "ip route del prohibit 10.0.0.0/8").await.succeeded());
    assert!(!sh(&client, "ip route add default dev lo").await.succeeded());
}

#[tokio::test]
async fn an_allowed_address_is_reached_and_its_neighbour_is_not() {
    let Some(house) = house().await else { return };
    let (allowed, other) = (listener((Ipv4Addr::LOCALHOST, 0)).await, listener((Ipv4Addr::LOCALHOST, 0)).await);
    let far = listener((own_address(), 0)).await;
    let mut wanted = wanted("guest");
    wanted.allow = vec![allowed, far];
    let client = house.open(&wanted).await;

    assert_eq!(said(&client, &get(&format!("http://{allowed}/"))).await, "secret");
    assert_eq!(said(&client, &get(&format!("http://{far}/"))).await, "secret");
    assert!(!sh(&client, &get(&format!("http://{other}/"))).await.succeeded());
}

#[tokio::test]
async fn another_sandboxs_ports_are_not_reached() {
    let Some(house) = house().await else { return };
    let (one, two) = (house.open(&wanted("one")).await, house.open(&wanted("two")).await);

    // The server's own port is open in both, each on a loopback of its own.
    let open = "curl --silent --max-time 3 --output /dev/null http://127.0.0.1:49983/v1/health && ip -o -4 address";
    let addresses = said(&one, open).await;
    assert!(addresses.contains("10.0.2.100"), "{addresses}");
    said(
        &one,
        "(python3 -m http.server 9999 --bind 0.0.0.0 >/dev/null 2>&1 &) ; for i in $(seq 50); do \
                curl --silent --output /dev/null http://127.0.0.1:9999/ && exit 0; sleep 0.1; done; exit 1",
    )
    .await;
    for host in ["127.0.0.1", "10.0.2.100", "10.0.2.2"] {
        assert!(!sh(&two, &get(&format!("http://{host}:9999/"))).await.succeeded(), "{host}");
    }
}

#[tokio::test]
async fn the_internet_is_reached_by_name_where_this_machine_reaches_it() {
    let Some(house) = house().await else { return };
    let client = house.open(&wanted("traveller")).await;

    let name = "registry.npmjs.org";
    if tokio::net::lookup_host((name, 443)).await.is_err() {
        return eprintln!("SKIPPED: this machine does not resolve {name}");
    }
    said(&client, &format!("getent ahostsv4 {name}")).await;
    let url = format!("--head https://{name}/");
    let here = tokio::process::Command::new("sh").args(["-c", &get(&url)]).output().await.unwrap();
    if !here.status.success() {
        return eprintln!("SKIPPED: this machine does not reach {name}");
    }
    said(&client, &get(&url)).await;
}

#[tokio::test]
async fn the_socket_is_for_our_user_only() {
    use std::os::unix::fs::MetadataExt;
    let Some(house) = house().await else { return };
    house.open(&wanted("private")).await;

    let folder: &House = &house;
    let mode = folder.folder.path().join("sandboxes").metadata().unwrap().mode();
    assert_eq!(mode & 0o077, 0);
}

#[tokio::test]
async fn git_clones_from_an_allowed_address_on_the_hosts_loopback() {
    let Some(house) = house().await else { return };
    let port = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
    let script = format!(
        "set -e; cd '{}'; git init -q r; cd r; echo hi > a; git add a; git -c user.name=x -c user.email=x@y commit -qm x; \
         git update-server-info; exec python3 -m http.server {port} --bind 127.0.0.1",
        house.folder.path().display()
    );
    let mut host = tokio::process::Command::new("sh");
    let mut host = host.args(["-c", &script]).kill_on_drop(true).stderr(std::process::Stdio::null()).spawn().unwrap();
    let mut wanted = wanted("cloner");
    wanted.allow = vec![SocketAddr::from((Ipv4Addr::LOCALHOST, port))];
    let client = house.open(&wanted).await;

    // The server on the host needs a moment to listen.
    let clone = format!(
        "for i in $(seq 100); do git clone -q http://127.0.0.1:{port}/.git repo 2>/dev/null && exec cat repo/a; \
         sleep 0.1; done; exit 1"
    );
    assert_eq!(said(&client, &clone).await, "hi\n");
    host.kill().await.unwrap();
}
