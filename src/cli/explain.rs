//! `masthead explain`: what a finding means, and what to do.

use super::args::Explain;
use super::world::World;
use super::{Refusal, Verdict, print};
use crate::diagnostics::{code, nearest};

/// Prints the page of a code, or all codes with what they mean.
pub(super) fn explain(asked: &Explain, world: &dyn World) -> Result<Verdict, Refusal> {
    let Some(name) = &asked.code else { return print(list().as_bytes(), world) };
    // A code that was copied with its brackets is meant without them.
    let name = name.trim_matches(['[', ']']);
    let found = code::ALL.iter().find(|code| code.name() == name).ok_or_else(|| unknown(name))?;
    print(found.page().as_bytes(), world)
}

fn list() -> String {
    let width = code::ALL.iter().map(|code| code.name().len()).max().unwrap_or_default();
    code::ALL.iter().map(|code| format!("{:width$}  {}\n", code.name(), code.meaning())).collect()
}

fn unknown(name: &str) -> Refusal {
    let hint = match nearest::nearest(name, code::ALL.iter().map(|code| code.name())) {
        Some(near) => format!("did you mean `{near}`? `masthead explain` lists all"),
        None => "`masthead explain` lists all".into(),
    };
    Refusal::new(format!("no finding has the code `{name}`"), hint)
}
