//! One question to one person: what they say to it, kept as it is answered, and the answers there are. On which screen it
//! stands is `say_back`'s and `say_all_back`'s.

use ipc::visit::DraftOf;
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::agreement::Block;
use plan::ids::PersonId;
use plan::signing::{Event, Offer, Part, SaidBack as How};

use super::theirs::theirs;
use super::words::{beside, said, say};
use crate::components::TextField;
use crate::visit::fields::draft::Draft;
use crate::visit::here::Visit;
use crate::words::fill;
use course::order::parts_to_say_back;
use course::place::Place;

/// One question to one person.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    visit: Visit,
    person: PersonId,
    /// Its number among all.
    pub(super) number: usize,
    pub(super) which: Part,
    draft: Draft,
    before: StoredValue<String>,
    /// Whether it is told again.
    pub(super) told_again: RwSignal<bool>,
}

/// The questions there are for a person, by their numbers.
pub(super) fn numbers(visit: Visit, person: PersonId) -> Vec<usize> {
    let seen = |signing: &plan::Signing, agreement: &plan::Agreement| {
        parts_to_say_back(&agreement.without(signing.left_out(person)))
    };
    visit.together.signing(seen).unwrap_or_default()
}

impl Asked {
    pub(super) fn of(visit: Visit, person: PersonId, number: usize) -> Self {
        let which = Part::ALL.get(number).copied().unwrap_or(Part::Meeting);
        let together = visit.together;
        let last =
            together.signing(|signing, _| signing.asked(person, which).map(|asked| asked.last.clone()));
        let before = match last.flatten() {
            Some(How::InOwnWords { words } | How::InPart { words }) => words,
            Some(How::NotYet | How::DidNotWant) | None => String::new(),
        };
        let draft = visit.draft(DraftOf::SaidBack(together.plan(), person, which), before.clone());
        let (before, told_again) = (StoredValue::new(before), RwSignal::new(false));
        Self { visit, person, number, which, draft, before, told_again }
    }

    /// What was answered last, whether it is on the disk yet or not.
    fn last(self) -> Option<How> {
        let Self { visit, person, which, .. } = self;
        let together = visit.together;
        let waits = together.waiting.with(|waiting| {
            waiting.iter().rev().find_map(|event| {
                let Event::SaidBack { person: whose, part, how } = event else { return None };
                ((*whose, *part) == (person, which)).then(|| how.clone())
            })
        });
        let kept = || together.follow(|signing, _| signing.asked(person, which).map(|it| it.last.clone()));
        waits.or_else(|| kept().flatten())
    }

    /// The words that were typed and are in no answer, as the answer they are: some of it, where that was said of them last.
    pub(super) fn new_words(self) -> Option<How> {
        let words = self.draft.text();
        let is_new = !words.trim().is_empty() && self.before.with_value(|before| *before != words);
        let is_part = matches!(untrack(|| self.last()), Some(How::InPart { .. }));
        is_new.then_some(if is_part { How::InPart { words } } else { How::InOwnWords { words } })
    }

    /// Keeps an answer; what comes then is told the words, once they are kept. The same answer a second time is none: nobody
    /// was asked again.
    pub(super) fn keep(self, how: How, then: impl FnOnce(&str) + 'static) {
        let Self { visit, person, which, .. } = self;
        let together = visit.together;
        let words = match &how {
            How::InOwnWords { words } | How::InPart { words } => Some(words.clone()),
            // Who does not want to has not said what stands there, whichever way the screen is left.
            How::DidNotWant => Some(self.draft.text()),
            How::NotYet => None,
        };
        if how == How::NotYet {
            self.told_again.set(true);
        }
        let is_again = how != How::NotYet && untrack(|| self.last()).as_ref() == Some(&how);
        if !is_again {
            together.happened(Event::SaidBack { person, part: which, how: how.clone() });
        }
        // From now on they wait with the answer, however long the disk takes.
        if let Some(words) = &words {
            self.before.set_value(words.clone());
        }
        spawn_local(async move {
            let is_kept = move || {
                let last = |signing: &plan::Signing, _: &plan::Agreement| {
                    signing.asked(person, which).map(|asked| asked.last.clone())
                };
                together.signing(last).flatten() == Some(how)
            };
            if together.settle().await && is_kept() {
                if let Some(words) = &words {
                    self.draft.is_done_with(words);
                }
                then(words.as_deref().unwrap_or_default());
            }
        });
    }

    /// The words that ask.
    pub(super) fn question(self) -> impl IntoView {
        say(self.visit.together, &format!("say_back.{}", self.which.key()), &[])
    }

    /// What stands under the question: the words, and the answers, of which the last one is marked where they stay in sight.
    pub(super) fn answers(
        self,
        described: impl Into<String>,
        are_marked: bool,
        answer: impl Fn(How) + Copy + 'static,
    ) -> impl IntoView {
        let Self { visit, person, number, draft, .. } = self;
        let together = visit.together;
        let name = together.first_name(person);
        let slots = [("name", name.as_str())];
        let label_beside = beside(together, fill("family.own_words", &slots));
        let label = said(together, "family.own_words", &slots);
        let hint = said(together, "family.own_words_hint", &slots);
        let is_last = Memo::new(move |_| self.last().map(|last| std::mem::discriminant(&last)));
        let button = move |key: &'static str, how: fn(String) -> How| {
            let is_it = move || is_last.get() == Some(std::mem::discriminant(&how(String::new())));
            let pressed = move || are_marked.then(|| is_it().to_string());
            view! {
                <button class="button" aria-pressed=pressed on:click=move |_| answer(how(draft.text()))>
                    {say(together, key, &[])}
                </button>
            }
        };
        view! {
            <TextField id=format!("said-{number}") described=described.into() label beside=label_beside hint long=true value=draft.words
                typed=move |text| draft.typed(text)/>
            <div class="buttons">
                {button("family.said_it", |words| How::InOwnWords { words })}
                {button("family.some_of_it", |words| How::InPart { words })}
                {button("family.not_yet", |_| How::NotYet)}
                {button("family.did_not_want", |_| How::DidNotWant)}
            </div>
        }
    }

    /// What the plan says to it, where it is told again.
    pub(super) fn again(self) -> impl IntoView {
        let Self { visit, person, which, told_again, .. } = self;
        let together = visit.together;
        let tell = move |agreement: &plan::Agreement, left_out: &[plan::agreement::BlockId]| -> Vec<Block> {
            which.blocks(&agreement.without(left_out)).into_iter().cloned().collect()
        };
        move || {
            let blocks = together.signing(|signing, agreement| tell(agreement, signing.left_out(person)));
            let blocks = blocks.unwrap_or_default().into_iter();
            told_again.get().then(|| {
                view! { <div class="blocks again">{blocks.map(|block| theirs(together, &block, None)).collect_view()}</div> }
            })
        }
    }

    /// The way to have it told again.
    pub(super) fn tell_again(self) -> impl IntoView {
        let (together, told_again) = (self.visit.together, self.told_again);
        move || {
            (!told_again.get()).then(|| view! {
            <div class="buttons"><button class="button plain" on:click=move |_| told_again.set(true)>{say(together, "family.tell_again", &[])}</button></div>
        })
        }
    }
}

/// Offers to stop, after two “not yet”.
#[component]
pub(super) fn OfferToStop(
    /// To whom.
    person: PersonId,
    /// Where the screen is left for.
    leave: UnsyncCallback<Place>,
) -> impl IntoView {
    let together = Visit::here().together;
    let offers = Memo::new(move |_| {
        let waiting = together.waiting.with(|it| {
            it.iter().filter(|event| matches!(event, Event::SaidBack { how: How::NotYet, .. })).count()
        });
        waiting == 0 && together.follow(|signing, _| signing.should_offer(person)).unwrap_or(false)
    });
    move || if offers.get() { view! { <Stop person leave/> }.into_any() } else { ().into_any() }
}

/// What can be chosen then.
#[component]
fn Stop(
    /// To whom.
    person: PersonId,
    /// Where the screen is left for.
    leave: UnsyncCallback<Place>,
) -> impl IntoView {
    let together = Visit::here().together;
    let choose = move |chose: Offer| {
        let goes_on = chose == Offer::GoOn;
        together.happened(Event::Offered { person, chose });
        if !goes_on {
            leave.run(Place::GiveBack);
        }
    };
    let offers = [
        ("family.go_on", Offer::GoOn),
        ("family.pause", Offer::Pause),
        ("family.advocate", Offer::Advocate),
        ("family.another_day", Offer::AnotherDay { on: None }),
    ];
    let buttons = offers.map(|(key, offer)| {
        view! { <button class="button" on:click=move |_| choose(offer.clone())>{say(together, key, &[])}</button> }
    });
    view! {
        <section class="card" role="group" aria-labelledby="stop-title">
            <h2 id="stop-title">{say(together, "family.offer_title", &[])}</h2>
            <p>{say(together, "family.offer_lead", &[])}</p>
            <div class="buttons">{buttons.collect_view()}</div>
        </section>
    }
}
