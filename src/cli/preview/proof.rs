//! A proof: one state of an issue in one style as the page shows it. Assembled from what was made; knows neither disk nor server.

use super::picture::Printed;
use super::places::Sheet;
use crate::cli::messages::Findings;
use crate::diagnostics::{Placed, Severity, Source};
use serde::Serialize;
use std::sync::Arc;

/// One state of an issue.
#[derive(Default)]
pub(super) struct Proof {
    /// What was printed of it: of this state, or of the last one that could be.
    pub(super) printed: Option<Arc<Impression>>,
    /// What was said, as the page gets it, without the number that the proof gets when it is handed out.
    told: Told,
}

/// The pages and all else that is made of a sound state.
pub(super) struct Impression {
    pub(super) pages: Vec<Sheet>,
    pub(super) pdf: Printed,
    /// The issue as HTML, where that was made.
    pub(super) html: Option<Vec<u8>>,
    /// The text that the places of the pages point into.
    source: Source,
}

/// What was made of a sound issue.
pub(super) struct Outputs {
    pub(super) pages: Vec<Sheet>,
    pub(super) pdf: Vec<u8>,
    pub(super) html: Option<Vec<u8>>,
}

/// What an issue's making came to.
pub(super) struct Made {
    /// What was made; nothing where the state is not sound.
    pub(super) outputs: Option<Outputs>,
    /// What was found, in the issue and in what belongs to it.
    pub(super) findings: Vec<Findings>,
    /// The name of the style that it is set in.
    pub(super) style: Option<String>,
}

/// A proof in the words of the page.
#[derive(Clone, Default, Serialize)]
struct Told {
    /// Whether the pages are of this state.
    sound: bool,
    style: Option<String>,
    pages: Vec<Shown>,
    /// Whether there is HTML beside the pages.
    html: bool,
    findings: Vec<Found>,
    sources: Vec<Text>,
}

#[derive(Clone, Serialize)]
struct Shown {
    digest: String,
    width: f64,
    height: f64,
    label: String,
    /// Left, top, width and height in points, first and last line of the source, block.
    lines: Vec<(f64, f64, f64, f64, usize, usize, usize)>,
}

#[derive(Clone, Serialize)]
struct Found {
    severity: Severity,
    code: &'static str,
    message: String,
    hint: Option<String>,
    /// Which of the sources it is in.
    source: usize,
    /// Line, column, and those of the end; nothing where it is about the whole.
    place: Option<[usize; 4]>,
}

#[derive(Clone, Serialize)]
struct Text {
    name: String,
    text: String,
}

impl Proof {
    /// The proof of a state. One that is not sound keeps the pages of the one before.
    pub(super) fn of(made: Made, before: Option<&Proof>) -> Proof {
        let issue = issue(&made.findings);
        let is_sound = made.outputs.is_some();
        let printed = match made.outputs {
            Some(Outputs { pages, pdf, html }) => {
                Some(Arc::new(Impression { pages, pdf: Printed::new(pdf), html, source: issue.clone() }))
            }
            None => before.and_then(|before| before.printed.clone()),
        };
        let told = Told {
            sound: is_sound,
            style: made.style,
            pages: printed.as_deref().map(Impression::shown).unwrap_or_default(),
            html: printed.as_ref().is_some_and(|printed| printed.html.is_some()),
            findings: found(&made.findings),
            sources: made.findings.iter().rev().map(|one| text(&one.source)).collect(),
        };
        Proof { printed, told }
    }

    /// Whether the pages are of this state.
    pub(super) fn is_sound(&self) -> bool {
        self.told.sound
    }

    /// What was found, by severity.
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.told.findings.iter().filter(|found| found.severity == severity).count()
    }

    /// All that the page is told, as JSON in one line.
    pub(super) fn json(&self, number: u64) -> String {
        #[derive(Serialize)]
        struct Numbered<'a> {
            number: u64,
            #[serde(flatten)]
            told: &'a Told,
        }
        serde_json::to_string(&Numbered { number, told: &self.told }).unwrap_or_default()
    }
}

impl Impression {
    fn shown(&self) -> Vec<Shown> {
        let line = |byte: u32| self.source.position(byte as usize).line;
        let lines = |sheet: &Sheet| {
            let one = |at: &super::places::Line| {
                let [left, top, width, height] = at.area;
                let (first, last) = (line(at.bytes.0), line(at.bytes.1.saturating_sub(1).max(at.bytes.0)));
                (left, top, width, height, first, last, at.block)
            };
            sheet.lines.iter().map(one).collect()
        };
        let shown = |sheet: &Sheet| Shown {
            digest: sheet.digest.clone(),
            width: sheet.size.0,
            height: sheet.size.1,
            label: sheet.label.clone(),
            lines: lines(sheet),
        };
        self.pages.iter().map(shown).collect()
    }

    /// Which page looks so.
    pub(super) fn page(&self, digest: &str) -> Option<usize> {
        self.pages.iter().position(|sheet| sheet.digest == digest)
    }
}

/// The text of the issue itself, whose findings stand last.
fn issue(findings: &[Findings]) -> Source {
    findings.last().map_or_else(|| Source::new("", ""), |last| last.source.clone())
}

/// The issue comes first.
fn text(source: &Source) -> Text {
    Text { name: source.name().to_string(), text: source.text().to_string() }
}

/// The findings, the worst first and then in the order of their lines; those of the issue before all others.
fn found(findings: &[Findings]) -> Vec<Found> {
    let placed = findings.iter().rev().enumerate().flat_map(|(source, one)| {
        let placed = Findings::placed(std::slice::from_ref(one));
        placed.into_iter().map(move |placed| of_placed(placed, source))
    });
    let mut all: Vec<Found> = placed.collect();
    all.sort_by_key(|found| (std::cmp::Reverse(found.severity), found.source, found.place));
    all
}

fn of_placed(placed: Placed, source: usize) -> Found {
    Found {
        severity: placed.severity,
        code: placed.code.name(),
        message: placed.message,
        hint: placed.hint,
        source,
        place: placed.place.map(|place| [place.line, place.column, place.end_line, place.end_column]),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::places::Line;
    use super::*;
    use crate::diagnostics::{Diagnostic, Span, code};

    fn made(text: &str, is_sound: bool, found: &[(crate::diagnostics::Code, usize)]) -> Made {
        let line = Line { area: [1.0, 2.0, 3.0, 4.0], bytes: (4, 9), block: 0 };
        let sheet = Sheet { digest: "d".into(), size: (10.0, 20.0), label: "1".into(), lines: vec![line] };
        let diagnostics =
            found.iter().map(|&(code, at)| Diagnostic::new(code, "Words").at(Span::text(at, at + 1))).collect();
        let findings = vec![Findings { source: Source::new("a.md", text), diagnostics }];
        Made {
            outputs: is_sound.then(|| Outputs { pages: vec![sheet], pdf: Vec::new(), html: None }),
            findings,
            style: Some("plain".into()),
        }
    }

    fn value(proof: &Proof) -> serde_json::Value {
        serde_json::from_str(&proof.json(7)).unwrap()
    }

    #[test]
    fn places_are_told_by_their_lines() {
        let told = value(&Proof::of(made("abc\ndef\nghi\n", true, &[]), None));
        assert_eq!((&told["number"], &told["sound"], &told["html"]), (&7.into(), &true.into(), &false.into()));
        assert_eq!(told["pages"][0]["lines"][0], serde_json::json!([1.0, 2.0, 3.0, 4.0, 2, 3, 0]));
        assert_eq!(told["sources"], serde_json::json!([{ "name": "a.md", "text": "abc\ndef\nghi\n" }]));
    }

    #[test]
    fn a_broken_state_keeps_the_pages_and_their_lines_and_tells_what_is_wrong() {
        let before = Proof::of(made("abc\ndef\nghi\n", true, &[]), None);
        let after = Proof::of(made("x", false, &[(code::DATE_INVALID, 0)]), Some(&before));
        let told = value(&after);
        assert_eq!(told["sound"], false);
        assert_eq!(told["pages"], value(&before)["pages"]);
        assert_eq!((told["findings"].as_array().unwrap().len(), &told["sources"][0]["text"]), (1, &"x".into()));
        assert!(Arc::ptr_eq(after.printed.as_ref().unwrap(), before.printed.as_ref().unwrap()));
        assert_eq!(value(&Proof::of(made("y", false, &[]), None))["pages"], serde_json::json!([]));
    }

    #[test]
    fn the_worst_findings_come_first_and_then_the_first() {
        let found = [(code::LINES_JOINED, 0), (code::LINK_DANGLING, 8), (code::LINK_DANGLING, 4)];
        let told = value(&Proof::of(made("abc\ndef\nghi\n", true, &found), None));
        let findings = told["findings"].as_array().unwrap();
        let seen: Vec<_> = findings.iter().map(|found| (&found["severity"], &found["place"][0])).collect();
        let warning = serde_json::json!("warning");
        assert_eq!(seen, [(&warning, &2.into()), (&warning, &3.into()), (&"note".into(), &1.into())]);
        assert_eq!(findings[0]["code"], "link-dangling");
    }
}
