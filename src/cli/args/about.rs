//! The words of the commands that tell of the program itself, and serve those who use it: schemas, styles, faces, editors, shells.

use super::{MessageFormat, Speech};
use clap::{Args, ValueEnum, ValueHint};
use clap_complete::Shell;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct Schema {
    /// Of what
    #[arg(value_name = "OF", default_value = "document")]
    pub(in crate::cli) of: SchemaOf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SchemaOf {
    /// The document as `inspect` prints it
    #[value(alias = "ast")]
    Document,
    /// The front matter of an issue in bulletin Markdown
    Front,
    /// A style sheet with every key
    Style,
    /// The file `series.toml` of a series
    Series,
    /// What goes between the program and backends and filters of others
    Program,
    /// The index of a series as JSON
    Index,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Styles {
    /// Print the TOML of this style; with --explain, the values of this style or style sheet
    #[arg(value_name = "NAME|FILE")]
    pub(in crate::cli) name: Option<String>,
    /// Say what every key of a style means, or one key, or all of a table: `--explain text.body`
    #[arg(long, value_name = "KEY", num_args = 0..=1, default_missing_value = "")]
    pub(in crate::cli) explain: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Fonts {
    /// An issue: show which faces its characters take, and those that no face has
    #[arg(value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) input: Option<PathBuf>,
    /// A built-in style or a style sheet [default: the one that the input names, else pujiang]
    #[arg(long, value_name = "NAME|FILE", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) style: Option<PathBuf>,
    /// A font file, or a folder of them, to look in besides the embedded faces
    #[arg(long = "font-path", value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) font_paths: Vec<PathBuf>,
    /// How the list and findings are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(in crate::cli) message_format: MessageFormat,
}

impl Fonts {
    /// How the command is to speak.
    pub(in crate::cli) fn speech(&self) -> Speech {
        Speech { message_format: self.message_format, verbose: false, quiet: false }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Lsp {
    /// A built-in style or a style sheet [default: the one that each issue names, else pujiang]
    #[arg(long, value_name = "NAME|FILE", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) style: Option<PathBuf>,
    /// A font file, or a folder of them, to look in besides the embedded faces
    #[arg(long = "font-path", value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) font_paths: Vec<PathBuf>,
    /// A folder around the issues that their pictures may come from too [default: the folder of each issue]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(in crate::cli) root: Option<PathBuf>,
    /// Speak on standard input and output, which it does in any case
    #[arg(long, hide = true)]
    stdio: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Explain {
    /// The code that stands in the brackets of a message [default: list all]
    #[arg(value_name = "CODE")]
    pub(in crate::cli) code: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(in crate::cli) shell: Shell,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Man {
    /// The command
    #[arg(value_name = "COMMAND", value_parser = ["build", "check", "preview", "new", "index", "import", "diff", "archive", "verify", "inspect", "report", "schema", "styles", "fonts", "lsp", "explain", "completions", "man"])]
    pub(in crate::cli) command: Option<String>,
}
