//! Titles of pull requests that read like work on a shop.

const SUBJECTS: [&str; 25] = [
    "refund approvals",
    "address validation",
    "idempotency keys",
    "webhook retries",
    "currency rounding",
    "session renewal",
    "search filters",
    "audit log export",
    "invoice numbering",
    "stock reservations",
    "gift cards",
    "request limits",
    "feature flags",
    "password resets",
    "CSV imports",
    "the dark theme",
    "keyboard navigation",
    "delivery estimates",
    "tax rules",
    "partial shipments",
    "health checks",
    "trace headers",
    "error pages",
    "mail templates",
    "saved baskets",
];

/// The kind of change and what happens to the subject.
const ACTIONS: [(&str, &str); 16] = [
    ("feat", "add {} to the settings page"),
    ("fix", "handle timeouts in {}"),
    ("refactor", "move {} into a module of its own"),
    ("feat", "let administrators turn off {}"),
    ("test", "cover {} with stories"),
    ("fix", "keep {} working after a deploy"),
    ("docs", "explain {}"),
    ("perf", "load {} in one query"),
    ("feat", "show the history of {}"),
    ("fix", "stop counting twice in {}"),
    ("chore", "remove the old code for {}"),
    ("ci", "run the checks of {} in parallel"),
    ("feat", "support several languages in {}"),
    ("fix", "say what went wrong with {}"),
    ("style", "use the new spacing for {}"),
    ("feat", "make {} available to partners"),
];

/// Shares no factor with the number of titles (25 · 16), so it passes all of them before it repeats one.
const STRIDE: usize = 137;

pub(super) struct Title {
    pub text: String,
    pub branch: String,
}

/// The title at a place in a repository's list, which starts somewhere else for each repository.
pub(super) fn title(area: &str, start: usize, place: usize) -> Title {
    let count = SUBJECTS.len() * ACTIONS.len();
    let choice = (start + place * STRIDE) % count;
    let subject = SUBJECTS[choice % SUBJECTS.len()];
    let (kind, action) = ACTIONS[choice / SUBJECTS.len()];
    let round = place / count;
    let part = if round == 0 { String::new() } else { format!(" (part {})", round + 1) };
    let words = action.replace("{}", subject) + &part;
    let text = if choice.is_multiple_of(3) { format!("{kind}({area}): {words}") } else { format!("{kind}: {words}") };
    Title { text, branch: format!("{kind}/{}", slug(&words)) }
}

fn slug(words: &str) -> String {
    let letters = words.to_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
    letters.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
