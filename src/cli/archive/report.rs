//! What was archived, as JSON for other programs.

use super::super::report::NEW;
use super::super::vault::Filled;
use super::Done;
use super::places::Place;
use crate::archive::Digests;
use crate::diagnostics::render;
use serde_json::{Value, json};

/// What a report says of an input that is done with.
pub(super) fn item(name: &str, place: Option<&Place>, done: &Done) -> Value {
    let bag = done.bag.as_ref().zip(place).map(|((bag, filled), place)| {
        let manifest = bag.files.get("manifest-sha512.txt").map(|text| Digests::of(text).sha512);
        json!({
            "path": place.path.to_string_lossy(),
            "files": bag.files.len(),
            "bytes": bag.files.values().map(Vec::len).sum::<usize>(),
            "manifest-sha512": manifest,
            NEW: *filled == Filled::Made,
        })
    });
    json!({
            "path": name,
            "status": if bag.is_some() { "clean" } else { "faulty" },
            "bag": bag,
            "diagnostics": done.findings.iter().map(render::json).collect::<Vec<_>>(),
    })
}
