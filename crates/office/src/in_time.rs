//! How long a line may take to take an answer, so that whoever asks and takes nothing does not hold it for ever.

use hyper::rt::{Read, ReadBufCursor, Write};
use std::io::{ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// A line that breaks where what is written on it is not taken in time.
pub(crate) struct InTime<T> {
    line: T,
    longest: Duration,
    /// From when something waits to be taken until all of it is.
    ends: Option<Pin<Box<Sleep>>>,
}

impl<T> InTime<T> {
    pub(crate) const fn new(line: T, longest: Duration) -> Self {
        Self { line, longest, ends: None }
    }

    fn in_time<R>(&mut self, context: &mut Context<'_>, written: Poll<Result<R>>) -> Poll<Result<R>> {
        if written.is_ready() {
            return written;
        }
        let longest = self.longest;
        let ends = self.ends.get_or_insert_with(|| Box::pin(sleep(longest)));
        ready!(ends.as_mut().poll(context));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

impl<T: Read + Unpin> Read for InTime<T> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: ReadBufCursor<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.get_mut().line).poll_read(context, into)
    }
}

impl<T: Write + Unpin> Write for InTime<T> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let it = self.get_mut();
        let written = Pin::new(&mut it.line).poll_write(context, bytes);
        it.in_time(context, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let it = self.get_mut();
        let written = Pin::new(&mut it.line).poll_write_vectored(context, bytes);
        it.in_time(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.line.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let it = self.get_mut();
        let written = Pin::new(&mut it.line).poll_flush(context);
        if written.is_ready() {
            it.ends = None;
        }
        it.in_time(context, written)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let it = self.get_mut();
        let written = Pin::new(&mut it.line).poll_shutdown(context);
        it.in_time(context, written)
    }
}
