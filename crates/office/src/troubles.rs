//! What did not come: records that tablets say they cannot send, and what the office did not take. Nothing of what is in
//! them is known here.

use crate::actor::Actor;
use crate::store::{NotCome, Trouble as Found, TroublePosition};
use crate::{Office, OfficeError};
use ipc::office::{Trouble, TroubleOf, TroubleRow, Troubles};
use record::letter::Carried;
use record::wire::StuckWhy;

impl Office {
    /// A page of what did not come from tablets that they see, behind this place or from its beginning. `limit` is how many rows at
    /// most: 50 if nobody says it, never more than 200.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn troubles(
        &self,
        actor: &Actor,
        after: Option<&TroublePosition>,
        limit: Option<u64>,
    ) -> Result<Troubles, OfficeError> {
        let page = self.store.troubles(self.by(actor), after, limit)?;
        let items = page.items.into_iter().map(row).collect();
        Ok(Troubles { items, next: page.next.map(|next| next.to_string()) })
    }
}

fn row(Found { tablet, what, .. }: Found) -> TroubleRow {
    match what {
        NotCome::Stuck { stuck, worker, code } => TroubleRow {
            name: stuck.record.to_string(),
            of: TroubleOf::Record,
            tablet,
            worker,
            number: Some(stuck.seq),
            why: match stuck.why {
                StuckWhy::Refused => Trouble::Refused { code: code.map(String::from) },
                StuckWhy::Damaged => Trouble::Damaged,
                StuckWhy::Unknown(word) => Trouble::Other { word },
            },
        },
        NotCome::Refused(refusal) => {
            let (of, name) = match refusal.of {
                Carried::Record(name) => (TroubleOf::Record, name),
                Carried::File(name) => (TroubleOf::File, name),
            };
            let why = Trouble::Refused { code: Some(refusal.code.into()) };
            TroubleRow { name: name.to_string(), of, tablet, worker: None, number: None, why }
        }
    }
}
