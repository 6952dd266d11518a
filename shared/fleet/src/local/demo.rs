//! The demo person, who signs in without a browser so that there is something to see: `cargo run` prints their token.

use std::fs;
use std::path::Path;

use anyhow::Result;
use test_postgres::files::write_private;

use crate::fleet::Fleet;
use crate::people;

/// The token's file, so that each start does not make another one.
pub const FILE: &str = "demo-token";

/// Signs `login` in, waits until they are a member of `organization`, and gives a token of theirs. What the stand-in knew
/// of an earlier sign-in it has forgotten, so this is done at each start.
pub async fn token(fleet: &Fleet, folder: &Path, login: &str, organization: &str) -> Result<String> {
    let person = fleet.sign_in(login).await?;

    let token = match kept(folder) {
        Some(token) if people::is_known(&fleet.gateway_url(), &token).await? => token,
        _ => person.api_token("cargo run").await?,
    };
    write_private(&folder.join(FILE), &token)?;
    person.belongs_to(organization).await?;
    // No browser holds this sign-in.
    person.sign_out().await?;
    Ok(token)
}

/// The token of an earlier start.
pub fn kept(folder: &Path) -> Option<String> {
    fs::read_to_string(folder.join(FILE)).ok()
}
