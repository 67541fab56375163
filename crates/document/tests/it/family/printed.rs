//! A paper read back with poppler's tools.

use std::path::{Path, PathBuf};
use std::process::Command;

use document::{Pdf, render};

use super::Family;

/// A PDF in a folder of its own.
pub(crate) struct Printed {
    _folder: tempfile::TempDir,
    pub(crate) path: PathBuf,
    pub(crate) pages: usize,
}

impl Printed {
    pub(crate) fn new(pdf: &Pdf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("paper.pdf");
        std::fs::write(&path, &pdf.bytes).unwrap();
        Self { path, _folder: folder, pages: pdf.pages }
    }

    pub(crate) fn of(family: &Family) -> Self {
        Self::new(&render(&family.paper()).unwrap())
    }

    pub(crate) fn text(&self, option: &str) -> String {
        run("pdftotext", &[option, "-enc", "UTF-8"], &self.path, &["-"])
    }

    /// Its words in the order in which they are read, one blank between them.
    pub(crate) fn words(&self) -> String {
        self.text("-raw").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Its words in the order in which a screen reader meets them, one blank between them.
    pub(crate) fn told(&self) -> String {
        self.elements().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What each paragraph, heading or cell says, in the order in which a screen reader meets them. The parts of one follow
    /// each other without a blank.
    pub(crate) fn elements(&self) -> Vec<String> {
        let tree = run("pdfinfo", &["-struct-text"], &self.path, &[]);
        let mut elements = vec![String::new()];
        for line in tree.lines().map(str::trim) {
            match line.strip_prefix('"').and_then(|line| line.strip_suffix('"')) {
                Some(words) => elements.last_mut().unwrap().push_str(words),
                None if line.ends_with("(inline)") || line.starts_with("Object ") => {}
                None => elements.push(String::new()),
            }
        }
        elements.retain(|words| !words.is_empty());
        elements
    }

    /// Its words page by page, each with the place where it stands.
    pub(crate) fn placed(&self) -> Vec<Vec<Placed>> {
        let boxes = run("pdftotext", &["-bbox"], &self.path, &["-"]);
        let mut pages: Vec<Vec<Placed>> = Vec::new();
        for line in boxes.lines().map(str::trim) {
            if line.starts_with("<page ") {
                pages.push(Vec::new());
            }
            if let (Some(word), Some(page)) = (Placed::read(line), pages.last_mut()) {
                page.push(word);
            }
        }
        pages
    }

    /// How far right and how far down text goes.
    pub(crate) fn edges(&self) -> (f32, f32) {
        let words = self.placed().into_iter().flatten();
        words.fold((0.0, 0.0), |(right, bottom), word| (word.right.max(right), word.bottom.max(bottom)))
    }

    /// Where the highest foot of its pages begins. A foot is higher where it says that the paper is a draft.
    pub(crate) fn top_of_the_feet(&self) -> f32 {
        self.placed().iter().filter_map(|page| rule_above_the_foot(page)).fold(f32::MAX, f32::min)
    }

    /// Each page has its number and says more than its foot, and nothing stands in the margins.
    pub(crate) fn is_well_laid_out(&self, name: &str) {
        let pages = self.placed();
        assert_eq!(pages.len(), self.pages, "{name}");
        for (number, page) in pages.iter().enumerate() {
            let name = format!("{name}, page {} of {}", number + 1, self.pages);
            let rule = rule_above_the_foot(page).unwrap_or_else(|| panic!("{name} has no number"));
            let (foot, text): (Vec<&Placed>, Vec<&Placed>) = page.iter().partition(|it| it.top > rule);
            assert!(!text.is_empty(), "{name} has only its foot: {foot:?}");
            for word in ["Page", &(number + 1).to_string(), "of", &self.pages.to_string()] {
                assert!(foot.iter().any(|it| it.text == word), "{name}: {word:?} is not in {foot:?}");
            }
            // What is in the foot keeps the four millimetres from the edge that printers cannot reach.
            for (words, bottom) in [(&text, rule - 10.0), (&foot, 842.0 - 12.0)] {
                for word in words {
                    assert!(word.is_inside(bottom), "{name}: {word:?} stands in a margin");
                }
            }
        }
    }

    /// Leaves it in the folder `PAPERS`, if that is set, to be looked at.
    pub(crate) fn kept(self, name: &str) -> Self {
        if let Some(papers) = std::env::var_os("PAPERS") {
            std::fs::copy(&self.path, Path::new(&papers).join(name)).unwrap();
        }
        self
    }

    pub(crate) fn checked(self) -> Self {
        let found = run("pdfinfo", &[], &self.path, &[]);
        assert!(found.contains(&format!("Pages:           {}\n", self.pages)), "{found}");
        self
    }
}

/// The foot's first line, with the page's number, stands a little below its rule.
fn rule_above_the_foot(page: &[Placed]) -> Option<f32> {
    page.iter().filter(|it| it.text == "Page").map(|it| it.top).reduce(f32::max).map(|top| top - 7.0)
}

/// A word on its page, in points from the top left corner.
#[derive(Debug)]
pub(crate) struct Placed {
    pub(crate) text: String,
    pub(crate) left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Placed {
    /// Out of a line such as `<word xMin="1" yMin="2" xMax="3" yMax="4">text</word>`.
    fn read(line: &str) -> Option<Self> {
        let (place, text) = line.strip_prefix("<word ")?.split_once('>')?;
        let sides: Vec<f32> = place.split('"').skip(1).step_by(2).filter_map(|it| it.parse().ok()).collect();
        let &[left, top, right, bottom] = sides.as_slice() else { return None };
        Some(Self { text: text.trim_end_matches("</word>").to_owned(), left, top, right, bottom })
    }

    /// Poppler's boxes are as high as the font says, which may be some points more than the line, and more where letters are
    /// enlarged.
    fn is_inside(&self, bottom: f32) -> bool {
        let is_enlarged = self.text.contains(|c| matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}'));
        let top = if is_enlarged { 42.0 } else { 46.0 };
        self.left > 56.0 && self.right < 539.5 && self.top > top && self.bottom < bottom
    }
}

/// What a program of poppler's says about a file.
pub(crate) fn run(program: &str, before: &[&str], path: &Path, after: &[&str]) -> String {
    let done = Command::new(program).args(before).arg(path).args(after).output();
    let done = done.unwrap_or_else(|error| panic!("{program} of poppler-utils is needed: {error}"));
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && said.is_empty(), "{program}: {said}");
    String::from_utf8_lossy(&done.stdout).into_owned()
}
