//! Free ports on the loopback interface.

use std::collections::HashSet;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{LazyLock, Mutex, PoisonError};

use anyhow::{Result, bail};
use rand::Rng;

/// Below the range from which systems pick the ports of outgoing connections, so that a member that is stopped for a
/// moment finds its port free when it comes back.
const RANGE: std::ops::Range<u16> = 20_000..32_000;

/// What this process gave away already: a port may be given out before its member listens on it.
static GIVEN: LazyLock<Mutex<HashSet<u16>>> = LazyLock::new(Mutex::default);

/// A port nobody listens on.
pub fn free() -> Result<u16> {
    for _ in 0..200 {
        let port = rand::rng().random_range(RANGE);
        if take(port) {
            return Ok(port);
        }
    }
    bail!("no free port found between {} and {}", RANGE.start, RANGE.end)
}

/// `usual` when it is free, another otherwise.
pub fn usual_or_free(usual: u16) -> Result<u16> {
    if take(usual) { Ok(usual) } else { free() }
}

fn take(port: u16) -> bool {
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() && given.insert(port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_replaced_by_another() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let taken = listener.local_addr().expect("an address").port();

        assert_ne!(usual_or_free(taken).expect("a port"), taken);
    }
}
