//! The guide as a book: `mdbook build docs` makes it, and everything that would break it is found here without mdBook.

use super::{CHAPTERS, pages, root, text_of};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// The links of a page with their lines, and the names of its headings.
struct Seen {
    links: Vec<(usize, String)>,
    anchors: BTreeSet<String>,
}

fn seen(text: &str) -> Seen {
    let mut seen = Seen { links: Vec::new(), anchors: BTreeSet::new() };
    let (mut heading, mut counts) = (None::<String>, BTreeMap::<String, usize>::new());
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let name = anchor(&heading.take().unwrap_or_default());
                let count = counts.entry(name.clone()).or_default();
                seen.anchors.insert(if *count == 0 { name } else { format!("{name}-{count}") });
                *count += 1;
            }
            Event::Text(words) | Event::Code(words) => heading.iter_mut().for_each(|heading| heading.push_str(&words)),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                seen.links.push((text[..range.start].matches('\n').count() + 1, dest_url.to_string()));
            }
            _ => {}
        }
    }
    seen
}

/// The name that mdBook and GitHub give a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '-' | '_'));
    kept.map(|c| if c.is_whitespace() { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

/// A path from the root of the repository without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            other => plain.push(other),
        }
    }
    plain
}

/// What is wrong with a link of a page, which stands at a path from the root.
fn fault(page: &Path, link: &str) -> Option<String> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (path, name) = link.split_once('#').map_or((link, None), |(path, name)| (path, Some(name)));
    let target = if path.is_empty() { page.to_path_buf() } else { plain(&page.parent().unwrap().join(path)) };
    if !root().join(&target).exists() {
        return Some(format!("there is no {}", target.display()));
    }
    if page.starts_with("docs") && !target.starts_with("docs") {
        return Some(format!("{} is outside of the book", target.display()));
    }
    let name = name?;
    let text = std::fs::read_to_string(root().join(&target)).ok()?;
    (!seen(&text).anchors.contains(name)).then(|| format!("{} has no heading #{name}", target.display()))
}

#[test]
fn every_link_leads_somewhere() {
    let mut all: Vec<PathBuf> = pages().iter().map(|page| Path::new("docs").join(page)).collect();
    all.extend([PathBuf::from("docs/SUMMARY.md"), PathBuf::from("README.md"), PathBuf::from("ARCHITECTURE.md")]);
    let mut faults = Vec::new();
    for page in all {
        let found = seen(&std::fs::read_to_string(root().join(&page)).unwrap());
        let broken = found.links.iter().filter_map(|(line, link)| Some((line, fault(&page, link)?)));
        faults.extend(broken.map(|(line, why)| format!("{}:{line}: {why}", page.display())));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_table_of_contents_names_every_page_once() {
    let named: Vec<String> = seen(&text_of("SUMMARY.md")).links.into_iter().map(|(_, link)| link).collect();
    let once: BTreeSet<&String> = named.iter().collect();
    assert_eq!(once.len(), named.len(), "a page is named twice");
    let pages = pages();
    let left: Vec<_> = pages.iter().filter(|page| !once.contains(page)).collect();
    assert!(left.is_empty(), "docs/SUMMARY.md does not name {left:?}");
}

/// A page that shows commands is one whose commands are run, or says of each block that they are not.
#[test]
fn no_command_is_shown_that_is_not_run() {
    for page in pages().iter().filter(|page| !page.starts_with("codes/")) {
        let shows = text_of(page).contains("```console\n");
        assert!(
            !shows || CHAPTERS.contains(&page.as_str()),
            "docs/{page} shows commands, and CHAPTERS does not name it"
        );
    }
}

#[test]
fn links_and_headings_are_found() {
    let found = seen("# One `two`, three\n\n[a](b.md#c)\n\n## Same\n\n## Same\n\n## 一、二\n\n```\n[x](y)\n```\n");
    assert_eq!(found.links, [(3, "b.md#c".to_string())]);
    assert_eq!(found.anchors.iter().collect::<Vec<_>>(), ["one-two-three", "same", "same-1", "一二"]);
    assert!(fault(Path::new("docs/source.md"), "series.md#the-file-of-the-series").is_none());
    for broken in ["nowhere.md", "series.md#nowhere", "../src/lib.rs", "#nowhere"] {
        assert!(fault(Path::new("docs/source.md"), broken).is_some(), "{broken}");
    }
}
