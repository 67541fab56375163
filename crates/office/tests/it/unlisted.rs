//! What is in no list: what was disposed of, however it was listed before, and what the office writes itself.

use crate::chain::write_seen;
use crate::lists::{SEALED, check, day, is_as_rebuilt, keep, kept_ready, references, sealed};
use crate::stores::{TENANT, arrival, by, by_of, listed, take, to_write, whole};
use office::store::{Certified, Disposed, Wanted, Wrote};
use record::{CaseId, TenantId};
use serde_json::json;

#[test]
fn what_is_disposed_of_is_in_no_list_and_nothing_else_changes() {
    check(|place, store| {
        let (tenant, case) = (TenantId::from(TENANT), CaseId::from([1; 16]));
        let body = |reference: &str, family: &str, on: &str| {
            json!({ "reference": reference, "title": format!("The {family} family"), "review": { "on": on },
                "children": [{ "name": format!("Sam {family}") }] })
        };
        // The second is between two of another case in its chain.
        let (one, three) = (body("FSP-1", "Birch", "2026-07-02"), body("FSP-3", "Birch", "2026-07-03"));
        let (two, four) = (body("FSP-2", "Quokka", "2026-07-01"), body("FSP-4", "Quokka", "2026-07-04"));
        let all = [(1, 2, &one), (2, 1, &two), (3, 2, &three), (4, 1, &four)];
        keep(store, &all.map(|(seq, case, body)| sealed(seq, case, SEALED, body)));
        let of = |wanted: Wanted| listed(store, tenant, &wanted, 50);
        let due = || of(Wanted::DueBefore(day("2027-01-01")));
        let before = of(Wanted::All);
        assert_eq!(references(&before), ["FSP-4", "FSP-3", "FSP-2", "FSP-1"]);
        assert_eq!(references(&due()), ["FSP-3", "FSP-4"]);

        let certify = |_: &Disposed| Ok(Certified { words: b"words".to_vec(), signature: [3; 64] });
        store.dispose(by(), case, "asked for", &certify).unwrap();
        let left = kept_ready(place);
        assert!(!left.iter().any(|row| row.to_lowercase().contains("quokka")), "{left:?}");
        assert_eq!(of(Wanted::All), [before[1].clone(), before[3].clone()], "and stand as they did");
        assert_eq!(references(&due()), ["FSP-3"]);
        assert_eq!(of(Wanted::Found("quokka".into())), []);
        assert_eq!(store.agreement(by_of(tenant), before[0].record.parse().unwrap()).unwrap(), None);
        is_as_rebuilt(place, "disposed of");

        // What comes for the case later is listed alone.
        keep(store, &[sealed(5, 1, SEALED, &body("FSP-5", "Quokka", "2026-07-05"))]);
        assert_eq!(references(&of(Wanted::Found("quokka".into()))), ["FSP-5"]);
        assert_eq!(references(&due()), ["FSP-3", "FSP-5"]);
        is_as_rebuilt(place, "and something came");
    });
}

#[test]
fn what_the_office_writes_is_in_no_list() {
    check(|place, store| {
        let (tenant, agreement) = (TenantId::from(TENANT), arrival(1, None, &[]));
        take(store, &[whole(&agreement)]);
        let before = listed(store, tenant, &Wanted::All, 50);
        for number in 1..=3_u8 {
            let wrote = write_seen(store, &to_write(number, agreement.hash), number.into());
            let Ok(Wrote::Now { record, .. }) = wrote else { panic!("{wrote:?}") };
            assert_eq!(store.agreement(by_of(tenant), record).unwrap(), None);
        }
        assert_eq!(listed(store, tenant, &Wanted::All, 50), before);
        is_as_rebuilt(place, "beside what the office wrote");
    });
}
