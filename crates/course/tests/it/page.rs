//! The page, as thin as it is: what a person does is told to the queue, requests are carried out by the tablet and
//! answered one by one, in whatever order a test wants.

use course::outgoing::{Became, Number, Outgoing, Request};
use ipc::Refusal;
use ipc::refusal::Code;
use ipc::visit::{DraftOf, Kept, OpenPlan, Opened, Saved, Sitting, StartSigning};
use plan::field::Field;
use plan::ids::{PlanId, SigningId};
use plan::signing::Event;
use plan::{Change, Plan, splice};

use crate::small_tablet::{SmallTablet, refusal, sitting_of};

/// A page and what it asked.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) queue: Outgoing,
    /// The plan on the screen.
    pub(crate) shown: Option<Plan>,
    /// The sitting on the screen.
    pub(crate) sitting: Option<SigningId>,
    pub(crate) now: f64,
    /// What was asked and is not carried out yet.
    pub(crate) asked: Vec<Asked>,
    /// What was carried out and is not answered yet.
    pub(crate) answers: Vec<Answer>,
    /// What became of events.
    pub(crate) became: Vec<Became>,
}

/// Something that is under way.
#[derive(Debug, Clone)]
pub(crate) enum Asked {
    /// From the queue.
    Queue(Request),
    /// A person opens a plan.
    Open(Number, PlanId),
    /// A person begins a sitting, or goes on with it.
    Begin(PlanId),
}

/// An answer that is on its way.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Changed(Number, PlanId, Result<Saved, Refusal>),
    Loaded(Number, PlanId, Result<Opened, Refusal>),
    Kept(Number, SigningId, Result<Kept, Refusal>),
    WentOn(Number, SigningId, Result<Sitting, Refusal>),
    Drafted(Number, DraftOf, Result<(), Refusal>),
    Opened(Number, Result<Opened, Refusal>),
    Began(Result<Sitting, Refusal>),
}

impl Page {
    /// A page on which a plan was opened.
    pub(crate) fn on(tablet: &mut SmallTablet, plan: PlanId) -> Self {
        let mut page = Self::default();
        page.open(tablet, plan);
        page
    }

    /// Opens a plan and waits for it.
    pub(crate) fn open(&mut self, tablet: &mut SmallTablet, plan: PlanId) {
        let number = self.queue.opens(Some(plan));
        let opened = tablet.open(&OpenPlan { plan }).unwrap();
        self.answered(Answer::Opened(number, Ok(opened)));
    }

    /// Asks for a plan.
    pub(crate) fn ask_to_open(&mut self, plan: PlanId) {
        let number = self.queue.opens(Some(plan));
        self.asked.push(Asked::Open(number, plan));
    }

    /// Begins a sitting and waits for it.
    pub(crate) fn begin(&mut self, tablet: &mut SmallTablet, plan: PlanId) -> SigningId {
        let sitting = tablet.start_signing(&StartSigning { plan }).unwrap();
        self.answered(Answer::Began(Ok(sitting)));
        sitting_of(plan)
    }

    /// Goes to the list of plans.
    pub(crate) fn put_away(&mut self) {
        self.shown = None;
        self.queue.put_away();
    }

    /// Types into a field, so that this stands in it. Nothing without a plan on the screen.
    pub(crate) fn type_text(&mut self, field: Field, text: &str) {
        let Some(plan) = &mut self.shown else { return };
        let before = field.of(plan).unwrap().to_owned();
        let text = splice::typed(text);
        let Some(change) = Change::typing(plan, field, &text) else { return };
        plan.apply(&change).unwrap();
        self.queue.typed(self.now, plan.id, field, &before, &text);
    }

    /// Types behind what stands in a field.
    pub(crate) fn type_on(&mut self, field: Field, more: &str) {
        let Some(plan) = &self.shown else { return };
        let text = format!("{}{more}", field.of(plan).unwrap());
        self.type_text(field, &text);
    }

    /// Makes a change.
    pub(crate) fn make(&mut self, change: Change) {
        let Some(plan) = &mut self.shown else { return };
        plan.apply(&change).unwrap();
        self.queue.made(plan.id, change);
    }

    /// Something happens in a sitting.
    pub(crate) fn happen(&mut self, signing: SigningId, event: Event) {
        self.queue.happened(signing, event);
    }

    /// Types words that are nothing yet.
    pub(crate) fn draft(&mut self, of: DraftOf, words: &str) {
        self.queue.drafting(self.now, of, words);
    }

    /// Time passes, and what is due is asked.
    pub(crate) fn pass(&mut self, milliseconds: f64) {
        self.now += milliseconds;
        let due = self.queue.due(self.now);
        self.asked.extend(due.into_iter().map(Asked::Queue));
    }

    /// Everything is asked that may be.
    pub(crate) fn ask_all(&mut self) {
        let all = self.queue.all();
        self.asked.extend(all.into_iter().map(Asked::Queue));
    }

    /// The tablet carries out one of the things that were asked.
    pub(crate) fn carry_out(&mut self, tablet: &mut SmallTablet, which: usize) {
        let answer = match self.asked.remove(which) {
            Asked::Open(number, plan) => Answer::Opened(number, tablet.open(&OpenPlan { plan })),
            Asked::Begin(plan) => Answer::Began(tablet.start_signing(&StartSigning { plan })),
            Asked::Queue(Request::Change(number, asked)) => {
                Answer::Changed(number, asked.plan, tablet.change(&asked))
            }
            Asked::Queue(Request::Load(number, asked)) => {
                Answer::Loaded(number, asked.plan, tablet.open(&asked))
            }
            Asked::Queue(Request::Sign(number, asked)) => {
                Answer::Kept(number, asked.signing, tablet.sign(&asked))
            }
            Asked::Queue(Request::GoOn(number, asked)) => {
                Answer::WentOn(number, asked.signing, tablet.read_sitting(&asked))
            }
            Asked::Queue(Request::Draft(number, asked)) => {
                Answer::Drafted(number, asked.of, tablet.keep_draft(&asked))
            }
        };
        self.answers.push(answer);
    }

    /// One of the answers comes.
    pub(crate) fn hear(&mut self, which: usize) {
        let answer = self.answers.remove(which);
        self.answered(answer);
    }

    /// One of the answers comes as one that cannot be read.
    pub(crate) fn hear_nothing(&mut self, which: usize) {
        let lost = || refusal(Code::Other);
        let answer = match self.answers.remove(which) {
            Answer::Changed(number, of, _) => Answer::Changed(number, of, Err(lost())),
            Answer::Loaded(number, of, _) => Answer::Loaded(number, of, Err(lost())),
            Answer::Kept(number, of, _) => Answer::Kept(number, of, Err(lost())),
            Answer::WentOn(number, of, _) => Answer::WentOn(number, of, Err(lost())),
            Answer::Drafted(number, of, _) => Answer::Drafted(number, of, Err(lost())),
            Answer::Opened(number, _) => Answer::Opened(number, Err(lost())),
            Answer::Began(_) => Answer::Began(Err(lost())),
        };
        self.answered(answer);
    }

    fn answered(&mut self, answer: Answer) {
        let now = self.now;
        match answer {
            Answer::Changed(number, plan, answer) => {
                let (_, then) = self.queue.changed(number, plan, answer.as_ref().map_err(Clone::clone), now);
                self.asked.extend(then.map(Asked::Queue));
            }
            Answer::Loaded(number, plan, answer) => {
                let loaded = self.queue.loaded(number, plan, answer, now);
                if let (Some(loaded), Some(shown)) = (loaded, &mut self.shown)
                    && loaded.plan.id == shown.id
                {
                    *shown = loaded.plan;
                }
            }
            Answer::Kept(number, signing, answer) => {
                let became = self.queue.kept(number, signing, answer.as_ref().map_err(Clone::clone), now);
                self.became.extend(became);
            }
            Answer::WentOn(number, signing, answer) => {
                self.queue.went_on(number, signing, answer.as_ref().map_err(Clone::clone), now);
            }
            Answer::Drafted(number, of, answer) => {
                self.queue.drafted(number, of, answer.map_err(|refusal| refusal.code), now);
            }
            Answer::Opened(number, answer) => {
                if let Some(opened) = answer.ok().and_then(|opened| self.queue.opened(number, opened)) {
                    self.shown = Some(opened.plan);
                }
            }
            Answer::Began(answer) => {
                if let Ok(sitting) = answer {
                    self.queue.began(&sitting);
                    self.sitting = sitting.signing.map(|signing| signing.id);
                }
            }
        }
    }

    /// Everything that is under way is carried out and answered, and what comes of it, until nothing is.
    pub(crate) fn run(&mut self, tablet: &mut SmallTablet) {
        for _ in 0..1000 {
            if !self.asked.is_empty() {
                self.carry_out(tablet, 0);
            } else if !self.answers.is_empty() {
                self.hear(0);
            } else {
                return;
            }
        }
        panic!("it never ends");
    }
}
