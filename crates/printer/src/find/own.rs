//! This device's own networks, to tell a neighbour from the rest of the world.

use std::net::IpAddr;

use if_addrs::IfAddr;

/// The addresses of this device, each with how many of its bits name the network.
#[derive(Debug)]
pub(super) struct Own(Vec<(IpAddr, u8)>);

impl Own {
    pub(super) fn now() -> std::io::Result<Self> {
        let interfaces = if_addrs::get_if_addrs()?.into_iter();
        Ok(Self::of(interfaces.map(|interface| match interface.addr {
            IfAddr::V4(own) => (own.ip.into(), own.prefixlen),
            IfAddr::V6(own) => (own.ip.into(), own.prefixlen),
        })))
    }

    pub(super) fn of(addresses: impl IntoIterator<Item = (IpAddr, u8)>) -> Self {
        Self(addresses.into_iter().collect())
    }

    /// Whether an address is on one of the networks, and needs no interface beside it.
    pub(super) fn reaches(&self, address: IpAddr) -> bool {
        let needs_an_interface = matches!(address, IpAddr::V6(v6) if v6.is_unicast_link_local());
        !needs_an_interface && self.0.iter().any(|(own, bits)| is_same_network(*own, address, *bits))
    }
}

fn is_same_network(one: IpAddr, other: IpAddr, bits: u8) -> bool {
    let (one, other, length) = match (one, other) {
        (IpAddr::V4(one), IpAddr::V4(other)) => (one.to_bits().into(), other.to_bits().into(), 32_u8),
        (IpAddr::V6(one), IpAddr::V6(other)) => (one.to_bits(), other.to_bits(), 128),
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => return false,
    };
    let difference: u128 = one ^ other;
    // Without bits that name it, everything would be the network.
    let rest = u32::from(length.saturating_sub(bits));
    bits > 0 && difference.checked_shr(rest).unwrap_or(0) == 0
}
