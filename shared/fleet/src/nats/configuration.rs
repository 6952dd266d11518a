//! The server configuration of a local fleet: ports and passwords of its own, the permissions of `nats/users/`.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use test_postgres::files;

use super::Account;
use super::server::NatsSettings;
use crate::secrets::Secrets;
use crate::services::nats_users;

/// The folder of the permissions, beside the configuration: the server reads includes from there only.
const USERS: &str = "users";

/// Writes the configuration into the settings' folder, with a copy of `nats/users/` beside it; returns its path.
pub fn write(settings: &NatsSettings, secrets: &Secrets) -> Result<PathBuf> {
    let users = settings.folder.join(USERS);
    fs::create_dir_all(&users)?;
    for user in nats_users() {
        let name = format!("{user}.conf");
        let permissions = crate::project_root().join("nats/users").join(&name);
        fs::copy(&permissions, users.join(name)).with_context(|| format!("cannot copy {}", permissions.display()))?;
    }
    let file = settings.folder.join("nats-server.conf");
    files::write_private(&file, &text(settings, secrets))?;
    Ok(file)
}

/// The text of the file, which carries passwords.
fn text(settings: &NatsSettings, secrets: &Secrets) -> String {
    let accounts = std::iter::once(Account::main()).chain((0..settings.test_accounts).map(Account::test));
    let accounts: String = accounts.map(|account| account_text(&account, secrets)).collect();
    let (port, monitor_port) = (settings.port, settings.monitor_port);
    let store = quoted(&settings.folder.display().to_string());
    // What is acknowledged is on disk; tests, which lose no power, leave that to the system.
    let sync_interval = if settings.durable { "1s" } else { "2m" };
    let system_password = secrets.nats_password("system");
    // Each stream reserves its own bound, in every account: what production's server has room for, once for each of them.
    let store_limit = 64 * (1 + settings.test_accounts);
    let name = name(settings, "foundry");
    let cluster = settings.cluster.as_ref().map(|place| place.text(secrets)).unwrap_or_default();
    format!(
        r#"# Written at each start; nats/nats-server.conf explains the settings.
server_name: {name}
listen: "127.0.0.1:{port}"
http: "127.0.0.1:{monitor_port}"
max_payload: 1MB
jetstream {{
  store_dir: {store}
  sync_interval: {sync_interval}
  # What streams may reserve together, however small the disk.
  max_file_store: {store_limit}GB
  max_memory_store: 4GB
}}
{cluster}accounts {{
  $SYS {{ users: [ {{ user: system, password: "{system_password}" }} ] }}
{accounts}}}
"#
    )
}

/// A text as the server reads it, whatever is in it.
fn quoted(text: &str) -> String {
    let escaped =
        text.replace('\\', r"\\").replace('"', r#"\""#).replace('\n', r"\n").replace('\r', r"\r").replace('\t', r"\t");
    format!("\"{escaped}\"")
}

/// `usual`, with its number in a cluster: `nats-server-2`.
pub fn name(settings: &NatsSettings, usual: &str) -> String {
    settings.cluster.as_ref().map_or_else(|| usual.to_owned(), |place| format!("{usual}-{}", place.number()))
}

fn account_text(account: &Account, secrets: &Secrets) -> String {
    let mut text = format!("  {} {{\n    jetstream: enabled\n    users: [\n", account.name);
    for user in nats_users() {
        let (name, password) = (account.user(user), secrets.nats_password(user));
        let permissions = format!("permissions: {{ include \"{USERS}/{user}.conf\" }}");
        writeln!(text, "      {{ user: \"{name}\", password: \"{password}\", {permissions} }}")
            .expect("writing to memory");
    }
    text.push_str("    ]\n  }\n");
    text
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::super::program;
    use super::*;
    use test_postgres::Progress;

    #[test]
    fn the_folder_may_have_any_name() {
        let outer = tempfile::tempdir().expect("a folder");
        let settings = NatsSettings {
            folder: outer.path().join("q\"u b\\s #h $HOME \u{fc}\n;'x"),
            log: outer.path().join("log"),
            port: 4222,
            monitor_port: 8222,
            durable: true,
            test_accounts: 0,
            cluster: None,
            progress: Progress::Quiet,
        };
        fs::create_dir(&settings.folder).expect("made");
        let file = write(&settings, &Secrets::generate()).expect("written");
        let mut check = Command::new(program::nats_server(Progress::Quiet).expect("nats-server"));
        let output = check.arg("-t").arg("--config").arg(&file).output().expect("nats-server runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    #[test]
    fn the_production_configuration_is_valid_and_knows_every_user() {
        let file = crate::project_root().join("nats/nats-server.conf");
        let text = fs::read_to_string(&file).expect("the configuration");
        let mut check = Command::new(program::nats_server(Progress::Quiet).expect("nats-server"));
        check.arg("-t").arg("--config").arg(&file).env("FOUNDRY_NATS_SERVER_NAME", "foundry");
        for user in nats_users().chain(["system"]) {
            let variable = format!("FOUNDRY_NATS_{}_PASSWORD", user.replace('-', "_").to_uppercase());
            assert!(text.contains(&format!("user: {user}, password: ${variable}")), "{user} is missing");
            check.env(variable, "secret");
        }

        let output = check.output().expect("nats-server runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}
