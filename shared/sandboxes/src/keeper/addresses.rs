//! Which addresses a sandbox must not reach through the internet's way out.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use nix::ifaddrs::getifaddrs;

/// Networks that are not the internet, after IANA's registry of special-purpose IPv4 addresses (RFC 6890), and multicast.
/// The sandbox's own network (10.0.2.0/24) is in the second one, and is nearer than it.
const NOT_THE_INTERNET: [&str; 15] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.31.196.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
];

/// All of them and the host's own addresses, whatever network those are in.
pub(super) fn closed() -> nix::Result<BTreeSet<String>> {
    let own = getifaddrs()?.filter_map(|interface| Some(interface.address?.as_sockaddr_in()?.ip()));
    Ok(closed_with(own))
}

fn closed_with(own: impl Iterator<Item = Ipv4Addr>) -> BTreeSet<String> {
    let networks = NOT_THE_INTERNET.iter().map(|&network| network.to_owned());
    networks.chain(own.filter(|address| !address.is_loopback()).map(|address| format!("{address}/32"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hosts_own_public_address_is_closed() {
        let own = [Ipv4Addr::LOCALHOST, Ipv4Addr::new(8, 8, 4, 4)];

        assert!(closed_with(own.into_iter()).contains("8.8.4.4/32"));
        assert!(!closed_with(own.into_iter()).contains("127.0.0.1/32"));
    }
}
