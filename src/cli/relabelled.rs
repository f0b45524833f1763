//! What an imported source prints otherwise than the input did, since captions and what refers to them are counted anew.

use super::styling;
use crate::ast::{Block, Document, Inline, walk};
use crate::diagnostics::{Diagnostic, Sink, Span, code};
use crate::numbering::number;
use crate::style;

/// Tells of the labels of captions and the words of references that the source will not have. What it will have shows once
/// all is counted, by the style of issues that name none.
pub(super) fn tell(document: &Document, sink: &mut Sink) {
    if !has_own(document) {
        return;
    }
    let style = style::built_in_source(styling::DEFAULT).and_then(|sheet| style::resolve(sheet, &|_| None).ok());
    let Some(style) = style else { return };
    let mut counted = document.clone();
    let own = take_labels(&mut counted);
    let mut findings = Sink::new();
    number(&mut counted, &style, &mut findings);
    for ((span, own), (_, made)) in own.into_iter().zip(take_labels(&mut counted)) {
        if let (Some(own), Some(made)) = (own, made)
            && squeezed(&own) != squeezed(&made)
        {
            sink.report(relabelled(&own, &made).at(span));
        }
    }
    let reworded = findings.into_diagnostics().into_iter().filter(|found| found.code == code::REFERENCE_REWORDED);
    reworded.for_each(|found| sink.report(found));
}

/// Whether anything brought a label or words along that counting could change.
fn has_own(document: &Document) -> bool {
    let mut found = false;
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| {
            found |= match block {
                Block::Table(table) => table.label.is_some(),
                Block::Figure(figure) => figure.label.is_some(),
                _ => false,
            };
        });
    }
    walk::runs(document, &mut |run| {
        walk::inlines(run, &mut |inline| found |= matches!(inline, Inline::Reference { label: Some(_), .. }));
    });
    found
}

fn relabelled(own: &str, made: &str) -> Diagnostic {
    let message =
        format!("the caption is labelled `{own}`; the source counts it, and `{made}` is printed in its place");
    Diagnostic::new(code::CAPTION_RELABELLED, message).hint("write into the caption what of its label is to stay")
}

fn squeezed(label: &str) -> String {
    label.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Takes the labels off tables and figures, with where these stand.
fn take_labels(document: &mut Document) -> Vec<(Span, Option<String>)> {
    let mut found = Vec::new();
    let mut take = |block: &mut Block| {
        let span = block.span();
        let label = match block {
            Block::Table(table) => &mut table.label,
            Block::Figure(figure) => &mut figure.label,
            _ => return,
        };
        found.push((span, label.take().map(|label| label.text)));
    };
    walk::bodies_mut(document).into_iter().for_each(|blocks| walk::blocks_mut(blocks, &mut take));
    document.notes.iter_mut().for_each(|note| walk::blocks_mut(&mut note.blocks, &mut take));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Label, Lang, Table};

    fn told(label: &str) -> Vec<String> {
        let label = Some(Label { text: label.into(), number: 3, literal: true });
        let caption = vec![Inline::text("Ports", Span::Unknown)];
        let lead = vec![Table { label, caption, ..Table::default() }.into()];
        let mut document = Document { lead, ..Document::default() };
        document.front.lang = Lang::new("en");
        let mut sink = Sink::new();
        tell(&document, &mut sink);
        sink.diagnostics().iter().map(|found| found.message.clone()).collect()
    }

    #[test]
    fn labels_that_counting_does_not_make_are_told() {
        assert_eq!(told("Table 1"), Vec::<String>::new());
        assert_eq!(
            told("Table 3a"),
            ["the caption is labelled `Table 3a`; the source counts it, and `Table 1` is printed in its place"]
        );
    }
}
