//! Whether the outputs of a bag are what they are called, as far as can be judged here.

use super::{Checked, pdf};
use crate::archive::record::Record;
use crate::archive::remake::Files;
use crate::diagnostics::{Severity, Sink, code};
use crate::package::OpenPackage;
use crate::read::{self, Input};
use crate::xml::XmlReader;

/// Opens every output and the Dublin Core.
pub(super) fn check(record: &Record, files: &Files, checked: &mut Checked) {
    let mut judge = |path: &str, verdict: Result<(), String>| {
        if let Err(why) = verdict {
            let hint = "make the issue again from its source, and the bag from it";
            checked.find(path, code::BAG_OUTPUT_BROKEN, format!("`{path}` {why}"), hint);
        }
    };
    for output in &record.outputs {
        let path = &output.file.path;
        let Some(bytes) = files.get(path) else { continue };
        match output.format.as_deref() {
            Some("pdf") => judge(path, pdf::check(bytes, record.options.profile())),
            Some("docx") => judge(path, package(bytes).and_then(|()| readable(path, bytes, "docx"))),
            Some("jats") => judge(path, readable(path, bytes, "jats")),
            _ => {}
        }
    }
    let path = &record.dublin_core.path;
    judge(path, files.get(path).map_or(Ok(()), |bytes| well_formed(bytes)));
}

/// Every part is there whole, every tie leads to one, and what is XML is well-formed.
fn package(bytes: &[u8]) -> Result<(), String> {
    let mut package = OpenPackage::open(bytes).map_err(|error| format!("is no package: {error}"))?;
    let names = package.names();
    if !package.has("[Content_Types].xml") {
        return Err("has no list of the types of its parts".into());
    }
    for name in &names {
        let part = package.part(name).map_err(|error| error.to_string())?.unwrap_or_default();
        let is_xml = [".xml", ".rels"].iter().any(|end| name.ends_with(end));
        if is_xml {
            well_formed(&part).map_err(|why| format!("has a part `{name}` that {why}"))?;
        }
    }
    for name in names.iter().map(String::as_str).chain([""]) {
        let ties = package.ties(name).map_err(|error| error.to_string())?;
        if let Some(tie) = ties.values().find(|tie| !tie.external && !package.has(&tie.target)) {
            return Err(format!("has a tie from `{name}` to `{}`, which is not there", tie.target));
        }
    }
    Ok(())
}

fn well_formed(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8 text")?;
    match XmlReader::new(text, &[]).root() {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err("holds no XML element".into()),
        Err(error) => Err(format!("is not well-formed XML: {error}")),
    }
}

/// Our own reader takes it without a fault.
fn readable(path: &str, bytes: &[u8], reader: &str) -> Result<(), String> {
    let Some(reader) = read::by_name(reader) else { return Ok(()) };
    let mut sink = Sink::new();
    (reader.read)(&Input::new(path, bytes), &mut sink);
    let fault = sink.diagnostics().iter().find(|finding| finding.severity == Severity::Error);
    fault.map_or(Ok(()), |fault| Err(format!("cannot be read back: {}: {}", fault.code.name(), fault.message)))
}
