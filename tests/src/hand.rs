//! Marks a hand might make, as points for a pointer to follow. Pixels, within a pad that is at least 400 by 200.

use plan::ink::{Point, Pointer, Stroke};

/// A wavy line, a name that nobody can read.
pub fn name() -> Vec<Vec<(f64, f64)>> {
    let wave = |n: i32| {
        let along = f64::from(n);
        (60.0 + along * 7.0, 110.0 + (along * 0.55).sin() * 42.0 * (1.0 - along / 60.0))
    };
    let flourish = |n: i32| (70.0 + f64::from(n) * 16.0, 165.0 - f64::from(n) * 1.4);
    vec![(0..34).map(wave).collect(), (0..12).map(flourish).collect()]
}

/// The same wavy line as a tablet keeps it, drawn in a place of ten by six centimetres.
pub fn stroke() -> Stroke {
    let unit = |pixels: f64| (pixels * 2540.0 / 96.0).round() as i32;
    let lines = name();
    let points = lines.iter().take(1).flatten().zip(0..);
    let points = points.map(|((x, y), n)| Point { x: unit(*x), y: unit(*y), t: n * 80, p: 500 });
    Stroke { pointer: Pointer::Pen, width: 10_000, height: 6_000, points: points.collect() }
}

/// Two crossing lines.
pub fn cross() -> Vec<Vec<(f64, f64)>> {
    let line = |from: (f64, f64), to: (f64, f64)| {
        (0..=8)
            .map(|n| f64::from(n) / 8.0)
            .map(|part| (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part))
            .collect()
    };
    vec![line((150.0, 60.0), (240.0, 150.0)), line((240.0, 60.0), (150.0, 150.0))]
}
