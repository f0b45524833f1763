//! What the runs of Word cannot say and is told of: of two names, two offices or two scripts in each other, the inner one
//! alone is kept.

use crate::ast::{Document, Emphasis, Inline, PersonId, walk};
use crate::diagnostics::{Diagnostic, Sink, Span, code, counted::counted};

/// What is lost, how often, and where first.
#[derive(Default)]
struct Lost {
    mentions: Vec<Span>,
    scripts: Vec<Span>,
}

/// What is around some words.
#[derive(Clone, Copy, Default)]
struct Around<'a> {
    person: Option<&'a PersonId>,
    office: Option<&'a PersonId>,
    script: Option<Emphasis>,
}

/// Tells of what a document loses.
pub(super) fn tell(document: &Document, sink: &mut Sink) {
    let mut lost = Lost::default();
    walk::runs(document, &mut |run| lost.look(run, Around::default()));
    let said = [
        (
            lost.mentions,
            "name or office in which others stand was written without what those are part of",
            "names or offices in which others stand were written without what those are part of",
        ),
        (
            lost.scripts,
            "stretch of raised or lowered words in which others stand was written in one line",
            "stretches of raised or lowered words in which others stand were written in one line",
        ),
    ];
    for (places, one, many) in said {
        if let Some(first) = places.first() {
            let message = counted(places.len(), one, many);
            let hint = "set them one after the other; a run of Word has one of each kind";
            sink.report(Diagnostic::new(code::DOCX_FLATTENED, message).at(*first).hint(hint));
        }
    }
}

impl Lost {
    fn look<'a>(&mut self, run: &'a [Inline], around: Around<'a>) {
        for inline in run {
            let mut inner = around;
            match inline {
                Inline::Person { person, span, .. } => self.mention(&mut inner.person, person, *span),
                Inline::Position { person, span, .. } => self.mention(&mut inner.office, person, *span),
                Inline::Styled { emphasis: script @ (Emphasis::Superscript | Emphasis::Subscript), span, .. } => {
                    let other = inner.script.replace(*script).filter(|around| around != script);
                    self.scripts.extend(other.map(|_| *span));
                }
                _ => {}
            }
            self.look(inline.children(), inner);
        }
    }

    fn mention<'a>(&mut self, around: &mut Option<&'a PersonId>, person: &'a PersonId, span: Span) {
        let other = around.replace(person).filter(|around| *around != person);
        self.mentions.extend(other.map(|_| span));
    }
}
