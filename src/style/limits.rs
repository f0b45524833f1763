//! What the kinds of values cannot say of a resolved sheet: that it can be set and printed.

use super::sheet::{Colour, StyleSheet, TextRole};

/// The narrowest measure and the lowest text block that can be set: an inch, points.
const LEAST: f64 = 72.0;

/// The largest type, and the largest length of a page, points (PDF 1.7, Annex C: 14 400 units).
const MOST: f64 = 14_400.0;

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
    for &role in TextRole::ALL {
        let style = sheet.text.of(role);
        for (name, length) in [("size", style.size), ("leading", style.leading)] {
            if !(length.0 > 0.0 && length.0 <= MOST) {
                fault(&["text", &key(&role), name], format!("{} pt is not a {name} that can be set", length.0));
            }
        }
    }
    page(sheet, &mut fault);
    found
}

fn page(sheet: &StyleSheet, fault: &mut impl FnMut(&[&str], String)) {
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
    if (page.height.to_pt() - page.top.to_pt() - page.bottom.to_pt()).0 < LEAST {
        fault(&["page", "top"], "the margins leave less than an inch of text block".into());
    }
}

/// The key of a role, as TOML writes it.
fn key(role: &impl serde::Serialize) -> String {
    toml::Value::try_from(role).ok().and_then(|value| value.as_str().map(str::to_string)).unwrap_or_default()
}
