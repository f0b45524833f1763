//! The names of formats on the command line, from which and to which.

use crate::{read, write};
use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command as Words, Error};
use std::ffi::OsStr;

/// The names of readers.
pub(super) fn readers() -> Vec<PossibleValue> {
    read::READERS.iter().map(|reader| PossibleValue::new(reader.name).help(reader.summary)).collect()
}

/// The names of formats: those that the program writes are offered, and any other may be that of a program on the PATH.
#[derive(Clone)]
pub(super) struct Formats;

impl TypedValueParser for Formats {
    type Value = String;

    fn parse_ref(&self, _: &Words, _: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        Ok(value.to_string_lossy().into_owned())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(write::BACKENDS.iter().map(name_of)))
    }
}

/// A format by its name; the extension of its files is understood too.
fn name_of(backend: &write::Entry<'static>) -> PossibleValue {
    let value = PossibleValue::new(backend.name).help(backend.summary);
    if backend.extension == backend.name { value } else { value.alias(backend.extension) }
}
