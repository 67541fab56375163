//! Making a copy again from its parts: a plan, the sitting if there was one, the letterheads, the council's own texts. All
//! that the tablet had gives the bytes it gave. Nothing is kept and nothing is sent.

use chrono::NaiveDate;
use clap::ValueEnum;
use council::Council;
use document::{DocumentError, Letterhead, Paper, Pdf, Print};
use ipc::told::office_copy;
use plan::compose;
use plan::domain::Domain;
use plan::ids::PersonId;
use plan::languages::{LanguageFile, Offered};
use plan::{AgreementHash, Plan, Signing, names};
use thiserror::Error;

/// The kinds of copy, as they are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// All of it.
    Full,
    /// What was agreed, on one page.
    Summary,
    /// All of it in large letters.
    LargePrint,
    /// English beside another language.
    SideBySide,
    /// The copy for one person, without what was left out for them.
    Copy,
    /// The part for a school or another helper.
    Part,
    /// Nothing filled in.
    Blank,
    /// Room for how each goal went.
    Review,
    /// What anybody can ask the police.
    Leaflet,
}

/// What a copy is made of.
#[derive(Debug)]
pub struct Parts {
    /// What the plan says.
    pub plan: Plan,
    /// What was said and signed, if anyone was asked.
    pub sitting: Option<Signing>,
    /// Whose paper it is.
    pub letterhead: Letterhead,
    /// The agency beside it.
    pub with: Option<Letterhead>,
    /// What the council gave its tablets.
    pub council: Council,
    /// The day the agreement is made on, where no sitting says it.
    pub today: NaiveDate,
}

/// What is asked for.
#[derive(Debug)]
pub struct Asked {
    /// Which copy.
    pub kind: Kind,
    /// In large letters.
    pub large: bool,
    /// For whom: an adult's name, without what was left out for them; the helper as it is printed for a part.
    pub reader: Option<String>,
    /// The tag of the other language.
    pub language: Option<String>,
    /// The parts of life a helper needs, by their keys.
    pub domains: Vec<String>,
}

/// Why a copy cannot be made. Each says what to do, to the person at the command line.
#[derive(Debug, Error)]
pub enum RenderError {
    /// The sitting was about other words.
    #[error("{}", office_copy::other_agreement())]
    OtherAgreement,
    /// Nobody was named.
    #[error("{}", office_copy::no_reader())]
    NoReader,
    /// Nobody in the plan has the name.
    #[error("{}", office_copy::unknown_reader())]
    UnknownReader,
    /// Only a sitting says what is left out for whom.
    #[error("{}", office_copy::no_sitting())]
    NoSitting,
    /// No part of life was named, or the plan has no goals in those that were.
    #[error("{}", office_copy::no_goals(domains()))]
    NoGoals,
    /// A part of life is not known.
    #[error("{}", office_copy::unknown_domain(.0, domains()))]
    UnknownDomain(String),
    /// No language was named.
    #[error("{}", office_copy::no_language())]
    NoLanguage,
    /// A language is not known.
    #[error("{}", office_copy::unknown_language(.0))]
    UnknownLanguage(String),
    /// The paper cannot be made.
    #[error("{}", office_copy::paper())]
    Document(#[from] DocumentError),
}

fn domains() -> String {
    Domain::ALL.map(short).join(", ")
}

fn short(domain: Domain) -> &'static str {
    domain.key().trim_start_matches("domain.")
}

/// Makes a copy.
///
/// # Errors
/// [`RenderError`].
pub fn render(parts: &Parts, asked: &Asked) -> Result<Pdf, RenderError> {
    let texts = &parts.council.texts;
    let is_blank = matches!(asked.kind, Kind::Blank | Kind::Leaflet);
    let plan = if is_blank { Plan::empty(parts.plan.id, parts.plan.case) } else { parts.plan.clone() };
    let sitting = parts.sitting.as_ref().filter(|_| !is_blank);
    let made_on = sitting.map_or(parts.today, |sitting| sitting.started_at.date_naive());
    let agreement = compose::agreement(&plan, texts, made_on);
    let hash = AgreementHash::of(&agreement.to_json());
    if sitting.is_some_and(|sitting| sitting.agreement != hash) {
        return Err(RenderError::OtherAgreement);
    }
    let theirs = asked.language.as_deref().map(|tag| language(&parts.council, tag)).transpose()?;
    let name =
        theirs.as_ref().map(|file| format!("{} ({})", file.language.own_name, file.language.english_name));
    let translation = theirs.map(|file| {
        let offered = if plan.practice { Offered::All } else { Offered::CheckedOnly };
        compose::translation(&plan, &agreement, &file.texts(texts, offered, made_on))
    });
    let domains =
        asked.domains.iter().map(|key| domain(key)).collect::<Result<Vec<Domain>, RenderError>>()?;
    let kind = match asked.kind {
        Kind::Full | Kind::LargePrint | Kind::Copy => document::Kind::Full,
        Kind::Summary => document::Kind::Summary,
        Kind::Blank => document::Kind::Blank,
        Kind::Review => document::Kind::Review,
        Kind::Leaflet => document::Kind::Leaflet,
        Kind::Part => {
            let reader = asked.reader.as_deref().ok_or(RenderError::NoReader)?;
            let has_goals = agreement.part(&domains).blocks.iter().any(|block| block.kind.goal().is_some());
            if !has_goals {
                return Err(RenderError::NoGoals);
            }
            document::Kind::Part { reader, domains: &domains }
        }
        Kind::SideBySide => document::Kind::SideBySide {
            theirs: translation.as_ref().ok_or(RenderError::NoLanguage)?,
            language: name.as_deref().unwrap_or_default(),
        },
    };
    let paper = Paper {
        agreement: &agreement,
        hash,
        signing: sitting,
        is_practice: plan.practice,
        kind,
        print: if asked.large || asked.kind == Kind::LargePrint { Print::Large } else { Print::Standard },
        reader: reader(&plan, sitting, asked)?,
        lead: &parts.letterhead,
        with: parts.with.as_ref(),
        texts,
    };
    Ok(document::render(&paper)?)
}

/// The adult whose copy it is. A part is for a helper and a blank paper for nobody yet; the other kinds are for everyone
/// where no name is given.
fn reader(plan: &Plan, sitting: Option<&Signing>, asked: &Asked) -> Result<Option<PersonId>, RenderError> {
    let name = match (asked.kind, asked.reader.as_deref()) {
        (Kind::Part | Kind::Blank | Kind::Leaflet, _) => return Ok(None),
        (Kind::Copy, None) => return Err(RenderError::NoReader),
        (_, None) => return Ok(None),
        (_, Some(name)) => name,
    };
    let adult = plan.adults.iter().find(|adult| names::is_among(name, std::slice::from_ref(&adult.name)));
    let adult = adult.ok_or(RenderError::UnknownReader)?;
    sitting.ok_or(RenderError::NoSitting)?;
    Ok(Some(adult.id))
}

fn language<'a>(council: &'a Council, tag: &str) -> Result<&'a LanguageFile, RenderError> {
    let found = council.languages.iter().find(|file| file.language.tag.0 == tag);
    found.ok_or_else(|| RenderError::UnknownLanguage(tag.to_owned()))
}

fn domain(key: &str) -> Result<Domain, RenderError> {
    let found = Domain::ALL.into_iter().find(|domain| short(*domain) == key);
    found.ok_or_else(|| RenderError::UnknownDomain(key.to_owned()))
}
