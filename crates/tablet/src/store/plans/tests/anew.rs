//! What a plan's changes come to is damaged: it is made anew from them. What is known of the plan and its changes lies elsewhere.

use std::fs;

use plan::content::Concern;
use plan::history::Entry;
use plan::ids::ConcernId;
use plan::people::Agency;
use plan::questions::Question;
use proptest::prelude::*;

use super::*;
use crate::store::table::plan_state;

fn id(n: u8) -> PlanId {
    PlanId::new(1, &[n; 10])
}

/// Begins a plan of many words, so that it lies on pages of its own.
fn begun_as(desk: &mut Desk, n: u8) -> PlanRow {
    let plan = Plan::empty(id(n), CaseId::new(1, &[n; 10]));
    let title = Change::typing(&plan, Field::Title, &format!("Family {n}")).unwrap();
    let words = format!("quokka {n} ").repeat(1500);
    let worry = Concern { words, ..Concern::empty(ConcernId::new(1, &[n; 10]), Agency::Police) };
    desk.plans.begin(plan, &[title, Change::Add { at: 0, item: Item::Concern(worry) }], &desk.by).unwrap()
}

fn put_state(desk: &Desk, id: PlanId, json: &[u8]) {
    let sql = "UPDATE plan_state SET json = ?2 WHERE plan = ?1";
    desk.plans.connection.execute(sql, (id.to_string(), json)).unwrap();
}

fn state(desk: &Desk, id: PlanId) -> Vec<u8> {
    let sql = "SELECT json FROM plan_state WHERE plan = ?1";
    desk.plans.connection.query_row(sql, [id.to_string()], |row| row.get(0)).unwrap()
}

/// A few things a worker does.
fn doing() -> impl Strategy<Value = Vec<(u8, String)>> {
    prop::collection::vec((0..7_u8, "\\PC{0,12}"), 0..12)
}

fn change(plan: &Plan, (what, words): &(u8, String)) -> Option<Change> {
    let concern = ConcernId::new(1, &[9; 10]);
    match what {
        0 => Change::typing(plan, Field::Title, words),
        1 => Change::typing(plan, Field::ConcernWords(concern), words),
        2 => Change::typing(plan, Field::Words(Question::Overhear), words),
        3 => Some(Change::SetReviewOn { on: NaiveDate::from_ymd_opt(2026, 12, 4) }),
        4 => Some(Change::Add { at: 0, item: Item::Concern(Concern::empty(concern, Agency::Police)) }),
        5 => Some(Change::Remove { item: ItemId::Concern(concern) }),
        _ => Change::typing(plan, Field::Address, words),
    }
}

#[derive(Debug, Clone)]
enum Damage {
    Bytes(Vec<u8>),
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Gone,
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60).prop_map(Damage::Bytes),
        (any::<prop::sample::Index>(), 0..8_u8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        any::<prop::sample::Index>().prop_map(Damage::Cut),
        Just(Damage::Gone),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn a_damaged_plan_is_made_anew_from_its_changes(all in doing(), damage in damage(), folds in any::<bool>()) {
        let mut desk = desk();
        let mut kept = begun(&mut desk);
        for one in &all {
            if let Some(change) = change(&kept.plan, one).filter(|it| kept.plan.clone().apply(it).is_ok()) {
                kept = changed(&mut desk, &kept, &[change]);
            }
        }
        if folds {
            desk.plans.fold(kept.plan.id).unwrap();
        }
        let whole = state(&desk, kept.plan.id);
        match damage {
            Damage::Bytes(bytes) => put_state(&desk, kept.plan.id, &bytes),
            Damage::Flip(at, bit) => {
                let mut bytes = whole.clone();
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
                put_state(&desk, kept.plan.id, &bytes);
            }
            Damage::Cut(at) => put_state(&desk, kept.plan.id, &whole[..at.index(whole.len())]),
            Damage::Gone => {
                desk.plans.connection.execute("DELETE FROM plan_state", []).unwrap();
            }
        }
        prop_assert_eq!(&desk.plans.list().unwrap()[0].meeting, &kept.plan.review.on, "its line too");
        prop_assert_eq!(desk.plans.plan(kept.plan.id).unwrap(), kept.clone());
        prop_assert_eq!(state(&desk, kept.plan.id), whole, "and is kept anew");
    }
}

#[test]
fn one_of_another_plan_is_not_taken_for_it() {
    let mut desk = desk();
    let [one, other] = [1, 2].map(|n| begun_as(&mut desk, n));
    plan_state::put(&desk.plans.connection, &Plan { id: one.plan.id, ..other.plan }).unwrap();
    let sql = "UPDATE plan_state SET (hash, json) = (SELECT hash, json FROM plan_state WHERE plan = ?2) WHERE plan = ?1";
    desk.plans.connection.execute(sql, [id(1).to_string(), id(2).to_string()]).unwrap();
    assert_eq!(desk.plans.plan(id(1)).unwrap(), one);
}

#[test]
fn a_newer_programs_plan_is_refused_and_left_as_it_is() {
    let mut desk = desk();
    let id = begun(&mut desk).plan.id;
    let newer = br#"{"form":99,"something":"new"}"#;
    let sql = "UPDATE plan_state SET json = ?1, hash = ?2";
    desk.plans.connection.execute(sql, (newer, plan::hash::Hash::of(newer).as_bytes())).unwrap();
    assert!(matches!(desk.plans.plan(id), Err(TabletError::TooNew)));
    assert_eq!(desk.plans.list().unwrap()[0].title, "The Marsh family");
    assert_eq!(state(&desk, id), newer);
}

#[test]
fn a_plan_that_cannot_be_made_anew_is_named_and_keeps_its_line() {
    for harm in [
        "UPDATE plan_change SET body = x'00' WHERE plan = ?1 AND revision = 2",
        "DELETE FROM plan_change WHERE plan = ?1 AND revision = 1",
        "DELETE FROM plan_change WHERE plan = ?1 AND revision = 2",
    ] {
        let mut desk = desk();
        let all = [1, 2, 3].map(|n| begun_as(&mut desk, n));
        desk.plans.connection.execute("UPDATE plan_state SET json = x'00'", []).unwrap();
        desk.plans.connection.execute(harm, [id(2).to_string()]).unwrap();
        let lines = desk.plans.list().unwrap();
        assert_eq!(
            lines.iter().map(|it| &*it.title).collect::<Vec<_>>(),
            ["Family 3", "Family 2", "Family 1"]
        );
        assert!(
            matches!(desk.plans.plan(id(2)), Err(TabletError::Damaged { what: "plan" | "change" })),
            "{harm}"
        );
        for other in [&all[0], &all[2]] {
            assert_eq!(&desk.plans.plan(other.plan.id).unwrap(), other, "{harm}");
        }
    }
}

/// Every page of the file is damaged in turn. Whatever it held, no other plan suffers, and what a plan's changes come to is made
/// anew from them, however often it is asked for and changed.
#[test]
fn a_page_that_cannot_be_read_costs_no_plan_whose_changes_can_be() {
    const PAGE: usize = 4096;
    let mut desk = desk();
    let all = [1, 2, 3].map(|n| begun_as(&mut desk, n));
    let path = desk.folder.path().join(PLANS_FILE);
    let Desk { folder, plans, by } = desk;
    plans.close().unwrap();
    let whole = fs::read(&path).unwrap();
    let (mut anew, mut lost) = (0, 0);
    for page in 1..whole.len() / PAGE {
        let mut bytes = whole.clone();
        bytes[page * PAGE + 77] ^= 4;
        fs::write(&path, bytes).unwrap();
        let _ = fs::remove_file(folder.path().join(format!("{PLANS_FILE}-wal")));
        let Ok(mut plans) = Plans::open(folder.path(), &Secret::new([1; 32])) else { continue };
        let lines = plans.list().map(|lines| lines.len());
        let _ = plans.mend();
        let read: Vec<_> = all
            .iter()
            .map(|kept| {
                let read = plans.plan(kept.plan.id);
                let _ = plans.mend();
                read.inspect(|read| assert_eq!(read, kept, "page {page}")).is_ok()
            })
            .collect();
        let set_aside: i64 = plans
            .connection
            .query_row(
                "SELECT COUNT(*) FROM sqlite_schema WHERE name LIKE 'plan_state_unreadable%'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert!(set_aside <= 1, "page {page}: once is enough");
        if set_aside == 1 {
            anew += 1;
            assert_eq!((read.as_slice(), lines.unwrap()), (&[true; 3][..], 3), "page {page}");
            for kept in &all {
                let change = Change::typing(&kept.plan, Field::Address, "2 Mill Lane").unwrap();
                let agreed = |plan: &Plan, on| compose::agreement(plan, &Texts::english(), on);
                plans.change(kept.plan.id, kept.revision, &[change], &by, agreed).unwrap();
            }
            plans.close().unwrap();
            let mut plans = Plans::open(folder.path(), &Secret::new([1; 32])).unwrap();
            assert_eq!(plans.plan(id(2)).unwrap().plan.address, "2 Mill Lane", "page {page}");
        } else if read.contains(&false) {
            lost += 1;
        }
    }
    assert!(anew >= 12, "{anew}: at least the pages with the words of three plans");
    assert_eq!(lost, 2, "the table of plans and its index, and no other page");
}

#[test]
fn folding_keeps_the_plan_its_revision_and_its_history() {
    let mut desk = desk();
    let mut kept = begun(&mut desk);
    let begun_at = desk.by.at;
    for (n, text) in ["The", "The Mar", "The Marsh", "The Marsh-Reed"].into_iter().enumerate() {
        desk.by.at = begun_at + chrono::TimeDelta::seconds(if n == 3 { 999 } else { n as i64 });
        kept = typed(&mut desk, Field::Title, text);
    }
    let history = |desk: &Desk| desk.plans.history(kept.plan.id, Field::Title).unwrap();
    let told = |all: &[Entry]| all.iter().map(|it| it.to.clone()).collect::<Vec<_>>();
    let before = history(&desk);
    assert_eq!(told(&before), ["The Marsh", "The Marsh-Reed"]);
    let rows = |desk: &Desk| -> i64 {
        let sql = "SELECT COUNT(*) FROM plan_change";
        desk.plans.connection.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    desk.plans.fold_those(|_| Ok(false)).unwrap();
    assert_eq!(rows(&desk), 5, "it is not safe yet");
    desk.plans.fold_those(|plan| Ok(plan == kept.plan.id)).unwrap();
    assert_eq!((rows(&desk), kept.revision), (2, 5));
    desk.plans.fold_those(|_| panic!("it is folded")).unwrap();
    assert_eq!(history(&desk), before);
    put_state(&desk, kept.plan.id, b"");
    assert_eq!(desk.plans.plan(kept.plan.id).unwrap(), kept);
}
