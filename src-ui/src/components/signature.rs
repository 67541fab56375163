//! Lines that somebody drew, as a picture.

use leptos::prelude::*;
use plan::signing::ink::{Stroke, bounds};

/// Room around it, in hundredths of a millimetre.
const MARGIN: i32 = 150;

/// Lines as they were drawn; none where there are none.
pub(crate) fn signature(strokes: &[Stroke], label: String) -> Option<AnyView> {
    let (left, top, right, bottom) = bounds(strokes)?;
    let (x, y) = (left.saturating_sub(MARGIN), top.saturating_sub(MARGIN));
    let width = right.saturating_sub(left).saturating_add(2 * MARGIN);
    let height = bottom.saturating_sub(top).saturating_add(2 * MARGIN);
    let line = |stroke: &Stroke| -> String {
        let mut line = String::new();
        for (at, point) in stroke.points.iter().enumerate() {
            line.push_str(&format!("{}{} {} ", if at == 0 { 'M' } else { 'L' }, point.x, point.y));
        }
        // A dot is a line to itself.
        if let [dot] = stroke.points.as_slice() {
            line.push_str(&format!("L{} {} ", dot.x, dot.y));
        }
        line
    };
    let lines: String = strokes.iter().map(line).collect();
    let shown = view! {
        <svg class="signature" viewBox=format!("{x} {y} {width} {height}") role="img" aria-label=label fill="none"
            stroke="currentColor" stroke-width="60" stroke-linecap="round" stroke-linejoin="round">
            <path d=lines/>
        </svg>
    };
    Some(shown.into_any())
}
