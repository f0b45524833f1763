//! What the kinds of values cannot say of a resolved sheet: that it can be set and printed.

use super::sheet::{Colour, StyleSheet, TextRole, TextStyle};
use super::{clauses, patterns};
use crate::geom::Pt;

/// The narrowest measure and the lowest text block that can be set: an inch, points.
const LEAST: f64 = 72.0;

/// The largest length of a page, points (PDF 1.7, Annex C: 14 400 units).
const MOST: f64 = 14_400.0;

/// The largest distance in the masthead and imprint, as a share of the text block's height.
const MOST_FURNITURE: f64 = 0.5;

/// How far letters may be set closer and wider, em; closer than half an em they stand on one another.
const TRACKING: (f64, f64) = (-0.5, 2.0);

/// How near to each other lines may stand, as a share of their size: less, and letters touch those of the next line.
const CLOSEST: f64 = 0.8;

/// The widest bleed and the thickest paper, mm; card for covers measures up to 0.5 mm.
const MOST_BLEED: f64 = 20.0;
const MOST_PAPER: f64 = 1.0;

/// How far letters may be widened and narrowed, per cent: beyond this it is seen.
const MOST_EXPANSION: f64 = 3.0;

/// How the inks of a colour are written.
pub(super) const INKS: &str = "`cmyk = [0, 80, 80, 0]`: cyan, magenta, yellow, black";

/// A fault of the values under a path of keys.
pub(super) struct Excess {
    pub(super) path: Vec<String>,
    pub(super) message: String,
}

/// Every value that makes the sheet unusable.
pub(super) fn check(sheet: &StyleSheet) -> Vec<Excess> {
    let mut found = Vec::new();
    let mut fault = |path: &[&str], message: String| {
        found.push(Excess { path: path.iter().map(|key| (*key).to_string()).collect(), message });
    };
    for (role, colour) in &sheet.colours {
        let role = key(role);
        if Colour::parse(colour).is_none() {
            let message = format!("the colour `{}` is not written as `#rrggbb`", colour.rgb);
            fault(&["colours", &role, "rgb"], message);
        }
        if colour.cmyk.iter().any(|part| !(0.0..=100.0).contains(part)) {
            fault(&["colours", &role, "cmyk"], "a part of the colour is not between 0 and 100".into());
        }
    }
    for (name, message) in press(sheet) {
        fault(&["press", name], message);
    }
    paragraph(sheet, &mut fault);
    if page(sheet, &mut fault) {
        text(sheet, &mut fault);
        furniture(sheet, &mut fault);
        margins(sheet, &mut fault);
        boxes(sheet, &mut fault);
    }
    for (name, message) in sheet.clauses.iter().filter_map(clauses::fault) {
        fault(&["clauses", name], message.into());
    }
    for (lang, words) in &sheet.words {
        for (name, message) in patterns::faults(words) {
            fault(&["words", lang, name], message);
        }
    }
    if let Some(message) = patterns::folio_fault(&sheet.folio.pattern) {
        fault(&["folio", "pattern"], message);
    }
    found
}

/// What to write for a value that makes a sheet unusable, by its path of keys.
pub(super) fn advice(path: &[String]) -> String {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let wanted = match path.as_slice() {
        ["colours", _, "rgb"] => "six hexadecimal figures behind a `#`, as in `rgb = \"#c8102e\"`".into(),
        ["colours", _, "cmyk"] => format!("the shares of four inks in per cent, as in {INKS}"),
        ["page", "top" | "bottom" | "inner" | "outer"] => {
            "millimetres, none below 0, that leave an inch or more between the margins, as in `inner = 28`".into()
        }
        _ => return format!("`masthead styles --explain {}` says what it means", path.join(".")),
    };
    format!("give {wanted}")
}

/// Lengths of masthead and imprint that would put their lines and rules off the page.
fn furniture(sheet: &StyleSheet, fault: &mut impl FnMut(&[&str], String)) {
    let (masthead, imprint) = (&sheet.masthead, &sheet.imprint);
    let lengths = [
        (["masthead", "drop"], masthead.drop.to_pt()),
        (["masthead", "rule"], masthead.rule),
        (["masthead", "rule-gap"], masthead.rule_gap.to_pt()),
        (["masthead", "after"], masthead.after.to_pt()),
        (["imprint", "outer-rule"], imprint.outer_rule.to_pt()),
        (["imprint", "inner-rule"], imprint.inner_rule.to_pt()),
        (["imprint", "gap"], imprint.gap),
    ];
    let most = text_block(sheet) * MOST_FURNITURE;
    for (path, length) in lengths {
        if length < Pt::ZERO || length > most {
            fault(&path, "the length is less than nothing or more than half the text block".into());
        }
    }
}

/// Lengths that would put the running head and the folio off the paper or into the text.
fn margins(sheet: &StyleSheet, fault: &mut impl FnMut(&[&str], String)) {
    let places = [
        ("running-head", sheet.running_head.gap, sheet.page.top, "head"),
        ("folio", sheet.folio.gap, sheet.page.bottom, "foot"),
    ];
    for (key, gap, margin, side) in places {
        if !(0.0..=margin.0).contains(&gap.0) {
            fault(&[key, "gap"], format!("{} mm from the text is not in the margin at the {side} of the page", gap.0));
        }
    }
}

/// Lengths of boxes that would leave nothing of the measure for what is in them.
fn boxes(sheet: &StyleSheet, fault: &mut impl FnMut(&[&str], String)) {
    let most = (sheet.column().0 - LEAST) / 2.0;
    for (key, length) in [("rule", sheet.boxes.rule), ("padding", sheet.boxes.padding), ("space", sheet.boxes.space)] {
        if !(0.0..=most).contains(&length.0) {
            fault(&["boxes", key], "the length is less than nothing or leaves less than an inch of measure".into());
        }
    }
}

/// Faults of how lines are filled.
fn paragraph(sheet: &StyleSheet, fault: &mut impl FnMut(&[&str], String)) {
    if !(0.0..=1.0).contains(&sheet.paragraph.protrusion) {
        fault(&["paragraph", "protrusion"], "a share is between 0 and 1".into());
    }
    if !(0.0..=MOST_EXPANSION).contains(&sheet.paragraph.expansion) {
        let message = format!("letters cannot be widened and narrowed by more than {MOST_EXPANSION} % unseen");
        fault(&["paragraph", "expansion"], message);
    }
}

/// Faults of the text styles; one that a style has of the body's is told of the body's alone.
fn text(sheet: &StyleSheet, fault: &mut impl FnMut(&[&str], String)) {
    let body = unset(sheet.text.of(TextRole::Body), sheet);
    for &role in TextRole::ALL {
        for (name, message) in unset(sheet.text.of(role), sheet) {
            if role == TextRole::Body || !body.contains(&(name, message.clone())) {
                fault(&["text", &role.key(), name], message);
            }
        }
    }
}

/// The lengths of a text style that cannot be set on the sheet's page.
fn unset(style: &TextStyle, sheet: &StyleSheet) -> Vec<(&'static str, String)> {
    let block = text_block(sheet);
    let mut faults = Vec::new();
    for (name, length) in [("size", style.size), ("leading", style.leading)] {
        if !(length.0 > 0.0 && length.0 <= block.0) {
            faults.push((name, format!("{} pt is not a {name} that can be set", length.0)));
        }
    }
    if faults.is_empty() && style.leading.0 < style.size.0 * CLOSEST {
        faults.push(("leading", format!("lines of {} pt would stand on one another", style.size.0)));
    }
    for (name, space) in [("before", style.before), ("after", style.after)] {
        if !(space.0 >= 0.0 && space.0 <= block.0) {
            faults.push((name, format!("{} pt is not a space that can be left", space.0)));
        }
    }
    if faults.is_empty() { insets(style, sheet) } else { faults }
}

/// The insets and tracking of a text style that cannot be set, its size being sound.
fn insets(style: &TextStyle, sheet: &StyleSheet) -> Vec<(&'static str, String)> {
    let mut faults = Vec::new();
    if !(TRACKING.0..=TRACKING.1).contains(&style.tracking.0) {
        faults.push(("tracking", format!("letters cannot be set {} em apart", style.tracking.0)));
    }
    for (name, inset) in [("left", style.left), ("right", style.right)] {
        if inset.0 < 0.0 {
            faults.push((name, "the text would stand outside the measure".into()));
        }
    }
    let measure = sheet.column() - style.left.at(style.size) - style.right.at(style.size);
    if measure.0 < LEAST {
        faults.push(("left", "the text is set in so far that less than an inch of measure is left".into()));
    } else if style.indent.0 + style.left.0 < 0.0 {
        faults.push(("indent", "the first line would begin outside the measure".into()));
    } else if style.indent.at(style.size).0.abs() > measure.0 - LEAST {
        faults.push(("indent", "the first line has less than an inch of measure".into()));
    }
    faults
}

/// The lengths around the trim that no press could use.
fn press(sheet: &StyleSheet) -> Vec<(&'static str, String)> {
    let mut faults = Vec::new();
    if !(0.0..=MOST_BLEED).contains(&sheet.press.bleed.0) {
        faults.push(("bleed", format!("a bleed is between 0 and {MOST_BLEED} mm")));
    }
    if !(0.0..=MOST_PAPER).contains(&sheet.press.paper.0) {
        faults.push(("paper", format!("a leaf of paper is not thicker than {MOST_PAPER} mm")));
    }
    faults
}

fn text_block(sheet: &StyleSheet) -> Pt {
    sheet.page.height.to_pt() - sheet.page.top.to_pt() - sheet.page.bottom.to_pt()
}

/// Faults of the page; gives whether it has room for text.
fn page(sheet: &StyleSheet, fault: &mut impl FnMut(&[&str], String)) -> bool {
    let page = &sheet.page;
    let margins = [("top", page.top), ("bottom", page.bottom), ("inner", page.inner), ("outer", page.outer)];
    for (name, margin) in margins {
        if margin.0 < 0.0 {
            fault(&["page", name], "the margin is less than nothing".into());
        }
    }
    for (name, length) in [("width", page.width), ("height", page.height)] {
        if length.to_pt().0 > MOST {
            fault(&["page", name], "no page can be so large".into());
        }
    }
    if sheet.measure().0 < LEAST {
        fault(&["page", "inner"], "the margins leave less than an inch of measure".into());
    }
    columns(sheet, fault);
    if text_block(sheet).0 < LEAST {
        fault(&["page", "top"], "the margins leave less than an inch of text block".into());
    }
    sheet.column().0.min(sheet.measure().0) >= LEAST && text_block(sheet).0 >= LEAST
}

fn columns(sheet: &StyleSheet, fault: &mut impl FnMut(&[&str], String)) {
    let page = &sheet.page;
    if !(1..=2).contains(&page.columns) {
        fault(&["page", "columns"], format!("a page cannot have {} columns, but 1 or 2", page.columns));
    } else if page.column_gap.0 < 0.0 {
        fault(&["page", "column-gap"], "the columns would stand on one another".into());
    } else if page.columns > 1 && sheet.column().0 < LEAST {
        fault(&["page", "columns"], "the columns have less than an inch of measure".into());
    }
}

/// The key of a role, as TOML writes it.
fn key(role: &impl serde::Serialize) -> String {
    toml::Value::try_from(role).ok().and_then(|value| value.as_str().map(str::to_string)).unwrap_or_default()
}
