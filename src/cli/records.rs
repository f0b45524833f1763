//! Where the records of a run are, and what in them holds for every issue.

use super::Refusal;
use super::args::Build;
use super::cache::{Cache, Digest, FOLDER, Need, Was};
use super::destination::Destination;
use super::inputs::Inputs;
use super::messages::{Findings, Voice};
use super::shard::Shard;
use super::shop::Shop;
use super::world::is_remote;
use crate::diagnostics::{Diagnostic, code};
use crate::write;
use std::path::{Path, PathBuf};

/// Everything but the source that an issue depends on, as one digest.
pub(super) fn orders(cache: &Cache<'_>, shop: &Shop<'_>, asked: &Build, formats: &[&write::Entry<'_>]) -> Digest {
    let program = shop.world.program().and_then(|program| cache.digest(&program));
    let need = |need: &Need| match &need.was {
        Was::Bytes(bytes) => format!("{} {}", need.path.display(), bytes.digest),
        was => format!("{} {was:?}", need.path.display()),
    };
    let making = &asked.making;
    let words = [
        env!("CARGO_PKG_VERSION").to_string(),
        program.map_or(String::new(), |program| program.to_string()),
        format!("{:?} {:?} {:?} {:?}", shop.options, shop.revisions, making.root, making.deny),
        formats.iter().map(|format| format.name).collect::<Vec<_>>().join(","),
    ];
    Digest::of_all(words.into_iter().chain(shop.needs.iter().map(need)))
}

/// The records of earlier runs. One input alone leaves none unless some are there or the user wants them: it is made as fast.
pub(super) fn open<'a>(
    asked: &Build,
    destination: &Destination,
    shop: &Shop<'a>,
) -> Result<Option<Cache<'a>>, Refusal> {
    let (world, running) = (shop.world, &asked.running);
    let voice = Voice::new(world, asked.making.speech);
    let Some(folder) = folder(asked, destination, shop) else { return Ok(None) };
    if is_remote(&folder) {
        return in_a_bucket(running.cache.is_some(), shop.inputs.len(), voice);
    }
    // Shards that run at once keep out of each other's records.
    let folder =
        asked.making.shard.map_or(folder.clone(), |Shard { number, of }| folder.join(format!("{number}-of-{of}")));
    if running.cache.is_none() && shop.inputs.len() < 2 && !Cache::is_in(&folder, world) {
        return Ok(None);
    }
    let tell = |finding: Diagnostic| voice.tell(&[Findings::about(&folder.to_string_lossy(), vec![finding])]);
    match Cache::open(&folder, world) {
        Ok(cache) => {
            if cache.is_shared() {
                let message =
                    "another run is at work on the same outputs; each issue is as the last of the two writes it";
                tell(Diagnostic::new(code::CACHE_SHARED, message).hint("let one run end before the next begins"));
            }
            Ok(Some(cache))
        }
        Err(error) => {
            let why = super::world::reason(&error);
            if running.cache.is_some() {
                let message = format!("the cache `{}` cannot be used: {why}", folder.display());
                return Err(Refusal::new(message, "give --cache another folder, or --no-cache"));
            }
            let message = format!("what is made cannot be kept in mind for the next run: {why}");
            tell(Diagnostic::new(code::CACHE_UNUSABLE, message).hint("name a folder for it with --cache"));
            Ok(None)
        }
    }
}

/// Where the sums of what bears no seal are kept, if they are: all shards know all of them.
pub(super) fn beside(asked: &Build, destination: &Destination, shop: &Shop<'_>) -> Option<PathBuf> {
    folder(asked, destination, shop).filter(|folder| !is_remote(folder))
}

fn folder(asked: &Build, destination: &Destination, shop: &Shop<'_>) -> Option<PathBuf> {
    let running = &asked.running;
    let folder = running.cache.clone().or_else(|| usual_folder(destination, &shop.inputs));
    folder.filter(|_| !running.no_cache)
}

/// Records grow at their end, which nothing in a bucket does.
fn in_a_bucket<'a>(is_asked_for: bool, inputs: usize, voice: Voice<'_>) -> Result<Option<Cache<'a>>, Refusal> {
    let how = "name a folder on a disk with --cache";
    if is_asked_for {
        return Err(Refusal::new("no cache can be kept in a bucket", how));
    }
    if inputs > 1 {
        voice.remark(&format!("outputs in a bucket: every issue is made anew; to make only what changed, {how}"));
    }
    Ok(None)
}

/// Beside the outputs; where they are in several folders, in the one around them.
fn usual_folder(destination: &Destination, inputs: &Inputs) -> Option<PathBuf> {
    let folder = match destination {
        Destination::StandardOutput => return None,
        Destination::Folder(folder) => folder.clone(),
        Destination::File(path) => path.parent()?.to_path_buf(),
        Destination::Beside => {
            let mut inputs = inputs.iter();
            let first = inputs.next()?.folder().to_path_buf();
            inputs.try_fold(first, |folder, input| Some(around(&folder, input.folder())?.to_path_buf()))?
        }
    };
    Some(folder.join(FOLDER))
}

/// The folder around two, where it is not the root of the disk, and is not known by where the program runs alone.
fn around<'a>(one: &'a Path, other: &Path) -> Option<&'a Path> {
    let mut up = one.ancestors().filter(|folder| folder.has_root() || !other.has_root());
    up.find(|folder| other.starts_with(folder)).filter(|folder| folder.parent().is_some() || !folder.has_root())
}
