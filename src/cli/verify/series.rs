//! The issues of a series, as their sources say them.

use super::super::Refusal;
use super::super::world::World;
use super::super::{inputs, ledger};
use crate::archive::{Digests, Facts, Listed, Series};
use crate::convert;
use crate::diagnostics::Sink;
use crate::read;
use std::path::Path;

/// Reads what every source in a folder says of its issue.
pub(super) fn gather(folder: &Path, world: &dyn World) -> Result<Series, Refusal> {
    let mut issues = Vec::new();
    for input in ledger::with_standing(inputs::gather(&[folder.to_path_buf()], None, world), world)?.iter() {
        let loaded = input.load(world).map_err(|fault| {
            let message = format!("the series cannot be read: `{}`: {}", input.name, fault.message);
            Refusal::new(message, fault.hint.unwrap_or_default())
        })?;
        let source = read::Input::new(&input.name, &loaded.bytes);
        let prepared = convert::prepare_in(&input.standing, &source, loaded.reader, &mut Sink::new());
        let facts = Facts::of(&prepared.document);
        issues.push(Listed { name: input.name, facts, sha256: Digests::of(&loaded.bytes).sha256 });
    }
    Ok(Series(issues))
}
