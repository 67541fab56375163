//! What did not come, with a button for what does not fit on one page of it.

use ipc::office::{self as told, Trouble, TroubleOf, TroubleRow};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::bridge::{self, NoAnswer};
use crate::words::{fill, t};

/// What did not come; nothing where all did.
#[component]
pub(super) fn Troubles() -> impl IntoView {
    let (rows, next) = (RwSignal::new(Vec::<TroubleRow>::new()), RwSignal::new(None::<String>));
    let load = move || {
        let after = next.get_untracked().map(|next| format!("?after={next}")).unwrap_or_default();
        spawn_local(async move {
            let answer: Result<told::Troubles, NoAnswer> =
                bridge::get(&format!("/api/troubles{after}")).await;
            // That it is not shown is said beside the list, which is asked for from the same office.
            if let Ok(page) = answer {
                // What was shown meanwhile may be gone.
                let _ = rows.try_update(|rows| rows.extend(page.items));
                let _ = next.try_set(page.next);
            }
        });
    };
    load();
    move || {
        let rows = rows.get();
        (!rows.is_empty()).then(|| {
            let lines = rows.into_iter().map(|row| view! { <li>{trouble(row)}</li> }).collect_view();
            view! {
                <section class="card" id="troubles">
                    <h2>{t("office.troubles")}</h2>
                    <p>{t("office.troubles_words")}</p>
                    <ul>{lines}</ul>
                    {move || next.get().map(|_| view! {
                        <div class="buttons">
                            <button class="button" on:click=move |_| load()>{t("office.more_troubles")}</button>
                        </div>
                    })}
                </section>
            }
        })
    }
}

fn trouble(row: TroubleRow) -> String {
    let why = match row.why {
        Trouble::Refused { .. } => t("office.trouble_refused").to_owned(),
        Trouble::Damaged => t("office.trouble_damaged").to_owned(),
        Trouble::Other { word } => fill("office.trouble_other", &[("word", &word)]),
    };
    let what = match (row.of, row.number) {
        (TroubleOf::Record, Some(number)) => {
            fill("office.trouble_number", &[("number", &number.to_string())])
        }
        (TroubleOf::Record, None) => t("office.trouble_record").to_owned(),
        (TroubleOf::File, _) => t("office.trouble_file").to_owned(),
    };
    let worker = row.worker.unwrap_or_else(|| t("office.trouble_worker").to_owned());
    fill("office.trouble", &[("tablet", &row.tablet), ("worker", &worker), ("what", &what), ("why", &why)])
}
