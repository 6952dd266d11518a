use super::*;

fn choice(option_id: &str, value: &str) -> OptionChoice {
    OptionChoice { option_id: option_id.into(), value: value.into() }
}

fn opened() -> Value {
    json!({ "configOptions": [
        { "id": "m", "name": "Model", "category": "model", "type": "select", "currentValue": "a",
          "options": [ { "group": "g", "name": "Fast ones", "options": [ { "value": "a", "name": "A" } ] },
                       { "group": "h", "name": "Others", "options": [ { "value": "b", "name": "B", "description": "big\nand slow" } ] } ] },
        { "id": "permissions", "name": "Mode", "category": "mode", "type": "select", "currentValue": "ask",
          "options": [ { "value": "ask", "name": "Ask" }, { "value": "auto", "name": "Auto" } ] },
        { "id": "web", "name": "Web", "type": "boolean", "currentValue": true },
        { "id": "dial", "name": "Dial", "type": "slider", "currentValue": 3 } ],
      "modes": { "currentModeId": "old", "availableModes": [ { "id": "old", "name": "Old" } ] } })
}

#[test]
fn what_is_listed_is_read_by_its_category_also_in_groups_and_switches() {
    let (options, by) = listed(&opened());
    assert_eq!(by, SetsBy::Config, "modes do not count where there are options");
    let ids: Vec<_> = options.iter().map(|option| option.option_id.as_str()).collect();
    assert_eq!(ids, ["m", "permissions", "web"], "what nobody knows is left out");
    let groups: Vec<_> = options[0].values.iter().map(|value| value.group.as_deref()).collect();
    assert_eq!(groups, [Some("Fast ones"), Some("Others")]);
    assert_eq!(options[0].values[1].description.as_deref(), Some("bigand slow"));
    assert_eq!((options[2].kind, options[2].value.as_str()), (OptionKind::Switch, "true"));
}

#[test]
fn an_agent_without_options_lists_modes_and_models() {
    let (options, by) = listed(&json!({
        "modes": { "currentModeId": "plan", "availableModes": [ { "id": "plan", "name": "Plan" } ] },
        "models": { "currentModelId": "x", "availableModels": [ { "modelId": "x", "name": "X" }, { "modelId": "y" } ] },
    }));
    let categories: Vec<_> = options.iter().map(|option| option.category.as_deref().unwrap()).collect();
    assert_eq!((by, categories), (SetsBy::Modes, vec!["model", "mode"]));
    assert_eq!(request(by, &choice("mode", "plan"), &options, "s").0, "session/set_mode");
    let (method, params) = request(by, &choice("model", "y"), &options, "s");
    assert_eq!((method, &params["modelId"]), ("session/set_model", &json!("y")));
    assert_eq!(listed(&json!({})).0, []);
}

#[test]
fn what_was_set_is_set_again_dropped_or_there_already() {
    let (options, by) = listed(&opened());
    assert_eq!(due(&choice("model", "a"), &options), Due::Nothing);
    assert_eq!(due(&choice("model", "b"), &options), Due::Set(choice("m", "b")));
    assert_eq!(due(&choice("m", "b"), &options), Due::Set(choice("m", "b")));
    assert_eq!(due(&choice("model", "gone"), &options), Due::Drop);
    assert_eq!(due(&choice("thought_level", "high"), &options), Due::Drop);
    let ordered = in_order(&[choice("mode", "auto"), choice("m", "b"), choice("web", "false")], &options);
    assert_eq!(ordered[0], choice("m", "b"), "the model decides what else there is");
    let params = request(by, &choice("web", "false"), &options, "s").1;
    assert_eq!((&params["type"], &params["value"]), (&json!("boolean"), &json!(false)));
    assert_eq!(words(&[choice("m", "b"), choice("permissions", "auto")], &options), "Model: B, Mode: Auto");
}

#[test]
fn an_agent_that_answers_nothing_is_believed_until_it_says_otherwise() {
    let (options, _) = listed(&opened());
    let set = answered(&json!({}), &options, &choice("m", "b"));
    assert_eq!((set[0].value.as_str(), set.len()), ("b", 3));
    let told = answered(&json!({ "configOptions": [opened()["configOptions"][1]] }), &options, &choice("m", "b"));
    assert_eq!(told.len(), 1, "the list as it is now");
    let mode = json!({ "sessionUpdate": "current_mode_update", "currentModeId": "auto" });
    assert_eq!(updated(&mode, &options).unwrap()[1].value, "auto");
    assert_eq!(updated(&json!({ "sessionUpdate": "plan" }), &options), None);
}

#[test]
fn a_list_without_end_is_cut_and_says_so_and_what_is_set_stays() {
    let values: Vec<_> = (0..600).map(|n| json!({ "value": format!("v{n}"), "name": "x".repeat(90) })).collect();
    let option = json!({ "id": "m", "name": "M", "category": "model", "currentValue": "v599", "options": values });
    let (options, _) = listed(&json!({ "configOptions": [option] }));
    assert_eq!((options[0].values.len(), options[0].is_cut), (600, false));
    let shown = cut(options, limit::OPTION_BYTES);
    assert!(serde_json::to_vec(&shown).unwrap().len() <= limit::OPTION_BYTES);
    assert!(shown[0].is_cut && shown[0].values.iter().any(|value| value.value == "v599"));
    assert_eq!(due(&choice("model", "v300"), &shown), Due::Set(choice("m", "v300")), "the agent knows better");
}
