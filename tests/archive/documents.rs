//! What `docs/archive.md` shows is what happens, but for figures, which other changes move.

use crate::desk::Desk;
use std::fs;
use std::path::Path;

fn document() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/archive.md")).unwrap()
}

/// The commands that are shown, with their answers.
fn shown(document: &str) -> Vec<(&str, &str)> {
    let blocks = document.split("```console\n").skip(1).filter_map(|after| after.split("```").next());
    blocks.filter_map(|block| block.strip_prefix("$ ")?.split_once('\n')).collect()
}

/// Every number as one sign.
fn without_figures(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }) {
        if !(c == '#' && plain.ends_with('#')) {
            plain.push(c);
        }
    }
    plain
}

#[test]
fn commands_answer_as_they_are_shown() {
    let text = document();
    let commands = shown(&text);
    assert_eq!(commands.len(), 4);
    let desk = Desk::new();
    desk.put("fixtures/pujiang-2023-06.txt", crate::desk::ISSUE);
    for (at, (command, answer)) in commands.into_iter().enumerate() {
        if at == 3 {
            desk.put(
                "bags/pujiang-2023-06/data/source/pujiang-2023-06.txt",
                crate::desk::ISSUE.replace("forum", "Forum"),
            );
        }
        let told =
            desk.shell(&command.replacen("masthead", "\"$masthead\"", usize::from(command.starts_with("masthead"))));
        let said = String::from_utf8(told.out).unwrap() + &told.err;
        assert_eq!(without_figures(&said), without_figures(answer), "{command}");
    }
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
