//! What the program makes of an issue, and what it finds on the way: what `masthead check` finds in the file.

use super::desk::{Due, Open, Overlaid};
use super::house::{House, Styled};
use crate::cli::issue::asked;
use crate::cli::pictures::{Beside, Gallery};
use crate::cli::styling;
use crate::cli::world::World;
use crate::convert::{self, Job, Prepared};
use crate::diagnostics::{Diagnostic, Sink, Span, code};
use crate::language::Draft;
use crate::layout::Typesetter;
use crate::read;
use crate::style::StyleSheet;
use crate::write::{self, Entry, Options};
use std::path::Path;
use std::sync::Arc;

/// The reader of issues that people write.
pub(super) const READER: &str = "bulletin";

/// The longest text whose pages are set, bytes: a book of hundreds of pages would keep the editor waiting.
const LONGEST_SET: usize = 256 << 10;

/// An issue as it is being written, and what was found in it.
#[derive(Default)]
pub(super) struct Made {
    pub(super) draft: Draft,
    pub(super) findings: Vec<Diagnostic>,
}

/// What all issues are looked at with.
pub(super) struct Workshop<'a> {
    pub(super) world: &'a dyn World,
    /// The style that the command line names.
    pub(super) style: Option<Arc<StyleSheet>>,
    pub(super) typesetter: &'a Typesetter<'a>,
    /// The folder that pictures may come from beside that of their source.
    pub(super) root: Option<&'a Path>,
    pub(super) gallery: Gallery,
    formats: Vec<&'static Entry<'static>>,
    options: Options,
}

impl<'a> Workshop<'a> {
    pub(super) fn new(
        world: &'a dyn World,
        style: Option<StyleSheet>,
        typesetter: &'a Typesetter<'a>,
        root: Option<&'a Path>,
    ) -> Workshop<'a> {
        let formats = write::DEFAULT.iter().filter_map(|name| write::by_name(name)).collect();
        let (gallery, options) = (Gallery::default(), Options::default());
        Workshop { world, style: style.map(Arc::new), typesetter, root, gallery, formats, options }
    }

    /// Makes of an issue what it is and, where its pages are due, everything that `check` makes of it.
    pub(super) fn examine(&self, open: &Open, due: Due, house: &mut House, files: &Overlaid<'_>) -> Made {
        let name = open.path.as_deref().map_or("issue.md".into(), Path::to_string_lossy).into_owned();
        let text = open.text().as_str();
        let series = house.series(open.folder(), files);
        let Some(reader) = read::by_name(READER) else { return Made::default() };
        let mut sink = Sink::new();
        let input = read::Input::new(&name, text.as_bytes());
        let mut prepared = convert::prepare_in(&series.standing, &input, reader, &mut sink);
        match self.style_of(&prepared, open.folder(), house, files) {
            Ok(style) => self.complete(&mut prepared, open, due, &style, &mut sink),
            Err(faults) => {
                let name = prepared.document.front.style.as_deref();
                let span = name.and_then(|name| asked(&prepared.source, name)).unwrap_or_default();
                faults.into_iter().for_each(|fault| sink.report(fault.at(span)));
            }
        }
        let of_series = match (&open.path, series.faults.as_slice()) {
            (Some(path), []) => house.of_series(&series, path, &prepared.document, &prepared.source, self.world),
            _ => series.faults.clone(),
        };
        of_series.into_iter().for_each(|found| sink.report(found));
        if !(has_front(text) || series.is_known()) {
            // Not every Markdown file that an editor has open is an issue.
            sink = Sink::new();
        }
        Made::of(text, prepared, sink)
    }

    fn style_of(&self, prepared: &Prepared, folder: &Path, house: &mut House, files: &Overlaid<'_>) -> Styled {
        match &self.style {
            Some(style) => Ok(Arc::clone(style)),
            None => house.style(prepared.document.front.style.as_deref().unwrap_or(styling::DEFAULT), folder, files),
        }
    }

    fn complete(&self, prepared: &mut Prepared, open: &Open, due: Due, style: &StyleSheet, sink: &mut Sink) {
        let pictures = Beside {
            folder: open.folder(),
            root: self.root,
            world: self.world,
            witness: None,
            carried: &prepared.pictures,
            gallery: &self.gallery,
        };
        let document = &mut prepared.document;
        if due < Due::Pages || open.text().as_str().len() > LONGEST_SET {
            convert::complete(document, style, &pictures, self.typesetter.fonts(), sink);
            return;
        }
        let job = Job {
            backends: &self.formats,
            style,
            typesetter: self.typesetter,
            options: &self.options,
            stem: "issue",
            source: &[],
        };
        convert::finish(document, &job, &pictures, sink);
    }
}

/// Whether a text begins as issues do.
fn has_front(text: &str) -> bool {
    text.trim_start_matches('\u{FEFF}').trim_start().starts_with("---")
}

impl Made {
    fn of(text: &str, prepared: Prepared, sink: Sink) -> Made {
        // A finding about one character is shown there.
        let narrowed = |mut finding: Diagnostic| {
            if finding.character.is_some()
                && let Some(range) = prepared.source.place(&finding)
            {
                finding.span = Span::text(range.start, range.end);
            }
            finding
        };
        let found = sink.into_diagnostics();
        // The series knows which of the two is wrong.
        let is_known = found.iter().any(|found| found.code == code::NUMBER_MISMATCH);
        let found = found.into_iter().filter(|found| !(is_known && found.code == code::ROMAN_MISMATCH));
        let findings = found.map(narrowed).collect();
        Made { draft: Draft::new(text, prepared.document), findings }
    }
}
