//! Slips on the command line: the nearest of the values that an option takes.

use crate::diagnostics::nearest::nearest;
use clap::error::{ContextKind, ContextValue, Error};

/// The error with a suggestion, where a value was misspelt so that the parser of arguments itself offers none: it measures
/// short words too strictly to see that `pfd` is `pdf`.
pub(super) fn advised(mut error: Error) -> Error {
    let near = match (error.get(ContextKind::InvalidValue), error.get(ContextKind::ValidValue)) {
        (Some(ContextValue::String(value)), Some(ContextValue::Strings(known))) => {
            nearest(value, known.iter().map(String::as_str)).map(str::to_string)
        }
        _ => None,
    };
    if let Some(near) = near.filter(|_| error.get(ContextKind::SuggestedValue).is_none()) {
        error.insert(ContextKind::SuggestedValue, ContextValue::String(near));
    }
    error
}
