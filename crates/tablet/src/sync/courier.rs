//! What commands know of sending: they hand it the post, wake it, and ask how the last try went. None of this waits for the
//! network.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::bell::Bell;
use crate::error::{Result, TabletError};
use crate::store::post::{OfficeClock, Post};

/// What commands and the sending thread share.
#[derive(Default)]
pub(crate) struct Courier {
    pub(super) bell: Bell,
    progress: Mutex<Progress>,
    post: Mutex<Option<Post>>,
    /// Read and set with the post in hand: once the tablet is closed no post is opened any more.
    is_stopped: AtomicBool,
}

/// What the last try came to. Held in memory: after a start the next try says it anew. Only what the office's clock said is in
/// the post as well.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    pub(crate) last: Option<String>,
    pub(crate) reachable: Option<bool>,
    /// The office does not know this tablet: it has to join again.
    pub(crate) is_unknown: bool,
    /// What the office's clock said when it last answered, also before this start.
    pub(crate) clock: Option<OfficeClock>,
    /// Bytes of letters in one request: more on a good line, less on a bad one.
    pub(super) batch: Option<u64>,
    /// Something in the post could not be read.
    damage: bool,
    /// Something for whoever is in.
    pub(super) news: bool,
}

impl Courier {
    /// Opens the post, unless it is, or the tablet is closed.
    pub(crate) fn open_with(&self, open: impl FnOnce() -> Result<Post>) -> Result<()> {
        let mut post = lock(&self.post);
        if post.is_none() && !self.is_stopped.load(Ordering::Relaxed) {
            let mut opened = open()?;
            self.recall(&mut opened);
            *post = Some(opened);
        }
        Ok(())
    }

    /// What the office's clock said is known from before this start, unless it has said something since.
    fn recall(&self, post: &mut Post) {
        let kept = post.clock().or_else(|error| {
            tracing::warn!(%error, "what the office's clock said last cannot be read");
            post.mend().map(|()| None)
        });
        let mut progress = lock(&self.progress);
        progress.clock = progress.clock.take().or(kept.ok().flatten());
    }

    /// Lets the post go, has another one from now on, and sends what lies in it. Nobody opens either in between.
    pub(crate) fn make_anew(&self, make: impl FnOnce() -> Result<Post>) -> Result<()> {
        let mut post = lock(&self.post);
        close(post.take());
        *post = Some(make()?);
        drop(post);
        self.ring();
        Ok(())
    }

    /// Lets the post go.
    pub(crate) fn take_back(&self) {
        close(lock(&self.post).take());
    }

    /// Whether receipts came, or the office lost something that a worker has to make ready again. Asked once, then it is
    /// forgotten.
    pub(crate) fn takes_news(&self) -> bool {
        std::mem::take(&mut lock(&self.progress).news)
    }

    /// Whether something in the post could not be read. Asked once, then it is forgotten.
    pub(crate) fn takes_damage(&self) -> bool {
        std::mem::take(&mut lock(&self.progress).damage)
    }

    /// There is something to send.
    pub(crate) fn ring(&self) {
        self.bell.ring();
    }

    /// A person wants everything tried now, also what the office would not take before.
    pub(crate) fn try_all(&self) {
        if let Err(error) = self.with(|post| post.try_refused_again()) {
            tracing::warn!(%error, "what was refused is not offered again");
        }
        self.ring();
    }

    /// The tablet is closed.
    pub(crate) fn stop(&self) {
        self.bell.stop();
        let mut post = lock(&self.post);
        self.is_stopped.store(true, Ordering::Relaxed);
        close(post.take());
    }

    /// What the last try came to.
    pub(crate) fn progress(&self) -> Progress {
        lock(&self.progress).clone()
    }

    /// Something new waits: what was told of the last try is not true of it.
    pub(crate) fn has_new(&self) {
        lock(&self.progress).last = None;
        self.ring();
    }

    /// Something is to be made ready, at the next command.
    pub(crate) fn wants_making_ready(&self) {
        lock(&self.progress).news = true;
    }

    pub(super) fn tell(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut lock(&self.progress));
    }

    pub(crate) fn has_post(&self) -> bool {
        lock(&self.post).is_some()
    }

    /// The bytes of each letter; nothing in the place of one that cannot be read. Whoever comes in makes again what lies on damaged
    /// pages. Between two letters others may have the post: a disk that fails takes its time.
    pub(super) fn letters(&self, ids: &[i64]) -> Result<Vec<Option<Vec<u8>>>> {
        let read = ids.iter().map(|id| self.with(|post| post.one(*id))).collect::<Result<Vec<_>>>()?;
        let has_damage = self.with(|post| Ok(post.has_damage()))?;
        if has_damage {
            self.note_damage();
        }
        Ok(read)
    }

    /// Whoever comes in makes the post again.
    fn note_damage(&self) {
        let mut progress = lock(&self.progress);
        (progress.damage, progress.news) = (true, true);
    }

    /// Does something with the post, for one moment; never while the network is waited for.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut Post) -> Result<T>) -> Result<T> {
        match &mut *lock(&self.post) {
            Some(post) => work(post).inspect_err(|error| {
                if matches!(error, TabletError::Damaged { .. }) {
                    self.note_damage();
                }
                // The next one finds it as good as the disk is.
                if error.is_of_a_database()
                    && let Err(error) = post.mend()
                {
                    tracing::warn!(%error, "the post is not mended");
                }
            }),
            None => Err(TabletError::NotEnrolled),
        }
    }
}

fn close(post: Option<Post>) {
    if let Some(Err(error)) = post.map(Post::close) {
        tracing::warn!(%error, "the post was not tidied");
    }
}

/// A panic in between has rolled its transaction back, so what it leaves behind is whole.
fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}
