//! What an office is told by a file, by variables and by flags: which is stronger, and how a mistake is told. A database's address
//! holds a password, which is told to nobody.

use crate::serving::{Serving, init, not_served, program, refusal, run};
use office::{Flags, KeptBack, Log, LoginClaim, OfficeError, Settings};
use proptest::prelude::*;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

const SECRET: &str = "geheim9000";

fn variables(said: &[(&str, &str)]) -> Vec<(OsString, OsString)> {
    said.iter().map(|(name, text)| (OsString::from(name), OsString::from(text))).collect()
}

fn by_file(text: &str) -> Result<Settings, OfficeError> {
    Settings::of(Some((text, Path::new(""))), [], Flags::default())
}

const FILE: &str = r#"
    data = "file"
    listen = "127.0.0.1:1"
    public_address = "https://file.example"
    pages = "pages of the file"
    trusted_proxy = ["192.0.2.1"]
"#;

const VARIABLES: [(&str, &str); 5] = [
    ("DOORSTEP_OFFICE_DATA", "variable"),
    ("DOORSTEP_OFFICE_LISTEN", "127.0.0.1:2"),
    ("DOORSTEP_OFFICE_PUBLIC_ADDRESS", "https://variable.example"),
    ("DOORSTEP_OFFICE_PAGES", "pages of the variable"),
    ("DOORSTEP_OFFICE_TRUSTED_PROXY", "192.0.2.2"),
];

fn flags() -> Flags {
    Flags {
        data: Some("flag".into()),
        listen: Some("127.0.0.1:3".into()),
        public_address: Some("https://flag.example".into()),
        pages: Some("pages of the flag".into()),
        trusted_proxy: Some("192.0.2.3".into()),
        ..Flags::default()
    }
}

/// All that was set, each as it is told by.
fn all(settings: &Settings) -> [String; 5] {
    let proxy = (1..=3).find(|last| settings.reach.trusted_proxy.hold([192, 0, 2, *last].into()));
    [
        settings.data.display().to_string(),
        settings.reach.listen.to_string(),
        settings.reach.public_address.as_ref().map(ToString::to_string).unwrap_or_default(),
        settings.pages.as_ref().map(|pages| pages.display().to_string()).unwrap_or_default(),
        proxy.map(|last: u8| last.to_string()).unwrap_or_default(),
    ]
}

fn each(name: &str, number: u8) -> [String; 5] {
    let pages = format!("pages of the {name}");
    [name.into(), format!("127.0.0.1:{number}"), format!("https://{name}.example"), pages, number.to_string()]
}

#[test]
fn a_flag_is_stronger_than_a_variable_and_that_than_the_file() {
    let of = |file: Option<&str>, said: &[(&str, &str)], flags: Flags| {
        let file = file.map(|text| (text, Path::new("")));
        all(&Settings::of(file, variables(said), flags).unwrap())
    };
    let data = Flags { data: Some("flag".into()), ..Flags::default() };
    assert_eq!(of(None, &[], data.clone()), ["flag", "127.0.0.1:8440", "", "", ""].map(str::to_owned));
    assert_eq!(of(Some(FILE), &[], Flags::default()), each("file", 1));
    assert_eq!(of(Some(FILE), &VARIABLES, Flags::default()), each("variable", 2));
    assert_eq!(of(Some(FILE), &VARIABLES, flags()), each("flag", 3));
    for at in 0..VARIABLES.len() {
        let mut wanted = each("file", 1);
        wanted[at] = each("variable", 2)[at].clone();
        assert_eq!(of(Some(FILE), &VARIABLES[at..=at], Flags::default()), wanted, "one alone");
    }
    let mut wanted = each("variable", 2);
    wanted[0] = "flag".to_owned();
    assert_eq!(of(Some(FILE), &VARIABLES, data), wanted);
}

#[test]
fn what_is_empty_or_of_another_name_says_nothing() {
    let said = [
        ("DOORSTEP_OFFICE_DATA", "there"),
        ("DOORSTEP_OFFICE_LISTEN", ""),
        // What systems that run programs in containers set.
        ("DOORSTEP_OFFICE_PORT", "tcp://10.0.0.1:8440"),
        ("DOORSTEP_OFFICE_SERVICE_HOST", "10.0.0.1"),
        ("LISTEN", "rubbish"),
    ];
    let file = "\u{feff}listen = '127.0.0.1:4'\npages = \"\"\n";
    let settings =
        Settings::of(Some((file, Path::new("there"))), variables(&said), Flags::default()).unwrap();
    assert_eq!(all(&settings), ["there", "127.0.0.1:4", "", "", ""].map(str::to_owned));
    let none = Settings::of(None, [], Flags::default()).unwrap_err();
    assert!(matches!(none, OfficeError::NoData), "{none}");
}

#[test]
fn folders_in_a_file_are_named_from_where_it_lies() {
    let of = |file: &str, folder: &str| {
        let settings = Settings::of(Some((file, Path::new(folder))), [], Flags::default()).unwrap();
        (settings.data, settings.pages.unwrap())
    };
    let file = "data = 'office'\npages = '../pages'";
    assert_eq!(of(file, "/etc/doorstep"), ("/etc/doorstep/office".into(), "/etc/doorstep/../pages".into()));
    assert_eq!(of(file, ""), ("office".into(), "../pages".into()));
    let whole = if cfg!(windows) { "C:/srv/office" } else { "/srv/office" };
    let file = format!("data = '{whole}'\npages = '{whole}'");
    assert_eq!(of(&file, "/etc/doorstep"), (whole.into(), whole.into()));
}

#[test]
fn a_mistake_is_told_by_its_line_and_name() {
    let check = |text: &str, told: &str| {
        let said = by_file(text).unwrap_err().to_string();
        assert!(said.starts_with(told), "{text}: {said}");
        assert!(!said.contains(SECRET), "{said}");
        assert!(said.contains("Nothing was changed."), "{said}");
    };
    let line =
        |line: u8, word: &str| format!("Line {line} in the file of settings has a mistake, at “{word}”.");
    check("data = 'x'\nlistn = 'y'\n", &line(2, "listn"));
    check("# first\n\ndata = 7\n", &line(3, "data"));
    check("data = 'x'\nlisten = 'here'\n", &line(2, "listen"));
    check("data = 'x'\nlisten = ['127.0.0.1:1']\n", &line(2, "listen"));
    check("data = 'x'\n  public_address = 'http://office.example'\n", &line(2, "public_address"));
    check("data = 'x'\ntrusted_proxy = ['10.0.0.0/33']\n", &line(2, "trusted_proxy"));
    check("data = 'x'\ntrusted_proxy = [10]\n", &line(2, "trusted_proxy"));
    check("data = 'x'\ndata = 'y'\n", &line(2, "data"));
    check("data = 'x'\n[office]\nlisten = 'y'\n", "Line 2 in the file of settings has a mistake");
    check("data = 'x'\nlisten 'y'\n", &line(2, "listen"));
    check("data", &line(1, "data"));
    for years in ["many", "-1", "151", "6.5"] {
        check(&format!("data = 'x'\nkeep_years = '{years}'\n"), &line(2, "keep_years"));
        check(&format!("data = 'x'\nkeep_until_age = '{years}'\n"), &line(2, "keep_until_age"));
    }
    for (value, line) in [
        (format!("'{SECRET}'"), line(2, "database")),
        (format!("postgres://u:{SECRET}@h/d"), line(2, "database")),
        (format!("'postgres://u:{SECRET}@h/d"), line(2, "database")),
        (format!("['{SECRET}']"), line(2, "database")),
        (format!("\"\"\"\n{SECRET}\n{SECRET}"), "Line".to_owned()),
        (format!("''\n{SECRET} = 'x"), "Line 3".to_owned()),
        (format!("''\n{SECRET}"), "Line 3".to_owned()),
    ] {
        check(&format!("data = 'x'\ndatabase = {value}"), &line);
    }
    let variable = |name: &'static str, text: &str| {
        let said = [("DOORSTEP_OFFICE_DATA", "x"), (name, text)];
        let said = Settings::of(None, variables(&said), Flags::default()).unwrap_err().to_string();
        assert!(
            said.starts_with(&format!("The variable {name} has a mistake. Nothing was changed.")),
            "{said}"
        );
        assert!(!said.contains(SECRET), "{said}");
    };
    variable("DOORSTEP_OFFICE_LISTEN", "8440");
    variable("DOORSTEP_OFFICE_DATABASE", SECRET);
    let flags = Flags { data: Some("x".into()), trusted_proxy: Some("a proxy".into()), ..Flags::default() };
    let said = Settings::of(None, [], flags).unwrap_err().to_string();
    assert!(said.starts_with("What is given as --trusted-proxy has a mistake."), "{said}");
}

#[test]
fn what_it_runs_with_is_set_in_the_same_way() {
    let file = "
        data = 'x'
        tls_certificate = 'a.crt'
        tls_key = 'a.key'
        listen_inside = '127.0.0.1:8441'
        log = 'json'
        ballast = 128
        disk_warning = '4096'
        database = 'postgres://db.example/office'
        database_ca = 'authority.pem'
        database_lines = 20";
    let settings = by_file(file).unwrap();
    let certificate = settings.reach.certificate.unwrap();
    assert_eq!((certificate.certificate, certificate.key), ("a.crt".into(), "a.key".into()));
    assert_eq!(settings.reach.inside, Some("127.0.0.1:8441".parse().unwrap()));
    assert_eq!((settings.log, settings.kept_back), (Log::Json, KeptBack::of_mib(128, 4096)));
    assert!(settings.database.is_some());

    let flags = Flags {
        data: Some("x".into()),
        tls_certificate: Some("b.crt".into()),
        tls_key: Some("b.key".into()),
        listen_inside: Some("[::1]:1".into()),
        log: Some("text".into()),
        ..Flags::default()
    };
    let settings = Settings::of(Some((file, Path::new(""))), [], flags).unwrap();
    assert_eq!(settings.reach.certificate.unwrap().key, Path::new("b.key"));
    assert_eq!((settings.reach.inside, settings.log), (Some("[::1]:1".parse().unwrap()), Log::Text));

    let bare = by_file("data = 'x'").unwrap();
    assert_eq!((bare.reach.certificate, bare.reach.inside), (None, None));
    assert_eq!((bare.log, bare.kept_back), (Log::Text, KeptBack::of_mib(64, 2048)));
}

#[test]
fn what_it_cannot_run_with_is_told() {
    let check = |text: &str, belongs: &str| {
        let said = by_file(&format!("data = 'x'\n{text}\n")).unwrap_err().to_string();
        assert!(said.starts_with("Line 2 in the file of settings"), "{text}: {said}");
        assert!(said.contains(belongs), "{text}: {said}");
    };
    check("tls_key = 'a'", "tls_certificate and tls_key belong together.");
    check("tls_certificate = 'a'", "tls_certificate and tls_key belong together.");
    check(
        "public_address = 'http://localhost'\ntls_certificate = 'a'\ntls_key = 'b'",
        "Here belongs https://",
    );
    check("log = 'xml'", "Here belongs text or json.");
    check("ballast = '64 MiB'", "a whole number of MiB");
    check("ballast = -1", "a whole number of MiB");
    check("disk_warning = true", "");
    check("database_lines = 1", "a number from 2 to 500");
    check("listen_inside = 8441", "");
    check("database = 'postgres://db.example/office'", "name in database_ca the file");
}

#[test]
fn ways_in_are_set_whole_or_not_at_all() {
    const WHOLE: &str = "openid_issuer = 'https://login.example/council'\nopenid_client = 'doorstep'\n\
        openid_secret_file = 'secret'\n";
    let of = |text: &str| by_file(&format!("data = 'x'\n{text}"));
    let bare = of("").unwrap().ways_in;
    assert!(bare.passwords && bare.accounts.is_none());
    let set =
        of(&format!("{WHOLE}passwords = false\nopenid_login = 'preferred_username'\n")).unwrap().ways_in;
    let accounts = set.accounts.unwrap();
    assert!(!set.passwords && !accounts.is_on_this_machine);
    assert_eq!((accounts.client.as_str(), accounts.login), ("doorstep", LoginClaim::PreferredUsername));
    assert_eq!(accounts.issuer, "https://login.example/council");
    assert_eq!(of(WHOLE).unwrap().ways_in.accounts.unwrap().login, LoginClaim::Email);
    for (text, belongs) in [
        ("passwords = false", "Without passwords openid_issuer has to be set"),
        ("passwords = 'no'", "Here belongs true or false."),
        ("openid_client = 'doorstep'", "belong together"),
        (WHOLE.replace("https", "http").as_str(), "Only on this machine itself may it be http://."),
        (WHOLE.replace("doorstep", " ").as_str(), "belong together"),
        (format!("openid_login = 'name'\n{WHOLE}").as_str(), "Here belongs email or preferred_username."),
    ] {
        let said = of(text).unwrap_err().to_string();
        assert!(
            said.starts_with("Line 2 in the file of settings") || said.starts_with("Line 3"),
            "{text}: {said}"
        );
        assert!(said.contains(belongs), "{text}: {said}");
    }
}

#[test]
fn without_the_secret_of_its_provider_it_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("office"), folder.path().join("settings.toml"));
    init(&data);
    let settings = "openid_issuer = 'http://127.0.0.1:1'\nopenid_client = 'doorstep'\nopenid_secret_file = 'secret'\n\
        data = 'office'\nlisten = '127.0.0.1:0'\n";
    fs::write(&file, settings).unwrap();
    let secret = folder.path().join("secret");
    for text in [None, Some(""), Some("two words"), Some("two\nlines")] {
        if let Some(text) = text {
            fs::write(&secret, text).unwrap();
        }
        let said = not_read(&file);
        assert!(
            said.starts_with("The file of openid_secret_file cannot be read as a secret"),
            "{text:?}: {said}"
        );
    }
    fs::write(&secret, "s3cret\n").unwrap();
    let serving = Serving::start_with(program().args(["serve", "--settings", file.to_str().unwrap()]));
    assert!(!serving.address.is_empty(), "though its provider does not answer");
}

proptest! {
    #[test]
    fn no_file_does_harm(text in "(data|database|listen|x| |=|'|\"|\\[|\\]|\n|#|\\.|[0-9]|é){0,30}") {
        if let Err(error) = by_file(&text) {
            let said = error.to_string();
            let is_fit = matches!(error, OfficeError::NoData | OfficeError::Setting { .. });
            prop_assert!(is_fit && said.ends_with('.'), "{}", said);
        }
    }
}

#[test]
fn nobody_is_told_how_the_database_is_reached() {
    let url = format!("postgres://doorstep:{SECRET}@127.0.0.1:1/office");
    let settings = by_file(&format!("data = 'x'\ndatabase = '{url}'\n")).unwrap();
    assert!(settings.database.is_some());
    assert!(!format!("{settings:?} {:?}", settings.folder()).contains(SECRET));

    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    init(&data);
    let by_flag = run(&["serve", "--data", data.to_str().unwrap(), "--database", "postgres://h/d"]);
    assert!(!by_flag.status.success(), "there is no such flag");
    let all: [&[&str]; 3] =
        [&["serve", "--listen", "127.0.0.1:0"], &["tablets"], &["init", "--name", "Another"]];
    for command in all {
        let mut asked = program();
        asked.args(command).arg("--data").arg(&data).env("DOORSTEP_OFFICE_DATABASE", &url);
        let output = asked.output().unwrap();
        assert!(!output.status.success(), "nobody answers there");
        let told = format!("{output:?}");
        assert!(!told.contains(SECRET) && !told.contains("postgres://"), "{told}");
    }
}

#[cfg(unix)]
#[test]
fn what_serves_tells_no_link_and_no_code() {
    use crate::people::{Browser, PASSWORD, secret_of};
    use crate::serving::{first_link, said};
    use office::{Environment, System};
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    let serving = Serving::start(&data);
    let (link, unused) = (first_link(&data, "administrator", None), first_link(&data, "auditor", None));
    let line = said("enrol-code", &data);
    crate::tablet::Tablet::with_line(&line.parse().unwrap(), 1);
    let open = || Browser::at(&serving.address).first_time(&link, System.now()).status;
    assert_eq!((open(), open()), (204, 403));
    assert_eq!(Browser::at(&serving.address).sign_in("a-stranger", "a guess of many", "1").status, 403);
    let journal = serving.stop();
    assert!(journal.contains("a person signed in"), "{journal}");
    let (used, unused) = (secret_of(&link), secret_of(&unused));
    for secret in [used.as_str(), &unused, PASSWORD, "a-stranger", "a guess of many", "Ruth"] {
        assert!(!journal.contains(secret), "{journal}");
    }
    assert!(!journal.contains(line.rsplit_once(' ').unwrap().1), "{journal}");
}

#[test]
fn one_file_is_enough_for_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("office"), folder.path().join("settings.toml"));
    let named = file.to_str().unwrap();
    fs::write(&file, format!("data = '{}'\nlisten = '127.0.0.1:0'\n", data.display())).unwrap();
    assert!(run(&["init", "--name", "Brindlewood", "--settings", named]).status.success());
    let serving = Serving::start_with(program().args(["serve", "--settings", named]));
    let line = run(&["enrol-code", "--settings", named]);
    assert!(String::from_utf8(line.stdout).unwrap().starts_with(&serving.address));
    drop(serving);
    fs::write(&file, "data = 'office'").unwrap();
    assert!(run(&["tablets", "--settings", named]).status.success(), "it lies beside that file");
    assert!(not_read(&folder.path().join("none.toml")).starts_with("The file of settings cannot be read."));
    fs::write(&file, "data = \n").unwrap();
    assert!(not_read(&file).starts_with("Line 1 in the file of settings has a mistake, at “data”."));
    assert!(not_served(&folder.path().join("none")).starts_with("There is no office in this folder yet."));
}

fn not_read(file: &Path) -> String {
    refusal(&["serve", "--settings", file.to_str().unwrap()])
}
