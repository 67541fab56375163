//! What the browser has besides elements: title, focus, clock, measures.

use chrono::{DateTime, FixedOffset, NaiveDate};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, catch)]
    fn measure(name: &str, options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["navigator", "clipboard"], js_name = writeText, catch)]
    fn write_text(text: &str) -> Result<js_sys::Promise, JsValue>;
}

/// Copies a text, so that it can be pasted elsewhere; false where the browser does not let it.
pub async fn copy(text: &str) -> bool {
    match write_text(text) {
        Ok(copied) => wasm_bindgen_futures::JsFuture::from(copied).await.is_ok(),
        Err(_) => false,
    }
}

/// What stands in the address behind its `#`.
pub fn behind_the_address() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}

/// The page's own words for a program that does not answer.
const CANNOT_START: &str = "cannot-start";

/// Shows the page's own words for a program that does not answer, in place of everything else.
pub fn cannot_start() {
    clear();
    if let Some(words) = document().get_element_by_id(CANNOT_START) {
        let _ = words.remove_attribute("hidden");
    }
}

/// Loads the page again. Until it is there nothing is shown.
pub fn begin_anew() {
    clear();
    let _ = window().location().reload();
}

/// Takes everything off the page but its own words for a program that does not answer.
pub fn clear() {
    let Some(body) = document().body() else { return };
    let mut next = body.first_element_child();
    while let Some(element) = next {
        next = element.next_element_sibling();
        if element.id() != CANNOT_START {
            element.remove();
        }
    }
}

/// Names the page, as a screen reader says first and the window's title shows.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Puts the focus on an element once what is being changed now is there.
pub fn focus(id: String) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            focus_on(&element);
        }
    });
}

/// Puts the focus on an element that is there and in sight, without moving the page under the next tap.
pub fn focus_in_sight(id: &str) {
    let still = web_sys::FocusOptions::new();
    still.set_prevent_scroll(true);
    let element = document().get_element_by_id(id);
    if let Some(element) = element.as_ref().and_then(|it| it.dyn_ref::<web_sys::HtmlElement>()) {
        let _ = element.focus_with_options(&still);
    }
}

/// Shows the top of the page, where it stands why something was not done.
pub fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Puts the focus on the first element of a selector.
pub fn focus_first(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        focus_on(&element);
    }
}

/// Puts the focus into the first place to type within an element.
pub fn focus_first_field(within: &web_sys::Element) {
    if let Ok(Some(field)) = within.query_selector("input, textarea") {
        focus_on(&field);
    }
}

fn focus_on(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}

/// Milliseconds since the page began. For waiting and measuring, never for what is recorded.
pub fn clock() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// The day of this machine. For what is shown first, never for what is recorded.
pub fn today() -> Option<NaiveDate> {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).ok()?;
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date())
}

/// A moment of the tablet's clock on the page's, in milliseconds.
pub fn until(moment: DateTime<FixedOffset>) -> f64 {
    let origin = window().performance().map_or(0.0, |performance| performance.time_origin());
    moment.timestamp_micros() as f64 / 1000.0 - origin
}

/// Notes how long something took, in the browser's own list of measures.
pub fn measured(name: &str, started: f64, took: f64) {
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"start".into(), &started.into());
    let _ = js_sys::Reflect::set(&options, &"duration".into(), &took.into());
    let _ = measure(name, &options);
}

/// Notes that something is there now.
pub fn reached(name: &str) {
    if let Some(performance) = window().performance() {
        let _ = performance.mark(name);
    }
}

/// Lets the whole page hear that something has happened.
pub fn say(what: &str) {
    if let Ok(event) = web_sys::Event::new(what) {
        let _ = window().dispatch_event(&event);
    }
}

/// How large the words of the first element of a selector are, in whole CSS pixels.
pub fn font_size(selector: &str) -> Option<u16> {
    let element = document().query_selector(selector).ok()??;
    let style = window().get_computed_style(&element).ok()??;
    let pixels: f64 = style.get_property_value("font-size").ok()?.trim_end_matches("px").parse().ok()?;
    Some(pixels.round() as u16)
}
