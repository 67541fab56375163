//! Table `account`: whose an account at the council's provider is. Whether the provider told of it is not known here, and nobody is
//! added by it.

use super::columns::time;
use super::engine::{Fault, Tx, bound};
use super::{Account, Begins, By, ByAccount, Store, sign_ins};
use crate::OfficeError;
use crate::ids::PersonId;
use crate::permissions::What;

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Begins a session of the person whose account it is. The first time that is whoever signs in with what the provider vouches
    /// for, as long as no other account there is theirs.
    pub fn sign_in_by_account(
        &self,
        by: By<'_>,
        account: &Account<'_>,
        new: Begins,
    ) -> Result<ByAccount, OfficeError> {
        self.write_while_any_fits("sign a person in", |tx| {
            let found = match known(tx, by, account)? {
                Found::Person(person) => Some((person, What::SignIn, ByAccount::Begun)),
                Found::Ended => None,
                Found::Nobody => {
                    let person = first(tx, by, account)?;
                    person.map(|person| (person, What::FirstTime, ByAccount::BegunFirst))
                }
            };
            let Some((person, what, begun)) = found else { return Ok(ByAccount::Nobody) };
            sign_ins::begin(tx, by, person, new, what)?;
            Ok(begun)
        })
    }
}

/// Whose an account is.
enum Found {
    Person(PersonId),
    /// Somebody's who has ended.
    Ended,
    Nobody,
}

fn known(tx: &dyn Tx, by: By<'_>, account: &Account<'_>) -> Result<Found, Fault> {
    let sql = "
        SELECT p.person, p.ended_at IS NULL AS here FROM account a
        JOIN person p ON p.tenant = a.tenant AND p.person = a.person
        WHERE a.tenant = ?1 AND a.issuer = ?2 AND a.subject = ?3";
    let Some(row) = tx.row(sql, bound![by.tenant.as_bytes(), account.issuer, account.subject])? else {
        return Ok(Found::Nobody);
    };
    Ok(if row.truth("here")? { Found::Person(row.id("person")?) } else { Found::Ended })
}

/// The person who signs in with what the provider vouches for, whose the account is from now on.
fn first(tx: &dyn Tx, by: By<'_>, account: &Account<'_>) -> Result<Option<PersonId>, Fault> {
    let Some(login) = account.login else { return Ok(None) };
    // An address of mail may be given to somebody else after a while: another account is another person.
    let sql = "
        SELECT p.person FROM person p WHERE p.tenant = ?1 AND p.login = ?2 AND p.ended_at IS NULL AND NOT EXISTS
            (SELECT 1 FROM account a WHERE a.tenant = p.tenant AND a.person = p.person AND a.issuer = ?3)";
    let Some(row) = tx.row(sql, bound![by.tenant.as_bytes(), login, account.issuer])? else {
        return Ok(None);
    };
    let person: PersonId = row.id("person")?;
    let sql = "INSERT INTO account (tenant, issuer, subject, person, made_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    let (tenant, issuer, subject) = (by.tenant.as_bytes(), account.issuer, account.subject);
    tx.execute(sql, bound![tenant, issuer, subject, person.as_bytes(), time(by.now)])?;
    Ok(Some(person))
}
