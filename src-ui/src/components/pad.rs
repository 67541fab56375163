//! The place to make a mark. Lines are kept in physical units and drawn anew at any size, upright; every line is handed on
//! at once when it ends. It never judges a mark. Nothing done inside it moves the page.

mod canvas;

use leptos::ev;
use leptos::html::Canvas;
use leptos::prelude::*;
use plan::ink::{Pointer, Stroke};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, PointerEvent};

use canvas::Drawing;
use course::hands::{Act, Fate, Hands, Heard};

/// All movements that the browser put together into one event, as it does when it is busy.
fn all_of(event: &PointerEvent) -> Vec<PointerEvent> {
    let all = if js_sys::Reflect::has(event, &"getCoalescedEvents".into()).unwrap_or(false) {
        event.get_coalesced_events().iter().filter_map(|it| it.dyn_into().ok()).collect()
    } else {
        Vec::new()
    };
    if all.is_empty() { vec![event.clone()] } else { all }
}

/// The pad. `strokes` is what is drawn; `drew` is called when a line ends.
#[component]
pub(crate) fn Pad(
    /// What it is for, for those who cannot see it.
    #[prop(into)]
    label: String,
    /// The lines that are there.
    #[prop(into)]
    strokes: Signal<Vec<Stroke>>,
    /// A line was drawn.
    drew: impl Fn(Stroke) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let hands = StoredValue::new(Hands::default());
    let drawing = StoredValue::new(None::<Drawing>);
    let redraw = move || {
        if let Some(canvas) = canvas.get_untracked() {
            drawing.with_value(|current| {
                let current = current.as_ref().map(|drawing| &drawing.stroke);
                strokes.with_untracked(|strokes| canvas::paint(&canvas, strokes.iter().chain(current)));
            });
        }
    };
    Effect::new(move |_| {
        strokes.track();
        redraw();
    });
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            canvas::watch_size(&canvas, redraw);
        }
    });
    let end = move |fate: Fate| {
        let ended = drawing.try_update_value(Option::take).flatten();
        if let Some(Drawing { stroke, .. }) = ended.filter(|_| fate == Fate::Kept) {
            drew(stroke);
        }
    };
    let hear = move |heard: Heard, event: PointerEvent| {
        let Some(canvas) = canvas.get_untracked() else { return };
        let pointer = match event.pointer_type().as_str() {
            "pen" => Pointer::Pen,
            "touch" => Pointer::Touch,
            _ => Pointer::Mouse,
        };
        let hear = |hands: &mut Hands| hands.hear(heard, event.pointer_id(), pointer, event.time_stamp());
        match hands.try_update_value(hear).unwrap_or(Act::Nothing) {
            Act::Nothing => return,
            Act::Begin(before) => {
                end(before);
                drawing.set_value(Some(Drawing::begin(&canvas, pointer, &event)));
            }
            Act::GoOn => drawing.update_value(|drawing| {
                if let Some(drawing) = drawing {
                    all_of(&event).iter().for_each(|event| drawing.go_on(&canvas, event));
                }
            }),
            Act::End(fate) => end(fate),
        }
        redraw();
    };
    // Its default stays: preventing it takes the rest of a pen's line away in WebKitGTK 2.50.
    let down = move |event: PointerEvent| {
        if event.button() <= 0 {
            hear(Heard::Down, event);
        }
    };
    // Heard on the window: a line may leave the pad and come back.
    let listening = [
        window_event_listener(ev::pointermove, move |event| hear(Heard::Moved, event)),
        window_event_listener(ev::pointerup, move |event| hear(Heard::Up, event)),
        window_event_listener(ev::pointercancel, move |event| hear(Heard::Cancelled, event)),
    ];
    let put_away = move || {
        let _ = hands.try_update_value(Hands::let_go);
        end(Fate::Kept);
    };
    // On the document this is heard before the app, on the window, begins to lock.
    let hidden = Closure::<dyn FnMut()>::new(put_away);
    document().set_onvisibilitychange(Some(hidden.as_ref().unchecked_ref()));
    let hidden = StoredValue::new_local(hidden);
    on_cleanup(move || {
        document().set_onvisibilitychange(None);
        hidden.dispose();
        listening.into_iter().for_each(WindowListenerHandle::remove);
        put_away();
    });
    view! {
        <div class="pad" on:touchstart=|event| stay(&event) on:wheel=|event| stay(&event)
            on:contextmenu=|event| stay(&event)>
            <canvas node_ref=canvas role="img" aria-label=label on:pointerdown=down></canvas>
        </div>
    }
}

/// No scrolling, zooming, going back, selecting or menu begins on the pad.
fn stay(event: &Event) {
    event.prevent_default();
}
