//! Tables `session`, `person` and `passkey`, where somebody who is signed in shows again that it is they. Whether a code or a passkey is
//! right is not known here.

use super::columns::time;
use super::engine::{Fault, Row, Tx, bound, unfit};
use super::{By, KnownPasskey, OwnWays, Store};
use crate::OfficeError;
use crate::actor::SignedIn;

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// How whoever is signed in can show again that it is they, and when they last did. None if they are not any more.
    pub fn own_ways(&self, by: By<'_>) -> Result<Option<OwnWays>, OfficeError> {
        let Some(own) = by.actor.person() else { return Ok(None) };
        let sql = "
            SELECT s.again_at, p.codes, EXISTS (SELECT 1 FROM passkey k
                WHERE k.tenant = p.tenant AND k.person = p.person) AS has_passkey FROM session s
            JOIN person p ON p.tenant = s.tenant AND p.person = s.person
            WHERE s.tenant = ?1 AND s.session = ?2 AND p.ended_at IS NULL";
        let read = |row: Row| -> Result<OwnWays, Fault> {
            Ok(OwnWays {
                looked_at: row.some_time("again_at")?,
                codes: row.some_bytes("codes")?.map(drawn).transpose()?,
                has_passkey: row.truth("has_passkey")?,
            })
        };
        self.for_people("find how somebody shows who they are", |tx| {
            tx.row(sql, bound![by.tenant.as_bytes(), own.session.as_bytes()])?.map(read).transpose()
        })
    }

    /// Whoever is signed in showed a code of this half minute. False if that code, or a newer one, was used before.
    pub fn looked_again_by_code(&self, by: By<'_>, step: i64) -> Result<bool, OfficeError> {
        let Some(own) = by.actor.person() else { return Ok(false) };
        let sql = "
            UPDATE person SET last_step = ?3
            WHERE tenant = ?1 AND person = ?2 AND last_step < ?3 AND ended_at IS NULL";
        self.write("note who looked again", |tx| {
            let used = tx.execute(sql, bound![by.tenant.as_bytes(), own.id.as_bytes(), step])?;
            if used == 0 { Ok(false) } else { note(tx, by, own) }
        })
    }

    /// Whoever is signed in showed their passkey, of which this is kept from now on. False if it was removed or used meanwhile.
    pub fn looked_again_by_passkey(
        &self,
        by: By<'_>,
        known: &KnownPasskey,
        kept: &str,
    ) -> Result<bool, OfficeError> {
        let Some(own) = by.actor.person() else { return Ok(false) };
        let sql = "
            UPDATE passkey SET kept = ?5, used_at = ?6
            WHERE tenant = ?1 AND passkey = ?2 AND person = ?3 AND kept = ?4";
        self.write("note who looked again", |tx| {
            let (tenant, person, passkey) =
                (by.tenant.as_bytes(), own.id.as_bytes(), known.passkey.as_bytes());
            let values = bound![tenant, passkey, person, known.kept.as_str(), kept, time(by.now)];
            if tx.execute(sql, values)? == 0 { Ok(false) } else { note(tx, by, own) }
        })
    }
}

fn drawn(codes: &[u8]) -> Result<[u8; 16], Fault> {
    codes.try_into().map_err(|_| unfit("codes"))
}

/// False if the session has ended meanwhile.
fn note(tx: &dyn Tx, by: By<'_>, own: &SignedIn) -> Result<bool, Fault> {
    let sql = "UPDATE session SET again_at = ?3 WHERE tenant = ?1 AND session = ?2";
    Ok(tx.execute(sql, bound![by.tenant.as_bytes(), own.session.as_bytes(), time(by.now)])? > 0)
}
