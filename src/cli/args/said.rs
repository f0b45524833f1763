//! What the command line says.

use super::{Arguments, Build, Check, Command};
use clap::{Args, Parser};
use std::ffi::OsString;

impl Arguments {
    /// Reads the words of a command line, the program's name first.
    ///
    /// All commands together take longer to describe than an issue to number. So the two that make issues are tried alone, and whatever
    /// is not simply right, help too, is left to the whole.
    pub(in crate::cli) fn said(words: &[OsString]) -> Result<Arguments, clap::Error> {
        alone(words).map_or_else(|| Arguments::try_parse_from(words), Ok)
    }
}

fn alone(words: &[OsString]) -> Option<Arguments> {
    let (_, words) = words.split_first()?;
    let command = match words.first()?.to_str()? {
        "build" => Command::Build(asked::<Build>(words)?),
        "check" => Command::Check(asked::<Check>(words)?),
        _ => return None,
    };
    Some(Arguments { command })
}

fn asked<A: Args>(words: &[OsString]) -> Option<A> {
    let command = A::augment_args(clap::Command::new("masthead"));
    A::from_arg_matches(&command.try_get_matches_from(words).ok()?).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::cli::examples;

    fn words(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn a_command_alone_is_understood_as_among_all() {
        let examples = [examples::BUILD, examples::CHECK].into_iter().flat_map(|examples| examples.lines().skip(1));
        let mut count = 0;
        for line in examples
            .chain(["masthead build -- -odd.md", "masthead check a.md b.md --message-format json --deny warnings"])
        {
            let (alone, whole) = (alone(&words(line)).unwrap(), Arguments::try_parse_from(words(line)).unwrap());
            assert_eq!(format!("{alone:?}"), format!("{whole:?}"));
            count += 1;
        }
        assert!(count > 8);
    }

    #[test]
    fn what_is_not_simply_right_is_left_to_the_whole() {
        for line in [
            "masthead",
            "masthead build",
            "masthead build --help",
            "masthead check --ot pdf x.md",
            "masthead bild x.md",
        ] {
            assert!(alone(&words(line)).is_none(), "{line}");
        }
    }
}
