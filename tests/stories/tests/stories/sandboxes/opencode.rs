//! A real agent, OpenCode, with a stand-in model: through the public door, in a sandbox, asking before it acts. Its key comes
//! from the environment of the service that makes sandboxes, and is nowhere but in them.

use std::net::SocketAddr;

use contracts::{
    sandbox::AnswerPermission,
    task::{CreateSession, SessionStatus},
};
use fleet::{Infrastructure, Progress, Settings, ports};
use model_standin::{MODEL, ModelStandin};
use serde_json::json;
use sqlx::Row;
use stories::World;
use test_postgres::tools;

use super::Workplace;

const KEY: &str = "sk-of-the-sandboxes-alone-5f0e2a";

/// OpenCode's own settings: one provider, one model, and it asks before it runs or edits something.
fn configuration(model: SocketAddr) -> String {
    let options = json!({ "baseURL": format!("http://{model}/v1"), "apiKey": "{env:MODEL_KEY}" });
    let provider = json!({ "npm": "@ai-sdk/openai-compatible", "options": options, "models": { MODEL: {} } });
    json!({
        "model": format!("standin/{MODEL}"), "small_model": format!("standin/{MODEL}"), "autoupdate": false,
        "share": "disabled", "provider": { "standin": provider }, "permission": { "bash": "ask", "edit": "ask" },
    })
    .to_string()
}

/// A fleet of its own, whose sandboxes reach the stand-in GitHub and the model.
async fn world(program: &str, model: SocketAddr) -> World {
    let github = ports::free().unwrap();
    let mut settings = Settings::default().repositories(12).on(Infrastructure::for_tests().await.unwrap());
    settings.github_port = Some(github);
    let pair = |name: &str, value: String| (name.to_owned(), value);
    settings.sandbox_environment = vec![
        pair("FOUNDRY_SANDBOX_AGENTS", format!("opencode={program}:acp")),
        pair("FOUNDRY_SANDBOX_ALLOW", format!("127.0.0.1:{github},{model}")),
        pair("FOUNDRY_SANDBOX_PASS_ON", "OPENCODE_CONFIG_CONTENT,MODEL_KEY,OPENCODE_DISABLE_MODELS_FETCH".to_owned()),
        pair("OPENCODE_CONFIG_CONTENT", configuration(model)),
        pair("OPENCODE_DISABLE_MODELS_FETCH", "1".to_owned()),
        pair("MODEL_KEY", KEY.to_owned()),
    ];
    let world = World::start(settings).await;
    world.synced().await;
    world
}

/// Every table of the database, as text.
async fn database(world: &World) -> String {
    let tables = sqlx::query(
        "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    );
    let mut all = String::new();
    for table in tables.fetch_all(&world.database).await.unwrap() {
        let name: String = table.get("name");
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!("SELECT row_to_json(t)::text AS row FROM {name} t")));
        for row in rows.fetch_all(&world.database).await.unwrap() {
            all.push_str(&row.get::<String, _>("row"));
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_agent_answers_asks_and_acts_and_its_key_stays_in_its_sandbox() {
    let program = match tools::opencode(Progress::Quiet) {
        Ok(program) => program.display().to_string(),
        Err(error) => return eprintln!("SKIPPED: OpenCode cannot be had here: {error:#}"),
    };
    let model = ModelStandin::start().await.unwrap();
    let world = world(&program, model.address()).await;
    let desk = Workplace::of(&world, "alice", "story/opencode").await;
    desk.comes_to(SessionStatus::Idle).await;

    assert!(desk.hears("good morning").await.ends_with("Heard: good morning"));
    let command = json!({ "command": "git branch --show-current > here.txt; cat here.txt", "description": "Look" });
    let message_id = desk.sends(&format!("call bash {command}")).await;
    desk.comes_to(SessionStatus::NeedsAnswer).await;
    let [question] = desk.questions().await.try_into().unwrap();
    assert!(question.title.contains("git branch"), "{question:?}");
    let once = question.options.iter().find(|option| option.kind == "allow_once").unwrap();
    let answer = AnswerPermission { permission_id: question.permission_id, option_id: once.option_id.clone() };
    desk.person.does(&desk.task, &answer).await;
    desk.ended(&message_id).await;
    assert!(desk.said(&message_id).await.contains("It said: story/opencode"));
    let events = desk.events().await;
    assert!(events.iter().any(|event| event.body["sessionUpdate"] == "tool_call"), "{events:?}");

    // A second session has an agent of its own, which has heard nothing.
    let session_id = desk.person.does(&desk.task, &CreateSession::default()).await.session_id;
    let second = Workplace { session_id, person: world.signs_in("alice", &["acme"]).await, ..desk };
    second.comes_to(SessionStatus::Idle).await;
    assert!(second.hears("and you").await.ends_with("Heard: and you"));

    let asked = model.requests();
    assert!(asked.len() >= 4 && asked.iter().all(|asked| asked.authorization == format!("Bearer {KEY}")));
    let written = database(&world).await;
    assert!(written.contains("good morning") && !written.contains(KEY), "a key in the database");
    let logs = world.fleet.infrastructure().folder().join("logs");
    for entry in std::fs::read_dir(logs).unwrap() {
        let text = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&text).contains(KEY), "a key in a log");
    }
    for instance in world.fleet.instances().iter().filter(|instance| instance.name != "sandbox") {
        let environment = std::fs::read(format!("/proc/{}/environ", instance.pid.unwrap())).unwrap();
        assert!(!String::from_utf8_lossy(&environment).contains(KEY), "{} has the key", instance.name);
    }
}
