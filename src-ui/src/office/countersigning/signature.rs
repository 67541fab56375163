//! A signature: the name that is typed or the lines that are drawn.

use ipc::office::countersigning::Signature;
use leptos::prelude::*;
use plan::signing::ink::Stroke;

use super::Here;
use crate::components::{Pad, TextField};
use crate::words::t;

/// Points of all lines that are kept: a signature of them is drawn as it was, and is smaller than the office keeps.
const MOST_POINTS: usize = 480;

/// Where it is typed or drawn. A name that is there already needs no more, and no hand is needed to draw.
pub(super) fn signing(here: Here) -> AnyView {
    let drawn = move || {
        let drew = move |stroke: Stroke| here.strokes.update(|strokes| strokes.push(stroke));
        view! {
            <Pad label=t("countersign.pad") strokes=here.strokes drew/>
            <div class="buttons">
                <button type="button" class="button" on:click=move |_| here.strokes.set(Vec::new())>{t("countersign.draw_again")}</button>
                <button type="button" class="button" on:click=move |_| here.is_drawn.set(false)>{t("countersign.type_it")}</button>
            </div>
        }
        .into_any()
    };
    let typed = move || {
        view! {
            <TextField id="sign-name" label=t("countersign.name") value=here.name typed=move |name| here.name.set(name)/>
            <div class="buttons">
                <button type="button" class="button" on:click=move |_| here.is_drawn.set(true)>{t("countersign.draw_it")}</button>
            </div>
        }
        .into_any()
    };
    (move || if here.is_drawn.get() { drawn() } else { typed() }).into_any()
}

/// The signature; none while there is none.
pub(super) fn signed(here: Here) -> Option<Signature> {
    if here.is_drawn.get_untracked() {
        let strokes = thinned(here.strokes.get_untracked());
        return (!strokes.is_empty()).then_some(Signature::Drawn { strokes });
    }
    let name = here.name.get_untracked().trim().to_owned();
    (!name.is_empty()).then_some(Signature::Typed { name })
}

/// The same lines with no more points than are kept. Each keeps its last.
fn thinned(strokes: Vec<Stroke>) -> Vec<Stroke> {
    let all: usize = strokes.iter().map(|stroke| stroke.points.len()).sum();
    let every = all.div_ceil(MOST_POINTS).max(1);
    let one = |stroke: Stroke| {
        let last = stroke.points.len().saturating_sub(1);
        let points = stroke.points.into_iter().enumerate();
        let kept = points.filter(|(at, _)| at.is_multiple_of(every) || *at == last).map(|(_, point)| point);
        Stroke { points: kept.collect(), ..stroke }
    };
    strokes.into_iter().map(one).collect()
}
