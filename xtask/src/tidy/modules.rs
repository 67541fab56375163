//! The modules of a crate, each with its file, what it defines and what it takes from others, read from the source.
//!
//! Names are followed through re-exports to where they are defined. Calls of methods and what a macro writes are not seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility};

use super::written::{self, Names};

/// One module.
#[derive(Debug, Default)]
pub(crate) struct Module {
    pub(crate) file: PathBuf,
    /// What is defined here: types, functions, constants, macros.
    defines: BTreeSet<String>,
    /// What a name stands for that is taken from elsewhere.
    takes: BTreeMap<String, Names>,
    /// Those of its own children that it only hands on, under their names.
    hands_on: BTreeSet<String>,
    /// Modules of which everything is taken.
    takes_all: Vec<Names>,
    /// Every path that is written in it.
    says: Vec<Names>,
}

/// The modules of one crate by their paths; the empty path is the crate itself.
#[derive(Debug, Default)]
pub(crate) struct Modules {
    by_path: BTreeMap<Names, Module>,
    /// Where each macro is defined that the whole crate has at its root.
    macros: BTreeMap<String, Names>,
}

/// The names that were looked for so far on one way, each with the module it was looked for in.
type Asked = BTreeSet<Names>;

impl Modules {
    /// Reads the crate that begins at this file.
    ///
    /// # Errors
    /// When a file is not there or is not Rust.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let mut modules = Self::default();
        let folder = root.parent().context("a file in no folder")?;
        modules.read_file(root, folder, Vec::new())?;
        Ok(modules)
    }

    fn read_file(&mut self, file: &Path, children: &Path, path: Names) -> Result<()> {
        let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let parsed = syn::parse_file(&text).with_context(|| format!("{} is not Rust", file.display()))?;
        self.read_items(&parsed.items, file, children, path)
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the kinds of items may grow, and only these are read"
    )]
    fn read_items(&mut self, items: &[Item], file: &Path, children: &Path, path: Names) -> Result<()> {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        for item in items.iter().filter(|item| !is_for_tests(attributes(item))) {
            match item {
                // A file elsewhere, named by its path, is somebody else's.
                Item::Mod(inner) if has(&inner.attrs, "path") => {}
                Item::Mod(inner) => self.read_module(inner, file, children, &path)?,
                Item::Use(taken) => module.take(taken),
                other => {
                    if let (Item::Macro(it), Some(name)) = (other, name_of(other))
                        && has(&it.attrs, "macro_export")
                    {
                        self.macros.insert(name, path.clone());
                    }
                    module.defines.extend(name_of(other));
                    module.says.extend(written::paths(other));
                }
            }
        }
        for taken in items.iter().filter_map(|item| if let Item::Use(it) = item { Some(it) } else { None }) {
            if !matches!(taken.vis, Visibility::Inherited) {
                module.hand_on(taken, |child| children_of(items).any(|it| it == child));
            }
        }
        self.by_path.insert(path, module);
        Ok(())
    }

    fn read_module(&mut self, inner: &ItemMod, file: &Path, children: &Path, path: &[String]) -> Result<()> {
        let name = inner.ident.to_string();
        let path: Names = path.iter().cloned().chain([name.clone()]).collect();
        let below = children.join(&name);
        if let Some((_, items)) = &inner.content {
            return self.read_items(items, file, &below, path);
        }
        let beside = children.join(format!("{name}.rs"));
        let file = if beside.is_file() { beside } else { below.join("mod.rs") };
        self.read_file(&file, &below, path)
    }

    /// For each file, the files it takes something from.
    pub(crate) fn uses(&self) -> BTreeMap<&Path, BTreeSet<&Path>> {
        let mut uses: BTreeMap<&Path, BTreeSet<&Path>> = BTreeMap::new();
        for (path, module) in &self.by_path {
            let from = uses.entry(module.file.as_path()).or_default();
            let taken = module.takes.iter().filter(|(name, _)| !module.hands_on.contains(*name));
            let said = module.says.iter().chain(taken.map(|(_, names)| names)).chain(&module.takes_all);
            let homes = said
                .filter_map(|names| self.home(path, names, &mut Asked::new()))
                .filter_map(|home| self.by_path.get(&home));
            from.extend(homes.map(|home| home.file.as_path()).filter(|home| *home != module.file));
        }
        uses
    }

    /// The file a module's own children hang below, for each file: its parent's file.
    pub(crate) fn parents(&self) -> BTreeMap<&Path, &Path> {
        let parent = |(path, module): (&Names, &'_ Module)| {
            let (_, above) = path.split_last()?;
            Some((module.file.clone(), self.by_path.get(above)?.file.clone()))
        };
        let pairs: BTreeMap<PathBuf, PathBuf> = self.by_path.iter().filter_map(parent).collect();
        let file = |wanted: &Path| self.by_path.values().map(|it| it.file.as_path()).find(|it| *it == wanted);
        pairs.iter().filter(|(a, b)| a != b).filter_map(|(a, b)| Some((file(a)?, file(b)?))).collect()
    }

    /// The module in which what a path names is defined, seen from a module. Nothing for what is not of this crate.
    fn home(&self, from: &[String], names: &[String], asked: &mut Asked) -> Option<Names> {
        let (first, rest) = names.split_first()?;
        match first.as_str() {
            "crate" => self.down(Vec::new(), rest, asked),
            "self" => self.down(from.to_vec(), rest, asked),
            "super" if rest.is_empty() => Some(from.split_last()?.1.to_vec()),
            "super" if rest.first().is_some_and(|next| next == "super") => {
                self.home(from.split_last()?.1, rest, asked)
            }
            "super" => self.down(from.split_last()?.1.to_vec(), rest, asked),
            _ => self.down(from.to_vec(), names, asked).filter(|home| home != from),
        }
    }

    /// Follows names downwards from a module.
    fn down(&self, at: Names, names: &[String], asked: &mut Asked) -> Option<Names> {
        let Some((name, rest)) = names.split_first() else { return Some(at) };
        let child: Names = at.iter().cloned().chain([name.clone()]).collect();
        if self.by_path.contains_key(&child) {
            return self.down(child, rest, asked);
        }
        let module = self.by_path.get(&at)?;
        // Asked before on the same way: re-exports that go round lead nowhere new.
        if module.defines.contains(name) || !asked.insert(child) {
            return Some(at);
        }
        if let Some(taken) = module.takes.get(name) {
            let whole: Names = taken.iter().chain(rest).cloned().collect();
            // What is re-exported from another crate is this module's own word for it.
            return self.home(&at, &whole, asked).or(Some(at));
        }
        if at.is_empty()
            && let Some(home) = self.macros.get(name)
        {
            return Some(home.clone());
        }
        let from_all = module.takes_all.iter().find_map(|all| {
            let other = self.home(&at, all, asked).filter(|other| *other != at)?;
            let has = self.by_path.get(&other)?;
            let is_there =
                has.defines.contains(name) || has.takes.contains_key(name) || !has.takes_all.is_empty();
            is_there
                .then(|| self.down(other.clone(), names, asked))
                .flatten()
                .filter(|home| *home != other || has.defines.contains(name))
        });
        from_all.or(Some(at))
    }
}

impl Module {
    fn take(&mut self, taken: &ItemUse) {
        self.take_tree(&taken.tree, Vec::new());
    }

    /// Notes what a re-export takes from one of the module's own children.
    fn hand_on(&mut self, taken: &ItemUse, is_child: impl Fn(&str) -> bool) {
        let mut only = Self::default();
        only.take(taken);
        let own = only.takes.into_iter().filter(|(_, names)| {
            let names = names.iter().skip_while(|name| *name == "self");
            names.take(1).any(|first| is_child(first))
        });
        self.hands_on.extend(own.map(|(name, _)| name));
    }

    fn take_tree(&mut self, tree: &UseTree, mut before: Names) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.take_tree(&path.tree, before);
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                if name != "self" {
                    before.push(name);
                }
                if let Some(known_as) = before.last().cloned() {
                    self.takes.insert(known_as, before);
                }
            }
            UseTree::Rename(renamed) => {
                before.push(renamed.ident.to_string());
                self.takes.insert(renamed.rename.to_string(), before);
            }
            UseTree::Glob(_) => self.takes_all.push(before),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.take_tree(tree, before.clone());
                }
            }
        }
    }
}

fn children_of(items: &[Item]) -> impl Iterator<Item = String> {
    items.iter().filter_map(|item| if let Item::Mod(it) = item { Some(it.ident.to_string()) } else { None })
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    let says_test = |attribute: &Attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    };
    attributes.iter().any(says_test)
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the kinds of items may grow, and only these are named")]
fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Macro(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => &[],
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the kinds of items may grow, and only these are named")]
fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(it) => &it.ident,
        Item::Enum(it) => &it.ident,
        Item::Fn(it) => &it.sig.ident,
        Item::Macro(it) => it.ident.as_ref()?,
        Item::Static(it) => &it.ident,
        Item::Struct(it) => &it.ident,
        Item::Trait(it) => &it.ident,
        Item::Type(it) => &it.ident,
        _ => return None,
    };
    Some(name.to_string())
}
