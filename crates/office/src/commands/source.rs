//! Files that are given at the command line, or what is piped in.

use anyhow::{Context, bail};
use ipc::told::office_command;
use office::{Environment, System};
use std::io::Read;
use std::path::Path;

/// What is checked: the words of a file or of what is piped in.
pub(super) fn read(file: &Path) -> anyhow::Result<String> {
    office::text_of(&bytes(file)?, System.now().date_naive()).context(office_command::not_checked())
}

/// What is in a file or piped in, no larger than it may be.
pub(super) fn bytes(file: &Path) -> anyhow::Result<Vec<u8>> {
    let source: Box<dyn Read> = if file == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(file).context(office_command::file_unread())?)
    };
    let mut bytes = Vec::new();
    source.take(office::MOST_BYTES + 1).read_to_end(&mut bytes).context(office_command::file_cut_short())?;
    if bytes.len() as u64 > office::MOST_BYTES {
        bail!(office_command::file_too_large());
    }
    // Some editors begin a file with a mark that says how it is written.
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Ok(rest.to_vec());
    }
    Ok(bytes)
}
