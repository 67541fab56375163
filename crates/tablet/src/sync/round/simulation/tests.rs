//! Worlds that are simulated, and what is tried in them on purpose.

use super::*;

#[test]
fn whatever_fails_everything_sealed_arrives_once_and_whole() {
    let mut came = 0;
    for seed in 1..=4 {
        let (did, _) = simulate(Dice::new(seed), 400);
        assert!(did["receipts"] > 0 && did["sealed"] > 0, "{did:?}");
        came += did["records of an office that are on a tablet"];
    }
    assert!(came > 0, "histories in which nothing comes down prove little");
}

/// Its letters are gone too, so that they have to be made again of what was sealed.
#[test]
fn of_fifty_records_one_that_is_damaged_on_its_tablet_is_named_and_all_others_arrive() {
    for damage in [
        "UPDATE record SET body = x'00' WHERE seq = 25",
        "UPDATE record SET envelope = x'00' WHERE seq = 25",
        "DELETE FROM blob_chunk WHERE sha256 IN
            (SELECT sha256 FROM record_blob GROUP BY sha256 HAVING count(*) = 1 AND max(seq) = 25)",
    ] {
        let mut world = World::new(Dice::new(50));
        (0..50).for_each(|_| world.seal(0));
        let (folder, mut left) = world.tablets[0].take().unwrap().close();
        let damaged = left.sealed.remove(24);
        SimTablet::lose_post(&folder);
        SimTablet::damage(&folder, damage);
        world.tablets[0] = Some(SimTablet::start(folder, left));
        world.faulty = false;
        let world = RefCell::new(world);
        (0..4).for_each(|_| round(&world, 0));
        let mut world = world.into_inner();
        let rows = world.tablet(0).courier.with(|post| post.rows()).unwrap();
        let stuck: Vec<_> = rows.iter().filter_map(PostRow::as_stuck).collect();
        assert_eq!(stuck.len(), 1, "{damage}");
        assert_eq!((stuck[0].record, stuck[0].seq, &stuck[0].why), (damaged, 25, &StuckWhy::Damaged));
        assert_eq!(rows.iter().filter(|row| row.receipt.is_some()).count(), 49, "{damage}");
        assert_eq!(world.offices[0].rows().len(), 49, "{damage}");
    }
}

/// What becomes of each record after so many rounds of a tablet: whether there is a receipt.
fn after_rounds(world: World, rounds: usize) -> (World, BTreeMap<Hash, bool>) {
    let world = RefCell::new(world);
    (0..rounds).for_each(|_| round(&world, 0));
    let mut world = world.into_inner();
    let rows = world.tablet(0).courier.with(|post| post.rows()).unwrap();
    (world, rows.into_iter().map(|row| (row.hash, row.receipt.is_some())).collect())
}

fn said_last(world: &mut World) -> String {
    world.tablet(0).courier.progress().last.unwrap()
}

/// Nobody comes in meanwhile who would make the letters again.
#[test]
fn of_ten_records_one_that_has_a_letter_on_a_damaged_page_waits_and_all_others_arrive() {
    let mut world = World::new(Dice::new(10));
    world.faulty = false;
    (0..10).for_each(|_| world.seal(0));
    let (folder, left) = world.tablets[0].take().unwrap().close();
    let damaged = SimTablet::damage_a_letter(&folder);
    world.tablets[0] = Some(SimTablet::start(folder, left));
    let (mut world, safe) = after_rounds(world, 3);
    assert_eq!(safe.len(), 10);
    for (record, is_safe) in safe {
        assert_eq!(is_safe, record != damaged);
    }
    assert!(said_last(&mut world).starts_with("This tablet could not read"), "{}", said_last(&mut world));
    assert!(world.tablet(0).courier.takes_damage(), "whoever comes in makes it again");
    let (folder, left) = world.tablets[0].take().unwrap().close();
    SimTablet::lose_post(&folder);
    world.tablets[0] = Some(SimTablet::start(folder, left));
    let (_, safe) = after_rounds(world, 1);
    assert!(safe.into_values().all(|is_safe| is_safe));
}

#[test]
fn a_receipt_is_kept_where_the_letters_it_is_for_lie_on_a_damaged_page() {
    let mut world = World::new(Dice::new(11));
    world.faulty = false;
    (0..3).for_each(|_| world.seal(0));
    let (folder, left) = world.tablets[0].take().unwrap().close();
    let damaged = copied(&folder);
    SimTablet::damage_a_letter(&damaged);
    world.tablets[0] = Some(SimTablet::start(folder, left));
    let (mut world, _) = after_rounds(world, 1);
    // It arrived, and the answer to that was lost.
    let (_, left) = world.tablets[0].take().unwrap().close();
    world.tablets[0] = Some(SimTablet::start(damaged, left));
    let (_, safe) = after_rounds(world, 1);
    assert!(safe.len() == 3 && safe.into_values().all(|is_safe| is_safe));
}

#[test]
fn a_receipt_that_finds_no_room_is_told_of_and_gets_what_is_kept_back() {
    let mut world = World::new(Dice::new(12));
    world.faulty = false;
    world.seal(0);
    let (mut world, _) = after_rounds(world, 1);
    world.seal(0);
    let tablet = world.tablet(0);
    let reserve = tablet.folder.path().join("reserve");
    std::fs::write(&reserve, "kept back").unwrap();
    tablet.disk.arm(Fault { at: 1, trouble: Trouble::Full, lasts: Lasts::UntilRepaired });
    let (mut world, safe) = after_rounds(world, 1);
    assert_eq!(safe.into_values().filter(|is_safe| *is_safe).count(), 1);
    assert!(said_last(&mut world).starts_with("There is no room left"), "{}", said_last(&mut world));
    assert!(!reserve.exists());
    world.tablet(0).disk.repair();
    let (mut world, safe) = after_rounds(world, 1);
    assert!(safe.into_values().all(|is_safe| is_safe));
    assert!(said_last(&mut world).starts_with("The office answered. Everything"));
}

#[test]
#[ignore = "takes an hour; `cargo xtask soak` runs it"]
fn soak_a_million_steps_of_tablets_and_offices() {
    let seed = std::env::var("PROPTEST_RNG_SEED").map_or(20_261_130, |seed| seed.parse().unwrap());
    let most: usize = std::env::var("DOORSTEP_STEPS").map_or(1_000_000, |steps| steps.parse().unwrap());
    println!("seed {seed}");
    let (mut all, mut done) = (BTreeMap::<&str, u64>::new(), 0);
    for world in 0.. {
        if done >= most {
            break;
        }
        let (did, steps) = simulate(Dice::new(seed + world), 1_000);
        did.into_iter().for_each(|(what, count)| *all.entry(what).or_default() += count);
        done += steps;
    }
    println!("soak\tsteps of two offices and their tablets, nothing lost\t{done}");
    for (what, count) in all {
        println!("soak\t{what}\t{count}");
    }
}
