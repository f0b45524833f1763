//! Language tags that are registered, so that every output says only what programs know.

use crate::ast::{Block, Document, Inline, Lang, Slip, walk};
use crate::diagnostics::{Sink, Span};

/// A tag that was amiss, with the first of its places and how many there are.
struct Found {
    tag: Lang,
    slip: Slip,
    place: Span,
    count: usize,
}

/// Gives every language a registered tag: what is known of its own, and tells of each that had another once.
pub(super) fn settle(document: &mut Document, sink: &mut Sink) {
    let mut found: Vec<Found> = Vec::new();
    let mut settle = |lang: &mut Lang, place: Span| {
        let Some(slip) = lang.slip() else { return };
        let tag = std::mem::replace(lang, slip.valid.clone());
        match found.iter_mut().find(|known| known.tag == tag) {
            Some(known) => known.count += 1,
            None => found.push(Found { tag, slip, place, count: 1 }),
        }
    };
    let front = &mut document.front;
    settle(&mut front.lang, front.span);
    front.titles.iter_mut().for_each(|title| settle(&mut title.lang, title.span));
    walk::sections_mut(&mut document.sections, &mut |section, _| {
        section.lang.iter_mut().for_each(|lang| settle(lang, section.span));
    });
    let mut in_block = |block: &mut Block| {
        if let Block::Paragraph(paragraph) = block {
            paragraph.lang.iter_mut().for_each(|lang| settle(lang, paragraph.span));
        }
    };
    for blocks in walk::bodies_mut(document) {
        walk::blocks_mut(blocks, &mut in_block);
    }
    document.notes.iter_mut().for_each(|note| walk::blocks_mut(&mut note.blocks, &mut in_block));
    walk::runs_mut(document, &mut |run| {
        walk::inlines_mut(run, &mut |inline| {
            if let Inline::Language { span, lang, .. } = inline {
                settle(lang, *span);
            }
        });
    });
    found.into_iter().for_each(|it| sink.report(it.slip.told(&it.tag, it.count).at(it.place)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::Paragraph;

    #[test]
    fn every_tag_is_a_registered_one_and_each_other_is_told_once() {
        let span = |tag: &str| Inline::Language { span: Span::Unknown, lang: Lang::new(tag), inlines: Vec::new() };
        let inlines = vec![span("xx"), span("en-UK"), span("xx"), span("fr"), span("??"), span("zh_CN")];
        let paragraph = Paragraph { inlines, lang: Some(Lang::new("iw")), ..Paragraph::default() };
        let mut document = Document { lead: vec![Block::Paragraph(paragraph)], ..Document::default() };
        document.front.lang = Lang::new("cn");
        let mut sink = Sink::new();
        settle(&mut document, &mut sink);
        let messages: Vec<&str> = sink.diagnostics().iter().map(|found| found.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "`cn` is the tag of no language; outputs say that the language is unknown",
                "the language `iw` is written `he`",
                "`xx` is the tag of no language (2 places); outputs say that the language is unknown",
                "`UK` has no place in the language tag `en-UK`; outputs say `en`",
                "`??` is the tag of no language; outputs say that the language is unknown",
                "the language `zh_CN` is written `zh-CN`",
            ]
        );
        assert_eq!(document.front.lang, Lang::new("und"));
        let mut tags = Vec::new();
        walk::runs(&document, &mut |run| {
            walk::inlines(run, &mut |inline| {
                if let Inline::Language { lang, .. } = inline {
                    tags.push(lang.tag().to_string());
                }
            });
        });
        assert_eq!(tags, ["und", "en", "und", "fr", "und", "zh-CN"]);
        settle(&mut document, &mut Sink::new());
        assert_eq!(document.front.lang, Lang::new("und"));
    }
}
