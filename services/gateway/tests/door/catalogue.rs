//! Every message there is, in every form, sent by everybody there is.

use contracts::organization::Role;
use contracts::user::TokenScope;
use contracts::{Access, Actor, Kind, catalog};
use futures::StreamExt;
use reqwest::{Method, StatusCode};

use crate::world::World;

/// Somebody, and what they present.
struct Visitor {
    name: &'static str,
    token: Option<String>,
    /// In acme; `None`: they do not belong.
    role: Option<Role>,
    /// The user actors of these walks are of this person.
    is_u1: bool,
    /// `None`: they come with a sign-in.
    scope: Option<TokenScope>,
    limited: bool,
}

/// Answers every query with nothing in particular, so that whoever is let in gets an answer.
async fn answer_everything(world: &World) {
    for actor in ["organization", "task", "githubData", "auditLog"] {
        let nats = world.services.clone();
        let queries = nats.subscribe(format!("{actor}.query.>")).await.expect("subscribed");
        world.tasks.serve(
            "answers",
            queries.for_each(move |question| {
                let nats = nats.clone();
                async move {
                    let reply = question.reply.expect("a question");
                    nats.publish(reply, "{}".into()).await.expect("published");
                }
            }),
        );
    }
    world.services.flush().await.expect("flushed");
}

fn visitors(world: &World) -> Vec<Visitor> {
    let users = &world.users;
    users.person("u1", &[("acme", Role::Admin), ("other", Role::Admin)]);
    users.person("u2", &[("acme", Role::Member)]);
    users.person("u3", &[("other", Role::Admin)]);
    let person = |name, user: &str, role, scope: Option<TokenScope>, limits: &[&str]| Visitor {
        name,
        token: Some(scope.map_or_else(|| users.sign_in(user), |scope| users.token(user, scope, limits))),
        role,
        is_u1: user == "u1",
        scope,
        limited: !limits.is_empty(),
    };
    let nobody = Visitor { name: "nobody", token: None, role: None, is_u1: false, scope: None, limited: false };
    vec![
        nobody,
        person("an admin", "u1", Some(Role::Admin), None, &[]),
        person("a member", "u2", Some(Role::Member), None, &[]),
        person("another organization's admin", "u3", None, None, &[]),
        person("an admin's reading token", "u1", Some(Role::Admin), Some(TokenScope::Read), &[]),
        person("an admin's writing token", "u1", Some(Role::Admin), Some(TokenScope::Write), &[]),
        person("an admin's whole token", "u1", Some(Role::Admin), Some(TokenScope::Admin), &[]),
        person("a member's whole token", "u2", Some(Role::Member), Some(TokenScope::Admin), &[]),
        person("a token for acme", "u1", Some(Role::Admin), Some(TokenScope::Admin), &["acme"]),
        person("a token for another organization", "u1", Some(Role::Admin), Some(TokenScope::Admin), &["other"]),
    ]
}

/// What the rules say, written down once more and differently: a list of what each may, rather than of what is refused.
fn may(visitor: &Visitor, actor: Actor, kind: Kind, access: Access) -> bool {
    let scope = visitor.scope.unwrap_or(TokenScope::Admin);
    let changes = kind == Kind::Command;
    let by_scope = match access {
        Access::Admin | Access::Credentials => scope == TokenScope::Admin,
        _ => !changes || scope >= TokenScope::Write,
    };
    let by_limits = match (visitor.limited, actor) {
        (false, _) => true,
        (true, Actor::User) => false,
        (true, _) => visitor.name == "a token for acme",
    };
    let by_person = match (access, actor) {
        (Access::Service, _) => false,
        (_, Actor::User) => visitor.is_u1,
        (Access::Member, _) => visitor.role.is_some(),
        (Access::Admin, _) => visitor.role == Some(Role::Admin),
        _ => true,
    };
    visitor.token.is_some() && by_person && by_scope && by_limits
}

#[tokio::test]
async fn each_message_is_for_those_whom_its_rule_names() {
    let world = World::start().await;
    answer_everything(&world).await;
    let mut walked = 0;
    for visitor in visitors(&world) {
        let mut browser = visitor.scope.is_none().then(|| {
            let browser = world.browser();
            visitor.token.iter().fold(browser, |browser, secret| browser.with_session(secret))
        });
        let csrf = match browser.as_mut().filter(|_| visitor.token.is_some()) {
            Some(browser) => browser.csrf_token().await,
            None => String::new(),
        };
        for entry in catalog::all().iter().filter(|entry| entry.kind != Kind::Workflow) {
            let key = match entry.key_tokens() {
                _ if entry.name == "takeDelivery" => "a1--deliveries",
                _ if entry.name == "replaceCredentials" => "acme/u1--credentials",
                ["user"] => "u1",
                ["organization"] => "acme",
                _ => "acme/t-1",
            };
            let forms = if entry.kind == Kind::Query { vec!["query"] } else { vec!["command", "request"] };
            for form in forms {
                let path = format!("/v1/{}/{form}/{}/{key}", entry.actor.token(), entry.name);
                let request = match &browser {
                    Some(browser) => browser
                        .request(Method::POST, &path)
                        .header("origin", browser.origin())
                        .header("foundry-csrf", &csrf),
                    None => world.request(Method::POST, &path).bearer_auth(visitor.token.as_ref().expect("a token")),
                };
                // A list is no message: whoever is let in is told so, and nothing is done that the next one would meet.
                let body = if entry.kind == Kind::Query { "{}" } else { "[]" };
                let status = request.body(body).send().await.expect("an answer").status();
                let is_in = ![StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&status);
                let may = may(&visitor, entry.actor, entry.kind, entry.access);
                assert_eq!(is_in, may, "{} sends {path} ({:?}): {status}", visitor.name, entry.access);
                assert_eq!(status == StatusCode::UNAUTHORIZED, visitor.token.is_none(), "{path}");
                walked += 1;
            }
        }
    }
    assert!(walked > 1000, "{walked}");
}

#[tokio::test]
async fn a_credential_that_has_ended_opens_nothing_any_more() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Admin)]);
    let secret = world.users.sign_in("u1");
    let mut browser = world.browser().with_session(&secret);
    let csrf = browser.csrf_token().await;
    world.users.end(&secret).await;
    crate::world::until("it has ended", async || (browser.get("/v1/auth/session").await.status() == 401).then_some(()))
        .await;

    for entry in catalog::all().iter().filter(|entry| entry.kind != Kind::Workflow) {
        let key = if entry.actor == Actor::User { "u1" } else { "acme" };
        let form = if entry.kind == Kind::Query { "query" } else { "command" };
        let path = format!("/v1/{}/{form}/{}/{key}", entry.actor.token(), entry.name);
        let request = browser.request(Method::POST, &path).header("origin", browser.origin());
        let status = request.header("foundry-csrf", &csrf).body("{}").send().await.expect("an answer").status();
        assert_eq!(status, 401, "{path}");
    }
}
