//! The strings of a page's content, in the fewest bytes (PDF 1.7, 7.3.4): krilla writes the numbers of glyphs so that all of
//! them can be read by eye, `\000\021` or `<0011>`. The places at which they are shown are written to the thousandth of a point,
//! since programs that take the words from a page put what stands a hair lower on a line after the rest of it.

/// Writes content with its strings as they are in memory, escaped only where they must be. The content holds no pictures
/// and no comments, in which brackets would mean nothing.
pub(super) fn shorten(content: &[u8], short: &mut Vec<u8>) {
    let mut rest = content;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'(' | b'<')) {
        let (before, string) = rest.split_at(at);
        place(before, short);
        rest = match string {
            [b'<', b'<', after @ ..] => {
                short.extend_from_slice(b"<<");
                after
            }
            [b'<', after @ ..] => hexadecimal(after, short),
            [_, after @ ..] => literal(after, short),
            [] => string,
        };
    }
    short.extend_from_slice(rest);
}

/// Writes what stands before a string, and the place that it ends with, if it does, in thousandths.
fn place(before: &[u8], short: &mut Vec<u8>) {
    let Some([whole, x, y, operator]) = placed(before) else {
        return short.extend_from_slice(before);
    };
    short.extend_from_slice(whole);
    for number in [x, y] {
        short.push(b' ');
        short.extend_from_slice(thousandths(number).unwrap_or_else(|| number.to_vec()).as_slice());
    }
    short.extend_from_slice(operator);
}

/// The last two operands of a text matrix that bytes end with, what stands before them, and the operator with what follows.
fn placed(before: &[u8]) -> Option<[&[u8]; 4]> {
    let operands = before.strip_suffix(b"[").unwrap_or(before).strip_suffix(b" Tm")?;
    let operator = before.get(operands.len()..)?;
    let mut parts = operands.rsplitn(3, |byte| *byte == b' ');
    let (y, x) = (parts.next()?, parts.next()?);
    Some([parts.next()?, x, y, operator])
}

/// A number to three decimals, without zeros at its end.
fn thousandths(number: &[u8]) -> Option<Vec<u8>> {
    let value: f64 = std::str::from_utf8(number).ok()?.parse().ok()?;
    let mut figures = format!("{value:.3}");
    figures.truncate(figures.trim_end_matches('0').trim_end_matches('.').len());
    Some(if figures == "-0" { b"0".to_vec() } else { figures.into_bytes() })
}

/// Writes a string from after its bracket on, and gives what follows it.
fn literal<'a>(string: &'a [u8], short: &mut Vec<u8>) -> &'a [u8] {
    let (mut rest, mut depth) = (string, 1);
    short.push(b'(');
    loop {
        rest = match rest {
            [] => return rest,
            [b'\\', a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', after @ ..] => {
                put((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'), short);
                after
            }
            [b'\\', escaped, after @ ..] => {
                put(named(*escaped), short);
                after
            }
            [byte, after @ ..] => {
                short.push(*byte);
                depth += i32::from(*byte == b'(') - i32::from(*byte == b')');
                if depth == 0 {
                    return after;
                }
                after
            }
        };
    }
}

/// The byte that a letter stands for after a backslash; krilla gives numbers three figures.
fn named(letter: u8) -> u8 {
    match letter {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        other => other,
    }
}

/// Writes a string of hexadecimal figures, and gives what follows it.
fn hexadecimal<'a>(string: &'a [u8], short: &mut Vec<u8>) -> &'a [u8] {
    short.push(b'(');
    let end = string.iter().position(|byte| *byte == b'>').unwrap_or(string.len());
    let (figures, rest) = string.split_at(end);
    for pair in figures.chunks(2) {
        let value = pair.iter().fold(0, |value, figure| value * 16 + nibble(*figure));
        put(if pair.len() == 1 { value * 16 } else { value }, short);
    }
    short.push(b')');
    rest.get(1..).unwrap_or_default()
}

fn nibble(figure: u8) -> u8 {
    match figure {
        b'0'..=b'9' => figure - b'0',
        _ => (figure | 0x20).wrapping_sub(b'a').wrapping_add(10) & 15,
    }
}

/// Writes a byte of a string. A bare carriage return would be read as the end of a line (PDF 1.7, 7.3.4.2).
fn put(byte: u8, short: &mut Vec<u8>) {
    match byte {
        b'(' | b')' | b'\\' => short.extend_from_slice(&[b'\\', byte]),
        b'\r' => short.extend_from_slice(b"\\r"),
        _ => short.push(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::shorten;

    fn short(content: &[u8]) -> Vec<u8> {
        let mut short = Vec::new();
        shorten(content, &mut short);
        short
    }

    #[test]
    fn strings_take_a_byte_for_a_byte_and_all_else_stays() {
        let content = br"/Span<</MCID 0>>BDC [(\000\021)-7(\0012a\r\n)]TJ <0011ABcd28>Tj";
        let expected = b"/Span<</MCID 0>>BDC [(\0\x11)-7(\x012a\\r\n)]TJ (\0\x11\xAB\xCD\\()Tj";
        assert_eq!(short(content), expected);
    }

    #[test]
    fn places_are_written_to_the_thousandth_and_scales_as_they_are() {
        let content = b"1.0012345 0 0 1 79.37008 5 cm BT 1 0 0 -1 79.369995 589.98224 Tm[<0014>-7.12345<0015>]TJ 1 0 0 -1 0 -0.0001 Tm<00>Tj";
        let expected = b"1.0012345 0 0 1 79.37008 5 cm BT 1 0 0 -1 79.37 589.982 Tm[(\0\x14)-7.12345(\0\x15)]TJ 1 0 0 -1 0 0 Tm(\0)Tj";
        assert_eq!(short(content), expected);
        assert_eq!(short(b"Tm<00>Tj"), b"Tm(\0)Tj");
    }

    #[test]
    fn brackets_and_backslashes_stay_told_apart() {
        assert_eq!(short(br"(\(a\)\\)Tj(a(b)c)Tj"), br"(\(a\)\\)Tj(a(b)c)Tj");
        assert_eq!(short(br"(\050\051\134\015)Tj"), br"(\(\)\\\r)Tj");
        assert_eq!(short(b"/Span<</ActualText<FEFF00AD>>>BDC"), b"/Span<</ActualText(\xFE\xFF\0\xAD)>>BDC");
    }

    #[test]
    fn a_string_that_does_not_end_is_no_fault() {
        for content in [&br"(\"[..], br"(ab", b"<0", b"<", br"(\0"] {
            assert!(short(content).len() <= content.len() + 1);
        }
    }
}
