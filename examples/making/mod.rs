//! Has a backend make one file of a transcript.

use masthead::convert::{self, Job};
use masthead::diagnostics::Sink;
use masthead::layout::Typesetter;
use masthead::write::{Entry, Options};
use masthead::{fonts::FontBook, read, resources::NoResources, style};
use std::error::Error;

/// Makes the second file that the command line names of the first, and prints what was found on the way.
pub(crate) fn make(backend: &Entry<'_>) -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(from), Some(to)) = (arguments.next(), arguments.next()) else {
        return Err("give the file of a transcript, and the file to make of it".into());
    };
    let source = std::fs::read(&from)?;
    let (mut sink, fonts) = (Sink::new(), FontBook::embedded());
    let reader = read::by_name("transcript").ok_or("no such reader")?;
    let mut prepared = convert::prepare(&read::Input::new(&from, &source), reader, &mut sink);
    let sheet = style::built_in_source("pujiang").ok_or("no such style")?;
    let style = style::resolve(sheet, &|_| None).map_err(|_| "the style is at fault")?;
    let job = Job {
        backends: &[backend],
        style: &style,
        typesetter: &Typesetter::new(&fonts),
        options: &Options::default(),
        stem: "issue",
        source: &source,
    };
    for file in convert::finish(&mut prepared.document, &job, &NoResources, &mut sink) {
        std::fs::write(&to, file.bytes)?;
    }
    sink.diagnostics().iter().for_each(|found| println!("{}: {}", found.code.name(), found.message));
    Ok(())
}
