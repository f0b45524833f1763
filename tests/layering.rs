//! The laws of the house: which room may name which. A breach is told with file, line and both modules.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where the sources are not as it knows them"
)]

#[path = "layering/documents.rs"]
mod documents;
#[path = "layering/paths.rs"]
mod paths;

use paths::{Named, named};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The rooms and their layers, as `src/lib.rs` lists them.
struct House(BTreeMap<String, u32>);

impl House {
    /// Reads `// L1` over each group of `pub mod`.
    fn read(lib: &str) -> House {
        let mut layer = None;
        let mut rooms = BTreeMap::new();
        for line in lib.lines() {
            if let Some(number) = line.strip_prefix("// L") {
                layer = number.trim().parse().ok();
            }
            let room = line.trim().strip_suffix(';').and_then(|line| line.rsplit_once("mod "));
            if let (Some((_, room)), Some(layer)) = (room, layer) {
                rooms.insert(room.to_string(), layer);
            }
        }
        House(rooms)
    }

    /// Every breach of a source of the given module path.
    fn breaches(&self, module: &[&str], source: &str) -> Vec<(usize, String)> {
        let own: Vec<String> = module.iter().map(|&part| part.to_string()).collect();
        let names = named(source, &own);
        let breach = |name: &Named| {
            let target: Vec<&str> = name.segments.iter().map(String::as_str).filter(|&part| part != "crate").collect();
            let law = self.broken(module, &target)?;
            Some((name.line, format!("`{}` names `{}`: {law}", module.join("::"), target.join("::"))))
        };
        names.iter().filter_map(breach).collect()
    }

    fn broken(&self, own: &[&str], target: &[&str]) -> Option<String> {
        self.wrong_layer(own, target).or_else(|| wrong_knowledge(own, target).map(str::to_string))
    }

    fn wrong_layer(&self, own: &[&str], target: &[&str]) -> Option<String> {
        let (room, aim) = (own.first()?, target.first()?);
        let (layer, below) = (self.0.get(*room)?, self.0.get(*aim)?);
        (room != aim && below >= layer)
            .then(|| format!("`{room}` is in layer {layer} and may name lower layers only, and `{aim}` is in {below}"))
    }
}

/// The laws beyond the layers.
fn wrong_knowledge(own: &[&str], target: &[&str]) -> Option<&'static str> {
    match (own, target) {
        (["cli", ..], _) => None,
        (
            _,
            ["std", "fs" | "env" | "time" | "net" | "process", ..] | ["std", "io", "stdin" | "stdout" | "stderr", ..],
        ) => Some("only `cli` knows disks, the environment, clocks and terminals"),
        (_, [root]) if root.ends_with(" as") => {
            Some("a root keeps its name, or no law would see what is taken from it")
        }
        (_, [.., "println!" | "print!" | "eprintln!" | "eprint!" | "dbg!"]) => Some("only `cli` prints"),
        (["write", "pdf", ..], ["layout", ..]) => Some("a frame holds all that a page backend needs"),
        (["write", "pdf", ..], _) => backend_of_its_own(own, target),
        (["write", _, ..], ["layout" | "frame" | "fonts", ..]) => Some("a flow writer eats the document, not pages"),
        (["write", _, ..], _) => backend_of_its_own(own, target),
        (["layout", "linebreak" | "paginate", ..], ["ast", ..]) => {
            Some("line breaking and pagination know boxes and heights, not the document")
        }
        _ => None,
    }
}

fn backend_of_its_own(own: &[&str], target: &[&str]) -> Option<&'static str> {
    let module = |path: &[&str]| path.get(1).is_some_and(|name| name.starts_with(|c: char| c.is_lowercase()));
    let sibling = target.first() == Some(&"write") && module(target) && target.get(1) != own.get(1);
    sibling.then_some("a backend knows no other backend")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust source below a folder, in order.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// `["write", "jats", "pen"]` for `write/jats/pen.rs`.
fn module(path: &Path) -> Vec<String> {
    let mut parts: Vec<String> =
        path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    parts.pop_if(|last| last == "mod");
    parts
}

fn house() -> House {
    House::read(&std::fs::read_to_string(root().join("src/lib.rs")).unwrap())
}

#[test]
fn no_room_names_what_it_may_not_know() {
    let house = house();
    let mut breaches = Vec::new();
    for path in sources(&root().join("src")) {
        let file = path.strip_prefix(root()).unwrap();
        let module = module(file.strip_prefix("src").unwrap());
        if module == ["lib"] || module == ["main"] {
            continue;
        }
        let module: Vec<&str> = module.iter().map(String::as_str).collect();
        let source = std::fs::read_to_string(&path).unwrap();
        let found = house.breaches(&module, &source);
        breaches.extend(found.iter().map(|(line, breach)| format!("{}:{line}: {breach}", file.display())));
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn every_room_has_a_layer() {
    let house = house();
    assert!(house.0.len() > 10, "src/lib.rs no longer lists the rooms under `// L0` and so on");
    for entry in std::fs::read_dir(root().join("src")).unwrap() {
        let name = entry.unwrap().path().with_extension("").file_name().unwrap().to_string_lossy().into_owned();
        assert!(
            ["lib", "main"].contains(&name.as_str()) || house.0.contains_key(&name),
            "src/{name} stands under no `// L…` of src/lib.rs"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(module: &[&str], source: &str) -> Vec<usize> {
        let house = House::read(
            "// L0\npub mod geom;\n// L1\npub mod ast;\npub mod xml;\n// L4\npub mod frame;\n// L5\npub mod layout;\n\
             // L6\npub mod write;\n// L9\npub mod cli;\n",
        );
        house.breaches(module, source).into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn higher_rooms_and_siblings_may_not_be_named() {
        assert_eq!(lines(&["ast", "walk"], "use crate::geom::Pt;\nuse crate::layout::layout;\n"), [2]);
        assert_eq!(lines(&["ast"], "use crate::xml;"), [1]);
        assert_eq!(lines(&["ast"], "use crate::xml::XmlWriter;"), [1]);
        assert_eq!(lines(&["ast"], "fn a() -> crate::write::Entry {}"), [1]);
        assert_eq!(lines(&["xml"], "use super::ast::Document;"), [1]);
    }

    #[test]
    fn groups_are_taken_apart() {
        assert_eq!(lines(&["ast"], "use crate::{\n  geom::{Pt, Mm},\n  frame::{Page},\n  cli,\n};"), [3, 4]);
        assert_eq!(lines(&["geom"], "use crate::{ast as tree};"), [1]);
    }

    #[test]
    fn roots_keep_their_names() {
        for source in [
            "use crate as c;",
            "use std as s;",
            "extern crate std as s;",
            "use super as s;",
            "use crate::{self as house};",
            "use {std::{self as s}};",
            "use crate::*;",
            "use std::{*};",
        ] {
            assert_eq!(lines(&["geom"], source), [1], "{source}");
        }
        let own = "use std::fmt as f; let a = b as usize; mod tests { use super::*; } fn f(x: u8) { x as f32 }";
        assert!(lines(&["geom"], own).is_empty());
    }

    #[test]
    fn modules_inside_a_file_count() {
        let inside = "mod tests {\n use super::super::layout::x;\n}\nuse super::Block;";
        assert_eq!(lines(&["ast"], inside), [2]);
    }

    #[test]
    fn words_are_not_code() {
        let source = "// use crate::cli::a;\n/* crate::cli::b\n*/ let s = \"crate::cli::c\"; let r = r#\"crate::cli::d\"#;\n\
                      let c = '\"'; crate::cli::e(); fn f<'a>() { crate::cli::g() }";
        assert_eq!(lines(&["ast"], source), [4, 4]);
    }

    #[test]
    fn only_the_command_line_touches_the_machine() {
        for source in ["use std::fs;", "use std::{io, fs::File};", "std::time::Instant::now()", "println!(\"\")"] {
            assert_eq!(lines(&["ast"], source), [1], "{source}");
            assert!(lines(&["cli", "world"], source).is_empty());
        }
        assert!(lines(&["ast"], "concat!(env!(\"CARGO_PKG_VERSION\")); use std::io::Read;").is_empty());
    }

    #[test]
    fn writers_know_what_they_eat() {
        assert_eq!(lines(&["write", "jats"], "use crate::frame::Pages;"), [1]);
        assert_eq!(lines(&["write", "pdf", "page"], "use crate::frame::Pages;\nuse crate::layout::layout;"), [2]);
        assert!(lines(&["write"], "use crate::frame::Pages;").is_empty());
        assert_eq!(lines(&["write", "jats", "pen"], "use super::super::docx::names;"), [1]);
        assert!(lines(&["write", "jats", "pen"], "use super::inlines::x; use super::super::Artifact;").is_empty());
    }

    #[test]
    fn line_breaking_and_pagination_know_no_document() {
        assert_eq!(lines(&["layout", "linebreak"], "use crate::ast::Block;"), [1]);
        assert_eq!(lines(&["layout", "paginate", "pages"], "use crate::ast::Block;"), [1]);
        assert!(lines(&["layout", "collect"], "use crate::ast::Block;").is_empty());
    }
}
