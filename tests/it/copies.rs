//! The copies of a sealed plan on its screen: one for each parent who does not see all of it, in the form they can read.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use ipc::visit::{Sign, TakeBack};
use plan::signing::{Event, Outcome, Way};
use plan::{Plan, Texts};
use tablet::Outfit;
use tests::families::{self, said};
use tests::process::until;
use tests::ready::{PASSPHRASE, Ready};
use tests::window::Window;
use tests::{bridge, examples, paper};

/// The rights that are translated here. The words are no Polish; they only have to be told from the English.
const RIGHTS: [&str; 3] = ["rights.01", "rights.02", "rights.03"];

#[test]
fn a_parent_gets_a_paper_of_their_own_beside_their_language() -> Result<()> {
    write_translations()?;
    let ready = Ready::with(|| Outfit { council: Some(council()), ..Outfit::default() })?;
    let plan = examples::plan("separated-withheld")?;
    let worry = signed_without_the_worry(&ready, &plan)?;
    let mut window = bridge::open(&ready)?;
    window.tap(&plan.title)?;
    window.tap("Seal and give a copy")?;
    window.tap("Seal this plan")?;
    window.see("Sealed here on")?;
    window.glance("copies")?;

    let own = saved(&ready, &mut window, "English and Polish", "two-languages.pdf")?;
    ensure!(own.contains("[pl] You can say no") && own.contains("Copy for Marcus Clarke"), "{own}");
    ensure!(!own.contains(&worry), "what was left out for him stands on his paper");
    ensure!(own.contains("We left some parts out."), "{own}");
    let short = saved(&ready, &mut window, "Short page", "short.pdf")?;
    ensure!(short.contains("Copy for Marcus Clarke") && !short.contains("[pl]"), "{short}");
    window.tap("The whole plan. Give it only to those who may see all of it.")?;
    let large = saved(&ready, &mut window, "Large print", "large-print.pdf")?;
    ensure!(large.contains(&worry) && large.contains("Large print"), "{large}");
    window.tap("As signed")?;
    until("only what was saved is called saved", || Ok((!window.shows("Saved as")?).then_some(())))?;

    window.tap("Save to a stick")?;
    window.see("No stick was found.")?;
    window.see("papers of this plan lie on the tablet as files.")?;
    window.glance("copies-files")?;
    window.tap("Remove from the tablet")?;
    until("no file is spoken of", || Ok((!window.shows("as files")?).then_some(())))?;
    let left = fs::read_dir(ready.stage.place("copies"))?.count();
    ensure!(left == 0, "{left} files lie on the tablet");
    window.close()
}

/// Saves the copy that is chosen in this form: its words.
fn saved(ready: &Ready, window: &mut Window, form: &str, ending: &str) -> Result<String> {
    window.tap(form)?;
    window.tap("Save as a file")?;
    window.see(ending)?;
    let mut files = fs::read_dir(ready.stage.place("copies"))?.filter_map(Result::ok).map(|it| it.path());
    let file = files.find(|file| file.to_string_lossy().ends_with(ending)).context("no such file")?;
    Ok(paper::words(&file)?.join(" "))
}

/// Both parents sign, the second without having seen the worry: its first words.
fn signed_without_the_worry(ready: &Ready, plan: &Plan) -> Result<String> {
    let tablet = ready.tablet()?;
    let written = families::write(&tablet, plan)?.plan;
    let sitting = families::read(&tablet, written.id)?;
    let signing = sitting.signing.context("no signing began")?.id;
    let worry = sitting.agreement.blocks.iter().find(|block| block.id.0.starts_with("worries.0"));
    let worry = worry.context("there is no worry")?;
    for (adult, without) in written.adults.iter().zip([Vec::new(), vec![worry.id.clone()]]) {
        let (to, hears) = (vec![adult.id], String::new());
        let agreed_with = Some("Priya Nair".to_owned());
        let turned =
            Event::HandedOver { to, hears, without, way: Way::ReadsAlone, language: None, agreed_with };
        let outcome = Outcome::AgreesWillNotSign;
        let chose = Event::Chose { person: adult.id, outcome };
        said(
            tablet.sign(Sign { signing, events: vec![turned, chose, Event::Confirmed { person: adult.id }] }),
        )?;
        said(tablet.take_back(TakeBack { signing, pin: PASSPHRASE.into() }))?;
    }
    for person in written.workers.iter().map(|worker| worker.id) {
        let chose = Event::Chose { person, outcome: Outcome::AgreesWillNotSign };
        said(tablet.sign(Sign { signing, events: vec![chose, Event::Confirmed { person }] }))?;
    }
    Ok(worry.text.chars().take(40).collect())
}

fn council() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("council")
}

fn write_translations() -> Result<()> {
    let facts = "tag = 'pl'\nown_name = 'Polski'\nenglish_name = 'Polish'\ndirection = 'left_to_right'";
    let stage = "status = 'checked'\ntranslated = { by = 'A', on = '2026-10-01' }\n\
                 checked = { by = 'B', on = '2026-10-01' }\nvalid_until = '2999-12-31'";
    let sentence = |key: &str| {
        let english = Texts::english().get(key).to_owned();
        format!(
            "\n[[sentence]]\nkey = '{key}'\nenglish = {english:?}\ntranslation = \"[pl] {english}\"\n{stage}\n"
        )
    };
    let file = [format!("[language]\n{facts}\n"), RIGHTS.map(sentence).concat()].concat();
    fs::create_dir_all(council().join("languages"))?;
    Ok(fs::write(council().join("languages/pl.toml"), file)?)
}
