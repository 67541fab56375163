//! What was done and what was refused, newest first: who, as what, what, of which, when.

use ipc::office::people::AccessRow;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fetched::{no_answer, waiting};
use super::parts::{Head, facts, role_word};
use super::place::Place;
use super::when::at;
use crate::platform::bridge::{self, NoAnswer};
use crate::platform::page;
use crate::words::{counted, fill, t, texts};

/// Which of it is shown.
#[derive(Clone, PartialEq, Eq)]
enum Wanted {
    All,
    Refused,
    /// What one person did, by id and name.
    By(String, String),
}

/// What is asked and shown.
#[derive(Clone, Copy)]
struct Asking {
    wanted: RwSignal<Wanted>,
    rows: RwSignal<Option<Result<Vec<AccessRow>, NoAnswer>>>,
    /// The number below which there may be more.
    below: RwSignal<Option<u64>>,
    /// Counts what was asked, so that only the last is answered.
    turn: StoredValue<u64>,
}

impl Asking {
    fn want(self, wanted: Wanted) {
        self.wanted.set(wanted);
        self.ask(None);
    }

    /// Asks from the beginning, or for what comes below a number.
    fn ask(self, below: Option<u64>) {
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        let narrowed = self.wanted.with_untracked(|wanted| match wanted {
            Wanted::All => String::new(),
            Wanted::Refused => "refused=true".to_owned(),
            Wanted::By(person, _) => format!("person={person}"),
        });
        let from = below.map(|below| format!("&below={below}")).unwrap_or_default();
        spawn_local(async move {
            let answer = bridge::get::<Vec<AccessRow>>(&format!("/api/access?{narrowed}{from}")).await;
            if self.turn.try_get_value() == Some(turn) {
                self.take(answer, below.is_some());
            }
        });
    }

    fn take(self, answer: Result<Vec<AccessRow>, NoAnswer>, goes_on: bool) {
        let last = answer.as_ref().ok().and_then(|rows| rows.last()).map(|row| row.number);
        // The first that was ever done has number 1.
        self.below.set(last.filter(|number| *number > 1));
        match answer {
            Ok(further) if goes_on => {
                let first = further.first().map(|row| name_of(row.number));
                self.rows.update(|rows| {
                    if let Some(Ok(rows)) = rows {
                        rows.extend(further);
                    }
                });
                // The button may be gone, and who uses keys goes on reading here.
                page::focus(first.unwrap_or_else(|| "done-count".to_owned()));
            }
            answer => self.rows.set(Some(answer)),
        }
    }
}

/// The page.
#[component]
pub(super) fn Done() -> impl IntoView {
    let asking = Asking {
        wanted: RwSignal::new(Wanted::All),
        rows: RwSignal::new(None),
        below: RwSignal::new(None),
        turn: StoredValue::new(0),
    };
    asking.ask(None);
    let choice = move |wanted: Wanted, label: String| {
        let mine = wanted.clone();
        view! {
            <button type="button" class="button chip" aria-pressed=move || (asking.wanted.get() == mine).to_string()
                on:click=move |_| asking.want(wanted.clone())>{label}</button>
        }
    };
    let of_one = move || match asking.wanted.get() {
        Wanted::By(person, name) => {
            let label = fill("office.done_by", &[("name", &name)]);
            Some(choice(Wanted::By(person, name), label))
        }
        Wanted::All | Wanted::Refused => None,
    };
    let rows = move || match asking.rows.get() {
        None => waiting(),
        Some(Err(why)) => no_answer(&why),
        Some(Ok(rows)) => rows_of(rows, asking),
    };
    view! {
        <Head place=Place::Done again=move || asking.ask(None)/>
        <div class="buttons chips" role="group" aria-label=t("office.show_done")>
            {choice(Wanted::All, t("office.show_all").to_owned())}
            {choice(Wanted::Refused, t("office.show_refused").to_owned())}
            {of_one}
        </div>
        {rows}
    }
}

fn rows_of(rows: Vec<AccessRow>, asking: Asking) -> AnyView {
    let count = counted("office.done_shown", rows.len());
    let rows = rows.into_iter().map(|row| done(row, asking)).collect_view();
    let more = move || {
        asking.below.get().map(|below| {
            view! {
                <div class="buttons">
                    <button type="button" class="button" on:click=move |_| asking.ask(Some(below))>
                        {t("office.earlier")}
                    </button>
                </div>
            }
        })
    };
    view! {
        <p class="hint" role="status" id="done-count" tabindex="-1">{count}</p>
        <ul class="card rows">{rows}</ul>
        {more}
    }
    .into_any()
}

fn done(row: AccessRow, asking: Asking) -> AnyView {
    let who = match row.who.as_str() {
        "person" => row.name.clone(),
        "tablet" => t("office.who_tablet").to_owned(),
        "machine" => t("office.who_machine").to_owned(),
        _ => t("office.who_nobody").to_owned(),
    };
    let roles: Vec<String> = row.role.split(", ").filter(|role| !role.is_empty()).map(role_word).collect();
    let (state, tone) =
        if row.allowed { (t("office.was_done"), "good") } else { (t("office.was_refused"), "care") };
    let mut known = vec![(t("office.done_when"), at(row.at)), (t("office.done_who"), who)];
    if !roles.is_empty() {
        known.push((t("office.role"), roles.join(", ")));
    }
    known.extend(row.of_name.clone().map(|of| (t("office.done_of"), of)));
    if !row.reason.is_empty() {
        // The reason of a role is which one.
        let role = format!("office.role_{}", row.reason);
        let why = if texts().has(&role) { t(&role).to_owned() } else { row.reason.clone() };
        known.push((t("office.done_why"), why));
    }
    if row.times > 1 {
        known.push((t("office.done_times"), row.times.to_string()));
    }
    let only = row.person.clone().map(|person| {
        let (name, hidden) = (row.name.clone(), row.name.clone());
        view! {
            <div class="buttons">
                <button type="button" class="button plain"
                    on:click=move |_| asking.want(Wanted::By(person.clone(), name.clone()))>
                    {t("office.only_theirs")}<span class="hidden-words">" "{hidden}</span>
                </button>
            </div>
        }
    });
    view! {
        <li class="row">
            <div class="card-head">
                <h2 id=name_of(row.number) tabindex="-1">{what(&row)}</h2>
                <span class=format!("state {tone}")>{state}</span>
            </div>
            {facts(known)}
            {only}
        </li>
    }
    .into_any()
}

/// What was done, in words. What is new to this page is called as the office calls it.
fn what(row: &AccessRow) -> String {
    let key = format!("office.did_{}", row.done);
    if texts().has(&key) { t(&key).to_owned() } else { row.page.clone() }
}

/// The id of a row's heading within the page.
fn name_of(number: u64) -> String {
    format!("done-{number}")
}
