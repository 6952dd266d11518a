//! The sandbox's own network: its loopback, a way out to the internet, and no way to anything else.
//!
//! Why this holds: what runs inside has no right over this network (its user namespace is a child of the one that owns
//! it), so routes cannot be changed. A refused destination bound to the device (`SO_BINDTODEVICE`) is taken for a
//! neighbour; slirp4netns answers for no neighbour but itself, and itself refuses the host's loopback and its resolver
//! (which would be any port of wherever the resolver is).

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use super::plan::Isolation;

const DEVICE: &str = "tap0";
/// As large as a device can be: fewer packets for slirp4netns to carry.
const MTU: &str = "65520";

/// To be called in the sandbox's network before slirp4netns opens the way out: its loopback, with the allowed addresses
/// on it, and the closed networks.
pub(super) fn configure(ip: &Path, allow: &[SocketAddr], closed: &BTreeSet<String>) -> Result<()> {
    let mut commands = vec!["link set lo up".to_owned()];
    commands.extend(closed.iter().map(|network| format!("route replace prohibit {network}")));
    for address in allow.iter().map(SocketAddr::ip).filter(|address| !address.is_loopback()) {
        let length = if address.is_ipv4() { 32 } else { 128 };
        commands.push(format!("address replace {address}/{length} dev lo"));
    }
    batch(ip, &commands)
}

fn batch(ip: &Path, commands: &[String]) -> Result<()> {
    let mut child = Command::new(ip)
        .args(["-batch", "-"])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .context("ip (package iproute2) cannot be run")?;
    let mut input = child.stdin.take().context("its input was asked for")?;
    input.write_all(format!("{}\n", commands.join("\n")).as_bytes())?;
    drop(input);
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("the sandbox's network cannot be set up: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

/// Starts slirp4netns for the network of thread `thread` of this process, and waits until its device is there. It ends
/// when the returned child's input is closed, so with this process.
pub(super) fn start_slirp(isolation: &Isolation, thread: nix::unistd::Pid, marker: (&str, &str)) -> Result<Child> {
    let namespace = format!("/proc/{}/task/{thread}/ns/net", std::process::id());
    let mut child = Command::new(&isolation.slirp)
        .args(["--configure", "--mtu", MTU, "--disable-host-loopback", "--disable-dns"])
        .args(["--enable-sandbox", "--enable-seccomp", "--exit-fd=0", "--ready-fd=1"])
        .args(["--netns-type=path", &namespace, DEVICE])
        .env_clear()
        .env(marker.0, marker.1)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("slirp4netns cannot be run")?;

    // It prints lines for people there as well; when it is ready it writes a 1 without one, and closes it.
    let mut printed = Vec::new();
    child.stdout.take().context("its output was asked for")?.read_to_end(&mut printed)?;
    if !printed.ends_with(b"1") {
        let mut said = String::new();
        if let Some(mut errors) = child.stderr.take() {
            errors.read_to_string(&mut said)?;
        }
        child.wait()?;
        bail!("slirp4netns did not start: {}", said.trim());
    }
    Ok(child)
}

/// Addresses the relay can listen on inside: the resolver's place is taken, and port 0 is none.
pub(super) fn check_allowed(allow: &[SocketAddr]) -> Result<()> {
    for address in allow {
        let taken = address.port() == 53 && address.ip().is_loopback();
        let any = matches!(address.ip(), ip if ip.is_unspecified() || ip.is_multicast()) || address.port() == 0;
        if taken || any || matches!(address.ip(), IpAddr::V6(_)) && !address.ip().is_loopback() {
            bail!("{address} cannot be allowed to a sandbox");
        }
    }
    Ok(())
}
