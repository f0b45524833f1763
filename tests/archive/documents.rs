//! What `docs/archive.md` says of bags is so.

use std::fs;
use std::path::Path;

fn document() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/archive.md")).unwrap()
}

#[test]
fn everything_in_a_bag_is_explained() {
    let text = document();
    let desk = crate::desk_with_issue();
    desk.run(&["archive", "issue.md", "-o", "kept"]).assert(0, &[]);
    let folders =
        desk.listing("kept/data").into_iter().map(|name| match desk.path(format!("kept/data/{name}")).is_dir() {
            true => format!("`data/{name}/`"),
            false => format!("`data/{name}`"),
        });
    let missing: Vec<String> = folders.filter(|name| !text.contains(name.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[cfg(unix)]
#[test]
fn the_oldest_tools_check_a_bag_as_they_are_shown_to() {
    let text = document();
    let command = text.lines().find_map(|line| line.split_once("&& sha256sum").map(|(_, rest)| rest)).unwrap();
    let desk = crate::desk_with_issue();
    desk.run(&["archive", "issue.md", "-o", "kept"]).assert(0, &[]);
    desk.shell(&format!("cd kept && sha256sum{command}")).assert(0, &[]);
    desk.put("kept/data/source/issue.md", "x");
    desk.shell(&format!("cd kept && sha256sum{command}")).assert(1, &[]);
}
