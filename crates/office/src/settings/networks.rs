//! Networks of addresses, and who calls behind proxies in them. Only what a proxy there says of its caller is believed, and of what
//! that one says only as far as it is such a proxy too.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Networks such as `10.0.0.0/24`. An address alone is a network of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Vec<Network>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    /// How many bits of it all have.
    length: u32,
}

impl Networks {
    /// Reads networks with commas between.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        text.split(',').map(|network| Network::read(network.trim())).collect::<Option<_>>().map(Self)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an address is in one of them.
    #[must_use]
    pub fn hold(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.holds(address.to_canonical()))
    }

    /// Who calls, where somebody at `from` says so: in the lines of `X-Forwarded-For` and in those of `Forwarded`. Whoever says
    /// two different things with them is taken for the caller.
    #[must_use]
    pub fn caller(&self, from: IpAddr, forwarded_for: &[&str], forwarded: &[&str]) -> IpAddr {
        let from = from.to_canonical();
        let listed = forwarded_for.iter().flat_map(|line| line.split(','));
        let named = forwarded.iter().flat_map(|line| line.split(','));
        let listed = self.first_outside(from, listed.map(node));
        let named = self.first_outside(from, named.map(named_in));
        match (forwarded_for.is_empty(), forwarded.is_empty()) {
            (false, true) => listed,
            (true, false) => named,
            (false, false) if listed == named => listed,
            (false | true, _) => from,
        }
    }

    /// From the nearest caller on to the first that is no proxy of ours. Each is believed by the one after it.
    fn first_outside<I>(&self, from: IpAddr, callers: I) -> IpAddr
    where
        I: Iterator<Item = Option<IpAddr>>,
    {
        let mut caller = from;
        let callers: Vec<Option<IpAddr>> = callers.collect();
        for before in callers.into_iter().rev() {
            match before {
                Some(before) if self.hold(caller) => caller = before,
                Some(_) | None => break,
            }
        }
        caller
    }
}

impl Network {
    fn read(text: &str) -> Option<Self> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { Ipv4Addr::BITS } else { Ipv6Addr::BITS };
        let length = length.map_or(Some(most), |length| length.parse().ok())?;
        // The network of all addresses is no proxy's: whoever came could say whom they call for. An address of the old kind in the
        // dress of the new one is never met.
        let is_fit = (1..=most).contains(&length) && address.to_canonical() == address;
        is_fit.then_some(Self { address, length })
    }

    fn holds(self, address: IpAddr) -> bool {
        let differ_after = match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => (own.to_bits() ^ other.to_bits()).leading_zeros(),
            (IpAddr::V6(own), IpAddr::V6(other)) => (own.to_bits() ^ other.to_bits()).leading_zeros(),
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => return false,
        };
        differ_after >= self.length
    }
}

/// An address as proxies write it, with or without a port.
fn node(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|inside| inside.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().or_else(|_| text.parse().map(|with_port: SocketAddr| with_port.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

/// The address in one caller's part of a line of `Forwarded`; none where it is cut out of a text in quotation marks, which may look as
/// if it named somebody.
fn named_in(element: &str) -> Option<IpAddr> {
    let is_whole = |text: &str| text.matches('"').count().is_multiple_of(2) && !text.contains('\\');
    let mut pairs = element.split(';');
    pairs.clone().all(is_whole).then(|| pairs.find_map(named_for))?
}

/// The address in `for="[2001:db8::1]:4711"`.
fn named_for(pair: &str) -> Option<IpAddr> {
    let (name, value) = pair.split_once('=')?;
    name.trim().eq_ignore_ascii_case("for").then(|| node(value.trim().trim_matches('"')))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_network_holds_what_begins_alike() {
        let check = |network: &str, other: &str, held: bool| {
            assert_eq!(Networks::read(network).unwrap().hold(address(other)), held, "{network} {other}");
        };
        check("10.0.0.5", "10.0.0.5", true);
        check("10.0.0.5", "10.0.0.4", false);
        check("10.0.0.5", "::ffff:10.0.0.5", true);
        check("10.0.0.0/24", "10.0.0.255", true);
        check("10.0.0.9/24", "10.0.0.1", true);
        check("10.0.0.0/24", "10.0.1.0", false);
        check("128.0.0.0/1", "192.0.2.1", true);
        check("128.0.0.0/1", "2001:db8::1", false);
        check("2001:db8::/33", "2001:db8:7fff::1", true);
        check("2001:db8::/33", "2001:db8:8000::1", false);
        check("192.0.2.1, 10.0.0.0/8", "10.200.0.1", true);
        assert!(!Networks::default().hold(address("127.0.0.1")));
        for bad in [
            "",
            "10.0.0.0/33",
            "0.0.0.0/0",
            "10.0.0.0/8, ::/0",
            "10.0.0.0/",
            "10.0.0",
            "::1/129",
            "::ffff:10.0.0.1",
            "10.0.0.1,",
            "proxy",
            "10.0.0.1/-1",
        ] {
            assert_eq!(Networks::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_caller_is_believed_as_far_as_proxies_of_ours_say_it() {
        let ours = Networks::read("10.0.0.0/24, 2001:db8::1").unwrap();
        let check = |from: &str, listed: &[&str], named: &[&str], caller: &str| {
            let found = ours.caller(address(from), listed, named);
            assert_eq!(found, address(caller), "{from} {listed:?} {named:?}");
        };
        check("192.0.2.1", &[], &[], "192.0.2.1");
        check("192.0.2.1", &["198.51.100.7"], &[], "192.0.2.1");
        check("10.0.0.1", &["198.51.100.7"], &[], "198.51.100.7");
        check("::ffff:10.0.0.1", &["198.51.100.7:4711"], &[], "198.51.100.7");
        check("10.0.0.1", &["203.0.113.9, 198.51.100.7"], &[], "198.51.100.7");
        check("10.0.0.1", &["203.0.113.9", "198.51.100.7, 10.0.0.2"], &[], "198.51.100.7");
        check("10.0.0.1", &["[2001:db8::2]:80, 2001:db8::1"], &[], "2001:db8::2");
        check("10.0.0.1", &["10.0.0.3"], &[], "10.0.0.3");
        check("10.0.0.1", &["198.51.100.7, unknown"], &[], "10.0.0.1");
        check("10.0.0.1", &[""], &[], "10.0.0.1");
        check("10.0.0.1", &[], &["for=198.51.100.7;proto=https"], "198.51.100.7");
        check("10.0.0.1", &[], &["by=10.0.0.1; For=\"[2001:db8::2]:4711\""], "2001:db8::2");
        check("10.0.0.1", &[], &["for=203.0.113.9, for=198.51.100.7, for=10.0.0.2"], "198.51.100.7");
        check("10.0.0.1", &[], &["proto=https"], "10.0.0.1");
        check("10.0.0.1", &[], &["for=203.0.113.9;host=\"a,for=198.51.100.7\""], "10.0.0.1");
        check("10.0.0.1", &[], &["for=203.0.113.9, by=\"a;for=198.51.100.7;b\""], "10.0.0.1");
        check("10.0.0.1", &[], &["by=\"a\\\";for=198.51.100.7;\""], "10.0.0.1");
        check("10.0.0.1", &["?"], &["for=198.51.100.7"], "10.0.0.1");
        check("10.0.0.1", &["198.51.100.7"], &["for=198.51.100.7"], "198.51.100.7");
        check("10.0.0.1", &["198.51.100.7"], &["for=203.0.113.9"], "10.0.0.1");
    }
}
