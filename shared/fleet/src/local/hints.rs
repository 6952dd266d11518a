//! What a person is told when the fleet is up: addresses, token, and what to try.

use std::path::Path;

use super::facts::Facts;

/// Everything worth knowing, on one screen.
pub fn text(facts: &Facts, organization: &str) -> String {
    let (gateway, folder) = (&facts.gateway, typed(&short(&facts.data)));
    let task_pid = facts.services.iter().find(|service| service.name == "task").and_then(|service| service.pid);
    let task_pid = task_pid.map_or_else(|| "PID".to_owned(), |pid| pid.to_string());
    let sign_in = format!("{}/sign-in", facts.public_url);
    let (token, export) = match &facts.token {
        Some(token) => (token.as_str(), format!("export TOKEN={token}")),
        None => ("make one after signing in", "export TOKEN=fdy_…".to_owned()),
    };
    let traces = facts.otlp.as_deref().unwrap_or("not sent (--otlp URL)");
    format!(
        r#"
Foundry is up.
  gateway   {gateway}
  sign in   {sign_in}
  token     {token}
  nats      {nats}   monitoring {monitor}
  github    {github}
  traces    {traces}
  facts     {plain}/fleet.json   logs {plain}/logs

Try:
  {export}
  curl -s -H "Authorization: Bearer $TOKEN" {gateway}/v1/organization/query/summary/{organization}
  curl -s -H "Authorization: Bearer $TOKEN" '{gateway}/v1/organization/query/listTasks/{organization}?limit=3'
  XDG_CONFIG_HOME={folder} nats micro ls
  XDG_CONFIG_HOME={folder} nats req organization.query.listRepositories.{organization} '{{}}'
  kill -9 {task_pid}   # the task service: watch it come back, with nothing lost

Ctrl-C stops everything; the next start goes on with the same data, --fresh begins anew.
"#,
        plain = short(&facts.data),
        nats = facts.nats,
        monitor = facts.nats_monitor,
        github = facts.github,
    )
}

/// As it is typed where `cargo run` was.
fn short(folder: &str) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = Path::new(folder);
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}

/// As a shell takes it for one word.
fn typed(word: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-+@%:,=".contains(&byte);
    if !word.is_empty() && word.bytes().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_typed_can_be_typed() {
        for plain in [".foundry", "/data/foundry-1", "a@b:c"] {
            assert_eq!(typed(plain), plain);
        }
        assert_eq!(typed("/home/an na/it's"), r"'/home/an na/it'\''s'");
        for odd in ["$HOME", "a\"b\\c", "\u{fc};x", "*", ""] {
            assert_eq!(typed(odd), format!("'{odd}'"));
        }
    }
}
