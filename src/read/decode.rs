//! From bytes to text: UTF-8, UTF-16 with a mark, GB 18030; line ends as line feeds.

use crate::diagnostics::{Diagnostic, Sink, code};
use encoding_rs::{Encoding, GB18030, UTF_8};

/// Decodes a text source. Faults go to the sink, and the text is then as much as could be read.
///
/// The byte order mark is dropped; CR LF and lone CR become LF; anything that is neither UTF-8 nor marked UTF-16 must be
/// whole GB 18030, or it is not text.
pub fn decode(bytes: &[u8], sink: &mut Sink) -> String {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        sink.report(
            Diagnostic::new(code::INPUT_EMPTY, "the file holds no text").hint("give a file that holds an issue"),
        );
        return String::new();
    }
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = &bytes[mark..];
    let decoded = encoding.decode_without_bom_handling_and_without_replacement(body);
    let decoded = decoded.or_else(|| GB18030.decode_without_bom_handling_and_without_replacement(body));
    match decoded {
        Some(text) if !text.contains('\0') => text.replace("\r\n", "\n").replace('\r', "\n"),
        _ => {
            sink.report(
                Diagnostic::new(code::INPUT_NOT_TEXT, "the file is not text in UTF-8, UTF-16 or GB 18030")
                    .hint("save it as UTF-8 text, or name its format with --from"),
            );
            String::new()
        }
    }
}
