//! What the other core does while one issue alone is read and set.

use super::inputs::Input;
use super::issue::Orders;
use super::styling;
use super::world::World;
use crate::ast::Lang;
use crate::read;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Of a longer source nothing is shaped ahead, bytes: it would be in memory twice.
const LONGEST: usize = 4 << 20;

/// What of a source is shaped ahead, where orders have it so: it has to be text.
pub(super) fn text(source: &[u8], orders: &Orders<'_>) -> Option<String> {
    let wanted = orders.rehearses && source.len() <= LONGEST;
    wanted.then(|| std::str::from_utf8(source).ok().map(str::to_owned)).flatten()
}

/// Does some work with an input, and shapes the words of its text meanwhile.
pub(super) fn beside(input: &Input, text: Option<&str>, orders: &Orders<'_>, world: &dyn World, work: impl FnOnce()) {
    let Some(text) = text else { return work() };
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let shape = || rehearse(input, text, orders, world, &stop);
        let shaping = thread::Builder::new().spawn_scoped(scope, shape);
        work();
        stop.store(true, Ordering::Relaxed);
        // Whatever the program may fail on here it fails on again where the issue is set, and tells of it there.
        let _ = shaping.map(|shaping| shaping.join());
    });
}

fn rehearse(input: &Input, text: &str, orders: &Orders<'_>, world: &dyn World, stop: &AtomicBool) {
    let named = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).map(str::trim);
    let own = orders.style.is_none().then(|| {
        let name = named("style:").or(input.standing.style.as_deref()).unwrap_or(styling::DEFAULT);
        orders.styles.find(Path::new(name), input.folder(), world, None).ok()
    });
    if let Some(style) = orders.style.or(own.flatten().as_deref()) {
        let lang = named("lang:").map_or_else(|| read::likely_language(text), Lang::new);
        orders.typesetter.rehearse(text, &lang, style, stop);
    }
}
