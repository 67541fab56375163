//! What is chosen before the tablet is turned. It goes through a lock: what was to be left out for somebody stays left out.

use ipc::visit::DraftOf;
use leptos::prelude::*;
use plan::agreement::BlockId;
use plan::ids::{PersonId, PlanId, SigningId};
use plan::people::WorkerRole;
use plan::questions::{Pick, Question};
use plan::signing::Way;
use plan::texts::Language;

use crate::visit::chosen::BeforeTurn;
use crate::visit::fields::draft::Draft;
use crate::visit::here::Visit;

/// What is chosen before the tablet is turned.
#[derive(Clone, Copy)]
pub(crate) struct Turn {
    visit: Visit,
    plan: PlanId,
    pub(super) to: RwSignal<Vec<PersonId>>,
    pub(super) hears: Draft,
    pub(super) agreed_with: Draft,
    pub(super) is_safe: RwSignal<Option<bool>>,
    pub(super) without: RwSignal<Vec<BlockId>>,
    /// How they go through it: as the worker picked it, or else as all of them asked for it.
    pub(super) way: Memo<Option<Way>>,
    pub(super) picked: RwSignal<Option<Way>>,
    pub(super) language: RwSignal<Option<Language>>,
    /// The sitting, once it is there, and what was chosen before a lock with it.
    signing: RwSignal<Option<SigningId>>,
}

impl Turn {
    /// Nothing is chosen yet but the people. From now on a lock takes nothing of it away.
    pub(super) fn of(visit: Visit, plan: PlanId) -> Self {
        let (to, picked) = (visit.together.turn_to, RwSignal::new(None::<Way>));
        let asked_for = asked_for(visit, to);
        let turn = Self {
            visit,
            plan,
            to,
            hears: visit.draft(DraftOf::Hears(plan), String::new()),
            agreed_with: visit.draft(DraftOf::AgreedWith(plan), String::new()),
            is_safe: RwSignal::new(None),
            without: RwSignal::new(Vec::new()),
            way: Memo::new(move |_| picked.get().or_else(|| asked_for.get())),
            picked,
            language: RwSignal::new(None),
            signing: RwSignal::new(None),
        };
        Effect::new(move |_| {
            let chosen = turn.signing.get().map(|signing| BeforeTurn {
                signing,
                to: turn.to.get(),
                is_safe: turn.is_safe.get(),
                without: turn.without.get(),
                way: turn.picked.get(),
                language: turn.language.get(),
            });
            if let Some(chosen) = chosen {
                // What was chosen for somebody who is not to read it any more is chosen anew.
                visit.together.before_turn.set_value(Some(chosen).filter(|it| !it.to.is_empty()));
            }
        });
        turn
    }

    /// The sitting is there. What was chosen before a lock is chosen again, unless somebody was quicker; else what was left out
    /// for these people the last time is left out.
    pub(super) fn goes_on(self) {
        let together = self.visit.together;
        let Some(is_nothing_out) = self.without.try_with_untracked(Vec::is_empty) else { return };
        if !together.is_for(self.plan) {
            return;
        }
        let is_untouched = is_nothing_out && self.is_safe.get_untracked().is_none();
        let signing = together.id();
        let is_it = |before: &BeforeTurn| {
            is_untouched && Some(before.signing) == signing && self.to.with_untracked(|to| *to == before.to)
        };
        if let Some(before) = together.before_turn.get_value().filter(is_it) {
            let is_there = |id: &BlockId| together.signing(|_, agreement| agreement.block(id).is_some());
            self.without.set(before.without.into_iter().filter(|id| is_there(id) == Some(true)).collect());
            self.is_safe.set(before.is_safe);
            self.picked.update(|picked| *picked = picked.or(before.way));
            self.language.update(|language| *language = language.take().or(before.language));
        } else if is_nothing_out {
            self.without.set(self.left_out_before());
        }
        self.signing.set(signing);
    }

    /// Others are to read it. What is safe for one is not yet safe for others, and what was agreed for one not agreed for others.
    pub(super) fn is_to_others(self) {
        self.is_safe.set(None);
        self.agreed_with.typed(String::new());
        self.without.set(self.left_out_before());
    }

    /// What was left out for these people the last time, in this reading or one that a change ended.
    fn left_out_before(self) -> Vec<BlockId> {
        let people = self.to.get_untracked();
        self.visit.together.sitting.with_untracked(|sitting| {
            let theirs =
                sitting.iter().flat_map(|it| &it.left_out).filter(|(person, _)| people.contains(person));
            let mut all: Vec<BlockId> = theirs.flat_map(|(_, blocks)| blocks.clone()).collect();
            all.sort_unstable();
            all.dedup();
            all
        })
    }

    /// The tablet was turned, or nobody is to read it now: the next time it is chosen anew.
    pub(super) fn is_over(self) {
        self.visit.together.before_turn.set_value(None);
    }
}

/// How these people said they want to go through it, as far as this tablet can do it.
fn asked_for(visit: Visit, to: RwSignal<Vec<PersonId>>) -> Memo<Option<Way>> {
    let first_reader = readers(visit).first().map(|(id, _)| Way::ReadOut(*id));
    Memo::new(move |_| {
        // Together they go one way: it is chosen beforehand only where all of them asked for it.
        let (first, others) =
            to.with(|to| to.split_first().map(|(first, others)| (*first, others.to_vec())))?;
        let asked_for = visit.work.plan.with(|plan| {
            let wanted = |person| plan.picked(Question::WayThrough(person));
            wanted(first).filter(|way| others.iter().all(|other| wanted(*other) == Some(*way)))
        });
        match asked_for {
            Some(Pick::TabletReads) if has_voice(visit) => Some(Way::TabletReads),
            Some(Pick::ReadOut | Pick::TabletReads) => first_reader,
            Some(Pick::ReadsAlone) => Some(Way::ReadsAlone),
            // Nothing is chosen for anybody who was not asked.
            Some(_) | None => None,
        }
    })
}

/// The workers who can read it out.
pub(super) fn readers(visit: Visit) -> Vec<(PersonId, String)> {
    visit.work.plan.with_untracked(|plan| {
        let here = plan.workers.iter().filter(|it| it.role != WorkerRole::TeamManager);
        here.map(|it| (it.id, it.name.clone())).collect()
    })
}

/// Whether the tablet can read it out.
pub(super) fn has_voice(visit: Visit) -> bool {
    visit.together.ways.with(|ways| ways.as_ref().is_some_and(|ways| ways.silent.is_none()))
}
