//! Buckets of an object store that speaks as Amazon S3 does: the steps of a world for paths such as `s3://bucket/name`.

mod listing;
mod service;
mod sign;
mod spot;
mod trouble;

pub(in crate::cli) use spot::is_remote;

use super::{Stamp, Standing, too_large};
use listing::{Names, Seen};
use rustc_hash::FxHashMap;
use service::{Answer, Ask, Service};
use spot::Spot;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// The longest list that one answer gives, bytes.
const LONGEST_LIST: u64 = 64 << 20;
/// So many threads at most write the files of an issue: a service takes its time for each, and takes many at once.
const MOST_THREADS: usize = 16;

/// The buckets that can be reached. Nothing is asked of anyone before the first path that names one.
#[derive(Default)]
pub(super) struct Buckets {
    service: OnceLock<Result<Service, String>>,
    /// The folders that were listed, by their names. What stands in them is not asked about again, one by one.
    folders: Mutex<FxHashMap<String, Names>>,
}

impl Buckets {
    /// The bytes of an object of at most `most` bytes.
    pub(super) fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let answer = self.ask(&Ask { most: most + 1, ..Ask::new("GET", &object(path)?) })?;
        if answer.body.len() as u64 > most {
            return Err(too_large(most));
        }
        Ok(answer.body)
    }

    /// As many bytes of an object from a place on as are wanted and there.
    pub(super) fn piece(&self, path: &Path, offset: u64, most: u64) -> io::Result<Vec<u8>> {
        let spot = object(path)?;
        // A range that begins where the object ends is refused.
        if self.stamp_of(&spot).is_none_or(|stamp| offset >= stamp.size) {
            return self.stamp_of(&spot).map_or_else(|| Err(io::ErrorKind::NotFound.into()), |_| Ok(Vec::new()));
        }
        Ok(self.ask(&Ask { range: Some((offset, most)), most, ..Ask::new("GET", &spot) })?.body)
    }

    /// What stands at a path.
    pub(super) fn standing(&self, path: &Path) -> Option<Standing> {
        let spot = Spot::of(path).ok()?;
        if let Some(known) = self.known(&spot) {
            return known.map(|seen| match seen {
                Seen::Folder => Standing::Folder,
                Seen::File(_) => Standing::File,
            });
        }
        if self.stamp_of(&spot).is_some() {
            return Some(Standing::File);
        }
        let (names, _) = self.page(&spot, "1", None).ok()?;
        (!names.is_empty()).then_some(Standing::Folder)
    }

    /// The paths in a folder.
    pub(super) fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let spot = Spot::of(folder)?;
        let (mut names, mut next) = self.page(&spot, "1000", None)?;
        while let Some(from) = next {
            let (more, then) = self.page(&spot, "1000", Some(from))?;
            names.extend(more);
            next = then;
        }
        let mut paths: Vec<_> = names.keys().map(|name| folder.join(name)).collect();
        paths.sort_unstable();
        self.folders().insert(spot.path(), names);
        Ok(paths)
    }

    /// The one path by which an object is known.
    pub(super) fn identity(&self, path: &Path) -> PathBuf {
        Spot::of(path).map_or_else(|_| path.to_path_buf(), |spot| spot.path().into())
    }

    /// What tells the present state of an object from others.
    pub(super) fn stamp(&self, path: &Path) -> Option<Stamp> {
        self.stamp_of(&object(path).ok()?)
    }

    /// Writes an object, whole or not at all.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let spot = object(path)?;
        let answer = self.ask(&Ask { body: bytes, ..Ask::new("PUT", &spot) })?;
        let (folder, name) = spot.parted();
        if let Some(names) = self.folders().get_mut(&folder.path()) {
            names.insert(name.into(), Seen::File(listing::stamp(bytes.len() as u64, &answer.tag)));
        }
        Ok(())
    }

    /// Writes objects, many at once; gives the place in the list of the first that cannot be written, and why.
    pub(super) fn write_all(&self, files: &[(&Path, &[u8])]) -> Result<(), (usize, io::Error)> {
        let files: Vec<_> = files.iter().enumerate().collect();
        let write = |&(at, (path, bytes)): &(usize, &(&Path, &[u8]))| self.write(path, bytes).map_err(|why| (at, why));
        let (own, others) = files.split_at(files.len().div_ceil(MOST_THREADS));
        if others.is_empty() {
            return own.iter().try_for_each(write);
        }
        std::thread::scope(|scope| {
            let shares = others.chunks(own.len());
            let threads: Vec<_> = shares.map(|files| scope.spawn(move || files.iter().try_for_each(write))).collect();
            let stopped = |_| Err((0, io::Error::other("a thread that wrote objects stopped")));
            own.iter().try_for_each(write)?;
            threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(stopped))
        })
    }

    /// Removes an object.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        let spot = object(path)?;
        self.ask(&Ask::new("DELETE", &spot))?;
        let (folder, name) = spot.parted();
        if let Some(names) = self.folders().get_mut(&folder.path()) {
            names.remove(name);
        }
        Ok(())
    }

    fn stamp_of(&self, spot: &Spot) -> Option<Stamp> {
        match self.known(spot) {
            Some(Some(Seen::File(stamp))) => Some(stamp),
            Some(_) => None,
            None if spot.key.is_empty() => None,
            None => {
                let answer = self.ask(&Ask::new("HEAD", spot)).ok()?;
                Some(listing::stamp(answer.size, &answer.tag))
            }
        }
    }

    /// What a listing of its folder told of an object: perhaps that there is none.
    fn known(&self, spot: &Spot) -> Option<Option<Seen>> {
        let (folder, name) = spot.parted();
        self.folders().get(&folder.path()).map(|names| names.get(name).copied())
    }

    /// A part of what stands in a folder, and where the next part begins.
    fn page(&self, folder: &Spot, most: &str, from: Option<String>) -> io::Result<(Names, Option<String>)> {
        let prefix = if folder.key.is_empty() { String::new() } else { format!("{}/", folder.key) };
        let bucket = Spot { bucket: folder.bucket.clone(), key: String::new() };
        let mut query: Vec<_> = from.map(|from| ("continuation-token", from)).into_iter().collect();
        query.extend([("delimiter", "/".to_string()), ("encoding-type", "url".into()), ("list-type", "2".into())]);
        query.extend([("max-keys", most.to_string()), ("prefix", prefix.clone())]);
        let answer = self.ask(&Ask { query, most: LONGEST_LIST, ..Ask::new("GET", &bucket) })?;
        let mut names = Names::default();
        let next = listing::add(&mut names, &answer.body, &prefix)?;
        Ok((names, next))
    }

    fn ask(&self, ask: &Ask<'_>) -> io::Result<Answer> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let service = || Service::of(variable, |path| std::fs::read(path)).map_err(|error| error.to_string());
        match self.service.get_or_init(service) {
            Ok(service) => service.ask(ask),
            Err(why) => Err(io::Error::other(why.clone())),
        }
    }

    fn folders(&self) -> MutexGuard<'_, FxHashMap<String, Names>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The object that a path names.
fn object(path: &Path) -> io::Result<Spot> {
    Spot::of(path).and_then(|spot| match spot.key.is_empty() {
        true => Err(io::ErrorKind::IsADirectory.into()),
        false => Ok(spot),
    })
}
