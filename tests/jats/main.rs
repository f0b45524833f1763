//! Every document of `fixtures/jats`, and the real bulletin, as JATS: against the XML beside it (`BLESS=1` writes that anew), and against what no
//! expectation can vouch for: ids, references and words.

#![allow(clippy::unwrap_used, reason = "a test stops where its fixtures are broken")]

mod article;
mod foreign;
mod issue;

use article::Article;
use issue::{Built, build, expectation, folder, sources};
use masthead::write::Options;
use std::collections::BTreeSet;
use std::path::PathBuf;

#[test]
fn the_xml_is_the_one_beside_the_source() {
    let blessing = std::env::var_os("BLESS").is_some();
    for source in sources() {
        let expectation = expectation(&source);
        let xml = build(&source, &Options::default()).xml;
        if blessing {
            std::fs::write(&expectation, &xml).unwrap();
        }
        let expected = std::fs::read_to_string(&expectation).unwrap_or_default();
        let differs = expected.lines().zip(xml.lines()).position(|(left, right)| left != right);
        assert!(
            expected == xml,
            "{} is stale at line {}; look at it, then BLESS=1 cargo test --test jats",
            expectation.display(),
            differs.map_or(0, |line| line + 1)
        );
    }
}

#[test]
fn every_expectation_has_its_source() {
    let expected: BTreeSet<_> = sources().iter().map(|source| expectation(source)).collect();
    let found = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    for file in found.filter(|file| file.extension().is_some_and(|extension| extension == "xml")) {
        assert!(expected.contains(&file), "{} has no source", file.display());
    }
}

#[test]
fn ids_are_given_once_and_references_lead_to_them() {
    for source in sources() {
        let article = Article::parse(&build(&source, &Options::default()).xml);
        let ids: BTreeSet<_> = article.ids.iter().collect();
        assert_eq!(ids.len(), article.ids.len(), "{}: an id stands twice", source.display());
        for id in &article.references {
            assert!(ids.contains(id), "{}: nothing has the id {id}", source.display());
        }
    }
}

#[test]
fn the_words_are_those_of_the_issue() {
    for source in sources() {
        let Built { xml, words, title, .. } = build(&source, &Options::default());
        let flow = &words[words.find(&title).unwrap()..];
        assert_eq!(article::words(&Article::parse(&xml).flow), article::words(flow), "{}", source.display());
        let head = article::words(&Article::parse(&xml).head);
        for word in article::words(&words[..words.len() - flow.len()]) {
            assert!(head.contains(&word), "{}: the metadata lacks `{word}`", source.display());
        }
    }
}

#[test]
fn the_document_type_can_be_left_out() {
    let source = PathBuf::from("small.json");
    let whole = build(&source, &Options::default()).xml;
    let bare = build(&source, &Options { doctype: false, ..Options::default() }).xml;
    let lines: Vec<_> = whole.lines().filter(|line| !line.starts_with("<!DOCTYPE")).collect();
    assert_eq!(bare.lines().collect::<Vec<_>>(), lines);
    assert_eq!(whole.lines().count(), lines.len() + 1);
}

#[test]
fn pictures_go_with_the_file() {
    let built = build(&PathBuf::from("kitchen-sink.json"), &Options::default());
    assert_eq!(built.pictures, ["kitchen-sink-media/picture-1.png"]);
    assert!(built.xml.contains("xlink:href=\"kitchen-sink-media/picture-1.png\""));
}
