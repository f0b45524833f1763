//! Manifests: a line a file, with its digest (RFC 8493, 2.1.3 and 2.2.1).

use super::digest::{Algorithm, Digests};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write;

/// What a manifest is called.
pub(super) fn payload(algorithm: Algorithm) -> String {
    format!("manifest-{}.txt", algorithm.name())
}

/// What the manifest of the tag files is called.
pub(super) fn tags(algorithm: Algorithm) -> String {
    format!("tagmanifest-{}.txt", algorithm.name())
}

/// A manifest of files, in the order in which they come.
pub(super) fn render<'a>(files: impl Iterator<Item = (&'a str, &'a Digests)>, algorithm: Algorithm) -> String {
    files.fold(String::new(), |mut text, (path, digests)| {
        let _ = writeln!(text, "{}  {}", digests.by(algorithm), encode(path));
        text
    })
}

/// A path as a manifest writes it: line ends would end its line, and a percent sign would be taken for one of them.
fn encode(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The path that a manifest means. A percent sign before anything else stands for itself, as older bags have it.
fn decode(text: &str) -> String {
    let signs = [("%25", "%"), ("%0D", "\r"), ("%0d", "\r"), ("%0A", "\n"), ("%0a", "\n")];
    let (mut path, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('%') {
        path.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let known = signs.iter().find(|(written, _)| rest.starts_with(written));
        let (written, meant) = known.unwrap_or(&("%", "%"));
        path.push_str(meant);
        rest = rest.get(written.len()..).unwrap_or_default();
    }
    path + rest
}

/// A manifest that was read.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    /// The digests, in lower case, by path.
    pub(super) digests: BTreeMap<String, String>,
    /// What is wrong with its lines, with the number of each.
    pub(super) faults: Vec<(usize, String)>,
}

impl Manifest {
    /// Reads a manifest; lines that are none are told, and the others hold.
    pub(super) fn parse(text: &str, algorithm: Algorithm) -> Manifest {
        let mut manifest = Manifest::default();
        let lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).enumerate();
        for (at, line) in lines.filter(|(_, line)| !line.is_empty()) {
            match entry(line, algorithm) {
                Ok((digest, path)) => manifest.add(at + 1, digest, path),
                Err(why) => manifest.faults.push((at + 1, why)),
            }
        }
        manifest
    }

    fn add(&mut self, line: usize, digest: String, path: String) {
        match self.digests.entry(path) {
            Entry::Occupied(known) => self.faults.push((line, format!("`{}` is listed twice", known.key()))),
            Entry::Vacant(place) => {
                place.insert(digest);
            }
        }
    }
}

fn entry(line: &str, algorithm: Algorithm) -> Result<(String, String), String> {
    let (digest, path) = line.split_once([' ', '\t']).ok_or("a line is not a digest and a path")?;
    let is_hexadecimal = digest.bytes().all(|figure| figure.is_ascii_hexdigit());
    if digest.len() != algorithm.figures() || !is_hexadecimal {
        return Err(format!("a line does not begin with a {} digest", algorithm.name().to_uppercase()));
    }
    let path = path.trim_start_matches([' ', '\t']);
    if path.is_empty() {
        return Err("a line names no file".into());
    }
    Ok((digest.to_ascii_lowercase(), decode(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_whatever_the_paths() {
        let paths = ["data/a b.txt", "data/100%.txt", "data/two\nlines\r.txt", "data/%0A.txt", "data/简报.md"];
        let digests = Digests::of(b"words");
        for algorithm in Algorithm::ALL {
            let text = render(paths.iter().map(|path| (*path, &digests)), algorithm);
            assert_eq!(text.lines().count(), paths.len(), "{text}");
            let read = Manifest::parse(&text, algorithm);
            assert!(read.faults.is_empty(), "{:?}", read.faults);
            assert!(paths.iter().all(|path| read.digests.get(*path).is_some_and(|d| d == digests.by(algorithm))));
        }
    }

    #[test]
    fn percent_signs_are_written_as_the_standard_has_them() {
        assert_eq!(encode("data/a%\r\n"), "data/a%25%0D%0A");
        assert_eq!(decode("data/a%20%0a%25"), "data/a%20\n%");
    }

    #[test]
    fn lines_that_are_none_are_told_with_their_number() {
        let digest = Digests::of(b"").sha256;
        let text = format!("{digest}  data/a\r\n{digest}  data/a\nnonsense\n{}  data/b\n{digest}  \n", &digest[1..]);
        let read = Manifest::parse(&text, Algorithm::Sha256);
        assert_eq!(read.digests.len(), 1);
        assert_eq!(read.faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4, 5]);
    }
}
