//! The words of the command line.

mod about;
mod formats;
mod said;

use super::examples;
use super::keeping::{Archive, Verify};
use super::shard::Shard;
use crate::write::PdfProfile;
use crate::{read, write};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use formats::{Formats, readers};
use std::path::PathBuf;

pub(super) use about::{Completions, Explain, Fonts, Lsp, Man, Schema, SchemaOf, Styles};

/// Compiles an official numbered bulletin from one source into print-ready PDF, Word, JATS XML, HTML and EPUB that all
/// say the same words.
#[derive(Debug, Parser)]
#[command(name = "masthead", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "`masthead help COMMAND` has the options of a command with examples. \
                  Exit status: 0 clean, 1 finished with faults, 2 could not run, stopped: 129 by a closed terminal, 130 by Ctrl-C, \
                  143 by SIGTERM.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make the PDF, the Word file and the JATS XML of every input
    #[command(after_long_help = examples::BUILD)]
    Build(Build),
    /// Report everything that build would complain of, and write nothing
    #[command(after_long_help = examples::CHECK)]
    Check(Check),
    /// Show an issue in the browser, anew after each save
    ///
    /// Show an issue in the browser: its pages as they will print, what is wrong with it, and both anew after each save.
    #[command(after_long_help = examples::PREVIEW)]
    Preview(Preview),
    /// Begin the next issue of the series in a folder, with its numbers
    ///
    /// The file holds the numbers, which nobody else gets, and a skeleton of the style; one for each language of the series.
    #[command(after_long_help = examples::NEW)]
    New(New),
    /// Write the contents of a series, with its people and subjects
    ///
    /// Write the table of contents of a series, with its people and subjects.
    #[command(after_long_help = examples::INDEX)]
    Index(Index),
    /// Make a source of a Word manuscript, a transcript or JATS
    ///
    /// Turn a Word manuscript, a transcript or a JATS article into the source of an issue.
    #[command(after_long_help = examples::IMPORT)]
    Import(Import),
    /// Show what changed between two versions, whatever their formats
    ///
    /// Show what changed from one version of an issue to another, whatever their formats.
    #[command(after_long_help = examples::DIFF)]
    Diff(Diff),
    /// Keep issues for good: a bag of each, with all that makes it again
    ///
    /// Keep issues for good: a bag of each, with its source, its outputs and all that makes them again.
    #[command(after_long_help = examples::ARCHIVE)]
    Archive(Archive),
    /// Check bags: every byte, every format, and the making
    ///
    /// Check bags: every byte, every format, and whether the source still gives the outputs.
    #[command(after_long_help = examples::VERIFY)]
    Verify(Verify),
    /// Print the document that the program reads, as JSON
    ///
    /// Print the document that the program makes of an input, as JSON.
    #[command(after_long_help = examples::INSPECT)]
    Inspect(Inspect),
    /// Work on the reports that runs write
    #[command(after_long_help = examples::REPORT)]
    Report(Report),
    /// Print a JSON Schema
    #[command(after_long_help = examples::SCHEMA)]
    Schema(Schema),
    /// List the styles, print one, or explain what its keys mean
    ///
    /// List the styles that come with the program, print one, or explain the keys that a style may have.
    #[command(after_long_help = examples::STYLES)]
    Styles(Styles),
    /// List the faces of a style, and the characters that none has
    ///
    /// List the faces that a style asks for, where each was found, and what an input lacks.
    #[command(after_long_help = examples::FONTS)]
    Fonts(Fonts),
    /// Serve an editor by the Language Server Protocol
    ///
    /// Serve an editor: findings as one types, what may be written, what is meant, where it stands (Language Server Protocol).
    #[command(after_long_help = examples::LSP)]
    Lsp(Lsp),
    /// Say what a finding means and what to do, by its code
    #[command(after_long_help = examples::EXPLAIN)]
    Explain(Explain),
    /// Print a completion script for a shell
    #[command(after_long_help = examples::COMPLETIONS)]
    Completions(Completions),
    /// Print the manual page of the program, or of one command
    #[command(after_long_help = examples::MAN)]
    Man(Man),
}

impl Command {
    /// How the command is to speak.
    pub(super) fn speech(&self) -> Speech {
        match self {
            Command::Build(asked) => asked.making.speech,
            Command::Check(asked) => asked.making.speech,
            Command::Preview(asked) => asked.speech(),
            Command::Import(asked) => asked.speech,
            Command::Diff(asked) => asked.speech,
            Command::Archive(asked) => asked.speech,
            Command::Verify(asked) => asked.speech,
            Command::Inspect(asked) => asked.speech,
            Command::New(asked) => asked.speech,
            Command::Index(asked) => asked.speech,
            Command::Fonts(asked) => asked.speech(),
            Command::Report(Report { what: ReportWork::Merge(asked) }) => asked.speech,
            _ => Speech::default(),
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Build {
    #[command(flatten)]
    pub(super) sources: Sources,
    #[command(flatten)]
    pub(super) making: Making,
    /// Where outputs go: a folder, a file (for one output), or `-` for standard output [default: beside each input]
    #[arg(short, long, value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub(super) output: Option<PathBuf>,
    /// Run the programs that series.toml names: its filters, and the backends that --to asks for
    #[arg(long)]
    pub(super) trust: bool,
    /// Write what was read, made and found as JSON; `-` for standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) report: Option<PathBuf>,
    #[command(flatten)]
    pub(super) running: Running,
}

/// How a run over many inputs goes.
#[derive(Debug, Args)]
pub(super) struct Running {
    /// Overwrite an output that somebody else made or changed
    #[arg(long)]
    pub(super) force: bool,
    /// Make every issue anew, changed or not
    #[arg(long)]
    pub(super) anew: bool,
    /// Begin no further input once one is at fault
    #[arg(long)]
    pub(super) fail_fast: bool,
    /// Where to write down what was made of what, so that only what changes is made again [default: .masthead-cache beside the outputs, for several inputs]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) cache: Option<PathBuf>,
    /// Write nothing down, and make every issue anew
    #[arg(long, conflicts_with = "cache")]
    pub(super) no_cache: bool,
    /// Go on after the build: make again whatever changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["report", "shard"])]
    pub(super) watch: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) sources: Sources,
    /// First mend what is wrong with a series beyond doubt: Roman numerals, missing whole numbers, names of files
    #[arg(long, conflicts_with = "shard")]
    pub(super) fix: bool,
    #[command(flatten)]
    pub(super) making: Making,
}

#[derive(Debug, Args)]
pub(super) struct Preview {
    /// The source of the issue
    #[arg(value_name = "INPUT", value_hint = ValueHint::FilePath)]
    pub(super) input: PathBuf,
    /// The style to begin with, a built-in one or a style sheet [default: the one that the source names, else pujiang]
    #[arg(long, value_name = "NAME|FILE", value_hint = ValueHint::AnyPath)]
    pub(super) style: Option<PathBuf>,
    /// A font file, or a folder of them, to look in besides the embedded faces
    #[arg(long = "font-path", value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub(super) font_paths: Vec<PathBuf>,
    /// A folder around the source that its pictures may come from too [default: the folder of the source]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) root: Option<PathBuf>,
    /// The port of 127.0.0.1 to listen at; no other machine reaches it [default: any that is free]
    #[arg(long, value_name = "PORT", default_value = "0", hide_default_value = true)]
    pub(super) port: u16,
    /// Open the page in the browser, instead of only printing its address
    #[arg(long)]
    pub(super) open: bool,
    /// Say nothing but errors
    #[arg(short, long)]
    quiet: bool,
}

impl Preview {
    /// How the command is to speak.
    pub(super) fn speech(&self) -> Speech {
        Speech { quiet: self.quiet, ..Speech::default() }
    }

    /// A preview of a source, as nothing else is asked.
    #[cfg(test)]
    pub(super) fn of(input: &str) -> Preview {
        Preview {
            input: input.into(),
            style: None,
            font_paths: Vec::new(),
            root: None,
            port: 0,
            open: false,
            quiet: false,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// The folder of the series, or one in it
    #[arg(value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(super) folder: PathBuf,
    /// The languages to begin it in [default: those of the series]
    #[arg(long, value_name = "LANGUAGES", value_delimiter = ',')]
    pub(super) lang: Vec<String>,
    /// The day of issue [default: that of SOURCE_DATE_EPOCH, else today in UTC]
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<String>,
    /// Begin a supplement, which has a number of its own sequence
    #[arg(long)]
    pub(super) supplement: bool,
    /// The issue that this one corrects: `2024-05`, or `2024-s1` for a supplement
    #[arg(long, value_name = "ISSUE")]
    pub(super) corrects: Option<String>,
    #[command(flatten)]
    pub(super) speech: Speech,
}

#[derive(Debug, Args)]
pub(super) struct Index {
    /// The folder of the series, or one in it
    #[arg(value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(super) folder: PathBuf,
    /// The formats to write [default: html, or by the extension of -o]
    #[arg(long, value_name = "FORMATS", value_delimiter = ',')]
    pub(super) to: Vec<IndexFormat>,
    /// Where it goes: a folder, a file (for one format), or `-` for standard output [default: the folder of the series]
    #[arg(short, long, value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub(super) output: Option<PathBuf>,
    /// The language of the index [default: the leading one of the series]
    #[arg(long, value_name = "LANGUAGE")]
    pub(super) lang: Option<String>,
    /// The issues of one year only
    #[arg(long, value_name = "YEAR")]
    pub(super) year: Option<u32>,
    /// Overwrite an index that somebody else made or changed
    #[arg(long)]
    pub(super) force: bool,
    /// A built-in style or a style sheet for PDF and Word [default: that of the series, else pujiang]
    #[arg(long, value_name = "NAME|FILE", value_hint = ValueHint::AnyPath)]
    pub(super) style: Option<PathBuf>,
    /// A font file, or a folder of them, to look in besides the embedded faces
    #[arg(long = "font-path", value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub(super) font_paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) speech: Speech,
}

/// A form in which an index is given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum IndexFormat {
    /// A page that needs no other file
    Html,
    /// JSON, as `masthead schema index` says
    Json,
    /// A table, a row a document
    Csv,
    /// Dublin Core records in XML
    Dc,
    /// A printed index in the style of the series
    Pdf,
    /// The same as a Word file
    Docx,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(flatten)]
    pub(super) sources: Sources,
    /// Where the source goes: a folder, a file, or `-` for standard output [default: beside each input]
    #[arg(short, long, value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub(super) output: Option<PathBuf>,
    /// Overwrite a source that exists, and pictures
    #[arg(long)]
    pub(super) force: bool,
    /// What is one line: a paragraph, or a sentence, which shows more in comparisons
    #[arg(long, value_name = "UNIT", default_value = "paragraph")]
    lines: LinesOf,
    /// Write what was read, made and found as JSON; `-` for standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) report: Option<PathBuf>,
    #[command(flatten)]
    pub(super) speech: Speech,
}

impl Import {
    /// How paragraphs are laid over lines.
    pub(super) fn lines(&self) -> write::Lines {
        match self.lines {
            LinesOf::Paragraph => write::Lines::Paragraph,
            LinesOf::Sentence => write::Lines::Sentence,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LinesOf {
    /// A paragraph is one line
    Paragraph,
    /// A sentence is one line
    Sentence,
}

/// What becomes of tracked changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum RevisionsAsked {
    /// What was put in stays, what was taken out goes
    #[default]
    Accept,
    /// What was put in goes, what was taken out stays
    Reject,
    /// A manuscript that has any is a fault
    Fail,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The version as it was
    #[arg(value_name = "BEFORE", value_hint = ValueHint::FilePath)]
    pub(super) before: PathBuf,
    /// The version as it is
    #[arg(value_name = "AFTER", value_hint = ValueHint::FilePath)]
    pub(super) after: PathBuf,
    /// Print the changes as JSON
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) speech: Speech,
}

#[derive(Debug, Args)]
pub(super) struct Inspect {
    #[command(flatten)]
    pub(super) sources: Sources,
    #[command(flatten)]
    pub(super) speech: Speech,
}

/// What to read.
#[derive(Debug, Args)]
pub(super) struct Sources {
    /// Files, folders (every source in them), patterns such as `2023-*.md`, or `-` for standard input
    #[arg(required_unless_present = "files_from", value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub(super) inputs: Vec<PathBuf>,
    /// Read the names of further inputs from a file, one a line; `-` for standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) files_from: Option<PathBuf>,
    /// The names of --files-from end in a zero byte, not in a line end
    #[arg(short = '0', long, requires = "files_from")]
    pub(super) null: bool,
    /// Read every input as this format [default: by extension]
    #[arg(long, value_name = "FORMAT", value_parser = readers())]
    pub(super) from: Option<String>,
    /// What becomes of the tracked changes of a Word manuscript
    #[arg(long, value_name = "CHOICE", default_value = "accept")]
    revisions: RevisionsAsked,
}

impl Sources {
    /// What becomes of tracked changes.
    pub(super) fn revisions(&self) -> read::Revisions {
        match self.revisions {
            RevisionsAsked::Accept => read::Revisions::Accept,
            RevisionsAsked::Reject => read::Revisions::Reject,
            RevisionsAsked::Fail => read::Revisions::Fail,
        }
    }
}

/// What to make of it.
#[derive(Debug, Args)]
pub(super) struct Making {
    /// The formats to write [default: pdf,docx,jats, or by the extension of -o]
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', value_parser = Formats)]
    pub(super) to: Vec<String>,
    /// A built-in style or a style sheet [default: the one that the source names, else pujiang]
    #[arg(long, value_name = "NAME|FILE", value_hint = ValueHint::AnyPath)]
    pub(super) style: Option<PathBuf>,
    /// What the PDF keeps to: a-2a,ua-1 (archival and accessible), a-3a,ua-1 (with the source and JATS inside), one of them alone, or x-4 (for the press) [default: a-2a,ua-1]
    #[arg(long, value_name = "PROFILE", value_parser = str::parse::<PdfProfile>)]
    pub(super) pdf: Option<PdfProfile>,
    /// Lay the pages out in pairs on sheets to be folded and stitched through the spine; for the press, so --pdf x-4
    #[arg(long)]
    pub(super) booklet: bool,
    /// A font file, or a folder of them, to look in besides the embedded faces
    #[arg(long = "font-path", value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub(super) font_paths: Vec<PathBuf>,
    /// A folder around the sources that their pictures may come from too [default: the folder of each source]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) root: Option<PathBuf>,
    /// Leave the document type declaration out of JATS
    #[arg(long)]
    pub(super) no_doctype: bool,
    /// Work on one share of the inputs alone, the Kth of N; the N together are all of them
    #[arg(long, value_name = "K/N", value_parser = str::parse::<Shard>)]
    pub(super) shard: Option<Shard>,
    /// How many inputs to work on at once [default: as many as there are cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) jobs: Option<u16>,
    /// Take findings of this kind for faults
    #[arg(long, value_name = "KIND")]
    pub(super) deny: Option<Denied>,
    #[command(flatten)]
    pub(super) speech: Speech,
}

/// What to say, and how.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(super) struct Speech {
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) message_format: MessageFormat,
    /// Show notes too, not only their number
    #[arg(short, long)]
    pub(super) verbose: bool,
    /// Say nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Denied {
    /// Warnings: an input that has one is not written
    Warnings,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// With the line of the source and a hint
    #[default]
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Report {
    #[command(subcommand)]
    pub(super) what: ReportWork,
}

#[derive(Debug, Subcommand)]
pub(super) enum ReportWork {
    /// Make the reports of all shards one, in the order of the inputs, without what holds for one run alone: times, and what was new
    Merge(Merge),
}

#[derive(Debug, Args)]
pub(super) struct Merge {
    /// The reports of `build --shard K/N` or `archive --shard K/N`, one for each shard, or the one report of a run without shards
    #[arg(required = true, value_name = "REPORT", value_hint = ValueHint::FilePath)]
    pub(super) reports: Vec<PathBuf>,
    /// Where the whole report goes; `-` for standard output
    #[arg(short, long, value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) speech: Speech,
}
