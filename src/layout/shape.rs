//! From words to glyphs: faces are chosen here, by character, and every word is shaped once.

use super::coverage::{clusters, is_ignorable};
use super::han::{empty_parts, is_half_dash, is_half_empty};
use super::look::{Look, Position};
use super::quotes::{curl, shown};
use super::shaped::{Part, Shaped};
use super::text::is_wide;
use super::traces::Traces;
use super::typesetter::{Sort, Typesetter};
use super::words::{Exchange, Shapes, Words};
use crate::ast::Lang;
use crate::ast::narrow::is_shared_mark;
use crate::diagnostics::Span;
use crate::fonts::{FaceId, FontBook, Reach};
use crate::frame::GlyphRun;
use crate::style::{Caps, FaceRole, Quotes, Slant, StyleSheet, Weight};
use harfrust::{Direction, Feature, Language, Script, ShapeOptions, ShapePlan, Tag, UnicodeBuffer};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use unicode_normalization::char::is_combining_mark;

/// The character of a word that has no other.
fn sole(word: &str) -> Option<char> {
    let mut characters = word.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// Whether a word is one of East Asian characters, with the spaces and tone marks of a reading in 注音.
fn is_east_asian(word: &str) -> bool {
    let with = |c: char| is_wide(c) || c.is_whitespace() || matches!(c, 'ˉ' | 'ˊ' | 'ˇ' | 'ˋ' | '˙');
    word.chars().any(is_wide) && word.chars().all(with)
}

/// Whether a character is a letter of a script that has italics: Latin, Greek or Cyrillic.
fn has_italic(character: char) -> bool {
    character.is_alphabetic() && matches!(character, 'A'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}')
}

/// All that shaping depends on but the word and its language.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    face: FaceRole,
    weight: Weight,
    slant: Slant,
    caps: Caps,
    position: Position,
    tracked: bool,
    right_to_left: bool,
}

/// The words shaped under one key and in one language.
struct Setting {
    key: Key,
    sort: Sort,
    language: Option<Language>,
    /// The language of shaping in faces that know traditional Chinese by no forms of its own: their forms for simplified
    /// Chinese are full-width too, and those without a language are Japanese or Western.
    simplified: Option<Language>,
    /// Whether straight quotes are shown as the quotes that they stand for.
    curls: bool,
    /// What the typesetter knew.
    known: Words,
    /// What this issue adds.
    added: Shapes,
    /// The space between words, which is half of what is asked for.
    space: Option<Arc<Shaped>>,
    /// What others add who set the same issue.
    exchange: Option<Exchange>,
}

/// One of the [`Shaper`]'s settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SettingId(usize);

struct Plan {
    setting: usize,
    face: FaceId,
    script: Option<Script>,
    plain: bool,
    plan: ShapePlan,
}

/// Shapes words and keeps them.
pub(super) struct Shaper<'a> {
    typesetter: &'a Typesetter<'a>,
    fonts: &'a FontBook,
    sheet: &'a StyleSheet,
    settings: Vec<Setting>,
    faces: Vec<(FaceId, harfrust::Shaper<'a>)>,
    plans: Vec<Plan>,
    buffer: UnicodeBuffer,
    traces: Traces,
    /// The face of the last word, which nearly every word has as well.
    last_used: Option<FaceId>,
}

/// Size of a raised or lowered figure that the face does not draw.
const SMALL_SCALE: f64 = 0.62;
const RAISED_BY: f64 = 0.34;
const LOWERED_BY: f64 = -0.14;

impl<'a> Shaper<'a> {
    /// Nothing shaped yet but what the typesetter has.
    pub(super) fn new(typesetter: &'a Typesetter<'a>, sheet: &'a StyleSheet) -> Shaper<'a> {
        Shaper {
            typesetter,
            fonts: typesetter.fonts(),
            sheet,
            settings: Vec::new(),
            faces: Vec::new(),
            plans: Vec::new(),
            buffer: UnicodeBuffer::new(),
            traces: Traces::default(),
            last_used: None,
        }
    }

    /// The setting of a look and language.
    pub(super) fn setting(&mut self, look: &Look, lang: &Lang, right_to_left: bool) -> SettingId {
        let key = Key {
            face: look.face,
            weight: look.weight,
            slant: look.slant,
            caps: look.caps,
            position: look.position,
            tracked: look.tracking.0 != 0.0,
            right_to_left,
        };
        if let Some(at) = self.settings.iter().position(|setting| setting.key == key && setting.sort.lang == *lang) {
            return SettingId(at);
        }
        let sort = self.sort(&key, lang);
        let known = self.typesetter.words(&sort);
        self.settings.push(Setting {
            language: Language::new(lang.tag()),
            simplified: lang.is_traditional().then(|| Language::new("zh-Hans")).flatten(),
            curls: self.sheet.in_language(lang).quotes == Quotes::Typographic && lang.primary() == "en",
            known,
            added: Shapes::default(),
            space: None,
            exchange: self.typesetter.exchange(&sort),
            key,
            sort,
        });
        SettingId(self.settings.len() - 1)
    }

    fn sort(&self, key: &Key, lang: &Lang) -> Sort {
        let families =
            self.sheet.in_language(lang).face(key.face).map(|face| face.families.as_slice()).unwrap_or_default();
        Sort {
            faces: self.fonts.candidates(families, key.weight, key.slant),
            caps: key.caps,
            position: key.position,
            tracked: key.tracked,
            lang: lang.clone(),
            right_to_left: key.right_to_left,
        }
    }

    /// Leaves the words of this issue to the next ones.
    pub(super) fn keep(self) {
        for Setting { sort, added, .. } in self.settings {
            self.typesetter.keep(sort, added);
        }
    }

    /// A word as glyphs. `before` is the character before it in its text, which says whether a quote at its start opens.
    pub(super) fn shape(&mut self, id: SettingId, word: &str, before: Option<char>, span: Span) -> Arc<Shaped> {
        let shaped = self.glyphs(id, word, before);
        for part in &shaped.parts {
            if self.last_used != Some(part.face) {
                self.traces.used.entry(part.face).or_insert(span);
                self.last_used = Some(part.face);
            }
        }
        self.traces.lacks_characters |= shaped.lacks;
        if self.settings.get(id.0).is_some_and(|setting| setting.key.slant == Slant::Italic) {
            self.note_upright(&shaped, word, span);
        }
        shaped
    }

    fn glyphs(&mut self, id: SettingId, word: &str, before: Option<char>) -> Arc<Shaped> {
        let Some(setting) = self.settings.get(id.0) else { return Arc::default() };
        if let Some(space) = setting.space.as_ref().filter(|_| word == " ") {
            return Arc::clone(space);
        }
        let curled = if setting.curls { curl(word, before) } else { Cow::Borrowed(word) };
        let known = setting.known.get(curled.as_ref()).or_else(|| setting.added.get(curled.as_ref())).map(Arc::clone);
        let shaped = known.unwrap_or_else(|| self.made(id, &curled));
        if let Some(setting) = self.settings.get_mut(id.0).filter(|_| word == " ") {
            setting.space = Some(Arc::clone(&shaped));
        }
        shaped
    }

    /// Keeps in mind the upright faces of a word that ought to slant.
    fn note_upright(&mut self, shaped: &Shaped, word: &str, span: Span) {
        for part in &shaped.parts {
            let upright = self.fonts.face(part.face).is_some_and(|face| face.slant == Slant::Upright);
            if upright && word.get(part.range.clone()).is_some_and(|letters| letters.chars().any(has_italic)) {
                self.traces.upright.entry(part.face).or_insert(span);
            }
        }
    }

    /// A word that is not known, as somebody else may have shaped it a moment ago.
    fn made(&mut self, id: SettingId, word: &str) -> Arc<Shaped> {
        let exchange = self.settings.get(id.0).and_then(|setting| setting.exchange.clone());
        let shaped = exchange.as_ref().and_then(|exchange| exchange.get(word)).unwrap_or_else(|| {
            let shaped = Arc::new(self.shaped(id, word));
            exchange.iter().for_each(|exchange| exchange.put(word, &shaped));
            shaped
        });
        if let Some(setting) = self.settings.get_mut(id.0) {
            setting.added.insert(word.into(), Arc::clone(&shaped));
        }
        shaped
    }

    fn shaped(&mut self, id: SettingId, word: &str) -> Shaped {
        let mut shaped = self.shape_positioned(id, word);
        shaped.blank = self.blank(&shaped, word);
        shaped.lacks = !shaped.parts.iter().all(Part::is_defined);
        shaped.seam = self.seam(&shaped, word);
        shaped
    }

    /// What is empty in the square of a mark, by its drawing in the face.
    fn blank(&self, shaped: &Shaped, word: &str) -> (f64, f64) {
        let Some(mark) = sole(word).filter(|&mark| is_half_empty(mark)) else { return (0.0, 0.0) };
        let drawing = self.drawing(shaped);
        let blank = drawing.map_or((0.0, 0.0), |(ink, advance)| empty_parts(mark, ink, advance));
        (blank.0 * shaped.scale, blank.1 * shaped.scale)
    }

    /// What is empty at the sides of half a dash.
    fn seam(&self, shaped: &Shaped, word: &str) -> (f64, f64) {
        let drawing = sole(word).filter(|&mark| is_half_dash(mark)).and_then(|_| self.drawing(shaped));
        let sides = |(ink, advance): ((f64, f64), f64)| (ink.0.max(0.0), (advance - ink.1).max(0.0));
        let (left, right) = drawing.map_or((0.0, 0.0), sides);
        (left * shaped.scale, right * shaped.scale)
    }

    /// Where the ink of a word's first glyph begins and ends, and its advance, em of the glyph's size.
    fn drawing(&self, shaped: &Shaped) -> Option<((f64, f64), f64)> {
        let part = shaped.parts.first()?;
        let glyph = part.glyphs.first()?;
        Some((self.fonts.face(part.face)?.extent(glyph.id)?, f64::from(glyph.advance)))
    }

    /// How far the ink of a run reaches from its baseline.
    pub(super) fn reach(&self, run: &GlyphRun) -> Option<Reach> {
        self.fonts.face(run.face)?.reach(run.glyphs.iter().map(|glyph| glyph.id))
    }

    /// What the words so far tell of their faces.
    pub(super) fn traces(&self) -> &Traces {
        &self.traces
    }

    /// The same, to be told by somebody else.
    pub(super) fn take_traces(&mut self) -> Traces {
        self.last_used = None;
        std::mem::take(&mut self.traces)
    }

    /// Adds what words tell that somebody else has shaped.
    pub(super) fn trace(&mut self, traces: Traces) {
        self.traces.add(traces);
    }

    /// Raised and lowered figures are the face's own where it draws all of them, else scaled ones.
    fn shape_positioned(&mut self, id: SettingId, word: &str) -> Shaped {
        let position = self.settings.get(id.0).map(|setting| setting.key.position).unwrap_or_default();
        let shaped = self.shape_word(id, word, false);
        let (Position::Raised | Position::Lowered) = position else { return shaped };
        let plain = self.shape_word(id, word, true);
        let ids = |shaped: &Shaped| -> Vec<u32> {
            shaped.parts.iter().flat_map(|part| &part.glyphs).map(|glyph| glyph.id).collect()
        };
        let (drawn, base) = (ids(&shaped), ids(&plain));
        if drawn.len() == base.len() && drawn.iter().zip(&base).all(|(drawn, base)| drawn != base) {
            return shaped;
        }
        let rise = if position == Position::Raised { RAISED_BY } else { LOWERED_BY };
        Shaped { scale: SMALL_SCALE, rise, width: plain.width * SMALL_SCALE, ..plain }
    }

    fn shape_word(&mut self, id: SettingId, word: &str, plain: bool) -> Shaped {
        let first = self.first_face(id, word).filter(|&face| !self.widens_marks(id, face, word));
        let parts = match first.and_then(|face| self.shape_part(id, face, word, 0..word.len(), plain)) {
            Some(part) if part.is_defined() => vec![part],
            _ => {
                let stretches = self.by_coverage(id, word).into_iter();
                stretches.filter_map(|(face, range)| self.shape_part(id, face, word, range, plain)).collect()
            }
        };
        let glyphs = parts.iter().flat_map(|part| &part.glyphs);
        let width = glyphs.map(|glyph| f64::from(glyph.advance)).sum();
        Shaped { parts, width, scale: 1.0, rise: 0.0, letters: word.chars().count(), ..Shaped::default() }
    }

    /// The face that is tried first: that of the look, but a Chinese one for East Asian characters, some of which Western
    /// faces draw too, and for marks that Chinese text shares with Western text, since they are full-width there
    /// (clreq 3.1.1).
    fn first_face(&self, id: SettingId, word: &str) -> Option<FaceId> {
        let setting = self.settings.get(id.0)?;
        let covers = |face: &FaceId, character| self.fonts.face(*face).is_some_and(|face| face.covers(character));
        let chinese = || setting.sort.faces.iter().copied().find(|face| covers(face, '中'));
        if is_chinese(setting, word) { chinese() } else { None }.or_else(|| setting.sort.faces.first().copied())
    }

    /// Whether a Western word has quotes or other shared marks that a Chinese face would draw full-width.
    fn widens_marks(&self, id: SettingId, face: FaceId, word: &str) -> bool {
        let western = self.settings.get(id.0).is_some_and(|setting| !is_chinese(setting, word));
        western && word.chars().map(shown).any(is_shared_mark) && self.has_han(face)
    }

    fn has_han(&self, face: FaceId) -> bool {
        self.fonts.face(face).is_some_and(|face| face.covers('中'))
    }

    /// Whether the first face of a part of the style is a Chinese one.
    pub(super) fn is_chinese_face(&self, role: FaceRole, lang: &Lang) -> bool {
        let families = self.sheet.in_language(lang).face(role).map(|face| face.families.as_slice()).unwrap_or_default();
        let first = self.fonts.candidates(families, Weight::Regular, Slant::Upright).into_iter().next();
        first.is_some_and(|face| self.has_han(face))
    }

    /// The stretches of a word by the first face that shows them; marks stay with their letter.
    fn by_coverage(&mut self, id: SettingId, word: &str) -> Vec<(FaceId, Range<usize>)> {
        let faces = self.settings.get(id.0).map(|setting| setting.sort.faces.clone()).unwrap_or_default();
        let western = self.settings.get(id.0).is_some_and(|setting| !is_chinese(setting, word));
        let mut stretches: Vec<(FaceId, Range<usize>)> = Vec::new();
        for cluster in clusters(word) {
            let before = stretches.last().map(|(face, _)| *face);
            let Some(face) = self.face_of(id, (word, western), &cluster, before, &faces) else { continue };
            match stretches.last_mut() {
                Some((last, range)) if *last == face => range.end = cluster.end,
                _ => stretches.push((face, cluster)),
            }
        }
        stretches
    }

    /// The first face that has all characters of a cluster, else the first that shows it in another way (composed, taken
    /// apart, or by a space of another width), else one that lacks it. The word is Western or not.
    fn face_of(
        &mut self,
        id: SettingId,
        (word, western): (&str, bool),
        cluster: &Range<usize>,
        before: Option<FaceId>,
        faces: &[FaceId],
    ) -> Option<FaceId> {
        let needed: Vec<char> = word.get(cluster.clone())?.chars().map(shown).filter(|&c| !is_ignorable(c)).collect();
        let joins = needed.iter().all(|&character| is_combining_mark(character) || character.is_whitespace());
        let narrow = western && needed.iter().all(|&character| is_shared_mark(character));
        let narrow: Vec<FaceId> = faces.iter().copied().filter(|&face| narrow && !self.has_han(face)).collect();
        let order = || before.filter(|_| joins).into_iter().chain(narrow.iter().copied()).chain(faces.iter().copied());
        let covers = |face: &FaceId, character| self.fonts.face(*face).is_some_and(|face| face.covers(character));
        if let Some(face) = order().find(|face| needed.iter().all(|&character| covers(face, character))) {
            return Some(face);
        }
        let base = order().find(|face| needed.first().is_some_and(|&character| covers(face, character)));
        let showing = order().find(|&face| {
            self.shape_part(id, face, word, cluster.clone(), false).is_some_and(|part| part.is_defined())
        });
        showing.or(base).or(before).or(faces.first().copied())
    }

    fn shape_part(
        &mut self,
        id: SettingId,
        face: FaceId,
        word: &str,
        range: Range<usize>,
        plain: bool,
    ) -> Option<Part> {
        let words = word.get(range.clone())?;
        let language = self.language(id, face);
        let setting = self.settings.get(id.0)?;
        let mut buffer = std::mem::take(&mut self.buffer);
        for (at, character) in words.char_indices() {
            buffer.add(shown(character), u32::try_from(at).unwrap_or(u32::MAX));
        }
        if let Some(language) = language {
            buffer.set_language(language);
        }
        buffer.set_direction(if setting.key.right_to_left { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        let script = Some(buffer.script()).filter(|&script| script != harfrust::script::UNKNOWN);
        let script = script.unwrap_or(harfrust::script::LATIN);
        buffer.set_script(script);
        let plan = self.plan(id, face, Some(script), plain)?;
        let (_, shaper) = self.faces.iter().find(|(known, _)| *known == face)?;
        let features = features(&self.settings.get(id.0)?.key, plain);
        let options = ShapeOptions::new().plan(Some(&self.plans.get(plan)?.plan)).features(&features);
        let shaped = shaper.shape(buffer, options);
        let part = Part::read(face, range, &shaped, shaper.units_per_em());
        self.buffer = shaped.clear();
        Some(part)
    }

    fn plan(&mut self, id: SettingId, face: FaceId, script: Option<Script>, plain: bool) -> Option<usize> {
        let known =
            |plan: &Plan| plan.setting == id.0 && plan.face == face && plan.script == script && plan.plain == plain;
        if let Some(at) = self.plans.iter().position(known) {
            return Some(at);
        }
        self.open(face)?;
        let language = self.language(id, face);
        let (_, shaper) = self.faces.iter().find(|(known, _)| *known == face)?;
        let setting = self.settings.get(id.0)?;
        let direction = if setting.key.right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
        let features = features(&setting.key, plain);
        let plan = ShapePlan::new(shaper, direction, script, language.as_ref(), &features);
        self.plans.push(Plan { setting: id.0, face, script, plain, plan });
        Some(self.plans.len() - 1)
    }

    /// The language that a face is asked for the forms of.
    fn language(&self, id: SettingId, face: FaceId) -> Option<Language> {
        let setting = self.settings.get(id.0)?;
        let knows = || self.fonts.face(face).is_some_and(|face| face.has_forms_for(*b"ZHT "));
        setting.simplified.clone().filter(|_| !knows()).or_else(|| setting.language.clone())
    }

    /// Reads a face's tables when it is first used.
    fn open(&mut self, id: FaceId) -> Option<()> {
        if self.faces.iter().all(|(known, _)| *known != id) {
            let face = self.fonts.face(id)?;
            let tables = face.tables()?;
            self.faces.push((id, face.shaper(&tables)));
        }
        Some(())
    }
}

/// Whether a word is set as Chinese: of East Asian characters, or of marks that Chinese text shares with Western text.
fn is_chinese(setting: &Setting, word: &str) -> bool {
    setting.sort.lang.is_chinese() && word.chars().all(is_shared_mark) || is_east_asian(word)
}

fn features(key: &Key, plain: bool) -> Vec<Feature> {
    let feature = |tag: &[u8; 4], value| Feature::new(Tag::new(tag), value, ..);
    let mut features = Vec::new();
    match key.caps {
        Caps::None => {}
        Caps::Small => features.push(feature(b"smcp", 1)),
        Caps::AllSmall => features.extend([feature(b"smcp", 1), feature(b"c2sc", 1)]),
    }
    if key.tracked {
        features.extend([feature(b"liga", 0), feature(b"clig", 0)]);
    }
    match key.position {
        Position::Raised if !plain => features.push(feature(b"sups", 1)),
        Position::Lowered if !plain => features.push(feature(b"subs", 1)),
        _ => {}
    }
    features
}
