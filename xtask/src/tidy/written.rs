//! The paths that are written in a piece of Rust, in what a macro is given as well.

use syn::visit::{self, Visit};
use syn::{Item, ItemUse, Macro, UseTree};

/// A path as it is written: `crate`, `plan`, `Plan`.
pub(super) type Names = Vec<String>;

/// Every path in an item.
pub(super) fn paths(item: &Item) -> Vec<Names> {
    let mut said = Vec::new();
    Said(&mut said).visit_item(item);
    said
}

/// The paths that a `use` inside a function takes; of one that takes all of a module, the module's.
fn ends(tree: &UseTree, mut before: Names, into: &mut Vec<Names>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            ends(&path.tree, before, into);
        }
        UseTree::Name(name) => {
            before.push(name.ident.to_string());
            into.push(before);
        }
        UseTree::Rename(renamed) => {
            before.push(renamed.ident.to_string());
            into.push(before);
        }
        UseTree::Glob(_) => into.push(before),
        UseTree::Group(group) => group.items.iter().for_each(|tree| ends(tree, before.clone(), into)),
    }
}

/// Gathers every path that is written, in what a macro is given as well.
struct Said<'a>(&'a mut Vec<Names>);

impl<'ast> Visit<'ast> for Said<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    // Who may see something uses nothing.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_item_use(&mut self, taken: &'ast ItemUse) {
        // Taken inside a function: the same as a path.
        ends(&taken.tree, Vec::new(), self.0);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        self.0.push(called.path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        paths_among(called.tokens.clone(), self.0);
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "of all kinds only these are meant")]
fn paths_among(tokens: proc_macro2::TokenStream, said: &mut Vec<Names>) {
    use proc_macro2::TokenTree;
    let mut path: Names = Vec::new();
    let mut colons = 0;
    for token in tokens {
        match token {
            TokenTree::Ident(name) if path.is_empty() || colons == 2 => {
                path.push(name.to_string());
                colons = 0;
            }
            TokenTree::Punct(point) if point.as_char() == ':' && !path.is_empty() => colons += 1,
            other => {
                said.push(std::mem::take(&mut path));
                colons = 0;
                match other {
                    TokenTree::Group(group) => paths_among(group.stream(), said),
                    TokenTree::Ident(name) => path.push(name.to_string()),
                    TokenTree::Punct(_) | TokenTree::Literal(_) => {}
                }
            }
        }
    }
    said.push(path);
}
