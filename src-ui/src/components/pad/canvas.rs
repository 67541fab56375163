//! The pad's canvas: what the glass says becomes points in physical units, and strokes become ink on the glass. How a line
//! is shaped is in `plan::ink::drawn`, the same for glass and paper.

use leptos::prelude::*;
use plan::ink::drawn::pieces;
use plan::ink::{MAX_POINTS, Point, Pointer, Stroke};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, PointerEvent, ResizeObserver};

/// Hundredths of a millimetre in a CSS pixel (1/96 of an inch).
const UNITS_PER_PIXEL: f64 = 2540.0 / 96.0;

/// A line being drawn.
pub(super) struct Drawing {
    began: f64,
    /// What there is of it.
    pub(super) stroke: Stroke,
}

impl Drawing {
    /// A line that begins where a pointer came down.
    pub(super) fn begin(canvas: &HtmlCanvasElement, pointer: Pointer, event: &PointerEvent) -> Self {
        let (width, height) = (canvas.client_width().into(), canvas.client_height().into());
        let stroke = Stroke { pointer, width: units(width), height: units(height), points: Vec::new() };
        let mut drawing = Self { began: event.time_stamp(), stroke };
        drawing.go_on(canvas, event);
        drawing
    }

    /// It goes on where the pointer is now.
    pub(super) fn go_on(&mut self, canvas: &HtmlCanvasElement, event: &PointerEvent) {
        if self.stroke.points.len() == MAX_POINTS {
            return;
        }
        let place = canvas.get_bounding_client_rect();
        // A pen that says nothing of its pressure says 0.
        let is_pen = self.stroke.pointer == Pointer::Pen;
        let pressure = if is_pen { (event.pressure() * 1000.0) as u16 } else { 0 };
        self.stroke.points.push(Point {
            x: units(f64::from(event.client_x()) - place.left()),
            y: units(f64::from(event.client_y()) - place.top()),
            t: ((event.time_stamp() - self.began) * 10.0).max(0.0) as u32,
            p: if pressure > 0 { pressure } else { 500 },
        });
    }
}

fn units(pixels: f64) -> i32 {
    (pixels * UNITS_PER_PIXEL).round() as i32
}

/// Draws all lines as large as they were made, or smaller where the pad has become too small for them.
pub(super) fn paint<'a>(canvas: &HtmlCanvasElement, strokes: impl Iterator<Item = &'a Stroke>) {
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
    let strokes: Vec<&Stroke> = strokes.collect();
    let largest = |size: fn(&Stroke) -> i32| strokes.iter().map(|stroke| size(stroke)).max().unwrap_or(1);
    let room = |pixels: f64, units: i32| pixels * UNITS_PER_PIXEL / f64::from(units.max(1));
    let fit = room(width, largest(|it| it.width)).min(room(height, largest(|it| it.height))).min(1.0);
    // From here on in the units of the strokes.
    let scale = fit / UNITS_PER_PIXEL * ratio;
    let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, across.into(), down.into());
    let _ = context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0);
    context.set_line_cap("round");
    context.set_line_join("round");
    context.set_stroke_style_str("#14213d");
    for stroke in strokes {
        let mut thick = 0.0;
        for piece in pieces(stroke) {
            if piece.width != thick {
                context.stroke();
                context.begin_path();
                context.move_to(piece.from.0, piece.from.1);
                thick = piece.width;
                context.set_line_width(thick);
            }
            // A line of no length would not be seen.
            let dot = if piece.from == piece.to { 1.0 } else { 0.0 };
            context.quadratic_curve_to(piece.towards.0, piece.towards.1, piece.to.0 + dot, piece.to.1);
        }
        context.stroke();
        context.begin_path();
    }
}

/// Calls back when the canvas changes size: rotation, split screen, a keyboard.
pub(super) fn watch_size(canvas: &HtmlCanvasElement, changed: impl Fn() + 'static) {
    let callback = Closure::<dyn FnMut()>::new(changed);
    if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(canvas);
        let kept = StoredValue::new_local((observer, callback));
        on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
    }
}
