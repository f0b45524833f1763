//! Patterns of paths, for shells that do not expand them: `*`, `?`, `[a-z]`, and `**` for folders at any depth.

use super::bags::is_bag;
use super::passed_over::is_passed_over;
use super::world::{Files, Standing};
use std::path::{Component, Path, PathBuf};

/// How deep `**` goes.
const DEEPEST: usize = 16;

/// Whether a path holds a character that patterns use.
pub(super) fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

/// The folder that a pattern starts from: all of it before the first part that uses such a character.
pub(super) fn fixed(pattern: &Path) -> PathBuf {
    pattern.ancestors().skip(1).find(|folder| !is_pattern(folder)).unwrap_or(Path::new("")).to_path_buf()
}

/// The files that match, sorted. Names that open with a dot match only a pattern that does, and nothing in a bag does that a
/// pattern comes to by its signs.
pub(super) fn matches(pattern: &Path, world: &dyn Files) -> Vec<PathBuf> {
    let start = fixed(pattern);
    let rest = pattern.strip_prefix(&start).unwrap_or(pattern);
    let mut found = vec![start];
    for component in rest.components() {
        let wanted = component.as_os_str().to_string_lossy();
        found = match component {
            Component::Normal(_) if wanted == "**" => {
                found.iter().flat_map(|at| folders(at, DEEPEST, &|inner| !is_bag(inner), world)).collect()
            }
            Component::Normal(_) if is_pattern(component.as_ref()) => {
                found.iter().flat_map(|at| named(at, &wanted, world)).collect()
            }
            other => found.iter().map(|at| at.join(other)).collect(),
        };
    }
    found.retain(|path| world.standing(path) == Some(Standing::File));
    found.sort();
    found.dedup();
    found
}

/// Every file in a folder and in the folders below it, sorted, hidden folders and those of the system left out.
pub(super) fn files_below(folder: &Path, world: &dyn Files) -> Vec<PathBuf> {
    let all = folders(folder, DEEPEST, &|_| true, world);
    let mut found: Vec<_> = all.iter().flat_map(|folder| entries(folder, world)).collect();
    found.retain(|path| world.standing(path) == Some(Standing::File));
    found.sort();
    found
}

fn entries(folder: &Path, world: &dyn Files) -> Vec<PathBuf> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let names = world.entries(here).unwrap_or_default();
    names.iter().filter_map(|path| path.file_name()).map(|name| folder.join(name)).collect()
}

fn named(folder: &Path, wanted: &str, world: &dyn Files) -> Vec<PathBuf> {
    let wanted: Vec<char> = wanted.chars().collect();
    let fits = |path: &PathBuf| {
        let name: Vec<char> = path.file_name().unwrap_or_default().to_string_lossy().chars().collect();
        (name.first() != Some(&'.') || wanted.first() == Some(&'.')) && matches_name(&wanted, &name)
    };
    let all = entries(folder, world);
    if is_bag(&all) { Vec::new() } else { all.into_iter().filter(fits).collect() }
}

/// A folder and all folders in it that are neither hidden nor the system's, as far as `enters` says yes to what lies in them.
fn folders(folder: &Path, deepest: usize, enters: &dyn Fn(&[PathBuf]) -> bool, world: &dyn Files) -> Vec<PathBuf> {
    let inner = entries(folder, world);
    if !enters(&inner) {
        return Vec::new();
    }
    let mut found = vec![folder.to_path_buf()];
    if deepest > 0 {
        let inner = inner.into_iter().filter(|path| !is_passed_over(path));
        for path in inner.filter(|path| world.standing(path) == Some(Standing::Folder)) {
            found.extend(folders(&path, deepest - 1, enters, world));
        }
    }
    found
}

/// Whether a name fits a pattern: the last `*` is tried at every place, so the time grows with the product of lengths.
fn matches_name(pattern: &[char], name: &[char]) -> bool {
    let (mut at, mut seen) = (0, 0);
    let mut star = None;
    while seen < name.len() {
        match step(&pattern[at..], name[seen]) {
            Some(0) => {
                star = Some((at, seen));
                at += 1;
            }
            Some(taken) => {
                at += taken;
                seen += 1;
            }
            None => match star {
                Some((back, from)) => {
                    star = Some((back, from + 1));
                    (at, seen) = (back + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|&c| c == '*')
}

/// How much of a pattern one character uses up: 0 for `*`, which may use up more.
fn step(pattern: &[char], c: char) -> Option<usize> {
    match pattern {
        ['*', ..] => Some(0),
        ['?', ..] => Some(1),
        ['[', rest @ ..] if rest.contains(&']') => {
            let end = rest.iter().skip(1).position(|&c| c == ']')? + 1;
            class(&rest[..end], c).then_some(end + 2)
        }
        [literal, ..] => (*literal == c).then_some(1),
        [] => None,
    }
}

fn class(set: &[char], c: char) -> bool {
    let (negated, mut set) = match set {
        ['!' | '^', rest @ ..] => (true, rest),
        _ => (false, set),
    };
    let mut found = false;
    loop {
        set = match set {
            [low, '-', high, rest @ ..] => {
                found |= (*low..=*high).contains(&c);
                rest
            }
            [one, rest @ ..] => {
                found |= *one == c;
                rest
            }
            [] => return found != negated,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(pattern: &str, name: &str) -> bool {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        matches_name(&chars(pattern), &chars(name))
    }

    #[test]
    fn patterns_fit_whole_names() {
        for (pattern, name) in
            [("*.md", "a.md"), ("2023-0?.*", "2023-06.txt"), ("*a*b", "xaabb"), ("[a-c]x", "bx"), ("[!a]", "b")]
        {
            assert!(fits(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("*.md", "a.mdx"), ("?", ""), ("[a-c]x", "dx"), ("a*b", "ac"), ("[!a]", "a")] {
            assert!(!fits(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn an_open_bracket_without_an_end_is_itself() {
        assert!(fits("a[b", "a[b"));
    }
}
