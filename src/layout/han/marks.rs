//! The marks of Chinese text by what they do at the edges of a line (clreq 3.1.2 and 3.1.3; GB/T 15834-2011, 5.1).

/// Marks that close or stop: no line begins with one.
const CLOSING: &str = "、，。．；：！？‼⁇⁈⁉）》」』】〕〗〉］｝”’〞〟｠»";
/// Marks that open: no line ends with one.
const OPENING: &str = "（《「『【〔〖〈［｛“‘〝｟«";
/// Signs that belong to what stands before them, and the blank of a square: no line begins with one.
const TRAILING: &str = "\u{3000}％‰℃℉°′″·・‧～／…々〻ー！？";
/// Signs that belong to what follows them: no line ends with one.
const LEADING: &str = "￥＄￡￠№／";
/// The same of Western text that stands among Chinese.
const WESTERN_CLOSING: &str = ")]},.;:!?%'\"";
/// See [`WESTERN_CLOSING`].
const WESTERN_OPENING: &str = "([{$";

/// Whether a mark closes what stands before it or ends a clause.
pub(super) fn closes(mark: char) -> bool {
    CLOSING.contains(mark)
}

/// Whether a mark opens what stands after it.
pub(super) fn opens(mark: char) -> bool {
    OPENING.contains(mark)
}

/// Whether part of a mark's square is empty and may be left out.
pub(in crate::layout) fn is_half_empty(character: char) -> bool {
    closes(character) || opens(character) || matches!(character, '·' | '・' | '‧')
}

/// Whether a character may stand at the start of a line, with `next` after it. A dash of one em joins two figures or
/// names; of two it is a dash, which may.
fn may_begin(character: char, next: Option<char>) -> bool {
    let joins = matches!(character, '—' | '–') && next != Some('—');
    !(closes(character) || TRAILING.contains(character) || WESTERN_CLOSING.contains(character) || joins)
}

/// Whether a character may stand at the end of a line.
fn may_end(character: char) -> bool {
    !(opens(character) || LEADING.contains(character) || WESTERN_OPENING.contains(character))
}

/// Whether two characters stand on one line whatever happens: halves of a dash or an ellipsis, figures of a number.
fn is_one_sign(left: char, right: char) -> bool {
    let full_width = |c: char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '，');
    let double = matches!(left, '—' | '…' | '⸺') && left == right;
    double || full_width(left) && full_width(right) && left.is_alphanumeric() && right.is_alphanumeric()
}

/// Whether Chinese text allows a line to end between two characters, `next` being the one after them.
pub(super) fn may_part(left: char, right: char, next: Option<char>) -> bool {
    may_end(left) && may_begin(right, next) && !is_one_sign(left, right)
}

/// Whether a character is half of a dash that is drawn in two.
pub(in crate::layout) fn is_half_dash(character: char) -> bool {
    matches!(character, '—' | '⸺')
}

/// Whether two characters are halves of one sign, between which no room opens.
pub(super) fn is_drawn_together(left: char, right: char) -> bool {
    matches!(left, '—' | '…' | '⸺') && left == right
}

/// A mark of this width or more stands in a full square, em.
const FULL: f64 = 0.9;
/// The part of a square that may be left out, em, and what of it stays beside the drawing at least.
const HALF: f64 = 0.5;
const CLEAR: f64 = 0.03;
/// A drawing whose sides differ by no more than this stands in the middle, em.
const CENTRED: f64 = 0.2;

/// How much of a mark's square may be left out at its left and right, em, where its ink reaches from one place to
/// another in the square: half a square at the side that is empty, or a quarter at both sides of a mark that stands in
/// the middle, as stops of traditional Chinese do (clreq 3.1.6).
pub(in crate::layout) fn empty_parts(mark: char, ink: (f64, f64), advance: f64) -> (f64, f64) {
    let (left, right) = (ink.0.max(0.0), (advance - ink.1).max(0.0));
    if !is_half_empty(mark) || advance < FULL || ink.1 <= ink.0 {
        return (0.0, 0.0);
    }
    let part = |side: f64, most: f64| if side > most { most } else { (side - CLEAR).max(0.0) };
    if opens(mark) {
        return (part(left, HALF), 0.0);
    }
    if (left - right).abs() <= CENTRED {
        return (part(left, HALF / 2.0), part(right, HALF / 2.0));
    }
    (0.0, part(right, HALF))
}
