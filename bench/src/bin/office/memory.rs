//! What a program holds in memory, as the system tells it.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How often it is looked at.
const EACH: Duration = Duration::from_millis(20);

/// Bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Memory {
    /// All that is in memory, with files that others have there too.
    pub(crate) resident: u64,
    /// What is its own and in no file.
    pub(crate) own: u64,
}

impl Memory {
    /// Nothing where the system does not tell.
    pub(crate) fn of(process: u32) -> Self {
        let said = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
        let bytes = |name: &str| {
            let line = said.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
        };
        Self { resident: bytes("Rss:").unwrap_or_default(), own: bytes("Pss_Anon:").unwrap_or_default() }
    }

    pub(crate) fn most(self, other: Self) -> Self {
        Self { resident: self.resident.max(other.resident), own: self.own.max(other.own) }
    }

    /// Both as MB, for a table.
    pub(crate) fn told(self) -> String {
        let mb = |bytes: u64| bytes as f64 / 1_000_000.0;
        if self.resident == 0 {
            "–".to_owned()
        } else {
            format!("{:.0} / {:.0}", mb(self.resident), mb(self.own))
        }
    }
}

/// Looks at a program until it is told to end.
pub(crate) struct Watch {
    ends: Arc<AtomicBool>,
    looking: JoinHandle<Memory>,
}

impl Watch {
    pub(crate) fn begin(process: u32) -> Self {
        let ends = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&ends);
        let looking = thread::spawn(move || {
            let mut most = Memory::of(process);
            while !told.load(Ordering::SeqCst) {
                thread::sleep(EACH);
                most = most.most(Memory::of(process));
            }
            most
        });
        Self { ends, looking }
    }

    /// The most it held.
    pub(crate) fn end(self) -> Memory {
        self.ends.store(true, Ordering::SeqCst);
        self.looking.join().unwrap_or_default()
    }
}
