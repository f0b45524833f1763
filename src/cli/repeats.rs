//! Issues of one run that have one number, though each of them is sound: a build says that there are such, and `check` which.

use super::folders::Folders;
use super::inputs::Input;
use super::messages::Voice;
use super::pairs::{self, Facts};
use rustc_hash::{FxHashMap, FxHasher};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// The numbers so far, by little more than themselves: a run may have a million.
#[derive(Default)]
pub(super) struct Repeats {
    /// Which issue has a number of a year of a series, by one half of its mark.
    known: FxHashMap<u64, u64>,
    /// How many issues have one that was known, by the folder of their series.
    found: BTreeMap<PathBuf, usize>,
}

impl Repeats {
    /// Counts an issue that belongs to a series.
    pub(super) fn count(&mut self, input: &Input, facts: Option<&Facts>, folders: &Folders<'_>) {
        let Some((year, number)) = facts.and_then(Facts::count) else { return };
        let Some(folder) = input.programs.file.parent() else { return };
        let mut hasher = FxHasher::default();
        (&input.programs.root, year, number).hash(&mut hasher);
        let issue = (pairs::group(input, folders) >> 64) as u64;
        if *self.known.entry(hasher.finish()).or_insert(issue) != issue {
            *self.found.entry(folder.to_path_buf()).or_default() += 1;
        }
    }

    pub(super) fn tell(&self, voice: Voice<'_>) {
        for (folder, count) in &self.found {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let issues = if *count == 1 { "1 issue has" } else { &format!("{count} issues have") };
            let shown = folder.display();
            voice.remark(&format!("series: {issues} the number of another one; `masthead check {shown}` says more"));
        }
    }
}
