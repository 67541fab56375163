//! Nine o'clock: every tablet of a council has one agreement and reaches the office within the same minute; then all do at one moment.

use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::doorstep::{Doorstep, send};
use crate::http::{Line, address_of};
use crate::memory::{Memory, Watch};
use crate::target::{Target, Work, percentile};

/// How long an office is left alone until its memory is looked at.
const REST: Duration = Duration::from_secs(5);
/// What a thread of these timings needs to wait in.
const STACK: usize = 256 * 1024;

/// Prints what it took, and what the office held before, meanwhile and after.
pub(crate) fn o_clock(office: &Doorstep, tablets: usize, work: &Work) -> Result<()> {
    let process = office.process().unwrap_or_default();
    thread::sleep(REST);
    let before = Memory::of(process);
    let mut joined = (0..tablets).map(|tablet| office.join(tablet)).collect::<Result<Vec<_>>>()?;
    for window in [Duration::from_secs(60), Duration::ZERO] {
        let ready = joined.iter_mut().map(|tablet| tablet.next(work)).collect::<Result<Vec<_>>>()?;
        let watch = Watch::begin(process);
        let began = Instant::now();
        let each = all(office.address(), &ready, work, window, began)?;
        let took = began.elapsed().as_secs_f64();
        let meanwhile = watch.end();
        thread::sleep(REST);
        println!(
            "| {} | {tablets} | {} | {took:.1} | {:.0} | {:.0} | {} | {} | {} |",
            office.name(),
            window.as_secs(),
            percentile(&each, 50),
            percentile(&each, 99),
            before.told(),
            meanwhile.told(),
            Memory::of(process).told()
        );
    }
    Ok(())
}

/// Each sends its own on a line of its own. Milliseconds from its beginning to its receipt.
fn all(
    office: SocketAddr,
    ready: &[Vec<Vec<u8>>],
    work: &Work,
    window: Duration,
    began: Instant,
) -> Result<Vec<f64>> {
    let count = u32::try_from(ready.len()).unwrap_or(u32::MAX).max(1);
    thread::scope(|scope| {
        let mut running = Vec::new();
        for ((tablet, requests), turn) in ready.iter().enumerate().zip(0_u32..) {
            let sends = move || -> Result<f64> {
                thread::sleep((window * turn / count).saturating_sub(began.elapsed()));
                let own = Instant::now();
                let mut line = Line::open(office, address_of(tablet))?;
                send(&mut line, requests, work.receipt)?;
                Ok(own.elapsed().as_secs_f64() * 1000.0)
            };
            running.push(thread::Builder::new().stack_size(STACK).spawn_scoped(scope, sends)?);
        }
        let mut each = Vec::new();
        for tablet in running {
            let Ok(took) = tablet.join() else { bail!("a tablet broke off") };
            each.push(took?);
        }
        Ok(each)
    })
}
