//! `masthead man`.

use super::args::Arguments;
use super::world::World;
use super::{Refusal, Verdict, print};
use clap::CommandFactory;

/// Prints the manual page.
pub(super) fn man(world: &dyn World) -> Result<Verdict, Refusal> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command())
        .render(&mut page)
        .map_err(|error| Refusal::new(format!("the manual page cannot be made: {error}"), "report this"))?;
    print(&page, world)
}
