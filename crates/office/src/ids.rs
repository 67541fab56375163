//! Ids of what only an office knows.

base::ids! {
    /// Somebody who works at the office.
    PersonId,
    /// A team: what tablets, cases and roles belong to.
    TeamId,
    /// One opening of a case by somebody of another team.
    GlassId,
}
