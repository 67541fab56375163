//! Table `glass`: cases that somebody of another team opened for some hours, with a reason. Each is an alert to the managers of its team
//! and to auditors until one of them says that they saw it.

use super::access::{Acted, Doing, Of};
use super::cases::{self, named};
use super::columns::time;
use super::engine::{Fault, Row, Tx, bound};
use super::sight::{Sight, has_role_in};
use super::{Alert, Breaking, By, Store};
use crate::OfficeError;
use crate::ids::GlassId;
use crate::permissions::What;

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Opens a case to whoever asks, for as long as is said. None if there is no such case, or it is sealed.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn break_glass(&self, by: By<'_>, breaking: &Breaking<'_>) -> Result<Option<()>, OfficeError> {
        let doing = Doing::new(What::BreakGlass, cases::of_name(breaking.case), "open a case");
        self.act(by, &doing.because(breaking.reason), |tx| {
            let Some(own) = by.actor.person() else { return Ok(Acted::NotAllowed) };
            let found = named(tx, by.tenant, breaking.case)?.filter(|case| !case.is_sealed);
            let Some(case) = found else { return Ok(Acted::NotThere) };
            let sql = "
                INSERT INTO glass (tenant, glass, case_id, person, reason, broken_at, ends_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
            let values = bound![
                by.tenant.as_bytes(),
                breaking.glass.as_bytes(),
                case.id.as_bytes(),
                own.id.as_bytes(),
                breaking.reason,
                time(by.now),
                time(breaking.ends_at),
            ];
            tx.execute(sql, values)?;
            Ok(Acted::Done(()))
        })
    }

    /// What was opened and nobody has said that they saw it, the oldest first: of one's own teams, or of the whole office.
    pub fn alerts(&self, by: By<'_>) -> Result<Vec<Alert>, OfficeError> {
        let alerts = self.act(by, &Doing::new(What::SeeAlerts, Of::default(), "list alerts"), |tx| {
            Ok(Acted::Done(alerts(tx, by)?))
        })?;
        Ok(alerts.unwrap_or_default())
    }

    /// Says that one saw an alert. None if there is none that they see.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn answer_alert(&self, by: By<'_>, glass: GlassId) -> Result<Option<()>, OfficeError> {
        self.act(by, &Doing::new(What::AnswerAlert, Of::default(), "answer an alert"), |tx| {
            if !alerts(tx, by)?.iter().any(|alert| alert.id == glass) {
                return Ok(Acted::NotThere);
            }
            let sql = "UPDATE glass SET seen_by = ?3, seen_at = ?4 WHERE tenant = ?1 AND glass = ?2";
            let seen_by = by.actor.person().map(|own| own.id.as_bytes());
            tx.execute(sql, bound![by.tenant.as_bytes(), glass.as_bytes(), seen_by, time(by.now)])?;
            Ok(Acted::Done(()))
        })
    }
}

fn alerts(tx: &dyn Tx, by: By<'_>) -> Result<Vec<Alert>, Fault> {
    const ALERTS: &str = concat!(
        "SELECT g.glass, g.case_id, g.reason, g.broken_at, g.ends_at, o.name,
            (SELECT a.reference FROM agreement a WHERE a.tenant = g.tenant AND a.case_id = g.case_id
                ORDER BY a.sealed_at DESC, a.came_at DESC, a.seq DESC, a.record DESC LIMIT 1) AS reference
        FROM glass g
        JOIN case_of c ON c.tenant = g.tenant AND c.case_id = g.case_id
        JOIN person o ON o.tenant = g.tenant AND o.person = g.person
        WHERE g.tenant = ?1 AND g.seen_at IS NULL AND ",
        has_role_in!("c.team"),
        " ORDER BY g.broken_at, g.glass"
    );
    let read = |row: &Row| -> Result<Alert, Fault> {
        Ok(Alert {
            id: row.id("glass")?,
            case: row.id("case_id")?,
            reference: row.some_text("reference")?,
            name: row.text("name")?,
            reason: row.text("reason")?,
            broken_at: row.time("broken_at")?,
            ends_at: row.time("ends_at")?,
        })
    };
    let sight = Sight::of(by.actor, What::SeeAlerts);
    let (person, roles) = (sight.person(), sight.roles.as_str());
    let rows = tx.rows(ALERTS, bound![by.tenant.as_bytes(), person, roles, sight.everywhere])?;
    rows.iter().map(read).collect()
}
