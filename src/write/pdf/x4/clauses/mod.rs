//! What a file for the press must keep to, checked on every such file before it is given out: better none than one that
//! says what it is not.
//!
//! ISO 15930-7 restricts what ISO 32000-1 (PDF) allows; each row names the clause of the latter that defines what is
//! restricted. Where the standard allows more than this program ever writes (device-independent RGB, optional content,
//! annotations outside the bleed), the row is as strict as the program.

mod colour;
mod file;
mod intent;
mod page;
mod whole;

use crate::diagnostics::{Diagnostic, code};
use file::File;
pub(super) use file::contents;

/// One demand on the file.
struct Clause {
    /// Where ISO 32000-1 defines what is restricted.
    defined: &'static str,
    /// What is demanded.
    demand: &'static str,
    /// What in the file is against it.
    breach: fn(&File) -> Option<String>,
}

/// Every demand, from the file as a whole to what is painted.
static CLAUSES: &[Clause] = &[
    Clause { defined: "7.5.2", demand: "the file is PDF 1.4 to 1.6", breach: whole::version },
    Clause { defined: "7.6", demand: "the file is not encrypted", breach: whole::encryption },
    Clause { defined: "14.4", demand: "the file has an identifier", breach: whole::identifier },
    Clause { defined: "14.3.3", demand: "the file says when and with what it was made", breach: whole::info },
    Clause { defined: "14.11.6", demand: "the file says whether it is trapped", breach: whole::trapped },
    Clause { defined: "14.3.2", demand: "the metadata name the standard and agree with Info", breach: whole::metadata },
    Clause {
        defined: "14.11.5",
        demand: "one output intent is for the press, with its profile",
        breach: intent::intent,
    },
    Clause { defined: "14.11.2", demand: "every page has its boxes, one inside the other", breach: page::boxes },
    Clause { defined: "12.5", demand: "no page has annotations", breach: page::annotations },
    Clause { defined: "12.6", demand: "nothing happens when the file is opened or read", breach: whole::actions },
    Clause { defined: "12.7", demand: "there are no form fields", breach: whole::forms },
    Clause { defined: "8.11", demand: "nothing is optional", breach: whole::optional_content },
    Clause { defined: "14.11.4", demand: "pages are not separated beforehand", breach: page::separated },
    Clause { defined: "7.4", demand: "no stream is packed with LZW or encrypted by itself", breach: whole::filters },
    Clause { defined: "9.9", demand: "every face is embedded", breach: page::faces },
    Clause {
        defined: "8.8.2",
        demand: "there is no PostScript, and nothing stands in for something else",
        breach: page::objects,
    },
    Clause { defined: "10.4", demand: "tones are not changed on the way to the plates", breach: page::transfer },
    Clause {
        defined: "8.6",
        demand: "resources have no colours but grey, the four inks and separations of them",
        breach: colour::spaces,
    },
    Clause { defined: "8.6.8", demand: "nothing is painted in red, green and blue", breach: colour::painted },
    Clause { defined: "11.6.6", demand: "transparency is blended in the inks of the press", breach: colour::groups },
];

/// Everything in a file that is against a clause.
pub(in crate::write::pdf) fn check(bytes: &[u8]) -> Vec<Diagnostic> {
    match File::open(bytes) {
        Ok(file) => CLAUSES.iter().filter_map(|clause| refusal(clause, (clause.breach)(&file)?)).collect(),
        Err(why) => vec![refused(format!("it cannot be read back: {why}"))],
    }
}

fn refusal(clause: &Clause, breach: String) -> Option<Diagnostic> {
    Some(refused(format!("{breach}, where {} (ISO 32000-1, {})", clause.demand, clause.defined)))
}

fn refused(why: String) -> Diagnostic {
    Diagnostic::new(code::PRESS_REFUSED, format!("the file for the press would not be PDF/X-4: {why}"))
        .hint("no file was written; save pictures anew as PNG, or report this as a fault of the program")
}
