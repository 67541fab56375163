//! Work of many threads that is done together, as where one wait for the disk serves all. Whoever finds nobody at work does what
//! waits, and hands on to whoever waits next; nobody waits so that more may come. There is no thread of its own: who is alone does
//! its own work, and nothing has to be started, stopped or drained. What is done, and with what, is not known here.
//!
//! One lock is held, for as long as a list is looked through, and none while work is done.

use record::DeviceId;
use std::collections::{HashSet, VecDeque};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What waits to be done.
pub(crate) trait Job {
    /// Whose it is, so that nobody who sends much keeps others waiting.
    fn sender(&self) -> DeviceId;
    /// How many bytes it brings.
    fn bytes(&self) -> usize;
}

/// How much is done together, and how much waits. A job alone may be larger.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Most {
    /// Jobs that are done together.
    pub(crate) jobs: usize,
    /// Bytes of all of them.
    pub(crate) bytes: usize,
    /// Bytes of all that wait. What is one too many is not done.
    pub(crate) waiting: usize,
}

/// Where jobs `J` wait for their answers `A`.
pub(crate) struct Together<J, A> {
    most: Most,
    now: Mutex<Now<J, A>>,
}

/// Where nobody is at work, nothing waits.
struct Now<J, A> {
    waiting: VecDeque<Waiting<J, A>>,
    is_led: bool,
}

struct Waiting<J, A> {
    job: J,
    tell: SyncSender<Said<A>>,
}

enum Said<A> {
    Answer(A),
    /// It is your turn to do what waits, your own with it.
    Lead,
}

/// At work, until it is dropped, also by a panic.
struct Leading<'a, J, A>(&'a Together<J, A>);

impl<J: Job, A> Together<J, A> {
    pub(crate) const fn new(most: Most) -> Self {
        Self { most, now: Mutex::new(Now { waiting: VecDeque::new(), is_led: false }) }
    }

    /// Waits until a job is done, and gives its answer; nothing if too much waits, or whoever did it panicked. `work` does many at
    /// once and gives an answer for each, in order; it is called where it is this thread's turn.
    pub(crate) fn done(&self, job: J, work: impl FnOnce(Vec<J>) -> Vec<A>) -> Option<A> {
        // Room for what it is told, so that whoever tells it never waits.
        let (tell, told) = sync_channel(1);
        if !self.begin(Waiting { job, tell })?
            && let Said::Answer(answer) = told.recv().ok()?
        {
            return Some(answer);
        }
        let leading = Leading(self);
        let (mut jobs, mut tell) = (Vec::new(), Vec::new());
        let picked = pick(&mut self.lock().waiting, self.most);
        for next in picked {
            jobs.push(next.job);
            tell.push(next.tell);
        }
        let answers = work(jobs);
        // The next are begun before these are told.
        drop(leading);
        for (tell, answer) in tell.into_iter().zip(answers) {
            let _ = tell.send(Said::Answer(answer));
        }
        match told.recv().ok()? {
            Said::Answer(answer) => Some(answer),
            Said::Lead => None,
        }
    }

    /// Whether nobody is at work, so that it is the turn of who asks; nothing if too much waits.
    fn begin(&self, next: Waiting<J, A>) -> Option<bool> {
        let mut now = self.lock();
        let waiting: usize = now.waiting.iter().map(|waiting| waiting.job.bytes()).sum();
        if !now.waiting.is_empty() && waiting.saturating_add(next.job.bytes()) > self.most.waiting {
            return None;
        }
        now.waiting.push_back(next);
        Some(!std::mem::replace(&mut now.is_led, true))
    }
}

impl<J, A> Together<J, A> {
    fn lock(&self) -> MutexGuard<'_, Now<J, A>> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<J, A> Drop for Leading<'_, J, A> {
    fn drop(&mut self) {
        let mut now = self.0.lock();
        while let Some(next) = now.waiting.front() {
            if next.tell.send(Said::Lead).is_ok() {
                return;
            }
            // Whoever waited for it is gone.
            now.waiting.pop_front();
        }
        now.is_led = false;
    }
}

/// Takes out what is done next: of each sender one, as they came, then of each another, as far as there is room. What waits longest
/// is always in it, and nothing small passes what has no room.
fn pick<J: Job, A>(waiting: &mut VecDeque<Waiting<J, A>>, most: Most) -> Vec<Waiting<J, A>> {
    let (mut picked, mut bytes) = (Vec::new(), 0_usize);
    while !waiting.is_empty() {
        let (mut senders, mut at) = (HashSet::new(), 0);
        while let Some(next) = waiting.get(at) {
            if !senders.insert(next.job.sender()) {
                at += 1;
                continue;
            }
            bytes = bytes.saturating_add(next.job.bytes());
            let is_full = picked.len() >= most.jobs || bytes > most.bytes;
            if is_full && !picked.is_empty() {
                return picked;
            }
            picked.extend(waiting.remove(at));
        }
    }
    picked
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    struct Sent {
        by: u8,
        bytes: usize,
    }

    impl Job for Sent {
        fn sender(&self) -> DeviceId {
            [self.by; 16].into()
        }

        fn bytes(&self) -> usize {
            self.bytes
        }
    }

    type Sends = Together<Sent, usize>;

    const MOST: Most = Most { jobs: 4, bytes: 100, waiting: 200 };

    fn sent(by: u8, bytes: usize) -> Sent {
        Sent { by, bytes }
    }

    /// Does one job, in which those that are in `others` come to wait, and gives what was done together after it.
    fn together_after_one(most: Most, others: &[Sent]) -> Vec<Vec<Sent>> {
        let (sends, done) = (Sends::new(most), Mutex::new(Vec::<Vec<Sent>>::new()));
        let bytes_of = |jobs: &[Sent]| -> Vec<usize> { jobs.iter().map(|job| job.bytes).collect() };
        let work = |jobs: Vec<Sent>| -> Vec<usize> {
            let answers = bytes_of(&jobs);
            done.lock().unwrap().push(jobs);
            answers
        };
        thread::scope(|scope| {
            let first = |jobs: Vec<Sent>| -> Vec<usize> {
                for (at, other) in others.iter().enumerate() {
                    let (sends, work) = (&sends, &work);
                    scope.spawn(move || assert_eq!(sends.done(*other, work), Some(other.bytes)));
                    // One after the other, so that they wait in this order.
                    while sends.lock().waiting.len() <= at {
                        thread::yield_now();
                    }
                }
                bytes_of(&jobs)
            };
            assert_eq!(sends.done(sent(0, 7), first), Some(7));
        });
        let now = sends.lock();
        assert!(!now.is_led && now.waiting.is_empty());
        drop(now);
        done.into_inner().unwrap()
    }

    #[test]
    fn what_waits_is_done_together_as_far_as_there_is_room() {
        let small: Vec<Sent> = (1..=5).map(|by| sent(by, 1)).collect();
        assert_eq!(together_after_one(MOST, &small), [&small[..4], &small[4..]]);
        let large = [sent(1, 60), sent(2, 50), sent(3, 1)];
        assert_eq!(together_after_one(MOST, &large), [&large[..1], &large[1..]], "nothing small goes before");
        let too_large = [sent(1, 101), sent(2, 1)];
        assert_eq!(together_after_one(MOST, &too_large), [&too_large[..1], &too_large[1..]]);
    }

    #[test]
    fn who_sends_much_keeps_nobody_waiting() {
        let all = [sent(1, 1), sent(1, 2), sent(1, 3), sent(1, 4), sent(2, 5), sent(3, 6)];
        let wanted = [vec![all[0], all[4], all[5], all[1]], vec![all[2], all[3]]];
        assert_eq!(together_after_one(MOST, &all), wanted);
    }

    #[test]
    fn what_is_one_too_many_is_not_done() {
        let sends = Sends::new(MOST);
        let first = |_: Vec<Sent>| -> Vec<usize> {
            thread::scope(|scope| {
                for by in 1..=2 {
                    let sends = &sends;
                    scope.spawn(move || sends.done(sent(by, 100), |jobs| vec![0; jobs.len()]));
                    while sends.lock().waiting.len() < usize::from(by) {
                        thread::yield_now();
                    }
                }
                assert_eq!(sends.done(sent(3, 1), |_| vec![0]), None);
                // They wait for this one, which ends only after them.
                sends.lock().waiting.clear();
            });
            vec![7]
        };
        assert_eq!(sends.done(sent(0, 300), first), Some(7), "one alone may be larger");
        assert_eq!(sends.done(sent(4, 300), |_| vec![8]), Some(8));
    }

    #[test]
    fn who_panics_takes_down_those_it_worked_for_and_nobody_after() {
        let (sends, begun) = (Sends::new(MOST), Barrier::new(2));
        thread::scope(|scope| {
            let leader = scope.spawn(|| {
                let work = |_: Vec<Sent>| -> Vec<usize> {
                    begun.wait();
                    while sends.lock().waiting.is_empty() {
                        thread::yield_now();
                    }
                    panic!("as a test wants it");
                };
                catch_unwind(AssertUnwindSafe(|| sends.done(sent(1, 1), work))).is_err()
            });
            begun.wait();
            assert_eq!(sends.done(sent(2, 2), |jobs| jobs.iter().map(|job| job.bytes).collect()), Some(2));
            assert!(leader.join().unwrap());
        });
        assert_eq!(sends.done(sent(3, 3), |_| Vec::new()), None, "no answer was given");
        assert_eq!(sends.done(sent(4, 4), |_| vec![9]), Some(9), "and it goes on");
    }

    #[test]
    fn each_gets_its_own_answer_however_many_ask() {
        let (sends, done) = (Sends::new(Most { waiting: 16 * 200, ..MOST }), AtomicUsize::new(0));
        thread::scope(|scope| {
            for by in 0..16 {
                let (sends, done) = (&sends, &done);
                scope.spawn(move || {
                    for bytes in 0..200 {
                        let work = |jobs: Vec<Sent>| {
                            done.fetch_add(jobs.len(), Ordering::SeqCst);
                            jobs.iter().map(|job| usize::from(job.by) * 1000 + job.bytes).collect()
                        };
                        let answer = sends.done(sent(by, bytes), work);
                        assert_eq!(answer, Some(usize::from(by) * 1000 + bytes));
                    }
                });
            }
        });
        assert_eq!(done.into_inner(), 16 * 200);
    }
}
