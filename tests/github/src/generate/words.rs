//! The names and descriptions of repositories: parts of a shop that sells and delivers things.

pub(super) const AREAS: [(&str, &str); 20] = [
    ("checkout", "paying for a basket"),
    ("catalog", "products and their prices"),
    ("orders", "orders from placing to delivery"),
    ("payments", "cards, transfers and refunds"),
    ("shipping", "parcels, labels and carriers"),
    ("inventory", "stock in every warehouse"),
    ("search", "finding products"),
    ("identity", "sign-in and sessions"),
    ("notifications", "mail, text and push messages"),
    ("billing", "invoices and taxes"),
    ("returns", "goods that come back"),
    ("pricing", "discounts and campaigns"),
    ("reviews", "what customers say"),
    ("analytics", "numbers for the business"),
    ("support", "tickets and answers"),
    ("warehouse", "picking and packing"),
    ("partners", "sellers on our market place"),
    ("recommendations", "what else to buy"),
    ("fraud", "orders that look wrong"),
    ("platform", "what every team builds on"),
];

/// Kind, language, and what it is of an area.
pub(super) const KINDS: [(&str, &str, &str); 8] = [
    ("web", "TypeScript", "Pages"),
    ("api", "Rust", "Service"),
    ("worker", "Rust", "Background work"),
    ("client", "TypeScript", "Client library"),
    ("schema", "Protocol Buffers", "Contracts"),
    ("infra", "HCL", "Infrastructure"),
    ("docs", "MDX", "Handbook"),
    ("tools", "Python", "Scripts and migrations"),
];

/// The name of the repository at this place, without its owner.
pub fn repository_name(index: usize) -> String {
    let (area, _) = AREAS[index / KINDS.len() % AREAS.len()];
    let (kind, ..) = KINDS[index % KINDS.len()];
    match index / (KINDS.len() * AREAS.len()) {
        0 => format!("{area}-{kind}"),
        round => format!("{area}-{kind}-{}", round + 1),
    }
}

/// What the repository at this place is for.
pub(super) fn description(index: usize) -> String {
    let (_, about) = AREAS[index / KINDS.len() % AREAS.len()];
    let (.., what) = KINDS[index % KINDS.len()];
    format!("{what} for {about}")
}

pub(super) fn language(index: usize) -> &'static str {
    KINDS[index % KINDS.len()].1
}
