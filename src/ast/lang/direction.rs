//! Which way words run.

use super::Lang;
use unicode_bidi::{BidiClass, bidi_class};

/// The direction in which words follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// As in English.
    #[default]
    LeftToRight,
    /// As in Arabic and Hebrew.
    RightToLeft,
}

/// Scripts that run from right to left.
const SCRIPTS: &str = " adlm arab aran armi avst chrs cprt elym hatr hebr hung khar lydi mand mani mend merc mero narb nbat \
     nkoo orkh palm phli phlp phnx prti rohg samr sarb sogd sogo syrc syre syrj syrn thaa yezi ";
/// Languages that are written in one of those where no script is named.
const LANGUAGES: &str = " acm aeb afb aii apc ar arb arc ars ary arz azb ckb dv fa glk haz hbo he jrb khw ks lrc mzn nqo oac ota pal pbt \
     pbu pes phn pnb prs ps pst sam sd sdh skr smp syc syr tmr ug ur ydd yi yih yud ";

impl Direction {
    /// The direction of a character that has one.
    #[must_use]
    pub fn of(c: char) -> Option<Direction> {
        match bidi_class(c) {
            BidiClass::L => Some(Direction::LeftToRight),
            BidiClass::R | BidiClass::AL => Some(Direction::RightToLeft),
            _ => None,
        }
    }
}

impl Lang {
    /// The direction in which the language is written; nothing where the language is unknown.
    #[must_use]
    pub fn direction(&self) -> Option<Direction> {
        let is_in = |list: &str, part: &str| list.contains(&format!(" {} ", part.to_ascii_lowercase()));
        let parts = self.tag().split('-').skip(1).take_while(|part| part.len() > 1);
        let script = parts.into_iter().find(|part| part.len() == 4);
        let turns = match script.filter(|script| script.bytes().all(|byte| byte.is_ascii_alphabetic())) {
            Some(script) => is_in(SCRIPTS, script),
            None => is_in(LANGUAGES, &self.primary()),
        };
        let direction = if turns { Direction::RightToLeft } else { Direction::LeftToRight };
        (!self.is_undetermined()).then_some(direction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_decides_and_else_the_language() {
        let right = Some(Direction::RightToLeft);
        for tag in ["ar", "he-IL", "fa", "UR", "pa-Arab", "zh-Hebr"] {
            assert_eq!(Lang::new(tag).direction(), right, "{tag}");
        }
        for tag in ["en", "zh", "ar-Latn", "pa", "en-x-arab"] {
            assert_ne!(Lang::new(tag).direction(), right, "{tag}");
        }
        assert_eq!(Lang::new("und").direction(), None);
    }
}
