//! The agents that Foundry knows, and whether they can be used here.

use std::collections::BTreeMap;

use contracts::sandbox::AgentOffer;

use crate::workflows::Work;

/// An agent as people know it.
struct Known {
    agent: &'static str,
    name: &'static str,
    /// One of these is needed in its environment; none for an agent that needs no key.
    keys: &'static [&'static str],
}

/// Ids are those of the sandbox-agent server.
const KNOWN: [Known; 4] = [
    Known { agent: "mock", name: "Demo agent", keys: &[] },
    Known { agent: "claude", name: "Claude Code", keys: &["ANTHROPIC_API_KEY"] },
    Known { agent: "codex", name: "Codex", keys: &["OPENAI_API_KEY"] },
    Known { agent: "opencode", name: "OpenCode", keys: &["ANTHROPIC_API_KEY", "OPENAI_API_KEY"] },
];

/// Those that are in the sandboxes here, the default one first; then those that are not.
pub fn offers(work: &Work) -> Vec<AgentOffer> {
    let here = work.agents.iter().enumerate().map(|(place, agent)| {
        let known = KNOWN.iter().find(|known| known.agent == agent);
        AgentOffer {
            agent: agent.clone(),
            name: known.map_or(agent.as_str(), |known| known.name).to_owned(),
            is_default: place == 0,
            unusable: match &work.provider {
                Err(why) => Some(format!("No sandbox can be made: {why}")),
                Ok(_) => known.and_then(|known| missing_key(known, &work.environment)),
            },
        }
    });
    // The demo's agent is nothing that anybody would miss.
    let is_missing = |known: &&Known| known.agent != "mock" && !work.agents.iter().any(|agent| agent == known.agent);
    let missing = KNOWN.iter().filter(is_missing).map(|known| AgentOffer {
        agent: known.agent.to_owned(),
        name: known.name.to_owned(),
        is_default: false,
        unusable: Some(format!("{} is not installed in the sandboxes here", known.name)),
    });
    here.chain(missing).collect()
}

fn missing_key(Known { name, keys, .. }: &Known, environment: &BTreeMap<String, String>) -> Option<String> {
    let has_key = keys.is_empty() || keys.iter().any(|key| environment.contains_key(*key));
    (!has_key).then(|| format!("{name} has no key: start the sandbox service with {}", keys.join(" or ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unusable(offers: &[AgentOffer], agent: &str) -> Option<String> {
        offers.iter().find(|offer| offer.agent == agent).expect("it is offered").unusable.clone()
    }

    #[test]
    fn what_cannot_be_used_is_offered_with_the_reason() {
        let mut work = Work::nowhere();
        work.agents = vec!["mock".into(), "claude".into(), "mine".into()];
        let offered = offers(&work);
        let ids: Vec<_> = offered.iter().map(|offer| offer.agent.as_str()).collect();
        assert_eq!(ids, ["mock", "claude", "mine", "codex", "opencode"]);
        assert!(offered[0].is_default && !offered[1].is_default);
        assert!(unusable(&offered, "mock").unwrap().contains("no sandboxes here"));
        assert!(unusable(&offered, "codex").unwrap().contains("not installed"));
    }

    #[test]
    fn a_key_that_is_missing_is_named() {
        let known = |agent: &str| KNOWN.iter().find(|known| known.agent == agent).unwrap();
        let keys = |name: &str| BTreeMap::from([(name.to_owned(), "x".to_owned())]);
        let why = missing_key(known("opencode"), &BTreeMap::new()).unwrap();
        assert!(why.contains("ANTHROPIC_API_KEY or OPENAI_API_KEY"), "{why}");
        assert_eq!(missing_key(known("opencode"), &keys("OPENAI_API_KEY")), None);
        assert!(missing_key(known("claude"), &keys("OPENAI_API_KEY")).is_some());
        assert_eq!(missing_key(known("mock"), &BTreeMap::new()), None);
    }
}
