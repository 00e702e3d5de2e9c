//! The part of YAML that front matter uses: `key: value`, quoted values,
//! `[a, b]`, lists of `- item`, folded text. Read by hand, since five keys do
//! not need a YAML library; what it does not know it leaves out.

use serde_json::{Map, Value};

/// The keys of a front matter, without its `---` lines. Never fails.
pub(super) fn read(source: &str) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut key: Option<String> = None;
    for line in source.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let indented = line.starts_with([' ', '\t', '-']);
        if indented && let Some(key) = &key {
            go_on(fields.entry(key.clone()).or_insert(Value::Null), trimmed);
        } else if let Some((name, value)) = trimmed.split_once(':') {
            let name = unquoted(name.trim());
            fields.insert(name.clone(), scalar(value.trim()));
            key = Some(name);
        }
    }
    fields
}

/// A line below a key: an item of its list, a field of its object, or more
/// of its text.
fn go_on(value: &mut Value, line: &str) {
    if let Some(item) = line.strip_prefix('-') {
        let item = item.trim();
        let item =
            item.split_once(": ").filter(|(key, _)| *key == "name").map_or(item, |(_, name)| name);
        match value {
            Value::Array(items) => items.push(scalar(item.trim())),
            Value::Null => *value = Value::Array(vec![scalar(item.trim())]),
            _ => {}
        }
        return;
    }
    match value {
        Value::String(text) => {
            text.push(' ');
            text.push_str(line);
        }
        Value::Null => match line.split_once(": ").filter(|(key, _)| !key.contains(' ')) {
            Some((key, field)) => {
                *value = Value::Object(Map::from_iter([(unquoted(key), scalar(field.trim()))]));
            }
            None => *value = scalar(line),
        },
        Value::Object(object) => {
            if let Some((key, field)) = line.split_once(": ") {
                object.insert(unquoted(key), scalar(field.trim()));
            }
        }
        _ => {}
    }
}

fn scalar(value: &str) -> Value {
    if matches!(value, "" | "|" | ">" | "|-" | ">-" | "~" | "null") {
        return Value::Null;
    }
    if let Some(items) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return Value::Array(
            items.split(',').map(str::trim).filter(|item| !item.is_empty()).map(scalar).collect(),
        );
    }
    let quoted = value.starts_with(['"', '\'']);
    let plain = if quoted { value } else { value.split(" #").next().unwrap_or(value).trim_end() };
    Value::String(unquoted(plain))
}

fn unquoted(value: &str) -> String {
    for mark in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)) {
            return if mark == '"' {
                inner.replace("\\\"", "\"")
            } else {
                inner.replace("''", "'")
            };
        }
    }
    value.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn front_matter_as_people_write_it() {
        let source = "title: \"Ferry: \\\"sunk\\\"\"\nauthor:\n  - Mona Brandt\n  - name: Jo Ober\ntags: [lake, 'ferry']\n# a comment\ndate: 2024-04-04 # today\nsite:\n  name: Lake Courier\nsummary: >\n  It went down\n  at noon.\n";
        assert_eq!(
            Value::Object(read(source)),
            json!({"title": "Ferry: \"sunk\"", "author": ["Mona Brandt", "Jo Ober"], "tags": ["lake", "ferry"],
                "date": "2024-04-04", "site": {"name": "Lake Courier"}, "summary": "It went down at noon."})
        );
    }
}
