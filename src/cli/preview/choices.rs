//! The styles that a viewer may choose from.

use crate::cli::inputs::Input;
use crate::cli::world::{World, is_remote};
use crate::cli::{ledger, styling};
use crate::style;
use std::path::{Path, PathBuf};

/// What the choice is called that leaves it to the issue and its series.
const OWN: &str = "as the issue says";
/// So many files of a folder are tried as style sheets.
const MOST: usize = 32;

/// A style to choose.
pub(super) struct Choice {
    /// What it is called.
    pub(super) name: String,
    /// The style's name, or its file; nothing where the issue says it.
    pub(super) style: Option<PathBuf>,
}

/// The styles that come with the program, the style sheets in the folder of the issue and of its series, and the one that is asked
/// for, with the place of the one to begin with.
pub(super) fn choices(asked: Option<&Path>, input: &Input, world: &dyn World) -> (Vec<Choice>, usize) {
    let named = |name: &str| Choice { name: name.into(), style: Some(name.into()) };
    let mut all = vec![Choice { name: OWN.into(), style: None }];
    all.extend(style::built_in().into_iter().map(named));
    let files = sheets(input, world).into_iter();
    all.extend(files.map(|path| Choice { name: path.to_string_lossy().into_owned(), style: Some(path) }));
    let Some(asked) = asked else { return (all, 0) };
    let start = all.iter().position(|choice| choice.style.as_deref() == Some(asked)).unwrap_or_else(|| {
        all.push(Choice { name: asked.to_string_lossy().into_owned(), style: Some(asked.into()) });
        all.len() - 1
    });
    (all, start)
}

/// The files beside an issue, and beside the file of its series, that are style sheets.
fn sheets(input: &Input, world: &dyn World) -> Vec<PathBuf> {
    let root = ledger::find(input.folder(), world).ok().flatten().map(|ledger| ledger.root);
    let mut folders = vec![input.folder().to_path_buf()];
    folders.extend(root.filter(|root| root != input.folder()));
    let is_sheet = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "toml")
            && path.file_name().is_some_and(|name| name != ledger::FILE)
    };
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in folders.iter().filter(|folder| !is_remote(folder)) {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let mut paths: Vec<_> = world.entries(here).unwrap_or_default().into_iter().filter(is_sheet).collect();
        paths.sort();
        let paths = paths.into_iter().take(MOST).map(|path| folder.join(path.file_name().unwrap_or_default()));
        found.extend(paths.filter(|path| styling::find(path, Path::new(""), world).is_ok()));
    }
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::cli::inputs;
    use crate::cli::memory::Memory;

    #[test]
    fn the_styles_at_hand_are_offered_and_the_one_asked_for_comes_first() {
        let world = Memory::with(&[
            ("lake/2024/01.md", "---\nnumber: 1\n---\n"),
            ("lake/2024/draft.toml", "name = \"draft\"\nsummary = \"s\"\nextends = \"plain\"\n"),
            ("lake/2024/other.toml", "[package]\nname = \"no style\"\n"),
            ("lake/2024/notes.txt", ""),
        ]);
        let input = inputs::gather(&["lake/2024/01.md".into()], None, &world).only().unwrap();
        let names = |asked: Option<&Path>| {
            let (all, start) = choices(asked, &input, &world);
            (all.into_iter().map(|choice| choice.name).collect::<Vec<_>>(), start)
        };
        let (all, start) = names(None);
        assert_eq!((all[0].as_str(), start), (OWN, 0));
        assert_eq!(all.last().map(String::as_str), Some("lake/2024/draft.toml"));
        assert_eq!(all.len(), style::built_in().len() + 2);
        let (same, start) = names(Some(Path::new("plain")));
        assert_eq!((same.len(), same[start].as_str()), (all.len(), "plain"));
        let (more, start) = names(Some(Path::new("elsewhere.toml")));
        assert_eq!((more.len(), start), (all.len() + 1, all.len()));
    }
}
