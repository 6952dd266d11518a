//! The API document and what is behind it, compared by somebody else's program
//! ([Schemathesis](https://schemathesis.readthedocs.io)).

use std::{path::PathBuf, process::Output};

use fleet::Settings;
use stories::World;
use tokio::process::Command;

const VERSION: &str = "4.32.5";

/// Answers that are checked: that none is a mistake of ours, and that each is what the document says.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

async fn run(program: &str, arguments: &[&str]) -> Result<Output, String> {
    let ran = Command::new(program).args(arguments).env("NO_COLOR", "1").output().await;
    let ran = ran.map_err(|error| format!("{program}: {error}"))?;
    if ran.status.success() { Ok(ran) } else { Err(format!("{program}: {}", String::from_utf8_lossy(&ran.stderr))) }
}

/// Where the program is, in a virtual environment of its own; `Err`: why there is none on this machine.
async fn program() -> Result<PathBuf, String> {
    let folder = test_postgres::project_root().join(format!("target/tools/schemathesis-{VERSION}"));
    let program = folder.join("bin/schemathesis");
    if !program.exists() {
        let folder = folder.to_str().ok_or("a folder whose name is no text")?;
        run("python3", &["-m", "venv", folder]).await?;
        let pip = format!("{folder}/bin/pip");
        run(&pip, &["install", "--quiet", &format!("schemathesis=={VERSION}")]).await?;
    }
    Ok(program)
}

#[tokio::test]
async fn what_the_api_document_says_is_what_is_answered() {
    let program = match program().await {
        Ok(program) => program,
        Err(why) => {
            eprintln!("SKIPPED: Schemathesis {VERSION} cannot be installed here (python3 -m venv, PyPI): {why}");
            return;
        }
    };
    let world = World::start(Settings::default().repositories(2)).await;
    let acme = world.synced().await;
    let (document, token) = (format!("{}/v1/openapi.json", acme.member.url()), acme.member.token());
    let authorization = format!("Authorization: Bearer {token}");

    // One worker: two threads of it break Python's own parser now and then ("AST constructor recursion depth mismatch").
    let ran = Command::new(program)
        .args(["run", &document, "--header", &authorization, "--checks", CHECKS, "--phases", "coverage,fuzzing"])
        .args(["--max-examples", "4", "--seed", "1", "--no-shrink", "--workers", "1", "--request-timeout", "20"])
        .args(["--suppress-health-check", "all", "--warnings", "off"])
        .env("NO_COLOR", "1")
        .current_dir(std::env::temp_dir())
        .output()
        .await
        .expect("it is there");
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
}
