//! To whom what comes in is counted.

use std::net::{IpAddr, Ipv6Addr};

use contracts::UserId;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Asker {
    Known(Sender),
    /// Whoever is there and has not said who they are, or is not known here yet.
    Stranger(Network),
    /// Says to be GitHub, which is known only when all of it has come.
    Github(Network),
}

/// The browsers of a person, or their API tokens, which have as much for themselves. So a script that has gone wild does not keep
/// its own person out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sender {
    pub person: UserId,
    pub by: By,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    Browser,
    Token,
}

/// What one subscriber has: an address of IPv4, a /64 of IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl Network {
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(address) => Self(IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64))),
            address => Self(address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_with_many_addresses_of_ipv6_is_one() {
        let network = |text: &str| Network::of(text.parse().expect("an address"));
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:1.2.3.4"), network("1.2.3.4"));
    }
}
