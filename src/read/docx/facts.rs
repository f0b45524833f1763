//! The facts of an issue. Those that were kept aside hold as far as the lines that print them stand as they were; a line that
//! reads otherwise by now is read anew by its words, as that of any manuscript is.

use super::aside::{Aside, order};
use super::desk::Desk;
use super::imprint;
use crate::ast::{CorrectedIssue, Date, Front, IssueNumber};
use crate::diagnostics::{Diagnostic, Span, code};
use crate::read::genre::lines::{Line, Seam};
use crate::read::genre::masthead;
use crate::read::genre::repairs::Repairs;

/// A line that says facts by its style.
pub(super) struct Said {
    /// Which one it is, by the name under which lines are kept aside.
    pub(super) line: &'static str,
    pub(super) words: String,
    pub(super) span: Span,
}

impl Said {
    /// The line as those are that are read by their form.
    pub(super) fn line(&self) -> Line<'_> {
        let start = self.span.range().map_or(0, |range| range.start);
        Line { text: &self.words, start, before: Seam::Blank, indented: false, display: false, page: 0 }
    }
}

/// Gives the front matter its facts.
pub(super) fn settle(front: &mut Front, said: &[Said], desk: &mut Desk<'_>) {
    let aside = desk.aside.clone();
    let mut repairs = Repairs::default();
    let edited = |name: &str| {
        let line = said.iter().find(|said| said.line == name);
        line.filter(|said| !aside.is_kept || !aside.stands(name, std::slice::from_ref(&said.words)))
    };
    if aside.is_kept {
        kept(front, &aside);
    }
    if let Some(line) = edited("issue") {
        issue(front, line, &aside, &mut repairs);
    }
    let dated = match said.iter().any(|said| said.line == "date") {
        true => edited("date").map(|line| date(front, &line.line(), &mut repairs)).is_some(),
        false => edited("publisher").is_some_and(|line| beside_publisher(front, line, &mut repairs)),
    };
    let named = said.iter().find(|said| said.line == "designation");
    let anew = edited("designation").is_some();
    if let Some(line) = named.filter(|_| anew || dated || edited("issue").is_some()) {
        designation(front, line, anew, &mut repairs);
    }
    imprint::settle(front, said, &aside, &mut repairs);
    repairs.findings().into_iter().for_each(|finding| desk.sink.report(finding));
}

/// What was kept aside, where the lines that print it stand.
fn kept(front: &mut Front, aside: &Aside) {
    let stands = |line: &str, found: &Option<String>| aside.stands(line, found.as_slice());
    if stands("series", &front.series) {
        front.series = aside.fact("series");
    }
    let number = |name: &str| aside.fact(name).and_then(|number| number.parse().ok()).map(IssueNumber);
    let (issue, named) = (stands("issue", &front.issue_line), stands("designation", &front.designation));
    if issue {
        // Where no other line shows the number, it is what the designation says.
        let shown = named || front.issue_line.is_some();
        front.number = number("number").filter(|_| shown);
        front.whole_number = number("whole-number");
        front.supplement = number("supplement");
        front.corrects = corrects(aside);
        front.issue_line = aside.fact("issue-line");
    }
    if named {
        front.designation = aside.fact("designation");
    }
    if stands("date", &front.date_line) {
        front.date = aside.fact("date").and_then(|date| Date::parse(&date));
        front.date_line = aside.fact("date-line");
    }
    if stands("publisher", &front.publisher) {
        front.publisher = aside.fact("publisher");
    }
    if stands("classification", &front.classification) && stands("copy-number", &front.copy_number) {
        (front.classification, front.copy_number) = (aside.fact("classification"), aside.fact("copy-number"));
    }
    (front.licence, front.issn, front.doi) = (aside.fact("licence"), aside.fact("issn"), aside.fact("doi"));
    (front.style, front.keywords) = (aside.fact("style"), aside.facts("keyword"));
}

fn corrects(aside: &Aside) -> Option<CorrectedIssue> {
    let issue = CorrectedIssue::parse(&aside.fact("corrects")?)?;
    let date = aside.fact("corrects-date").and_then(|date| Date::parse(&date));
    Some(CorrectedIssue { date: date.filter(|date| date.year() == issue.year), ..issue })
}

/// Tells what a line was read as.
pub(super) fn read_as(what: &str, words: &str, span: Span) -> Diagnostic {
    Diagnostic::new(code::FRONT_MATTER_READ, format!("`{words}` was read as the {what}"))
        .at(span)
        .hint("look whether it is; if not, mend the imported source")
}

fn read(line: &Line<'_>, what: &'static str, known: Front, repairs: &mut Repairs) -> Option<Front> {
    let found = masthead::line(*line, known, repairs).filter(|(found, _)| *found == what);
    if found.is_some() {
        repairs.take(read_as(what, line.text, line.span()));
    }
    found.map(|(_, front)| front)
}

/// Tells that a line cannot be read whose facts are printed.
fn unread(line: &Line<'_>, what: &str, lost: &str, repairs: &mut Repairs) {
    repairs.warn(
        code::MASTHEAD_LINE_UNKNOWN,
        line.span(),
        format!("`{}` cannot be read as the {what}; {lost}", line.text),
        "write the line as others are, such as `No. 6 (Vol. 167)`, `第6期（总第167期）`, `2023年9月22日`, or give the facts in the imported source",
    );
}

fn issue(front: &mut Front, said: &Said, aside: &Aside, repairs: &mut Repairs) {
    let line = said.line();
    let Some(found) = read(&line, "issue line", Front::default(), repairs) else {
        return unread(&line, "issue line", "the numbers of the issue are not known", repairs);
    };
    (front.number, front.whole_number) = (found.number, found.whole_number);
    front.supplement = found.supplement;
    let known = corrects(aside);
    let same = |one: &CorrectedIssue| known.as_ref().filter(|known| known.name() == one.name()).cloned();
    front.corrects = found.corrects.map(|corrects| same(&corrects).unwrap_or(corrects));
}

fn date(front: &mut Front, line: &Line<'_>, repairs: &mut Repairs) {
    match read(line, "date", Front::default(), repairs) {
        Some(found) => front.date = found.date,
        None => unread(line, "date", "the day of the issue is not known", repairs),
    }
}

/// The date where it stands in one with the issuing body: whoever edits the line may lose the tab between them.
fn beside_publisher(front: &mut Front, said: &Said, repairs: &mut Repairs) -> bool {
    let fields = masthead::fields(said.line());
    let [body, day] = fields.as_slice() else { return false };
    let Some(found) = read(day, "date", Front::default(), repairs) else { return false };
    (front.date, front.date_line) = (found.date, found.date_line);
    front.publisher = Some(body.text.to_string());
    true
}

/// The designation: its number where no other line says one, and whether both say the same.
fn designation(front: &mut Front, said: &Said, anew: bool, repairs: &mut Repairs) {
    let line = said.line();
    let known = Front { number: front.number, date: front.date, ..Front::default() };
    match masthead::line(line, known, repairs).filter(|(what, _)| *what == "series line") {
        Some((_, found)) if anew => {
            front.number = front.number.or(found.number);
            front.whole_number = front.whole_number.or(found.whole_number);
            front.series = front.series.take().or(found.series);
            repairs.take(read_as("designation", line.text, line.span()));
        }
        None if anew => unread(&line, "designation", "it is printed as it stands", repairs),
        _ => {}
    }
}

/// How names are ordered that were kept aside.
pub(super) fn kept_order(aside: &Aside) -> Option<crate::ast::NameOrder> {
    aside.fact("compilers-order").map(|name| order(Some(&name)))
}
