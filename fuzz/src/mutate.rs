//! Making an input from another, by its tags, words and numbers: what is made so stays well-formed often enough to get past the
//! parser and into the reader. The same seed makes the same input.

/// Chance that is the same on every machine (xorshift).
pub struct Chance(u64);

/// No mutant grows beyond this, in bytes.
const LARGEST: usize = 60_000;

/// Numbers at which readers have stumbled.
const NUMBERS: [&str; 12] = [
    "0",
    "1",
    "-1",
    "2",
    "9",
    "63",
    "256",
    "65536",
    "2147483648",
    "4294967296",
    "9223372036854775807",
    "99999999999999999999",
];

impl Chance {
    /// A sequence of its own for every seed.
    #[must_use]
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below a limit; 0 where there is none.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or_default()
    }

    fn of<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}

/// The words of a list, one a line; `\n` in a word is a line feed.
#[must_use]
pub fn words(list: &str) -> Vec<String> {
    list.lines().map(|word| word.replace("\\n", "\n")).collect()
}

/// An input with a few things changed.
#[must_use]
pub fn mutant(bytes: &[u8], words: &[String], chance: &mut Chance) -> Vec<u8> {
    let mut mutant = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        let pieces = pieces(&mutant);
        let changed = match chance.below(8) {
            0 => without(&pieces, chance),
            1 => again(&pieces, chance),
            2 => elsewhere(&pieces, chance),
            3 => renamed(&pieces, words, chance),
            4 | 5 => with_word(&pieces, words, chance),
            6 => with_number(&mutant, chance),
            _ => damaged(&mutant, chance),
        };
        if changed.len() <= LARGEST.max(bytes.len()) {
            mutant = changed;
        }
    }
    mutant
}

/// Tags, and words and white space between them.
fn pieces(bytes: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    let (mut from, mut in_tag) = (0, false);
    for (at, byte) in bytes.iter().enumerate() {
        let (before, after) = match byte {
            b'<' => (true, false),
            b'>' | b'\n' => (false, true),
            b' ' => (!in_tag, false),
            _ => (false, false),
        };
        in_tag = *byte == b'<' || in_tag && *byte != b'>';
        for end in [before.then_some(at), after.then_some(at + 1)].into_iter().flatten() {
            if end > from {
                pieces.push(&bytes[from..end]);
                from = end;
            }
        }
    }
    pieces.push(&bytes[from..]);
    pieces
}

/// The pieces of one element with all in it, or of a few pieces in a row where none begins there.
fn stretch(pieces: &[&[u8]], chance: &mut Chance) -> std::ops::Range<usize> {
    let start = chance.below(pieces.len());
    let end = end_of_element(pieces, start).unwrap_or(start + 1 + chance.below(4));
    start..end.min(pieces.len())
}

fn end_of_element(pieces: &[&[u8]], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, piece) in pieces.iter().enumerate().skip(start) {
        match piece {
            [b'<', b'/', ..] => depth = depth.checked_sub(1)?,
            [b'<', b'?' | b'!', ..] | [b'<', .., b'/', b'>'] => {}
            [b'<', ..] => depth += 1,
            _ => {}
        }
        if depth == 0 {
            return piece.starts_with(b"<").then_some(at + 1);
        }
    }
    None
}

fn without(pieces: &[&[u8]], chance: &mut Chance) -> Vec<u8> {
    let gone = stretch(pieces, chance);
    [&pieces[..gone.start], &pieces[gone.end..]].concat().concat()
}

/// A stretch more than once, or inside itself.
fn again(pieces: &[&[u8]], chance: &mut Chance) -> Vec<u8> {
    let twice = stretch(pieces, chance);
    let times = [1, 1, 2, 9, 40][chance.below(5)];
    let middle = if chance.below(3) == 0 { twice.start + 1 } else { twice.end };
    let copies = pieces[twice].repeat(times);
    [&pieces[..middle], &copies, &pieces[middle..]].concat().concat()
}

fn elsewhere(pieces: &[&[u8]], chance: &mut Chance) -> Vec<u8> {
    let moved = stretch(pieces, chance);
    let left = [&pieces[..moved.start], &pieces[moved.end..]].concat();
    let to = chance.below(left.len() + 1);
    [&left[..to], &pieces[moved], &left[to..]].concat().concat()
}

/// An element under another name, at both its ends.
fn renamed(pieces: &[&[u8]], words: &[String], chance: &mut Chance) -> Vec<u8> {
    let element = stretch(pieces, chance);
    let Some(name) =
        chance.of(words).filter(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":-_".contains(&byte)))
    else {
        return pieces.concat();
    };
    let mut changed: Vec<Vec<u8>> = pieces.iter().map(|piece| piece.to_vec()).collect();
    for at in [element.start, element.end - 1] {
        let piece = pieces[at];
        let from = if piece.starts_with(b"</") { 2 } else { 1 };
        let end = piece.iter().position(|byte| b" />\n".contains(byte)).filter(|end| *end >= from);
        let end = if from == 2 { piece.len().checked_sub(1) } else { end };
        if let (true, Some(end)) = (piece.starts_with(b"<"), end.filter(|end| *end >= from)) {
            changed[at] = [&piece[..from], name.as_bytes(), &piece[end..]].concat();
        }
    }
    changed.concat()
}

/// A word of the format: an attribute in a tag, an element, or words between them.
fn with_word(pieces: &[&[u8]], words: &[String], chance: &mut Chance) -> Vec<u8> {
    let Some(word) = chance.of(words) else { return pieces.concat() };
    let at = chance.below(pieces.len());
    let piece = pieces[at];
    let put = match piece {
        [b'<', b'a'..=b'z', .., b'>'] if word.starts_with(' ') => {
            let end = piece.len() - if piece.ends_with(b"/>") { 2 } else { 1 };
            [&piece[..end], word.as_bytes(), &piece[end..]].concat()
        }
        [b'<', ..] if chance.below(2) == 0 => [piece, format!("<{word}/>").as_bytes()].concat(),
        [b'<', ..] => return around(pieces, at, word),
        _ => {
            let middle = chance.below(piece.len() + 1);
            [&piece[..middle], word.as_bytes(), &piece[middle..]].concat()
        }
    };
    [&pieces[..at], &[&put[..]], &pieces[at + 1..]].concat().concat()
}

/// An element around another.
fn around(pieces: &[&[u8]], at: usize, name: &str) -> Vec<u8> {
    let Some(end) = end_of_element(pieces, at) else { return pieces.concat() };
    let tags = [format!("<{name}>"), format!("</{name}>")];
    [&pieces[..at], &[tags[0].as_bytes()], &pieces[at..end], &[tags[1].as_bytes()], &pieces[end..]].concat().concat()
}

fn with_number(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let digit = |at: &usize| bytes[*at].is_ascii_digit();
    let starts: Vec<usize> = (0..bytes.len()).filter(|at| digit(at) && (*at == 0 || !digit(&(at - 1)))).collect();
    let (Some(&start), Some(number)) = (chance.of(&starts), chance.of(&NUMBERS)) else { return bytes.to_vec() };
    let end = (start..bytes.len()).find(|at| !digit(at)).unwrap_or(bytes.len());
    [&bytes[..start], number.as_bytes(), &bytes[end..]].concat()
}

fn damaged(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut damaged = bytes.to_vec();
    let at = chance.below(damaged.len());
    match (chance.below(4), damaged.get_mut(at)) {
        (0, _) => damaged.truncate(at),
        (1, Some(byte)) => *byte = b"\0<>&\"'[]{}|\\\xFF\xE3"[chance.below(14)],
        (2, Some(byte)) => *byte ^= 1 << chance.below(8),
        (_, _) => drop(damaged.drain(at..(at + 1 + chance.below(30)).min(bytes.len()))),
    }
    damaged
}
