//! The list of headings and goals that a viewer shows beside the pages. The structure tree is in `tags`.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::sheet::list::{PAGE, Sheets};

/// An entry while the list is made.
struct Entry {
    id: ObjectId,
    parent: Option<usize>,
    /// How many entries stand below it, at any depth: all are shown.
    below: usize,
    dictionary: Dictionary,
}

/// Adds the list to a document whose pages have been drawn; nothing where it would be empty.
pub(crate) fn add(document: &mut Document, sheets: &Sheets) {
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let mut entries: Vec<Entry> = Vec::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    for bookmark in &sheets.outline {
        let Some((page, top)) = sheets.top(bookmark.element) else { continue };
        let Some(page) = pages.get(page) else { continue };
        open.retain(|(level, _)| *level < bookmark.level);
        for (_, above) in &open {
            entries.get_mut(*above).into_iter().for_each(|above| above.below += 1);
        }
        let there = vec![
            (*page).into(),
            "XYZ".into(),
            Object::Null,
            Object::Real((PAGE.1 - top).round()),
            Object::Null,
        ];
        let dictionary = dictionary! { "Title" => lopdf::text_string(bookmark.text.trim()), "Dest" => there };
        let parent = open.last().map(|(_, at)| *at);
        open.push((bookmark.level, entries.len()));
        entries.push(Entry { id: document.new_object_id(), parent, below: 0, dictionary });
    }
    if entries.is_empty() {
        return;
    }
    let root = document.new_object_id();
    let below = |parent: Option<usize>| -> Vec<ObjectId> {
        entries.iter().filter(|entry| entry.parent == parent).map(|entry| entry.id).collect()
    };
    let top = below(None);
    let lists: Vec<Vec<ObjectId>> = (0..entries.len()).map(|at| below(Some(at))).collect();
    for (at, entry) in entries.iter().enumerate() {
        let beside = entry.parent.and_then(|parent| lists.get(parent)).unwrap_or(&top);
        let place = beside.iter().position(|id| *id == entry.id).unwrap_or_default();
        let mut dictionary = entry.dictionary.clone();
        let parent = entry.parent.and_then(|parent| entries.get(parent)).map_or(root, |parent| parent.id);
        dictionary.set("Parent", parent);
        if let Some(before) = place.checked_sub(1).and_then(|before| beside.get(before)) {
            dictionary.set("Prev", *before);
        }
        if let Some(next) = beside.get(place + 1) {
            dictionary.set("Next", *next);
        }
        ends(&mut dictionary, lists.get(at).map_or(&[][..], Vec::as_slice), entry.below);
        document.set_object(entry.id, dictionary);
    }
    let mut dictionary = dictionary! { "Type" => "Outlines" };
    ends(&mut dictionary, &top, entries.len());
    document.set_object(root, dictionary);
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("Outlines", root);
    }
}

/// What stands below an entry, and how many entries that shows.
fn ends(dictionary: &mut Dictionary, below: &[ObjectId], shown: usize) {
    if let (Some(first), Some(last)) = (below.first(), below.last()) {
        dictionary.set("First", *first);
        dictionary.set("Last", *last);
        dictionary.set("Count", i64::try_from(shown).unwrap_or(i64::MAX));
    }
}
