//! The pages of sources that other rooms keep, and of the real bulletin: against the markup beside them in `fixtures/html`
//! (`BLESS=1` writes that anew), and against what no expectation can vouch for.

#![allow(clippy::unwrap_used, reason = "a test stops where its fixtures are broken")]

mod book;
mod look;
#[path = "../making/mod.rs"]
mod making;
mod markup;
mod source;

use masthead::ast::{Block, Document, Inline, Paragraph, Section};
use masthead::diagnostics::Span;
use masthead::write::{Options, Places};
use source::{Built, build, build_with, epub, fixtures, sources, write};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn the_markup_is_the_one_that_was_accepted() {
    for (source, name) in sources() {
        accept(&format!("{name}.html"), &markup::listing(&build(&source).html));
        if book::LISTED.contains(&name.as_str()) {
            accept(&format!("{name}.opf"), &book::listing(&epub(&source)));
        }
    }
}

fn accept(name: &str, made: &str) {
    let expectation = fixtures().join("html").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&expectation, made).unwrap();
    }
    let expected = std::fs::read_to_string(&expectation).unwrap_or_default();
    let differs = expected.lines().zip(made.lines()).position(|(left, right)| left != right);
    assert!(
        expected == made,
        "{} is stale at line {}; look at it, then BLESS=1 cargo test --test html",
        expectation.display(),
        differs.map_or(0, |line| line + 1)
    );
}

#[test]
fn every_accepted_page_has_its_source() {
    let mut expected: BTreeSet<_> = sources().into_iter().map(|(_, name)| format!("{name}.html")).collect();
    expected.extend(book::LISTED.map(|name| format!("{name}.opf")));
    for entry in std::fs::read_dir(fixtures().join("html")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(expected.contains(&name), "{name} has no source");
    }
}

#[test]
fn the_words_are_those_of_the_issue() {
    for (source, name) in sources() {
        let Built { html, words } = build(&source);
        let squeeze =
            |words: &str| words.chars().filter(|c| !c.is_whitespace() && !"•–·".contains(*c)).collect::<String>();
        let expected = squeeze(&words);
        for markup in [html, book::file(&epub(&source), "EPUB/issue.xhtml")] {
            let found = squeeze(&markup::words(&markup));
            let at = found.chars().zip(expected.chars()).position(|(left, right)| left != right);
            let near =
                |words: &str| words.chars().skip(at.unwrap_or(0).saturating_sub(20)).take(60).collect::<String>();
            assert!(found == expected, "{name}: `{}` where the issue says `{}`", near(&found), near(&expected));
        }
    }
}

#[test]
fn ids_are_given_once_and_links_lead_to_them() {
    for (source, name) in sources() {
        let html = build(&source).html;
        let all = markup::values(&html, "id");
        let ids: BTreeSet<_> = all.iter().copied().collect();
        assert_eq!(ids.len(), all.len(), "{name}: an id stands twice");
        for address in markup::values(&html, "href") {
            let id = address.strip_prefix('#');
            assert!(id.is_none_or(|id| ids.contains(id)), "{name}: nothing has the id {address}");
        }
        for label in markup::values(&html, "aria-labelledby") {
            assert!(ids.contains(label), "{name}: nothing has the id {label}");
        }
    }
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    for (source, name) in sources() {
        let levels = markup::headings(&build(&source).html);
        assert_eq!(levels.first(), Some(&1), "{name}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}");
    }
}

#[test]
fn the_page_needs_no_other_file_and_runs_nothing() {
    for (source, name) in sources() {
        let html = build(&source).html;
        assert!(markup::values(&html, "src").iter().all(|address| address.starts_with("data:image/")), "{name}");
        assert!(markup::values(&html, "style").is_empty(), "{name}: the page's policy refuses styles in attributes");
        let scripts = html.matches("<script").count();
        assert_eq!(scripts, html.matches("<script type=\"application/ld+json\">").count(), "{name}");
        assert!(!html.contains("url(") && !html.contains("@import"), "{name}");
    }
}

#[test]
fn nothing_in_a_source_becomes_markup_or_is_run() {
    let link = |target: &str| Inline::Link {
        span: Span::Unknown,
        target: target.into(),
        inlines: vec![Inline::text("</a><script>alert(1)</script>", Span::Unknown)],
    };
    let targets =
        ["javascript:alert(1)", "https://example.org/\"><img src=x>", "data:text/html,x", "file:///etc/passwd"];
    let inlines = targets.map(link).to_vec();
    let lead = vec![Block::Paragraph(Paragraph { inlines, ..Paragraph::default() })];
    let mut document = Document { lead, ..Document::default() };
    document.front.series = Some("</title></script><script>alert(2)</script><!--".into());
    document.masthead.name = vec!["</style><script>".into()];
    let (html, told) = write(&document, &Options::default());
    assert_eq!(html.matches("<script").count(), 1, "{html}");
    assert_eq!(html.matches("</script").count(), 1, "{html}");
    assert_eq!(html.matches("</title").count(), 1, "{html}");
    assert_eq!(markup::values(&html, "href").len(), 2, "the terms of Dublin Core and the one address that is allowed");
    assert!(told.is_empty(), "{told:?}: numbering tells of links that lead nowhere");
}

#[test]
fn blocks_say_where_they_stand_only_where_that_is_asked_for() {
    let source = Path::new("bulletins/kitchen-sink.md");
    assert!(!build(source).html.contains("data-line"));
    let text = std::fs::read_to_string(fixtures().join(source)).unwrap();
    let html = build_with(source, &Options { places: Some(Places::of(&text)), ..Options::default() }).html;
    let lines: Vec<usize> = markup::values(&html, "data-line").iter().map(|line| line.parse().unwrap()).collect();
    assert!(lines.len() > 20 && lines.iter().all(|line| (1..=text.lines().count()).contains(line)), "{lines:?}");
    let headings = text.lines().enumerate().filter(|(_, line)| line.starts_with("# ")).map(|(at, _)| at + 1);
    for line in headings {
        assert!(html.contains(&format!("<h2 data-line=\"{line}\">")), "no heading says line {line}");
    }
    assert!(!html.contains("Content-Security-Policy"), "who embeds the page has a policy of its own");
}

#[test]
fn sections_without_headings_leave_no_gap_between_levels() {
    let title = |words: &str| vec![Inline::text(words, Span::Unknown)];
    let inner = Section { title: title("inner"), ..Section::default() };
    let bare = Section { sections: vec![inner], ..Section::default() };
    let mut document = Document { sections: vec![bare], ..Document::default() };
    document.masthead.name = vec!["Bulletin".into()];
    let (html, _) = write(&document, &Options::default());
    assert_eq!(markup::headings(&html), [1, 2]);
}
