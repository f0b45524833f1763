//! What the documents of the house say is there.

use super::root;

/// The folders whose paths are checked wherever they are named.
const FOLDERS: [&str; 8] = ["src", "tests", "fixtures", "styles", "assets", "benches", "docs", ".ci"];

/// The paths that a document names, with their lines from 1.
fn paths(text: &str) -> Vec<(usize, String)> {
    let stands_in_path = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for word in line.split(|c: char| !stands_in_path(c)) {
            let path = word.trim_end_matches('.');
            let folder = path.split_once('/').is_some_and(|(folder, _)| FOLDERS.contains(&folder));
            let document = path.ends_with(".md") && path.chars().next().is_some_and(char::is_uppercase);
            if folder || document {
                found.push((index + 1, path.to_string()));
            }
        }
    }
    found
}

#[test]
fn every_path_named_exists() {
    let mut missing = Vec::new();
    for document in ["README.md", "ARCHITECTURE.md"] {
        let text = std::fs::read_to_string(root().join(document)).unwrap();
        let named = paths(&text);
        assert!(!named.is_empty(), "{document} names no path");
        let absent = named.iter().filter(|(_, path)| !root().join(path).exists());
        missing.extend(absent.map(|(line, path)| format!("{document}:{line}: there is no {path}")));
    }
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}

#[test]
fn paths_are_found_in_prose_and_links() {
    let text = "see `src/ast/`, [a](docs/a.png).\n<img src=\"docs/b.png\">; out/x.pdf and README.md.";
    let found: Vec<_> = paths(text).into_iter().map(|(line, path)| format!("{line} {path}")).collect();
    assert_eq!(found, ["1 src/ast/", "1 docs/a.png", "2 docs/b.png", "2 README.md"]);
}
