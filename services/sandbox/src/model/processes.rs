//! The processes that people have started in a sandbox, and what may happen to them: pure decisions.

use contracts::{
    Millis, ProcessId, UserId, limit,
    sandbox::{CreateProcess, ProcessNews, ProcessRecord, ProcessStatus, SandboxStatus},
};
use service_kit::text::{NoLine, cut, line};

use super::Sandbox;
use crate::error::SandboxError;

/// A terminal's size when nobody says it: that of the first ones.
const USUAL_SIZE: (u16, u16) = (80, 24);
/// Why something could not be started, at most: all of them are in one view.
const ERROR_CHARACTERS: usize = 500;
/// What the login shell is called.
const SHELL: &str = "Terminal";

/// A process that runs, as the sandbox has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    pub provider_id: String,
    /// What the sandbox calls it.
    pub sandbox_process: String,
    pub tty: bool,
}

/// What somebody wants to start, and a terminal's size; refused if it makes no sense.
pub fn wanted(
    command: CreateProcess,
    process_id: ProcessId,
    created_by: Option<UserId>,
    now: Millis,
) -> Result<(ProcessRecord, (u16, u16)), SandboxError> {
    let size = (command.cols.unwrap_or(USUAL_SIZE.0), command.rows.unwrap_or(USUAL_SIZE.1));
    if ![size.0, size.1].iter().all(|side| (1..=limit::TERMINAL_CHARACTERS).contains(side)) {
        return Err(SandboxError::SizeIsOutOfRange);
    }
    let some = |text: Option<String>| text.filter(|text| !text.is_empty());
    let (program, cwd) = (some(command.command), some(command.cwd));
    let title = match some(command.title) {
        Some(title) => title_line(&title)?,
        None => usual_title(program.as_deref()),
    };
    let is_shell = program.is_none();
    if is_shell && !command.args.is_empty() {
        return Err(SandboxError::ShellTakesNoArguments);
    }
    let process = ProcessRecord {
        process_id,
        title,
        command: program,
        args: command.args,
        cwd,
        tty: command.tty || is_shell,
        interactive: true,
        status: ProcessStatus::Starting,
        pid: None,
        exit_code: None,
        error: None,
        created_by,
        created_at: now,
        exited_at: None,
        sandbox_process: None,
    };
    let said = serde_json::to_vec(&(&process.title, &process.command, &process.args, &process.cwd));
    match said.map_or(usize::MAX, |said| said.len()) {
        got if got > limit::PROCESS_BYTES => Err(SandboxError::ProcessIsTooLong { got }),
        _ => Ok((process, size)),
    }
}

/// A title as it is kept: one line, trimmed.
pub fn title_line(title: &str) -> Result<String, SandboxError> {
    line(title, limit::NAME_CHARACTERS).map(str::to_owned).map_err(|why| match why {
        NoLine::Blank => SandboxError::TitleIsBlank,
        NoLine::TooLong { got } => SandboxError::TitleIsTooLong { got },
        NoLine::SeveralLines => SandboxError::TitleIsNotOneLine,
    })
}

/// The program's name without its folder, as far as it is a line.
fn usual_title(program: Option<&str>) -> String {
    let Some(program) = program else { return SHELL.to_owned() };
    let name = program.rsplit('/').find(|part| !part.is_empty()).unwrap_or(program);
    let mut name = name.to_owned();
    cut(&mut name, limit::NAME_CHARACTERS);
    title_line(&name).unwrap_or_else(|_| "Process".to_owned())
}

impl Sandbox {
    /// Where a process can be started: the provider's id, while the sandbox is there and has room.
    pub fn room_for_a_process(&self) -> Result<String, SandboxError> {
        let provider_id = self.ready()?;
        if self.record.processes.len() >= limit::PROCESSES {
            return Err(SandboxError::TooManyProcesses);
        }
        Ok(provider_id)
    }

    pub fn add_process(&mut self, process: ProcessRecord, now: Millis) {
        self.record.processes.push(process);
        self.touch(now);
    }

    pub fn process(&self, id: &ProcessId) -> Result<&ProcessRecord, SandboxError> {
        let found = self.record.processes.iter().find(|process| process.process_id == *id);
        found.ok_or(SandboxError::ProcessUnknown)
    }

    pub fn running_process(&self, id: &ProcessId) -> Result<Running, SandboxError> {
        let process = self.process(id)?;
        match (process.status, &process.sandbox_process) {
            (ProcessStatus::Running, Some(sandbox_process)) => {
                Ok(Running { provider_id: self.ready()?, sandbox_process: sandbox_process.clone(), tty: process.tty })
            }
            (ProcessStatus::Starting, _) => Err(SandboxError::ProcessStarting),
            _ => Err(SandboxError::ProcessNotRunning),
        }
    }

    pub fn rename_process(&mut self, id: &ProcessId, title: &str, now: Millis) -> Result<ProcessRecord, SandboxError> {
        let title = title_line(title)?;
        let found = self.record.processes.iter_mut().find(|process| process.process_id == *id);
        let process = found.ok_or(SandboxError::ProcessUnknown)?;
        process.title = title;
        let process = process.clone();
        self.touch(now);
        Ok(process)
    }

    /// Takes it out of the list, which needs its end; gives it as it was.
    pub fn remove_process(&mut self, id: &ProcessId, now: Millis) -> Result<ProcessRecord, SandboxError> {
        let process = self.process(id)?.clone();
        if matches!(process.status, ProcessStatus::Starting | ProcessStatus::Running) {
            return Err(SandboxError::ProcessRuns);
        }
        self.record.processes.retain(|known| known.process_id != *id);
        self.touch(now);
        Ok(process)
    }

    /// Takes in what is told of a process. Says whether that changed something: what has ended has ended.
    pub fn hear_process(&mut self, generation: i32, id: &ProcessId, news: ProcessNews, now: Millis) -> bool {
        if generation != self.record.generation {
            return false;
        }
        let found = self.record.processes.iter_mut().find(|process| process.process_id == *id);
        let Some(process) = found else { return false };
        match (process.status, news) {
            (ProcessStatus::Starting, ProcessNews::Started { sandbox_process, pid }) => {
                process.status = ProcessStatus::Running;
                (process.sandbox_process, process.pid) = (Some(sandbox_process), pid);
            }
            (ProcessStatus::Starting, ProcessNews::Failed { mut message }) => {
                cut(&mut message, ERROR_CHARACTERS);
                (process.status, process.error) = (ProcessStatus::Failed, Some(message));
            }
            (ProcessStatus::Running, ProcessNews::Exited(end)) => {
                process.status = ProcessStatus::Exited;
                (process.exit_code, process.exited_at) = (end.exit_code, Some(end.at));
            }
            _ => return false,
        }
        self.touch(now);
        true
    }

    /// The provider's id of a sandbox that can be worked in.
    pub fn ready(&self) -> Result<String, SandboxError> {
        match (self.record.status, &self.record.provider_id) {
            (SandboxStatus::Ready, Some(provider_id)) => Ok(provider_id.clone()),
            (status, _) => Err(SandboxError::NotReady(status)),
        }
    }
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{ProcessEnd, ProvisioningNews};

    use super::*;
    use crate::testing::{key, source};

    fn id(number: usize) -> ProcessId {
        format!("p-{number}").parse().unwrap()
    }

    fn process(number: usize) -> ProcessRecord {
        wanted(CreateProcess::default(), id(number), None, 5).unwrap().0
    }

    fn ready() -> Sandbox {
        let mut sandbox = Sandbox::first(&key(), source(), UserId::for_number(7), 1);
        assert_eq!(sandbox.room_for_a_process(), Err(SandboxError::NotReady(SandboxStatus::Provisioning)));
        let (provider, provider_id) = ("local".to_owned(), "sb-1".to_owned());
        sandbox.hear(1, ProvisioningNews::Allocated { provider, provider_id, expires_at: None }, 2);
        sandbox.hear(1, ProvisioningNews::Ready { at: 3 }, 3);
        sandbox
    }

    fn started() -> ProcessNews {
        ProcessNews::Started { sandbox_process: "proc_1".into(), pid: Some(9) }
    }

    #[test]
    fn nothing_said_is_a_login_shell_in_a_terminal() {
        let (process, size) = wanted(CreateProcess::default(), id(1), None, 5).unwrap();
        assert!(process.tty && process.interactive && process.command.is_none());
        assert_eq!((process.title.as_str(), size), ("Terminal", (80, 24)));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let refused = |command| wanted(command, id(1), None, 5).unwrap_err();
        let usual = CreateProcess { command: Some("npm".into()), ..Default::default() };
        assert_eq!(refused(CreateProcess { cols: Some(0), ..usual.clone() }), SandboxError::SizeIsOutOfRange);
        assert_eq!(refused(CreateProcess { rows: Some(1_001), ..usual.clone() }), SandboxError::SizeIsOutOfRange);
        assert_eq!(
            refused(CreateProcess { title: Some("a\nb".into()), ..usual.clone() }),
            SandboxError::TitleIsNotOneLine
        );
        let long = CreateProcess { args: vec!["x".repeat(limit::PROCESS_BYTES)], ..usual };
        assert!(matches!(refused(long), SandboxError::ProcessIsTooLong { .. }));
        let lost = CreateProcess { args: vec!["x".into()], ..Default::default() };
        assert_eq!(refused(lost), SandboxError::ShellTakesNoArguments);
    }

    #[test]
    fn a_program_gives_its_name() {
        assert_eq!(usual_title(Some("/usr/bin/npm")), "npm");
        assert_eq!(usual_title(Some("a\n")), "a");
        assert_eq!(usual_title(Some("\n")), "Process");
    }

    #[test]
    fn a_process_starts_runs_and_ends_once() {
        let mut sandbox = ready();
        sandbox.add_process(process(1), 4);
        assert_eq!(sandbox.running_process(&id(1)), Err(SandboxError::ProcessStarting));
        assert_eq!(sandbox.remove_process(&id(1), 4), Err(SandboxError::ProcessRuns));
        assert!(sandbox.hear_process(1, &id(1), started(), 5) && !sandbox.hear_process(1, &id(1), started(), 5));
        assert_eq!(sandbox.running_process(&id(1)).unwrap().sandbox_process, "proc_1");
        let exited = ProcessNews::Exited(ProcessEnd { exit_code: Some(3), at: 8 });
        assert!(!sandbox.hear_process(2, &id(1), exited.clone(), 8), "that is another generation's");
        assert!(sandbox.hear_process(1, &id(1), exited.clone(), 8) && !sandbox.hear_process(1, &id(1), exited, 9));
        assert_eq!(sandbox.process(&id(1)).unwrap().exit_code, Some(3));
        assert_eq!(sandbox.running_process(&id(1)), Err(SandboxError::ProcessNotRunning));
        assert!(sandbox.remove_process(&id(1), 9).is_ok());
        assert_eq!(sandbox.process(&id(1)), Err(SandboxError::ProcessUnknown));
    }

    #[test]
    fn there_is_room_for_so_many_ended_ones_included() {
        let mut sandbox = ready();
        for number in 0..limit::PROCESSES {
            assert!(sandbox.room_for_a_process().is_ok());
            sandbox.add_process(process(number), 4);
        }
        assert_eq!(sandbox.room_for_a_process(), Err(SandboxError::TooManyProcesses));
        sandbox.hear_process(1, &id(0), ProcessNews::Failed { message: "no".into() }, 5);
        assert_eq!(sandbox.room_for_a_process(), Err(SandboxError::TooManyProcesses));
        sandbox.remove_process(&id(0), 6).unwrap();
        assert!(sandbox.room_for_a_process().is_ok());
    }

    #[test]
    fn processes_go_with_their_sandbox() {
        let mut sandbox = ready();
        sandbox.add_process(process(1), 4);
        sandbox.hear(1, ProvisioningNews::Expired { at: 7 }, 7);
        assert!(sandbox.record.processes.is_empty());
    }
}
