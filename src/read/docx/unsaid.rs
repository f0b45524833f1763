//! Fields that show words and have no result to read: what they show stands in their instruction, or in the form that they are.

use super::composed;
use super::desk::Desk;
use super::look::{Look, Said};
use super::met::Met;
use super::paragraphs::Draft;
use super::symbols;
use crate::xml::Element;

/// What a field shows that has no result.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unsaid {
    /// Words that stand in the instruction.
    Words(String),
    /// What an instruction composes.
    Composed(String),
    /// Words with their reading.
    Reading { base: String, reading: String },
    /// A sign of a face.
    Sign { face: String, code: u32 },
    /// The number that a sequence comes to, which ends the label of a caption.
    Number(String),
    /// What only a word processor works out.
    Worked,
}

/// Fields that show nothing, or what is counted elsewhere.
const SILENT: [&str; 19] = [
    "",
    "HYPERLINK",
    "XE",
    "TC",
    "TA",
    "RD",
    "SET",
    "ASK",
    "PRIVATE",
    "ADVANCE",
    "DATA",
    "NEXT",
    "NEXTIF",
    "SKIPIF",
    "FORMTEXT",
    "TOC",
    "INDEX",
    "TOA",
    "SEQ",
];

/// What a field shows, by its instruction and by what was chosen in a form.
pub(super) fn shown(instruction: &str, form: Option<&str>) -> Option<Unsaid> {
    let (name, rest) = parted(instruction);
    match name.to_uppercase().as_str() {
        "EQ" => Some(match composed::reading(rest) {
            Some((base, reading)) => Unsaid::Reading { base, reading },
            None => Unsaid::Composed(composed::words(rest)),
        }),
        "MACROBUTTON" | "GOTOBUTTON" => Some(Unsaid::Words(parted(rest).1.trim_end().to_string())),
        "FORMDROPDOWN" | "FORMCHECKBOX" => form.map(|form| Unsaid::Words(form.to_string())),
        "SYMBOL" => Some(sign(rest).unwrap_or(Unsaid::Worked)),
        name if SILENT.contains(&name) => None,
        _ => Some(Unsaid::Worked),
    }
}

/// The first word, and what stands behind it.
fn parted(words: &str) -> (&str, &str) {
    let words = words.trim_start();
    let (first, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    (first, rest.trim_start())
}

/// `252 \f Wingdings`, `0xFC \f "Wingdings"`.
fn sign(words: &str) -> Option<Unsaid> {
    let (code, rest) = parted(words);
    let code = match code.to_ascii_lowercase().strip_prefix("0x") {
        Some(code) => u32::from_str_radix(code, 16).ok()?,
        None => code.parse().ok()?,
    };
    let face = rest.split_once("\\f").map(|(_, face)| face.trim_start()).unwrap_or_default();
    let face = match face.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => face.split_whitespace().next(),
    };
    Some(Unsaid::Sign { face: face.unwrap_or_default().to_string(), code })
}

/// What is chosen in a form (`w:ffData`): an entry of a list, or whether a box is ticked.
pub(super) fn chosen_in(form: &Element<'_>) -> Option<String> {
    let number = |list: &Element<'_>, name: &str| list.child(name)?.attribute("val")?.parse::<usize>().ok();
    if let Some(list) = form.child("ddList") {
        let chosen = number(list, "result").or_else(|| number(list, "default")).unwrap_or_default();
        let entry = list.elements().filter(|inner| inner.name == "listEntry").nth(chosen)?;
        return entry.attribute("val").map(str::to_string);
    }
    let ticks = form.child("checkBox")?;
    let ticked = ticks.child("checked").or_else(|| ticks.child("default"));
    let ticked = ticked.is_some_and(|ticked| super::look::is_on(ticked.attribute("val")));
    Some(if ticked { "☒" } else { "☐" }.to_string())
}

impl Desk<'_> {
    /// Writes down what a field shows that has no result.
    pub(super) fn show(&mut self, shown: Unsaid, look: &Look, said: &Said, draft: &mut Draft) {
        let before = draft.line.pieces.len();
        let is_number = matches!(shown, Unsaid::Number(_));
        let words = match shown {
            Unsaid::Words(words) | Unsaid::Number(words) => words,
            Unsaid::Composed(words) => {
                let here = self.here();
                self.meet(Met::Equation, here);
                words
            }
            Unsaid::Sign { face, code } => self.sign(&face, code).to_string(),
            Unsaid::Reading { base, reading } => {
                let start = draft.line.pieces.len();
                self.words(&base, look, said, draft);
                return self.read_over(start, reading, draft, look.link.as_deref());
            }
            Unsaid::Worked => {
                let here = self.here();
                // A field whose result is this one is not told of again.
                if self.fields.instructing().is_none() {
                    self.fields.say();
                }
                return self.meet(Met::UnsaidField, here);
            }
        };
        match self.fields.instructing() {
            // What stands in the instruction of another field is a part of that.
            Some(_) => self.fields.instruct(&words),
            None => self.words(&words, look, said, draft),
        }
        if is_number && draft.line.sequence == Some(before) {
            draft.line.sequence = Some(draft.line.pieces.len());
        }
    }

    /// Words with the characters that their face shows: faces of signs have them in the place of letters, or in the private area.
    pub(super) fn shown_as(&mut self, words: &str, said: &Said) -> String {
        let face = said.face.clone().unwrap_or_default();
        let masked = |sign: char| symbols::is_masked(&face, sign);
        if self.aside.is_kept || !words.chars().any(masked) {
            return words.to_string();
        }
        words.chars().map(|sign| if masked(sign) { self.sign(&face, sign.into()) } else { sign }).collect()
    }

    /// The character of a sign of a face; one that stands for none is told of.
    pub(super) fn sign(&mut self, face: &str, code: u32) -> char {
        symbols::character(face, code).unwrap_or_else(|| {
            let here = self.here();
            self.meet(Met::Symbol, here);
            '\u{FFFD}'
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_instructions_show() {
        let words = |words: &str| Some(Unsaid::Words(words.into()));
        assert_eq!(shown(" MACROBUTTON NoMacro [Click here] ", None), words("[Click here]"));
        assert_eq!(shown("GOTOBUTTON here Gotext", None), words("Gotext"));
        assert_eq!(shown(" FORMDROPDOWN ", Some("Bravo")), words("Bravo"));
        assert_eq!(shown("XE \"term\"", None), None);
        assert_eq!(shown("AUTONUM", None), Some(Unsaid::Worked));
        let sign = Unsaid::Sign { face: "Wingdings".into(), code: 252 };
        assert_eq!(shown("SYMBOL 252 \\f \"Wingdings\" \\s 10", None), Some(sign));
    }
}
