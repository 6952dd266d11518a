//! A scripted agent: a program that speaks the Agent Client Protocol (ACP, version 1) over standard input and output, as
//! Claude Code's or Codex's adapters do, for demos and tests. It needs no model and no network.
//!
//! An ordinary prompt gets a turn worth looking at, made from what is really in the working directory: thoughts, a plan,
//! a search, files read, one file changed (after permission, in mode `ask`), git asked what changed, and a summary. The
//! same repository and prompt give the same turn. A prompt that asks to *rename* or *replace* `a` by `b` gets that done;
//! any other gets a note where its words fit best.
//!
//! # Scripts
//!
#![doc = include_str!("language.md")]
//!
//! # As the agent of a sandbox-agent server
//!
//! The server (0.4.2; 0.5.5 has the same list) knows seven agents and refuses every other id with 400
//! `unsupported_agent`: `claude`, `codex`, `opencode`, `amp`, `pi`, `cursor`, `mock`. Ours therefore takes the place of
//! one of them, best `mock`, which is otherwise only an echo:
//!
//! - `$XDG_DATA_HOME/sandbox-agent/bin/agent_processes/mock-acp`: this binary (or a link, or a script that `exec`s it),
//!   executable. Nothing else is needed; `GET /v1/agents` then says `installed: true`, and
//!   `POST /v1/acp/<server>?agent=mock` starts it, without arguments, in the server's own directory and environment.
//! - The same file as `pi-acp`, `amp-acp` or `cursor-acp` makes a second and third agent of it. The server rewrites some
//!   of `pi`'s messages.
//! - `claude-acp`, `codex-acp` and `opencode-acp` also need a file `claude`, `codex` or `opencode` in
//!   `$XDG_DATA_HOME/sandbox-agent/bin` (any file; it is run with `--version`), or the server tries to install one.
//!
//! With `SANDBOX_AGENT_REQUIRE_PREINSTALL=1` a server never tries to install anything: what is missing is 404
//! `agent_not_installed`. `HOME` must be writable, for [`session::store`]; `SCRIPTED_AGENT_PACE` reaches the agent through
//! the server's environment.
//!
//! # What it remembers
//!
//! What was said is kept in `$HOME/.scripted-agent/sessions/<id>.json`; `session/load` and `session/resume` of a new
//! process find it there, if they name the same working directory. Mode, model and decisions for always end with the
//! process. Ids of its own requests count from 0 in each process.
//!
//! The JSON-RPC loop is our own: the protocol's crates allow neither unknown kinds nor broken lines, and they switch
//! `serde_json` to another order of keys for the whole workspace.

mod acts;
mod agent;
mod demo;
mod options;
pub mod protocol;
pub mod script;
pub mod session;
mod turn;

pub use agent::Agent;
pub use options::Options;
