//! A PDF drawn page by page, each a picture of a sheet of A4. The only module that knows hayro.
//!
//! One picture is held at a time. What cannot be drawn as it is meant, such as words in a font that is not in the file, is
//! refused: a page that lacks words is worse than none.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt as _;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};

use super::{Dots, Raster};
use crate::error::{PrinterError, Result};

/// A4 in points, and by how much a page may differ from it.
const A4: (f32, f32) = (595.28, 841.89);
const BY: f32 = 3.0;

const POINTS_PER_INCH: f64 = 72.0;

/// Draws the pages one after the other. `take` is given the bytes of each, line by line from the top, and how many pages there
/// are.
///
/// # Errors
///
/// [`PrinterError::NotDrawn`] for what is no PDF, has no page or more than `most`, a page that is not A4, and what needs more
/// than is in the file. What `take` says ends it too.
pub(super) fn each(
    pdf: &[u8],
    raster: Raster,
    most: usize,
    take: &mut dyn FnMut(&[u8], usize) -> Result<()>,
) -> Result<()> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|error| {
        tracing::warn!(?error, "a document to be drawn cannot be read");
        PrinterError::NotDrawn
    })?;
    let pages = pdf.pages();
    if pages.is_empty() || pages.len() > most || !pages.iter().all(is_a4) {
        tracing::warn!(
            pages = pages.len(),
            "a document to be drawn has too many pages or none, or not of A4"
        );
        return Err(PrinterError::NotDrawn);
    }
    let is_lacking = Arc::new(AtomicBool::new(false));
    let lacks = Arc::clone(&is_lacking);
    let settings = InterpreterSettings {
        warning_sink: Arc::new(move |warning| {
            tracing::warn!(?warning, "a page cannot be drawn as it is meant");
            lacks.store(true, Ordering::Relaxed);
        }),
        ..InterpreterSettings::default()
    };
    let cache = RenderCache::new();
    for page in pages.iter() {
        let picture = picture(page, raster, &cache, &settings);
        if is_lacking.load(Ordering::Relaxed) {
            return Err(PrinterError::NotDrawn);
        }
        take(&bytes(&picture, raster.dots), pages.len())?;
    }
    Ok(())
}

fn is_a4(page: &Page<'_>) -> bool {
    let (across, down) = page.render_dimensions();
    (across - A4.0).abs() < BY && (down - A4.1).abs() < BY
}

/// A page on white.
fn picture<'a>(
    page: &'a Page<'a>,
    raster: Raster,
    cache: &RenderCache<'a>,
    settings: &InterpreterSettings,
) -> Pixmap {
    // Letters stay as they were designed: screens have few dots, paper has enough.
    let as_designed = RenderSettings { hinting: false, ..RenderSettings::default() };
    let (across, down) = raster.of_a_sheet();
    let mut drawing = RenderContext::new(across, down);
    let scale = Affine::scale(f64::from(raster.per_inch) / POINTS_PER_INCH);
    let placed = scale * page.initial_transform(true).to_kurbo();
    render_into(page, cache, settings, &as_designed, &mut drawing, placed);
    drawing.flush();
    let mut picture = Pixmap::new(across, down);
    let on_white = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..Default::default() };
    drawing.render_with(&mut picture, &mut Resources::default(), on_white);
    picture
}

/// The dots of a picture as a printer takes them.
fn bytes(picture: &Pixmap, dots: Dots) -> Vec<u8> {
    let all = picture.data().iter();
    match dots {
        Dots::Grey => all.map(|dot| grey(dot.r, dot.g, dot.b)).collect(),
        Dots::Colours => all.flat_map(|dot| [dot.r, dot.g, dot.b]).collect(),
    }
}

/// How bright a colour is to the eye, in parts of 256; see ITU-R BT.601.
fn grey(red: u8, green: u8, blue: u8) -> u8 {
    let bright = u32::from(red) * 77 + u32::from(green) * 151 + u32::from(blue) * 28;
    u8::try_from((bright + 128) / 256).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests;
