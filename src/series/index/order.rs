//! The order of names in an index: Latin letters first, then Chinese characters as they are spoken.
//!
//! GB 2312 lists its 3755 common characters by their pinyin, so that their codes are that order; those of its second level it lists
//! by radicals and strokes. A table of readings would order the rare ones and those with several readings better, and weighs more
//! than all the rest of the index.

use encoding_rs::GBK;

/// The codes of the characters that GB 2312 lists by pinyin.
const BY_PINYIN: std::ops::RangeInclusive<u32> = 0xB0A1..=0xD7F9;
/// The codes of those that it lists by radicals.
const BY_RADICAL: std::ops::RangeInclusive<u32> = 0xD8A1..=0xF7FE;

/// By what names are sorted, sign by sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    Letter(char),
    Spoken(u32),
    Drawn(u32),
    Other(char),
}

/// The key of a name; case does not count.
pub(super) fn key(name: &str) -> Vec<Sign> {
    name.to_lowercase().chars().map(sign).collect()
}

fn sign(c: char) -> Sign {
    if c < '\u{2E80}' {
        return Sign::Letter(c);
    }
    let mut buffer = [0; 4];
    let (bytes, _, is_unknown) = GBK.encode(c.encode_utf8(&mut buffer));
    let code = match *bytes {
        [high, low] if !is_unknown && low >= 0xA1 => u32::from(high) << 8 | u32::from(low),
        _ => 0,
    };
    match code {
        code if BY_PINYIN.contains(&code) => Sign::Spoken(code),
        code if BY_RADICAL.contains(&code) => Sign::Drawn(code),
        _ => Sign::Other(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_names_stand_as_they_are_spoken_and_latin_ones_before_them() {
        let mut names = ["张明远", "吴劲松", "李娜", "安宁", "zebra", "Ada Brown", "李白", "錢", "嵇康", "赵一"];
        names.sort_by_cached_key(|name| key(name));
        assert_eq!(names, ["Ada Brown", "zebra", "安宁", "李白", "李娜", "吴劲松", "张明远", "赵一", "嵇康", "錢"]);
    }
}
