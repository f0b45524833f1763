//! Playing a page: its files are laid into a folder, its commands run there in order, and what they answer stands in the page.

use super::root;
use crate::desk::{Desk, MASTHEAD};
use masthead::package::{Package, Part, Relations};
use std::fs;
use std::iter::Peekable;
use std::path::Path;
use std::process::Command;

/// What stands for anything in an answer: a line of its own for any lines, and in a line for any words.
const ANYTHING: &str = "...";

/// The page with what its commands really answer. An answer that says the same but for what it elides is left as it is.
pub(super) fn played(page: &str) -> String {
    let desk = Desk::new();
    let mut real = String::new();
    let mut lines = page.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        real.push_str(line);
        lay_fixture(line, &desk);
        let fence: String = line.chars().take_while(|&c| c == '`').collect();
        if fence.len() < 3 {
            continue;
        }
        let body = until(&fence, &mut lines);
        let info = line.trim_start_matches('`').trim();
        if let Some(name) = info.split(' ').find_map(|word| word.strip_prefix("file=")) {
            desk.put(name, &body);
        }
        real.push_str(&if info == "console" { answered(&body, &desk) } else { body });
        real.extend(lines.next());
    }
    real
}

/// The lines before the one that closes a fence.
fn until<'a>(fence: &str, lines: &mut Peekable<impl Iterator<Item = &'a str>>) -> String {
    let mut body = String::new();
    while let Some(line) = lines.next_if(|line| line.trim_end() != fence) {
        body.push_str(line);
    }
    body
}

/// Lays down what a line says that a fixture is: ``​`name`, from `fixtures/…` in the sources of masthead``.
fn lay_fixture(line: &str, desk: &Desk) {
    let Some((name, rest)) = line.strip_prefix('`').and_then(|rest| rest.split_once("`, from `")) else { return };
    let Some((from, _)) = rest.split_once("` in the sources of masthead") else { return };
    let from = root().join(from);
    if from.is_dir() {
        for file in fs::read_dir(&from).unwrap().map(|entry| entry.unwrap().path()) {
            desk.put(Path::new(name).join(file.file_name().unwrap()), fs::read(&file).unwrap());
        }
        return;
    }
    let bytes = fs::read(&from).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    match from.extension().is_some_and(|extension| extension == "parts") {
        true => desk.put(name, packed(&String::from_utf8(bytes).unwrap())),
        false => desk.put(name, bytes),
    }
}

/// The parts that the main one of a manuscript is tied to.
const TIES: [(&str, &str); 6] = [
    ("urn:/styles", "styles.xml"),
    ("urn:/numbering", "numbering.xml"),
    ("urn:/footnotes", "footnotes.xml"),
    ("urn:/endnotes", "endnotes.xml"),
    ("urn:/comments", "comments.xml"),
    ("urn:/header", "header1.xml"),
];

/// A manuscript of its parts, each after a line `== name`.
fn packed(listing: &str) -> Vec<u8> {
    let mut relations = Relations::default();
    relations.internal("urn:/officeDocument", "word/document.xml");
    let parts = listing.split("== ").filter_map(|part| part.split_once('\n'));
    let mut parts: Vec<Part> = parts.map(|(name, text)| Part::new(name.trim(), "application/xml", text)).collect();
    let main = parts.iter_mut().find(|part| part.name == "word/document.xml").unwrap();
    for (kind, target) in TIES {
        main.relations.internal(kind, target);
    }
    Package { relations, parts }.write().unwrap()
}

/// A block of commands with what they answer.
fn answered(block: &str, desk: &Desk) -> String {
    let mut real = String::new();
    let mut lines = block.lines().peekable();
    while let Some(command) = lines.next() {
        let command = command.strip_prefix("$ ").unwrap_or_else(|| panic!("`{command}` answers no command"));
        let mut shown = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
            shown.push(line);
        }
        let answer = run(command, desk);
        let answer: Vec<&str> = answer.lines().collect();
        let answer = if says(&shown, &answer) { shown } else { answer };
        real.push_str(&format!("$ {command}\n"));
        answer.iter().for_each(|line| real.push_str(&format!("{line}\n")));
    }
    real
}

/// What a command answers, on both ways. Lines of CSV end as RFC 4180 wants it, which a page need not show.
fn run(command: &str, desk: &Desk) -> String {
    let mut shell = Command::new("/bin/sh");
    let path = std::env::var_os("PATH").unwrap_or_default();
    shell.current_dir(desk.path("")).env_clear().env("PATH", path).env("LC_ALL", "C.UTF-8").env("masthead", MASTHEAD);
    shell.args(["-c", &format!("masthead() {{ \"$masthead\" \"$@\"; }}; exec 2>&1; {command}")]);
    let answer = String::from_utf8(shell.output().unwrap().stdout).unwrap().replace('\r', "");
    answer.trim_end_matches('\n').to_string()
}

/// Whether lines that are shown say what was answered.
fn says(shown: &[&str], answer: &[&str]) -> bool {
    match shown {
        [] => answer.is_empty(),
        [first, rest @ ..] if *first == ANYTHING => (0..=answer.len()).any(|from| says(rest, &answer[from..])),
        [first, rest @ ..] => {
            answer.split_first().is_some_and(|(line, others)| fits(first, line) && says(rest, others))
        }
    }
}

/// Whether a line that may elide words is like another.
fn fits(shown: &str, line: &str) -> bool {
    match shown.split_once(ANYTHING) {
        None => shown == line,
        Some((before, after)) => line.strip_prefix(before).is_some_and(|rest| {
            (0..=rest.len()).filter(|&at| rest.is_char_boundary(at)).any(|at| fits(after, &rest[at..]))
        }),
    }
}

#[test]
fn what_differs_is_found_and_what_is_elided_is_not() {
    let block =
        |answer: &str| format!("```text file=a.txt\none\ntwo 22\n```\n\n```console\n$ cat a.txt\n{answer}```\n");
    for same in ["one\ntwo 22\n", "...\n", "one\n...\n", "one\ntwo ...\n", "...\ntwo 22\n"] {
        assert_eq!(played(&block(same)), block(same));
    }
    for other in ["", "one\n", "two 22\none\n", "one\ntwo\n", "one ...\ntwo 22\n", "...\none\n"] {
        assert_eq!(played(&block(other)), block("one\ntwo 22\n"), "{other}");
    }
}
