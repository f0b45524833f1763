//! Backends that are programs: they write files into a folder, and the files are taken from there.

use super::super::world::{Errand, Limits, Places, World};
use super::command::Command;
use super::report::Called;
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::outside::{BackendSheet, Laid, Request, arranged};
use crate::resources::Image;
use crate::write::{Artifact, FlowBackend, Issue};
use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

/// The longest standard output of a backend, which nobody reads, bytes.
const LONGEST: u64 = 1 << 20;

/// A backend that is a program.
pub(super) struct Program<'a> {
    pub(super) name: String,
    pub(super) sheet: BackendSheet,
    pub(super) command: Command,
    pub(super) world: &'a dyn World,
}

impl Program<'_> {
    pub(super) fn extension(&self) -> &str {
        self.sheet.extension.as_deref().unwrap_or(&self.name)
    }
}

impl FlowBackend for Program<'_> {
    fn write(&self, issue: &Issue<'_>, sink: &mut Sink) -> Result<Vec<Artifact>, Diagnostic> {
        let called = Called { kind: "backend", name: &self.name, code: code::BACKEND_FAILED };
        let pictures: Vec<(&str, &Image, String)> = issue
            .images
            .iter()
            .enumerate()
            .map(|(at, (path, image))| (path.as_str(), image, file(at, image)))
            .collect();
        let laid: Vec<(String, &[u8])> =
            pictures.iter().map(|(_, image, file)| (file.clone(), image.bytes.as_slice())).collect();
        let limits = Limits {
            time: Duration::from_secs(self.sheet.time_limit.into()),
            answer: LONGEST,
            size: u64::from(self.sheet.size_limit) << 20,
        };
        let errand = Errand {
            program: &self.command.program,
            arguments: &self.command.arguments,
            laid: &laid,
            request: &|places| self.request(issue, &pictures, places).map_err(io::Error::other),
            limits,
        };
        let performed = called.take(self.world.perform(&errand), limits, sink)?;
        let files =
            performed.files.map_err(|what| called.fault(&what, "write plain files into the folder, and no others"))?;
        arranged(files, issue.stem, self.extension()).map_err(|(what, hint)| called.fault(&what, hint))
    }
}

/// What the file of a picture is called; its path in the source may be anything.
fn file(at: usize, image: &Image) -> String {
    format!("{}.{}", at + 1, image.format.extension())
}

impl Program<'_> {
    fn request(
        &self,
        issue: &Issue<'_>,
        pictures: &[(&str, &Image, String)],
        places: &Places,
    ) -> Result<Vec<u8>, String> {
        let laid = |image: &Image, file: &String| Laid {
            file: places.laid.join(file).to_string_lossy().into_owned(),
            media_type: image.format.media_type(),
            width: image.width,
            height: image.height,
        };
        let pictures: BTreeMap<&str, Laid<'_>> =
            pictures.iter().map(|(path, image, file)| (*path, laid(image, file))).collect();
        let folder = places.out.to_string_lossy();
        let own = (self.name.as_str(), self.extension());
        Request::backend(own, issue.stem, &folder, pictures, issue.style, issue.document).to_json()
    }
}
