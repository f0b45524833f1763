//! Which of many runs an input falls to, when one machine is not enough.

use super::folders::{Folders, Mark};
use super::inputs::{Input, Inputs};
use super::pairs;
use rustc_hash::FxHashMap;
use siphasher::sip::SipHasher13;
use std::fmt;
use std::hash::Hasher;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

/// One share of the inputs, `3/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shard {
    /// From 1 on.
    pub(super) number: u32,
    pub(super) of: u32,
}

/// What decides which shard an input falls to.
pub(super) type Lot = u64;

impl Shard {
    /// Whether a lot is of this shard.
    pub(super) fn takes(self, lot: Lot) -> bool {
        let at = (u128::from(lot) * u128::from(self.of)) >> 64;
        at + 1 == u128::from(self.number)
    }

    /// The inputs of this shard. Documents of one issue stay together, since they are compared.
    pub(super) fn chosen(self, inputs: &Inputs, folders: &Folders<'_>) -> Vec<usize> {
        let mut first: FxHashMap<Mark, Lot> = FxHashMap::default();
        let mut is_own = |input: &Input| {
            let lot = first.entry(pairs::group(input, folders)).or_insert(input.lot);
            self.takes(*lot)
        };
        inputs.iter().enumerate().filter(|(_, input)| is_own(input)).map(|(index, _)| index).collect()
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Shard, String> {
        let parts = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number, of)) if 1 <= number && number <= of => Ok(Shard { number, of }),
            _ => Err("a shard is written K/N, from 1/N to N/N".into()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// The lot of a path that was found from `base`. It is the same on every machine: names count as Unicode sees them, composed, and
/// nothing of where the folder stands counts. What tells the documents of one issue apart, language and format, does not count either.
pub(super) fn lot(path: &Path, base: &Path) -> Lot {
    let path = path.strip_prefix(base).unwrap_or(path);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut hasher = SipHasher13::new();
    for part in folder.components() {
        match part {
            Component::Normal(name) => write(&mut hasher, &name.to_string_lossy()),
            Component::ParentDir => write(&mut hasher, ".."),
            _ => {}
        }
    }
    write(&mut hasher, pairs::issue_of(&stem));
    hasher.finish()
}

fn write(hasher: &mut SipHasher13, name: &str) {
    name.nfc().for_each(|c| hasher.write(c.encode_utf8(&mut [0; 4]).as_bytes()));
    hasher.write(b"/");
}

/// The folder around all of the paths that say where they are whatever the folder that the program runs in.
pub(super) fn around<'a>(paths: impl Iterator<Item = &'a Path>) -> PathBuf {
    let mut folders = paths.filter(|path| is_fixed(path)).filter_map(Path::parent);
    let Some(first) = folders.next() else { return PathBuf::new() };
    let both = |one: &'a Path, other: &'a Path| {
        one.ancestors().find(|folder| other.starts_with(folder)).unwrap_or(Path::new(""))
    };
    folders.fold(first, both).to_path_buf()
}

fn is_fixed(path: &Path) -> bool {
    path.has_root() || super::world::is_remote(path)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::inputs::gather;
    use super::super::memory::Memory;
    use super::*;

    fn all(of: u32) -> Vec<Shard> {
        (1..=of).map(|number| Shard { number, of }).collect()
    }

    #[test]
    fn shards_are_written_with_a_stroke() {
        assert_eq!("3/8".parse(), Ok(Shard { number: 3, of: 8 }));
        assert_eq!(Shard { number: 3, of: 8 }.to_string(), "3/8");
        for wrong in ["", "3", "0/8", "9/8", "1/0", "a/b", "1/2/3", "-1/2"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_lot_is_of_one_shard_and_shards_are_alike_in_size() {
        for of in [1, 2, 3, 7, 8, 64, 1000] {
            let mut counts = vec![0_u32; of as usize];
            for number in 0..20_000 {
                let lot = lot(Path::new(&format!("in/{}/issue-{number:05}.md", number % 12)), Path::new("in"));
                let own: Vec<_> = all(of).into_iter().filter(|shard| shard.takes(lot)).collect();
                assert_eq!(own.len(), 1, "{number} of {of}");
                counts[own[0].number as usize - 1] += 1;
            }
            let fair = f64::from(20_000 / of);
            // Six times the deviation that chance has.
            let bounds = (fair - 6.0 * fair.sqrt(), fair + 6.0 * fair.sqrt() + 1.0);
            assert!(
                counts.iter().all(|&count| bounds.0 <= f64::from(count) && f64::from(count) <= bounds.1),
                "{counts:?}"
            );
        }
    }

    #[test]
    fn lots_are_the_same_on_every_machine() {
        // SipHash-1-3 of `2023/issue-06/` and `issue/` by another hand. Whoever changes them shuffles the shards of runs under way.
        assert_eq!(lot(Path::new("2023/issue-06.md"), Path::new("")), 0x1772_38fc_ee0b_8d45);
        assert_eq!(lot(Path::new("issue.md"), Path::new("")), 0xefb7_5c92_f4bc_cf49);
    }

    #[test]
    fn where_a_tree_stands_does_not_count() {
        let wanted = lot(Path::new("2023/a.md"), Path::new(""));
        for (path, base) in [
            ("/data/in/2023/a.md", "/data/in"),
            ("in/2023/a.md", "in"),
            ("./2023/a.md", ""),
            ("s3://bucket/in/2023/a.md", "s3://bucket/in/"),
        ] {
            assert_eq!(lot(Path::new(path), Path::new(base)), wanted, "{path}");
        }
        assert_ne!(lot(Path::new("2022/a.md"), Path::new("")), wanted);
        assert_ne!(lot(Path::new("202/3a.md"), Path::new("")), wanted);
    }

    #[test]
    fn composed_and_decomposed_names_are_one() {
        let (composed, decomposed) = ("caf\u{e9}.md", "cafe\u{301}.md");
        assert_eq!(lot(Path::new(composed), Path::new("")), lot(Path::new(decomposed), Path::new("")));
    }

    #[test]
    fn the_folder_around_fixed_paths() {
        let found = |paths: &[&str]| around(paths.iter().map(Path::new)).display().to_string();
        assert_eq!(found(&["/data/in/a.md", "/data/in/b/c.md", "d.md"]), "/data/in");
        assert_eq!(found(&["s3://b/in/a.md", "s3://b/in2/a.md"]), "s3://b");
        assert_eq!(found(&["a.md"]), "");
    }

    #[test]
    fn languages_of_an_issue_stay_together_however_they_are_named() {
        let files: Vec<String> = (0..40).flat_map(|n| [format!("in/{n}.en.md"), format!("in/{n}.zh.md")]).collect();
        let world = Memory::with(&files.iter().map(|name| (name.as_str(), "")).collect::<Vec<_>>());
        let inputs = gather(&["in/3.zh.md".into(), "in".into()], None, &world);
        let folders = Folders::new(&world);
        let shards: Vec<_> = all(5).into_iter().map(|shard| shard.chosen(&inputs, &folders)).collect();
        assert_eq!(shards.iter().map(Vec::len).sum::<usize>(), inputs.len());
        for chosen in &shards {
            let mut issues: Vec<_> = chosen
                .iter()
                .map(|&at| pairs::issue_of(&inputs.get(at).unwrap().name).rsplit_once('.').unwrap().0.to_string())
                .collect();
            issues.sort_unstable();
            assert!(issues.chunk_by(|one, next| one == next).all(|issue| issue.len() == 2), "{issues:?}");
        }
    }
}
