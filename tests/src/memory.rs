//! What stands in the memory of a process, as somebody reads it who took the machine: all that is there, whatever it belongs to.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, Read};
use std::os::unix::fs::FileExt;

use anyhow::{Context, Result};

/// The pages are read in pieces of this many bytes.
const PIECE: u64 = 1 << 20;
const PAGE: u64 = 4096;

/// What stands everywhere in memory.
const COMMON: &[u8] = b"\0\xff etaoinshrdl";

/// Which of the numbers stand in a process's memory behind this word, as four digits, in either of the two ways in which programs
/// keep text.
pub fn numbered(process: u32, word: &str) -> Result<BTreeSet<u16>> {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let needles = [(word.as_bytes().to_vec(), 1), (wide(word), 2)];
    let mut found = BTreeSet::new();
    each_piece(process, |bytes| {
        for at in beginnings(bytes, word.as_bytes()) {
            let from = bytes.get(at..).unwrap_or_default();
            for (needle, step) in &needles {
                let digits = from.strip_prefix(&needle[..]).unwrap_or_default().iter().step_by(*step).take(4);
                let digits: String = digits.map(|it| char::from(*it)).collect();
                found.extend(digits.parse::<u16>().ok());
            }
        }
    })?;
    Ok(found)
}

/// Whether these bytes stand in a process's memory.
pub fn holds(process: u32, wanted: &[u8]) -> Result<bool> {
    let mut found = false;
    each_piece(process, |bytes| {
        found |= beginnings(bytes, wanted).any(|at| bytes.get(at..).is_some_and(|it| it.starts_with(wanted)));
    })?;
    Ok(found)
}

/// Where this may begin: by its rarest byte, and by the one search that is fast in a program built for development, over a
/// gigabyte.
fn beginnings<'a>(bytes: &'a [u8], wanted: &[u8]) -> impl Iterator<Item = usize> + 'a {
    let into = wanted.iter().position(|byte| !COMMON.contains(byte)).unwrap_or_default();
    let (rare, mut rest, mut at) = (wanted.get(into).copied().unwrap_or_default(), bytes, 0_usize);
    std::iter::from_fn(move || {
        let passed = rest.skip_until(rare).ok().filter(|passed| *passed > 0)?;
        at += passed;
        (bytes.get(at - 1) == Some(&rare)).then(|| (at - 1).checked_sub(into))
    })
    .flatten()
}

/// Every piece of a process's memory that it may write to and that is there, with a little of the next one behind it.
fn each_piece(process: u32, mut look: impl FnMut(&[u8])) -> Result<()> {
    let mut maps = String::new();
    File::open(format!("/proc/{process}/maps"))?.read_to_string(&mut maps)?;
    let [memory, pages] = ["mem", "pagemap"].map(|name| File::open(format!("/proc/{process}/{name}")));
    let (memory, pages) = (memory?, pages?);
    for line in maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|may| may.starts_with("rw"))) {
        let (from, to) = line.split(' ').next().and_then(|it| it.split_once('-')).context("no such line")?;
        let (from, to) = (u64::from_str_radix(from, 16)?, u64::from_str_radix(to, 16)?);
        for at in (from..to).step_by(usize::try_from(PIECE)?) {
            let until = (at + PIECE).min(to);
            // Most of what a page sets aside it has never written to.
            if !is_there(&pages, at, until) {
                continue;
            }
            let mut bytes = vec![0; usize::try_from((until + PAGE).min(to) - at)?];
            // What the process gives back meanwhile, and what the system keeps for itself, cannot be read.
            if memory.read_exact_at(&mut bytes, at).is_ok() {
                look(&bytes);
            }
        }
    }
    Ok(())
}

/// Whether any page of a stretch is in memory or was swapped out.
fn is_there(pages: &File, from: u64, to: u64) -> bool {
    let count = usize::try_from((to - from) / PAGE).unwrap_or_default();
    let mut entries = vec![0; count * 8];
    let all_read = pages.read_exact_at(&mut entries, from / PAGE * 8).is_ok();
    !all_read || entries.chunks_exact(8).any(|it| it.last().is_some_and(|flags| flags & 0b1100_0000 != 0))
}
