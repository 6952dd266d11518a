//! What can be set of an agent, as it lists it, and how it is set: pure.
//!
//! After the Agent Client Protocol: `configOptions`; where an agent has none, its `modes` and `models`. Nothing is known of
//! an agent's ids beforehand.

use contracts::{
    limit,
    task::{OptionChoice, OptionKind, OptionValue, SessionOption},
};
use serde_json::{Value, json};

use crate::store::sessions::SetsBy;

/// What is kept of an agent's list, in bytes of JSON: all of it is in one answer.
const LIST_BYTES: usize = limit::MESSAGE_BYTES / 2;

/// A description is one line under a name.
const DESCRIPTION_CHARACTERS: usize = 200;

/// What the answer to `session/new`, `session/load` or `session/resume` lists.
pub fn listed(opened: &Value) -> (Vec<SessionOption>, SetsBy) {
    let options = config_options(&opened["configOptions"]);
    if !options.is_empty() {
        return (options, SetsBy::Config);
    }
    let (modes, models) = (&opened["modes"], &opened["models"]);
    let mode = old("mode", "Mode", &modes["currentModeId"], &modes["availableModes"], "id");
    let model = old("model", "Model", &models["currentModelId"], &models["availableModels"], "modelId");
    (cut([model, mode].into_iter().flatten().collect(), LIST_BYTES), SetsBy::Modes)
}

/// What an update of the agent says that it is set to now; `None` when it is about something else.
pub fn updated(update: &Value, known: &[SessionOption]) -> Option<Vec<SessionOption>> {
    match update["sessionUpdate"].as_str()? {
        "config_option_update" => Some(config_options(&update["configOptions"])),
        "current_mode_update" => {
            let value = update["currentModeId"].as_str()?;
            let mode = known.iter().find(|option| option.category.as_deref() == Some("mode"))?;
            Some(with(known, &mode.option_id, value))
        }
        _ => None,
    }
}

/// What the answer to a request to set something says; some say nothing, and send an update later.
pub fn answered(answer: &Value, known: &[SessionOption], choice: &OptionChoice) -> Vec<SessionOption> {
    let options = config_options(&answer["configOptions"]);
    if options.is_empty() { with(known, &choice.option_id, &choice.value) } else { options }
}

/// What is to be done about something that people have set.
#[derive(Debug, PartialEq, Eq)]
pub enum Due {
    /// It is set so.
    Nothing,
    /// This is to be set: the option by its id, and one of its values.
    Set(OptionChoice),
    /// The agent does not offer it.
    Drop,
}

pub fn due(choice: &OptionChoice, options: &[SessionOption]) -> Due {
    let named = options.iter().find(|option| option.option_id == choice.option_id);
    let of_category = || options.iter().find(|option| option.category.as_ref() == Some(&choice.option_id));
    match named.or_else(of_category) {
        Some(option) if option.value == choice.value => Due::Nothing,
        Some(option) if option.is_cut || option.values.iter().any(|value| value.value == choice.value) => {
            Due::Set(OptionChoice { option_id: option.option_id.clone(), value: choice.value.clone() })
        }
        _ => Due::Drop,
    }
}

/// The choices in the order in which they are set: the model first, because it decides what else there is.
pub fn in_order(choices: &[OptionChoice], options: &[SessionOption]) -> Vec<OptionChoice> {
    let is_model = |choice: &OptionChoice| {
        let of = options.iter().find(|option| option.option_id == choice.option_id);
        of.and_then(|option| option.category.as_deref()).unwrap_or(&choice.option_id) == "model"
    };
    let mut ordered = choices.to_vec();
    ordered.sort_by_key(|choice| !is_model(choice));
    ordered
}

/// The request that sets it: method and parameters.
pub fn request(
    sets_by: SetsBy,
    choice: &OptionChoice,
    options: &[SessionOption],
    agent_session_id: &str,
) -> (&'static str, Value) {
    let OptionChoice { option_id, value } = choice;
    let is_switch = |option: &SessionOption| option.option_id == *option_id && option.kind == OptionKind::Switch;
    match sets_by {
        SetsBy::Modes if option_id == "mode" => {
            ("session/set_mode", json!({ "sessionId": agent_session_id, "modeId": value }))
        }
        SetsBy::Modes => ("session/set_model", json!({ "sessionId": agent_session_id, "modelId": value })),
        SetsBy::Config if options.iter().any(is_switch) => (
            "session/set_config_option",
            json!({ "sessionId": agent_session_id, "configId": option_id, "type": "boolean", "value": value == "true" }),
        ),
        SetsBy::Config => (
            "session/set_config_option",
            json!({ "sessionId": agent_session_id, "configId": option_id, "value": value }),
        ),
    }
}

/// `Model: Careful, Mode: Auto`, for people.
pub fn words(choices: &[OptionChoice], options: &[SessionOption]) -> String {
    let name = |choice: &OptionChoice| {
        let option = options.iter().find(|option| option.option_id == choice.option_id);
        let value = option.and_then(|option| option.values.iter().find(|value| value.value == choice.value));
        let what = option.map_or(choice.option_id.as_str(), |option| option.name.as_str());
        format!("{what}: {}", value.map_or(choice.value.as_str(), |value| value.name.as_str()))
    };
    choices.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// The options within so many bytes of JSON: without descriptions, and then with fewer values, but always with the one that
/// is set.
pub fn cut(mut options: Vec<SessionOption>, longest: usize) -> Vec<SessionOption> {
    let bytes = |options: &[SessionOption]| serde_json::to_vec(options).map_or(0, |json| json.len());
    if bytes(&options) > longest {
        options.iter_mut().for_each(|option| {
            option.description = None;
            option.values.iter_mut().for_each(|value| value.description = None);
        });
    }
    while bytes(&options) > longest {
        let Some(largest) = options.iter_mut().max_by_key(|option| option.values.len()) else { break };
        if largest.values.len() <= 1 {
            options.pop();
            continue;
        }
        let kept = largest.values.len() / 2;
        let value = largest.value.clone();
        let is_set = |known: &OptionValue| known.value == value;
        if let Some(place) = largest.values.iter().position(is_set).filter(|place| *place >= kept) {
            largest.values.swap(place, kept - 1);
        }
        largest.values.truncate(kept);
        largest.is_cut = true;
    }
    options
}

fn with(options: &[SessionOption], option_id: &str, value: &str) -> Vec<SessionOption> {
    let mut options = options.to_vec();
    if let Some(option) = options.iter_mut().find(|option| option.option_id == option_id) {
        option.value = value.to_owned();
    }
    options
}

fn config_options(listed: &Value) -> Vec<SessionOption> {
    let options = listed.as_array().map(Vec::as_slice).unwrap_or_default();
    cut(options.iter().filter_map(config_option).collect(), LIST_BYTES)
}

fn config_option(option: &Value) -> Option<SessionOption> {
    let (kind, value, values) = match option["type"].as_str() {
        Some("boolean") => {
            let value = |value: &str, name: &str| OptionValue {
                value: value.into(),
                name: name.into(),
                description: None,
                group: None,
            };
            (
                OptionKind::Switch,
                option["currentValue"].as_bool()?.to_string(),
                vec![value("true", "On"), value("false", "Off")],
            )
        }
        Some("select") | None => {
            (OptionKind::Select, id(&option["currentValue"])?, values(&option["options"], "value", None))
        }
        // What nobody knows cannot be shown or set.
        Some(_) => return None,
    };
    Some(SessionOption {
        option_id: id(&option["id"])?,
        name: name(&option["name"]).or_else(|| id(&option["id"]))?,
        description: description(&option["description"]),
        category: id(&option["category"]),
        kind,
        value,
        values,
        is_cut: false,
    })
}

/// The values of an option, also of one that lists them in groups.
fn values(listed: &Value, id_field: &str, group: Option<&str>) -> Vec<OptionValue> {
    let one = |value: &Value| {
        if value["options"].is_array() {
            let group = name(&value["name"]);
            return values(&value["options"], id_field, group.as_deref());
        }
        let known = id(&value[id_field]).map(|known| OptionValue {
            name: name(&value["name"]).unwrap_or_else(|| known.clone()),
            value: known,
            description: description(&value["description"]),
            group: group.map(str::to_owned),
        });
        known.into_iter().collect()
    };
    listed.as_array().map(Vec::as_slice).unwrap_or_default().iter().flat_map(one).collect()
}

fn old(option_id: &str, what: &str, current: &Value, listed: &Value, id_field: &str) -> Option<SessionOption> {
    let values = values(listed, id_field, None);
    Some(SessionOption {
        option_id: option_id.into(),
        name: what.into(),
        description: None,
        category: Some(option_id.into()),
        kind: OptionKind::Select,
        value: id(current).filter(|_| !values.is_empty())?,
        values,
        is_cut: false,
    })
}

/// Longer ones could not be chosen.
fn id(text: &Value) -> Option<String> {
    let text = text.as_str()?;
    service_kit::text::is_word(text, limit::OPTION_CHARACTERS).then(|| text.to_owned())
}

fn name(text: &Value) -> Option<String> {
    Some(line(text.as_str()?, limit::NAME_CHARACTERS)).filter(|name| !name.trim().is_empty())
}

fn description(text: &Value) -> Option<String> {
    Some(line(text.as_str()?, DESCRIPTION_CHARACTERS)).filter(|text| !text.trim().is_empty())
}

fn line(text: &str, longest: usize) -> String {
    text.chars().filter(|character| !service_kit::text::breaks_a_line(*character)).take(longest).collect()
}

#[cfg(test)]
mod tests;
