//! What comes back of a file that somebody worked on: the words of the body hold against all that is kept aside of them.

use crate::issue::{build, build_in, pujiang};
use crate::parts::{packed, part, parts};
use masthead::ast::{Block, Document, Front, Inline, text, walk};
use masthead::convert;
use masthead::diagnostics::{Severity, Sink};
use masthead::numbering::number;
use masthead::read::{self, Input};
use serde_json::Value;
use std::path::Path;

const SOURCE: &str = "bulletins/kitchen-sink.md";
const BODY: &str = "word/document.xml";
const ASIDE: &str = "customXml/item1.xml";

fn read(docx: &[u8]) -> Document {
    let mut sink = Sink::new();
    let mut document =
        convert::prepare(&Input::new("issue.docx", docx), read::by_name("docx").unwrap(), &mut sink).document;
    number(&mut document, &pujiang(""), &mut sink);
    let errors = sink.diagnostics().iter().filter(|found| found.code.severity() == Severity::Error);
    let errors: Vec<&str> = errors.map(|found| found.code.name()).collect();
    assert!(errors.iter().all(|name| name.starts_with("front-")), "{errors:?}");
    document
}

/// The file with one part made anew.
fn edited(docx: &[u8], name: &str, edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = parts(docx);
    let (_, bytes) = parts.iter_mut().find(|(part, _)| part == name).unwrap();
    *bytes = edit(std::str::from_utf8(bytes).unwrap()).into_bytes();
    packed(&parts)
}

/// The words of the body alone, without blanks.
fn words(document: &Document) -> String {
    let mut bare = document.clone();
    bare.masthead = Default::default();
    bare.front = Default::default();
    text::document(&bare).split_whitespace().collect()
}

/// A document without where it stood.
fn placeless(document: &Document) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|name, _| name != "span" && name != "provenance");
                fields.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(document).unwrap();
    strip(&mut value);
    value
}

/// That two texts are one; shows where they part.
fn same(found: &str, expected: &str, what: &str) {
    let at = found.chars().zip(expected.chars()).position(|(left, right)| left != right);
    let near = |text: &str| text.chars().skip(at.unwrap_or(0).saturating_sub(60)).take(160).collect::<String>();
    assert!(found == expected, "{what}: `{}` where there was `{}`", near(found), near(expected));
}

/// A bookmark with which something is kept aside.
struct Bookmark {
    name: String,
    number: String,
    /// What is kept, as it is told.
    told: String,
}

impl Bookmark {
    fn fact(&self, name: &str) -> Option<&str> {
        self.told.split_once(&format!(" {name}=\""))?.1.split('"').next()
    }

    fn is(&self, of: &str) -> bool {
        self.fact("of") == Some(of)
    }

    fn start(&self) -> String {
        format!("<w:bookmarkStart w:id=\"{}\" w:name=\"{}\"/>", self.number, self.name)
    }

    fn end(&self) -> String {
        format!("<w:bookmarkEnd w:id=\"{}\"/>", self.number)
    }
}

/// What is told aside of a mark.
fn told(aside: &str, name: &str) -> String {
    let (_, told) = aside.split_once(&format!("<mark name=\"{name}\"")).unwrap();
    told.split_once("/>").unwrap().0.to_string()
}

/// Every bookmark with which something is kept aside.
fn bookmarks(docx: &[u8]) -> Vec<Bookmark> {
    let (body, aside) = (part(docx, BODY).unwrap(), part(docx, ASIDE).unwrap());
    let starts = body.split("<w:bookmarkStart w:id=\"").skip(1);
    let named = starts.filter_map(|start| {
        let mut parts = start.split('"');
        Some((parts.next()?.to_string(), parts.nth(1)?.to_string()))
    });
    let kept = named.filter(|(_, name)| name.starts_with("_mh_"));
    kept.map(|(number, name)| Bookmark { told: told(&aside, &name), name, number }).collect()
}

/// Whether a bookmark is of a paragraph of something.
fn is_part_of(bookmark: &Bookmark, of: &str, aside: &str) -> bool {
    let whole = bookmark.fact("part-of").filter(|_| bookmark.is("part"));
    whole.is_some_and(|whole| told(aside, whole).contains(&format!(" of=\"{of}\"")))
}

/// The numbers of bookmarks with which something is kept aside. Those of notes and their marks are not among them: a mark whose
/// note is not known is words itself.
fn marks(docx: &[u8]) -> Vec<String> {
    let aside = part(docx, ASIDE).unwrap();
    let of_note = |mark: &Bookmark| mark.is("call") || is_part_of(mark, "note", &aside);
    bookmarks(docx).into_iter().filter(|mark| !of_note(mark)).map(|mark| mark.number).collect()
}

/// The markup without a bookmark.
fn without(body: &str, number: &str) -> String {
    let mut kept = String::new();
    for (at, piece) in body.split('<').enumerate() {
        let edge = format!(" w:id=\"{number}\"");
        let own = piece.starts_with("w:bookmark") && piece.contains(&edge);
        if !own {
            kept.push_str(if at > 0 { "<" } else { "" });
            kept.push_str(piece);
        } else if let Some((_, rest)) = piece.split_once('>') {
            kept.push_str(rest);
        }
    }
    kept
}

/// The markup as Word saves it: bookmarks between paragraphs stand at the start of the next one, in cells too.
fn saved(body: &str) -> String {
    let (mut text, mut waiting, mut inside) = (String::new(), String::new(), false);
    for piece in body.split_inclusive('>') {
        let tag = piece.trim_start();
        inside |= tag == "<w:p>";
        if !inside && tag.starts_with("<w:bookmark") {
            waiting.push_str(tag);
            continue;
        }
        if ["</w:tc>", "<w:sectPr>", "</w:body>"].contains(&tag) {
            text.push_str(&std::mem::take(&mut waiting));
        }
        text.push_str(piece);
        if inside && tag == "</w:pPr>" {
            text.push_str(&std::mem::take(&mut waiting));
        }
        inside &= tag != "</w:p>";
    }
    text
}

#[test]
fn what_a_word_processor_moves_is_found_all_the_same() {
    for source in [SOURCE, "bulletins/boxes-and-pages.md", "bulletins/tables.md", "bulletins/zh-2024-03.md"] {
        let docx = build(Path::new(source)).docx;
        let moved = edited(&docx, BODY, saved);
        assert_ne!(part(&moved, BODY), part(&docx, BODY));
        same(&placeless(&read(&moved)).to_string(), &placeless(&read(&docx)).to_string(), source);
    }
}

/// LibreOffice compares where bookmarks begin and end within their paragraphs without asking in which, and saves those over
/// several in pieces.
#[test]
fn no_bookmark_stands_around_more_than_one_paragraph() {
    for source in [SOURCE, "bulletins/boxes-and-pages.md", "bulletins/table-notes.md", "bulletins/zh-2024-03.md"] {
        let docx = build(Path::new(source)).docx;
        let body = part(&docx, BODY).unwrap();
        for mark in bookmarks(&docx) {
            let (_, rest) = body.split_once(&mark.start()).unwrap();
            let (within, _) = rest.split_once(&mark.end()).unwrap();
            let count = |tag: &str| within.matches(tag).count();
            assert!(count("<w:p>") <= 1 && count("<w:tbl>") == 0, "{source}: {}", mark.told);
        }
    }
}

/// The markup as LibreOffice saves it once more: a reference's bookmark ends where it begins, that of a note's mark lies over
/// the words before it, a page ends in the paragraph that it ended behind, and pages are those that LibreOffice counts.
fn saved_again(body: &str, marks: &[Bookmark]) -> String {
    let mut body = body.to_string();
    for mark in marks {
        let (start, end) = (mark.start(), mark.end());
        let bare = body.replacen(&end, "", 1);
        let at = bare.find(&start).unwrap();
        if mark.is("reference") {
            body = bare.replacen(&start, &format!("{start}{end}"), 1);
        } else if mark.is("call") && mark.fact("mark").is_none() {
            let run = bare[..at].rfind("<w:r>").unwrap();
            let between = bare[run..at].to_string();
            if between.ends_with("</w:r>") && between.contains("<w:t") {
                body = format!("{}{start}{between}{end}{}", &bare[..run], &bare[at + start.len()..]);
            }
        } else if mark.is("page-end") && bare[..at].rfind("</w:p>") > bare[..at].rfind("<w:p>") {
            let before = bare[..at].rfind("</w:p>").unwrap();
            let after = &bare[before..at];
            body = format!("{}{start}{end}{after}{}", &bare[..before], &bare[at + start.len()..]);
        }
    }
    let mut pages = body.split("PAGEREF");
    let first = pages.next().unwrap().to_string();
    pages.fold(first, |body, page| {
        let (field, rest) = page.split_once("<w:t>").unwrap();
        format!("{body}PAGEREF{field}<w:t>9{rest}")
    })
}

#[test]
fn what_libreoffice_moves_is_found_all_the_same() {
    for source in [SOURCE, "bulletins/boxes-and-pages.md", "bulletins/table-notes.md", "bulletins/health-2024-04.md"] {
        let docx = build(Path::new(source)).docx;
        let moved = edited(&docx, BODY, |body| saved_again(body, &bookmarks(&docx)));
        let renamed = |notes: &str| {
            let mut parts = notes.split("w:name=\"_mh_");
            let first = parts.next().unwrap_or_default().to_string();
            parts.fold(first, |notes, part| {
                let (number, rest) = part.split_once('"').unwrap();
                format!("{notes}w:name=\"_mh_{number}_Copy_1_Copy_1\"{rest}")
            })
        };
        let moved = edited(&moved, "word/footnotes.xml", renamed);
        assert_ne!(part(&moved, BODY), part(&docx, BODY));
        same(&placeless(&read(&moved)).to_string(), &placeless(&read(&docx)).to_string(), source);
    }
}

/// What stands together is found by any of its paragraphs.
#[test]
fn tables_and_boxes_are_found_by_the_marks_that_are_left() {
    for source in ["bulletins/boxes-and-pages.md", "bulletins/tables.md", "bulletins/spanning.md"] {
        let docx = build(Path::new(source)).docx;
        let aside = part(&docx, ASIDE).unwrap();
        let whole = placeless(&read(&docx)).to_string();
        let parts = bookmarks(&docx).into_iter();
        let parts: Vec<_> =
            parts.filter(|mark| ["table", "box"].into_iter().any(|of| is_part_of(mark, of, &aside))).collect();
        assert!(parts.len() > 3);
        for mark in parts {
            let less = read(&edited(&docx, BODY, |body| without(body, &mark.number)));
            same(&placeless(&less).to_string(), &whole, &format!("{source} without {}", mark.name));
        }
    }
}

#[test]
fn each_mark_may_go_without_a_word_lost_or_found() {
    let docx = build(Path::new(SOURCE)).docx;
    let whole = words(&read(&docx));
    let marks = marks(&docx);
    assert!(marks.len() > 40, "{}", marks.len());
    for number in marks {
        let less = read(&edited(&docx, BODY, |body| without(body, &number)));
        same(&words(&less), &whole, &format!("without bookmark {number}"));
    }
}

#[test]
fn without_what_is_kept_aside_the_file_is_a_manuscript_like_all_others() {
    let docx = build(Path::new(SOURCE)).docx;
    let bare = read(&edited(&docx, ASIDE, |_| "<aside/>".into()));
    // The compilers and the copies are read by the words of their lines; the others have no labels that say what they are.
    assert_eq!((bare.front.imprint.lines.len(), bare.front.imprint.copies), (3, Some(120)));
    assert!(bare.front.compilers.is_some());
    let told = read(&docx).front;
    assert_eq!(bare.front.number, told.number, "by the words of the line");
    assert!(bare.front.keywords.is_empty() && !told.keywords.is_empty());
    assert!(read(&docx).front.compilers.is_some());
    let broken = read(&edited(&docx, ASIDE, |aside| aside[..aside.len() / 2].to_string()));
    assert_eq!(placeless(&broken), placeless(&bare));
}

#[test]
fn changed_words_hold_against_what_is_kept_of_them() {
    let docx = build(Path::new(SOURCE)).docx;
    let before = read(&docx);
    let printed = before.masthead.issue_line.clone().unwrap();
    let changes = [
        ("Compiled by: Ada Brown", "Compiled by: Ida Braun"),
        (printed.as_str(), "Special issue"),
        (">Figure 1<", ">The map<"),
        (">Ada Brown<", ">Ada Green<"),
        ("One inside", "One outside"),
    ];
    let edited =
        edited(&docx, BODY, |body| changes.iter().fold(body.to_string(), |body, (old, new)| body.replace(old, new)));
    let after = read(&edited);
    assert_eq!(after.front.issue_line.as_deref(), Some("Special issue"));
    assert_eq!(after.front.number, None, "a number that is printed no longer");
    assert!(
        after.front.compilers.as_ref().is_some_and(|compilers| compilers.names.iter().any(|name| name == "Ida Braun"))
    );
    let (mut names, mut labels) = (Vec::new(), Vec::new());
    walk::runs(&after, &mut |run| {
        walk::inlines(run, &mut |inline| match inline {
            Inline::Person { person, inlines, .. } => names.push((person.clone(), text::inlines(inlines))),
            Inline::Reference { label: Some(label), .. } => labels.push(label.clone()),
            _ => {}
        });
    });
    let green = names.iter().find(|(_, name)| name == "Ada Green").unwrap();
    assert_eq!(after.front.person(&green.0).unwrap().name, "Ada Green");
    assert!(words(&after).contains("Themap") && !labels.iter().any(|label| label == "Figure 1"), "{labels:?}");
}

/// A line of the masthead or of the imprint that an editor changes says what it says by now; all others say what they said.
#[test]
fn a_changed_line_is_read_anew_and_no_other() {
    let docx = build(Path::new(SOURCE)).docx;
    let change = |old: &str, new: &str| {
        let changed = edited(&docx, BODY, |body| {
            assert!(body.contains(old), "{old}");
            body.replace(old, new)
        });
        read(&changed).front
    };
    let whole = read(&docx).front;
    let names = |front: &Front| front.compilers.clone().map(|compilers| compilers.names).unwrap_or_default();
    let facts = |front: &Front| {
        let numbers = [front.number, front.whole_number].map(|number| number.map(|number| number.0));
        (
            numbers,
            front.date.map(|date| date.iso()),
            names(front),
            front.imprint.copies,
            front.imprint.reviewers.clone(),
        )
    };
    let was = facts(&whole);
    assert_eq!((was.0, was.3, was.4.len()), ([Some(12), Some(345)], Some(120), 1));

    let front = change("February 29, 2024", "March 1, 2024");
    assert_eq!(facts(&front), (was.0, Some("2024-03-01".into()), was.2.clone(), was.3, was.4.clone()));
    assert_eq!(front.date_line.as_deref(), Some("March 1, 2024"));
    let front = change("No. 12 (Vol. 345)", "No. 13 (Vol. 346)");
    assert_eq!(facts(&front), ([Some(13), Some(346)], was.1.clone(), was.2.clone(), was.3, was.4.clone()));
    let front = change("Compiled by: Ada Brown", "Compiled by: Ida Braun, Ada Brown");
    let more = ["Ida Braun", "Ada Brown", "Lin Mo"].map(str::to_string).to_vec();
    assert_eq!(facts(&front), (was.0, was.1.clone(), more, was.3, was.4.clone()));
    assert_eq!(front.imprint.lines, whole.imprint.lines);
    let front = change("120 copies", "150 copies");
    assert_eq!(facts(&front), (was.0, was.1.clone(), was.2.clone(), Some(150), was.4.clone()));
    let front = change("Chen Yi", "Chen Yi, Bo Ek");
    assert_eq!(front.imprint.reviewers, ["Chen Yi", "Bo Ek"]);
    let front = change("2024 Kitchen Sink Bulletin XII", "2024 Kitchen Sink Bulletin XIII");
    assert_eq!((facts(&front), front.designation.as_deref()), (was, Some("2024 Kitchen Sink Bulletin XIII")));
}

/// Copies that stand at the right end of another line are a line of their own.
#[test]
fn a_number_of_copies_beside_another_line_is_read_anew() {
    let docx = build_in(Path::new("bulletins/gongwen-2024-05.md"), "[imprint]\ncopies-right = true").docx;
    let whole = read(&docx).front;
    let copies = whole.imprint.copies.unwrap();
    let changed = edited(&docx, BODY, |body| body.replace(&format!("共印{copies}份"), "共印77份"));
    let front = read(&changed).front;
    assert_eq!(front.imprint.copies, Some(77));
    assert_eq!(
        (&front.imprint.lines, &front.imprint.distribution),
        (&whole.imprint.lines, &whole.imprint.distribution)
    );
    assert_eq!(front.compilers.map(|it| it.names), whole.compilers.map(|it| it.names));
}

/// The office at the left of the last line is read anew, and the day at its right is the issue's.
#[test]
fn another_office_that_issues_is_read() {
    let docx = build(Path::new("bulletins/gongwen-2024-05.md")).docx;
    let office = read(&docx).front.imprint.issued_by.unwrap();
    let changed = edited(&docx, BODY, |body| {
        let (before, after) = body.rsplit_once(office.as_str()).unwrap();
        format!("{before}市农业农村局{after}")
    });
    let imprint = read(&changed).front.imprint;
    assert_eq!((imprint.issued_by.as_deref(), imprint.lines.len()), (Some("市农业农村局"), 0));
    assert_eq!(imprint.copies_to.len(), 3);
}

/// A line that can no longer be read is told of where it stands.
#[test]
fn a_changed_line_that_says_no_fact_is_told_of() {
    let docx = build(Path::new(SOURCE)).docx;
    let told = |old: &str, new: &str| {
        let changed = edited(&docx, BODY, |body| body.replace(old, new));
        let mut sink = Sink::new();
        let reader = read::by_name("docx").unwrap();
        let source = convert::prepare(&Input::new("issue.docx", &changed), reader, &mut sink).source;
        let unknown = sink.diagnostics().iter().find(|found| found.code.name() == "masthead-line-unknown");
        unknown.and_then(|found| found.span.range()).map(|range| source.text()[range].to_string())
    };
    assert_eq!(told("February 29, 2024", "In spring").as_deref(), Some("In spring"));
    assert_eq!(told("No. 12 (Vol. 345)", "Special issue").as_deref(), Some("Special issue"));
    assert_eq!(told("Compiled by: ", "With thanks to ").as_deref(), Some("With thanks to Ada Brown, Lin Mo"));
    assert_eq!(told("Printed in house", "Printed at home"), None);
    assert_eq!(told("February 29, 2024", "March 1, 2024"), None);
}

/// A paragraph to which an editor gives another style is what that style says.
#[test]
fn changed_styles_hold_too() {
    let docx = build(Path::new(SOURCE)).docx;
    let quotes = |document: &Document| {
        let mut count = 0;
        walk::roots(document).into_iter().for_each(|root| {
            walk::blocks(root, &mut |block| count += usize::from(matches!(block, Block::Quote(_))));
        });
        count
    };
    let plain = edited(&docx, BODY, |body| body.replace("w:val=\"Quote\"", "w:val=\"BodyText\""));
    assert!(quotes(&read(&docx)) > 1);
    assert_eq!(quotes(&read(&plain)), 0);
}

#[test]
fn marks_without_end_take_no_more_room_than_there_is() {
    let docx = build(Path::new(SOURCE)).docx;
    let many = 5000;
    let name = |at: usize| format!("_mh_deep_{at}");
    let whole = |at: usize| format!(" part-of=\"{}\"", name(at));
    let told = |at: usize| {
        let of = if at + 1 < many { "quote" } else { "part" };
        format!("<mark name=\"{}\" of=\"{of}\"{}/>", name(at), at.checked_sub(1).map(whole).unwrap_or_default())
    };
    let opens = |at: usize| format!("<w:bookmarkStart w:id=\"{}\" w:name=\"{}\"/>", 90_000 + at, name(at));
    let closes = |at: usize| format!("<w:bookmarkEnd w:id=\"{}\"/>", 90_000 + at);
    let aside = (0..many).map(told).collect::<String>() + "</aside>";
    let docx = edited(&docx, ASIDE, |whole| whole.replace("</aside>", &aside));
    let around = |inner: &str| opens(many - 1) + inner + &closes(many - 1);
    let paragraph = "<w:p><w:pPr><w:pStyle w:val=\"Quote\"/></w:pPr><w:r><w:t>deep</w:t></w:r></w:p>";
    let deep = edited(&docx, BODY, |body| body.replacen("<w:sectPr>", &(around(paragraph) + "<w:sectPr>"), 1));
    let deep = read(&deep);
    assert_eq!(words(&deep).matches("deep").count(), 1);
    let mut quotes = 0;
    walk::roots(&deep).into_iter().for_each(|root| {
        walk::blocks(root, &mut |block| quotes += usize::from(matches!(block, Block::Quote(_))));
    });
    assert!((64..1000).contains(&quotes), "{quotes}");
    let open = (0..many).map(opens).collect::<String>();
    let unclosed = edited(&docx, BODY, |body| body.replacen("<w:body>", &format!("<w:body>{open}"), 1));
    assert!(words(&read(&unclosed)).len() > 1000);
}

/// Enter at the end of a paragraph parts it: the bookmark around it then holds both.
#[test]
fn what_an_editor_writes_at_the_end_of_something_is_read_by_its_style() {
    let docx = build(Path::new(SOURCE)).docx;
    let before = read(&docx);
    let split = |body: &str, words: &str, style: Option<&str>| {
        let at = body.find(words).unwrap();
        let end = at + body[at..].find("</w:p>").unwrap() + "</w:p>".len();
        let start = body[..at].rfind("<w:p>").unwrap();
        let own = &body[start + "<w:p>".len()..start + body[start..].find("</w:pPr>").unwrap()];
        let properties = style.map_or(own.to_string(), |style| format!("<w:pPr><w:pStyle w:val=\"{style}\"/>"));
        let new = format!("<w:p>{properties}</w:pPr><w:r><w:t>Newly written</w:t></w:r></w:p>");
        format!("{}{new}{}", &body[..end], &body[end..])
    };
    let items = |document: &Document| {
        let mut found = Vec::new();
        walk::roots(document).into_iter().for_each(|root| {
            walk::blocks(root, &mut |block| {
                if let Block::List(list) = block {
                    found.push(list.items.len());
                }
            });
        });
        found
    };
    let longer = read(&edited(&docx, BODY, |body| split(body, "Another with", None)));
    let mut expected = items(&before);
    expected[0] += 1;
    assert_eq!(items(&longer), expected);

    let under = read(&edited(&docx, BODY, |body| split(body, "Where the three", Some("BodyText"))));
    let beside = |document: &Document| {
        let blocks = &document.sections[1].sections[1].blocks;
        let at = blocks.iter().position(|block| matches!(block, Block::Figure(figure) if !figure.caption.is_empty()));
        (blocks[at.unwrap()].clone(), blocks[at.unwrap() + 1].clone())
    };
    let ((was, _), (is, next)) = (beside(&before), beside(&under));
    let id = |block: &Block| block.id().map(str::to_string);
    assert_eq!(id(&is), id(&was));
    assert!(matches!(next, Block::Paragraph(paragraph) if text::inlines(&paragraph.inlines) == "Newly written"));
}
