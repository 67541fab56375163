//! Small PDFs written by hand. Whole papers are drawn in the tests of `document`.

use super::*;

const GREY: Raster = Raster { dots: Dots::Grey, per_inch: 150 };
const COLOURS: Raster = Raster { dots: Dots::Colours, per_inch: 150 };

/// A PDF of pages of one size in points, each with the same drawing.
fn pdf(size: (u32, u32), pages: usize, drawing: &str) -> Vec<u8> {
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", page + 4)).collect();
    let mut file = format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count {pages}/Kids[{kids}]>>endobj\n\
         3 0 obj<</Length {}>>stream\n{drawing}\nendstream endobj\n",
        drawing.len()
    );
    for page in 0..pages {
        file += &format!(
            "{} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 {} {}]/Contents 3 0 R\
             /Resources<</Font<</F<</Type/Font/Subtype/TrueType/BaseFont/Elsewhere>>>>>>>>endobj\n",
            page + 4,
            size.0,
            size.1
        );
    }
    (file + "trailer<</Root 1 0 R>>\n%%EOF\n").into_bytes()
}

fn drawn(pdf: &[u8], raster: Raster) -> Result<Vec<Vec<u8>>> {
    let mut all = Vec::new();
    each(pdf, raster, 3, &mut |dots, pages| {
        all.push(dots.to_vec());
        assert!(all.len() <= pages);
        Ok(())
    })?;
    Ok(all)
}

/// A red square of an inch, an inch from the left and from the top.
const SQUARE: &str = "1 0 0 rg 72 698 72 72 re f";

#[test]
fn a_square_is_drawn_where_it_stands_in_grey_and_in_colours() {
    for (raster, paint) in [(GREY, &[77][..]), (COLOURS, &[255, 0, 0])] {
        let pages = drawn(&pdf((595, 842), 2, SQUARE), raster).unwrap();
        assert_eq!(pages.len(), 2);
        for dots in pages {
            let (across, down) = raster.of_a_sheet();
            let bytes = raster.dots.bytes();
            assert_eq!(dots.len(), usize::from(across) * usize::from(down) * bytes);
            let at = |x: usize, y: usize| {
                let begin = (y * usize::from(across) + x) * bytes;
                &dots[begin..begin + bytes]
            };
            for inside in [(153, 153), (297, 153), (153, 297), (297, 297)] {
                assert_eq!(at(inside.0, inside.1), paint, "{inside:?}");
            }
            for outside in [(147, 200), (303, 200), (200, 147), (200, 303), (0, 0), (1239, 1752)] {
                assert_eq!(at(outside.0, outside.1), vec![255; bytes], "{outside:?}");
            }
        }
    }
}

#[test]
fn what_is_no_paper_of_ours_is_refused() {
    for (what, pdf) in [
        ("nothing", Vec::new()),
        ("no PDF", b"Dear parents".to_vec()),
        ("no page", pdf((595, 842), 0, SQUARE)),
        ("too many pages", pdf((595, 842), 4, SQUARE)),
        ("as large as a house", pdf((100_000, 100_000), 1, SQUARE)),
        ("as small as a stamp", pdf((20, 20), 1, SQUARE)),
        ("lying", pdf((842, 595), 1, SQUARE)),
        ("words in a font that is not there", pdf((595, 842), 1, "BT /F 20 Tf 72 700 Td (Hello) Tj ET")),
    ] {
        assert_eq!(drawn(&pdf, GREY).err(), Some(PrinterError::NotDrawn), "{what}");
    }
    assert!(drawn(&pdf((595, 842), 3, SQUARE), GREY).is_ok(), "as many as there may be");
}

#[test]
fn whoever_takes_the_pages_can_end_it() {
    let mut taken = 0;
    let ended = each(&pdf((595, 842), 3, SQUARE), GREY, 3, &mut |_, _| {
        taken += 1;
        Err(PrinterError::Busy)
    });
    assert_eq!((ended, taken), (Err(PrinterError::Busy), 1));
}

#[test]
fn half_a_file_is_drawn_or_refused() {
    let whole = pdf((595, 842), 1, SQUARE);
    for length in 0..whole.len() {
        let half = drawn(&whole[..length], GREY);
        assert!(half.is_ok() || half == Err(PrinterError::NotDrawn), "{length}");
    }
}
