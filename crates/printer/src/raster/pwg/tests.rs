//! What is written is read back dot by dot, by a reader of its own.

use proptest::prelude::*;

use super::*;

#[path = "../../../tests/it/pwg_reader.rs"]
mod pwg_reader;

use pwg_reader::read;

const GREY: Raster = Raster { dots: Dots::Grey, per_inch: 150 };
const COLOURS: Raster = Raster { dots: Dots::Colours, per_inch: 150 };

/// A picture as large as a page: the lines given, again and again, each filled up with its own dots.
fn page(raster: Raster, lines: &[(Vec<u8>, usize)]) -> Vec<u8> {
    let (across, down) = raster.of_a_sheet();
    let bytes = usize::from(across) * raster.dots.bytes();
    let lines = lines.iter().cycle();
    let lines = lines.flat_map(|(dots, times)| {
        let line: Vec<u8> = dots.iter().copied().cycle().take(bytes).collect();
        std::iter::repeat_n(line, *times)
    });
    lines.take(down.into()).flatten().collect()
}

fn there_and_back(raster: Raster, dots: &[u8]) -> Vec<u8> {
    let mut file = BEGIN.to_vec();
    add_page(&mut file, raster, 2, dots);
    add_page(&mut file, raster, 2, dots);
    let pages = read(&file);
    let [one, other] = pages.as_slice() else { panic!("two pages, not {}", pages.len()) };
    assert!(one == other, "the second page is as the first");
    let (across, down) = raster.of_a_sheet();
    assert_eq!((one.width, one.height), (across.into(), down.into()));
    assert_eq!((one.per_inch, one.dot), ((150, 150), raster.dots.bytes()));
    assert_eq!((one.pages, one.paper.as_str()), (2, "iso_a4_210x297mm"));
    one.dots.clone()
}

#[test]
fn white_takes_next_to_nothing_and_comes_back_white() {
    for raster in [GREY, COLOURS] {
        let white = page(raster, &[(vec![255], 1)]);
        assert!(there_and_back(raster, &white) == white);
        let mut file = Vec::new();
        add_page(&mut file, raster, 1, &white);
        assert!(file.len() < HEAD + 500, "{} bytes", file.len());
    }
}

#[test]
fn runs_and_lines_come_back_at_every_length_about_where_they_are_cut() {
    for length in [1, 2, 3, 127, 128, 129, 130, 255, 256, 257] {
        let alike = [vec![7; length], vec![8]].concat();
        let different: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        let mixed = [different.clone(), vec![9; length]].concat();
        for raster in [GREY, COLOURS] {
            let dots =
                page(raster, &[(alike.clone(), length), (different.clone(), 1), (mixed.clone(), length)]);
            assert!(there_and_back(raster, &dots) == dots, "{length}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_picture_comes_back_dot_by_dot(
        lines in proptest::collection::vec(
            (proptest::collection::vec(prop_oneof![Just(255), Just(0), any::<u8>()], 1..400), 1usize..600),
            1..40,
        ),
        in_colours: bool,
    ) {
        let raster = if in_colours { COLOURS } else { GREY };
        let dots = page(raster, &lines);
        prop_assert!(there_and_back(raster, &dots) == dots);
    }
}
