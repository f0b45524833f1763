//! From bytes to text: UTF-8, UTF-16 with a mark, GB 18030; line ends as line feeds.

use crate::diagnostics::{Diagnostic, Sink, code};
use encoding_rs::{Encoding, GB18030, UTF_8};

/// Decodes a text source. Faults go to the sink, and the text is then empty.
///
/// The byte order mark is dropped; CR LF and lone CR become LF; anything that is neither UTF-8 nor marked UTF-16 must be
/// GB 18030 and look like Chinese in it, or it is not text.
pub fn decode(bytes: &[u8], sink: &mut Sink) -> String {
    let text = match encoded(bytes) {
        Some((text, encoding)) if !is_binary(&text) => {
            if encoding == GB18030 {
                sink.report(guessed());
            }
            text
        }
        _ => {
            sink.report(not_text(bytes));
            return String::new();
        }
    };
    if text.trim().is_empty() {
        sink.report(
            Diagnostic::new(code::INPUT_EMPTY, "the file holds no text").hint("give a file that holds an issue"),
        );
        return String::new();
    }
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// The text with the encoding in which it is whole.
fn encoded(bytes: &[u8]) -> Option<(String, &'static Encoding)> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = bytes.get(mark..)?;
    let whole = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(body)?;
        Some((text.into_owned(), encoding))
    };
    // A mark says which encoding it is; without one, broken UTF-8 may be GB 18030.
    whole(encoding).or_else(|| if mark == 0 && looks_chinese(body) { whole(GB18030) } else { None })
}

/// Whether most bytes beyond ASCII stand in pairs as GB 2312 has them, both from A1 on.
///
/// GB 18030 gives nearly every sequence of bytes a meaning, so that UTF-8 with one byte lost, or Latin-1, would decode
/// whole into other words; but of their pairs a third look so, of a traditional Chinese text's three fifths.
fn looks_chinese(bytes: &[u8]) -> bool {
    let (mut pairs, mut common) = (0_usize, 0_usize);
    let mut rest = bytes.iter();
    while let Some(lead) = rest.by_ref().find(|byte| !byte.is_ascii()) {
        let trail = rest.next().copied().unwrap_or_default();
        pairs += 1;
        common += usize::from(*lead >= 0xA1 && trail >= 0xA1);
    }
    common * 2 > pairs
}

/// Whether a text holds characters that no text has: NUL, or other controls than those of lines and pages.
fn is_binary(text: &str) -> bool {
    // Controls are ASCII, or begin with this byte in UTF-8.
    if !text.bytes().any(|byte| byte == 0xC2 || byte.is_ascii_control() && !byte.is_ascii_whitespace()) {
        return false;
    }
    let controls = text.chars().filter(|&c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}' | '\u{85}'));
    text.contains('\0') || controls.count() > text.len() / 20
}

fn guessed() -> Diagnostic {
    Diagnostic::new(code::ENCODING_GUESSED, "the file is not UTF-8; it was read as GB 18030")
        .hint("save it as UTF-8 if characters are wrong")
}

fn not_text(bytes: &[u8]) -> Diagnostic {
    let message = match std::str::from_utf8(bytes) {
        Err(error) => {
            let sound = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = 1 + sound.iter().filter(|&&byte| byte == b'\n').count();
            format!(
                "the file is not text in UTF-8, UTF-16 or GB 18030: its first byte that is not UTF-8 is number {}, \
                 in line {line}",
                sound.len() + 1
            )
        }
        Ok(_) => "the file is not text: it holds control characters".to_string(),
    };
    Diagnostic::new(code::INPUT_NOT_TEXT, message).hint("save it as UTF-8 text, or name its format with --from")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Vec<&'static str>) {
        let mut sink = Sink::new();
        let text = decode(bytes, &mut sink);
        (text, sink.diagnostics().iter().map(|found| found.code.name()).collect())
    }

    #[test]
    fn reads_every_encoding() {
        let utf16 = |bytes: fn(u16) -> [u8; 2]| "\u{FEFF}期\r\n".encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        for bytes in ["期\n".into(), "\u{FEFF}期\r".into(), utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)] {
            assert_eq!(read(&bytes), ("期\n".to_string(), vec![]), "{bytes:?}");
        }
        let (bytes, ..) = GB18030.encode("第六期");
        assert_eq!(read(&bytes), ("第六期".to_string(), vec!["encoding-guessed"]));
    }

    #[test]
    fn other_words_are_never_made_of_broken_text() {
        let lost_byte = [&b"\xE6\xB5"[..], "浦江创新论坛简报第七期".as_bytes()].concat();
        for bytes in [&lost_byte[..], b"a na\xEFve caf\xE9s", b"a\xED\xA0\x80b"] {
            assert_eq!(read(bytes), (String::new(), vec!["input-not-text"]), "{bytes:?}");
        }
    }

    #[test]
    fn a_byte_that_is_no_text_is_told_with_its_line() {
        let told = not_text(b"one\ntwo\nna\xEFve").message;
        assert!(told.ends_with("is number 11, in line 3"), "{told}");
    }

    #[test]
    fn refuses_what_is_no_text() {
        for bytes in [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], b"\xFF\xFE\x00\xD8", b"a\0b", b"\x01\x02\x03abc"] {
            assert_eq!(read(bytes), (String::new(), vec!["input-not-text"]), "{bytes:?}");
        }
        for bytes in [&b""[..], b" \r\n\t", b"\xEF\xBB\xBF"] {
            assert_eq!(read(bytes), (String::new(), vec!["input-empty"]), "{bytes:?}");
        }
    }
}
