//! The second tap of a double tap, where the first has changed the screen: it was meant for the button that is gone, and does
//! nothing to the one that lies there now.

use std::cell::Cell;

use wasm_bindgen::closure::WasmClosure;
use wasm_bindgen::prelude::*;
use web_sys::{MouseEvent, PointerEvent};

use super::page;

/// Two taps that follow each other so fast, in milliseconds, are one double tap. Hands that are used to double clicks take up
/// to half a second.
const DOUBLE: f64 = 500.0;
/// And so near to each other, in CSS pixels.
const NEAR: f64 = 40.0;

/// Where and when a finger was lifted.
#[derive(Clone, Copy)]
struct Tap {
    at: f64,
    x: f64,
    y: f64,
}

thread_local! {
    /// When the last screen came.
    static CAME: Cell<f64> = const { Cell::new(f64::NEG_INFINITY) };
    /// The last two taps, the newer first.
    static TAPS: Cell<[Option<Tap>; 2]> = const { Cell::new([None, None]) };
}

/// Another screen has come, or another button in the place of one.
pub fn screen_came() {
    CAME.set(page::clock());
}

/// Lets no second tap through to a screen that has just come. Called once.
pub fn keep_from_next_screen() {
    let lifted = Closure::<dyn Fn(PointerEvent)>::new(|event: PointerEvent| {
        let [last, _] = TAPS.get();
        // When it was made, not when a busy page came to it.
        let tap =
            Tap { at: event.time_stamp(), x: f64::from(event.client_x()), y: f64::from(event.client_y()) };
        TAPS.set([Some(tap), last]);
    });
    let clicked = Closure::<dyn Fn(MouseEvent)>::new(|event: MouseEvent| {
        // A key has no place and is no tap.
        if event.detail() > 0 && is_second() {
            event.stop_immediate_propagation();
            event.prevent_default();
            // Nor does a third.
            screen_came();
        }
    });
    listen("pointerup", lifted);
    listen("click", clicked);
}

fn is_second() -> bool {
    let [Some(now), Some(before)] = TAPS.get() else { return false };
    let is_near = (now.x - before.x).abs() < NEAR && (now.y - before.y).abs() < NEAR;
    // The screen came after the first tap, and so the second was not meant for it.
    now.at - before.at < DOUBLE && is_near && CAME.get() > before.at
}

/// Hears an event before anything in the page does.
pub(super) fn listen<E: ?Sized + WasmClosure>(name: &str, heard: Closure<E>) {
    let window = leptos::prelude::window();
    let function = heard.as_ref().unchecked_ref();
    if window.add_event_listener_with_callback_and_bool(name, function, true).is_ok() {
        heard.forget();
    }
}
