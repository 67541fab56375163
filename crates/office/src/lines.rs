//! The lines that are open: whom each comes from, who spoke on it, and how many there may be. Where there are too many, the
//! stranger who has been there longest gives way, for who holds lines open says nothing on them, and after all strangers who only
//! says to be a tablet. What is said on a line is not read here.

use axum::http::Extensions;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// Whom something comes from, as far as an address tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Peer {
    /// Whoever has this address. Of IPv6 it is the network's: who has one address of a /64 has all of them.
    One(IpAddr),
    /// Anybody, as behind a proxy.
    Anybody,
}

impl From<IpAddr> for Peer {
    fn from(address: IpAddr) -> Self {
        Self::One(match address.to_canonical() {
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
            }
            address @ IpAddr::V4(_) => address,
        })
    }
}

/// How many lines may be open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Most {
    /// In all.
    pub(crate) all: usize,
    /// From one peer, of those on which nobody spoke yet whose word is proved.
    pub(crate) of_one: usize,
}

/// All lines that are open.
#[derive(Debug)]
pub(crate) struct Lines {
    most: Most,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    next: u64,
    /// In the order in which they were opened.
    lines: BTreeMap<u64, Entry>,
}

#[derive(Debug)]
struct Entry {
    peer: Peer,
    speaker: Speaker,
    /// Closes the line when it is dropped.
    _closes: oneshot::Sender<Infallible>,
}

/// Who spoke on a line, in the order in which they give way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Speaker {
    Stranger,
    /// A tablet that is known, as it says. On a slow line its body may take a while, and only with that is it proved.
    Heard,
    /// Somebody who is known. Gives way to nobody.
    Known,
}

/// One line, for as long as somebody has this.
#[derive(Debug, Clone)]
pub(crate) struct Line(Arc<Held>);

#[derive(Debug)]
struct Held {
    lines: Arc<Lines>,
    number: u64,
}

impl Lines {
    pub(crate) fn new(most: Most) -> Arc<Self> {
        Arc::new(Self { most, open: Mutex::default() })
    }

    /// Takes a new line in, and what is ready once it has to give way. Nothing if it is one too many.
    pub(crate) fn open(self: &Arc<Self>, peer: Peer) -> Option<(Line, oneshot::Receiver<Infallible>)> {
        let mut open = self.lock();
        let of_peer = open.strangers().filter(|(_, line)| line.peer == peer).count();
        let gives_way = if peer != Peer::Anybody && of_peer >= self.most.of_one {
            open.first_to_go(|of| of == peer)
        } else if open.lines.len() >= self.most.all {
            Some(open.first_to_go(|_| true)?)
        } else {
            None
        };
        if let Some(number) = gives_way {
            open.lines.remove(&number);
        }
        let (closes, closed) = oneshot::channel();
        let number = open.next;
        open.next += 1;
        open.lines.insert(number, Entry { peer, speaker: Speaker::Stranger, _closes: closes });
        Some((Line(Arc::new(Held { lines: Arc::clone(self), number })), closed))
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Those that may have to give way, the oldest first.
    fn strangers(&self) -> impl Iterator<Item = (u64, &Entry)> {
        let strangers = self.lines.iter().filter(|(_, line)| line.speaker != Speaker::Known);
        strangers.map(|(number, line)| (*number, line))
    }

    fn first_to_go(&self, is_meant: impl Fn(Peer) -> bool) -> Option<u64> {
        let meant = self.strangers().filter(|(_, line)| is_meant(line.peer));
        meant.min_by_key(|(number, line)| (line.speaker, *number)).map(|(number, _)| number)
    }
}

impl Line {
    /// Somebody else may speak on it now, as on a proxy's: whoever did before is nobody's witness.
    pub(crate) fn forget(&self) {
        self.change(|_| Speaker::Stranger);
    }

    fn change(&self, to: impl FnOnce(Speaker) -> Speaker) {
        if let Some(line) = self.0.lines.lock().lines.get_mut(&self.0.number) {
            line.speaker = to(line.speaker);
        }
    }
}

/// Somebody who says to be a tablet that is known speaks on the line that a request with these came on.
pub(crate) fn hear_line(of_request: &Extensions) {
    if let Some(line) = of_request.get::<Line>() {
        line.change(|before| before.max(Speaker::Heard));
    }
}

/// Somebody who is known spoke on the line that a request with these came on: it gives way to nobody.
pub(crate) fn keep_line(of_request: &Extensions) {
    if let Some(line) = of_request.get::<Line>() {
        line.change(|_| Speaker::Known);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.lines.lock().lines.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::oneshot::error::TryRecvError;

    type Opened = (Line, oneshot::Receiver<Infallible>);

    fn keep((line, _): &Opened) {
        line.change(|_| Speaker::Known);
    }

    fn peer(address: &str) -> Peer {
        address.parse::<IpAddr>().unwrap().into()
    }

    /// Which of them had to give way.
    fn closed(open: &mut [Opened]) -> Vec<bool> {
        open.iter_mut().map(|(_, closed)| closed.try_recv() == Err(TryRecvError::Closed)).collect()
    }

    #[test]
    fn the_oldest_stranger_gives_way_and_nobody_who_is_known() {
        let lines = Lines::new(Most { all: 3, of_one: 2 });
        let (one, other) = (peer("192.0.2.1"), peer("192.0.2.2"));
        let mut open = vec![lines.open(one).unwrap(), lines.open(one).unwrap(), lines.open(one).unwrap()];
        assert_eq!(closed(&mut open), [true, false, false], "of one peer");
        keep(&open[1]);
        open.push(lines.open(other).unwrap());
        assert_eq!(closed(&mut open), [true, false, false, false]);
        open.push(lines.open(other).unwrap());
        assert_eq!(closed(&mut open), [true, false, true, false, false], "of all");
        open.iter().for_each(keep);
        assert!(lines.open(other).is_none(), "all others are known");
        open.pop();
        assert!(lines.open(other).is_some(), "one was closed");
    }

    #[test]
    fn who_says_to_be_a_tablet_gives_way_after_all_strangers() {
        let lines = Lines::new(Most { all: 3, of_one: 2 });
        let (one, other) = (peer("192.0.2.1"), peer("192.0.2.2"));
        let mut extensions = Extensions::new();
        let mut open = vec![lines.open(one).unwrap(), lines.open(one).unwrap(), lines.open(other).unwrap()];
        extensions.insert(open[0].0.clone());
        hear_line(&extensions);
        open.push(lines.open(one).unwrap());
        assert_eq!(closed(&mut open), [false, true, false, false], "of one peer");
        open.push(lines.open(other).unwrap());
        open.push(lines.open(other).unwrap());
        assert_eq!(closed(&mut open), [false, true, true, true, false, false], "of all");
        keep(&open[4]);
        keep(&open[5]);
        open.push(lines.open(other).unwrap());
        assert!(closed(&mut open)[0], "whose word is not proved");
    }

    #[test]
    fn whoever_speaks_on_a_line_after_others_is_a_stranger_again() {
        let lines = Lines::new(Most { all: 1, of_one: 1 });
        let mut open = vec![lines.open(Peer::Anybody).unwrap()];
        let mut extensions = Extensions::new();
        extensions.insert(open[0].0.clone());
        keep_line(&extensions);
        hear_line(&extensions);
        assert!(lines.open(Peer::Anybody).is_none(), "who is known stays so");
        open[0].0.forget();
        let _next = lines.open(Peer::Anybody).unwrap();
        assert_eq!(closed(&mut open), [true]);
    }

    #[test]
    fn behind_a_proxy_nobody_is_one_of_too_many() {
        let lines = Lines::new(Most { all: 3, of_one: 1 });
        let mut open: Vec<_> = (0..3).map(|_| lines.open(Peer::Anybody).unwrap()).collect();
        assert!(open.iter_mut().all(|(_, gives_way)| gives_way.try_recv() == Err(TryRecvError::Empty)));
    }

    #[test]
    fn a_network_of_the_new_addresses_is_one_peer() {
        assert_eq!(peer("2001:db8:0:1::1"), peer("2001:db8:0:1:ffff::2"));
        assert_ne!(peer("2001:db8:0:1::1"), peer("2001:db8:0:2::1"));
        assert_eq!(peer("::ffff:192.0.2.1"), peer("192.0.2.1"));
        assert_ne!(peer("192.0.2.1"), peer("192.0.2.2"));
    }
}
