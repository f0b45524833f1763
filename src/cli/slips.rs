//! Slips on the command line: the nearest of the options of a command, and of the values that one takes.

use super::args::Arguments;
use crate::diagnostics::nearest::nearest;
use clap::CommandFactory;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error};
use std::path::Path;

/// The error with a suggestion, where a value was misspelt so that the parser of arguments itself offers none: it measures
/// short words too strictly to see that `pfd` is `pdf`.
pub(super) fn advised(mut error: Error) -> Error {
    advise_command(&mut error);
    if let Some((near, usage)) = near_option(&error)
        && error.get(ContextKind::SuggestedArg) != Some(&ContextValue::String(near.clone()))
    {
        error.insert(ContextKind::SuggestedArg, ContextValue::String(near));
        error.insert(ContextKind::Usage, ContextValue::StyledStr(usage));
    }
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

/// Proposes what may have been meant by a word that is no command: a file that is there, or a command of a near name, which the
/// parser of arguments does not look for behind `help`.
fn advise_command(error: &mut Error) {
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else { return };
    let typed = typed.clone();
    if Path::new(&typed).exists() {
        let name = if typed.contains(' ') { format!("\"{typed}\"") } else { typed };
        let tip = format!("to make documents of the file: 'masthead build {name}'");
        error.remove(ContextKind::SuggestedSubcommand);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
    } else if error.get(ContextKind::SuggestedSubcommand).is_none() {
        let commands = Arguments::command();
        let names = commands.get_subcommands().map(clap::Command::get_name);
        if let Some(near) = nearest(&typed, names).map(str::to_string) {
            error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec![near]));
        }
    }
}

/// The option of the command that a misspelt one may have meant, and the usage of the command. The parser of arguments sees
/// `--output` in `--ot`, which is `--to` with two letters exchanged.
fn near_option(error: &Error) -> Option<(String, StyledStr)> {
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidArg) else { return None };
    let typed = typed.strip_prefix("--")?;
    let mut commands = Arguments::command();
    commands.build();
    // The command stands before its options.
    let command = commands.find_subcommand_mut(std::env::args_os().nth(1)?)?;
    let options: Vec<String> =
        command.get_arguments().filter_map(|option| option.get_long()).map(String::from).collect();
    let near = nearest(typed, options.iter().map(String::as_str))?;
    Some((format!("--{near}"), command.render_usage()))
}
