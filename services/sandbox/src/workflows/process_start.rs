//! `sandbox.workflow.processStart`: starts a process that somebody wants.

use std::sync::Arc;

use contracts::{
    TaskKey,
    sandbox::{ApplyProcess, ProcessNews, ProcessRecord, ProcessStart},
};
use futures::FutureExt;
use runtime::{Failure, Handled, RetryPolicy, Run, Waiting};
use sandboxes::{ClientError, State, client};

use super::{Inside, Trouble, Work};
use crate::git;

/// One for each process.
pub fn workflow_id(input: &ProcessStart) -> String {
    format!("process-start:{}", input.process.process_id)
}

/// Whatever comes of it is told: it runs, or why it does not.
pub async fn process_start(run: Run, key: TaskKey, input: ProcessStart, work: Arc<Work>) -> Handled<()> {
    let tell = |news| ApplyProcess { generation: input.generation, process_id: input.process.process_id.clone(), news };
    let started = run.waiting_step(
        RetryPolicy::default(),
        "start",
        || async { start(&work, &input).await.map_err(Trouble::into_failure) },
        |_, _: Waiting| async { Ok(()) }.boxed(),
        |cx, process: client::Process| {
            let news = ProcessNews::Started { sandbox_process: process.id, pid: process.pid };
            std::future::ready(cx.send(&key, &tell(news))).boxed()
        },
    );
    let Err(failure) = started.await else { return Ok(()) };
    let message = match failure {
        Failure::Refused { message, .. } | Failure::Later { why: message, .. } => message,
        // What is behind it is for the log.
        Failure::Undecodable { .. } | Failure::Failed(_) => "It failed here: try again in a while".to_owned(),
    };
    run.commit("fails", |cx| {
        let news = ProcessNews::Failed { message: message.clone() };
        std::future::ready(cx.send(&key, &tell(news))).boxed()
    })
    .await
}

/// Done again after a crash, it finds the process by the name that its script carries.
async fn start(work: &Work, input: &ProcessStart) -> Result<client::Process, Trouble> {
    if work.provider()?.state(&input.provider_id).await? == State::Gone {
        return Err(Trouble::Lasting("The sandbox is gone: send a message, and a new one is made".into()));
    }
    let inside = Inside::connect(work, &input.provider_id).await?;
    let wanted = new_process(&input.process, input.size, &inside.home);
    let known = inside.client.processes().await?;
    if let Some(started) = known.into_iter().find(|process| process.args == wanted.args) {
        return Ok(started);
    }
    inside.client.create_process(&wanted).await.map_err(|error| match error {
        ClientError::Refused { problem, .. } => {
            let folder = wanted.cwd.as_deref().unwrap_or_default();
            Trouble::Lasting(format!("It cannot be started in {folder}: {problem}"))
        }
        error => error.into(),
    })
}

/// Gives a terminal its size before anything is printed, and everything else a session of its own, so that a signal finds
/// all that the process has started. Arguments are no part of the text.
const SCRIPT: &str = r#"if [ "$1" = plain ]; then
  shift 3
  command -v setsid >/dev/null && exec setsid "$@"
  exec "$@"
fi
stty cols "$2" rows "$3" 2>/dev/null
shift 3
[ $# -gt 0 ] && exec "$@"
for shell in zsh bash sh; do
  SHELL=$(command -v "$shell") && export SHELL && exec "$SHELL" -l
done"#;

/// As the sandbox is to start it.
fn new_process(process: &ProcessRecord, (cols, rows): (u16, u16), home: &str) -> client::NewProcess {
    let kind = if process.tty { "tty" } else { "plain" };
    let fixed =
        ["-c", SCRIPT, process.process_id.as_str(), kind, &cols.to_string(), &rows.to_string()].map(str::to_owned);
    let args = fixed.into_iter().chain(process.command.clone()).chain(process.args.iter().cloned()).collect();
    let repository = git::repository(home);
    let cwd = match process.cwd.as_deref() {
        None => repository,
        Some(cwd) if cwd.starts_with('/') => cwd.to_owned(),
        Some(cwd) => format!("{repository}/{cwd}"),
    };
    let environment = [("HOME", home), ("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LANG", "C.UTF-8")];
    client::NewProcess {
        command: "sh".into(),
        args,
        cwd: Some(cwd),
        environment: environment.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        tty: process.tty,
        interactive: process.interactive,
    }
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::CreateProcess;

    use super::*;
    use crate::model::processes::wanted;

    #[test]
    fn what_people_have_written_is_an_argument_and_no_text_of_the_script() {
        let command = CreateProcess {
            command: Some("$(id)".into()),
            args: vec!["`x`; rm -rf /".into()],
            cwd: Some("a b".into()),
            ..Default::default()
        };
        let (process, size) = wanted(command, "p-1".parse().unwrap(), None, 5).unwrap();
        let new = new_process(&process, size, "/home/user");
        assert_eq!(new.args[1], SCRIPT);
        assert_eq!(new.args[2..], ["p-1", "plain", "80", "24", "$(id)", "`x`; rm -rf /"]);
        assert_eq!(new.cwd.as_deref(), Some("/home/user/repo/a b"));
    }
}
