//! Where the system says that a name leads. What it says of a name of this network is believed only within it: whoever owns the
//! Wi-Fi answers the system too.

use std::net::IpAddr;

use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use crate::address::Host;
use crate::find;

/// The system's own look-up, without what leads out of the network.
#[derive(Debug, Default)]
pub(super) struct Neighbours(DefaultResolver);

impl Resolver for Neighbours {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.0.resolve(uri, config, timeout)?;
        let name = uri.host().and_then(Host::name);
        if name.is_some_and(|name| name.is_of_this_network()) {
            self.near(&found, find::is_near)
        } else {
            Ok(found)
        }
    }
}

impl Neighbours {
    fn near(
        &self,
        found: &ResolvedSocketAddrs,
        is_near: impl Fn(IpAddr) -> bool,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut near = self.empty();
        found.iter().filter(|at| is_near(at.ip())).for_each(|at| near.push(*at));
        if near.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(near) }
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::*;

    #[test]
    fn what_leads_out_of_the_network_is_left_out_and_where_nothing_is_left_there_is_no_such_name() {
        let resolver = Neighbours::default();
        let near = |addresses: &[&str]| {
            let mut found = resolver.empty();
            addresses.iter().for_each(|address| found.push(address.parse().unwrap()));
            resolver.near(&found, find::is_near).map(|near| near.to_vec())
        };
        let own: SocketAddr = "127.0.0.1:631".parse().unwrap();
        assert_eq!(near(&["203.0.113.9:631", "127.0.0.1:631"]).unwrap(), [own]);
        assert!(matches!(near(&["203.0.113.9:631"]), Err(ureq::Error::HostNotFound)));
    }
}
