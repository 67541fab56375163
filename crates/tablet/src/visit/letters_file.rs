//! What is on its way to the office as one file, for a tablet that reaches no network. The letters in it are closed to the
//! office already, so whoever finds the file reads nothing. It changes nothing here: everything waits on until its receipt comes.

use ipc::Refusal;
use ipc::visit::{Command as _, SaveLetters, SavedLetters};
use record::{Hash, Head, LettersFile};

use super::leaving::Left;
use super::post_box;
use crate::error::{Result, TabletError};
use crate::state::{Open, Shared};
use crate::store::post::PostRow;
use crate::tablet::Tablet;

/// Tells nothing of any family.
const NAME: (&str, &str) = ("for-the-office", "letters");

/// The letters that were found, and of how many plans. Those of what is said of a plan's copies are among them, and counted for none.
#[derive(Default)]
struct Found {
    letters: Vec<u8>,
    whole: usize,
    in_part: usize,
    unreadable: usize,
}

impl Tablet {
    /// Saves all that is on its way to the office as a file, whoever of this tablet sealed it.
    ///
    /// # Errors
    /// When the tablet is locked, nothing is on its way, nothing of it can be read, or the file cannot be written.
    pub fn save_letters(&self, asked: SaveLetters) -> std::result::Result<SavedLetters, Refusal> {
        let (by, bytes, found) = self.carry_out::<SaveLetters, _>(|shared, state| {
            let open = state.open()?;
            post_box::meet(shared, open)?;
            let found = found(shared, open)?;
            let Found { letters, unreadable, .. } = &found;
            if letters.is_empty() {
                let nothing = TabletError::Damaged { what: "record" };
                return Err(if *unreadable == 0 { TabletError::NotHere } else { nothing });
            }
            let place = &open.enrolment.place;
            Ok((open.user, LettersFile::write(place.keys.pin(), place.device, letters, &open.key), found))
        })?;
        let Left { file, folder } =
            self.leave((SaveLetters::NAME, by), NAME, &bytes, asked.drive.as_deref())?;
        let Found { whole, in_part, unreadable, .. } = found;
        Ok(SavedLetters { file, folder, whole, in_part, unreadable })
    }
}

fn found(shared: &Shared, open: &mut Open) -> Result<Found> {
    let rows = shared.courier.with(|post| post.rows())?;
    let chain = match open.records.chain() {
        // What lies ready is saved, whatever cannot be read beside it.
        Err(error) if !rows.is_empty() => {
            tracing::warn!(%error, "only what lies in the post is saved");
            Vec::new()
        }
        read => read?,
    };
    let mut found = Found::default();
    for row in rows.iter().filter(|row| row.receipt.is_none() || row.again) {
        let own = chain.iter().find(|head| head.hash == row.hash);
        found.add(row.is_plan, (as_sent(shared, row), own), shared, open)?;
    }
    let is_in_post = |hash: Hash| rows.iter().any(|row| row.hash == hash);
    for head in chain.iter().filter(|head| !is_in_post(head.hash)) {
        if open.records.receipt(head.seq)?.is_none() {
            let is_plan = !matches!(open.records.plan_of(head.seq), Ok(None));
            found.add(is_plan, (None, Some(head)), shared, open)?;
        }
    }
    Ok(found)
}

impl Found {
    /// Adds a record's letters as they lie ready; else those of what can be read of it, where it is this worker's.
    fn add(
        &mut self,
        is_plan: bool,
        (ready, own): (Option<Vec<u8>>, Option<&Head>),
        shared: &Shared,
        open: &mut Open,
    ) -> Result<()> {
        let readable = match (&ready, own) {
            (None, Some(head)) => post_box::readable(shared, open, *head)?,
            (Some(_), _) | (None, None) => None,
        };
        let plans = usize::from(is_plan);
        match (ready, readable) {
            (Some(letters), _) => {
                self.letters.extend(letters);
                self.whole += plans;
            }
            (None, Some((letters, is_all))) => {
                self.letters.extend(letters);
                *(if is_all { &mut self.whole } else { &mut self.in_part }) += plans;
            }
            (None, None) => self.unreadable += plans,
        }
        Ok(())
    }
}

/// The letters as they would be sent; none where there are none, or one cannot be read.
fn as_sent(shared: &Shared, row: &PostRow) -> Option<Vec<u8>> {
    let ids: Vec<i64> = row.letters.iter().map(|letter| letter.id).collect();
    if ids.is_empty() {
        return None;
    }
    shared.courier.with(|post| post.bytes(&ids)).ok()
}
