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
        if claim(port) {
            return Ok(port);
        }
    }
    bail!("no free port found between {} and {}", RANGE.start, RANGE.end)
}

/// Whether nobody listens on this port; it is then the caller's, and given to nobody else in this process.
pub fn claim(port: u16) -> bool {
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() && given.insert(port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_claimed_once_and_not_while_somebody_listens_on_it() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let taken = listener.local_addr().expect("an address").port();
        assert!(!claim(taken));
        let port = free().expect("a port");
        assert!(!claim(port), "it was given out, though nobody listens on it yet");
    }
}
