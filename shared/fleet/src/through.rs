//! Other addresses of Postgres and NATS for one instance: those of proxies, which may break what goes through them.

use std::net::SocketAddr;

/// `None`: directly.
#[derive(Debug, Clone, Copy, Default)]
pub struct Through {
    pub postgres: Option<SocketAddr>,
    pub nats: Option<SocketAddr>,
}

impl Through {
    /// Changes the addresses in an instance's environment variables, and nothing else of them.
    pub fn redirect(self, environment: &mut [(String, String)]) {
        for (name, value) in environment {
            match (name.as_str(), self) {
                ("FOUNDRY_DATABASE_URL", Self { postgres: Some(address), .. }) => *value = at(value, address),
                ("FOUNDRY_NATS_URL", Self { nats: Some(address), .. }) => *value = format!("nats://{address}"),
                _ => {}
            }
        }
    }
}

/// `postgres://user:password@127.0.0.1:5432/database?host=/a/folder` at another address, and not by a Unix socket.
fn at(url: &str, address: SocketAddr) -> String {
    let Some((user, place)) = url.rsplit_once('@') else { return url.to_owned() };
    let database = place.split_once('/').map_or("", |(_, database)| database);
    let database = database.split_once('?').map_or(database, |(database, _)| database);
    format!("{user}@{address}/{database}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_address_is_another() {
        let proxy = "127.0.0.1:7000".parse().expect("an address");
        let mut environment = [
            ("FOUNDRY_DATABASE_URL", "postgres://foundry_task:s3cret@127.0.0.1:5432/foundry?host=/data/postgres"),
            ("FOUNDRY_NATS_URL", "nats://127.0.0.1:4222"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));

        Through { postgres: Some(proxy), nats: None }.redirect(&mut environment);
        assert_eq!(environment[0].1, "postgres://foundry_task:s3cret@127.0.0.1:7000/foundry");
        assert_eq!(environment[1].1, "nats://127.0.0.1:4222");

        Through { postgres: None, nats: Some(proxy) }.redirect(&mut environment);
        assert_eq!(environment[1].1, "nats://127.0.0.1:7000");
    }
}
