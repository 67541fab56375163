//! How many taps each step of a visit takes. A step begins where the script says so and goes on until the next one begins;
//! one that comes again goes on counting.

use super::Window;

impl Window {
    /// A step of the visit begins.
    pub fn step(&mut self, name: &'static str) {
        self.steps.push((name, self.taps));
    }

    /// The taps of each step, in the order they first came.
    pub fn taps_by_step(&self) -> Vec<(&'static str, usize)> {
        let mut table: Vec<(&'static str, usize)> = Vec::new();
        let ends = self.steps.iter().skip(1).map(|(_, taps)| *taps).chain([self.taps]);
        for ((name, began), ended) in self.steps.iter().zip(ends) {
            match table.iter_mut().find(|(step, _)| step == name) {
                Some((_, taps)) => *taps += ended - began,
                None => table.push((name, ended - began)),
            }
        }
        table
    }
}
