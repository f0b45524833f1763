//! Seals that are words of the file: `masthead-seal` and the sums in hexadecimal, its own first.

use super::{Form, Sum, sum_of};
use std::fmt::Write;

/// How many letters a sum has.
const LETTERS: usize = 64;
/// What follows the seal of a PDF.
const START: &[u8] = b"startxref\n";

impl Form {
    /// What stands before the sums and after them, to the end of the file.
    fn marks(self) -> (&'static [u8], &'static [u8]) {
        match self {
            Form::Xml => (b"<?masthead-seal ", b"?>\n"),
            Form::Html => (b"<!--masthead-seal ", b"-->\n"),
            Form::Json => (b",\n  \"seal\": \"", b"\"\n}\n"),
            Form::Pdf | Form::Zip => (b"%masthead-seal ", b"\n"),
        }
    }

    /// Whether programs that move files may write their line ends in another way, which changes no word.
    fn has_lines(self) -> bool {
        matches!(self, Form::Xml | Form::Html | Form::Json)
    }
}

pub(super) fn put(form: Form, bytes: &mut Vec<u8>, beside: &[Sum]) -> bool {
    let (open, close) = form.marks();
    let end = match form {
        Form::Pdf => last(bytes, START),
        Form::Json => bytes.strip_suffix(b"\n}\n").map(<[u8]>::len),
        _ => Some(bytes.len()),
    };
    let Some(end) = end else { return false };
    let mut tail = bytes.split_off(end);
    if form == Form::Json {
        tail.clear();
    }
    bytes.extend_from_slice(open);
    let mut rest = String::new();
    beside.iter().for_each(|sum| rest.push_str(&format!(" {}", letters(sum))));
    let rest = [rest.as_bytes(), close, &tail].concat();
    let own = own(form, bytes, &rest);
    bytes.extend_from_slice(letters(&own).as_bytes());
    bytes.extend_from_slice(&rest);
    true
}

pub(super) fn read(form: Form, mut bytes: Vec<u8>) -> Option<Vec<Sum>> {
    if form.has_lines() {
        bytes.retain(|byte| *byte != b'\r');
    }
    let (open, close) = form.marks();
    let end = match form {
        Form::Pdf => last(&bytes, START)?,
        _ => bytes.len(),
    };
    let sums = bytes.get(..end)?.strip_suffix(close)?;
    let start = last(sums, open)? + open.len();
    let mut sums = sums.get(start..)?.split(|byte| *byte == b' ');
    let seal = sums.next()?;
    let own = own(form, bytes.get(..start)?, bytes.get(start + LETTERS..)?);
    (seal == letters(&own).as_bytes()).then(|| sums.map(sum).collect())?
}

/// The sum of a file by what stands before it and after it.
fn own(form: Form, before: &[u8], after: &[u8]) -> Sum {
    let ends = |byte: &u8| form.has_lines() && *byte == b'\r';
    sum_of([before, after].into_iter().flat_map(|part| part.split(ends)))
}

/// Where the last of such bytes begins.
fn last(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).rposition(|window| window == mark)
}

fn letters(sum: &Sum) -> String {
    let mut letters = String::with_capacity(LETTERS);
    for byte in sum {
        let _ = write!(letters, "{byte:02x}");
    }
    letters
}

fn sum(letters: &[u8]) -> Option<Sum> {
    let figure = |letter: &u8| char::from(*letter).to_digit(16).and_then(|figure| u8::try_from(figure).ok());
    let byte = |pair: &[u8]| Some(figure(pair.first()?)? << 4 | figure(pair.get(1)?)?);
    letters.chunks(2).map(byte).collect::<Option<Vec<u8>>>()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(Form, &str); 4] = [
        (Form::Xml, "<?xml version=\"1.0\"?>\n<a>b</a>\n"),
        (Form::Html, "<!DOCTYPE html>\n<html></html>\n"),
        (Form::Json, "{\n  \"masthead-ast\": 1\n}\n"),
        (Form::Pdf, "%PDF-1.7\n\rtrailer\n<<>>\nstartxref\n9\n%%EOF"),
    ];

    fn sealed(form: Form, text: &str, beside: &[Sum]) -> Vec<u8> {
        let mut bytes = text.as_bytes().to_vec();
        assert!(put(form, &mut bytes, beside), "{form:?}");
        bytes
    }

    #[test]
    fn a_seal_holds_until_any_byte_changes() {
        for (form, text) in FILES {
            let bytes = sealed(form, text, &[]);
            assert_eq!(read(form, bytes.clone()), Some(Vec::new()), "{}", String::from_utf8_lossy(&bytes));
            for at in 0..bytes.len() {
                let mut changed = bytes.clone();
                changed[at] ^= 1;
                assert_eq!(read(form, changed), None, "{form:?} {at}");
            }
            for more in ["\n", "x", "startxref\n9\n%%EOF"] {
                assert_eq!(read(form, [&bytes, more.as_bytes()].concat()), None, "{form:?} {more:?}");
            }
            assert_eq!(read(form, text.into()), None);
        }
    }

    #[test]
    fn other_line_ends_are_no_change_of_a_text() {
        for (form, text) in FILES {
            let text = String::from_utf8_lossy(&sealed(form, text, &[])).replace('\n', "\r\n");
            assert_eq!(read(form, text.into_bytes()).is_some(), form != Form::Pdf, "{form:?}");
        }
    }

    #[test]
    fn a_file_vouches_for_those_beside_it() {
        let beside = [super::super::sum(b"one"), super::super::sum(b"two")];
        let bytes = sealed(Form::Xml, "<a/>\n", &beside);
        assert_eq!(read(Form::Xml, bytes.clone()).as_deref(), Some(&beside[..]));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let other = text.replace(&letters(&beside[0]), &letters(&super::super::sum(b"three")));
        assert_ne!(other, text);
        assert_eq!(read(Form::Xml, other.into_bytes()), None);
    }

    #[test]
    fn what_has_no_room_for_a_seal_stays_as_it_is() {
        for (form, text) in [(Form::Json, "[]\n"), (Form::Pdf, "%PDF-1.7\n")] {
            let mut bytes = text.as_bytes().to_vec();
            assert!(!put(form, &mut bytes, &[]));
            assert_eq!(bytes, text.as_bytes());
        }
    }
}
