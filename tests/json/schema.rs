//! As much of JSON Schema (draft 2020-12) as the program's own schema uses. A keyword that is not known fails, so that
//! nothing is passed over.

use serde_json::{Map, Value};

/// What in a value breaks a schema, each with its place.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut checker = Checker { root: schema, faults: Vec::new() };
    checker.check(schema, value, "");
    checker.faults
}

struct Checker<'a> {
    root: &'a Value,
    faults: Vec<String>,
}

/// Keywords that say nothing about a value.
const SILENT: [&str; 8] =
    ["$schema", "$defs", "title", "description", "default", "format", "$ref", "additionalProperties"];

impl Checker<'_> {
    fn check(&mut self, schema: &Value, value: &Value, place: &str) {
        let Value::Object(rules) = schema else {
            if schema == &Value::Bool(false) {
                self.faults.push(format!("{place}: nothing may stand here"));
            }
            return;
        };
        if let Some(Value::String(target)) = rules.get("$ref") {
            let target = self.root.pointer(target.trim_start_matches('#')).unwrap().clone();
            self.check(&target, value, place);
        }
        for (keyword, rule) in rules {
            self.rule(keyword, rule, rules, value, place);
        }
    }

    fn rule(&mut self, keyword: &str, rule: &Value, rules: &Map<String, Value>, value: &Value, place: &str) {
        let holds = match keyword {
            keyword if SILENT.contains(&keyword) => {
                keyword != "additionalProperties" || self.closed(rules, value, place)
            }
            "type" => strings(rule).iter().any(|name| is_of_type(value, name)),
            "const" => value == rule,
            "enum" => rule.as_array().unwrap().contains(value),
            "required" => strings(rule).iter().all(|key| value.get(key).is_some() || !value.is_object()),
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
            "oneOf" => self.holding(rule, value) == 1,
            "anyOf" => self.holding(rule, value) > 0,
            "properties" => {
                for (key, rule) in rule.as_object().unwrap() {
                    if let Some(value) = value.get(key) {
                        self.check(rule, value, &format!("{place}/{key}"));
                    }
                }
                true
            }
            "items" => {
                for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                    self.check(rule, value, &format!("{place}/{index}"));
                }
                true
            }
            _ => unreachable!("the schema uses `{keyword}`, which this checker does not know"),
        };
        if !holds {
            self.faults.push(format!("{place}: breaks `{keyword}` {rule}"));
        }
    }

    /// How many of the schemas a value keeps to.
    fn holding(&self, schemas: &Value, value: &Value) -> usize {
        let keeps = |schema: &&Value| {
            let mut checker = Checker { root: self.root, faults: Vec::new() };
            checker.check(schema, value, "");
            checker.faults.is_empty()
        };
        schemas.as_array().unwrap().iter().filter(keeps).count()
    }

    /// `additionalProperties: false`, which sees only the properties beside it.
    fn closed(&mut self, rules: &Map<String, Value>, value: &Value, place: &str) -> bool {
        let known = rules.get("properties").and_then(Value::as_object);
        let Some(members) = value.as_object().filter(|_| rules.get("additionalProperties") == Some(&false.into()))
        else {
            return true;
        };
        let unknown = members.keys().filter(|key| known.is_none_or(|known| !known.contains_key(*key)));
        self.faults.extend(unknown.map(|key| format!("{place}/{key}: is not known here")));
        true
    }
}

fn strings(rule: &Value) -> Vec<&str> {
    match rule {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        name => name.as_str().into_iter().collect(),
    }
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => unreachable!("there is no type `{name}`"),
    }
}
