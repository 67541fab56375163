//! The place to make a mark. Lines are kept in physical units and drawn anew at any size, upright; every pen-up is handed
//! on at once. It never judges a mark.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev;
use leptos::html::Canvas;
use leptos::prelude::*;
use plan::ink::{Point, Pointer, Stroke};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, PointerEvent, ResizeObserver};

/// Hundredths of a millimetre in a CSS pixel (1/96 of an inch).
const UNITS_PER_PIXEL: f64 = 2540.0 / 96.0;

/// How wide a line is drawn, in hundredths of a millimetre.
const LINE: f64 = 70.0;

/// A line being drawn.
struct Drawing {
    pointer_id: i32,
    began: f64,
    stroke: Stroke,
}

/// The pad. `strokes` is what is drawn; `drew` is called at each pen-up.
#[component]
pub(crate) fn Pad(
    /// What it is for, for those who cannot see it.
    #[prop(into)]
    label: String,
    /// The lines that are there.
    #[prop(into)]
    strokes: Signal<Vec<Stroke>>,
    /// A line was drawn.
    drew: impl Fn(Stroke) + Copy + 'static,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let drawing: Rc<RefCell<Option<Drawing>>> = Rc::default();
    let redraw = {
        let drawing = Rc::clone(&drawing);
        move || {
            if let Some(canvas) = canvas.get_untracked() {
                let current = drawing.borrow();
                let current = current.as_ref().map(|drawing| &drawing.stroke);
                strokes.with_untracked(|strokes| paint(&canvas, strokes.iter().chain(current)));
            }
        }
    };
    Effect::new({
        let redraw = redraw.clone();
        move |_| {
            strokes.track();
            redraw();
        }
    });
    Effect::new({
        let redraw = redraw.clone();
        move |_| {
            if let Some(canvas) = canvas.get() {
                watch_size(&canvas, redraw.clone());
            }
        }
    });
    let down = {
        let (drawing, redraw) = (Rc::clone(&drawing), redraw.clone());
        // Its default stays: preventing it takes the rest of a pen's line away in WebKitGTK 2.50.
        move |event: PointerEvent| {
            let Some(canvas) = canvas.get_untracked() else { return };
            if drawing.borrow().is_some() || event.button() > 0 {
                return;
            }
            let mut begun = begin(&canvas, &event);
            begun.stroke.points.push(point(&canvas, &event, &begun));
            drawing.replace(Some(begun));
            redraw();
        }
    };
    // Heard on the window: a line may leave the pad and come back.
    let moved = {
        let drawing = Rc::clone(&drawing);
        move |event: PointerEvent| {
            let Some(canvas) = canvas.get_untracked() else { return };
            if let Some(drawing) =
                drawing.borrow_mut().as_mut().filter(|it| it.pointer_id == event.pointer_id())
            {
                let point = point(&canvas, &event, drawing);
                drawing.stroke.points.push(point);
            } else {
                return;
            }
            redraw();
        }
    };
    let up = move |event: PointerEvent| {
        let mine = drawing.borrow().as_ref().is_some_and(|it| it.pointer_id == event.pointer_id());
        if let Some(Drawing { mut stroke, .. }) = mine.then(|| drawing.take()).flatten() {
            stroke.points.truncate(plan::ink::MAX_POINTS);
            drew(stroke);
        }
    };
    let heard = [
        window_event_listener(ev::pointermove, moved),
        window_event_listener(ev::pointerup, up.clone()),
        window_event_listener(ev::pointercancel, up),
    ];
    on_cleanup(move || heard.into_iter().for_each(WindowListenerHandle::remove));
    view! {
        <div class="pad">
            <canvas node_ref=canvas role="img" aria-label=label
                on:pointerdown=down
                on:touchstart=|event: ev::TouchEvent| event.prevent_default()></canvas>
        </div>
    }
}

fn begin(canvas: &HtmlCanvasElement, event: &PointerEvent) -> Drawing {
    let pointer = match event.pointer_type().as_str() {
        "pen" => Pointer::Pen,
        "touch" => Pointer::Touch,
        _ => Pointer::Mouse,
    };
    let units = |pixels: i32| (f64::from(pixels) * UNITS_PER_PIXEL).round() as i32;
    let (width, height) = (units(canvas.client_width()), units(canvas.client_height()));
    Drawing {
        pointer_id: event.pointer_id(),
        began: event.time_stamp(),
        stroke: Stroke { pointer, width, height, points: Vec::new() },
    }
}

fn point(canvas: &HtmlCanvasElement, event: &PointerEvent, drawing: &Drawing) -> Point {
    let place = canvas.get_bounding_client_rect();
    let units = |pixels: f64| (pixels * UNITS_PER_PIXEL).round() as i32;
    // A pen that says nothing of its pressure says 0.
    let pressure =
        if drawing.stroke.pointer == Pointer::Pen { f64::from(event.pressure()) * 1000.0 } else { 0.0 };
    Point {
        x: units(f64::from(event.client_x()) - place.left()),
        y: units(f64::from(event.client_y()) - place.top()),
        t: ((event.time_stamp() - drawing.began) * 10.0).max(0.0) as u32,
        p: if pressure > 0.0 { pressure as u16 } else { 500 },
    }
}

/// Draws all lines as large as they were made, or smaller where the pad has become too small for them.
fn paint<'a>(canvas: &HtmlCanvasElement, strokes: impl Iterator<Item = &'a Stroke>) {
    let (width, height) = (f64::from(canvas.client_width()), f64::from(canvas.client_height()));
    let ratio = window().device_pixel_ratio().max(1.0);
    let (across, down) = ((width * ratio) as u32, (height * ratio) as u32);
    if canvas.width() != across || canvas.height() != down {
        canvas.set_width(across);
        canvas.set_height(down);
    }
    let context = canvas.get_context("2d").ok().flatten();
    let Some(context) = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok())
    else {
        return;
    };
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, width, height);
    context.set_line_cap("round");
    context.set_line_join("round");
    context.set_stroke_style_str("#14213d");
    let strokes: Vec<&Stroke> = strokes.collect();
    let largest = |size: fn(&Stroke) -> i32| strokes.iter().map(|stroke| size(stroke)).max().unwrap_or(1);
    let room = |pixels: f64, units: i32| pixels * UNITS_PER_PIXEL / f64::from(units.max(1));
    let fit = room(width, largest(|it| it.width)).min(room(height, largest(|it| it.height))).min(1.0);
    let scale = fit / UNITS_PER_PIXEL;
    for stroke in strokes {
        context.begin_path();
        let mut points = stroke.points.iter().map(|p| (f64::from(p.x) * scale, f64::from(p.y) * scale, p.p));
        let Some((x, y, pressure)) = points.next() else { continue };
        context.set_line_width(LINE * scale * (0.6 + f64::from(pressure) / 1250.0));
        context.move_to(x, y);
        context.line_to(x + 0.1, y);
        for (x, y, _) in points {
            context.line_to(x, y);
        }
        context.stroke();
    }
}

/// Calls back when the canvas changes size: rotation, split screen, a keyboard.
fn watch_size(canvas: &HtmlCanvasElement, changed: impl Fn() + 'static) {
    let callback = Closure::<dyn FnMut()>::new(changed);
    if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(canvas);
        let kept = StoredValue::new_local((observer, callback));
        on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
    }
}
