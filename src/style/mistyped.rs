//! Slips of those who type TOML with an input method for Chinese: full-width signs, and colons where `=` belongs. Only what is not
//! TOML is searched for them, and only advice that mends its line is given.

use super::StyleError;
use super::keys::Kind;
use std::iter::Peekable;
use std::str::CharIndices;
use toml::de::DeTable;

/// The most slips of a file that are told.
const MOST: usize = 20;
/// The most characters of a line that advice writes out.
const LONGEST: usize = 100;

/// The slips in a file that is not TOML, each with the line to write.
pub(super) fn find(source: &str, kind: Kind) -> Vec<StyleError> {
    let mut found = Vec::new();
    let mut text = source.to_string();
    while found.len() < MOST
        && let Some(at) = fault(&text)
        && let Some(start) = text.get(..at).map(|before| before.rfind('\n').map_or(0, |end| end + 1))
        && let (Some(before), Some(from)) = (text.get(..start), text.get(start..))
    {
        let (line, after) = from.split_at(from.find('\n').unwrap_or(from.len()));
        let Some(meant) = Meant::of(line) else { break };
        let mended = [before, &meant.line, after].concat();
        if fault(&mended).is_some_and(|next| (start..=start + meant.line.len()).contains(&next)) {
            break;
        }
        let above = before.matches('\n').count();
        let start: usize = source.split_inclusive('\n').take(above).map(str::len).sum();
        found.push(meant.told(start, kind));
        text = mended;
    }
    // Grammar is looked at before values.
    found.sort_by_key(|slip: &StyleError| slip.range.as_ref().map(|range| range.start));
    found
}

/// Where a text stops being TOML.
fn fault(text: &str) -> Option<usize> {
    DeTable::parse(text).err().map(|error| error.span().map_or(0, |span| span.start))
}

/// A line as it was meant.
struct Meant {
    line: String,
    /// The first sign that was not, and its byte.
    sign: char,
    at: usize,
}

impl Meant {
    fn of(line: &str) -> Option<Meant> {
        let mut typist = Typist { line, rest: line.char_indices().peekable(), meant: String::new(), slip: None };
        typist.write();
        let (at, sign) = typist.slip?;
        Some(Meant { line: typist.meant, sign, at })
    }

    fn told(&self, start: usize, kind: Kind) -> StyleError {
        let what = match self.sign {
            ':' => "a colon stands where `=` belongs".into(),
            '　' => "a full-width blank stands in this line".into(),
            sign => format!("`{sign}` is a full-width sign"),
        };
        let line = self.line.trim();
        let line = if line.chars().count() > LONGEST { "key = \"…\"" } else { line };
        let signs = if self.sign == ':' { "" } else { ", with half-width signs" };
        let at = start + self.at;
        StyleError::new(format!("{} is not TOML: {what}", kind.this))
            .at(Some(at..at + self.sign.len_utf8()))
            .hint(format!("write `{line}`{signs}"))
    }
}

/// Who types a line again, sign by sign.
struct Typist<'l> {
    line: &'l str,
    rest: Peekable<CharIndices<'l>>,
    meant: String,
    slip: Option<(usize, char)>,
}

impl Typist<'_> {
    fn write(&mut self) {
        let mut is_key = true;
        while let Some((at, sign)) = self.rest.next() {
            match sign {
                '#' => return self.meant.push_str(self.line.get(at..).unwrap_or_default()),
                '"' | '\'' => self.text(at, sign, sign),
                '“' | '”' | '＂' | '‘' | '’' => self.text(at, sign, '"'),
                ':' if !is_key => self.meant.push(sign),
                '=' => self.meant.push(sign),
                '＝' | '：' | ':' => self.equals(at, sign),
                _ => self.sign(at, sign),
            }
            match sign {
                '=' | '＝' | '：' | ':' => is_key = false,
                ',' | '，' | '、' | '{' | '｛' => is_key = true,
                _ => {}
            }
        }
    }

    /// A sign outside texts, as the half-width one that it stands for.
    fn sign(&mut self, at: usize, sign: char) {
        let half = match sign {
            '　' => ' ',
            '、' => ',',
            '［' | '【' => '[',
            '］' | '】' => ']',
            // The row of full-width forms is that of ASCII (U+FF01 to U+FF5E).
            '\u{FF01}'..='\u{FF5E}' => u8::try_from(u32::from(sign) - 0xFEE0).map_or(sign, char::from),
            _ => sign,
        };
        self.put(at, sign, half);
    }

    fn put(&mut self, at: usize, sign: char, meant: char) {
        if sign != meant {
            self.slip.get_or_insert((at, sign));
        }
        self.meant.push(meant);
    }

    fn equals(&mut self, at: usize, sign: char) {
        if !self.meant.ends_with(' ') {
            self.meant.push(' ');
        }
        self.put(at, sign, '=');
        if !self.rest.peek().is_some_and(|(_, next)| next.is_whitespace()) {
            self.meant.push(' ');
        }
    }

    /// A text from its opening mark on, to its own closing one, or where that is missing to a curled one.
    fn text(&mut self, at: usize, opening: char, mark: char) {
        self.put(at, opening, mark);
        let behind = self.line.get(at + opening.len_utf8()..).unwrap_or_default();
        let closes_itself = opening == mark && behind.contains(mark);
        while let Some((at, sign)) = self.rest.next() {
            let is_curled = matches!(sign, '“' | '”' | '＂' | '‘' | '’');
            if sign == mark || !closes_itself && is_curled {
                return self.put(at, sign, mark);
            }
            self.meant.push(sign);
            if sign == '\\' && mark == '"' {
                self.meant.extend(self.rest.next().map(|(_, escaped)| escaped));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::keys::STYLE;

    fn told(source: &str) -> Vec<(String, String)> {
        let hint = |slip: &StyleError| slip.hint.clone().unwrap_or_default();
        let found = find(source, STYLE);
        found.iter().map(|slip| (source[slip.range.clone().unwrap_or_default()].to_string(), hint(slip))).collect()
    }

    #[test]
    fn a_line_with_full_width_signs_is_written_out_as_it_was_meant() {
        for (line, sign, meant) in [
            ("zh ＝ \"简报\"", "＝", "zh = \"简报\""),
            ("zh = “简报”", "“", "zh = \"简报\""),
            ("zh：“简报”", "：", "zh = \"简报\""),
            ("zh = \"简报”", "”", "zh = \"简报\""),
            ("zh = ‘简报’", "‘", "zh = \"简报\""),
            ("［name］", "［", "[name]"),
            ("languages = [\"zh\"，\"en\"]", "，", "languages = [\"zh\",\"en\"]"),
            ("name ＝ {zh: \"“十四五”：简报\"} # 名称：", "＝", "name = {zh = \"“十四五”：简报\"} # 名称："),
            ("＃ 注释", "＃", "# 注释"),
        ] {
            let advice = format!("write `{meant}`, with half-width signs");
            assert_eq!(told(line), [(sign.to_string(), advice)], "{line}");
        }
        assert_eq!(told("zh: \"简报\""), [(":".to_string(), "write `zh = \"简报\"`".to_string())]);
    }

    #[test]
    fn every_line_is_told_at_its_place() {
        let source = "［name］\r\nzh = “简报”\r\nen = \"B\"\r\n[numbering]\r\nyearly：true\r\n";
        let signs: Vec<String> = told(source).into_iter().map(|(sign, _)| sign).collect();
        assert_eq!(signs, ["［", "“", "："]);
    }

    #[test]
    fn advice_that_mends_nothing_is_not_given() {
        for source in ["zh = 简报：", "名称 = \"简报\"", "zh = [\"a”，\"b\"]", "a = \"“\"\na = 1", "t = 07:32:00x"]
        {
            assert!(told(source).is_empty(), "{source}");
        }
    }
}
