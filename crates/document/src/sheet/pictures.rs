//! Line pictures on paper: the SVG paths that `plan` carries, as pen strokes. They decorate; the words beside them say it
//! all.

use kurbo::{BezPath, PathEl};
use plan::pictures::{PEN, SIDE};

use crate::sheet::colour::Colour;
use crate::sheet::list::{Draw, InkLine};

/// How far a stroke may be from the curve it follows, in the picture's own measure.
const NEAR: f64 = 0.15;

/// A picture with its top left corner there and sides so long. Nothing is drawn of a path that cannot be read.
pub(crate) fn drawn(path: &str, (x, y): (f32, f32), side: f32) -> Draw {
    let by = side / SIDE;
    let mut lines: Vec<InkLine> = Vec::new();
    let path = BezPath::from_svg(path).unwrap_or_default();
    let place = |point: kurbo::Point| (x + point.x as f32 * by, y + point.y as f32 * by);
    kurbo::flatten(&path, NEAR, |element| match element {
        PathEl::MoveTo(at) => lines.push(InkLine { width: PEN * by, points: vec![place(at)] }),
        PathEl::LineTo(at) => lines.last_mut().into_iter().for_each(|line| line.points.push(place(at))),
        PathEl::ClosePath => {
            if let Some(line) = lines.last_mut() {
                line.points.extend(line.points.first().copied());
            }
        }
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
    });
    Draw::Ink { lines, colour: Colour::INK }
}

#[cfg(test)]
mod tests {
    use plan::agreement::Section;
    use plan::domain::Domain;

    use super::*;

    #[test]
    fn every_picture_can_be_drawn_and_stays_in_its_square() {
        let sections =
            [Section::Now, Section::Promises, Section::Meeting, Section::Contact].map(Section::picture);
        for path in sections.into_iter().chain(Domain::ALL.map(Domain::picture)) {
            let Draw::Ink { lines, .. } = drawn(path, (10.0, 20.0), 64.0) else { panic!("no strokes") };
            assert!(!lines.is_empty(), "{path}");
            for (x, y) in lines.iter().flat_map(|line| &line.points) {
                assert!((10.0..=74.0).contains(x) && (20.0..=84.0).contains(y), "{path} at {x} {y}");
            }
        }
    }
}
