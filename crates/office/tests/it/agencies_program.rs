//! Two agencies by the commands alone, as docs/TWO-AGENCIES.md gives them.

use crate::serving::{Serving, init, line_of, refusal, run, said};
use crate::tablet::{Tablet, named};
use record::EnrolmentLine;
use std::fs;
use std::path::Path;

const BODY: &str = r#"{"reference":"FSP-7K2M","title":"Keeping Sam and Ava safe"}"#;
const PDF: &[u8] = b"%PDF-1.7 not really";

/// What a command about the office in a folder says, with whatever else it is given.
fn told(command: &[&str], data: &Path) -> String {
    line_of(&run(&[command, &["--data", data.to_str().unwrap()]].concat()))
}

#[test]
fn an_agreement_is_given_by_hand_and_what_is_lost_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["one", "other"].map(|name| folder.path().join(name));
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let serving = Serving::start(&one);
    init(&other);
    let keys = |data: &Path| said("keys", data).lines().map(str::to_owned).collect::<Vec<_>>();
    let (own, theirs) = (keys(&one), keys(&other));
    let pin = own[0].rsplit(' ').next().unwrap();
    let add =
        |name: &str, key: &str, data: &Path| told(&["partner", "add", "--name", name, "--key", key], data);
    add("Northmere Police", &theirs[1], &one);
    assert!(add("Brindlewood", &own[1], &other).ends_with("end this partner at once."));
    let listed = told(&["partner", "list"], &other);
    assert!(listed.starts_with(&format!("Brindlewood: pin {pin}, files are carried, id ")), "{listed}");

    let line: EnrolmentLine = said("enrol-code", &one).parse().unwrap();
    let mut tablet = Tablet::with_line(&line, 1);
    let record = tablet.next(BODY, &[named(PDF)]);
    tablet.keep(&[tablet.letter(&record)]);
    tablet.keep(&tablet.file(PDF));
    let (given, receipts) = (at("given"), at("receipts"));
    let why = ["--to", "northmere police", "--reason", "They visit too.", "--by", "Miriam Osz"];
    let disclose = [["disclose", "FSP-7K2M"].as_slice(), &why, &["--out", &given]].concat();
    assert!(told(&disclose, &one).starts_with("Agreements for Northmere Police in the file: 1."));
    let waiting = told(&["disclosures", "--waiting"], &one);
    assert!(
        waiting.starts_with("FSP-7K2M: given to Northmere Police on ")
            && waiting.ends_with("no receipt yet.")
    );
    let there = refusal(&[disclose.as_slice(), &["--data", one.to_str().unwrap()]].concat());
    assert!(there.starts_with("The file cannot be written there."), "{there}");
    let nobody = refusal(&["take-disclosure", &given, "--data", one.to_str().unwrap()]);
    assert!(nobody.starts_with("This is for another office"), "{nobody}");

    told(&["add-team", "--name", "Child abuse team"], &other);
    let take = ["take-disclosure", &given, "--receipts", &receipts, "--team", "child abuse team"];
    let taken = told(&take, &other);
    assert!(
        taken.starts_with("Agreements of Brindlewood that are here now: 1.") && taken.ends_with("FSP-7K2M")
    );
    assert!(said("received", &other).starts_with("FSP-7K2M: from Brindlewood, "));
    let kept = told(&["keep-receipts", &receipts, "--of", "Northmere Police"], &one);
    assert_eq!(kept, "Receipts of Northmere Police that are new here: 1.");
    assert!(said("disclosures", &one).contains("receipt of 2"));
    assert_eq!(told(&["disclosures", "--waiting"], &one), "Nothing of the kind was given to a partner.");
    assert_eq!(said("send-disclosures", &one), "Given now, with receipts: 0. Still waiting: 0.");

    let (asked, back) = (at("asked"), at("back"));
    told(&["ask-back", "--of", "Northmere Police", &asked], &one);
    let nothing = refusal(&["give-back", &asked, &back, "--data", other.to_str().unwrap()]);
    assert!(nothing.starts_with("The other office lacks nothing"), "{nothing}");
    assert!(!fs::exists(&back).unwrap());

    let certificate = at("certificate");
    let dispose =
        ["dispose", "FSP-7K2M", "--reason", "its time is over", "--by", "Ros", "--output", &certificate];
    told(&dispose, &one);
    let genuine = line_of(&run(&["verify-certificate", "--key", pin, &certificate]));
    assert!(genuine.contains("Other offices have something of it: Northmere Police."), "{genuine}");
    let noted = told(&["note-disposal", &certificate], &other);
    assert!(
        noted.starts_with("Agreements of Brindlewood that it keeps no more, and that are still here: 1.")
    );
    assert!(said("received", &other).contains("Brindlewood deleted it on "));
    told(&["partner", "end", "--name", "Brindlewood"], &other);
    let ended = refusal(&["take-disclosure", &given, "--data", other.to_str().unwrap()]);
    assert!(ended.starts_with("This is from an office that is not known here"), "{ended}");
    serving.kill();
}
