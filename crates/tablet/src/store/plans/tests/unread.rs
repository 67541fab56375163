//! A page of one sitting cannot be read: what that costs the others, and that the family can sign all the same.

use std::fs;

use plan::Agreement;
use plan::content::Concern;
use plan::ids::{ConcernId, PersonId};
use plan::people::{Adult, Agency};
use plan::questions::Question;

use super::*;

const PAGE: usize = 4096;

/// A plan whose words were changed after it was read, and that was read again. Each agreement fills pages of its own.
struct ReadTwice {
    folder: TempDir,
    kept: PlanRow,
    before: SigningId,
    open: SigningId,
    by: By,
    whole: Vec<u8>,
    /// A page of what was read before, and one of what is open.
    pages: [usize; 2],
}

fn agreed(plan: &Plan, on: chrono::NaiveDate) -> Agreement {
    compose::agreement(plan, &Texts::english(), on)
}

/// A desk with such a plan, and its two sittings.
fn read_twice() -> (Desk, PlanRow, [SigningId; 2]) {
    let mut desk = desk();
    let kept = begun(&mut desk);
    let dee = Adult { name: "Dee Marsh".into(), ..Adult::empty(PersonId::new(1, &[8; 10])) };
    let words = "There was no food in the house. ".repeat(400);
    let worry = Concern { words, ..Concern::empty(ConcernId::new(1, &[9; 10]), Agency::Police) };
    let items = [Item::Adult(dee), Item::Concern(worry)].map(|item| Change::Add { at: 0, item });
    let kept = changed(&mut desk, &kept, &items);
    let before = answered(&mut desk, &kept.plan, 6);
    let kept = typed(&mut desk, Field::Title, "The Reed family");
    let open = answered(&mut desk, &kept.plan, 7);
    (desk, kept, [before, open])
}

impl ReadTwice {
    fn new() -> Self {
        let (desk, kept, [before, open]) = read_twice();
        let Desk { folder, plans, by } = desk;
        let found: Vec<i64> = {
            let sql =
                "SELECT pageno FROM dbstat WHERE name = 'signing' AND pagetype = 'overflow' ORDER BY path";
            let mut statement = plans.connection.prepare(sql).unwrap();
            statement.query_map([], |row| row.get(0)).unwrap().map(|page| page.unwrap()).collect()
        };
        let (first, last) = (found[0], found[found.len() - 1]);
        let pages = [first, last].map(|page| usize::try_from(page).unwrap() - 1);
        plans.close().unwrap();
        let whole = fs::read(folder.path().join(PLANS_FILE)).unwrap();
        Self { folder, kept, before, open, by, whole, pages }
    }

    fn with_damage(&self, page: usize) -> Plans {
        let mut bytes = self.whole.clone();
        bytes[page * PAGE + 77] ^= 4;
        fs::write(self.folder.path().join(PLANS_FILE), bytes).unwrap();
        let _ = fs::remove_file(self.folder.path().join(format!("{PLANS_FILE}-wal")));
        Plans::open(self.folder.path(), &Secret::new([1; 32])).unwrap()
    }

    /// Types something, and says what followed.
    fn typed(&self, plans: &mut Plans, field: Field, words: &str) -> Follows {
        let kept = plans.plan(self.kept.plan.id).unwrap();
        let change = Change::typing(&kept.plan, field, words).unwrap();
        plans.change(kept.plan.id, kept.revision, &[change], &self.by, agreed).unwrap().1
    }

    fn noted(&self, plans: &mut Plans) -> Follows {
        self.typed(plans, Field::Words(Question::Agencies), "We see it the same way.")
    }

    fn open_now(&self, plans: &mut Plans) -> Option<SigningId> {
        plans.open_sitting(self.kept.plan.id).unwrap().map(|it| it.signing.id)
    }
}

/// A sitting on the plan as it stands.
fn next(desk: &mut Desk, n: u8) -> SigningId {
    let plan = desk.plans.plan(PlanId::new(1, &[3; 10])).unwrap().plan;
    answered(desk, &plan, n)
}

#[test]
fn one_that_is_over_and_cannot_be_read_costs_the_open_one_nothing() {
    let it = ReadTwice::new();
    let mut plans = it.with_damage(it.pages[0]);
    assert!(plans.sitting(it.before).is_err(), "it is that one's page");
    plans.mend().unwrap();
    assert_eq!(it.noted(&mut plans), Follows::Nothing);
    assert_eq!(it.open_now(&mut plans), Some(it.open));
    let found = plans.readable_sittings(it.kept.plan.id).unwrap();
    assert_eq!((found.read.len(), found.is_all), (1, false));
    // With another word it ends, and is told; with the word it was about it goes on again.
    assert_eq!(it.typed(&mut plans, Field::Title, "The Ash family"), Follows::Ends(it.open));
    assert_eq!(it.open_now(&mut plans), None);
    assert!(plans.sitting(it.open).unwrap().superseded);
    assert_eq!(it.typed(&mut plans, Field::Title, "The Reed family"), Follows::GoesOn(it.open));
    assert_eq!(it.open_now(&mut plans), Some(it.open));
}

#[test]
fn where_the_open_one_cannot_be_read_another_begins() {
    let it = ReadTwice::new();
    let mut plans = it.with_damage(it.pages[1]);
    assert!(plans.sitting(it.open).is_err(), "it is that one's page");
    plans.mend().unwrap();
    assert_eq!(it.noted(&mut plans), Follows::Nothing);
    let is_over = |plans: &Plans| plan_table::are_sittings_over(&plans.connection, it.kept.plan.id).unwrap();
    assert!(!is_over(&plans), "nothing that was read has other words now");
    assert_eq!(it.open_now(&mut plans), None);
    drop(plans);

    for changes_first in [false, true] {
        let mut plans = it.with_damage(it.pages[1]);
        if changes_first {
            assert_eq!(it.typed(&mut plans, Field::Title, "The Ash family"), Follows::EndsUnread);
            assert!(is_over(&plans));
            assert_eq!(it.typed(&mut plans, Field::Title, "The Reed family"), Follows::Nothing);
            assert_eq!(it.open_now(&mut plans), None, "what cannot be read does not go on again");
        }
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk { folder, plans, by: it.by };
        let third = next(&mut desk, 8);
        assert_eq!(it.open_now(&mut desk.plans), Some(third));
        assert!(!is_over(&desk.plans));
        assert_eq!(it.noted(&mut desk.plans), Follows::Nothing);
        assert!(desk.plans.is_being_signed(it.kept.plan.id).unwrap());
        assert!(desk.plans.add_events(it.open, Vec::new(), |_, _| Ok(())).is_err());
        desk.plans.mend().unwrap();
        assert!(desk.plans.add_events(third, Vec::new(), |_, _| Ok(())).is_ok());
        // And so on, with each change of words.
        assert_eq!(it.typed(&mut desk.plans, Field::Title, "The Elm family"), Follows::Ends(third));
        assert_eq!(it.open_now(&mut desk.plans), None);
        assert!(desk.plans.sitting(third).unwrap().superseded);
        let fourth = next(&mut desk, 9);
        assert_eq!(it.open_now(&mut desk.plans), Some(fourth));
        assert!(desk.plans.sitting(third).unwrap().superseded);
        let found = desk.plans.readable_sittings(it.kept.plan.id).unwrap();
        assert_eq!((found.read.len(), found.is_all), (3, false));
        desk.plans.close().unwrap();
        let mut plans = Plans::open(it.folder.path(), &Secret::new([1; 32])).unwrap();
        assert_eq!(it.open_now(&mut plans), Some(fourth), "also after a start");
    }
}

/// As where the disk is well again after another was begun beside it.
#[test]
fn one_that_can_be_read_again_stays_over() {
    let (mut desk, kept, [_, open]) = read_twice();
    let sitting = desk.plans.sitting(open).unwrap();
    let mut third = Signing { id: SigningId::new(1, &[8; 10]), ..sitting.signing };
    third.events.truncate(2);
    desk.plans.begin_one(&third, &sitting.bytes, true).unwrap();
    assert!(desk.plans.sitting(open).unwrap().superseded);
    let refused = desk.plans.add_events(open, Vec::new(), |_, _| Ok(()));
    assert!(matches!(refused, Err(TabletError::Superseded)), "{refused:?}");
    let open_now = |desk: &mut Desk| desk.plans.open_sitting(kept.plan.id).unwrap().map(|it| it.signing.id);
    assert_eq!(open_now(&mut desk), Some(third.id));
    assert_eq!(desk.plans.plans_being_signed().unwrap(), [kept.plan.id]);
    let ended: Vec<bool> = {
        let found = desk.plans.readable_sittings(kept.plan.id).unwrap();
        assert!(found.is_all);
        found.read.iter().map(|it| it.superseded).collect()
    };
    assert_eq!(ended, [true, true, false]);
    typed(&mut desk, Field::Title, "The Ash family");
    assert_eq!(open_now(&mut desk), None);
    assert!(desk.plans.plans_being_signed().unwrap().is_empty());
    typed(&mut desk, Field::Title, "The Reed family");
    assert_eq!(open_now(&mut desk), Some(third.id));
    assert!(desk.plans.sitting(open).unwrap().superseded);
    desk.plans.check().unwrap();
}
