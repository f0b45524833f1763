//! The imprint of a manuscript whose styles name it: lines that stand as they were written say what was kept aside of them, and
//! the others what they say by their words.

use super::aside::{Aside, squeeze};
use super::facts::{Said, kept_order, read_as};
use crate::ast::{Compilers, Front, NameOrder};
use crate::diagnostics::code;
use crate::read::genre::imprint;
use crate::read::genre::lines::Line;
use crate::read::genre::repairs::Repairs;

/// What a line of the imprint says.
#[derive(Clone, Debug, PartialEq)]
enum Fact {
    Compilers,
    Reviewers,
    Distribution,
    CopiesTo,
    Copies,
    IssuedBy,
    /// The day of the issue, which its masthead says.
    IssuedOn,
    Line(String),
}

/// A line as it was printed.
struct Known {
    words: String,
    fact: Fact,
    /// Whether a line of the manuscript is this one.
    found: bool,
}

/// Gives the front matter what its imprint says.
pub(super) fn settle(front: &mut Front, said: &[Said], aside: &Aside, repairs: &mut Repairs) {
    let lines: Vec<&Said> = said.iter().filter(|said| said.line == "imprint").collect();
    if lines.is_empty() && !aside.is_kept {
        return;
    }
    let mut known = known(aside);
    // What stands comes first, so that none of it is taken for what another line has become.
    let stand: Vec<Option<usize>> = lines.iter().map(|line| stands(line, &mut known)).collect();
    front.compilers = front.compilers.take().filter(|_| !aside.is_kept);
    for (line, at) in lines.into_iter().zip(stand) {
        match at.and_then(|at| known.get(at)) {
            Some(known) => keep(&known.fact, front, aside),
            None => {
                imprint::fields(line.line()).iter().for_each(|field| anew(field, &mut known, front, aside, repairs))
            }
        }
    }
    if aside.is_kept && printed(aside).is_empty() {
        // A style may print none of it.
        facts(aside).iter().for_each(|fact| keep(fact, front, aside));
    }
}

/// The lines that were printed, each with what it says. They were written in the order of the facts.
fn known(aside: &Aside) -> Vec<Known> {
    let facts = facts(aside);
    let printed = printed(aside);
    let halves: Vec<String> = printed.iter().flat_map(|words| words.split('\t')).map(str::to_string).collect();
    let printed = if halves.len() <= facts.len() { halves } else { printed };
    printed.into_iter().zip(facts).map(|(words, fact)| Known { words, fact, found: false }).collect()
}

fn printed(aside: &Aside) -> Vec<String> {
    aside.printed("imprint")
}

fn facts(aside: &Aside) -> Vec<Fact> {
    let lists = [
        ("compilers-order", Fact::Compilers),
        ("reviewer", Fact::Reviewers),
        ("distribution", Fact::Distribution),
        ("copies-to", Fact::CopiesTo),
    ];
    let lists = lists.into_iter().filter(|(name, _)| aside.fact(name).is_some()).map(|(_, fact)| fact);
    let lines = aside.facts("imprint-line").into_iter().map(Fact::Line);
    let issued = aside.fact("issued-by").into_iter().flat_map(|_| [Fact::IssuedBy, Fact::IssuedOn]);
    lists.chain(lines).chain(aside.fact("copies").map(|_| Fact::Copies)).chain(issued).collect()
}

/// The printed line that a line is word by word.
fn stands(line: &Said, known: &mut [Known]) -> Option<usize> {
    let same = |known: &Known| !known.found && squeeze(&known.words) == squeeze(&line.words);
    let at = known.iter().position(same)?;
    known.get_mut(at)?.found = true;
    Some(at)
}

fn keep(fact: &Fact, front: &mut Front, aside: &Aside) {
    let imprint = &mut front.imprint;
    match fact {
        Fact::Compilers => {
            front.compilers = Some(Compilers {
                label: aside.fact("compilers-label"),
                names: aside.facts("compiler"),
                name_order: kept_order(aside).unwrap_or_default(),
                ..Compilers::default()
            });
        }
        Fact::Reviewers => imprint.reviewers = aside.facts("reviewer"),
        Fact::Distribution => imprint.distribution = aside.facts("distribution"),
        Fact::CopiesTo => imprint.copies_to = aside.facts("copies-to"),
        Fact::IssuedBy => imprint.issued_by = aside.fact("issued-by"),
        Fact::IssuedOn => {}
        Fact::Copies => imprint.copies = aside.fact("copies").and_then(|copies| copies.parse().ok()),
        Fact::Line(words) => imprint.lines.push(words.clone()),
    }
}

/// What a line says that has changed: what the printed line said that opens alike, or else what its words say by their form.
fn anew(line: &Line<'_>, known: &mut [Known], front: &mut Front, aside: &Aside, repairs: &mut Repairs) {
    let was = known.iter_mut().filter(|known| !known.found).find(|known| is_still(known, line.text));
    let read = was.is_some_and(|known| {
        known.found = true;
        retake(&known.fact, line, front, aside, repairs)
    });
    if read || by_form(line, front, repairs) {
        repairs.take(read_as("line of the imprint", line.text, line.span()));
        return;
    }
    front.imprint.lines.push(line.text.to_string());
    if known.iter().any(|known| !known.found && !matches!(known.fact, Fact::Line(_))) {
        repairs.warn(
            code::MASTHEAD_LINE_UNKNOWN,
            line.span(),
            format!("`{}` cannot be read as a line of the imprint; it is printed as it stands", line.text),
            "open it with a label and a colon, such as `Compiled by:` or `编辑：`, or give the facts in the imported source",
        );
    }
}

/// What stands before the first colon.
fn label(words: &str) -> Option<(&str, usize)> {
    let (at, colon) = words.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    Some((words.get(..at)?, at + colon.len_utf8()))
}

/// Whether a line opens as a printed one did, or says a number or an office where that one did.
fn is_still(known: &Known, words: &str) -> bool {
    match known.fact {
        Fact::Line(_) | Fact::IssuedOn => false,
        // It opens with no label: what stands in its place is another office.
        Fact::IssuedBy => label(words).is_none() && !words.contains(|c: char| c.is_ascii_digit()),
        Fact::Copies => copies(&known.words, words).is_some(),
        _ => {
            let opening = |words: &str| label(words).map(|(label, _)| squeeze(label));
            opening(words).is_some() && opening(words) == opening(&known.words)
        }
    }
}

/// The number of copies, in a line that is but for it what was printed.
fn copies(printed: &str, words: &str) -> Option<u32> {
    let is_figure = |c: char| c.is_ascii_digit();
    let (printed, words) = (squeeze(printed), squeeze(words));
    let from = printed.find(is_figure)?;
    let to = printed.rfind(is_figure)? + 1;
    let number = words.strip_prefix(printed.get(..from)?)?.strip_suffix(printed.get(to..)?)?;
    number.parse().ok()
}

fn retake(fact: &Fact, line: &Line<'_>, front: &mut Front, aside: &Aside, repairs: &mut Repairs) -> bool {
    let end = label(line.text).map_or(0, |(_, end)| end);
    match fact {
        Fact::Compilers => {
            let read = imprint::compilers(line, end, repairs);
            let order = kept_order(aside).filter(|order| *order != NameOrder::Unknown).unwrap_or(read.name_order);
            front.compilers = Some(Compilers { label: aside.fact("compilers-label"), name_order: order, ..read });
        }
        Fact::Reviewers => front.imprint.reviewers = imprint::names_of(&line.after(end), repairs),
        Fact::Distribution => front.imprint.distribution = groups(line.after(end).text),
        Fact::CopiesTo => front.imprint.copies_to = groups(line.after(end).text),
        Fact::Copies => {
            let printed = aside.printed("imprint");
            let halves = printed.iter().flat_map(|words| words.split('\t'));
            front.imprint.copies = halves.rev().find_map(|printed| copies(printed, line.text));
        }
        Fact::IssuedBy => front.imprint.issued_by = Some(line.text.to_string()),
        Fact::Line(_) | Fact::IssuedOn => return false,
    }
    true
}

/// Those to whom an issue goes: where groups of them are parted by semicolons, each group is one.
fn groups(words: &str) -> Vec<String> {
    let grouped = words.contains([';', '；']);
    let parts = words.split(|c: char| if grouped { matches!(c, ';' | '；') } else { matches!(c, ',' | '，' | '、') });
    parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_string).collect()
}

/// Takes what a line says by its form; nothing where that is the form of no imprint.
fn by_form(line: &Line<'_>, front: &mut Front, repairs: &mut Repairs) -> bool {
    let found = imprint::read(vec![*line], repairs);
    if !found.body.is_empty() {
        return false;
    }
    match front.compilers {
        // Nobody is left out where two lines say who compiled it.
        Some(_) if found.compilers.is_some() => front.imprint.lines.push(line.text.to_string()),
        _ => front.compilers = front.compilers.take().or(found.compilers),
    }
    front.imprint.lines.extend(found.imprint.lines);
    front.imprint.copies = front.imprint.copies.or(found.imprint.copies);
    true
}
