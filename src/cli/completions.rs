//! `masthead completions`.

use super::args::{Arguments, Completions};
use super::world::World;
use super::{Refusal, Verdict, print};
use clap::CommandFactory;

/// Prints a completion script.
pub(super) fn completions(asked: &Completions, world: &dyn World) -> Result<Verdict, Refusal> {
    let mut script = Vec::new();
    clap_complete::generate(asked.shell, &mut Arguments::command(), "masthead", &mut script);
    print(&script, world)
}
