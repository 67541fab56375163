//! The outgoing queue in this page: what it says is asked of the shell, its times are timers, and whoever shows a plan or a
//! sitting hears what came of it. What is sent when, and for which plan or sitting, is decided in `course`.

use std::sync::Arc;
use std::time::Duration;

use course::Outgoing;
use course::outgoing::{AGAIN, Became, PAUSE, Request};
use ipc::Refusal;
use ipc::visit::{Kept, Opened, Saved};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::ids::{PlanId, SigningId};
use plan::signing::Event;

use crate::platform::pause::pause;
use crate::platform::{page, shell};

/// How long what comes next waits for the disk, in milliseconds: with a page that has nothing else to do, before another
/// plan is opened, and before the tablet locks or the window closes. What is not on the disk then stays in the queue.
pub(crate) const PATIENT: f64 = 10_000.0;
pub(crate) const SHORTLY: f64 = 1000.0;
pub(crate) const AT_THE_END: f64 = 2000.0;

/// The queue. Copies of this are the same queue.
#[derive(Clone, Copy)]
pub(crate) struct Queue {
    outgoing: StoredValue<Outgoing>,
    listeners: StoredValue<Vec<Arc<Listener>>>,
}

type Listener = dyn Fn(&News) + Send + Sync;

/// What came of something that was sent.
pub(crate) enum News {
    /// What was done to a plan is being sent.
    Sent(PlanId),
    /// Changes of a plan are on the disk.
    Saved(PlanId, Saved),
    /// Changes of a plan were refused, or something is known about them.
    Unsaved,
    /// A plan as it is on the disk, with what is not saved on top.
    Loaded(Opened),
    /// An event of a sitting is on the disk.
    Kept(SigningId, Kept, Event),
    /// An event of a sitting was refused. It waits, or it is over with it.
    Refused(SigningId, Refusal),
    /// What of a sitting still waits is known.
    WentOn,
    /// Words that are nothing yet are on the disk, or were refused.
    Drafted,
}

impl Queue {
    /// Nothing is on its way.
    pub(crate) fn new() -> Self {
        Self { outgoing: StoredValue::new(Outgoing::default()), listeners: StoredValue::new(Vec::new()) }
    }

    /// From now on this hears what comes of what is sent.
    pub(crate) fn hear(&self, listener: impl Fn(&News) + Send + Sync + 'static) {
        self.listeners.update_value(|listeners| listeners.push(Arc::new(listener)));
    }

    /// Asks the queue something.
    pub(crate) fn ask<T>(&self, ask: impl FnOnce(&Outgoing) -> T) -> T {
        self.outgoing.with_value(ask)
    }

    /// Tells the queue something.
    pub(crate) fn tell<T>(&self, tell: impl FnOnce(&mut Outgoing) -> T) -> Option<T> {
        self.outgoing.try_update_value(tell)
    }

    /// Something was typed: it is sent after a pause.
    pub(crate) fn after_a_pause(&self) {
        self.look_again(PAUSE);
    }

    /// Sends what it is time for.
    pub(crate) fn send_due(&self) {
        self.send(self.tell(|outgoing| outgoing.due(page::clock())));
    }

    /// Sends everything, now: a field was left, the tablet is being locked, the window closed.
    pub(crate) fn send_all(&self) {
        self.send(self.tell(Outgoing::all));
    }

    /// Sends everything and waits until this holds. False when it does not: it was refused, or took too long.
    pub(crate) async fn settle(&self, patience: f64, is_settled: impl Fn(&Outgoing) -> bool) -> bool {
        let until = page::clock() + patience;
        self.send_all();
        while !self.ask(&is_settled) {
            if !self.ask(Outgoing::is_under_way) || page::clock() > until {
                return false;
            }
            pause(Duration::from_millis(5)).await;
        }
        true
    }

    /// The same for everything there is.
    pub(crate) async fn settle_all(&self, patience: f64) -> bool {
        self.settle(patience, Outgoing::is_empty).await
    }

    fn look_again(&self, after: f64) {
        let queue = *self;
        set_timeout(move || queue.send_due(), Duration::from_millis(after as u64 + 5));
    }

    fn send(&self, requests: impl IntoIterator<Item: IntoIterator<Item = Request>>) {
        for request in requests.into_iter().flatten() {
            let queue = *self;
            if let Request::Change(_, changes) = &request {
                self.say(&News::Sent(changes.plan));
            }
            spawn_local(async move {
                queue.carry_out(request).await;
                queue.send_due();
            });
        }
    }

    async fn carry_out(&self, request: Request) {
        match request {
            Request::Change(number, changes) => {
                let (plan, started) = (changes.plan, page::clock());
                let answer = shell::ask(changes).await;
                let now = page::clock();
                if let Ok(saved) = &answer {
                    page::measured("save", started, page::until(saved.saved_at) - started);
                    page::measured("answer", started, now - started);
                }
                let is_refused = answer.is_err();
                let told = answer.as_ref().map_err(Clone::clone);
                let told = self.tell(|outgoing| outgoing.changed(number, plan, told, now));
                let (is_saved, then) = told.unwrap_or_default();
                self.send(Some(then));
                match answer {
                    Ok(saved) if is_saved => self.say(&News::Saved(plan, saved)),
                    Ok(_) | Err(_) => self.say(&News::Unsaved),
                }
                self.again_if(is_refused);
            }
            Request::Load(number, open) => {
                let plan = open.plan;
                let answer = shell::ask(open).await;
                let loaded = self.tell(|outgoing| outgoing.loaded(number, plan, answer, page::clock()));
                self.say(&loaded.flatten().map_or(News::Unsaved, News::Loaded));
                self.again_if(true);
            }
            Request::Sign(number, sign) => {
                let signing = sign.signing;
                let answer = shell::ask(sign).await;
                let told = answer.as_ref().map_err(Clone::clone);
                let became = self.tell(|outgoing| outgoing.kept(number, signing, told, page::clock()));
                match (became.flatten(), answer) {
                    (Some(Became::Kept(event)), Ok(kept)) => self.say(&News::Kept(signing, kept, event)),
                    (Some(Became::Waits(refusal) | Became::Over(refusal)), _) => {
                        self.say(&News::Refused(signing, refusal));
                    }
                    (Some(Became::Kept(_)) | None, _) => self.say(&News::WentOn),
                }
                self.again_if(self.ask(|outgoing| outgoing.waiting(signing).next().is_some()));
            }
            Request::GoOn(number, asked) => {
                let signing = asked.signing;
                let answer = shell::ask(asked).await;
                let told = answer.as_ref().map_err(Clone::clone);
                self.tell(|outgoing| outgoing.went_on(number, signing, told, page::clock()));
                self.say(&News::WentOn);
                self.again_if(true);
            }
            Request::Draft(number, draft) => {
                let of = draft.of;
                let answer = shell::ask(draft).await.map_err(|refusal| refusal.code);
                let is_refused = answer.is_err();
                self.tell(|outgoing| outgoing.drafted(number, of, answer, page::clock()));
                self.say(&News::Drafted);
                self.again_if(is_refused);
            }
        }
    }

    fn say(&self, news: &News) {
        for listener in self.listeners.get_value() {
            listener(news);
        }
    }

    fn again_if(&self, is_refused: bool) {
        if is_refused {
            self.look_again(AGAIN);
        }
    }
}
