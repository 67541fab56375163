//! What came out of running tests: each with how it ended, how long it took, and what it noted on the way.

use std::fmt;

/// How a test ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Passed,
    Failed,
    /// Left out, because it is a long form.
    Skipped,
}

impl Ending {
    /// By the harness's word. Nothing for a word that ends no test, such as that one takes long.
    pub(crate) fn of(event: &str) -> Option<Self> {
        match event {
            "ok" => Some(Self::Passed),
            "failed" => Some(Self::Failed),
            "ignored" => Some(Self::Skipped),
            _ => None,
        }
    }
}

/// Something a test waited for or started, and for how long.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Note {
    pub(crate) what: String,
    pub(crate) seconds: f64,
}

/// One test that was run, or left out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Test {
    pub(crate) program: String,
    pub(crate) name: String,
    pub(crate) ending: Ending,
    /// Its own time on the clock, without the building.
    pub(crate) seconds: f64,
    /// What it printed, where the harness tells.
    pub(crate) said: String,
    pub(crate) notes: Vec<Note>,
}

/// From this many seconds on, a test is worth a line of its own.
const WORTH_A_LINE: f64 = 2.0;

impl Test {
    /// The tests that were under way when their program died.
    pub(crate) fn broken_off(program: &str, under_way: &str, said: &str) -> Self {
        Self {
            program: program.to_owned(),
            name: under_way.to_owned(),
            ending: Ending::Failed,
            seconds: 0.0,
            said: said.to_owned(),
            notes: Vec::new(),
        }
    }

    /// What is said as soon as it has ended; nothing of a quick one that passed.
    pub(crate) fn line(&self) -> Option<String> {
        let word = match self.ending {
            Ending::Failed => "FAILED",
            Ending::Passed if self.seconds >= WORTH_A_LINE => "passed",
            Ending::Passed | Ending::Skipped => return None,
        };
        Some(format!("{word} {self} in {:.1} s", self.seconds))
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.program, self.name)
    }
}

/// All tests of a run.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) tests: Vec<Test>,
    /// How many were not asked for.
    pub(crate) passed_over: u64,
}

impl Report {
    pub(crate) fn push(&mut self, test: Test) {
        self.tests.push(test);
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.tests.extend(other.tests);
        self.passed_over += other.passed_over;
    }

    pub(crate) fn failed(&self) -> usize {
        self.count(Ending::Failed)
    }

    /// How many ended so.
    pub(crate) fn count(&self, ending: Ending) -> usize {
        self.with(ending).count()
    }

    fn with(&self, ending: Ending) -> impl Iterator<Item = &Test> {
        self.tests.iter().filter(move |test| test.ending == ending)
    }

    pub(crate) fn print_failures(&self) {
        for test in self.with(Ending::Failed) {
            println!("\n---- {test} ----\n{}", test.said.trim_end());
        }
    }

    /// How much time the tests took, added up.
    pub(crate) fn summary(&self) -> String {
        let seconds: f64 = self.tests.iter().map(|test| test.seconds).sum();
        format!("all tests one after the other: {seconds:.0} s")
    }

    /// The line a reader of logs looks for.
    pub(crate) fn closing_line(&self) -> String {
        let [passed, failed, skipped] =
            [Ending::Passed, Ending::Failed, Ending::Skipped].map(|ending| self.count(ending));
        format!("{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_counted_by_how_its_tests_ended() {
        let mut report = Report::default();
        for word in ["ok", "timeout", "ok", "failed", "ignored", "started"] {
            if let Some(ending) = Ending::of(word) {
                report.push(Test { ending, ..Test::broken_off("plan", "a test", "") });
            }
        }
        assert_eq!(report.failed(), 1);
        assert_eq!(report.closing_line(), "2 passed, 1 failed, 1 skipped");
    }
}
