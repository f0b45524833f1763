//! The files of an index come to their places, where nobody else's stand.

use super::super::args::IndexFormat;
use super::super::cache::{FOLDER, Lately, Unsealed};
use super::super::folders::Folders;
use super::super::foreign::{Owner, Part, sealed_as};
use super::super::publish::{Finished, Publisher};
use super::super::world::{World, is_remote};
use crate::diagnostics::Diagnostic;
use crate::seal::Form;

/// Puts the files of formats in their places, all or none.
pub(super) fn put(
    files: Vec<Finished>,
    formats: &[IndexFormat],
    is_forced: bool,
    world: &dyn World,
) -> Result<Vec<Finished>, Diagnostic> {
    let parts: Vec<Part> = formats.iter().map(|format| Part::Main(seal(*format))).collect();
    let sealed = sealed_as(files, &parts);
    let (folders, lately) = (Folders::new(world), Lately::default());
    let around = sealed.files.first().and_then(|file| file.path.parent()).filter(|folder| !is_remote(folder));
    let unsealed = Unsealed::new(around.map(|folder| folder.join(FOLDER)), &lately, world);
    let owner = Owner { world, folders: &folders, unsealed, doing: "the new index" };
    if !is_forced {
        owner.clear(&sealed.files)?;
    }
    Publisher::new(world).publish(&sealed.files)?;
    owner.keep(&sealed);
    owner.unsealed.close();
    Ok(sealed.files)
}

/// How the files of a format are known for ours; a table has no room for a seal.
fn seal(format: IndexFormat) -> Option<Form> {
    match format {
        IndexFormat::Html => Some(Form::Html),
        IndexFormat::Json => Some(Form::Json),
        IndexFormat::Csv => None,
        IndexFormat::Dc => Some(Form::Xml),
        IndexFormat::Pdf => Some(Form::Pdf),
        IndexFormat::Docx => Some(Form::Zip),
    }
}
