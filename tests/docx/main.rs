//! The Word file of the sources in `fixtures/docx`, of some that other rooms keep, and of the real bulletin: against
//! the listing beside them (`BLESS=1` writes that anew), and against what no expectation can vouch for.

#![allow(clippy::unwrap_used, reason = "a test stops where its fixtures are broken")]

mod issue;
mod parts;
mod word;

use issue::{Built, build, build_in, fixtures, sources};
use masthead::ast::Document;
use parts::{listing, part, parts};
use std::collections::BTreeSet;
use std::path::Path;

/// The one source whose listing has the style's parts too.
const WHOLE: &str = "numbers";

#[test]
fn the_parts_are_those_of_the_listing() {
    let blessing = std::env::var_os("BLESS").is_some();
    for (source, name) in sources() {
        let expectation = fixtures().join("docx").join(format!("{name}.parts"));
        let listing = listing(&build(&source).docx, name == WHOLE);
        if blessing {
            std::fs::write(&expectation, &listing).unwrap();
        }
        let expected = std::fs::read_to_string(&expectation).unwrap_or_default();
        let differs = expected.lines().zip(listing.lines()).position(|(left, right)| left != right);
        assert!(
            expected == listing,
            "{}: the file is not that of {} from line {} on",
            source.display(),
            expectation.display(),
            differs.map_or(0, |line| line + 1)
        );
    }
}

#[test]
fn every_listing_has_its_source() {
    let expected: BTreeSet<_> = sources().into_iter().map(|(_, name)| format!("{name}.parts")).collect();
    for entry in std::fs::read_dir(fixtures().join("docx")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.ends_with(".parts") || expected.contains(&name), "{name} has no source");
    }
}

/// Numbers are computed as Word would, from the numbering part, so that a label that comes out otherwise is a fault.
#[test]
fn the_words_and_labels_are_those_of_the_issue() {
    for (source, name) in sources() {
        compare(&build(&source), &name);
    }
}

#[test]
fn notes_start_again_with_sections_where_the_style_says_so() {
    for (source, name) in sources() {
        compare(&build_in(&source, "[numbering]\nnotes = \"section\""), &name);
    }
    let built = build_in(Path::new("docx/numbers.json"), "[numbering]\nnotes = \"section\"");
    let body = part(&built.docx, "word/document.xml").unwrap();
    assert_eq!(body.matches("<w:numRestart w:val=\"eachSect\"/>").count(), 2);
    assert_eq!(body.matches("<w:titlePg/>").count(), 1);
}

fn compare(built: &Built, name: &str) {
    let squeeze = |words: &str| words.split_whitespace().collect::<String>();
    let [found, expected] = [&word::words(&built.docx), &built.words].map(|words| squeeze(words));
    let at = found.chars().zip(expected.chars()).position(|(left, right)| left != right);
    let near = |words: &str| words.chars().skip(at.unwrap_or(0).saturating_sub(20)).take(60).collect::<String>();
    assert!(found == expected, "{name}: `{}` where the issue says `{}`", near(&found), near(&expected));
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    for (source, name) in sources() {
        assert!(build(&source).docx == build(&source).docx, "{name}");
    }
}

/// Passes before this keep such characters out of the text, so that the masthead's lines are the one way in.
#[test]
fn characters_that_xml_cannot_hold_are_left_out_and_told_of() {
    let mut document = Document::default();
    document.masthead.name = vec!["Bulle\u{1}tin".into()];
    let (docx, sink) = issue::write(&document);
    let codes: Vec<_> = sink.diagnostics().iter().map(|found| found.code.name()).collect();
    assert_eq!(codes, ["control-character"]);
    assert_eq!(word::words(&docx).trim(), "Bulletin");
}

#[test]
fn equal_pictures_share_a_part_and_links_of_notes_have_ties_of_their_own() {
    let sink = build(Path::new("jats/kitchen-sink.json")).docx;
    assert_eq!(parts(&sink).iter().filter(|(name, _)| name.starts_with("word/media/")).count(), 1);
    assert!(part(&sink, "word/document.xml").unwrap().matches("<w:drawing>").count() > 1);
    let ties = part(&build(Path::new("docx/numbers.json")).docx, "word/_rels/footnotes.xml.rels").unwrap();
    assert!(ties.contains("Target=\"https://example.org/a%20b?c=%E7%AE%80\" TargetMode=\"External\""), "{ties}");
}
