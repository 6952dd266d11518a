//! Reading a process' settings: flags, each of which can be given by environment, as most are.

use clap::{
    ArgMatches, Command, Error,
    error::{ContextKind, ContextValue},
};

/// What command line and environment say. A value that is none ends the process with the reason, in which the variable has its
/// name: clap knows flags alone.
pub fn read(mut command: Command) -> ArgMatches {
    command.build();
    let known = command.clone();
    command.try_get_matches().unwrap_or_else(|error| {
        let Some(variable) = variable(&error, &known) else { error.exit() };
        eprintln!("{}\nIt may come from the variable {variable}.", error.render());
        std::process::exit(error.exit_code())
    })
}

/// The variable by which what is wrong can be given as well.
fn variable(error: &Error, command: &Command) -> Option<String> {
    let Some(ContextValue::String(invalid)) = error.get(ContextKind::InvalidArg) else { return None };
    let argument = command.get_arguments().find(|argument| argument.to_string() == *invalid)?;
    Some(argument.get_env()?.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::Config;

    #[derive(Debug, Parser)]
    struct Settings {
        #[command(flatten)]
        messaging: Config,
    }

    fn wrong(flag: &str, value: &str) -> Option<String> {
        let mut command = Settings::command();
        command.build();
        let error = command.clone().try_get_matches_from(["x", flag, value]).err()?;
        Some(variable(&error, &command).unwrap_or_else(|| error.to_string()))
    }

    #[test]
    fn what_is_wrong_is_known_by_its_variable() {
        for (flag, value, named) in [
            ("--probe-address", "here", "FOUNDRY_PROBE_ADDRESS"),
            ("--lifeline", "rope", "FOUNDRY_LIFELINE"),
            ("--instance", "", "FOUNDRY_INSTANCE"),
            ("--instance", "*", "FOUNDRY_INSTANCE"),
            ("--instance", "task.1", "FOUNDRY_INSTANCE"),
        ] {
            assert_eq!(wrong(flag, value).as_deref(), Some(named), "{flag} {value}");
        }
        for (flag, value) in [("--instance", "task-1"), ("--lifeline", "stdin"), ("--probe-address", "127.0.0.1:0")] {
            assert_eq!(wrong(flag, value), None, "{flag} {value}");
        }
    }
}
