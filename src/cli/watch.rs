//! `masthead build --watch`.

use super::args::Build;
use super::batch::Batch;
use super::shop::Shop;
use super::world::World;
use super::{Refusal, Verdict};

/// Builds, and builds again whatever changes.
pub(super) fn watch(asked: &Build, world: &dyn World) -> Result<Verdict, Refusal> {
    let shop = Shop::open(&asked.sources, &asked.making, world)?;
    Batch::plan(&shop, asked)?.run()
}
