//! Words with their reading over them: Word's phonetic guide (ECMA-376 part 1, clause 17.3.3.25).

use super::languages::WordLang;
use super::manuscript::Manuscript;
use super::markup::{number, val, words};
use super::names::Para;
use super::pieces::{Look, Row};
use super::signs::Sign;
use crate::ast::Lang;

/// How far a reading stands over its words, as a share of their size.
const RAISE: f64 = 0.9;

impl<'a> Manuscript<'a> {
    /// Writes words in a paragraph of a style under their reading, which is half their size.
    pub(super) fn ruby(&mut self, look: &Look<'a>, base: &Row<'a>, reading: &str, para: Para, lang: Option<&'a Lang>) {
        let size = self.issue.style.text.of(para.role()).size.0;
        let half_points = |points: f64| (points * 2.0).round().max(2.0) as i64;
        let lid = WordLang::of(self.language(look, lang)).attribute().1.to_string();
        self.xml.start("w:r").start("w:ruby").start("w:rubyPr");
        val(&mut self.xml, "w:rubyAlign", "center");
        number(&mut self.xml, "w:hps", half_points(size / 2.0));
        number(&mut self.xml, "w:hpsRaise", half_points(size * RAISE));
        number(&mut self.xml, "w:hpsBaseText", half_points(size));
        val(&mut self.xml, "w:lid", lid);
        self.xml.end();
        self.xml.start("w:rt").start("w:r").start("w:rPr");
        for name in ["w:sz", "w:szCs"] {
            number(&mut self.xml, name, half_points(size / 2.0));
        }
        self.xml.end();
        words(&mut self.xml, reading);
        self.xml.end().end();
        self.xml.start("w:rubyBase");
        self.signed(base, &Sign::of_place(look), para, lang);
        self.xml.end().end().end();
    }
}
