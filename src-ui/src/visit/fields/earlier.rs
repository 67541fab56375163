//! What stood in a field before, to be put back. It is offered at a field somebody is in or deletes much of, and only where
//! something else stood there than what stands there now. Only a worker's own screens have such fields.

use ipc::visit::{FieldEntry, FieldHistory};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::dates;
use plan::field::Field;

use crate::platform::{page, shell};
use crate::visit::here::Visit;
use crate::visit::work::Work;
use crate::words::{fill, t, texts};

/// The texts that stood in a field.
#[derive(Clone, Copy)]
pub(crate) struct Earlier {
    field: Field,
    work: Work,
    /// The newest first, each once; what stands there now among them.
    all: RwSignal<Vec<FieldEntry>>,
    is_open: RwSignal<bool>,
}

impl Earlier {
    /// Nothing is known of them yet.
    pub(crate) fn of(field: Field) -> Self {
        Self {
            field,
            work: Visit::here().work,
            all: RwSignal::new(Vec::new()),
            is_open: RwSignal::new(false),
        }
    }

    /// Asks what stood there, once all is saved. Where that is not told, nothing is offered.
    pub(crate) fn look(self) {
        let plan = self.work.plan.with_untracked(|plan| plan.id);
        spawn_local(async move {
            if self.work.settle().await
                && let Ok(mut all) = shell::ask(FieldHistory { plan, field: self.field }).await
            {
                let mut seen = Vec::new();
                all.retain(|it| {
                    let is_new = !it.to.trim().is_empty() && !seen.contains(&it.to);
                    seen.push(it.to.clone());
                    is_new
                });
                let _ = self.all.try_set(all);
            }
        });
    }

    /// The button and, once it is tapped, the texts. `input` is the id of the field, `label` what it asks.
    pub(crate) fn view(self, input: &str, label: &str) -> impl IntoView + use<> {
        let Self { field, work, all, is_open } = self;
        let earlier = Memo::new(move |_| {
            let now = work.text(field);
            all.with(|all| all.iter().filter(|it| it.to != now).cloned().collect::<Vec<_>>())
        });
        let (input, of) = (input.to_owned(), fill("earlier.of", &[("field", label)]));
        let list = format!("{input}-earlier");
        let controls = list.clone();
        let is_there = Memo::new(move |_| !earlier.with(Vec::is_empty));
        let rows = move || {
            let row = |(n, entry): (usize, FieldEntry)| {
                let (id, input, words) = (format!("{list}-{n}"), input.clone(), entry.to.clone());
                let put_back = move |_| {
                    work.type_text(field, &words);
                    work.send();
                    is_open.set(false);
                    page::focus(input.clone());
                };
                view! {
                    <li>
                        <p class="words" id=id.clone()>{entry.to.clone()}</p>
                        <p class="hint">{written(&entry)}</p>
                        <button type="button" class="button" aria-describedby=id on:click=put_back>{t("earlier.put_back")}</button>
                    </li>
                }
            };
            let rows = is_open.get().then(|| earlier.get().into_iter().enumerate().map(row).collect_view());
            view! { <ul id=list.clone()>{rows}</ul> }
        };
        move || {
            is_there.get().then(|| {
                view! {
                    <div class="earlier">
                        <div class="buttons">
                            <button type="button" class="button plain" aria-expanded=move || is_open.get().to_string()
                                aria-controls=controls.clone() on:click=move |_| is_open.update(|open| *open = !*open)>
                                {t("earlier.title")}<span class="hidden-words">" "{of.clone()}</span>
                            </button>
                        </div>
                        {rows.clone()}
                    </div>
                }
            })
        }
    }
}

/// By whom and when.
fn written(entry: &FieldEntry) -> String {
    let (day, time) = (dates::day(entry.at.date_naive(), texts()), dates::time(entry.at.time()));
    match &entry.who {
        Some(who) => fill("earlier.written_by", &[("who", who), ("day", &day), ("time", &time)]),
        None => fill("earlier.written", &[("day", &day), ("time", &time)]),
    }
}
