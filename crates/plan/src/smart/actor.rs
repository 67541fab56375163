//! Who does it. The actor must be someone of the plan, we, or a named helper: "children will" and "the home will" name
//! nobody.

use super::goal_words::GOALS;
use super::known::Of;
use super::tokens::Tokens;

/// Who a goal is put on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Actor {
    /// Who.
    pub(super) who: Who,
    /// Where the verb stands.
    pub(super) verb: Option<usize>,
}

/// The kinds of actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// An adult of the plan.
    Person,
    /// The one the harm comes from.
    HarmDoer,
    /// We, I, an agency or someone else who helps.
    Helper,
    /// Someone or something that is no name.
    Nobody,
}

impl Actor {
    pub(super) const fn is_named(&self) -> bool {
        !matches!(self.who, Who::Nobody)
    }
}

/// Words that join who with what: "will", "agrees to". The verb comes after them.
const JOINS: [&[&str]; 31] = [
    &["will"],
    &["won't"],
    &["must"],
    &["should"],
    &["shall"],
    &["can"],
    &["needs", "to"],
    &["need", "to"],
    &["agrees", "to"],
    &["agree", "to"],
    &["agreed", "to"],
    &["has", "agreed", "to"],
    &["have", "agreed", "to"],
    &["is", "going", "to"],
    &["are", "going", "to"],
    &["am", "going", "to"],
    &["is", "to"],
    &["are", "to"],
    &["has", "to"],
    &["have", "to"],
    &["promises", "to"],
    &["promise", "to"],
    &["ought", "to"],
    &["plans", "to"],
    &["wants", "to"],
    &["can't"],
    &["cannot"],
    &["mustn't"],
    &["might"],
    &["would", "like", "to"],
    &["hopes", "to"],
];

/// Words that begin a part of a sentence that only says when or why.
const BESIDE: [&str; 12] = [
    "if", "when", "whenever", "once", "unless", "while", "where", "after", "before", "because", "so", "until",
];

/// Who a goal is put on, and where the verb stands; nothing when no one is put to anything.
pub(super) fn actor(tokens: &Tokens) -> Option<Actor> {
    let mut nobody = None;
    for at in 0..tokens.len() {
        let Some((subject_end, verb)) = join(tokens, at) else { continue };
        if is_beside(tokens, subject_end) {
            continue;
        }
        let who = subject(tokens, subject_end);
        if who != Who::Nobody {
            return Some(Actor { who, verb: Some(verb) });
        }
        if let Some(who) = named_after_by(tokens, verb) {
            return Some(Actor { who, verb: Some(verb) });
        }
        nobody.get_or_insert(Actor { who, verb: Some(verb) });
    }
    nobody.or_else(|| without_join(tokens))
}

/// The first verb after a joining word, whoever does it.
pub(super) fn first_verb(tokens: &Tokens) -> Option<usize> {
    let acts = |at: &usize| GOALS.one_act.has(tokens.at(*at));
    let joined = (0..tokens.len()).find_map(|at| join(tokens, at)).map(|(_, verb)| verb);
    // "Ring the dentist", "HV to complete the check": nobody is named, and it is said what is done.
    joined.or_else(|| Some(0).filter(acts)).or_else(|| {
        (1..4).find(|at| tokens.at(*at) == "to").map(|at| skip_adverbs(tokens, at + 1)).filter(acts)
    })
}

/// A joining word at a place: the end of the subject before it, and the verb after it.
fn join(tokens: &Tokens, at: usize) -> Option<(usize, usize)> {
    if tokens.all.get(at).is_some_and(|token| token.in_name) {
        return None;
    }
    let words = JOINS.iter().filter(|words| tokens.stands(at, words)).max_by_key(|words| words.len())?;
    Some((at, skip_adverbs(tokens, at + words.len())))
}

fn skip_adverbs(tokens: &Tokens, mut at: usize) -> usize {
    const ADVERBS: [&str; 14] = [
        "not", "never", "each", "both", "also", "always", "then", "only", "all", "still", "now", "no",
        "longer", "just",
    ];
    loop {
        if tokens.stands(at, &["continue", "to"]) || tokens.stands(at, &["continues", "to"]) {
            at += 2;
        } else if ADVERBS.contains(&tokens.at(at)) || tokens.at(at).ends_with("ly") && tokens.at(at).len() > 4
        {
            at += 1;
        } else {
            return at;
        }
    }
}

/// Whether the part of the sentence that ends here begins with "if" or the like.
fn is_beside(tokens: &Tokens, end: usize) -> bool {
    let start = (0..end).rev().find(|at| tokens.all.get(*at).is_some_and(|token| token.begins)).unwrap_or(0);
    let first = tokens.at(start);
    // "Until the baby is born Kelly will …": what is beside it has a verb of its own.
    let name = end.checked_sub(1).and_then(|at| tokens.name(at)).filter(|name| !name.owns);
    let ends_before = name.is_some_and(|name| {
        (start + 2..end.saturating_sub(name.length)).any(|at| {
            !tokens.in_name(at)
                && matches!(
                    tokens.at(at),
                    "is" | "are"
                        | "was"
                        | "has"
                        | "have"
                        | "feels"
                        | "gets"
                        | "comes"
                        | "goes"
                        | "starts"
                        | "ends"
                )
        })
    });
    BESIDE.contains(&first) && !ends_before
        || (start..end).any(|at| matches!(tokens.at(at), "that" | "so") && at > start)
}

/// Who stands right before a joining word.
fn subject(tokens: &Tokens, end: usize) -> Who {
    let mut at = end;
    while at > 0
        && matches!(tokens.at(at - 1), "each" | "both" | "also" | "then" | "always" | "now" | "all" | "still")
    {
        at -= 1;
    }
    // "Kelly (mum)", "Kelly and her mum": the one who is named does it.
    if at > 0 && is_kin(tokens.at(at - 1)) {
        let beside = match tokens.before(at, 2) {
            "her" | "his" | "their" if matches!(tokens.before(at, 3), "and" | "with") => Some(3),
            _ if tokens.all.get(at - 1).is_some_and(|token| token.begins) => Some(1),
            _ => None,
        };
        at -= beside.unwrap_or(0);
    }
    let Some(last) = at.checked_sub(1) else { return Who::Nobody };
    if matches!(tokens.at(last), "we" | "i") {
        return Who::Helper;
    }
    match tokens.name(last) {
        Some(name) if !name.owns => match name.of {
            Of::Person | Of::Perhaps => Who::Person,
            Of::HarmDoer => Who::HarmDoer,
            Of::Helper => Who::Helper,
            Of::Child | Of::Unclear => Who::Nobody,
        },
        Some(_) | None => Who::Nobody,
    }
}

fn is_kin(word: &str) -> bool {
    use super::lists::{HARM, Kin};
    matches!(HARM.kin.get(word), Some(Kin::CanHarm(_) | Kin::Family(_)))
}

/// "… will be mended by Marcus".
fn named_after_by(tokens: &Tokens, verb: usize) -> Option<Who> {
    if !matches!(tokens.at(verb), "be" | "get") {
        return None;
    }
    (verb..tokens.len()).filter(|at| tokens.at(*at) == "by").find_map(|by| {
        (by + 1..by + 4).find_map(|at| match tokens.name(at) {
            Some(name) if !name.owns && name.length >= at - by => match name.of {
                Of::Person | Of::Perhaps => Some(Who::Person),
                Of::HarmDoer => Some(Who::HarmDoer),
                Of::Helper => Some(Who::Helper),
                Of::Child | Of::Unclear => None,
            },
            Some(_) | None => None,
        })
    })
}

/// "Kelly cooks …", "Kelly to cook …": a name at the beginning with a verb after it.
fn without_join(tokens: &Tokens) -> Option<Actor> {
    let first = (0..tokens.len().min(5))
        .find(|at| tokens.name(*at).is_some() || matches!(tokens.at(*at), "we" | "i"))?;
    let starts = tokens.name(first).map_or(0, |name| first + 1 - name.length);
    let who = subject(tokens, first + 1);
    let verb = first + 1 + usize::from(tokens.at(first + 1) == "to");
    let only_says = matches!(tokens.at(first + 2), "that");
    let starts = if starts == 1 && tokens.at(0) == "the" { 0 } else { starts };
    (starts == 0 && !only_says && verb < tokens.len()).then_some(Actor { who, verb: Some(verb) })
}
