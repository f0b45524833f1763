//! The JSON Schema of a style sheet as a person writes it.

use super::StyleSheet;
use serde_json::Value;

/// Tables that stand whole or not at all: a colour whose press values are not its screen values would print wrongly.
const WHOLE: [&str; 3] = ["Clause", "Colour", "SectionNumeral"];

/// The schema of a sheet that may leave out whatever the style that it extends gives.
#[must_use]
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(StyleSheet).to_value();
    let strip = |table: &mut Value| table.as_object_mut().map(|table| table.remove("required"));
    strip(&mut schema);
    let tables = schema.get_mut("$defs").and_then(Value::as_object_mut).into_iter().flatten();
    for (_, table) in tables.filter(|(name, _)| !WHOLE.contains(&name.as_str())) {
        strip(table);
    }
    schema
}
