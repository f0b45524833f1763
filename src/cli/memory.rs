//! A world in memory whose steps can be made to fail, for tests.

use super::world::{Errand, Files, Held, Performed, Stamp, Standing, Stop, Store, Undone, World};
use crate::ast::Date;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The world and what was said in it.
#[derive(Default)]
pub(super) struct Memory {
    files: Arc<Mutex<BTreeMap<PathBuf, Vec<u8>>>>,
    /// Which call of which step fails next, and how.
    faults: Mutex<Vec<(&'static str, usize, io::ErrorKind)>>,
    /// A file that the program fails on when it reads it.
    pub(super) poison: Mutex<Option<PathBuf>>,
    /// Whether somebody wants an end; once somebody does, that stays so.
    wants_end: Mutex<bool>,
    /// What comes on standard input.
    pub(super) input: Mutex<Vec<u8>>,
    pub(super) printed: Mutex<Vec<u8>>,
    pub(super) said: Mutex<String>,
}

/// What a lock guards, whether or not another test thread panicked while it held it.
pub(super) fn open<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Memory {
    pub(super) fn with(files: &[(&str, &str)]) -> Memory {
        let world = Memory::default();
        for (path, text) in files {
            open(&world.files).insert(path.into(), text.as_bytes().to_vec());
        }
        world
    }

    /// Makes a step fail when it is called for the `calls + 1`st time from now.
    pub(super) fn fail(&self, step: &'static str, calls: usize, how: io::ErrorKind) {
        open(&self.faults).push((step, calls, how));
    }

    /// Every file as `path=text`.
    pub(super) fn listing(&self) -> Vec<String> {
        let files = open(&self.files);
        files.iter().map(|(path, bytes)| format!("{}={}", path.display(), String::from_utf8_lossy(bytes))).collect()
    }

    /// The name of every file.
    pub(super) fn names(&self) -> Vec<String> {
        open(&self.files).keys().map(|path| path.display().to_string()).collect()
    }

    /// The bytes of a file.
    pub(super) fn bytes(&self, path: &str) -> Vec<u8> {
        open(&self.files).get(Path::new(path)).cloned().unwrap_or_default()
    }

    /// Writes a file.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) {
        open(&self.files).insert(path.into(), bytes.to_vec());
    }

    fn step(&self, step: &str) -> io::Result<()> {
        let mut faults = open(&self.faults);
        let Some(index) = faults.iter().position(|(failing, _, _)| *failing == step) else { return Ok(()) };
        match faults[index] {
            (_, 0, how) => {
                faults.remove(index);
                Err(how.into())
            }
            _ => {
                faults[index].1 -= 1;
                Ok(())
            }
        }
    }
}

impl Files for Memory {
    fn read(&self, path: &Path, _: u64) -> io::Result<Vec<u8>> {
        self.step("read")?;
        assert!(open(&self.poison).as_deref() != Some(path), "poison");
        open(&self.files).get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn read_input(&self, _: u64) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn standing(&self, path: &Path) -> Option<Standing> {
        let files = open(&self.files);
        if files.contains_key(path) {
            return Some(Standing::File);
        }
        files.keys().any(|file| file.starts_with(path)).then_some(Standing::Folder)
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.step("entries")?;
        let files = open(&self.files);
        let below = files.keys().filter_map(|file| file.strip_prefix(folder).ok()?.components().next());
        let mut entries: Vec<PathBuf> = below.map(|first| folder.join(first)).collect();
        entries.dedup();
        Ok(entries)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        path.to_path_buf()
    }
}

impl World for Memory {
    fn piece(&self, path: &Path, offset: u64, most: u64) -> io::Result<Vec<u8>> {
        let bytes = self.read(path, most)?;
        let (from, most) = (usize::try_from(offset).unwrap_or(usize::MAX), usize::try_from(most).unwrap_or(usize::MAX));
        Ok(bytes.into_iter().skip(from).take(most).collect())
    }

    /// No two states of a file have the same, as none has rested.
    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let size = open(&self.files).get(path)?.len() as u64;
        Some(Stamp { size, modified: i64::MAX, changed: i64::MAX, inode: 0 })
    }

    fn is_abandoned(&self, _: &Path) -> bool {
        true
    }

    fn seize(&self, _: &Path) -> io::Result<Option<Held>> {
        self.step("seize")?;
        Ok(Some(Held::default()))
    }

    fn wait_for(&self, _: &Path) -> io::Result<Held> {
        self.step("lock")?;
        Ok(Held::default())
    }

    fn store(&self, path: &Path) -> io::Result<Box<dyn Store>> {
        self.step("store")?;
        open(&self.files).entry(path.to_path_buf()).or_default();
        Ok(Box::new(InMemory { files: Arc::clone(&self.files), path: path.to_path_buf() }))
    }

    fn create_folder(&self, _: &Path) -> io::Result<()> {
        self.step("create_folder")
    }

    /// Like a disk that fills up, a failing call leaves half of the file.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let written = self.step("write_new");
        let half = if written.is_ok() { bytes } else { &bytes[..bytes.len() / 2] };
        open(&self.files).insert(path.to_path_buf(), half.to_vec());
        written
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("link")?;
        let mut files = open(&self.files);
        let bytes = files.get(from).cloned().ok_or(io::ErrorKind::NotFound)?;
        if files.contains_key(to) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        files.insert(to.to_path_buf(), bytes);
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("rename")?;
        let bytes = open(&self.files).remove(from).ok_or(io::ErrorKind::NotFound)?;
        open(&self.files).insert(to.to_path_buf(), bytes);
        Ok(())
    }

    fn permit(&self, _: &Path, _: &Path) -> io::Result<()> {
        self.step("permit")
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        open(&self.files).remove(path);
        Ok(())
    }

    fn stream(&self) -> Box<dyn io::Read + Send> {
        Box::new(io::Cursor::new(std::mem::take(&mut *open(&self.input))))
    }

    fn print(&self, bytes: &[u8]) -> io::Result<()> {
        self.step("print")?;
        open(&self.printed).extend_from_slice(bytes);
        Ok(())
    }

    fn say(&self, text: &str) {
        open(&self.said).push_str(text);
    }

    fn variable(&self, _: &str) -> Option<OsString> {
        None
    }

    fn is_terminal(&self) -> bool {
        false
    }

    fn cores(&self) -> usize {
        2
    }

    fn process(&self) -> u32 {
        7
    }

    fn program(&self) -> Option<PathBuf> {
        None
    }

    fn clock(&self) -> Duration {
        Duration::ZERO
    }

    fn now(&self) -> i64 {
        0
    }

    fn today(&self) -> Option<Date> {
        Date::new(2024, 5, 17)
    }

    fn rest(&self, _: Duration) {}

    fn listen(&self) {}

    fn stop(&self) -> Option<Stop> {
        let mut wants_end = open(&self.wants_end);
        *wants_end |= self.step("stop").is_err();
        wants_end.then_some(Stop::Interrupt)
    }

    fn perform(&self, _: &Errand<'_>) -> Result<Performed, Undone> {
        Err(Undone::Unstarted(io::ErrorKind::Unsupported.into()))
    }

    fn is_program(&self, path: &Path) -> bool {
        open(&self.files).contains_key(path)
    }
}

/// A file of the world that grows.
struct InMemory {
    files: Arc<Mutex<BTreeMap<PathBuf, Vec<u8>>>>,
    path: PathBuf,
}

impl Store for InMemory {
    fn append(&self, bytes: &[u8]) -> io::Result<()> {
        open(&self.files).entry(self.path.clone()).or_default().extend_from_slice(bytes);
        Ok(())
    }

    fn read_at(&self, offset: u64, most: usize) -> io::Result<Vec<u8>> {
        let files = open(&self.files);
        let bytes = files.get(&self.path).map_or(&[][..], Vec::as_slice);
        let from = usize::try_from(offset).unwrap_or(usize::MAX);
        Ok(bytes.iter().skip(from).take(most).copied().collect())
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}
