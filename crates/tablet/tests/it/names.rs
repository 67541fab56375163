//! Names of sixty languages, typed letter and mark apart: kept as one, read together, sealed and on the family's copy. That
//! paper gives back every word of all of them is shown in `document`; here it is the way there.

use std::fs;

use ipc::visit::{ChangePlan, SaveCopy, Seal};
use plan::change::{Change, Item};
use plan::people::Adult;
use unicode_normalization::UnicodeNormalization;

use crate::copies::{whole, words};
use crate::family::{begun, opened, signed, written};
use crate::offices::OFFICE;
use crate::world::World;

const NAMES: &str = include_str!("../../../../tests/data/names/languages.tsv");

/// Poppler tells words from right to left, and those of Thai, Burmese, Khmer and Lao, in pieces.
const IN_PIECES: [&str; 10] = ["ar", "ckb", "fa", "he", "ps", "ur", "th", "my", "km", "lo"];

#[test]
fn names_of_sixty_languages_are_kept_read_sealed_and_printed() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let languages: Vec<&str> = NAMES.lines().collect();
    assert!(languages.len() >= 60);
    for (n, some) in languages.chunks(5).enumerate() {
        let before = written(&tablet, &format!("Names {n}"));
        let names = some.iter().flat_map(|line| {
            let mut fields = line.split('\t');
            let tag = fields.next().unwrap();
            fields.skip(1).map(move |name| (tag, name))
        });
        let names: Vec<(&str, &str)> = names.collect();
        let adults = names.iter().zip(&before.ids).map(|((_, name), id)| {
            // As the interface takes in what is typed.
            let name = plan::splice::typed(&name.nfd().collect::<String>());
            Item::Adult(Adult { name, relationship: "friend".into(), ..Adult::empty(id.take()) })
        });
        let changes: Vec<Change> = adults.map(|item| Change::Add { at: 1, item }).collect();
        assert_eq!(changes.len(), names.len());
        tablet.change_plan(ChangePlan { plan: before.plan.id, base: before.revision, changes }).unwrap();
        let after = opened(&tablet, before.plan.id);
        let (sitting, _) = begun(&tablet, before.plan.id);
        let signing = signed(&tablet, &after).signing.unwrap().id;
        tablet.seal(Seal { signing }).unwrap();
        let copies = tablet.save_copy(SaveCopy { copy: whole(before.plan.id), drive: None }).unwrap().copies;
        let file = copies.iter().find_map(|card| card.saved.as_ref()).unwrap().file.clone();
        let printed = words(&fs::read(world.copies().join(file)).unwrap());
        let told: String = sitting.agreement.blocks.iter().map(|block| format!("{} ", block.text)).collect();
        for (tag, name) in names {
            let kept = plan::splice::typed(name);
            assert!(kept.nfc().eq(kept.chars()), "{tag}: {name}");
            assert!(after.plan.adults.iter().any(|adult| adult.name == kept), "{tag}: {name} is not kept");
            assert!(told.contains(&kept), "{tag}: {name} is not read");
            if !IN_PIECES.contains(&tag) {
                for word in kept.split_whitespace() {
                    assert!(printed.contains(word), "{tag}: {word} is not printed");
                }
            }
        }
    }
}
