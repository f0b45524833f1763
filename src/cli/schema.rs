//! `masthead schema`.

use super::args::{Schema, SchemaOf};
use super::world::World;
use super::{Refusal, Verdict, print};
use crate::{ast, outside, read, series, style};

/// Prints a JSON Schema.
pub(super) fn schema(asked: &Schema, world: &dyn World) -> Result<Verdict, Refusal> {
    let schema = match asked.of {
        SchemaOf::Document => ast::json::schema().to_value(),
        SchemaOf::Front => read::front_schema(),
        SchemaOf::Style => style::schema(),
        SchemaOf::Series => series::schema(),
        SchemaOf::Program => outside::schema(),
        SchemaOf::Index => series::index::schema(),
    };
    print(format!("{schema:#}\n").as_bytes(), world)
}
