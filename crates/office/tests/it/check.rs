//! `check` and `check-goals`: what teams run over their own letters and stock goals.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str], piped: &[u8]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_doorstep-office"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses early has closed its end already.
    let _ = program.stdin.take().unwrap().write_all(piped);
    program.wait_with_output().unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn data(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_text_is_checked_from_a_file_and_from_a_pipe() {
    let form = data("tests/data/language/paper-form.txt");
    let found = json(&run(&["check", &form, "--json"], b""));
    let piped = json(&run(&["check", "-", "--json"], &std::fs::read(&form).unwrap()));
    assert_eq!(found, piped);
    assert_eq!(found["band"], "red");
    let keys: Vec<&str> = found.as_object().unwrap().keys().map(String::as_str).collect();
    for key in
        ["words", "sentences", "syllables", "fre", "fkgl", "smog", "fog", "ari", "coleman_liau", "forcast"]
    {
        assert!(keys.contains(&key) && found[key].is_number(), "{key}");
    }
    let text: Vec<char> = std::fs::read_to_string(&form).unwrap().chars().collect();
    let findings = found["findings"].as_array().unwrap();
    assert!(findings.len() >= 15);
    for finding in findings {
        let at = |key: &str| usize::try_from(finding[key].as_u64().unwrap()).unwrap();
        let words: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(finding["text"], words.as_str());
        assert!(finding["rule"].is_string() && !finding["say"].as_str().unwrap().is_empty());
    }
    let table = run(&["check", &form], b"");
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(table.contains("Flesch-Kincaid grade") && table.contains("liaise"), "{table}");
}

#[test]
fn a_plan_is_checked_as_the_family_reads_it() {
    let found = json(&run(&["check", &data("assets/examples/marsh.json"), "--json"], b""));
    assert_eq!(found["band"], "green", "{found}");
    assert_eq!(found["missing"], serde_json::json!([]));
}

#[test]
fn a_plan_is_told_what_to_look_at_first_and_what_is_missing() {
    let mut plan: serde_json::Value =
        serde_json::from_slice(&std::fs::read(data("assets/examples/marsh.json")).unwrap()).unwrap();
    plan["address"] = "".into();
    plan["goals"][0]["what"] = "ring the police when her ex comes to the house".into();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), plan.to_string()).unwrap();
    let path = file.path().to_str().unwrap();
    let found = json(&run(&["check", path, "--json"], b""));
    assert_eq!(found["missing"].as_array().unwrap().len(), 1, "{found}");
    let guards = found["guards"].as_array().unwrap();
    let guard = guards.iter().find(|guard| guard["guard"] == "no_contact").unwrap();
    assert_eq!(guard["about"], plan["goals"][0]["id"]);
    assert!(guard["text"].as_str().unwrap().contains("when her ex comes"), "{guard}");
    let table = String::from_utf8(run(&["check", path], b"").stdout).unwrap();
    let told = format!("{} to look at first", guards.len());
    assert!(table.contains(&told) && table.contains("when her ex comes"), "{table}");
    assert!(table.contains("1 not recorded\n  The family’s address"), "{table}");
}

#[test]
fn goals_are_checked_line_by_line() {
    let goals = "Kelly will cook a hot tea every evening until 18 December.\n\nParents will engage.\n\
                 Kelly will not let Dean into the house.\n";
    let arguments = [
        "check-goals",
        "-",
        "--people",
        "Kelly Marsh, Dean O'Rourke",
        "--helpers",
        "Home-Start",
        "--harm-by",
    ];
    let arguments: Vec<&str> = arguments.into_iter().chain(["Dean O'Rourke", "--json"]).collect();
    let found = json(&run(&arguments, goals.as_bytes()));
    let found = found.as_array().unwrap();
    assert_eq!(found.len(), 3);
    let read =
        |n: usize| ["specific", "measurable", "time_bound"].map(|key| found[n][key].as_bool().unwrap());
    assert_eq!(read(0), [true, true, true]);
    assert_eq!(found[0]["missing"], serde_json::json!([]));
    assert_eq!(read(1), [false, false, false]);
    assert_eq!(found[1]["missing"], serde_json::json!(["who", "what", "how_often", "by"]));
    assert_eq!(found[2]["guards"], serde_json::json!(["no_contact"]));
    assert_eq!(found[2]["text"], "Kelly will not let Dean into the house.");
}

#[test]
fn a_text_in_another_language_gets_no_band() {
    let ukrainian = "Ми зателефонуємо вам у понеділок. Ви можете сказати ні. ".repeat(30);
    let found = json(&run(&["check", "-", "--json"], ukrainian.as_bytes()));
    assert_eq!(found["band"], "not_english");
    assert_eq!(found["findings"], serde_json::json!([]));
    let table = String::from_utf8(run(&["check", "-"], ukrainian.as_bytes()).stdout).unwrap();
    assert!(table.contains("not in English") && !table.contains("grade"), "{table}");
}

#[test]
fn a_letter_that_begins_with_a_brace_is_a_letter() {
    let found = json(&run(&["check", "-", "--json"], b"{Name}, we will ring you on Monday."));
    assert_eq!(found["words"], 7);
}

#[test]
fn what_is_no_text_is_refused_in_a_sentence() {
    for (piped, says) in [
        (&b"\xff\xfe\x00"[..], "not UTF-8"),
        (b"{\"form\":1}", "not a plan"),
        (b"{\"form\":99}", "not a plan"),
        (b"{\"form\":2,\"title\":\"The Marsh fam", "not whole"),
        (b"{", "not whole"),
    ] {
        let output = run(&["check", "-", "--json"], piped);
        let said = String::from_utf8(output.stderr.clone()).unwrap();
        assert!(!output.status.success() && said.contains(says), "{said}");
        assert!(output.stdout.is_empty());
    }
    let huge = vec![b'a'; 5 * 1024 * 1024];
    let said = String::from_utf8(run(&["check", "-"], &huge).stderr).unwrap();
    assert!(said.contains("larger than 4 MB"), "{said}");
    let said = String::from_utf8(run(&["check", "no-such-file"], b"").stderr).unwrap();
    assert!(said.contains("cannot be read"), "{said}");
    let nothing = json(&run(&["check", "-", "--json"], b""));
    assert_eq!((&nothing["words"], &nothing["band"]), (&0.into(), &"too_short".into()));
}
