//! Makes proofs, and knows whether what they were made of is still so.

use super::choices::Choice;
use super::places;
use super::proof::{Made, Outputs, Proof};
use crate::cli::args::Preview;
use crate::cli::cache::{Need, Witness};
use crate::cli::guard::{guarded, internal_fault};
use crate::cli::inputs::{self, Input};
use crate::cli::issue::{self, Orders, Outcome};
use crate::cli::messages::Findings;
use crate::cli::pictures::Gallery;
use crate::cli::styling::{self, Fault, Styles};
use crate::cli::world::{Files, Standing, World};
use crate::cli::{Refusal, ledger};
use crate::diagnostics::{Diagnostic, code};
use crate::layout::Typesetter;
use crate::read::Revisions;
use crate::style::StyleSheet;
use crate::write::{self, Artifact, Entry, Options};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// How long files must have kept still before they are read: editors write in several steps.
const STILL: Duration = Duration::from_millis(8);
/// Files that never keep still are read all the same after this time.
const RESTLESS: Duration = Duration::from_millis(400);
/// A file that is gone may come back within this time: some editors move the old one away first.
const GONE: Duration = Duration::from_millis(250);
/// The largest file of a series that is looked at, bytes.
const LARGEST: u64 = 1 << 20;

/// Makes proofs of one issue.
pub(super) struct Maker<'a> {
    pub(super) asked: &'a Preview,
    pub(super) world: &'a dyn World,
    pub(super) typesetter: &'a Typesetter<'a>,
    pub(super) choices: &'a [Choice],
    pub(super) options: Options,
    pub(super) gallery: Gallery,
    /// What the last proof of each style was made of.
    pub(super) needs: BTreeMap<usize, Vec<Need>>,
}

impl Maker<'_> {
    /// Whether a proof of a style would come out as the last one did.
    pub(super) fn is_fresh(&mut self, style: usize) -> bool {
        let world = self.world;
        let holds = |needs: &mut Vec<Need>| needs.iter_mut().all(|need| need.holds(world).is_some());
        self.needs.get_mut(&style).is_some_and(holds)
    }

    /// Waits while the files of a style's proof are being written.
    pub(super) fn wait_until_still(&self, style: usize) {
        let Some(needs) = self.needs.get(&style) else { return };
        let stamps = || needs.iter().map(|need| self.world.stamp(&need.path)).collect::<Vec<_>>();
        let (start, mut last) = (self.world.clock(), stamps());
        let waited = || self.world.clock().saturating_sub(start);
        loop {
            self.world.rest(STILL);
            let now = stamps();
            let is_gone = self.world.stamp(&self.asked.input).is_none() && waited() < GONE;
            if (now == last && !is_gone) || waited() > RESTLESS || self.world.stop().is_some() {
                return;
            }
            last = now;
        }
    }

    /// Makes a proof in a style.
    pub(super) fn make(&mut self, style: usize, before: Option<&Proof>) -> Proof {
        let witness = Witness::new(self.world);
        let made = self.made(style, &witness).unwrap_or_else(|findings| Made { findings, style: None, outputs: None });
        self.needs.insert(style, witness.into_needs());
        Proof::of(made, before)
    }

    fn made(&self, style: usize, witness: &Witness<'_>) -> Result<Made, Vec<Findings>> {
        let input = self.input(witness)?;
        let sheet = self.style(style, witness).map_err(|findings| self.beside(findings, witness))?;
        let formats = formats();
        let orders = Orders {
            formats: &formats,
            style: sheet.as_ref(),
            typesetter: self.typesetter,
            options: &self.options,
            root: self.asked.root.as_deref(),
            revisions: Revisions::default(),
            runs_programs: false,
            tells_lines: true,
            rehearses: false,
            deny_warnings: false,
            // A style may be mended at any time, so that none is kept.
            styles: &Styles::default(),
            gallery: &self.gallery,
            counts: false,
        };
        let stem = input.stem().to_string_lossy();
        let outcome = guarded(|| issue::make(&input, &stem, &orders, self.world, Some(witness)))
            .unwrap_or_else(|why| Outcome::failed(&input.name, internal_fault(&why)));
        Ok(made(outcome))
    }

    /// The issue as it is named, with what its series says.
    fn input(&self, witness: &Witness<'_>) -> Result<Input, Vec<Findings>> {
        let path = &self.asked.input;
        look_for_series(path, self.world, witness);
        if self.world.standing(path) != Some(Standing::File) {
            // A folder in its place, or nothing, is no input, and the file may come back.
            let _ = witness.read(path, LARGEST);
        }
        let inputs = inputs::gather(std::slice::from_ref(path), None, self.world);
        let inputs = ledger::with_standing(inputs, self.world).map_err(|refusal| match refusal {
            Refusal::Found(findings) => self.beside(findings, witness),
            Refusal::Asked { message, hint } => {
                let fault = Diagnostic::new(code::SERIES_INVALID, message).hint(hint);
                self.beside(vec![Findings::about(ledger::FILE, vec![fault])], witness)
            }
        })?;
        inputs.get(0).ok_or_else(Vec::new)
    }

    /// The style of a choice; nothing where the issue says it.
    fn style(&self, style: usize, witness: &Witness<'_>) -> Result<Option<StyleSheet>, Vec<Findings>> {
        let Some(name) = self.choices.get(style).and_then(|choice| choice.style.as_deref()) else { return Ok(None) };
        styling::find(name, Path::new(""), witness).map(Some).map_err(|fault| match fault {
            Fault::Unknown(fault) => vec![Findings::about(&name.to_string_lossy(), vec![fault])],
            Fault::Sheet(findings) => findings,
        })
    }

    /// Findings in what belongs to the issue, with the issue itself, which was not read for them.
    fn beside(&self, mut findings: Vec<Findings>, witness: &Witness<'_>) -> Vec<Findings> {
        let path = &self.asked.input;
        let bytes = witness.read(path, LARGEST).unwrap_or_default();
        let text = if bytes.contains(&0) { String::new() } else { String::from_utf8_lossy(&bytes).into_owned() };
        let source = crate::diagnostics::Source::new(path.to_string_lossy(), text);
        findings.push(Findings { source, diagnostics: Vec::new() });
        findings
    }
}

/// Lets a witness see the file of a series, or that there is none, in every folder around the issue.
fn look_for_series(path: &Path, world: &dyn World, witness: &Witness<'_>) {
    let place = world.identity(path);
    for folder in place.ancestors().skip(1) {
        if witness.read(&folder.join(ledger::FILE), LARGEST).is_ok() {
            return;
        }
    }
}

/// The PDF, where its words stand, and the HTML.
fn formats() -> Vec<&'static Entry<'static>> {
    let named = ["pdf", "html"].into_iter().filter_map(write::by_name);
    named.chain([&places::ENTRY]).collect()
}

fn made(outcome: Outcome) -> Made {
    let (mut pages, mut pdf, mut html) = (None, None, None);
    for Artifact { path, bytes } in outcome.artifacts {
        match path.as_str() {
            places::FILE => pages = serde_json::from_slice(&bytes).ok(),
            path if path.ends_with(".pdf") => pdf = Some(bytes),
            path if path.ends_with(".html") => html = Some(bytes),
            _ => {}
        }
    }
    let outputs = pages.zip(pdf).map(|(pages, pdf)| Outputs { pages, pdf, html });
    Made { outputs, findings: outcome.findings, style: outcome.style }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::cli::memory::Memory;
    use crate::diagnostics::Severity;
    use crate::fonts::FontBook;

    const ISSUE: &str =
        "---\nnumber: 9\ndate: 2023-12-20\npublisher: Office\ntitle: What\nlang: en\n---\n\nFirst words.\n";
    const SERIES: &str = "style = \"plain\"\n[name]\nen = \"Lake Bulletin\"\n";

    /// Makes proofs of the first choice, one after each change of the world.
    fn proofs(world: &Memory, changes: &[&dyn Fn(&Memory)]) -> Vec<(serde_json::Value, bool)> {
        let asked = Preview::of("/lake/01.md");
        let (fonts, choices) = (FontBook::embedded(), [Choice { name: "own".into(), style: None }]);
        let typesetter = Typesetter::new(&fonts);
        let mut maker = Maker {
            asked: &asked,
            world,
            typesetter: &typesetter,
            choices: &choices,
            options: Options::default(),
            gallery: Gallery::default(),
            needs: BTreeMap::new(),
        };
        let mut last: Option<Proof> = None;
        let mut told = Vec::new();
        for change in changes {
            change(world);
            let was_fresh = maker.is_fresh(0);
            let proof = maker.make(0, last.as_ref());
            told.push((serde_json::from_str(&proof.json(1)).unwrap(), was_fresh));
            last = Some(proof);
        }
        told
    }

    #[test]
    fn a_proof_follows_the_issue_and_its_series_through_broken_states() {
        let world = Memory::with(&[("/lake/01.md", ISSUE), ("/lake/series.toml", SERIES)]);
        let told = proofs(
            &world,
            &[
                &|_| {},
                &|_| {},
                &|world| world.put("/lake/01.md", ISSUE.replace("2023-12-20", "2023-02-30").as_bytes()),
                &|world| world.put("/lake/series.toml", b"style = \"plan\"\n"),
                &|world| world.put("/lake/series.toml", SERIES.replace("plain", "pujiang").as_bytes()),
                &|world| world.put("/lake/01.md", ISSUE.as_bytes()),
            ],
        );
        let fresh: Vec<bool> = told.iter().map(|(_, was_fresh)| *was_fresh).collect();
        assert_eq!(fresh, [false, true, false, false, false, false]);
        let sound: Vec<bool> = told.iter().map(|(told, _)| told["sound"] == true).collect();
        assert_eq!(sound, [true, true, false, false, false, true], "{told:#?}");
        let style = |at: usize| told[at].0["style"].as_str();
        assert_eq!((style(0), style(5)), (Some("plain"), Some("pujiang")));
        for (told, _) in &told[2..5] {
            assert_eq!(told["pages"].as_array().unwrap().len(), 1, "the last sound pages stay");
            assert_eq!(told["findings"][0]["severity"], "error");
            assert!(told["sources"][0]["text"].as_str().unwrap().contains("First words."), "the issue is shown");
        }
        assert!(told[3].0["sources"][1]["name"].as_str().unwrap().ends_with("series.toml"));
        assert_ne!(told[0].0["pages"][0]["digest"], told[5].0["pages"][0]["digest"]);
    }

    #[test]
    fn an_issue_in_whose_place_a_folder_was_is_followed_again() {
        let world = Memory::with(&[("/lake/series.toml", SERIES), ("/lake/01.md/other.bin", "")]);
        let back = |world: &Memory| {
            world.remove(Path::new("/lake/01.md/other.bin")).unwrap();
            world.put("/lake/01.md", ISSUE.as_bytes());
        };
        let told = proofs(&world, &[&|_| {}, &back]);
        assert_eq!(told[0].0["sound"], false);
        assert_eq!((told[1].1, &told[1].0["sound"]), (false, &serde_json::json!(true)));
    }

    #[test]
    fn an_issue_that_is_gone_is_told_of() {
        let world = Memory::with(&[("/lake/series.toml", SERIES)]);
        let told = proofs(&world, &[&|_| {}, &|world| world.put("/lake/01.md", ISSUE.as_bytes())]);
        assert_eq!(told[0].0["findings"][0]["code"], "input-unreadable");
        assert_eq!(told[0].0["pages"], serde_json::json!([]));
        assert!(!told[1].1 && told[1].0["findings"].as_array().unwrap().iter().all(|one| one["severity"] != "error"));
        assert!(Severity::Error > Severity::Warning);
    }
}
