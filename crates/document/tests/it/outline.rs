//! The list beside the pages: every heading and every goal is in it, under the heading it stands under, and leads to where it
//! stands; also where there are very many.

use std::time::{Duration, Instant};

use document::{Kind, Paper, Print, render};
use lopdf::{Dictionary, Document, Object};
use plan::agreement::{Block, BlockKind, HeadingOf};
use plan::domain::Domain;
use plan::people::{Birth, Child};

use crate::checker;
use crate::family::printed::{Printed, run};
use crate::family::{Family, answers, day, goal, kinds, person, plan, translated};

/// An entry of the list.
#[derive(Debug)]
struct Listed {
    title: String,
    /// The titles above it, the nearest last.
    under: Vec<String>,
    /// Its page, and how far down it leads.
    page: u32,
    top: f32,
}

/// All entries, in order; every entry knows those beside, below and above it, and how many it shows.
fn listed(printed: &Printed) -> Vec<Listed> {
    let document = Document::load(&printed.path).unwrap();
    let root = document.catalog().unwrap().get(b"Outlines").and_then(Object::as_reference).unwrap();
    let mut all = Vec::new();
    below(&document, root, &[], &mut all);
    all
}

fn below(document: &Document, above: lopdf::ObjectId, under: &[String], all: &mut Vec<Listed>) {
    let id = |of: &Dictionary, key: &[u8]| of.get(key).and_then(Object::as_reference).ok();
    let holder = document.get_dictionary(above).unwrap();
    let (from, mut before, mut next) = (all.len(), None, id(holder, b"First"));
    while let Some(entry) = next {
        let dictionary = document.get_dictionary(entry).unwrap();
        assert_eq!((id(dictionary, b"Parent"), id(dictionary, b"Prev")), (Some(above), before));
        let title = dictionary.get(b"Title").and_then(lopdf::decode_text_string).unwrap();
        let there = dictionary.get(b"Dest").and_then(Object::as_array).unwrap();
        let page = there[0].as_reference().unwrap();
        let page = document.get_pages().into_iter().find(|(_, id)| *id == page).unwrap().0;
        let top = 841.89 - there[3].as_float().unwrap();
        let inside = [under, std::slice::from_ref(&title)].concat();
        all.push(Listed { title, under: under.to_vec(), page, top });
        below(document, entry, &inside, all);
        (before, next) = (Some(entry), id(dictionary, b"Next"));
    }
    assert_eq!(id(holder, b"Last"), before);
    let count = holder.get(b"Count").and_then(Object::as_i64).unwrap_or_default();
    assert_eq!(count, i64::try_from(all.len() - from).unwrap(), "under {under:?}");
}

/// The words that stand where an entry leads, as many as it has.
fn stands_at(printed: &Printed, entry: &Listed) -> String {
    let (page, top) = (entry.page.to_string(), format!("{:.0}", entry.top));
    let at = ["-f", &page, "-l", &page, "-x", "0", "-y", &top, "-W", "596", "-H", "130", "-raw"];
    let words = run("pdftotext", &at, &printed.path, &["-"]);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A goal's own words at the beginning of its title; where it was cut, the dots are no words of it.
fn names(title: &str, block: &Block) -> bool {
    block.text.starts_with(title.trim_end_matches('…'))
}

/// Looks at every goal that a paper lists; says under which headings each stands.
fn goals_of<'a>(family: &'a Family, printed: &Printed, name: &str) -> Vec<(&'a Block, Vec<String>)> {
    let listed = listed(printed);
    let goals = family.agreement.blocks.iter().filter(|it| matches!(it.kind, BlockKind::Goal { .. }));
    let found = goals.filter_map(|block| {
        let mut entries = listed.iter().filter(|it| names(&it.title, block));
        let entry = entries.next()?;
        assert_eq!(entries.count(), 0, "{name}: {} is listed more than once", block.text);
        assert!(entry.title.chars().count() <= 61, "{name}: {}", entry.title);
        let there = stands_at(printed, entry);
        assert!(there.starts_with(entry.title.trim_end_matches('…')), "{name}: {entry:?} leads to {there:?}");
        Some((block, entry.under.clone()))
    });
    found.collect()
}

#[test]
fn every_goal_is_listed_under_its_heading_and_leads_to_where_it_stands() {
    let mut plan = plan();
    plan.goals[0].what = "walk Zofia and Tomos to school, whatever the weather and however late it is".into();
    let family = Family::new(plan, &answers());
    let theirs = translated(&family);
    let title = &family.agreement.blocks[0].text;
    for (name, kind, print) in kinds(&theirs) {
        let pdf = render(&Paper { kind, print, ..family.paper() }).unwrap();
        checker::passes(&pdf.bytes, name);
        let printed = Printed::new(&pdf);
        let goals = goals_of(&family, &printed, name);
        let wanted = match kind {
            Kind::Full | Kind::SideBySide { .. } | Kind::Review => 3,
            Kind::Summary => 2,
            Kind::Part { .. } => 1,
            Kind::Blank | Kind::Leaflet => 0,
        };
        assert_eq!(goals.len(), wanted, "{name}: {goals:?}");
        for (block, under) in goals {
            let alone = match kind {
                Kind::Summary => Some("summary.do"),
                Kind::Review => Some("review.heading"),
                Kind::Full | Kind::SideBySide { .. } | Kind::Part { .. } | Kind::Blank | Kind::Leaflet => {
                    None
                }
            };
            if let Some(heading) = alone {
                assert_eq!(under.last(), Some(&family.texts.get(heading).to_owned()), "{name}");
                continue;
            }
            let before: Vec<&Block> =
                family.agreement.blocks.iter().take_while(|it| it.id != block.id).collect();
            let above = |which: fn(&HeadingOf) -> bool| {
                let is_it = |it: &&&Block| matches!(&it.kind, BlockKind::Heading { of } if which(of));
                before.iter().rev().find(is_it).unwrap().text.clone()
            };
            let section = above(|of| *of == HeadingOf::Section);
            let domain = above(|of| *of != HeadingOf::Section);
            assert_eq!(under, [title.clone(), section, domain], "{name}: {}", block.text);
        }
    }
}

#[test]
fn ten_children_and_sixty_goals_are_all_listed_and_soon_there() {
    let mut plan = plan();
    let born = |number: u8| Birth::Born { on: day(2010 + i32::from(number), 3, 14) };
    plan.children = (0..10)
        .map(|number| Child {
            name: format!("Child {number}"),
            birth: born(number),
            ..Child::empty(person(100 + number))
        })
        .collect();
    plan.promises.clear();
    plan.goals = (0..60)
        .map(|number| {
            let domain = Domain::ALL[usize::from(number) % Domain::ALL.len()];
            goal(
                number,
                domain,
                &format!("cook warm meal {number:02} with the children"),
                "every evening",
                "",
            )
        })
        .collect();
    let family = Family::new(plan, &[]);
    for (kind, print) in
        [(Kind::Full, Print::Standard), (Kind::Full, Print::Large), (Kind::Summary, Print::Standard)]
    {
        let start = Instant::now();
        let pdf = render(&Paper { kind, print, ..family.paper() }).unwrap();
        let took = start.elapsed();
        println!("{kind:?}, {print:?}: {} pages in {took:?}", pdf.pages);
        // Nearly a hundred times what it takes.
        assert!(took < Duration::from_secs(20), "{kind:?}, {print:?}: {took:?}");
        let name = format!("{kind:?}, {print:?}");
        let printed = Printed::new(&pdf);
        let words = printed.told();
        let stand = words.matches("Danuta will cook warm meal").count();
        // The first page of the full agreement says some of them before.
        let stand = if kind == Kind::Summary { stand } else { 60 };
        let goals = goals_of(&family, &printed, &name).len();
        assert!(goals == stand && goals >= 3, "{name}: {goals} of {stand}");
    }
}
