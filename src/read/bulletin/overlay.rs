//! The text as the CommonMark parser sees it: as long as the source byte for byte, with a few places painted over.
//!
//! CommonMark closes `**…。**后` nowhere, since a mark between a stop and a letter cannot close; Chinese writes so all the
//! time. The overlay paints such stops over with letters of the same length. It also paints lines of colons as processing
//! instructions, which end every block, and single tildes, which Chinese uses for ranges, as nothing special.

use memchr::memchr2;
use std::collections::BTreeMap;
use std::ops::Range;

/// The painted text, and how to take the paint off.
pub(super) struct Overlay {
    /// What the parser reads.
    pub(super) text: String,
    /// Where the stand-ins begin that signs were painted with; nothing where they were not, since the source itself holds
    /// all the paint.
    paint: Option<u32>,
}

/// ASCII signs and the controls that stand for them.
const SIGNS: [(char, char); 10] = [
    ('.', '\u{1}'),
    (',', '\u{2}'),
    (':', '\u{3}'),
    (';', '\u{4}'),
    ('!', '\u{5}'),
    ('?', '\u{6}'),
    ('%', '\u{7}'),
    ('"', '\u{8}'),
    ('\'', '\u{E}'),
    ('~', '\u{F}'),
];

/// Three blocks of punctuation, and how far behind the first stand-in those of each begin.
const BLOCKS: [(u32, u32); 3] = [(0x3000, 0), (0xFF00, 0x100), (0x2000, 0x200)];

/// Where stand-ins may begin: characters for private use, as long in UTF-8 as those that they stand for.
const PAINTS: [u32; 4] = [0xF000, 0xE000, 0xE800, 0xF400];

impl Overlay {
    /// Paints a body; `fences` are the lines of colons.
    pub(super) fn new(body: &str, fences: &BTreeMap<usize, Range<usize>>) -> Overlay {
        let controls = body.bytes().any(is_control);
        let privates: Vec<u32> = if body.bytes().any(may_be_private) { private(body) } else { Vec::new() };
        let free = |paint: &u32| !privates.iter().any(|code| (*paint..*paint + 0x300).contains(code));
        let paint = PAINTS.into_iter().find(free).filter(|_| !controls);
        let mut text = paint.map_or_else(|| body.to_string(), |paint| painted(body, paint));
        for line in fences.values() {
            let fence = format!("<?{}?>", "x".repeat(line.len().saturating_sub(4)));
            // The shortest fence has three bytes: `<?>` opens and closes at once.
            let fence = if line.len() < 4 { "<?>" } else { &fence };
            if body.get(line.clone()).is_some_and(|colons| colons.len() == fence.len()) {
                text.replace_range(line.clone(), fence);
            }
        }
        Overlay { text, paint }
    }

    /// The text without paint.
    pub(super) fn clean(&self, text: &str) -> String {
        let is_suspect = |byte| is_control(byte) || may_be_private(byte);
        let Some(paint) = self.paint.filter(|_| text.bytes().any(is_suspect)) else {
            return text.to_string();
        };
        // As long as what they stand for.
        let mut clean = String::with_capacity(text.len());
        clean.extend(text.chars().map(|c| unpaint(c, paint)));
        clean
    }
}

/// Whether a byte is one of the controls that stand for signs.
fn is_control(byte: u8) -> bool {
    byte < 0x10 && SIGNS.iter().any(|(_, stand_in)| *stand_in == char::from(byte))
}

/// Whether a character for private use may begin with a byte in UTF-8.
fn may_be_private(byte: u8) -> bool {
    matches!(byte, 0xEE | 0xEF)
}

/// The characters for private use in a text.
fn private(text: &str) -> Vec<u32> {
    text.chars().map(u32::from).filter(|code| (0xE000..0xF900).contains(code)).collect()
}

fn painted(body: &str, paint: u32) -> String {
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    let mut before = ' ';
    while let Some(at) = memchr2(b'*', b'~', rest.as_bytes()) {
        let (plain, marked) = rest.split_at(at);
        text.push_str(plain);
        before = plain.chars().next_back().unwrap_or(before);
        rest = marked;
        let run = rest.len() - rest.trim_start_matches('*').len();
        if run > 0 {
            let (stars, after) = rest.split_at(run);
            let next = after.chars().next().unwrap_or(' ');
            if let Some(cover) = cover(before, next, paint) {
                text.pop();
                text.push(cover);
            }
            text.push_str(stars);
            rest = after;
            if let Some(cover) = cover(next, before, paint) {
                text.push(cover);
                rest = &after[next.len_utf8()..];
            }
            before = next;
            continue;
        }
        let single = !matches!(before, '~' | '\\') && !rest[1..].starts_with('~');
        text.push(if single { '\u{F}' } else { '~' });
        before = '~';
        rest = &rest[1..];
    }
    text.push_str(rest);
    text
}

/// The letter that stands for a sign beside a run of stars with `other` at the run's far side.
fn cover(sign: char, other: char, paint: u32) -> Option<char> {
    let code = u32::from(sign);
    if is_wide_punctuation(sign) || (matches!(code, 0x2010..=0x2027 | 0x2030..=0x205E) && is_han(other)) {
        let (block, stand_in) = BLOCKS.into_iter().find(|(block, _)| code & !0xFF == *block)?;
        return char::from_u32(code - block + paint + stand_in);
    }
    SIGNS.iter().find(|(ascii, _)| *ascii == sign && sign != '~' && is_han(other)).map(|(_, stand_in)| *stand_in)
}

fn unpaint(c: char, paint: u32) -> char {
    let code = u32::from(c);
    if code < 0x10 {
        return SIGNS.iter().find(|(_, stand_in)| *stand_in == c).map_or(c, |(sign, _)| *sign);
    }
    let block = BLOCKS.iter().find(|(_, stand_in)| code & !0xFF == paint + stand_in);
    block.and_then(|(block, stand_in)| char::from_u32(code - paint - stand_in + block)).unwrap_or(c)
}

/// Whether a character is full-width punctuation (CJK Symbols and Punctuation, Fullwidth Forms).
pub(super) fn is_wide_punctuation(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{FF01}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}')
}

/// Whether a character is Han, or punctuation that only Han text has.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
        || is_wide_punctuation(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paint_keeps_every_offset_and_comes_off() {
        for body in
            ["**一是创新。**会议", "说**“好”**是", "**要点:**中文 10~20 ~~x~~", "“_a_” **b.** c", "***。", "*", "~"]
        {
            let overlay = Overlay::new(body, &BTreeMap::new());
            assert_eq!(overlay.text.len(), body.len(), "{body}");
            assert_eq!(overlay.clean(&overlay.text), body);
        }
    }

    #[test]
    fn nothing_is_painted_where_the_source_holds_all_the_paint() {
        for body in ["**a\u{1}。**后", "**\u{E000}\u{E800}\u{F0FF}\u{F400}。**后"] {
            assert_eq!(Overlay::new(body, &BTreeMap::new()).text, body);
        }
        let body = "**a\u{F001}。**后";
        let overlay = Overlay::new(body, &BTreeMap::new());
        assert_ne!(overlay.text, body);
        assert_eq!(overlay.clean(&overlay.text), body);
    }

    #[test]
    fn fences_are_painted_at_their_length() {
        let body = ":::\n::: x\n";
        let fences = BTreeMap::from([(0, 0..3), (4, 4..9)]);
        assert_eq!(Overlay::new(body, &fences).text, "<?>\n<?x?>\n");
    }
}
