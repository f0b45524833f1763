//! The pictures that a source names, by paths relative to it.

use super::cache::{Need, Was, Witness};
use super::world::{Files, World, reason};
use crate::read::Carried;
use crate::resources::{Image, ReadPicture, Resources};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The largest picture that is read, bytes.
const LARGEST: u64 = 64 << 20;
/// Pictures of so many bytes together are kept for the issues to come, and none that is larger than the second figure alone.
const KEPT: usize = 16 << 20;
const LARGEST_KEPT: usize = 4 << 20;

/// Files beside a source.
pub(super) struct Beside<'a> {
    pub(super) folder: &'a Path,
    /// A folder around it that paths may lead through too.
    pub(super) root: Option<&'a Path>,
    pub(super) world: &'a dyn World,
    pub(super) witness: Option<&'a Witness<'a>>,
    /// The pictures inside the source, which come first.
    pub(super) carried: &'a Carried,
    /// The pictures of other issues.
    pub(super) gallery: &'a Gallery,
}

impl Resources for Beside<'_> {
    fn load(&self, path: &str) -> Result<Vec<u8>, String> {
        if let Some(bytes) = self.carried.get(path) {
            return Ok(bytes.clone());
        }
        let place = self.place(path)?;
        let files: &dyn Files = match self.witness {
            Some(witness) => witness,
            None => self.world,
        };
        files.read(&place, LARGEST).map_err(|error| reason(&error))
    }

    fn picture(&self, path: &str, read: &ReadPicture<'_>) -> Result<Image, String> {
        if self.carried.contains_key(path) {
            return self.load(path).and_then(read);
        }
        let (image, needs) = self.gallery.picture(&self.place(path)?, self.world, read);
        if let Some(witness) = self.witness {
            witness.add(&needs);
        }
        image
    }
}

impl Beside<'_> {
    /// Where a picture is, unless it may not come from there.
    fn place(&self, path: &str) -> Result<PathBuf, String> {
        if path.contains("://") || path.starts_with("data:") {
            return Err("it is not a file; nothing is fetched from the network".into());
        }
        if Path::new(path).has_root() || Path::new(path).is_absolute() {
            return Err("its path is absolute, and would not hold on another machine".into());
        }
        if leads_out(Path::new(path)) {
            self.within_root(path)?;
        }
        Ok(self.folder.join(path))
    }

    /// Refuses a path out of the source's folder that does not stay in the root: a source from elsewhere could else put
    /// any picture of the machine into what is sent out.
    fn within_root(&self, path: &str) -> Result<(), String> {
        let Some(root) = self.root else {
            return Err("its path leads out of the folder of the source; name a folder around both with --root".into());
        };
        let place = self.world.identity(&self.folder.join(path));
        let root = self.world.identity(&root.join("root"));
        let inside = root.parent().is_some_and(|root| place.starts_with(root));
        inside.then_some(()).ok_or_else(|| "its path leads out of the folder that --root names".into())
    }
}

/// Whether a path leads above where it starts.
fn leads_out(path: &Path) -> bool {
    let mut depth = 0_i64;
    path.components().any(|part| {
        match part {
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            _ => {}
        }
        depth < 0
    })
}

/// Pictures that one issue had and another may have: an emblem stands in every one of a series.
#[derive(Default)]
pub(super) struct Gallery(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    pictures: BTreeMap<PathBuf, (Image, Arc<[Need]>)>,
    bytes: usize,
}

impl Gallery {
    /// A picture, with what a witness is to know of it.
    fn picture(&self, place: &Path, world: &dyn World, read: &ReadPicture<'_>) -> (Result<Image, String>, Arc<[Need]>) {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).pictures.get(place).cloned();
        if let Some((image, needs)) = kept.filter(|(_, needs)| needs.iter().all(|need| is_at_rest(need, world))) {
            return (Ok(image), needs);
        }
        let witness = Witness::new(world);
        let image = witness.read(place, LARGEST).map_err(|error| reason(&error)).and_then(read);
        let needs: Arc<[Need]> = witness.into_needs().into();
        if let Ok(image) = &image {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).keep(place, image, &needs);
        }
        (image, needs)
    }
}

impl Kept {
    fn keep(&mut self, place: &Path, image: &Image, needs: &Arc<[Need]>) {
        let size = image.bytes.len();
        if size > LARGEST_KEPT {
            return;
        }
        if self.bytes + size > KEPT {
            self.pictures.clear();
            self.bytes = 0;
        }
        let old = self.pictures.insert(place.to_path_buf(), (image.clone(), Arc::clone(needs)));
        self.bytes = self.bytes + size - old.map_or(0, |(image, _)| image.bytes.len());
    }
}

/// Whether a file is as it was, and had rested when it was read.
fn is_at_rest(need: &Need, world: &dyn World) -> bool {
    matches!(&need.was, Was::Bytes(bytes)
        if world.stamp(&need.path) == Some(bytes.stamp) && bytes.stamp.had_rested(bytes.at))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::world::Machine;
    use super::*;
    use std::cell::Cell;

    const DOT: &[u8] = include_bytes!("../../fixtures/pages/dot.png");

    #[test]
    fn a_picture_of_many_issues_is_read_once_until_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("dot.png");
        std::fs::write(&place, DOT).unwrap();
        let (gallery, world, count) = (Gallery::default(), Machine::default(), Cell::new(0));
        let read = |bytes| {
            count.set(count.get() + 1);
            Image::recognise(bytes)
        };
        // A file that has just been written may be written again at the same tick of the clock.
        world.rest(std::time::Duration::from_millis(150));
        let needs: Vec<_> = (0..3).map(|_| gallery.picture(&place, &world, &read).1).collect();
        assert_eq!(count.get(), 1);
        assert!(needs.iter().all(|need| *need == needs[0] && need.len() == 1));
        std::fs::write(&place, "no picture").unwrap();
        assert!(gallery.picture(&place, &world, &read).0.is_err());
        assert_eq!(count.get(), 2);
    }

    #[test]
    fn what_is_kept_has_an_end() {
        let mut kept = Kept::default();
        let image = |size: usize| Image { bytes: Arc::new(vec![0; size]), ..Image::recognise(DOT.to_vec()).unwrap() };
        for number in 0..40 {
            kept.keep(Path::new(&number.to_string()), &image(1 << 20), &Arc::default());
        }
        kept.keep(Path::new("large"), &image(LARGEST_KEPT + 1), &Arc::default());
        let bytes: usize = kept.pictures.values().map(|(image, _)| image.bytes.len()).sum();
        assert_eq!(bytes, kept.bytes);
        assert!((1..=KEPT).contains(&bytes) && !kept.pictures.contains_key(Path::new("large")));
    }
}
