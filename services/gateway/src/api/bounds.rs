//! What a message's schema allows: lengths, numbers, words. A handler would refuse the rest, but it would be stored by then.

use std::{collections::HashMap, sync::LazyLock};

use boon::{Compiler, Draft, ErrorKind, SchemaIndex, Schemas, ValidationError};
use contracts::{
    Access, Actor, Kind,
    catalog::{self, Entry},
};
use serde_json::Value;

use crate::http::problem::Problem;

/// Parts that are named in one answer; who sends thousands that are wrong learns from the first.
const NAMED: usize = 8;

/// Characters of one part's name or of what is wrong with it: names and words in it are the sender's own.
const SHOWN_CHARACTERS: usize = 300;

/// What people send. Services believe each other, and what they send does not come through this door.
static BOUNDS: LazyLock<Bounds> = LazyLock::new(Bounds::compile);

struct Bounds {
    schemas: Schemas,
    by_message: HashMap<(Actor, Kind, &'static str), SchemaIndex>,
}

impl Bounds {
    fn compile() -> Self {
        let (mut schemas, mut compiler, mut by_message) = (Schemas::new(), Compiler::new(), HashMap::new());
        compiler.set_default_draft(Draft::V2020_12);
        for entry in catalog::all().iter().filter(|entry| entry.access != Access::Service) {
            let (actor, kind) = (entry.actor.token(), entry.kind.token());
            let address = format!("message:///{actor}/{kind}/{}", entry.name);
            compiler.add_resource(&address, entry.input.as_value().clone()).expect("each message has its own address");
            let index = compiler.compile(&address, &mut schemas).expect("a schema made from a type is legal");
            by_message.insert((entry.actor, entry.kind, entry.name), index);
        }
        Self { schemas, by_message }
    }
}

/// Where a message is in a request.
#[derive(Debug, Clone, Copy)]
pub enum Carried {
    Body,
    Parameters,
}

impl Carried {
    fn refuse(self, entry: &Entry, why: &str) -> Problem {
        let (code, what) = match self {
            Self::Body => ("http.body_invalid", "the body is"),
            Self::Parameters => ("http.parameter_invalid", "the parameters are"),
        };
        Problem::bad_request(code, format!("{what} not what {} takes: {why}", entry.name))
    }
}

/// Whether what is this message has nothing longer, larger or other than its schema says.
pub fn check(entry: &Entry, carried: Carried, body: &[u8]) -> Result<(), Problem> {
    let bounds = &*BOUNDS;
    let Some(index) = bounds.by_message.get(&(entry.actor, entry.kind, entry.name)) else { return Ok(()) };
    let body = if body.trim_ascii().is_empty() { b"{}".as_slice() } else { body };
    let body: Value = serde_json::from_slice(body).map_err(|error| carried.refuse(entry, &error.to_string()))?;
    bounds.schemas.validate(&body, *index).map_err(|error| problem(entry, carried, &error))
}

fn problem(entry: &Entry, carried: Carried, error: &ValidationError<'_, '_>) -> Problem {
    let mut wrong = Vec::new();
    collect(error, &mut wrong);
    let sentences: Vec<_> = wrong.iter().map(|(part, what)| format!("{part} {what}")).collect();
    let problem = carried.refuse(entry, &sentences.join("; "));
    wrong.into_iter().fold(problem, |problem, (part, what)| problem.with_error(&part, what))
}

/// The innermost reasons, each with the part that it is about.
fn collect(error: &ValidationError<'_, '_>, wrong: &mut Vec<(String, String)>) {
    if wrong.len() == NAMED {
        return;
    }
    if error.causes.is_empty() {
        let part = error.instance_location.to_string();
        let part = part.trim_start_matches('/').replace('/', ".");
        let part = if part.is_empty() { "it".to_owned() } else { shown(&part) };
        return wrong.push((part, sentence(&error.kind)));
    }
    error.causes.iter().for_each(|cause| collect(cause, wrong));
}

fn sentence(kind: &ErrorKind<'_, '_>) -> String {
    match kind {
        ErrorKind::MaxLength { got, want } => format!("has {got} characters; it may have {want}"),
        ErrorKind::MaxItems { got, want } => format!("has {got} entries; it may have {want}"),
        ErrorKind::Minimum { got, want } => format!("is {got}; it must be at least {want}"),
        ErrorKind::Maximum { got, want } => format!("is {got}; it may be at most {want}"),
        ErrorKind::Pattern { want, .. } => format!("does not match {want}"),
        other => shown(&other.to_string()),
    }
}

fn shown(text: &str) -> String {
    text.chars().take(SHOWN_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(actor: Actor, kind: Kind, name: &str, body: &Value) -> Result<(), String> {
        let entry = catalog::find(actor, kind, name).expect("in the catalog");
        check(entry, Carried::Body, body.to_string().as_bytes()).map_err(|problem| problem.detail)
    }

    #[test]
    fn a_text_is_as_long_as_its_schema_says_in_characters() {
        let rename =
            |title: &str| checked(Actor::Task, Kind::Command, "rename", &serde_json::json!({ "title": title }));
        assert_eq!(rename(&"é".repeat(200)), Ok(()));
        let refused = rename(&"é".repeat(201)).expect_err("refused");
        assert!(refused.ends_with("title has 201 characters; it may have 200"), "{refused}");
        assert!(refused.len() < 200, "what was sent is not repeated");
    }

    #[test]
    fn what_is_asked_in_an_address_is_called_parameters() {
        let entry = catalog::find(Actor::AuditLog, Kind::Query, "list").expect("in the catalog");
        let problem = check(entry, Carried::Parameters, br#"{"limit": 0}"#).expect_err("refused");
        assert_eq!(problem.code, "http.parameter_invalid");
        assert!(problem.detail.starts_with("the parameters are not what list takes: limit is 0"), "{}", problem.detail);
    }

    #[test]
    fn what_is_inside_a_list_is_named_by_its_place() {
        let attachment = serde_json::json!({ "id": "a", "filePath": "x".repeat(4097) });
        let message = serde_json::json!({ "sessionId": "s-1", "text": "x", "attachments": [attachment] });
        let refused = checked(Actor::Task, Kind::Command, "sendMessage", &message).expect_err("refused");
        assert!(refused.contains("attachments.0.filePath has 4097 characters"), "{refused}");
        let many = serde_json::json!({ "organizationId": "acme", "order": vec!["r1"; 5_001] });
        let refused = checked(Actor::User, Kind::Command, "arrangeSidebar", &many).expect_err("refused");
        assert!(refused.contains("order has 5001 entries"), "{refused}");
    }

    #[test]
    fn a_list_of_a_types_values_is_not_the_type_at_any_depth() {
        let context = serde_json::json!({ "context": [null, null, null, null, null] });
        assert!(checked(Actor::GithubData, Kind::Command, "syncRepos", &context).is_err());
        assert_eq!(checked(Actor::GithubData, Kind::Command, "syncRepos", &serde_json::json!({})), Ok(()));
    }

    #[test]
    fn what_is_wrong_in_many_places_is_told_of_some() {
        let message = serde_json::json!({ "order": vec!["!"; 5_000], "organizationId": "acme" });
        let refused = checked(Actor::User, Kind::Command, "arrangeSidebar", &message).expect_err("refused");
        assert!(refused.len() < 1_000, "{}", refused.len());
    }

    #[test]
    fn a_message_of_services_is_not_looked_at() {
        let merge = serde_json::json!({ "anything": "x".repeat(1_000) });
        assert_eq!(checked(Actor::Task, Kind::Command, "initialize", &merge), Ok(()));
    }
}
