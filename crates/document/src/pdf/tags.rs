//! What the drawings mean, inside the PDF: the structure tree that tells a screen reader what is a heading, a list, a
//! picture, in which order it is read, and in which language. Elements come in the order in which they are first drawn.
//! What the file says about itself as a whole is in `file`.

use lopdf::{Document, Object, ObjectId, dictionary};

use crate::sheet::list::{ElementId, Owner, PAGE, Role, Sheets};

/// Which marked piece of which page belongs to which element.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    pages: Vec<Page>,
}

#[derive(Debug, Default)]
struct Page {
    pieces: Vec<ElementId>,
    /// What each link belongs to, and what it does.
    links: Vec<(ElementId, String)>,
}

impl Marks {
    /// What follows stands on a new page.
    pub(crate) fn begin_page(&mut self) {
        self.pages.push(Page::default());
    }

    /// The number of a new piece of this page.
    pub(crate) fn mark(&mut self, element: ElementId) -> i64 {
        let Some(page) = self.pages.last_mut() else { return 0 };
        page.pieces.push(element);
        whole(page.pieces.len()) - 1
    }

    /// A link of this page; they come in the order of the page's annotations.
    pub(crate) fn link(&mut self, element: ElementId, said: &str) {
        self.pages.last_mut().into_iter().for_each(|page| page.links.push((element, said.to_owned())));
    }
}

/// What PDF calls an element of a role.
pub(crate) const fn name(role: Role) -> &'static str {
    match role {
        Role::Part => "Sect",
        Role::Heading(1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(_) => "H3",
        Role::Paragraph => "P",
        Role::Quotation => "BlockQuote",
        Role::List => "L",
        Role::Entry => "LI",
        Role::EntryBody => "LBody",
        Role::Table => "Table",
        Role::Row => "TR",
        Role::ColumnHead | Role::RowHead => "TH",
        Role::Cell => "TD",
        Role::Figure => "Figure",
        Role::Link => "Link",
        Role::Span => "Span",
    }
}

/// What a heading cell heads.
const fn scope(role: Role) -> Option<&'static str> {
    match role {
        Role::ColumnHead => Some("Column"),
        Role::RowHead => Some("Row"),
        Role::Part
        | Role::Heading(_)
        | Role::Paragraph
        | Role::Quotation
        | Role::List
        | Role::Entry
        | Role::EntryBody
        | Role::Table
        | Role::Row
        | Role::Cell
        | Role::Figure
        | Role::Link
        | Role::Span => None,
    }
}

/// Adds the structure tree to a document whose pages have been drawn.
pub(crate) fn add(document: &mut Document, sheets: &Sheets, marks: &Marks) -> ObjectId {
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let root = document.new_object_id();
    let whole_document = document.new_object_id();
    let ids = sheets.elements.iter().map(|_| document.new_object_id()).collect();
    let inner = sheets.elements.iter().map(|it| it.turned().map(|_| document.new_object_id())).collect();
    let mut tree = Tree { ids, inner, kids: vec![Vec::new(); sheets.elements.len()], top: Vec::new() };
    let mut parents: Vec<(i64, Object)> = Vec::new();
    let mut links: Vec<(i64, Object)> = Vec::new();
    for (number, (page, id)) in marks.pages.iter().zip(&pages).enumerate() {
        for (piece, element) in page.pieces.iter().enumerate() {
            tree.attach(*element, sheets);
            let kid = dictionary! { "Type" => "MCR", "Pg" => *id, "MCID" => whole(piece) };
            tree.put(*element, kid.into());
        }
        for (annotation, (element, said)) in annotations(document, *id).into_iter().zip(&page.links) {
            let key = whole(pages.len() + links.len());
            if let Ok(link) = document.get_dictionary_mut(annotation) {
                link.set("Contents", lopdf::text_string(said));
                link.set("StructParent", key);
            }
            tree.put(*element, dictionary! { "Type" => "OBJR", "Pg" => *id, "Obj" => annotation }.into());
            links.push((key, tree.id(*element)));
        }
        let owners = page.pieces.iter().map(|element| tree.holder(*element)).collect();
        parents.push((whole(number), document.add_object(Object::Array(owners)).into()));
        if let Ok(page) = document.get_dictionary_mut(*id) {
            page.set("StructParents", whole(number));
            page.set("Tabs", "S");
        }
    }
    for (index, element) in sheets.elements.iter().enumerate() {
        let parent = element.parent.map_or(whole_document.into(), |parent| tree.holder(parent));
        let mut dictionary = dictionary! { "Type" => "StructElem", "S" => name(element.role), "P" => parent };
        dictionary.set("K", tree.kids.get(index).cloned().unwrap_or_default());
        if let Some(said) = &element.said {
            dictionary.set("Alt", lopdf::text_string(said));
        }
        if let Some(language) = &element.language {
            dictionary.set("Lang", Object::string_literal(language.as_str()));
        }
        if let Some(scope) = scope(element.role) {
            dictionary.set("A", dictionary! { "O" => "Table", "Scope" => scope });
        }
        // Letters from right to left stand in the page in the order in which they are seen. What they say is told one element
        // above them: mupdf would lay it over the glyphs and turn it round once more.
        if let (Some(words), Some(inner)) = (element.turned(), tree.inner.get(index).copied().flatten()) {
            dictionary.set("ActualText", lopdf::text_string(words));
            let mut span =
                dictionary! { "Type" => "StructElem", "S" => "Span", "P" => tree.id(ElementId(index)) };
            span.set("K", dictionary.remove(b"K").unwrap_or(Object::Null));
            dictionary.set("K", inner);
            document.set_object(inner, span);
        }
        if let Some(area) = area(ElementId(index), sheets).filter(|_| element.role == Role::Figure) {
            dictionary.set("A", dictionary! { "O" => "Layout", "BBox" => area });
        }
        if let Object::Reference(id) = tree.id(ElementId(index)) {
            document.set_object(id, dictionary);
        }
    }
    let top = dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => tree.top };
    document.set_object(whole_document, top);
    let next = whole(parents.len() + links.len());
    let numbers = parents.into_iter().chain(links).flat_map(|(key, value)| [key.into(), value]).collect();
    let parent_tree = document.add_object(dictionary! { "Nums" => Object::Array(numbers) });
    let dictionary = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => whole_document,
        "ParentTree" => parent_tree,
        "ParentTreeNextKey" => next,
    };
    document.set_object(root, dictionary);
    root
}

struct Tree {
    ids: Vec<ObjectId>,
    /// What stands between an element and its kids, where the element tells what they say.
    inner: Vec<Option<ObjectId>>,
    kids: Vec<Vec<Object>>,
    top: Vec<Object>,
}

impl Tree {
    fn id(&self, element: ElementId) -> Object {
        self.ids.get(element.0).map_or(Object::Null, |id| Object::Reference(*id))
    }

    /// What holds an element's kids: itself, or what stands between it and them.
    fn holder(&self, element: ElementId) -> Object {
        self.inner.get(element.0).copied().flatten().map_or_else(|| self.id(element), Object::Reference)
    }

    fn put(&mut self, element: ElementId, kid: Object) {
        self.kids.get_mut(element.0).into_iter().for_each(|kids| kids.push(kid.clone()));
    }

    /// Puts an element that is drawn for the first time below its parent, and the parent below its own.
    fn attach(&mut self, element: ElementId, sheets: &Sheets) {
        if self.kids.get(element.0).is_none_or(|kids| !kids.is_empty()) {
            return;
        }
        let id = self.id(element);
        match sheets.elements.get(element.0).and_then(|it| it.parent) {
            Some(parent) => {
                self.attach(parent, sheets);
                self.put(parent, id);
            }
            None => self.top.push(id),
        }
    }
}

/// Makes a page's annotations objects of their own that are printed.
fn annotations(document: &mut Document, page: ObjectId) -> Vec<ObjectId> {
    let inline = document.get_dictionary_mut(page).ok().and_then(|page| page.remove(b"Annots"));
    let inline = inline.and_then(|annots| annots.as_array().cloned().ok()).unwrap_or_default();
    let mut ids = Vec::new();
    for mut annotation in inline {
        if let Ok(link) = annotation.as_dict_mut() {
            link.set("F", 4);
        }
        ids.push(document.add_object(annotation));
    }
    if !ids.is_empty()
        && let Ok(page) = document.get_dictionary_mut(page)
    {
        page.set("Annots", ids.iter().map(|id| Object::Reference(*id)).collect::<Vec<_>>());
    }
    ids
}

/// The rectangle of a picture or a mark, as PDF counts: left, bottom, right, top.
fn area(element: ElementId, sheets: &Sheets) -> Option<Vec<Object>> {
    let mut items = sheets.pages.iter().flatten().filter(|item| item.owner == Owner::Element(element));
    let [left, top, right, bottom] = items.next()?.draw.edges()?;
    Some([left, PAGE.1 - bottom, right, PAGE.1 - top].map(Object::Real).to_vec())
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
