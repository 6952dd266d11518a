//! How a session is set: mode, model, and how much it thinks. Pure.

use serde_json::{Value, json};

use crate::protocol::Refusal;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Edits need permission.
    Ask,
    Auto,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    Careful,
    /// Takes half the time and does not think, so that it has no option for how much.
    Quick,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thought {
    Low,
    Medium,
    High,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    pub mode: Mode,
    pub model: Model,
    pub thought: Thought,
}

impl Default for Settings {
    fn default() -> Self {
        Self { mode: Mode::Ask, model: Model::Careful, thought: Thought::Medium }
    }
}

const MODES: [(Mode, &str, &str, &str); 2] = [
    (Mode::Ask, "ask", "Ask", "Asks before it changes a file"),
    (Mode::Auto, "auto", "Auto", "Changes files without asking"),
];

const MODELS: [(Model, &str, &str, &str); 2] = [
    (Model::Careful, "careful", "Careful", "Thinks, then acts"),
    (Model::Quick, "quick", "Quick", "Acts at twice the speed, without a thought"),
];

const THOUGHTS: [(Thought, &str, &str, &str); 3] = [
    (Thought::Low, "low", "Low", "One thought"),
    (Thought::Medium, "medium", "Medium", "A few thoughts"),
    (Thought::High, "high", "High", "Every thought"),
];

impl Settings {
    /// The modes, for clients that do not know options.
    pub fn modes(&self) -> Value {
        let modes: Vec<Value> = MODES
            .iter()
            .map(|(_, id, name, description)| json!({"id": id, "name": name, "description": description}))
            .collect();
        json!({"currentModeId": id_of(&MODES, self.mode), "availableModes": modes})
    }

    /// Every option there is now; changing one may add or remove another.
    pub fn options(&self) -> Value {
        let mut options = vec![
            select("mode", "Mode", "mode", &MODES, self.mode),
            select("model", "Model", "model", &MODELS, self.model),
        ];
        if self.model == Model::Careful {
            options.push(select("thought_level", "Thinking", "thought_level", &THOUGHTS, self.thought));
        }
        json!(options)
    }

    pub fn mode_id(&self) -> &'static str {
        id_of(&MODES, self.mode)
    }

    /// Sets an option; refuses one that is not there, and a value it does not have.
    pub fn set(&mut self, option: &str, value: &str) -> Result<(), Refusal> {
        match option {
            "mode" => self.mode = by_id(&MODES, option, value)?,
            "model" => self.model = by_id(&MODELS, option, value)?,
            "thought_level" if self.model == Model::Careful => self.thought = by_id(&THOUGHTS, option, value)?,
            _ => return Err(Refusal::invalid_params(format!("there is no option `{option}`"))),
        }
        Ok(())
    }
}

fn id_of<T: PartialEq>(values: &[(T, &'static str, &str, &str)], wanted: T) -> &'static str {
    values.iter().find(|(value, ..)| *value == wanted).map_or("", |(_, id, ..)| id)
}

fn by_id<T: Copy>(values: &[(T, &str, &str, &str)], option: &str, wanted: &str) -> Result<T, Refusal> {
    let found = values.iter().find(|(_, id, ..)| *id == wanted);
    found.map(|(value, ..)| *value).ok_or_else(|| {
        let ids: Vec<_> = values.iter().map(|(_, id, ..)| *id).collect();
        Refusal::invalid_params(format!("`{wanted}` is no value of `{option}`; there are {}", ids.join(", ")))
    })
}

fn select<T: PartialEq>(
    id: &str,
    name: &str,
    category: &str,
    values: &[(T, &'static str, &str, &str)],
    current: T,
) -> Value {
    let options: Vec<Value> = values
        .iter()
        .map(|(_, value, name, description)| json!({"value": value, "name": name, "description": description}))
        .collect();
    json!({
        "id": id,
        "name": name,
        "category": category,
        "type": "select",
        "currentValue": id_of(values, current),
        "options": options,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(settings: &Settings) -> Vec<String> {
        let options = settings.options();
        options.as_array().unwrap().iter().map(|option| option["id"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn a_model_decides_which_options_there_are() {
        let mut settings = Settings::default();
        assert_eq!(ids(&settings), ["mode", "model", "thought_level"]);

        settings.set("model", "quick").unwrap();

        assert_eq!(ids(&settings), ["mode", "model"]);
        assert!(settings.set("thought_level", "high").is_err());
    }

    #[test]
    fn the_mode_is_the_same_as_an_option_and_by_itself() {
        let mut settings = Settings::default();

        settings.set("mode", "auto").unwrap();

        assert_eq!(settings.modes()["currentModeId"], "auto");
        assert_eq!(settings.options()[0]["currentValue"], "auto");
    }

    #[test]
    fn what_is_not_offered_is_refused() {
        let mut settings = Settings::default();

        assert_eq!(settings.set("mode", "yolo").unwrap_err().code, -32602);
        assert_eq!(settings.set("weather", "fine").unwrap_err().code, -32602);
        assert_eq!(settings, Settings::default());
    }
}
