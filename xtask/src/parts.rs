//! What the delivered programs are made of: a bill of materials in CycloneDX, and whether every part may be in. Licences and banned
//! parts are read from `deny.toml`, so that `cargo deny` and this say the same; known weaknesses only `cargo deny` can tell, where
//! it is installed and its list can be had.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::places::Places;
use crate::process;
use crate::progress::say;

/// The programs that leave the house, and the interface they carry.
const DELIVERED: [&str; 3] = ["src-tauri", "office", "src-ui"];

/// One part, as cargo tells of it.
#[derive(Debug, Clone)]
struct Part {
    name: String,
    version: String,
    licence: Option<String>,
    /// From a registry, with the sum of its archive; none for our own.
    sum: Option<String>,
    is_ours: bool,
    uses: Vec<String>,
}

/// Writes the bill, and refuses a part whose licence is not allowed or that is banned.
///
/// # Errors
/// When a part may not be in; when cargo cannot tell.
pub(crate) fn write(places: &Places) -> Result<()> {
    let parts = delivered(&metadata_of(places)?, &fs::read_to_string(places.root.join("Cargo.lock"))?)?;
    let rules: toml::Table = fs::read_to_string(places.root.join("deny.toml"))?.parse()?;
    let refused = refused(&parts, &rules);
    if !refused.is_empty() {
        bail!("These parts may not be in the product:\n  {}", refused.join("\n  "));
    }
    let bill = places.bill_of_parts();
    fs::write(&bill, format!("{:#}\n", bill_of(&parts)))?;
    say(&format!("{} parts, each with a licence that is allowed; listed in {}", parts.len(), bill.display()));
    look_for_weaknesses(places)
}

/// What is known to be wrong with a part is on a list that changes daily, and only `cargo deny` reads it.
fn look_for_weaknesses(places: &Places) -> Result<()> {
    if !process::works("cargo", &["deny", "--version"]) {
        say("known weaknesses were not looked up: `cargo deny` is not installed");
        return Ok(());
    }
    let mut deny = places.cargo();
    deny.args(["deny", "check"]);
    process::run(
        &mut deny,
        "`cargo deny` found something, or its list could not be had; it says which above.",
    )
}

fn metadata_of(places: &Places) -> Result<Value> {
    let mut cargo = places.cargo();
    cargo.args(["metadata", "--format-version", "1", "--locked"]);
    serde_json::from_str(&process::answer(&mut cargo)?).context("cargo's answer is not understood")
}

/// Everything that goes into what is delivered, by what cargo calls it. What only tests need is not.
fn delivered(metadata: &Value, lock: &str) -> Result<BTreeMap<String, Part>> {
    let sums = sums(lock)?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let nodes: BTreeMap<String, Vec<String>> =
        list(metadata.pointer("/resolve/nodes").unwrap_or(&Value::Null))
            .iter()
            .filter_map(|node| {
                Some((text(&node["id"])?, list(&node["deps"]).iter().filter_map(used).collect()))
            })
            .collect();
    let mut parts = BTreeMap::new();
    let packages = list(&metadata["packages"]);
    let is_delivered =
        |package: &&Value| DELIVERED.iter().any(|it| package["name"] == *it && package["source"].is_null());
    let mut to_do: Vec<String> =
        packages.iter().filter(is_delivered).filter_map(|it| text(&it["id"])).collect();
    let by_id: BTreeMap<String, &Value> =
        packages.iter().filter_map(|it| Some((text(&it["id"])?, it))).collect();
    while let Some(id) = to_do.pop() {
        if parts.contains_key(&id) {
            continue;
        }
        let package = by_id.get(&id).context("cargo names a part that it does not tell of")?;
        let (name, version) =
            (text(&package["name"]).unwrap_or_default(), text(&package["version"]).unwrap_or_default());
        let uses = nodes.get(&id).cloned().unwrap_or_default();
        to_do.extend(uses.iter().cloned());
        let sum = sums.get(&(name.clone(), version.clone())).cloned();
        let is_ours = package["source"].is_null();
        parts.insert(id, Part { name, version, licence: text(&package["license"]), sum, is_ours, uses });
    }
    Ok(parts)
}

/// The id of what a part uses, unless only its tests do.
fn used(dependency: &Value) -> Option<String> {
    let kinds = dependency["dep_kinds"].as_array()?;
    let is_needed = kinds.iter().any(|kind| kind["kind"] != "dev");
    is_needed.then(|| dependency["pkg"].as_str().map(str::to_owned))?
}

fn sums(lock: &str) -> Result<BTreeMap<(String, String), String>> {
    let lock: toml::Table = lock.parse().context("Cargo.lock is not well-formed")?;
    let packages =
        lock.get("package").and_then(toml::Value::as_array).context("Cargo.lock names no packages")?;
    let sum = |package: &toml::Value| {
        let text = |key| package.get(key).and_then(toml::Value::as_str).map(str::to_owned);
        Some(((text("name")?, text("version")?), text("checksum")?))
    };
    Ok(packages.iter().filter_map(sum).collect())
}

/// What may not be in, in words.
fn refused(parts: &BTreeMap<String, Part>, rules: &toml::Table) -> Vec<String> {
    let names = |section: &str, list: &str, key: Option<&str>| -> BTreeSet<String> {
        let found = rules.get(section).and_then(|it| it.get(list)).and_then(toml::Value::as_array);
        let name = |it: &toml::Value| {
            key.map_or(Some(it), |key| it.get(key)).and_then(toml::Value::as_str).map(str::to_owned)
        };
        found.into_iter().flatten().filter_map(name).collect()
    };
    let (allowed, banned) = (names("licenses", "allow", None), names("bans", "deny", Some("crate")));
    // What one named part alone may bring in is `cargo deny`'s to look at.
    let wrapped = rules.get("bans").and_then(|it| it.get("deny")).and_then(toml::Value::as_array);
    let wrapped: BTreeSet<&str> = wrapped
        .into_iter()
        .flatten()
        .filter(|it| it.get("wrappers").is_some())
        .filter_map(|it| it.get("crate")?.as_str())
        .collect();
    let mut refused = Vec::new();
    for Part { name, version, licence, is_ours, .. } in parts.values() {
        if banned.contains(name) && !wrapped.contains(name.as_str()) {
            refused.push(format!("{name} {version}: banned in deny.toml"));
        }
        match licence {
            _ if *is_ours => {}
            Some(licence) if is_allowed(licence, &allowed) => {}
            Some(licence) => refused.push(format!("{name} {version}: {licence}")),
            None => refused.push(format!("{name} {version}: names no licence")),
        }
    }
    refused
}

/// Whether an SPDX expression can be met with these licences. The old form with a stroke is an “or”.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], " ");
    // In every expression met so far an “and” joins alternatives that stand in brackets.
    let one = |licence: &str| allowed.contains(licence.trim());
    expression.split(" AND ").all(|part| part.split(" OR ").any(one))
}

/// CycloneDX 1.6. Without a time and a number of its own, so that the same parts make the same bytes.
fn bill_of(parts: &BTreeMap<String, Part>) -> Value {
    let purl = |part: &Part| format!("pkg:cargo/{}@{}", part.name, part.version);
    let component = |part: &Part| {
        let mut component = json!({
            "type": "library", "bom-ref": purl(part), "name": part.name, "version": part.version, "purl": purl(part),
        });
        let mut put = |key: &str, value| {
            let _ = component.as_object_mut().map(|it| it.insert(key.to_owned(), value));
        };
        if let Some(licence) = &part.licence {
            put("licenses", json!([{ "expression": licence.replace('/', " OR ") }]));
        }
        if let Some(sum) = &part.sum {
            put("hashes", json!([{ "alg": "SHA-256", "content": sum }]));
        }
        component
    };
    let uses = |part: &Part| {
        let on: BTreeSet<String> = part.uses.iter().filter_map(|id| parts.get(id)).map(purl).collect();
        json!({ "ref": purl(part), "dependsOn": on })
    };
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": { "type": "application", "name": "Doorstep", "bom-ref": "doorstep" } },
        "components": parts.values().map(component).collect::<Vec<_>>(),
        "dependencies": parts.values().map(uses).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_allowed_where_it_can_be_met() {
        let allowed: BTreeSet<String> = ["MIT", "Apache-2.0", "Unicode-3.0"].map(str::to_owned).into();
        for (licence, is_fine) in [
            ("MIT", true),
            ("MIT/Apache-2.0", true),
            ("GPL-3.0 OR MIT", true),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("MIT AND GPL-3.0", false),
            ("GPL-3.0", false),
            ("LGPL-2.1-or-later OR GPL-3.0", false),
        ] {
            assert_eq!(is_allowed(licence, &allowed), is_fine, "{licence}");
        }
    }

    #[test]
    fn what_is_banned_or_names_no_licence_is_refused_and_what_tests_need_is_not_in() {
        let package = |id: &str, licence: Option<&str>, source: Option<&str>| json!({ "id": id, "name": id, "version": "1.0.0", "license": licence, "source": source });
        let uses = |on: &str, kind: Option<&str>| json!({ "pkg": on, "dep_kinds": [{ "kind": kind }] });
        let metadata = json!({
            "packages": [
                package("office", Some("MIT"), None),
                package("good", Some("MIT"), Some("registry")),
                package("openssl", Some("MIT"), Some("registry")),
                package("bare", None, Some("registry")),
                package("for-tests", Some("GPL-3.0"), Some("registry")),
            ],
            "resolve": { "nodes": [
                { "id": "office", "deps": [uses("good", None), uses("for-tests", Some("dev"))] },
                { "id": "good", "deps": [uses("openssl", Some("build")), uses("bare", None)] },
            ] },
        });
        let lock = "[[package]]\nname = \"good\"\nversion = \"1.0.0\"\nchecksum = \"ab\"\n";
        let parts = delivered(&metadata, lock).unwrap();
        assert_eq!(parts.keys().collect::<Vec<_>>(), ["bare", "good", "office", "openssl"]);
        let rules =
            "[licenses]\nallow = [\"MIT\"]\n[bans]\ndeny = [{ crate = \"openssl\", reason = \"x\" }]\n";
        let refused = refused(&parts, &rules.parse().unwrap());
        assert_eq!(refused, ["bare 1.0.0: names no licence", "openssl 1.0.0: banned in deny.toml"]);
        let bill = bill_of(&parts);
        assert_eq!(bill["components"][1]["hashes"][0]["content"], "ab");
        assert_eq!(
            bill["dependencies"][1]["dependsOn"],
            json!(["pkg:cargo/bare@1.0.0", "pkg:cargo/openssl@1.0.0"])
        );
    }
}
