//! What is said of small issues, with the place marked by `‸`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use super::*;
use crate::convert::prepare;
use crate::diagnostics::Sink;
use crate::numbering::number;
use crate::read::{Input, by_name};
use crate::style;

const FRONT: &str = "---\nlang: en\npeople:\n  - name: Sun Dong\n    position: Keeper of the *lake*\n---\n\n";

/// The draft of a text, and the place that is marked in it.
fn draft(marked: &str) -> (Draft, usize) {
    let offset = marked.find('‸').unwrap_or_default();
    let text = marked.replacen('‸', "", 1);
    let mut sink = Sink::new();
    let mut prepared = prepare(&Input::new("a.md", text.as_bytes()), by_name("bulletin").unwrap(), &mut sink);
    let style = style::resolve(style::built_in_source("plain").unwrap(), &|_| None).unwrap();
    number(&mut prepared.document, &style, &mut sink);
    (Draft::new(&text, prepared.document), offset)
}

fn proposed(marked: &str) -> Vec<(String, String)> {
    let (draft, offset) = draft(marked);
    let around = Around { pictures: vec!["pictures/map.png".into()], ..Around::default() };
    let written = |proposal: Proposal| {
        let mut text = draft.text().as_str().to_string();
        text.replace_range(proposal.replaces.clone(), &proposal.insert);
        let line = Text::new(text.as_str());
        (proposal.label, text[line.line(line.line_of(proposal.replaces.start))].to_string())
    };
    complete(&draft, offset, &around).into_iter().map(written).collect()
}

fn labels(marked: &str) -> Vec<String> {
    proposed(marked).into_iter().map(|(label, _)| label).collect()
}

fn said(marked: &str) -> String {
    let (draft, offset) = draft(marked);
    hover(&draft, offset).map(|(said, _)| said).unwrap_or_default()
}

fn led(marked: &str) -> String {
    let (draft, offset) = draft(marked);
    definition(&draft, offset).map(|range| draft.text().as_str()[range].trim_end().to_string()).unwrap_or_default()
}

#[test]
fn facts_are_proposed_where_they_may_stand() {
    let keys = labels("---\nlang: en\n‸\n---\nWords.\n");
    assert!(keys.contains(&"title".to_string()) && !keys.contains(&"lang".to_string()), "{keys:?}");
    assert_eq!(labels("---\npeople:\n  - name: A\n    ‸\n---\n"), ["name", "name-order", "position"]);
    assert_eq!(labels("---\nimprint:\n  re‸\n---\n").len(), 6);
    assert_eq!(labels("---\ncompilers:\n  names: [A]\n  name-order: ‸\n---\n"), ["eastern", "western", "unknown"]);
    assert!(proposed("---\nlang: z‸\n---\n").contains(&("zh-Hant".into(), "lang: zh-Hant".into())));
    assert!(proposed("---\nst‸\n---\n").contains(&("style".into(), "style: ".into())));
    assert!(proposed("---\nst‸yle: plain\n---\n").contains(&("style".into(), "style: plain".into())));
    assert_eq!(labels("---\nnumber: 4\nroman: ‸\n---\n"), ["IV"]);
    assert_eq!(labels("---\nlang: en\n---‸\n"), [""; 0]);
}

#[test]
fn what_is_proposed_closes_what_was_opened() {
    let body = |words: &str| proposed(&format!("{FRONT}{words}\n\nCalled.[^n]\n\n[^n]: A note.\n"));
    assert_eq!(body("said [Sun‸"), [("Sun Dong".into(), "said [Sun Dong]{.person}".into())]);
    assert_eq!(body("said [‸]"), [("Sun Dong".into(), "said [Sun Dong]{.person}".into())]);
    assert_eq!(body("said[^‸]"), [("n".into(), "said[^n]".into())]);
    assert_eq!(body("see [](#‸)"), [("note-n".into(), "see [](#note-n)".into())]);
    assert_eq!(body("[he]{.person of=\"‸\"}"), [("Sun Dong".into(), "[he]{.person of=\"Sun Dong\"}".into())]);
    assert_eq!(
        body("[he]{.person of=\"Li‸\"}"),
        body("[he]{.person of=\"‸\"}"),
        "a name that is being typed is nobody's"
    );
    assert_eq!(body("![A map](pic‸)"), [("pictures/map.png".into(), "![A map](pictures/map.png)".into())]);
    assert!(body("::: {numerals=‸}").contains(&("chinese".into(), "::: {numerals=chinese}".into())));
    assert!(body("::: b‸").contains(&("box".into(), "::: box".into())));
    assert!(body("a‸b").is_empty());
}

#[test]
fn words_are_explained() {
    assert!(said("---\nda‸te: 2023-09-22\nlang: en\n---\n").ends_with("Here: September 22, 2023 (`2023-09-22`)"));
    assert!(said("---\npeople:\n  - name: A\n    name-order: eas‸tern\n---\n").contains("Surname first"));
    assert_eq!(said(&format!("{FRONT}by [Su‸n Dong]{{.person}}.")), "**Sun Dong**\n\nKeeper of the \\*lake\\*");
    assert!(said(&format!("{FRONT}by [Sun Dong]{{.per‸son}}.")).starts_with("**`person`**"));
    assert!(said(&format!("{FRONT}::: ed‸itors-note\nWhy.\n:::\n")).contains("why the issue exists"));
    assert!(said(&format!("{FRONT}::: {{numerals=upper-ro‸man}}\n1. a\n:::\n")).contains("I, II, III"));
    assert_eq!(said(&format!("{FRONT}Words[^‸n].\n\n[^n]: A *note*.\n")), "**Note 1**\n\nA note.");
    assert_eq!(said(&format!("{FRONT}Plain wor‸ds.")), "");
}

#[test]
fn references_lead_to_their_places() {
    let text = "# Water {#w}\n\nSee [](#w), [](#t), [it](#w).\n\nTable: Sums {#t}\n\n| a |\n|---|\n| b[^t] |\n\n[^t]: Under it.\n";
    let at = |words: &str, marked: &str| led(&format!("{FRONT}{}", text.replacen(words, marked, 1)));
    assert_eq!(at("[](#w)", "[](‸#w)"), "# Water {#w}");
    assert_eq!(at("[it](#w)", "[i‸t](#w)"), "# Water {#w}");
    assert!(at("[](#t)", "[](#‸t)").contains("| b[^t] |"));
    assert_eq!(at("b[^t]", "b[^‸t]"), "[^t]: Under it.");
    assert_eq!(led(&format!("{FRONT}by [Su‸n Dong]{{.person}}.")), "name: Sun Dong");
    let (draft, offset) = draft(&format!("{FRONT}{}", text.replacen("# Water", "# Wa‸ter", 1)));
    assert_eq!(uses(&draft, offset, false).len(), 2);
    assert_eq!(uses(&draft, offset, true).len(), 3);
}

#[test]
fn parts_stand_in_each_other() {
    let text = "# A\n\nWords[^n].\n\n## B\n\nTable: Sums\n\n| a |\n|---|\n| b |\n\n# C\n\nWords.\n\n[^n]: A note.\n";
    let (draft, _) = draft(&format!("{FRONT}{text}"));
    fn shown(list: &[Symbol]) -> String {
        list.iter().map(|one| format!("{}({})", one.name, shown(&one.children))).collect::<Vec<_>>().join(" ")
    }
    let found = symbols(&draft);
    assert_eq!(shown(&found), "Facts() A(B(Sums())) C() A note.()");
    let inside =
        |symbol: &Symbol| symbol.range.start <= symbol.selection.start && symbol.selection.end <= symbol.range.end;
    assert!(found.iter().all(inside));
    assert!(found[1].range.end <= found[2].range.start && found[2].range.end <= found[3].range.start);
}

#[test]
fn tables_of_keys_are_explained_and_completed() {
    let text = Text::new("extends = \"\"\n[page]\nwid\n[text.body]\nalign = \"\"\n[page]\nlevel = \n");
    let keys = Keys::style();
    let labels = |offset| {
        let found = complete_sheet(&text, keys, offset, &Around::default());
        found.into_iter().map(|proposal| proposal.insert).collect::<Vec<_>>()
    };
    assert!(labels(11).contains(&"\"pujiang\"".to_string()));
    assert!(labels(23).contains(&"width = ".to_string()));
    assert!(labels(45).contains(&"\"left\"".to_string()), "{:?}", labels(45));
    assert_eq!(labels(62), ["true", "false"]);
    assert!(hover_sheet(&text, keys, 39).unwrap().0.starts_with("**`text.body.align`**"));
}
