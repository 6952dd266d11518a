//! Which addresses a sandbox must not reach through the internet's way out.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use nix::ifaddrs::getifaddrs;

/// Networks that are not the internet, after IANA's registry of special-purpose IPv4 addresses (RFC 6890), and multicast.
/// The sandbox's own network (10.0.2.0/24) is in the second one, and is nearer than it. Networks for documentation are
/// nobody's: where a machine is in one nevertheless, it is closed as the machine's own.
const NOT_THE_INTERNET: [&str; 11] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "224.0.0.0/4",
    "240.0.0.0/4",
];

/// A shorter prefix would be a mistake of whoever configured the interface, and close the internet.
const SHORTEST_PREFIX: u32 = 8;

/// To be called in the host's network. All of them, and the networks that the host itself is in: its own addresses, and its neighbours'.
pub(super) fn closed() -> nix::Result<BTreeSet<String>> {
    let own = getifaddrs()?.filter_map(|interface| {
        let address = interface.address?.as_sockaddr_in()?.ip();
        let mask = interface.netmask.and_then(|mask| Some(mask.as_sockaddr_in()?.ip()));
        Some((address, mask.unwrap_or(Ipv4Addr::BROADCAST)))
    });
    Ok(closed_with(own))
}

fn closed_with(own: impl Iterator<Item = (Ipv4Addr, Ipv4Addr)>) -> BTreeSet<String> {
    let mut closed: BTreeSet<_> = NOT_THE_INTERNET.iter().map(|&network| network.to_owned()).collect();
    for (address, mask) in own.filter(|(address, _)| !address.is_loopback()) {
        let prefix = mask.to_bits().leading_ones();
        closed.insert(format!("{address}/32"));
        if prefix >= SHORTEST_PREFIX {
            closed.insert(format!("{}/{prefix}", address & mask));
        }
    }
    closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_and_its_neighbours_are_closed_whatever_network_they_are_in() {
        let own = [
            (Ipv4Addr::LOCALHOST, Ipv4Addr::new(255, 0, 0, 0)),
            (Ipv4Addr::new(8, 8, 4, 4), Ipv4Addr::new(255, 255, 255, 0)),
            (Ipv4Addr::new(9, 9, 9, 9), Ipv4Addr::UNSPECIFIED),
        ];

        let closed = closed_with(own.into_iter());

        for network in ["8.8.4.4/32", "8.8.4.0/24", "9.9.9.9/32", "192.168.0.0/16"] {
            assert!(closed.contains(network), "{network} {closed:?}");
        }
        assert!(!closed.iter().any(|network| network.starts_with("127.") || network == "0.0.0.0/0"));
    }
}
