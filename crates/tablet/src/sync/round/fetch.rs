//! Fetching what the office wrote, for every worker of this tablet whether they are in or not. It is kept as it came, closed; how far that
//! is, is kept with it. What comes twice is here once.

use record::wire::{Changes, RefusalCode};

use super::super::courier::Courier;
use super::super::line::{Answer, Line};
use super::super::machine::Failure;
use crate::error::TabletError;
use crate::store::post::Worker;

/// Fetches all there is, so many bytes at a time. Whether anything came.
pub(super) fn all(courier: &Courier, line: &dyn Line, most: u64) -> Answer<bool> {
    let mut came = false;
    for worker in courier.with(|post| post.workers()).map_err(|error| not_here(&error))? {
        match of_one(courier, line, worker, most) {
            Ok(more) => came |= more,
            // An office of before there was anything to fetch.
            Err(Failure::Refused(RefusalCode::NotFound)) => return Ok(came),
            // What came of the others is told all the same.
            Err(failure) if came => {
                tracing::warn!(?failure, "not all that the office wrote was fetched");
                return Ok(came);
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(came)
}

fn of_one(courier: &Courier, line: &dyn Line, worker: Worker, most: u64) -> Answer<bool> {
    let Worker { key, mut after } = worker;
    let mut came = false;
    loop {
        let asked = Changes { worker: key.clone(), after: after.clone(), most };
        let reply = line.changes(&asked)?;
        let (is_empty, is_further) = (reply.changes.is_empty(), after.as_ref() != Some(&reply.next));
        if !is_empty || is_further {
            courier
                .with(|post| post.keep_changes(key.user, &reply.changes, &reply.next))
                .map_err(|error| not_here(&error))?;
        }
        came |= !is_empty;
        // An office that says there is more and gives nothing, or the same again, is not asked for ever.
        if !reply.more || is_empty || !is_further {
            return Ok(came);
        }
        after = Some(reply.next);
    }
}

fn not_here(error: &TabletError) -> Failure {
    tracing::warn!(%error, "what the office wrote is not kept");
    Failure::Here
}
