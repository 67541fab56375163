//! What is done about the case of one agreement: it is given to another team, sealed, or unsealed. It stands above the list, which
//! stays as it is.

use ipc::office::people::{PersonRow, Seal, TeamRow, ToTeam};
use leptos::prelude::*;

use super::asking::Asking;
use super::chosen::{Chosen, PANEL, name_of};
use super::doing::{AskOnce, Doing};
use super::fetched::Fetched;
use super::parts::{HEADING, Who, to_choose};
use crate::components::{Select, Tick};
use crate::platform::page;
use crate::words::{fill, t};

/// What can be done about it.
#[component]
pub(super) fn CasePanel(
    /// Which.
    case: Chosen,
    /// Who is signed in.
    who: Who,
    /// The list.
    asking: Asking,
    /// What is done, and where it is said.
    doing: Doing,
    /// The one that is chosen.
    chosen: RwSignal<Option<Chosen>>,
) -> impl IntoView {
    let may = |what: &str| who.with_value(|me| case.may(me, what));
    let gives = may("move_case").then(|| view! { <Give case=case.clone() asking doing chosen/> });
    let seals = (!case.is_sealed && may("seal_case"))
        .then(|| view! { <SealIt case=case.clone() asking doing chosen/> });
    let unseals = (case.is_sealed && may("unseal_case")).then(|| unsealing(&case, asking, doing, chosen));
    let row = name_of(&case.record);
    let close = move |_| {
        chosen.set(None);
        page::focus(row.clone());
    };
    view! {
        <section class="card" aria-labelledby=PANEL>
            <h2 id=PANEL tabindex="-1">{fill("office.case_of", &[("reference", &case.reference)])}</h2>
            {case.is_sealed.then(|| view! { <p>{t("office.case_sealed_words")}</p> })}
            {gives}
            {seals}
            {unseals}
            <div class="buttons">
                <button type="button" class="button plain" on:click=close>{t("office.case_close")}</button>
            </div>
        </section>
    }
}

/// Tells the office, says that it is done, and shows the list as it is then. The row may be gone from it.
fn tell(
    path: String,
    body: impl serde::Serialize + 'static,
    said: String,
    (asking, doing, chosen): (Asking, Doing, RwSignal<Option<Chosen>>),
) {
    doing.tell(path, body, move |()| {
        doing.say(said);
        chosen.set(None);
        asking.again();
        page::focus(HEADING.to_owned());
    });
}

#[component]
fn Give(
    /// Which.
    case: Chosen,
    /// The list.
    asking: Asking,
    /// What is done, and where it is said.
    doing: Doing,
    /// The one that is chosen.
    chosen: RwSignal<Option<Chosen>>,
) -> impl IntoView {
    let (teams, team) = (Fetched::<Vec<TeamRow>>::ask("/api/teams"), RwSignal::new(String::new()));
    let own = case.team.clone();
    let give = move |_| {
        let to = team.get_untracked();
        if to.is_empty() {
            doing.refuse(t("office.choose_team"));
            return;
        }
        let said = fill("office.case_given", &[("reference", &case.reference)]);
        tell(format!("/api/cases/{}/team", case.case), ToTeam { team: to }, said, (asking, doing, chosen));
    };
    let pick = move |mut all: Vec<TeamRow>| {
        all.retain(|it| own.as_ref() != Some(&it.id));
        view! { <Select id="case-team" label=t("office.case_to") options=to_choose(&all) value=team/> }
            .into_any()
    };
    view! {
        {teams.once_there(pick)}
        <div class="buttons">
            <button type="button" class="button" on:click=give>{t("office.give_case")}</button>
        </div>
    }
}

/// Sealing: whoever does it is named by themselves, others are ticked.
#[component]
fn SealIt(
    /// Which.
    case: Chosen,
    /// The list.
    asking: Asking,
    /// What is done, and where it is said.
    doing: Doing,
    /// The one that is chosen.
    chosen: RwSignal<Option<Chosen>>,
) -> impl IntoView {
    let (people, named) =
        (Fetched::<Vec<PersonRow>>::ask("/api/people"), RwSignal::new(Vec::<String>::new()));
    let tick = move |row: PersonRow| {
        let (id, own) = (row.id.clone(), row.id.clone());
        let on = Signal::derive(move || named.with(|named| named.contains(&id)));
        let toggle = move |is_named: bool| {
            named.update(|named| {
                named.retain(|it| *it != own);
                if is_named {
                    named.push(own.clone());
                }
            });
        };
        view! { <Tick id=format!("names-{}", row.id) label=row.name on toggle/> }
    };
    let ticks = move |rows: Vec<PersonRow>| {
        let all = rows.into_iter().filter(|row| row.ended_at.is_none()).map(tick).collect_view();
        view! {
            <fieldset class="field">
                <legend class="legend">{t("office.seal_who")}</legend>
                <div class="choices wide">{all}</div>
            </fieldset>
        }
        .into_any()
    };
    let question = fill("office.seal_asks", &[("reference", &case.reference)]);
    let (id, about) = ("seal-case".to_owned(), case.reference.clone());
    let seal = move || {
        let said = fill("office.case_was_sealed", &[("reference", &case.reference)]);
        let persons = named.get_untracked();
        tell(format!("/api/cases/{}/seal", case.case), Seal { persons }, said, (asking, doing, chosen));
    };
    view! {
        <details class="more">
            <summary>{t("office.seal_case")}</summary>
            <div class="column">
                <p>{t("office.seal_words")}</p>
                {people.once_there(ticks)}
                <AskOnce id label=t("office.seal_case_go") about question yes=t("office.seal_yes")
                    no=t("office.leave_case") act=seal/>
            </div>
        </details>
    }
}

fn unsealing(case: &Chosen, asking: Asking, doing: Doing, chosen: RwSignal<Option<Chosen>>) -> AnyView {
    let (path, reference) = (format!("/api/cases/{}/unseal", case.case), case.reference.clone());
    let question = fill("office.unseal_asks", &[("reference", &reference)]);
    let said = fill("office.case_was_unsealed", &[("reference", &reference)]);
    let id = "unseal-case".to_owned();
    let act = move || tell(path.clone(), (), said.clone(), (asking, doing, chosen));
    view! {
        <AskOnce id label=t("office.unseal_case") about=reference question
            yes=t("office.unseal_yes") no=t("office.leave_case") act/>
    }
    .into_any()
}
