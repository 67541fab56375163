//! A goal's words with who is meant by each: names, kin, children, agencies and pronouns, each as one item however many
//! words it has.

use super::known::{Of, is_title, owns};
use super::lists::{Gender, HARM, Kin};
use super::people::People;
use super::strangers::{is_place, stranger};
use super::who::{Harmers, Item, Who, can_be};
use super::words::{Gap, Word};

/// Whether a relative of this gender can be one of these; a word for either, "cousin", says too little.
fn is_among(relatives: &[Option<Gender>], gender: Option<Gender>) -> bool {
    gender.is_some() && relatives.iter().any(|it| it.is_none() || *it == gender)
}

/// Whether it is a word for somebody beside the family, who may be the one who harms where that one is not in the plan.
fn is_outside(small: &str) -> bool {
    matches!(small, "neighbour" | "neighbours" | "friend" | "friends")
}

/// Whether it is a word for who lives with a family and is none of it: any adult of the plan may be that.
fn is_under_one_roof(small: &str) -> bool {
    matches!(small, "lodger" | "lodgers" | "flatmate" | "housemate" | "tenant")
}

/// The items of a text.
pub(super) fn items(words: &[Word], people: &People, harmers: &Harmers) -> Vec<Item> {
    let relatives = people.harmful_relatives();
    let has_outsiders = people.has_harmful_outsiders();
    let mut items: Vec<Item> = Vec::new();
    let (mut at, mut gap) = (0, Gap::Space);
    while let Some(word) = words.get(at) {
        gap = gap.max(word.gap);
        // "Big Dean" is Dean.
        let is_near = words.get(at + 1).is_some_and(|next| next.gap == Gap::Space);
        if is_near
            && is_nickname(&word.small)
            && people.at(words, at).is_none()
            && people.at(words, at + 1).is_some()
        {
            at += 1;
            continue;
        }
        let known = people.at(words, at).filter(|found| found.length > 1 || !is_called_otherwise(words, at));
        let (who, length) = match known {
            Some(found) => (named(found.of, found.gender), found.length),
            None if is_called_by_trade(words, at) => (Who::Agency, 2),
            None => (plain(words, at), 1),
        };
        let is_titled = known.is_none()
            && who == Who::Agency
            && is_title(&word.small)
            && words.get(at + 1).is_some_and(|it| it.capital);
        let length = if is_titled || who == Who::StrangerInFull { 2 } else { length };
        let last = words.get(at + length - 1).unwrap_or(word);
        // "the childrens mother", as it is often written.
        let is_theirs = matches!(last.small.as_str(), "childrens" | "kids" | "babys")
            && words.get(at + length).is_some_and(|it| {
                it.gap == Gap::Space && matches!(HARM.kin.get(&it.small), Some(Kin::CanHarm(_)))
            });
        let owns = is_theirs || owns(&last.small) && (who != Who::Word || last.small.ends_with("'s"));
        let small = if owns { last.small.trim_end_matches("'s").trim_end_matches('\'') } else { &last.small };
        let who = match HARM.kin.get(small) {
            Some(Kin::Family(gender)) if known.is_none() && is_among(&relatives, *gender) => {
                Who::Unclear(*gender)
            }
            // "Her son" can be a grown-up, where no child of the plan is one.
            Some(Kin::Child)
                if known.is_none()
                    && matches!(small, "son" | "daughter" | "stepson" | "stepdaughter")
                    && is_among(&relatives, kid_gender(small))
                    && !people.has_a_child_like(kid_gender(small)) =>
            {
                Who::Unclear(kid_gender(small))
            }
            Some(Kin::Family(gender)) if known.is_none() && harmers.is_some() && is_under_one_roof(small) => {
                Who::Unclear(*gender)
            }
            // "Jean Marsh", where there is a Marsh: one of the family, and no worker.
            _ if who == Who::StrangerInFull
                && !is_title(&word.small)
                && people.has_surname(small)
                && !is_at_work(&items, word, words.get(at + length)) =>
            {
                Who::Stranger(HARM.gender(&word.small))
            }
            Some(Kin::Family(gender)) if known.is_none() && has_outsiders && is_outside(small) => {
                Who::Unclear(*gender)
            }
            _ => who,
        };
        join(
            &mut items,
            Item {
                who,
                small: small.to_owned(),
                owns,
                by_name: known.is_some_and(|it| it.of != Of::Helper),
                gap: std::mem::replace(&mut gap, Gap::Space),
            },
            harmers,
            &relatives,
        );
        at += length;
    }
    items
}

/// "Social worker Jo Marsh", "Jo Marsh from": what stands beside a name says that somebody is at work.
fn is_at_work(items: &[Item], word: &Word, next: Option<&Word>) -> bool {
    let is_after_trade =
        word.gap == Gap::Space && items.last().is_some_and(|it| it.who == Who::Agency && !it.owns);
    is_after_trade || next.is_some_and(|it| it.gap == Gap::Space && it.small == "from")
}

const fn named(of: Of, gender: Option<Gender>) -> Who {
    match of {
        Of::Person => Who::Person(gender),
        Of::HarmDoer => Who::Harmer,
        Of::Child => Who::Kid(gender),
        Of::Helper => Who::Agency,
        Of::Perhaps | Of::Unclear => Who::Unclear(gender),
    }
}

/// What is put before a name to tell one Dean from another.
fn is_nickname(small: &str) -> bool {
    const BEFORE: [&str; 12] =
        ["big", "little", "young", "old", "older", "fat", "mad", "crazy", "skinny", "tall", "lanky", "daft"];
    BEFORE.contains(&small)
}

/// "Neighbourhood team": the capital is the name of those at work.
fn is_called_by_trade(words: &[Word], at: usize) -> bool {
    let (Some(word), Some(next)) = (words.get(at), words.get(at + 1)) else { return false };
    let is_trade = matches!(HARM.kin.get(&next.small), Some(Kin::Agency)) && !is_title(&next.small);
    // A sentence may begin with what is to be done: "Ring police".
    let is_begun = word.gap == Gap::Sentence && !matches!(next.small.as_str(), "team" | "teams");
    let is_name =
        word.capital && !is_begun && !HARM.is_given_name(&word.small) && !HARM.kin.contains_key(&word.small);
    is_name
        && is_trade
        && !next.capital
        && next.gap == Gap::Space
        && matches!(stranger(words, at, &word.small), Who::Stranger(_) | Who::Word)
        && !owns(&word.small)
        && !is_small_word(&word.small)
}

/// Words a sentence begins with that are part of no name.
fn is_small_word(small: &str) -> bool {
    const SMALL: [&str; 22] = [
        "the", "a", "an", "if", "when", "our", "my", "your", "her", "his", "their", "any", "each", "every",
        "both", "all", "ask", "tell", "let", "and", "no", "social",
    ];
    SMALL.contains(&small)
}

/// "Dean Road" is a street, and "the Dean of the college" has a post: nobody of the plan is meant.
fn is_called_otherwise(words: &[Word], at: usize) -> bool {
    let next = words.get(at + 1).filter(|it| it.gap == Gap::Space);
    let is_street = next.is_some_and(|it| it.capital && is_place(&it.small))
        && words.get(at).is_some_and(|it| it.capital && !owns(&it.small));
    let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |it| it.small.as_str());
    is_street || before == "the" && next.is_some_and(|it| it.small == "of")
}

/// Adds an item; "her husband", "the children's father" and "Dean's mum" become one with what stands before them.
fn join(items: &mut Vec<Item>, mut item: Item, harmers: &Harmers, relatives: &[Option<Gender>]) {
    let owner = items.last().filter(|it| it.owns && it.is_somebody()).map(|it| it.who);
    if let (Some(owner), true) = (owner, item.is_somebody() || is_trade_of(&item.small)) {
        let whose = items.pop();
        item.gap = whose.map_or(item.gap, |it| it.gap);
        item.by_name = false;
        item.who = match (owner, item.who) {
            // Somebody of the one who harms is not that one.
            (Who::Harmer, Who::Kin(gender)) => Who::Person(gender),
            (Who::Harmer, _) if is_trade_of(&item.small) => Who::Agency,
            // A child's or their mother is meant as a parent, somebody's own mother mostly is not.
            (Who::Person(_) | Who::Stranger(_), Who::Kin(Some(Gender::Woman))) if is_mother(&item.small) => {
                Who::Person(Some(Gender::Woman))
            }
            (Who::Person(_) | Who::Stranger(_), Who::Kin(Some(Gender::Man))) if is_father(&item.small) => {
                // Who is not in the plan may be a child.
                let is_perhaps = matches!(owner, Who::Stranger(_)) || is_among(relatives, Some(Gender::Man));
                if is_perhaps { Who::Unclear(Some(Gender::Man)) } else { Who::Person(Some(Gender::Man)) }
            }
            (_, who) => who,
        };
    }
    let before = items.last().map_or("", |it| it.small.as_str());
    if let Who::Kin(gender) = item.who {
        let is_own = matches!(before, "her" | "his" | "my" | "your" | "our");
        if !can_be(harmers, gender)
            || harmers.is_none() && is_mother(&item.small)
            || is_own && is_mother(&item.small)
        {
            let is_perhaps = is_own && is_among(relatives, gender);
            item.who = if is_perhaps { Who::Unclear(gender) } else { Who::Person(gender) };
        } else if is_own && is_father(&item.small) && !is_said_of_a_child(items) {
            // "Kelly will ring her dad": her own, or her child's.
            item.who = Who::Unclear(gender);
        }
    }
    let determines = matches!(
        before,
        "the"
            | "her"
            | "his"
            | "their"
            | "both"
            | "all"
            | "my"
            | "our"
            | "your"
            | "a"
            | "an"
            | "any"
            | "own"
            | "new"
            | "birth"
            | "ex"
    );
    let determined = !matches!(item.who, Who::Word | Who::Pronoun(_));
    if determined && determines {
        while items.last().is_some_and(|it| {
            matches!(
                it.small.as_str(),
                "the"
                    | "her"
                    | "his"
                    | "their"
                    | "both"
                    | "all"
                    | "my"
                    | "our"
                    | "your"
                    | "a"
                    | "an"
                    | "any"
                    | "own"
                    | "new"
                    | "birth"
            )
        }) && item.gap < Gap::Sentence
        {
            let Some(it) = items.pop() else { break };
            if it.small == "new" && matches!(item.who, Who::Kin(_)) && harmers.is_some() {
                item.who = Who::Person(None);
            }
            item.gap = it.gap;
        }
    }
    items.push(item);
}

fn is_father(small: &str) -> bool {
    matches!(
        small,
        "dad" | "daddy" | "father" | "grandad" | "granddad" | "grandfather" | "grandpa" | "stepdad"
    )
}

/// Whether the one who was named last is a child, so that "her dad" is that child's.
fn is_said_of_a_child(items: &[Item]) -> bool {
    let mut named = items.iter().rev().filter(|it| it.is_somebody() && !matches!(it.who, Who::Pronoun(_)));
    named.next().is_some_and(|it| matches!(it.who, Who::Kid(_) | Who::Kids))
}

fn is_mother(small: &str) -> bool {
    matches!(small, "mum" | "mother" | "mummy" | "mam" | "mammy" | "mama")
}

/// People of somebody's who are at work: "Dean's solicitor".
fn is_trade_of(small: &str) -> bool {
    matches!(small, "solicitor" | "lawyer" | "probation" | "parents" | "family" | "employer" | "boss")
}

fn plain(words: &[Word], at: usize) -> Who {
    let Some(word) = words.get(at) else { return Who::Word };
    let small = word.small.as_str();
    let stem = if owns(small) { small.trim_end_matches("'s").trim_end_matches('\'') } else { small };
    // "The wee man" is a child.
    let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |it| it.small.as_str());
    if matches!(before, "wee" | "little")
        && matches!(small, "man" | "one" | "un" | "lad" | "lass" | "ones" | "uns")
    {
        return if matches!(small, "ones" | "uns") { Who::Kids } else { Who::Kid(None) };
    }
    match small {
        "he" | "him" | "his" | "himself" => return Who::Pronoun(Gender::Man),
        "she" | "her" | "hers" | "herself" => return Who::Pronoun(Gender::Woman),
        "we" | "us" => return Who::Agency,
        "i" | "you" | "they" | "someone" | "anyone" | "everyone" | "nobody" | "parents" => {
            return Who::Person(None);
        }
        _ => {}
    }
    if is_that_man(words, at) {
        return Who::Kin(Some(Gender::Man));
    }
    if is_title(stem) && words.get(at + 1).is_some_and(|it| it.capital) {
        // "PC Singh" and "Dr Khan" are at work, "Mr Khan" may be anybody.
        let is_at_work = matches!(HARM.kin.get(stem), Some(Kin::Agency));
        return if is_at_work { Who::Agency } else { Who::StrangerInFull };
    }
    let redacted = stem.len() > 2 && stem.chars().all(|c| matches!(c, 'x' | '_'));
    match HARM.kin.get(stem).or_else(|| HARM.kin.get(small)) {
        Some(Kin::Always) => return Who::Harmer,
        Some(Kin::CanHarm(gender)) => return Who::Kin(*gender),
        Some(Kin::Family(gender)) => return Who::Person(*gender),
        Some(Kin::Child) => {
            let one = matches!(
                stem,
                "child"
                    | "baby"
                    | "toddler"
                    | "son"
                    | "daughter"
                    | "boy"
                    | "girl"
                    | "kid"
                    | "grandson"
                    | "granddaughter"
                    | "newborn"
                    | "teenager"
            );
            return if one { Who::Kid(kid_gender(stem)) } else { Who::Kids };
        }
        Some(Kin::Agency) => return Who::Agency,
        None if redacted => return Who::Harmer,
        None => {}
    }
    stranger(words, at, stem)
}

/// "The man" and "that male" who does something or of whom nothing more is said: no gas man, and no male doctor.
fn is_that_man(words: &[Word], at: usize) -> bool {
    const DOES: [&str; 14] = [
        "will", "comes", "come", "turns", "shows", "returns", "return", "is", "has", "should", "again",
        "attends", "rings", "calls",
    ];
    let of = |at: Option<usize>| at.and_then(|at| words.get(at));
    let is_man =
        matches!(of(Some(at)).map_or("", |it| it.small.as_str()), "man" | "male" | "bloke" | "fella");
    let is_told = matches!(of(at.checked_sub(1)).map_or("", |it| it.small.as_str()), "the" | "that" | "this");
    let next = of(Some(at + 1)).filter(|it| it.gap == Gap::Space);
    is_man && is_told && next.is_none_or(|it| DOES.contains(&it.small.as_str()))
}

fn kid_gender(stem: &str) -> Option<Gender> {
    match stem {
        "son" | "boy" | "grandson" | "stepson" => Some(Gender::Man),
        "daughter" | "girl" | "granddaughter" | "stepdaughter" => Some(Gender::Woman),
        _ => None,
    }
}
