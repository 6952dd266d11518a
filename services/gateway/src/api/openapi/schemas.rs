//! The schemas of all messages in one place, each once.

use schemars::Schema;
use serde_json::{Map, Value, json};

const COMPONENTS: &str = "#/components/schemas/";
const DEFINITIONS: &str = "#/$defs/";

#[derive(Default)]
pub struct Schemas(Map<String, Value>);

impl Schemas {
    /// Takes in a type's schema with its definitions; gives a reference to it.
    pub fn add(&mut self, schema: &Schema) -> Value {
        let mut root = schema.as_value().clone();
        let definitions = root.as_object_mut().and_then(|root| root.remove("$defs"));
        if let Some(Value::Object(definitions)) = definitions {
            definitions.into_iter().for_each(|(name, schema)| self.insert(&name, schema));
        }
        let title = root.get("title").and_then(Value::as_str).map(str::to_owned);
        let Some(title) = title else {
            relocate(&mut root);
            return root;
        };
        let name = component_name(&title);
        self.insert(&name, root);
        json!({ "$ref": format!("{COMPONENTS}{name}") })
    }

    /// A type is found at many places and is the same at each; two types of one name would be a mistake in contracts.
    pub fn insert(&mut self, name: &str, mut schema: Value) {
        if let Some(schema) = schema.as_object_mut() {
            schema.remove("$schema");
            schema.remove("title");
        }
        relocate(&mut schema);
        self.0.entry(name).or_insert(schema);
    }

    pub fn into_components(self) -> Value {
        Value::Object(self.0)
    }
}

/// Component names are letters, digits and `._-`.
fn component_name(title: &str) -> String {
    title.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect()
}

/// Makes a schema or a part of one refer to the components. What may be anything is `{}`: that says the same as `true`, which
/// some programs that read the document cannot.
pub fn relocate(schema: &mut Value) {
    match schema {
        Value::Object(object) => object.iter_mut().for_each(|(name, value)| match value {
            Value::Object(properties) if name == "properties" => properties.values_mut().for_each(|property| {
                if *property == Value::Bool(true) {
                    *property = json!({});
                }
                relocate(property);
            }),
            Value::String(reference) if name == "$ref" => {
                if let Some(name) = reference.strip_prefix(DEFINITIONS) {
                    *reference = format!("{COMPONENTS}{name}");
                }
            }
            other => relocate(other),
        }),
        Value::Array(values) => values.iter_mut().for_each(relocate),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use contracts::catalog;

    use super::*;

    #[test]
    fn no_two_types_of_the_catalog_share_a_name() {
        let mut schemas = Schemas::default();
        let mut seen = Map::new();
        let all = catalog::all().iter().flat_map(|entry| [&entry.input, &entry.reply]);
        for schema in all {
            let mut alone = Schemas::default();
            alone.add(schema);
            schemas.add(schema);
            for (name, schema) in alone.0 {
                let known = seen.entry(&name).or_insert_with(|| schema.clone());
                assert_eq!(*known, schema, "two types are called {name}");
            }
        }
        assert_eq!(schemas.0.len(), seen.len());
    }
}
