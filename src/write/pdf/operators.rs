//! The operators that show type (PDF 1.7, 9.4), in the fewest bytes.

/// Writes the operators of one piece of type: one text object.
pub(super) struct TextObject<'c> {
    content: &'c mut Vec<u8>,
    state: State,
}

/// How far the operands of `TJ` are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// No array is open.
    Closed,
    /// An array is open, and no string in it.
    Array,
    /// A string is open.
    String,
}

impl<'c> TextObject<'c> {
    /// Begins a text object in a face of this number and type of this size, thousandths of a point.
    pub(super) fn begin(content: &'c mut Vec<u8>, face: usize, size: i64) -> TextObject<'c> {
        content.extend_from_slice(b"BT/f");
        decimal(content, face as i64, 0);
        content.push(b' ');
        decimal(content, size, 3);
        content.extend_from_slice(b" Tf");
        TextObject { content, state: State::Closed }
    }

    /// Moves to the beginning of a line, thousandths of a point from the top left corner of the page, whose glyphs are wider
    /// by so many millionths.
    pub(super) fn move_to(&mut self, [x, y]: [i64; 2], stretch: i64) {
        self.close();
        self.content.push(b' ');
        decimal(self.content, stretch, 6);
        self.content.extend_from_slice(b" 0 0 -1 ");
        decimal(self.content, x, 3);
        self.content.push(b' ');
        decimal(self.content, y, 3);
        self.content.extend_from_slice(b" Tm");
    }

    /// Moves the pen to the right, millionths of an em.
    pub(super) fn advance(&mut self, by: i64) {
        self.open();
        if self.state == State::String {
            self.content.push(b')');
            self.state = State::Array;
        }
        decimal(self.content, -by, 3);
    }

    /// Shows a glyph, by its number in the file.
    pub(super) fn show(&mut self, glyph: u16) {
        if self.state != State::String {
            self.open();
            self.content.push(b'(');
            self.state = State::String;
        }
        let bytes @ [high, low] = glyph.to_be_bytes();
        if is_special(high) || is_special(low) {
            bytes.iter().for_each(|byte| put(*byte, self.content));
        } else {
            self.content.extend_from_slice(&bytes);
        }
    }

    /// Begins glyphs that say together what is given here, whatever each of them says elsewhere (PDF 1.7, 14.9.4).
    pub(super) fn begin_actual(&mut self, text: &str) {
        self.close();
        self.content.extend_from_slice(b"/Span<</ActualText(");
        let wide = (!text.is_ascii()).then_some(0xFEFF);
        if wide.is_some() {
            let units = wide.into_iter().chain(text.encode_utf16());
            units.flat_map(u16::to_be_bytes).for_each(|byte| put(byte, self.content));
        } else {
            text.bytes().for_each(|byte| put(byte, self.content));
        }
        self.content.extend_from_slice(b")>>BDC");
    }

    /// Begins glyphs that are shown from their last to their first (PDF 1.7, 14.8.2.3.3).
    pub(super) fn begin_reversed(&mut self) {
        self.close();
        self.content.extend_from_slice(b"/ReversedChars BMC");
    }

    /// Ends what was begun last.
    pub(super) fn end_marked(&mut self) {
        self.close();
        self.content.extend_from_slice(b" EMC");
    }

    /// Ends the text object.
    pub(super) fn end(mut self) {
        self.close();
        self.content.extend_from_slice(b" ET\n");
    }

    fn open(&mut self) {
        if self.state == State::Closed {
            self.content.push(b'[');
            self.state = State::Array;
        }
    }

    fn close(&mut self) {
        let end: &[u8] = match self.state {
            State::Closed => return,
            State::Array => b"]TJ",
            State::String => b")]TJ",
        };
        self.content.extend_from_slice(end);
        self.state = State::Closed;
    }
}

/// Whether a byte of a string cannot stand there by itself (PDF 1.7, 7.3.4.2).
fn is_special(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'\\' | b'\r')
}

/// Writes a byte of a string. A bare carriage return would be read as the end of a line (PDF 1.7, 7.3.4.2).
fn put(byte: u8, content: &mut Vec<u8>) {
    match byte {
        b'(' | b')' | b'\\' => content.extend_from_slice(&[b'\\', byte]),
        b'\r' => content.extend_from_slice(b"\\r"),
        _ => content.push(byte),
    }
}

/// Writes a number of units of which the last is so many decimals behind the point, without zeros at its end.
fn decimal(content: &mut Vec<u8>, value: i64, places: usize) {
    // Most numbers are whole.
    if places == 3 && value % 1000 == 0 {
        return decimal(content, value / 1000, 0);
    }
    let mut figures = [b'0'; 20];
    let (mut rest, mut first) = (value.unsigned_abs(), figures.len());
    while rest > 0 || first + places >= figures.len() {
        first -= 1;
        if let Some(figure) = figures.get_mut(first) {
            *figure += (rest % 10) as u8;
        }
        rest /= 10;
    }
    let (whole, part) = figures.split_at(figures.len() - places);
    let used = part.iter().rposition(|figure| *figure != b'0').map_or(0, |last| last + 1);
    if value < 0 {
        content.push(b'-');
    }
    content.extend_from_slice(whole.get(first..).unwrap_or_default());
    if used > 0 {
        content.push(b'.');
        content.extend_from_slice(part.get(..used).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number((value, places): (i64, usize)) -> String {
        let mut content = Vec::new();
        decimal(&mut content, value, places);
        content.into_iter().map(char::from).collect()
    }

    #[test]
    fn numbers_have_no_more_figures_than_they_need() {
        let found =
            [(0, 3), (1000, 3), (-15_000, 3), (500, 3), (12_050, 3), (-79_370, 3), (7, 3), (i64::MIN, 0)].map(number);
        assert_eq!(found, ["0", "1", "-15", "0.5", "12.05", "-79.37", "0.007", "-9223372036854775808"]);
    }

    #[test]
    fn strings_are_as_short_as_they_can_be_and_readings_are_marked() {
        let mut content = Vec::new();
        let mut text = TextObject::begin(&mut content, 2, 10_500);
        text.move_to([1_000, 2_250], 990_000);
        text.show(0x0028);
        text.advance(-60_000);
        text.show(0x0D5C);
        text.begin_actual("ﬁ");
        text.show(1);
        text.end_marked();
        text.begin_actual("(");
        text.show(1);
        text.end_marked();
        text.end();
        let expected = b"BT/f2 10.5 Tf 0.99 0 0 -1 1 2.25 Tm[(\0\\()60(\\r\\\\)]TJ/Span<</ActualText(\xFE\xFF\xFB\x01)>>BDC[(\0\x01)]TJ EMC/Span<</ActualText(\\()>>BDC[(\0\x01)]TJ EMC ET\n";
        assert_eq!(content, expected);
    }
}
