//! The github-data service's process.

use github_data::github::{Github, Settings};

const ABOUT: &str = "GitHub data: repositories, branches, members and pull requests as GitHub says them.";

fn main() -> anyhow::Result<()> {
    service_kit::run(env!("CARGO_PKG_NAME"), ABOUT, async |settings: Settings| {
        service_kit::install_tls()?;
        Ok(github_data::service(Github::new(&settings)?, settings.look_every()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_do_not_clash() {
        service_kit::command::<Settings>(env!("CARGO_PKG_NAME"), ABOUT).debug_assert();
    }
}
