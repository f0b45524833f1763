//! What `build` and `check` share: every input is made in memory, then handed on and told of, in order.

use super::args::{Making, Sources};
use super::bench::in_order;
use super::inputs::{self, Input};
use super::issue::{self, Orders, Outcome};
use super::styling::{self, Fault};
use super::world::World;
use super::{Refusal, faces, ledger};
use crate::diagnostics::Diagnostic;
use crate::fonts::FontBook;
use crate::layout::Typesetter;
use crate::read;
use crate::style::StyleSheet;
use crate::write::{Entry, Options, PdfProfile, Sheets};
use std::path::Path;

/// Everything that is set up once for all inputs.
pub(super) struct Shop<'a> {
    pub(super) world: &'a dyn World,
    pub(super) inputs: Vec<Input>,
    style: Option<StyleSheet>,
    fonts: FontBook,
    options: Options,
    making: &'a Making,
    revisions: read::Revisions,
}

impl<'a> Shop<'a> {
    /// Sets up, or says why no input can be built.
    pub(super) fn open(sources: &Sources, making: &'a Making, world: &'a dyn World) -> Result<Shop<'a>, Refusal> {
        Ok(Shop {
            world,
            inputs: gather(sources, world)?,
            style: making.style.as_deref().map(|name| named_style(name, world)).transpose()?,
            fonts: faces::faces(&making.font_paths, world)?.book,
            options: Options { doctype: !making.no_doctype, pdf: profile(making)?, ..Options::default() },
            making,
            revisions: sources.revisions(),
        })
    }

    /// Makes every input under the stem that `plan` gives it, unless `plan` forbids it; `finish` runs on the input's own thread, `take` in the order of the inputs.
    pub(super) fn work<T: Send>(
        &self,
        formats: &[&'static Entry],
        plan: impl Fn(usize) -> Result<String, Diagnostic> + Sync,
        finish: impl Fn(usize, Outcome) -> T + Sync,
        take: impl FnMut(usize, T),
    ) {
        let typesetter = Typesetter::new(&self.fonts);
        let orders = Orders {
            formats,
            style: self.style.as_ref(),
            typesetter: &typesetter,
            options: &self.options,
            root: self.making.root.as_deref(),
            revisions: self.revisions,
            deny_warnings: self.making.deny.is_some(),
        };
        let hands = self.making.jobs.map_or_else(|| self.world.cores(), usize::from);
        let one = |index: usize| {
            let input = &self.inputs[index];
            let outcome = match plan(index) {
                Ok(stem) => issue::make(input, &stem, &orders, self.world),
                Err(fault) => Outcome::failed(&input.name, fault),
            };
            finish(index, outcome)
        };
        in_order(self.inputs.len(), hands, one, take);
    }
}

/// What PDFs are to keep to. A booklet's sheets follow no reader's order, so that nothing but the press can use them.
fn profile(making: &Making) -> Result<PdfProfile, Refusal> {
    match (making.pdf, making.booklet) {
        (profile, false) => Ok(profile.unwrap_or_default()),
        (None | Some(PdfProfile::Press(_)), true) => Ok(PdfProfile::Press(Sheets::Booklet)),
        (Some(_), true) => Err(Refusal::new(
            "the sheets of a booklet are for the press, and cannot be archival or accessible",
            "leave --pdf out or write --pdf x-4, and build the file for readers apart",
        )),
    }
}

/// The inputs that are asked for, each with what its series says.
pub(super) fn gather(sources: &Sources, world: &dyn World) -> Result<Vec<Input>, Refusal> {
    let inputs = inputs::gather(&sources.inputs, sources.from.as_deref().and_then(read::by_name), world);
    ledger::with_standing(inputs, world)
}

/// The style that the command line names.
pub(super) fn named_style(name: &Path, world: &dyn World) -> Result<StyleSheet, Refusal> {
    styling::find(name, Path::new(""), world).map_err(|fault| match fault {
        Fault::Unknown(unknown) => Refusal::new(unknown.message, unknown.hint.unwrap_or_default()),
        Fault::Sheet(findings) => Refusal::Found(findings),
    })
}
