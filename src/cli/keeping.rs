//! The words of the command line for `archive` and `verify`.

use super::args::{Denied, Sources, Speech};
use super::shard::Shard;
use crate::write::PdfProfile;
use clap::{Args, ValueHint};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Archive {
    #[command(flatten)]
    pub(super) sources: Sources,
    /// The bag of one source, a folder or NAME.zip; or, for several, the folder that the bags go into, each named as its source
    #[arg(short, long, required = true, value_name = "BAG|DIR", value_hint = ValueHint::AnyPath)]
    pub(super) output: PathBuf,
    /// Make each bag one zip file
    #[arg(long)]
    pub(super) zip: bool,
    /// Replace a bag that is there and holds something else
    #[arg(long)]
    pub(super) force: bool,
    /// A built-in style or a style sheet [default: the one that the source names, else pujiang]
    #[arg(long, value_name = "NAME|FILE", value_hint = ValueHint::AnyPath)]
    pub(super) style: Option<PathBuf>,
    /// What the PDF keeps to: a-2a,ua-1, or a-3a,ua-1 with the source and JATS inside, or either without ua-1
    #[arg(long, value_name = "PROFILE", default_value = "a-2a,ua-1", value_parser = str::parse::<PdfProfile>)]
    pub(super) pdf: PdfProfile,
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
    /// Write what was read, kept and found as JSON; `-` for standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) report: Option<PathBuf>,
    #[command(flatten)]
    pub(super) speech: Speech,
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// Bags, folders or zip files, and folders with bags anywhere below them
    #[arg(required = true, value_name = "BAG", value_hint = ValueHint::AnyPath)]
    pub(super) bags: Vec<PathBuf>,
    /// Check the bytes alone: neither open the files nor make the issue again
    #[arg(long)]
    pub(super) quick: bool,
    /// The folder of the sources of the series: the bags must agree with them, and each must have one
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "quick")]
    pub(super) series: Option<PathBuf>,
    /// A font file, or a folder of them, for bags that could not keep the fonts that they were set in
    #[arg(long = "font-path", value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub(super) font_paths: Vec<PathBuf>,
    /// How many bags to work on at once [default: as many as there are cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) jobs: Option<u16>,
    /// Add a line of JSON for each bag to this file: when it was checked, and what became of it
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) log: Option<PathBuf>,
    /// Write what was checked and found as JSON; `-` for standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) report: Option<PathBuf>,
    #[command(flatten)]
    pub(super) speech: Speech,
}
