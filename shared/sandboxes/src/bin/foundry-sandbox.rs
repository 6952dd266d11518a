//! The keeper of one local sandbox; started by the local provider, not by people.

fn main() -> std::process::ExitCode {
    sandboxes::keeper::main()
}
