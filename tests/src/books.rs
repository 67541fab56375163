//! What the office holds, read from its own store beside it while it serves.

use anyhow::{Context, Result, ensure};
use ipc::office::Mark;
use office::store::{By, NotCome, Trouble, Wanted};
use office::{Actor, DataFolder, Environment, System};
use plan::{Agreement, Signing};
use record::{BlobRef, EnrolmentLine, Envelope, Hash, OfficeKeys, SignedReceipt};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::stage::Office;

/// Whoever looks into the store on the office's machine.
const MACHINE: Actor = Actor::machine("books");

/// One sealed agreement at the office.
#[derive(Debug)]
pub struct Held {
    /// The record's hash.
    pub record: Hash,
    /// The family's copy.
    pub pdf: Vec<u8>,
    /// What was agreed.
    pub agreement: Agreement,
    /// The sitting in which it was.
    pub signing: Signing,
    /// The sittings before it in which somebody answered and that a change ended.
    pub ended: Vec<Signing>,
    /// The record's own page: who said what, and which files belong to it.
    pub manifest: Value,
    receipt: SignedReceipt,
    office_keys: OfficeKeys,
}

/// Every sealed agreement the office holds, newest first. An office that was told two stories is an error.
pub fn held(office: &Office) -> Result<Vec<Held>> {
    let folder = DataFolder::new(office.folder().to_owned());
    let office_keys = folder.key()?.context("the office has no key")?.keys();
    let store = folder.store()?;
    let tenant = store.agency()?.context("the office has no agency")?.tenant;
    let by = By { tenant, actor: &MACHINE, now: System.now() };
    // What is not sent yet is no trouble here: some tests look while it is on its way.
    let refused = |it: &Trouble| matches!(it.what, NotCome::Refused(_));
    ensure!(!store.troubles(by, None, None)?.items.iter().any(refused), "the office refused something");
    let blob = |envelope: &Envelope, role: &str| -> Result<Vec<u8>> {
        let named = |blob: &&BlobRef| blob.role == role;
        let blob = envelope.blobs.iter().find(named).with_context(|| format!("no {role} in the record"))?;
        store.blob(by, blob.sha256)?.with_context(|| format!("the office lacks the {role}"))
    };
    let ended = |envelope: &Envelope| -> Result<Vec<Signing>> {
        let before = envelope.blobs.iter().filter(|blob| blob.role == "signing-before");
        let read = |blob: &BlobRef| {
            let bytes = store.blob(by, blob.sha256)?.context("the office lacks an ended sitting")?;
            Ok(Signing::from_json(&bytes)?)
        };
        before.map(read).collect()
    };
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = store.agreements(by, &Wanted::All, after.as_ref(), None)?;
        rows.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let held = rows.into_iter().map(|row| {
        let other_stories = [Mark::TwoBranches, Mark::EarlierMissing];
        ensure!(
            !row.marks.iter().any(|mark| other_stories.contains(mark)),
            "a record does not follow the one before it"
        );
        let hash: Hash = row.record.parse()?;
        let record = store.signed(by, hash)?.context("a row without a record")?;
        let envelope = Envelope::read(&record.envelope)?;
        Ok(Held {
            record: hash,
            pdf: blob(&envelope, "family-copy")?,
            agreement: Agreement::from_json(&blob(&envelope, "agreement")?)?,
            signing: Signing::from_json(&blob(&envelope, "signing")?)?,
            ended: ended(&envelope)?,
            manifest: serde_json::from_slice(&record.body)?,
            receipt: store.receipt(by, hash)?.context("a record without a receipt")?,
            office_keys,
        })
    });
    held.collect()
}

/// A file that the office holds whole.
pub fn file(office: &Office, hash: Hash) -> Result<Vec<u8>> {
    let store = DataFolder::new(office.folder().to_owned()).store()?;
    let tenant = store.agency()?.context("the office has no agency")?.tenant;
    let by = By { tenant, actor: &MACHINE, now: System.now() };
    store.blob(by, hash)?.context("the office lacks the file")
}

/// The one agreement the office holds.
pub fn only(office: &Office) -> Result<Held> {
    let mut held = held(office)?;
    ensure!(held.len() == 1, "the office holds {} agreements instead of one", held.len());
    held.pop().context("none")
}

impl Held {
    /// The SHA-256 of the family's copy, in hexadecimal.
    pub fn pdf_sha256(&self) -> String {
        Sha256::digest(&self.pdf).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The texts of the agreement's blocks, in order.
    pub fn texts(&self) -> Vec<String> {
        self.agreement.blocks.iter().map(|block| block.text.clone()).collect()
    }

    /// Checks the receipt as anyone can who knows the office only by the pin in its line.
    pub fn check_receipt(&self, line: &EnrolmentLine) -> Result<()> {
        ensure!(self.office_keys.pin() == line.pin, "the office has other keys than the pinned ones");
        let receipt = self.receipt.verify(&self.office_keys.signing.verifying_key()?)?;
        ensure!(receipt.record == self.record, "the receipt is for another record");
        Ok(())
    }
}
