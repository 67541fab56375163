//! One program full of tests: found among what cargo built, run, and listened to.
//!
//! The test harness tells of each test as JSON and how long it took only when asked by options it calls unstable; the
//! variable that allows them reaches the tests' programs and changes nothing else.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::report::{Ending, Report, Test};
use super::{soak, times};
use crate::places::Places;
use crate::progress::say;

/// What cargo's answer says of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Program {
    /// The package it belongs to.
    pub(crate) package: String,
    /// Its name within the package: that of the library, or of the file of tests.
    target: String,
    path: PathBuf,
    /// The package's folder, where its tests are run.
    folder: PathBuf,
    /// The program that runs it, where this machine does not.
    runner: Option<PathBuf>,
    /// What it finds set.
    variables: Vec<(String, OsString)>,
}

/// Makes a call of cargo that builds test programs, and says which they are.
///
/// # Errors
/// When something does not compile.
pub(crate) fn built(mut cargo: Command) -> Result<Vec<Program>> {
    cargo.args(["--message-format", "json-render-diagnostics"]);
    let mut running = cargo.stdout(Stdio::piped()).spawn().context("cargo could not be started")?;
    let output = running.stdout.take().context("cargo says nothing")?;
    let mut programs = Vec::new();
    for line in BufReader::new(output).lines() {
        let said: Value = serde_json::from_str(&line?).unwrap_or_default();
        programs.extend(program_in(&said));
    }
    if !running.wait()?.success() {
        bail!(
            "The tests did not compile. Correct what the compiler says above, then run the same command again."
        );
    }
    // Cargo names them as they get ready; the same order each time is easier to read.
    programs.sort_by(|a, b| (&a.package, &a.target).cmp(&(&b.package, &b.target)));
    Ok(programs)
}

/// What stands at a place of it; nothing where it has no such place.
fn at<'a>(said: &'a Value, place: &str) -> &'a Value {
    said.pointer(place).unwrap_or(&Value::Null)
}

fn program_in(said: &Value) -> Option<Program> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    if at(said, "/reason") != "compiler-artifact" || at(said, "/profile/test") != true {
        return None;
    }
    let folder = PathBuf::from(text(at(said, "/manifest_path"))?).parent()?.to_path_buf();
    Some(Program {
        package: package_in(at(said, "/package_id").as_str()?)?,
        target: text(at(said, "/target/name"))?,
        path: text(at(said, "/executable"))?.into(),
        folder,
        runner: None,
        variables: Vec::new(),
    })
}

/// A package's id ends with `#name@version`, or with `/name#version` where its folder has its name.
fn package_in(id: &str) -> Option<String> {
    let (before, after) = id.rsplit_once('#')?;
    let name = after.split_once('@').map_or_else(|| before.rsplit('/').next(), |(name, _)| Some(name))?;
    Some(name.to_owned())
}

impl Program {
    /// What it is called in a list.
    pub(crate) fn name(&self) -> String {
        if self.target == self.package {
            self.package.clone()
        } else {
            format!("{}/{}", self.package, self.target)
        }
    }

    /// From now on it is run by another program.
    pub(crate) fn run_by(&mut self, runner: &Path) {
        self.runner = Some(runner.to_owned());
    }

    /// From now on it finds these set.
    pub(crate) fn set(&mut self, variables: &[(String, OsString)]) {
        self.variables.extend_from_slice(variables);
    }

    fn command(&self) -> Command {
        let mut command = match &self.runner {
            Some(runner) => {
                let mut command = Command::new(runner);
                command.arg(&self.path);
                command
            }
            None => Command::new(&self.path),
        };
        command.envs(self.variables.iter().cloned());
        command
    }

    /// Runs its tests, so many at once, and tells how each ended. With a seed, what is random in them is so again.
    ///
    /// # Errors
    /// When it could not be started. A test that fails is in the report.
    pub(crate) fn run(
        &self,
        places: &Places,
        asked: &[String],
        at_once: usize,
        seed: Option<&str>,
    ) -> Result<Report> {
        let noted = times::fresh_notes(places, &self.package, &self.target)?;
        let mut command = self.command();
        command.current_dir(&self.folder).env("CARGO_MANIFEST_DIR", &self.folder);
        command.env("RUSTC_BOOTSTRAP", "1").env(times::NOTES, &noted);
        command.args(["-Z", "unstable-options", "--format", "json", "--report-time"]);
        command.arg(format!("--test-threads={at_once}")).args(asked);
        if let Some(seed) = seed {
            command.env(soak::SEED, seed);
        }
        let mut running = command.stdout(Stdio::piped()).spawn();
        let running =
            running.as_mut().map_err(|error| anyhow::anyhow!("{}: {error}", self.path.display()))?;
        let output = running.stdout.take().context("the tests say nothing")?;
        let mut report = Report::default();
        let mut under_way: Vec<String> = Vec::new();
        for line in BufReader::new(output).lines() {
            let line = line?;
            let Ok(said) = serde_json::from_str::<Value>(&line) else {
                // What a test's own child wrote past the harness.
                println!("{line}");
                continue;
            };
            if at(&said, "/type") == "suite" {
                report.passed_over += at(&said, "/filtered_out").as_u64().unwrap_or_default();
            }
            let Some(name) = at(&said, "/name").as_str().filter(|_| at(&said, "/type") == "test") else {
                continue;
            };
            match Ending::of(at(&said, "/event").as_str().unwrap_or_default()) {
                Some(ending) => {
                    under_way.retain(|it| it != name);
                    let test = self.test(name, ending, &said);
                    if let Some(line) = test.line() {
                        say(&line);
                    }
                    report.push(test);
                }
                None if at(&said, "/event") == "started" => under_way.push(name.to_owned()),
                None => {}
            }
        }
        let status = running.wait()?;
        // A program that dies takes its tests with it, and the harness cannot say so any more.
        if !status.success() && report.failed() == 0 {
            let said = format!("the test program ended early: {status}");
            under_way.push("(the program)".to_owned());
            report.push(Test::broken_off(&self.name(), &under_way.join(", "), &said));
        }
        times::add_notes(&mut report, &self.name(), &noted)?;
        Ok(report)
    }

    fn test(&self, name: &str, ending: Ending, said: &Value) -> Test {
        Test {
            program: self.name(),
            name: name.to_owned(),
            ending,
            seconds: at(said, "/exec_time").as_f64().unwrap_or_default(),
            said: at(said, "/stdout")
                .as_str()
                .or_else(|| at(said, "/message").as_str())
                .unwrap_or_default()
                .to_owned(),
            notes: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_known_by_its_id() {
        assert_eq!(package_in("path+file:///a/crates/plan#0.1.0").as_deref(), Some("plan"));
        assert_eq!(package_in("path+file:///a/src-tauri#doorstep@0.1.0").as_deref(), Some("doorstep"));
        assert_eq!(package_in("nonsense"), None);
    }

    #[test]
    fn only_programs_of_tests_are_found() {
        let artifact = |test: bool| {
            serde_json::json!({
                "reason": "compiler-artifact", "package_id": "path+file:///a/crates/plan#0.1.0",
                "manifest_path": "/a/crates/plan/Cargo.toml", "target": { "name": "it" },
                "profile": { "test": test }, "executable": "/a/target/debug/deps/it-1",
            })
        };
        let found = program_in(&artifact(true)).unwrap();
        assert_eq!((found.name().as_str(), found.folder.as_path()), ("plan/it", Path::new("/a/crates/plan")));
        assert_eq!(program_in(&artifact(false)), None);
        assert_eq!(program_in(&serde_json::json!({ "reason": "build-finished" })), None);
    }
}
