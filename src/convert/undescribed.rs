//! Pictures that do not say what they show to those who cannot see them.

use super::Job;
use crate::ast::{Block, Document, Figure, text, walk};
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::write::PdfProfile;

/// The formats that hand the description of a picture on.
const DESCRIBING: [&str; 4] = ["docx", "jats", "html", "epub"];

/// Tells of each such picture, where a format is made in which a description is missed. A PDF for readers refuses it, which is
/// told there.
pub(super) fn tell(document: &Document, job: &Job<'_>, sink: &mut Sink) {
    let makes = |name: &str| job.backends.iter().any(|entry| entry.name == name);
    let refused = makes("pdf") && !matches!(job.options.pdf, PdfProfile::Press(_));
    if refused || !DESCRIBING.into_iter().any(makes) {
        return;
    }
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| {
            if let Block::Figure(figure) = block
                && figure.alternative.trim().is_empty()
            {
                sink.report(undescribed(figure));
            }
        });
    }
}

/// What is told of a picture without a description.
pub fn undescribed(figure: &Figure) -> Diagnostic {
    let caption = text::inlines(&figure.caption);
    let called = if caption.is_empty() { String::new() } else { format!(" (“{caption}”)") };
    let message =
        format!("the picture `{}`{called} does not say what it shows to those who cannot see it", figure.image);
    let hint = "write that between the brackets of the source, `![A map of the lake](…)`, or in Word: right-click the picture, \
                Edit Alt Text; an accessible PDF is refused without it";
    Diagnostic::new(code::PICTURE_UNDESCRIBED, message).at(figure.span).hint(hint)
}
