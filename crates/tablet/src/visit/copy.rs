//! A family's copies as files, for printing or for a stick, and what became of them.

use std::fs;

use ipc::Refusal;
use ipc::visit::{
    Command as _, Copied, CopyOf, FindDrives, GiveCopy, Given, RemoveSaved, SaveCopy, SavePaper, SealedCard,
};
use plan::ids::UserId;
use record::{BodyRef, Envelope, GIVEN_VERSION, GivenCopies, GivenCopy, Kind, MAX_NAME, SignedRecord};

use super::leaving::Left;
use super::next_record::{self, Next};
use super::{files, paper, post_box, seal};
use crate::error::{Result, TabletError};
use crate::state::{Open, Shared};
use crate::store::CopyRow;
use crate::store::records::Giving;
use crate::tablet::Tablet;

impl Tablet {
    /// Saves a copy of a sealed plan as a file. Asked again, it answers the same.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is not sealed, there is no such copy, or the file cannot be written.
    pub fn save_copy(&self, asked: SaveCopy) -> std::result::Result<SealedCard, Refusal> {
        let SaveCopy { copy, drive } = asked;
        let drawn = self.carry_out::<SaveCopy, _>(|shared, state| {
            let open = state.open()?;
            if !copy.form.is_copy() {
                return Err(TabletError::NotHere);
            }
            open.records.copy(copy.plan, copy.person)?;
            Drawn::new(shared, open, &copy)
        })?;
        let saved = self.written(SaveCopy::NAME, &drawn, &copy, drive.as_deref())?;
        self.carry_out::<SaveCopy, _>(|shared, state| {
            note(state.open()?, &copy, &saved)?;
            seal::card(shared, state, copy.plan)
        })
    }

    /// Saves a paper that is no copy of what was agreed.
    ///
    /// # Errors
    /// When the tablet is locked, it is such a copy, or is made of what is not sealed, or the file cannot be written.
    pub fn save_paper(&self, asked: SavePaper) -> std::result::Result<Copied, Refusal> {
        let SavePaper { copy, drive } = asked;
        let drawn = self.carry_out::<SavePaper, _>(|shared, state| {
            if copy.form.is_copy() {
                return Err(TabletError::NotHere);
            }
            Drawn::new(shared, state.open()?, &copy)
        })?;
        self.written(SavePaper::NAME, &drawn, &copy, drive.as_deref())
    }

    /// The names of the drives a file can leave the tablet by.
    ///
    /// # Errors
    /// When the tablet is locked, and not because a newer program wrote what is on it.
    pub fn find_drives(&self, _: FindDrives) -> std::result::Result<Vec<String>, Refusal> {
        self.carry_out::<FindDrives, _>(|shared, state| {
            if !state.is_newer {
                state.open()?;
            }
            Ok((shared.drives)().into_iter().map(|drive| drive.name).collect())
        })
    }

    /// Removes the files of a sealed plan that lie on the tablet itself.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is not sealed, or a file cannot be removed.
    pub fn remove_saved(&self, asked: RemoveSaved) -> std::result::Result<SealedCard, Refusal> {
        self.carry_out::<RemoveSaved, _>(|shared, state| {
            let open = state.open()?;
            open.records.sealed(asked.plan)?.ok_or(TabletError::NotSealed)?;
            for file in files::of_plan(shared, asked.plan) {
                fs::remove_file(file).map_err(TabletError::file("removing a copy"))?;
            }
            open.records.forget_saved(asked.plan, &shared.folders.copies.display().to_string())?;
            seal::card(shared, state, asked.plan)
        })
    }

    /// Notes how a copy was given, or that it was not, and tells the office. Asked again, it is noted once.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is not sealed, or there is no such copy.
    pub fn give_copy(&self, asked: GiveCopy) -> std::result::Result<SealedCard, Refusal> {
        self.carry_out::<GiveCopy, _>(|shared, state| {
            let open = state.open()?;
            let copy = open.records.copy(asked.plan, asked.person)?;
            if copy.given != Some(asked.given) {
                give(shared, open, &asked, &copy)?;
                // It is kept, whatever becomes of this.
                if let Err(error) = post_box::put_newest(shared, open) {
                    tracing::warn!(%error, "that a copy was given is made ready later");
                    shared.courier.wants_making_ready();
                }
            }
            seal::card(shared, state, asked.plan)
        })
    }
}

impl Tablet {
    fn written(
        &self,
        what: &'static str,
        drawn: &Drawn,
        copy: &CopyOf,
        drive: Option<&str>,
    ) -> std::result::Result<Copied, Refusal> {
        let Left { file, folder } = self.leave((what, drawn.by), (&drawn.name, "pdf"), &drawn.pdf, drive)?;
        let on = self.shared.environment.now().date_naive();
        Ok(Copied { file, folder, on, form: copy.form.clone() })
    }
}

/// A paper that is no file yet.
struct Drawn {
    by: UserId,
    name: String,
    pdf: Vec<u8>,
}

impl Drawn {
    fn new(shared: &Shared, open: &mut Open, copy: &CopyOf) -> Result<Self> {
        Ok(Self { by: open.user, pdf: paper::pdf(shared, open, copy)?, name: files::name(open, copy)? })
    }
}

/// Notes how a copy was given, with the record that says so.
fn give(shared: &Shared, open: &mut Open, asked: &GiveCopy, copy: &CopyRow) -> Result<()> {
    let row = open.records.sealed(asked.plan)?.ok_or(TabletError::NotSealed)?;
    let (agreement, _) = open.records.record(row.seq)?;
    let Envelope { case, doc, .. } = Envelope::read(&agreement.envelope)?;
    let of = agreement.hash();
    let now = shared.environment.now();
    let said = GivenCopy {
        person: copy.person.map(|person| person.to_string()),
        name: name_in_a_record(&copy.name),
        how: how(asked.given).to_owned(),
        words: String::new(),
    };
    let body = GivenCopies { v: GIVEN_VERSION, of, copies: vec![said] }.to_bytes();
    let body = body.map_err(|_| TabletError::Damaged { what: "copy" })?;
    let next = Next {
        kind: Kind::CopyGiven,
        schema: GIVEN_VERSION,
        case,
        doc,
        parents: vec![of],
        wall: now,
        body: BodyRef::of(&body),
        blobs: Vec::new(),
    };
    let envelope = next_record::envelope(shared, open, next)?;
    let record = SignedRecord::sign(&envelope, body, &open.key)?;
    open.records.give(&Giving {
        record: &record,
        seq: envelope.seq,
        plan: asked.plan,
        person: copy.person,
        given: asked.given,
        when_and_by: (now, open.user),
    })
}

/// As records say it.
const fn how(given: Given) -> &'static str {
    match given {
        Given::OnPaper => "on_paper",
        Given::AsFile => "as_file",
        Given::Later => "later",
        Given::NotSafe => "not_safe",
    }
}

/// As much of a name as a record takes. The agreement has all of it.
fn name_in_a_record(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control()).take(MAX_NAME).collect()
}

/// Notes what became of a copy. Asked again, it is noted once.
fn note(open: &mut Open, copy: &CopyOf, saved: &Copied) -> Result<()> {
    let is_same = |before: Copied| {
        before.file == saved.file && before.folder == saved.folder && before.form == copy.form
    };
    if open.records.copy(copy.plan, copy.person)?.saved.is_some_and(is_same) {
        return Ok(());
    }
    open.records.set_saved(copy.plan, copy.person, saved)
}
