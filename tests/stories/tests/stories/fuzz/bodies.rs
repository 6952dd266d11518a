//! Bodies made from a message's schema: right ones, ones at their limits, and ones that are wrong in one place or another.

use proptest::{collection, prelude::*, sample::select, string::string_regex};
use serde_json::{Map, Value, json};

/// A body of a message with this schema.
pub fn of(schema: &Value) -> BoxedStrategy<Value> {
    part(schema, schema)
}

/// Nearly always what the schema says, so that the whole is right often enough to get far.
fn part(schema: &Value, root: &Value) -> BoxedStrategy<Value> {
    prop_oneof![24 => right(schema, root), 1 => anything()].boxed()
}

fn right(schema: &Value, root: &Value) -> BoxedStrategy<Value> {
    if let Some(reference) = schema["$ref"].as_str() {
        return right(root.pointer(reference.trim_start_matches('#')).expect("a definition"), root);
    }
    if let Some(values) = schema["enum"].as_array() {
        return select(values.clone()).boxed();
    }
    if let Some(value) = schema.get("const") {
        return Just(value.clone()).boxed();
    }
    for name in ["oneOf", "anyOf"] {
        if let Some(parts) = schema[name].as_array() {
            let parts: Vec<_> = parts.iter().map(|one| part(one, root)).collect();
            return proptest::strategy::Union::new(parts).boxed();
        }
    }
    match &schema["type"] {
        Value::Array(types) => {
            let types = types.iter().map(|one| typed(schema, one.as_str().unwrap_or_default(), root));
            proptest::strategy::Union::new(types).boxed()
        }
        Value::String(one) => typed(schema, one, root),
        _ => anything(),
    }
}

fn typed(schema: &Value, name: &str, root: &Value) -> BoxedStrategy<Value> {
    match name {
        "string" => text(schema).prop_map(Value::String).boxed(),
        "integer" | "number" => number(schema),
        "boolean" => any::<bool>().prop_map(Value::Bool).boxed(),
        "array" => collection::vec(part(&schema["items"], root), 0..4).prop_map(Value::Array).boxed(),
        "object" => object(schema, root),
        _ => Just(Value::Null).boxed(),
    }
}

fn text(schema: &Value) -> BoxedStrategy<String> {
    if let Some(pattern) = schema["pattern"].as_str() {
        let pattern = pattern.trim_start_matches('^').trim_end_matches('$');
        return string_regex(pattern).expect("a pattern").boxed();
    }
    let most = usize::try_from(schema["maxLength"].as_u64().unwrap_or(64)).expect("a length");
    let awkward = [
        "",
        " ",
        "\0",
        "a\0b",
        "\u{202e}txt",
        "\r\n",
        "\u{200b}",
        "../../etc/passwd",
        ".git/config",
        "-rf",
        "$(id)",
        "'; --",
        "{{x}}",
        "%s%n",
        "null",
        "🎉",
        "A\u{300}",
        "*",
        ">",
        "a.b",
        "refs/heads/x",
        "0",
        "\u{1}\u{1f}\u{7f}",
    ];
    prop_oneof![
        6 => "[ -~]{1,20}",
        3 => "\\PC{0,40}",
        3 => select(awkward.to_vec()).prop_map(str::to_owned),
        1 => Just("é".repeat(most)),
        1 => Just("x".repeat(most + 1)),
    ]
    .boxed()
}

fn number(schema: &Value) -> BoxedStrategy<Value> {
    let least = schema["minimum"].as_i64().unwrap_or(i64::MIN);
    let most = schema["maximum"].as_i64().unwrap_or(i64::MAX);
    let edges = [json!(least), json!(most), json!(0), json!(1), json!(-1), json!(u64::MAX), json!(1.5), json!(1e300)];
    prop_oneof![3 => (least..=most).prop_map(Value::from), 1 => select(edges.to_vec())].boxed()
}

/// Each field that may be left out is, now and then; and now and then there is one that nobody knows.
fn object(schema: &Value, root: &Value) -> BoxedStrategy<Value> {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let fields = schema["properties"].as_object().into_iter().flatten().map(|(name, field)| {
        let is_given = if required.contains(&json!(name)) { 0.98 } else { 0.5 };
        (Just(name.clone()), proptest::option::weighted(is_given, part(field, root)))
    });
    let unknown = proptest::option::weighted(0.03, ("[a-z_]{1,8}", anything()));
    (fields.collect::<Vec<_>>(), unknown)
        .prop_map(|(fields, unknown)| {
            let fields = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
            Value::Object(fields.chain(unknown).collect::<Map<_, _>>())
        })
        .boxed()
}

/// Any JSON.
pub fn anything() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::String),
        Just(Value::String("x".repeat(70_000))),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            collection::hash_map(any::<String>(), inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
    .boxed()
}
