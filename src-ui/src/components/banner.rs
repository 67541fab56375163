//! A sentence that must be seen, said to screen readers when it appears.

use leptos::prelude::*;

/// A banner; `tone` is `care`, `good` or empty.
#[component]
pub(crate) fn Banner(
    /// How it is coloured. The words say the same.
    #[prop(default = "")]
    tone: &'static str,
    /// The sentence.
    #[prop(into)]
    text: String,
    /// A button or link at its end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let role = if tone == "care" { "alert" } else { "status" };
    view! { <div class=format!("banner {tone}") role=role><p>{text}</p>{children.map(|children| children())}</div> }
}
