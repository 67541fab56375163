//! What is measured: our own programs, and those of others, which are in `others`.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::others;
use crate::program::{Program, said};

/// Where things are.
pub(crate) struct Places {
    /// The product's folder.
    pub(crate) root: PathBuf,
    /// Where what is built for these timings lies.
    own: PathBuf,
    /// Where what is built of the product lies.
    product: PathBuf,
}

impl Places {
    pub(crate) fn new(root: &Path) -> Result<Self> {
        let root = root.canonicalize()?;
        let own = std::env::current_exe()?.parent().context("a folder of programs")?.to_owned();
        let product = std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
        Ok(Self { product: product.join("release"), own, root })
    }

    fn fonts(&self) -> PathBuf {
        self.root.join("assets/fonts")
    }

    /// Only the product's own fonts, so that all programs have the same.
    pub(crate) fn font_list(&self, folder: &Path) -> String {
        let (fonts, cache) = (self.fonts(), folder.join("fonts"));
        format!(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig><dir>{}</dir>\
             <cachedir>{}</cachedir></fontconfig>\n",
            fonts.display(),
            cache.display()
        )
    }
}

/// Builds the office as it is delivered, and the small programs beside this one.
pub(crate) fn build(places: &Places) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    for (folder, args) in
        [(places.root.clone(), &["--package", "office"][..]), (places.root.join("bench"), &["--bins"])]
    {
        let built = Command::new(&cargo)
            .args(["build", "--release", "--quiet"])
            .args(args)
            .current_dir(folder)
            .status()?;
        ensure!(built.success(), "What is measured could not be built. The lines above say why.");
    }
    Ok(())
}

/// All programs, those that are missing too.
pub(crate) fn all(places: &Places) -> Result<Vec<Program>> {
    let [office, alone, krilla] = [
        places.product.join("doorstep-office"),
        places.own.join("doorstep_paper"),
        places.own.join("krilla_paper"),
    ];
    let locked = |name| locked(&places.root.join("bench/Cargo.lock"), name);
    let with_printpdf = locked("printpdf")?;
    Ok(vec![
        Program {
            name: "doorstep-office render",
            version: said(&office, &["--version"]).map(|own| format!("{own} with {with_printpdf}")),
            folder: "office",
            asked: Box::new(move |words, output| {
                let [plan, sitting] = inputs(words);
                let [render, with_sitting] = ["render", "--sitting"].map(OsString::from);
                let heads = ["--letterhead", "brindlewood", "--with", "northmere", "-o"].map(OsString::from);
                let before = [office.clone().into(), render, plan, with_sitting, sitting];
                before.into_iter().chain(heads).chain([output.into()]).collect()
            }),
        },
        Program {
            name: "the crate document alone",
            version: Some(format!("{} with {with_printpdf}", document::RENDERER)),
            folder: "document",
            asked: small(alone),
        },
        Program {
            name: "the same pages, krilla",
            version: Some(format!("{}, PDF/UA-1 and PDF/A-2a", locked("krilla")?)),
            folder: "krilla",
            asked: small(krilla),
        },
        others::typst(places.fonts()),
        others::chromium(),
        others::libreoffice(),
    ])
}

fn inputs(words: &Path) -> [OsString; 2] {
    ["plan.json", "sitting.json"].map(|name| words.join(name).into())
}

/// A program of these timings: a plan, a sitting, where to write.
fn small(program: PathBuf) -> Box<dyn Fn(&Path, &Path) -> Vec<OsString>> {
    Box::new(move |words, output| {
        let [plan, sitting] = inputs(words);
        vec![program.clone().into(), plan, sitting, output.into()]
    })
}

/// A crate and the version of it that these timings are built with.
fn locked(file: &Path, name: &str) -> Result<String> {
    let file = fs::read_to_string(file)?;
    let mut lines = file.lines().skip_while(|line| *line != format!("name = \"{name}\"")).skip(1);
    let version = lines.next().and_then(|line| line.split('"').nth(1));
    Ok(format!("{name} {}", version.with_context(|| format!("the version of {name}"))?))
}

/// Leaves the last papers to be looked at.
pub(crate) fn keep(programs: &[Program], folder: &Path, into: &Path) -> Result<()> {
    fs::create_dir_all(into)?;
    for program in programs {
        let made = program.output(folder);
        if made.exists() {
            fs::copy(made, into.join(program.folder).with_extension("pdf"))?;
        }
    }
    Ok(())
}
