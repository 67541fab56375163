//! What a plan's changes come to is damaged: it is made anew from them. What is known of the plan and its changes lies elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use chrono::NaiveDate;
use plan::content::Concern;
use plan::history::Entry;
use plan::ids::{ConcernId, PersonId};
use plan::people::{Adult, Agency};
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
    desk.plans
        .begin(plan, &[title, Change::Add { at: 0, item: Item::Concern(worry) }], &desk.by, None)
        .unwrap()
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
    desk.plans.connection.execute(sql, (newer, Hash::of(newer).as_bytes())).unwrap();
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

const PAGE: usize = 4096;

/// Three plans in a file without an empty page: one without sittings, one that was answered, one whose sittings are all over.
struct Written {
    folder: TempDir,
    all: [PlanRow; 3],
    answered: SigningId,
    by: By,
    /// The file, and what each page of it holds.
    whole: Vec<u8>,
    pages: BTreeMap<usize, String>,
}

impl Written {
    fn new() -> Self {
        let mut desk = desk();
        let mut all = [1, 2, 3].map(|n| begun_as(&mut desk, n));
        let dee = Adult { name: "Dee Marsh".into(), ..Adult::empty(PersonId::new(1, &[8; 10])) };
        all[1] = changed(&mut desk, &all[1], &[Change::Add { at: 0, item: Item::Adult(dee) }]);
        // So many that their rows lie on several pages.
        let few_words = Plan::empty(id(3), CaseId::new(1, &[3; 10]));
        for n in 20..30 {
            let over = answered(&mut desk, &few_words, n);
            assert_eq!(desk.plans.open_sitting(id(3)).unwrap().map(|it| it.signing.id), Some(over));
            signing::supersede_open(&desk.plans.connection, id(3), desk.by.at).unwrap();
        }
        let answered = answered(&mut desk, &all[1].plan, 6);
        desk.plans.connection.execute_batch("VACUUM").unwrap();
        let pages = pages(&desk.plans);
        let Desk { folder, plans, by } = desk;
        plans.close().unwrap();
        let whole = fs::read(folder.path().join(PLANS_FILE)).unwrap();
        assert_eq!(pages.len(), whole.len() / PAGE, "no page holds nothing");
        Self { folder, all, answered, by, whole, pages }
    }

    /// Opens it with one page damaged.
    fn with_damage(&self, page: usize) -> Result<Plans> {
        let mut bytes = self.whole.clone();
        bytes[page * PAGE + 77] ^= 4;
        fs::write(self.folder.path().join(PLANS_FILE), bytes).unwrap();
        let _ = fs::remove_file(self.folder.path().join(format!("{PLANS_FILE}-wal")));
        self.open()
    }

    fn open(&self) -> Result<Plans> {
        Plans::open(self.folder.path(), &Secret::new([1; 32]))
    }

    fn change(&self, plans: &mut Plans, kept: &PlanRow, title: &str) -> Result<PlanRow> {
        let change = Change::typing(&kept.plan, Field::Title, title).unwrap();
        let agreed = |plan: &Plan, on| compose::agreement(plan, &Texts::english(), on);
        Ok(plans.change(kept.plan.id, kept.revision, &[change], &self.by, agreed)?.0)
    }

    /// Whether what plans come to was made anew, and whether one of them is lost.
    fn reads(&self, mut plans: Plans, what: &str) -> (bool, bool) {
        let lines = plans.list().map(|lines| lines.len());
        let _ = plans.mend();
        let read = self.all.each_ref().map(|kept| {
            let read = plans.plan(kept.plan.id);
            let _ = plans.mend();
            read.inspect(|read| assert_eq!(read, kept, "{what}")).is_ok()
        });
        let sql = "SELECT COUNT(*) FROM sqlite_schema WHERE name LIKE 'plan_state_unreadable%'";
        let set_aside: i64 = plans.connection.query_row(sql, [], |row| row.get(0)).unwrap();
        assert!(set_aside <= 1, "{what}: once is enough");
        if set_aside == 1 {
            assert_eq!((read, lines.unwrap()), ([true; 3], 3), "{what}");
            for kept in &self.all {
                self.change(&mut plans, kept, "Later").unwrap();
            }
            plans.close().unwrap();
            assert_eq!(self.open().unwrap().plan(id(2)).unwrap().plan.title, "Later", "{what}");
        }
        (set_aside == 1, read.contains(&false))
    }

    /// The list is there, a plan without sittings opens and is saved, and so is one with them. Of what was read together before it was
    /// changed nothing is signed.
    fn goes_on(&self, mut plans: Plans, what: &str, can_be_saved: bool) {
        let [without, with, _] = &self.all;
        let being_signed = plans.plans_being_signed().unwrap();
        let is_known = being_signed == [with.plan.id];
        assert!(is_known || being_signed.is_empty() && what.contains("signing"), "{what}: {being_signed:?}");
        assert_eq!(plans.list().unwrap().len(), 3, "{what}");
        for kept in [without, with] {
            assert_eq!(&plans.plan(kept.plan.id).unwrap(), kept, "{what}");
            plans.is_being_signed(kept.plan.id).unwrap();
            let read = plans.readable_sittings(kept.plan.id).unwrap().read;
            assert!(read.len() <= usize::from(kept == with), "{what}");
            match self.change(&mut plans, kept, "Later") {
                Ok(saved) => assert_eq!(saved.plan.title, "Later", "{what}"),
                Err(error) => {
                    assert!(!can_be_saved, "{what}: {error:?}");
                    plans.mend().unwrap();
                }
            }
        }
        if !can_be_saved {
            return;
        }
        drop(plans);
        let mut plans = self.open().unwrap();
        for kept in [without, with] {
            assert_eq!(plans.plan(kept.plan.id).unwrap().plan.title, "Later", "{what}");
        }
        match plans.sitting(self.answered) {
            Ok(sitting) => assert!(sitting.superseded, "{what}"),
            Err(_) => plans.mend().unwrap(),
        }
        match plans.open_sitting(with.plan.id) {
            Ok(found) => assert_eq!(found, None, "{what}"),
            Err(_) => plans.mend().unwrap(),
        }
        assert!(plans.add_events(self.answered, Vec::new(), |_, _| Ok(())).is_err(), "{what}");
    }
}

/// What each page of a database holds.
fn pages(plans: &Plans) -> BTreeMap<usize, String> {
    let mut statement = plans.connection.prepare("SELECT pageno, name FROM dbstat").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?))).unwrap();
    let page = |row: rusqlite::Result<(i64, String)>| {
        let (number, name) = row.unwrap();
        (usize::try_from(number).unwrap() - 1, name)
    };
    rows.map(page).collect()
}

/// Every page of the file is damaged in turn. Whatever it held, no other plan suffers, and what a plan's changes come to is made
/// anew from them, however often it is asked for and changed. What belongs to a sitting costs nothing but the sitting.
#[test]
fn a_page_that_cannot_be_read_costs_no_plan_whose_changes_can_be() {
    let written = Written::new();
    let mut of_sittings = BTreeSet::new();
    for (page, name) in written.pages.iter().skip(1) {
        let Ok(plans) = written.with_damage(*page) else {
            assert_eq!(name, "sqlite_schema", "page {page}");
            continue;
        };
        let what = format!("page {page}, {name}");
        let (is_anew, is_lost) = written.reads(plans, &what);
        let hides_plans = ["plan", "sqlite_autoindex_plan_1"].contains(&name.as_str());
        assert_eq!((is_anew, is_lost), (name.contains("plan_state"), hides_plans), "{what}");
        if !hides_plans {
            // To find the place of a change those beside it are read.
            let can_be_saved = name != "plan_change";
            written.goes_on(written.with_damage(*page).unwrap(), &what, can_be_saved);
        }
        if name.contains("signing") {
            of_sittings.insert(name.as_str());
        }
    }
    let all = ["signing", "signing_event", "signing_of_plan", "signing_open", "sqlite_autoindex_signing_1"];
    assert!(of_sittings.into_iter().eq(all), "each of them was damaged");
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
