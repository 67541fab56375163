//! No circle of files inside a crate: where one file takes from a second, the second takes nothing from the first, not
//! even by way of others. A module and its own children belong together and may take from each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::modules::Modules;

pub(crate) fn breaches(root: &Path, files: &[PathBuf]) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for beginning in files.iter().filter(|file| begins_a_crate(file)) {
        let modules = Modules::read(&root.join(beginning))?;
        for circle in circles(&modules.uses(), &modules.parents()) {
            let names: Vec<String> = circle
                .iter()
                .map(|file| file.strip_prefix(root).unwrap_or(file).display().to_string())
                .collect();
            breaches.push(format!(
                "a circle of {} files, each uses the next: {}; put what they share below them",
                names.len(),
                names.join(" → ")
            ));
        }
    }
    Ok(breaches)
}

/// `src/lib.rs`, `src/main.rs`, and each program in `src/bin`.
fn begins_a_crate(file: &Path) -> bool {
    let parts: Vec<_> = file.iter().filter_map(|part| part.to_str()).collect();
    match parts.as_slice() {
        [.., "src", "bin", name] => name.ends_with(".rs"),
        [.., "src", "bin", _, "main.rs"] | [.., "src", "lib.rs" | "main.rs"] => true,
        _ => false,
    }
}

type Uses<'a> = BTreeMap<&'a Path, BTreeSet<&'a Path>>;

/// One circle for each knot of files, as a way round it.
fn circles<'a>(uses: &Uses<'a>, parents: &BTreeMap<&'a Path, &'a Path>) -> Vec<Vec<&'a Path>> {
    let is_family = |one: &Path, other: &Path| {
        parents.get(one).is_some_and(|it| *it == other) || parents.get(other).is_some_and(|it| *it == one)
    };
    let mut apart: Uses<'a> = uses.clone();
    for (file, used) in &mut apart {
        used.retain(|other| !is_family(file, other));
    }
    let mut found: Vec<Vec<&Path>> = Vec::new();
    // Among strangers, and then those that only close by way of a parent, as when a child's friend uses the parent.
    for graph in [&apart, uses] {
        let mut seen: BTreeSet<&Path> = found.iter().flatten().copied().collect();
        for file in graph.keys() {
            let Some(round) = way(graph, file).filter(|round| !round.iter().any(|it| seen.contains(it)))
            else {
                continue;
            };
            seen.extend(&round);
            let is_one_family = round
                .iter()
                .any(|parent| round.iter().all(|it| it == parent || parents.get(it) == Some(parent)));
            if !is_one_family || std::ptr::eq(graph, &raw const apart) {
                found.push(round);
            }
        }
    }
    found
}

/// The shortest way from a file back to itself.
fn way<'a>(uses: &Uses<'a>, from: &'a Path) -> Option<Vec<&'a Path>> {
    let mut came_from: BTreeMap<&Path, &Path> = BTreeMap::new();
    let mut ahead = std::collections::VecDeque::from([from]);
    while let Some(file) = ahead.pop_front() {
        for next in uses.get(file).into_iter().flatten() {
            if *next == from {
                let mut round = vec![file];
                while let Some(before) =
                    round.last().filter(|last| **last != from).and_then(|last| came_from.get(last))
                {
                    round.push(before);
                }
                round.reverse();
                return Some(round);
            }
            if !came_from.contains_key(next) {
                came_from.insert(next, file);
                ahead.push_back(next);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::output_folder::tests::fresh_folder;

    /// The circles of a crate made of these files.
    fn found(name: &str, files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let root = fresh_folder(name);
        for (file, text) in files {
            let path = root.join("src").join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let modules = Modules::read(&root.join("src/lib.rs")).unwrap();
        let (uses, parents) = (modules.uses(), modules.parents());
        let name = |file: &Path| file.strip_prefix(root.join("src")).unwrap().display().to_string();
        let found = circles(&uses, &parents);
        let named = found.iter().map(|round| round.iter().map(|file| name(file)).collect()).collect();
        fs::remove_dir_all(&root).unwrap();
        named
    }

    #[test]
    fn two_files_that_use_each_other_are_a_circle_also_behind_a_reexport() {
        let round = found(
            "circle",
            &[
                ("lib.rs", "mod a;\nmod b;\npub use b::B;"),
                ("a.rs", "use crate::B;\npub struct A(B);"),
                ("b.rs", "pub struct B;\nfn of() -> Option<crate::a::A> { None }"),
            ],
        );
        assert_eq!(round, [["a.rs", "b.rs"]]);
    }

    #[test]
    fn what_a_macro_is_given_counts_too() {
        let round = found(
            "in-macro",
            &[
                ("lib.rs", "mod a;\nmod b;"),
                ("a.rs", "pub fn a() { println!(\"{}\", crate::b::b()) }"),
                ("b.rs", "use super::a;\npub fn b() -> u8 { a::a(); 1 }"),
            ],
        );
        assert_eq!(round.len(), 1);
    }

    #[test]
    fn a_parent_and_its_children_may_use_each_other_and_children_not_one_another() {
        let parent = ("a.rs", "mod x;\nmod y;\npub struct Shared;\npub fn all() { x::x(); y::y(); }");
        let lib = ("lib.rs", "mod a;");
        let fine = [
            lib,
            parent,
            ("a/x.rs", "use super::Shared;\npub fn x() {}\nfn s(_: Shared) {}"),
            ("a/y.rs", "use super::x;\npub fn y() { x::x() }"),
        ];
        assert_eq!(found("family", &fine), Vec::<Vec<String>>::new());
        let knot = [lib, parent, ("a/x.rs", "use super::y;\npub fn x() { y::y() }"), fine[3]];
        assert_eq!(found("siblings", &knot), [["a/x.rs", "a/y.rs"]]);
    }

    #[test]
    fn a_circle_that_closes_by_way_of_a_parent_is_found() {
        let round = found(
            "by-parent",
            &[
                ("lib.rs", "mod a;\nmod c;"),
                ("a.rs", "mod b;\npub struct A;\npub fn f() { b::b() }"),
                ("a/b.rs", "pub fn b() { crate::c::c() }"),
                ("c.rs", "pub fn c() { let _ = crate::a::A; }"),
            ],
        );
        assert_eq!(round.len(), 1, "{round:?}");
    }

    #[test]
    fn handing_on_what_a_child_defines_is_no_use_of_it() {
        let files = [
            ("lib.rs", "pub mod a;"),
            ("a.rs", "mod b;\npub use b::B;\npub trait Store {}"),
            ("a/b.rs", "mod c;\npub struct B;\npub fn b() { c::c() }"),
            ("a/b/c.rs", "use crate::a::Store;\npub fn c() {}\nfn s(_: &dyn Store) {}"),
        ];
        assert_eq!(found("hands-on", &files), Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_macro_of_the_whole_crate_is_used_where_it_is_defined() {
        let files = [
            ("lib.rs", "mod a;\nmod b;"),
            ("a.rs", "#[macro_export]\nmacro_rules! key { () => { 1 } }\npub fn a() { crate::b::b() }"),
            ("b.rs", "pub fn b() { let _ = crate::key!(); }"),
        ];
        assert_eq!(found("macro", &files), [["a.rs", "b.rs"]]);
    }

    #[test]
    fn other_crates_and_tests_are_nobodys_circle() {
        let files = [
            ("lib.rs", "mod a;\nmod b;"),
            ("a.rs", "use std::fmt;\npub struct A;\n#[cfg(test)]\nmod tests { use crate::b; }"),
            ("b.rs", "use crate::a::A;\npub fn b(_: A) {}"),
        ];
        assert_eq!(found("tests", &files), Vec::<Vec<String>>::new());
    }
}
