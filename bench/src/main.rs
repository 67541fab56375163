//! How long the plain-language check of a whole plan takes, beside other programs on the same text, in one run. The same
//! check within the interface is timed by the scripted visit (`plain_ms` of its summary).

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};
use plan::language::{Lists, report};
use plan::{Plan, Texts, compose};

/// Each is run so many times; the middle and the slowest are told.
const RUNS: usize = 200;

const TEXTSTAT: &str = "
import sys, time
try:
    import textstat
except ImportError:
    sys.exit(3)
text = open(sys.argv[1]).read()
checks = [textstat.flesch_reading_ease, textstat.flesch_kincaid_grade, textstat.smog_index, textstat.gunning_fog,
          textstat.automated_readability_index, textstat.coleman_liau_index]
took = []
for run in range(20):
    if hasattr(textstat.textstat, '_cache_clear'): textstat.textstat._cache_clear()
    start = time.perf_counter()
    for check in checks: check(text + ' ' * run)
    took.append((time.perf_counter() - start) * 1000)
took.sort()
print(f'{took[len(took) // 2]:.3f} {took[-1]:.3f}')
";

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let plan = Plan::from_json(&fs::read(root.join("assets/examples/marsh.json"))?)?;
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).context("a day")?;
    let text = compose::agreement(&plan, &Texts::english(), today).text();
    println!("text: {} words, {} characters", text.split_whitespace().count(), text.chars().count());

    let started = Instant::now();
    let lists = Lists::english();
    println!("doorstep, reading its lists once     {:>9.3} ms", milliseconds(started));
    let found = report(&text, &lists);
    tell("doorstep, seven scores and findings ", &timed(|| drop(report(&text, &lists))));
    let engine = lucid_lint::Engine::with_profile(lucid_lint::Profile::Public);
    tell("lucid-lint, public profile          ", &timed(|| drop(engine.lint_str(&text))));

    let file = std::env::temp_dir().join("doorstep-bench-made-up-family.txt");
    fs::write(&file, &text)?;
    let python = Command::new("python3").args(["-c", TEXTSTAT]).arg(&file).output();
    fs::remove_file(&file)?;
    match python {
        Ok(said) if said.status.success() => {
            let said = String::from_utf8_lossy(&said.stdout).into_owned();
            let (middle, slowest) = said.trim().split_once(' ').context("textstat said nothing")?;
            println!("textstat, six scores                 {middle:>9} ms, slowest {slowest:>9} ms");
        }
        Ok(_) | Err(_) => println!("textstat                             not on this machine"),
    }
    println!("doorstep found {} words to change; FKGL {:.2}", found.findings.len(), found.scores.fkgl);
    Ok(())
}

fn timed(mut act: impl FnMut()) -> Vec<f64> {
    let mut took: Vec<f64> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            act();
            milliseconds(started)
        })
        .collect();
    took.sort_by(f64::total_cmp);
    took
}

fn tell(name: &str, took: &[f64]) {
    let (middle, slowest) = (took[took.len() / 2], took[took.len() - 1]);
    println!("{name} {middle:>9.3} ms, slowest {slowest:>9.3} ms");
}

fn milliseconds(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1000.0
}
