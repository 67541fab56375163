//! `render`: a copy made again from its parts.

use std::path::Path;
use std::process::{Command, Output};

use sha2::{Digest, Sha256};

fn example(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../assets/examples/{name}.json"));
    file.to_str().unwrap().to_owned()
}

fn render(plan: &str, more: &[&str], output: &Path) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_doorstep-office"));
    program.args(["render", plan, "--output"]).arg(output).args(more).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_kind_that_needs_no_sitting_is_made_and_twice_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let kinds: [(&str, &[&str]); 8] = [
        ("full", &[]),
        ("summary", &[]),
        ("summary", &["--large"]),
        ("large-print", &[]),
        ("side-by-side", &["--language", "pl"]),
        ("part", &["--reader", "the school", "--domains", "education,emotional"]),
        ("blank", &[]),
        ("review", &["--letterhead", "northmere"]),
    ];
    let mut seen = Vec::new();
    for (number, (kind, more)) in kinds.into_iter().enumerate() {
        let made = [1, 2].map(|time| {
            let output = folder.path().join(format!("{number}-{time}.pdf"));
            let arguments = [&["--kind", kind], more].concat();
            let done = render(&example("marsh"), &arguments, &output);
            assert!(done.status.success(), "{kind}: {}", said(&done));
            std::fs::read(output).unwrap()
        });
        assert!(made[0].starts_with(b"%PDF-1.7") && made[0] == made[1], "{kind}");
        seen.push(Sha256::digest(&made[0]));
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), kinds.len(), "each is another paper");
}

#[test]
fn what_cannot_be_made_says_why_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("copy.pdf");
    let refused: [(&[&str], &str); 9] = [
        (&["--kind", "side-by-side"], "Say which is beside the English"),
        (&["--kind", "part"], "Say for whom with --reader"),
        (&["--kind", "part", "--reader", "the school"], "the plan has none in those you named"),
        (&["--council", "there is no such folder"], "there is no such folder cannot be read"),
        (
            &["--kind", "part", "--reader", "the school", "--domains", "magic"],
            "Choose from: basic_care, safety",
        ),
        (&["--kind", "side-by-side", "--language", "xx"], "no texts in “xx”"),
        (&["--kind", "copy", "--reader", "Kelly Marsh"], "Give it with --sitting"),
        (&["--kind", "copy", "--reader", "Nobody Here"], "Nobody in this plan has that name"),
        (&["--letterhead", "/nowhere"], "cannot be read"),
    ];
    for (arguments, why) in refused {
        let done = render(&example("marsh"), arguments, &output);
        assert!(!done.status.success() && said(&done).contains(why), "{arguments:?}: {}", said(&done));
        assert!(!output.exists(), "{arguments:?}");
    }
    let text = folder.path().join("no-plan.json");
    std::fs::write(&text, b"{\"form\": 2").unwrap();
    let done = render(text.to_str().unwrap(), &[], &output);
    assert!(said(&done).contains("not a plan"), "{}", said(&done));
    std::fs::write(&output, b"a letter of mine").unwrap();
    let done = render(&example("marsh"), &[], &output);
    assert!(!done.status.success(), "what is there is not touched");
    assert_eq!(std::fs::read(&output).unwrap(), b"a letter of mine");
}
