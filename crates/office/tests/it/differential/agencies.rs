//! What agencies give each other, among all else that is asked.

use super::{Asked, by_at, told};
use crate::agencies_laws::{partner, sign, theirs};
use crate::stores::{Says, by_of, receipt, to_write};
use chrono::{DateTime, Utc};
use faults::Dice;
use office::store::{Coming, Partner, ToWrite};
use office::{Store, What};
use record::{Hash, TenantId};

/// Something to ask.
pub(super) fn ask(
    tenant: TenantId,
    time: DateTime<Utc>,
    record: Hash,
    dice: &mut Dice,
    step: usize,
) -> Asked {
    let agency = TenantId::from([9 + dice.below(2) as u8; 16]);
    let name = ["Northmere Police", "Elm Health"][dice.below(2)].to_owned();
    let of = Partner { agency, name, added_at: time, ..partner() };
    match dice.below(6) {
        0 | 1 => {
            ("add_partner", Box::new(move |store: &Store| told(store.add_partner(by_at(tenant, time), &of))))
        }
        2 if dice.coin() => {
            let end = move |store: &Store| told(store.end_partner(by_at(tenant, time), agency));
            ("end_partner", Box::new(end))
        }
        2 | 3 => {
            let write = move |store: &Store| {
                let asked = ToWrite { to: Some(agency), ..to_write(step as u8, record) };
                let by = by_at(tenant, time);
                told(store.keep_written(by, What::NoteSeen, &asked, &Says(step as u64)))
            };
            ("keep_written to an agency", Box::new(write))
        }
        4 => {
            let receipts = [(record, receipt(record, step as u64))];
            let keep = move |store: &Store| told(store.keep_receipts(tenant, agency, &receipts, time));
            ("keep_receipts", Box::new(keep))
        }
        _ => {
            let files: [&[u8]; 2] = [b"ink", &[step as u8]];
            let disclosed = theirs().give(1 + dice.below(4) as u64, &files[..dice.below(3)]);
            let proved = theirs().prove(&disclosed);
            let take = move |store: &Store| {
                let coming = [Coming { disclosed: &disclosed, proved: &proved }];
                told(store.take_disclosed(by_at(tenant, time), &of, &coming, &sign))
            };
            ("take_disclosed", Box::new(take))
        }
    }
}

/// Everything that is held of it.
pub(super) fn all(store: &Store, tenant: TenantId) -> Vec<String> {
    let by = by_of(tenant);
    let mut all = vec![
        told(store.partners(by)),
        told(store.given(by, false)),
        told(store.given(by, true)),
        told(store.received(by)),
        told(store.waiting_to_be_given(tenant)),
    ];
    for agency in [9, 10].map(|agency| TenantId::from([agency; 16])) {
        all.push(told(store.given_and_held(tenant, agency)));
        for record in store.may_be_given_back(tenant, agency).unwrap() {
            all.push(told(store.to_give_back(by, record)));
        }
    }
    for given in store.given(by, false).unwrap() {
        all.push(told(store.to_give(tenant, given.disclosure)));
        all.push(told(store.receipt_of_other(tenant, given.disclosure)));
    }
    all
}
