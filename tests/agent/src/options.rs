//! The settings of the program.

use std::path::PathBuf;

use clap::Parser;

use crate::script;

/// A scripted agent: speaks the Agent Client Protocol over standard input and output, without a model.
#[derive(Parser, Debug, Clone)]
#[command(name = "scripted-agent", version, after_help = manual())]
pub struct Options {
    /// What the pauses of ordinary turns are multiplied with: 1 takes about six seconds, 0 none.
    #[arg(long, env = "SCRIPTED_AGENT_PACE", default_value_t = 1.0, value_parser = pace)]
    pub pace: f64,

    /// Below which folder sessions are remembered.
    #[arg(long, env = "HOME")]
    pub home: PathBuf,
}

/// The slowest pace; more would overflow a duration.
const SLOWEST: f64 = 1000.0;

fn pace(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(pace) if (0.0..=SLOWEST).contains(&pace) => Ok(pace),
        _ => Err(format!("a number from 0 to {SLOWEST} is expected")),
    }
}

fn manual() -> String {
    let introduction = "Any prompt gets a turn that reads and changes a file. A prompt whose first line begins with one\n\
        of these is a script, each line a step:";
    format!("{introduction}\n\n{}", script::manual())
}
