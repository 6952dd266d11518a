//! What git has printed, as people are shown it.

/// Of each line what would be left of it at a terminal; and addresses without who is named in them: an agent may have put a token
/// into a remote's.
pub fn printed(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let left = line.rsplit('\r').find(|part| !part.trim().is_empty()).unwrap_or_default();
        without_names(left.trim_end())
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn without_names(line: &str) -> String {
    let mut parts = line.split("://");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for rest in parts {
        let host = rest.find(|char: char| char == '/' || char.is_whitespace() || "'\"".contains(char));
        let (authority, path) = rest.split_at(host.unwrap_or(rest.len()));
        let host = authority.rsplit('@').next().unwrap_or_default();
        shown.extend(["://", host, path]);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_leaves_its_last_word_and_empty_lines_go() {
        let said = "Cloning into 'repo'...\n\nReceiving objects:  50%\rReceiving objects: 100%, done.\r\n";
        assert_eq!(printed(said), "Cloning into 'repo'...\nReceiving objects: 100%, done.");
    }

    #[test]
    fn no_token_of_an_address_is_shown() {
        for (said, shown) in [
            ("To https://bob:gho_1@github.com/a/b.git", "To https://github.com/a/b.git"),
            ("fatal: 'https://gho_1@x.dev' and http://y:p@z@h:1/c", "fatal: 'https://x.dev' and http://h:1/c"),
            ("a@b.dev pushed to https://x.dev/@scope", "a@b.dev pushed to https://x.dev/@scope"),
            ("no address", "no address"),
        ] {
            assert_eq!(printed(said), shown);
        }
    }
}
