//! `verify-receipt`: a receipt that was saved as a file.

use super::say;
use anyhow::Context;
use ipc::told::office_command;
use std::path::Path;

pub(super) fn verify_receipt(key: &str, file: &Path) -> anyhow::Result<()> {
    let text = std::fs::read(file).context(office_command::receipt_unread())?;
    let file = serde_json::from_slice(&text).context(office_command::not_a_receipt())?;
    let receipt = office::verify_receipt(&file, key).context(office_command::not_genuine())?;
    let told = office_command::genuine(receipt.record, receipt.office_seq, receipt.received_at);
    say(&told.to_string())
}
