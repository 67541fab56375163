//! The body of a request, read as far as there is room for it and as fast as it has to come. Whose it is was asked before.

use super::limits::{Pace, Place};
use super::refusals::{PageNo, TabletNo};
use axum::body::{Body, Bytes, HttpBody};
use ipc::office::RefusedCode;
use record::wire::RefusalCode;
use std::future::poll_fn;
use std::pin::Pin;
use tokio::time::{Instant, timeout_at};

/// Why a body was not read. Its line is closed after the answer, because the rest of it may still come.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotRead {
    TooLong,
    NoRoom,
    Slow,
    Broken,
}

impl From<NotRead> for TabletNo {
    fn from(why: NotRead) -> Self {
        let code = match why {
            NotRead::TooLong => RefusalCode::TooLarge,
            NotRead::NoRoom | NotRead::Slow => RefusalCode::Unavailable,
            NotRead::Broken => RefusalCode::BadRequest,
        };
        code.into()
    }
}

impl From<NotRead> for PageNo {
    fn from(why: NotRead) -> Self {
        let code = match why {
            NotRead::NoRoom | NotRead::Slow => RefusedCode::Unavailable,
            NotRead::TooLong | NotRead::Broken => RefusedCode::BadRequest,
        };
        code.into()
    }
}

/// The length a body is said to have.
pub(super) fn announced(body: &Body) -> Option<usize> {
    let length = HttpBody::size_hint(body).upper()?;
    Some(usize::try_from(length).unwrap_or(usize::MAX))
}

/// Reads a body whole. Room for one that says its length is taken before it is read, for another as it comes.
pub(super) async fn read(mut body: Body, place: &mut Place, pace: Pace) -> Result<Bytes, NotRead> {
    let announced = announced(&body);
    if announced.is_some_and(|length| length > place.most) {
        return Err(NotRead::TooLong);
    }
    if !place.take_room(announced.unwrap_or_default()) {
        return Err(NotRead::NoRoom);
    }
    let begun = Instant::now();
    let mut come: Vec<u8> = Vec::with_capacity(announced.unwrap_or_default());
    loop {
        let piece = tokio::select! {
            piece = next(&mut body, begun + pace.patience(come.len())) => piece?,
            () = place.gives_way() => return Err(NotRead::NoRoom),
        };
        let Some(piece) = piece else { break };
        if piece.len() > place.most - come.len() {
            return Err(NotRead::TooLong);
        }
        if announced.is_none() && !place.take_room(piece.len()) {
            return Err(NotRead::NoRoom);
        }
        come.extend_from_slice(&piece);
    }
    if place.has_come() { Ok(come.into()) } else { Err(NotRead::NoRoom) }
}

/// The next piece, or nothing after the last.
async fn next(body: &mut Body, until: Instant) -> Result<Option<Bytes>, NotRead> {
    loop {
        let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context));
        let frame = match timeout_at(until, frame).await {
            Ok(Some(frame)) => frame.map_err(|_| NotRead::Broken)?,
            Ok(None) => return Ok(None),
            Err(_) => return Err(NotRead::Slow),
        };
        // What is not a piece of it is headers that come after it, and nobody asks for them.
        if let Ok(piece) = frame.into_data() {
            return Ok(Some(piece));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::limits::tests::small;
    use super::*;
    use hyper::body::{Frame, SizeHint};
    use record::DeviceId;
    use std::convert::Infallible;
    use std::task::{Context, Poll};
    use std::time::Duration;

    /// A body that comes in pieces, and then ends or never does.
    struct Pieces {
        pieces: Vec<&'static [u8]>,
        says: Option<u64>,
        ends: bool,
    }

    impl HttpBody for Pieces {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            match self.pieces.pop() {
                Some(piece) => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(piece))))),
                None if self.ends => Poll::Ready(None),
                None => Poll::Pending,
            }
        }

        fn size_hint(&self) -> SizeHint {
            self.says.map_or_else(SizeHint::default, SizeHint::with_exact)
        }
    }

    const SOON: Pace = Pace {
        grace: Duration::from_millis(20),
        each_kib: Duration::from_millis(20),
        longest: Duration::from_secs(60),
    };

    fn body(pieces: &[&'static [u8]], says: Option<u64>, ends: bool) -> Body {
        Body::new(Pieces { pieces: pieces.to_vec(), says, ends })
    }

    async fn told(pieces: &[&'static [u8]], says: Option<u64>, ends: bool) -> Result<usize, NotRead> {
        let come = read(body(pieces, says, ends), &mut small(SOON).person().unwrap(), SOON).await;
        come.map(|bytes| bytes.len())
    }

    #[tokio::test]
    async fn a_body_is_read_to_its_end_or_as_far_as_it_may() {
        assert_eq!(told(&[], Some(0), true).await, Ok(0));
        assert_eq!(told(&[&[1; 20], &[2; 20]], Some(40), true).await, Ok(40));
        assert_eq!(told(&[&[1; 20], &[2; 20]], None, true).await, Ok(40));
        assert_eq!(told(&[&[1; 20], &[2; 20], &[3]], None, false).await, Err(NotRead::TooLong));
    }

    #[tokio::test]
    async fn what_says_that_it_is_too_long_is_refused_before_a_byte_of_it() {
        assert_eq!(told(&[], Some(41), false).await, Err(NotRead::TooLong));
        assert_eq!(told(&[], Some(u64::MAX), false).await, Err(NotRead::TooLong));
    }

    #[tokio::test]
    async fn what_does_not_go_on_is_given_up() {
        assert_eq!(told(&[], Some(40), false).await, Err(NotRead::Slow));
        assert_eq!(told(&[&[1; 20]], None, false).await, Err(NotRead::Slow));
    }

    #[tokio::test]
    async fn without_room_nothing_is_read() {
        let limits = small(SOON);
        let first = limits.person().unwrap();
        assert!(first.take_room(90));
        for says in [Some(20), None] {
            let come = read(body(&[&[1; 20]], says, false), &mut limits.person().unwrap(), SOON).await;
            assert_eq!(come, Err(NotRead::NoRoom), "{says:?}");
        }
        let come = read(body(&[&[1; 10]], None, true), &mut limits.person().unwrap(), SOON).await;
        assert_eq!(come.map(|bytes| bytes.len()), Ok(10), "there is room for less");
    }

    #[tokio::test]
    async fn what_gives_way_is_read_no_further() {
        let patient = Pace { grace: Duration::from_secs(60), ..SOON };
        let (limits, tablet) = (small(patient), DeviceId::from([1; 16]));
        let mut first = limits.tablet(tablet).unwrap();
        let reading = read(body(&[&[1; 20]], Some(40), false), &mut first, patient);
        let others = async { [limits.tablet(tablet).unwrap(), limits.tablet(tablet).unwrap()] };
        let (come, _others) = tokio::join!(reading, others);
        assert_eq!(come, Err(NotRead::NoRoom));
    }
}
