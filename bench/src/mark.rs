//! Marks that look like handwriting, drawn by formula: loops that lean and shrink, a line below, a dot.

use std::f64::consts::TAU;

use plan::ink::{Point, Pointer, Stroke};

/// The strokes of one person's mark; each number has its own.
pub(crate) fn mark(number: usize) -> Vec<Stroke> {
    let loops = 5.0 + number as f64;
    let word = (0..260).map(|step| {
        let t = f64::from(step) / 259.0;
        let turn = t * loops * TAU;
        let high = 1400.0 - 900.0 * t + 180.0 * (t * 9.0).sin();
        let x = 2000.0 + 7000.0 * t + 520.0 * turn.cos() + 0.25 * high * turn.sin();
        (x, 2500.0 - high * turn.sin(), 500.0 + 300.0 * turn.sin())
    });
    let line = (0..40).map(|step| {
        let t = f64::from(step) / 39.0;
        (2200.0 + 7400.0 * t, 3900.0 - 500.0 * t * t, 700.0 - 500.0 * t)
    });
    vec![stroke(word), stroke(line), stroke([(9800.0, 3100.0, 800.0)].into_iter())]
}

fn stroke(points: impl Iterator<Item = (f64, f64, f64)>) -> Stroke {
    let times = (0..).step_by(80);
    let points = points.zip(times).map(|((x, y, p), t)| Point { x: x as i32, y: y as i32, t, p: p as u16 });
    Stroke { pointer: Pointer::Pen, width: 15_000, height: 5_000, points: points.collect() }
}
