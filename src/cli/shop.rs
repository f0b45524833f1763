//! What `build` and `check` share: every input is made in memory, then handed on and told of, in order.

use super::args::{Making, Sources};
use super::bench::{Step, in_steps};
use super::cache::{Need, Witness};
use super::folders::Folders;
use super::inputs::{self, Input, Inputs, Origin, Wanted};
use super::issue::{self, Orders, Outcome};
use super::messages::Findings;
use super::pictures::Gallery;
use super::styling::{self, Fault, Styles};
use super::world::{Files, Standing, World, is_remote, reason};
use super::{Refusal, faces, ledger};
use crate::fonts::FontBook;
use crate::layout::Typesetter;
use crate::read;
use crate::style::StyleSheet;
use crate::write::{Entry, Options, PdfProfile, Sheets};
use std::path::Path;

/// The longest list of inputs that is read, bytes.
const LONGEST_LIST: u64 = 256 << 20;

/// Everything that is set up once for all inputs.
pub(super) struct Shop<'a> {
    pub(super) world: &'a dyn World,
    pub(super) inputs: Inputs,
    /// Those of them that are to be made, in order.
    pub(super) chosen: Vec<usize>,
    pub(super) folders: Folders<'a>,
    pub(super) options: Options,
    pub(super) revisions: read::Revisions,
    /// Whether the programs of series are run.
    pub(super) runs_programs: bool,
    /// Whether the program ends with the work, so that nothing that it holds has to be put away.
    pub(super) is_last: bool,
    /// The files that every issue is made of.
    pub(super) needs: Vec<Need>,
    style: Option<StyleSheet>,
    styles: Styles,
    gallery: Gallery,
    fonts: FontBook,
    making: &'a Making,
}

/// Who makes inputs.
pub(super) struct Maker<'m> {
    shop: &'m Shop<'m>,
    orders: Orders<'m>,
}

impl Maker<'_> {
    /// Makes an input, in memory.
    pub(super) fn make(&self, input: &Input, stem: &str, witness: Option<&Witness<'_>>) -> Outcome {
        issue::make(input, stem, &self.orders, self.shop.world, witness)
    }
}

impl<'a> Shop<'a> {
    /// Sets up, or says why no input can be built.
    pub(super) fn open(sources: &Sources, making: &'a Making, world: &'a dyn World) -> Result<Shop<'a>, Refusal> {
        let inputs = gather(sources, world)?;
        let shop = Shop::with(inputs, sources, making, world, &Witness::new(world))?;
        let Some(shard) = making.shard else { return Ok(shop) };
        let chosen = shard.chosen(&shop.inputs, &shop.folders);
        Ok(shop.of(chosen))
    }

    /// Sets up for inputs that are known. A witness sees the files that all of them are made of.
    pub(super) fn with(
        inputs: Inputs,
        sources: &Sources,
        making: &'a Making,
        world: &'a dyn World,
        witness: &Witness<'_>,
    ) -> Result<Shop<'a>, Refusal> {
        making.root.as_deref().map_or(Ok(()), |root| is_folder(root, world))?;
        let style = making.style.as_deref().map(|name| named_style(name, witness)).transpose()?;
        let fonts = faces::faces(&making.font_paths, witness)?.book;
        let chosen = (0..inputs.len()).collect();
        Ok(Shop {
            world,
            inputs,
            folders: Folders::new(world),
            options: Options { doctype: !making.no_doctype, pdf: profile(making)?, ..Options::default() },
            revisions: sources.revisions(),
            runs_programs: false,
            is_last: false,
            chosen,
            needs: witness.needs(),
            style,
            styles: Styles::default(),
            gallery: Gallery::default(),
            fonts,
            making,
        })
    }

    /// Whether any input is in a bucket.
    pub(super) fn is_afar(&self) -> bool {
        self.inputs.any_in(is_remote)
    }

    /// The same for some of the inputs alone.
    pub(super) fn of(self, chosen: Vec<usize>) -> Shop<'a> {
        Shop { chosen, ..self }
    }

    /// Has every input worked on until `goes_on` says no; `begin` and `end` run on other threads, `take` in the order of the inputs.
    /// Gives how many were worked on. Where inputs or outputs are afar, more are worked on at once.
    pub(super) fn work<U: Send, T: Send>(
        &self,
        formats: &[&Entry<'_>],
        counts: bool,
        is_afar: bool,
        goes_on: impl Fn() -> bool + Sync,
        (begin, end): (impl Fn(usize, &Maker<'_>) -> Step<U, T> + Sync, impl Fn(U) -> T + Sync),
        mut take: impl FnMut(usize, T),
    ) -> usize {
        let jobs = self.making.jobs.map_or_else(|| self.world.cores(), usize::from);
        let has_pages = formats.iter().any(|entry| entry.backend.has_pages());
        let has_core_to_spare = self.chosen.len() == 1 && jobs > 1 && has_pages;
        let options = Options { beside: self.chosen.len() < jobs, ..self.options.clone() };
        let typesetter = Typesetter::new(&self.fonts).with_companion(has_core_to_spare);
        let orders = Orders {
            formats,
            style: self.style.as_ref(),
            typesetter: &typesetter,
            options: &options,
            root: self.making.root.as_deref(),
            revisions: self.revisions,
            runs_programs: self.runs_programs,
            tells_lines: false,
            rehearses: has_core_to_spare,
            deny_warnings: self.making.deny.is_some(),
            styles: &self.styles,
            gallery: &self.gallery,
            counts,
        };
        // A thread that waits for the disk keeps no core busy, so that others make issues meanwhile; a disk takes longer to say that
        // it has an issue than a core to make one, and a bucket longer still.
        let hands = match (jobs, is_afar) {
            (1, _) => (1, 0),
            (_, false) => (jobs, jobs * 3),
            (_, true) => (jobs * 2, jobs * 6),
        };
        let maker = Maker { shop: self, orders };
        let at = |place: usize| self.chosen.get(place).copied().unwrap_or_default();
        let (begin, take) = (|place| begin(at(place), &maker), |place, done| take(at(place), done));
        let reached = in_steps(self.chosen.len(), hands, goes_on, begin, end, take);
        if self.is_last {
            // Thousands of words, one by one, which the system takes back all at once.
            std::mem::forget(typesetter);
        }
        reached
    }

    /// Whether findings are about the file of an input, whatever both call it.
    pub(super) fn is_of(&self, input: &Input, findings: &Findings) -> bool {
        let mark = |path: &Path| self.folders.mark(path);
        matches!(&input.origin, Origin::File(path) if mark(path) == mark(Path::new(findings.source.name())))
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
pub(super) fn gather(sources: &Sources, world: &dyn World) -> Result<Inputs, Refusal> {
    gather_without(None, sources, world)
}

/// The same, with the files of a reader only where they are named.
pub(super) fn gather_without(
    without: Option<&'static read::Reader>,
    sources: &Sources,
    world: &dyn World,
) -> Result<Inputs, Refusal> {
    let wanted = Wanted { from: sources.from.as_deref().and_then(read::by_name), without };
    ledger::with_standing(asked_for(sources, wanted, world)?, world)
}

/// Refuses a root that pictures cannot come from.
fn is_folder(root: &Path, world: &dyn World) -> Result<(), Refusal> {
    if is_remote(root) || world.standing(root) == Some(Standing::Folder) {
        return Ok(());
    }
    let message = format!("--root names `{}`, which is no folder", root.display());
    Err(Refusal::new(message, "name a folder around the sources and their pictures"))
}

fn asked_for(sources: &Sources, wanted: Wanted, world: &dyn World) -> Result<Inputs, Refusal> {
    let inputs = inputs::gather(&sources.inputs, wanted, world);
    let Some(list) = sources.files_from.as_deref() else { return Ok(inputs) };
    let bytes = match list == Path::new("-") {
        true if sources.inputs.iter().any(|input| input == list) => {
            return Err(Refusal::new("standard input cannot be both an input and the list of inputs", "leave one out"));
        }
        true => world.read_input(LONGEST_LIST),
        false => world.read(list, LONGEST_LIST),
    };
    let bytes = bytes.map_err(|error| {
        let message = format!("the list of inputs `{}` cannot be read: {}", list.display(), reason(&error));
        Refusal::new(message, "check the path and who may read it")
    })?;
    let listed = inputs::listed(&bytes, if sources.null { b'\0' } else { b'\n' }, wanted, world);
    let inputs = inputs::each_once(inputs.iter().chain(listed), world);
    match inputs.is_empty() {
        true => Err(Refusal::new("the list names no input", "put the name of a source on each line of it")),
        false => Ok(inputs),
    }
}

/// The style that the command line names.
pub(super) fn named_style(name: &Path, files: &dyn Files) -> Result<StyleSheet, Refusal> {
    styling::find(name, Path::new(""), files).map_err(|fault| match fault {
        Fault::Unknown(unknown) => Refusal::new(unknown.message, unknown.hint.unwrap_or_default()),
        Fault::Sheet(findings) => Refusal::Found(findings),
    })
}
