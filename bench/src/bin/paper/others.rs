//! The programs of others, as they are asked for a PDF of the same words.

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::program::{Program, said};

const WITH_PYTHON: &str = "import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True,
              pdf_standards=['ua-1', 'a-2a'])";
/// PDF/UA and, as far as it goes, PDF/A-2.
const OF_LIBREOFFICE: &str = "pdf:writer_pdf_Export:{\"PDFUACompliance\":{\"type\":\"boolean\",\"value\":\"true\"},\
                              \"SelectPdfVersion\":{\"type\":\"long\",\"value\":\"2\"}}";

/// The command, or else the Python package, whose time is then Python's too.
pub(crate) fn typst(fonts: PathBuf) -> Program {
    let command = said(Path::new("typst"), &["--version"]);
    let package = "from importlib.metadata import version; import typst; print('typst', version('typst'))";
    let python = said(Path::new("python3"), &["-c", package]);
    let is_command = command.is_some();
    let version = command.or(python.map(|version| format!("{version}, in Python")));
    Program {
        name: "Typst",
        version: version.map(|version| format!("{version}, PDF/UA-1 and PDF/A-2a")),
        folder: "typst",
        asked: Box::new(move |words, output| {
            let (words, output, fonts) =
                (words.join("paper.typ").into(), output.into(), fonts.clone().into());
            if is_command {
                let before = ["typst", "compile", "--pdf-standard", "ua-1,a-2a", "--ignore-system-fonts"];
                let paths = [OsString::from("--font-path"), fonts, words, output];
                return before.map(OsString::from).into_iter().chain(paths).collect();
            }
            let before = ["python3", "-c", WITH_PYTHON].map(OsString::from);
            before.into_iter().chain([words, output, fonts]).collect()
        }),
    }
}

/// Printing as in its window, without one. It tags by itself and has no PDF/A.
pub(crate) fn chromium() -> Program {
    let found = ["chromium", "chromium-browser", "google-chrome"].into_iter();
    let found = found.filter_map(|name| Some((name, said(Path::new(name), &["--version"])?))).next();
    let (name, version) = found.map_or(("", None), |(name, version)| (name, Some(version)));
    // As root it runs only without its sandbox.
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    Program {
        name: "Chromium, print to PDF",
        version: version.map(|version| format!("{version}; memory of its largest waited-for process")),
        folder: "chromium",
        asked: Box::new(move |words, output| {
            let options = [name, "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"];
            let sandbox = is_root.then_some("--no-sandbox");
            let mut command: Vec<OsString> = options.into_iter().chain(sandbox).map(OsString::from).collect();
            command.push(with("--user-data-dir=", &words.join("browser")));
            command.push(with("--print-to-pdf=", output));
            command.push(with("file://", &words.join("paper.html")));
            command
        }),
    }
}

/// The page for browsers, read by the word processor.
pub(crate) fn libreoffice() -> Program {
    let found = ["soffice", "libreoffice"].into_iter();
    let found = found.filter_map(|name| Some((name, said(Path::new(name), &["--version"])?))).next();
    let (name, version) = found.map_or(("", None), |(name, version)| (name, Some(version)));
    Program {
        name: "LibreOffice, convert",
        version: version.map(|version| format!("{version}, PDF/UA and PDF/A-2 asked for")),
        folder: "libreoffice",
        asked: Box::new(move |words, output| {
            let home = with("-env:UserInstallation=file://", &words.join("office-home"));
            let options =
                ["--headless", "--infilter=HTML (StarWriter)", "--convert-to", OF_LIBREOFFICE, "--outdir"];
            let before = [OsString::from(name), home].into_iter().chain(options.map(OsString::from));
            let folder = output.parent().map(OsString::from).unwrap_or_default();
            before.chain([folder, words.join("paper.html").into()]).collect()
        }),
    }
}

fn with(before: &str, path: &Path) -> OsString {
    let mut both = OsString::from(before);
    both.push(path);
    both
}
