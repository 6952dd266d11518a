//! Every message there is: the gateway's routes, the OpenAPI document and the endpoints' metadata come from this list.

use std::sync::LazyLock;

use schemars::{Schema, schema_for};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    Access, Actor, Command, Key, Kind, Message, audit_log, github_data, keepable,
    key::InvalidKey,
    limit, organization,
    query_string::{self, InvalidParameter},
    runtime_messages, sandbox, subject, task, user,
};

/// One message, with its types erased.
pub struct Entry {
    /// The kind of actor that it is for.
    pub actor: Actor,
    /// Command, query or workflow.
    pub kind: Kind,
    /// Its name, as it stands in subjects.
    pub name: &'static str,
    /// Who may send it.
    pub access: Access,
    /// The JSON schema of its body.
    pub input: Schema,
    /// The JSON schema of its reply.
    pub reply: Schema,
    pub(crate) check: fn(&[u8]) -> Result<(), InvalidBody>,
    pub(crate) from_query_string: fn(&str) -> Result<Vec<u8>, InvalidParameter>,
    pub(crate) check_key: fn(&[&str]) -> Result<(), InvalidKey>,
}

/// Why a body is not this message.
#[derive(Debug, thiserror::Error)]
pub enum InvalidBody {
    /// It has more bytes than a message may have.
    #[error("the body has {got} bytes; a message may have at most {max}", max = limit::MESSAGE_BYTES)]
    TooLarge {
        /// How many there were.
        got: usize,
    },
    /// It is no JSON of this message.
    #[error("the body is not what {name} takes: {}", beginning(source))]
    Shape {
        /// The message's name.
        name: &'static str,
        /// What is wrong with the body.
        source: serde_json::Error,
    },
}

/// What is wrong may name a word of the sender's, however long that is.
fn beginning(source: &serde_json::Error) -> String {
    source.to_string().chars().take(limit::SHOWN_CHARACTERS).collect()
}

impl Entry {
    /// What it is for, from the type's own documentation.
    pub fn about(&self) -> &str {
        self.input.get("description").and_then(|about| about.as_str()).unwrap_or_default()
    }

    /// Whether `body` is this message. An empty body is an empty object.
    pub fn check(&self, body: &[u8]) -> Result<(), InvalidBody> {
        (self.check)(body)
    }

    /// The body that means what the query string says.
    pub fn from_query_string(&self, query_string: &str) -> Result<Vec<u8>, InvalidParameter> {
        (self.from_query_string)(query_string)
    }

    /// What the tokens of its key are, in order.
    pub fn key_tokens(&self) -> &'static [&'static str] {
        subject::key_tokens(self.actor, self.kind.token(), self.name)
    }

    /// Whether the tokens are a key of this message.
    pub fn check_key(&self, tokens: &[&str]) -> Result<(), InvalidKey> {
        (self.check_key)(tokens)
    }
}

/// Reads a body as message `M`; an empty one is read as `{}`.
pub fn decode<M: Message>(body: &[u8]) -> Result<M, InvalidBody> {
    decode_body(M::NAME, body)
}

/// The same for a type that is called `name`. A list of a type's values in order would be read as the type, too; it is
/// refused, because nothing says so and a new field would change what it means.
pub fn decode_body<T: DeserializeOwned>(name: &'static str, body: &[u8]) -> Result<T, InvalidBody> {
    if body.len() > limit::MESSAGE_BYTES {
        return Err(InvalidBody::TooLarge { got: body.len() });
    }
    let body = if body.trim_ascii().is_empty() { b"{}".as_slice() } else { body };
    let cleaned = keepable::json(body);
    let body = cleaned.as_deref().unwrap_or(body);
    let read = match body.trim_ascii_start().first() {
        Some(b'[') => Err(serde::de::Error::custom("it must be an object, not a list")),
        _ => serde_json::from_slice(body),
    };
    read.map_err(|source| InvalidBody::Shape { name, source })
}

pub(crate) fn from_query_string<T: Serialize + DeserializeOwned>(
    query_string: &str,
) -> Result<Vec<u8>, InvalidParameter> {
    let message: T = query_string::read(query_string)?;
    Ok(serde_json::to_vec(&message).expect("a message is always JSON"))
}

fn entry<M: Message>() -> Entry {
    Entry {
        actor: M::ACTOR,
        kind: M::KIND,
        name: M::NAME,
        access: M::ACCESS,
        input: schema_for!(M),
        reply: schema_for!(M::Reply),
        check: |body| decode::<M>(body).map(|_| ()),
        from_query_string: from_query_string::<M>,
        check_key: |tokens| M::Key::parse(tokens).map(|_| ()),
    }
}

/// The same; only a command can be listed so.
fn command<C: Command>() -> Entry {
    entry::<C>()
}

/// The whole catalog, in the order of the actors.
pub fn all() -> &'static [Entry] {
    static ALL: LazyLock<Vec<Entry>> = LazyLock::new(|| {
        let of_actors =
            [organization(), task(), user(), github_data(), audit_log(), sandbox(), runtime_messages::entries()];
        of_actors.into_iter().flatten().collect()
    });
    &ALL
}

fn organization() -> Vec<Entry> {
    vec![
        command::<organization::CreateTask>(),
        command::<organization::RegisterTaskBranch>(),
        command::<organization::RefreshTaskSummaryForBranch>(),
        command::<organization::ApplyCheck>(),
        command::<organization::ApplyChecks>(),
        command::<organization::ApplyTaskSummaryUpdate>(),
        command::<organization::RemoveTaskSummary>(),
        command::<organization::ApplyGithubSyncProgress>(),
        command::<organization::RecordGithubWebhookReceipt>(),
        command::<organization::ApplyRepositories>(),
        command::<organization::ApplyMembers>(),
        command::<organization::LinkMember>(),
        command::<organization::UnlinkMember>(),
        entry::<organization::MemberRemoval>(),
        command::<organization::UpdateProfile>(),
        command::<organization::NoteAgentFinished>(),
        entry::<organization::Summary>(),
        entry::<organization::ListTasks>(),
        entry::<organization::GetTask>(),
        entry::<organization::GetTaskIndexEntry>(),
        entry::<organization::ListRepositories>(),
        entry::<organization::RepositoryOverview>(),
        entry::<organization::ListMembers>(),
        entry::<organization::GetMember>(),
    ]
}

fn task() -> Vec<Entry> {
    vec![
        command::<task::Initialize>(),
        command::<task::PullRequestSync>(),
        command::<task::Rename>(),
        command::<task::Archive>(),
        command::<task::Kill>(),
        command::<task::PutAway>(),
        command::<task::BringBack>(),
        command::<task::ChangeOwner>(),
        command::<task::ClearOwner>(),
        command::<task::CreateSession>(),
        command::<task::RenameSession>(),
        command::<task::ReorderSessions>(),
        command::<task::CloseSession>(),
        command::<task::SendMessage>(),
        command::<task::EditMessage>(),
        command::<task::RemoveMessage>(),
        command::<task::MoveMessage>(),
        command::<task::StopSession>(),
        command::<task::ResumeQueue>(),
        command::<task::SetSessionOption>(),
        command::<task::ChangeAgent>(),
        command::<task::ApplySession>(),
        command::<task::ApplyTurn>(),
        command::<task::ApplyBranch>(),
        entry::<task::Detail>(),
    ]
}

fn user() -> Vec<Entry> {
    vec![
        command::<user::SignIn>(),
        command::<user::ExtendSignIn>(),
        command::<user::EndSignIn>(),
        command::<user::EndAllSignIns>(),
        command::<user::RegisterApiToken>(),
        command::<user::RevokeApiToken>(),
        command::<user::DiscoverOrganizations>(),
        entry::<user::Discovery>(),
        command::<user::ApplyDiscovery>(),
        command::<user::ApplyMembership>(),
        command::<user::SelectOrganization>(),
        command::<user::SetPreferences>(),
        command::<user::DismissChecklist>(),
        command::<user::ArrangeSidebar>(),
        command::<user::SelectSession>(),
        command::<user::SetUnread>(),
        command::<user::MarkUnread>(),
        command::<user::Watch>(),
        command::<user::SaveDraft>(),
        entry::<user::GetApp>(),
        entry::<user::ListSignIns>(),
        command::<user::RenewToken>(),
        command::<user::ApplyRenewal>(),
        entry::<user::TokenExpiry>(),
        entry::<user::TokenRenewal>(),
        entry::<user::ListApiTokens>(),
        entry::<user::GetOverlay>(),
        entry::<user::GetDraft>(),
        entry::<user::Identify>(),
        entry::<user::GithubToken>(),
    ]
}

fn github_data() -> Vec<Entry> {
    vec![
        command::<github_data::SyncRepos>(),
        command::<github_data::ConnectAccount>(),
        command::<github_data::ReloadRepository>(),
        command::<github_data::TakeDelivery>(),
        command::<github_data::CheckInstallation>(),
        command::<github_data::CheckMembership>(),
        command::<github_data::ClearState>(),
        command::<github_data::HandlePullRequestWebhook>(),
        command::<github_data::HandleRepositoryWebhook>(),
        command::<github_data::HandleBranchWebhook>(),
        command::<github_data::HandleMemberWebhook>(),
        entry::<github_data::FullSync>(),
        entry::<github_data::RepositoryReload>(),
        entry::<github_data::InstallationCheck>(),
        entry::<github_data::MembershipCheck>(),
        entry::<github_data::GetSummary>(),
        entry::<github_data::GetRepository>(),
        entry::<github_data::ResolveAccount>(),
    ]
}

fn audit_log() -> Vec<Entry> {
    vec![command::<audit_log::Append>(), entry::<audit_log::List>()]
}

fn sandbox() -> Vec<Entry> {
    vec![
        command::<sandbox::OpenSession>(),
        command::<sandbox::EndSession>(),
        command::<sandbox::ApplyProvisioning>(),
        command::<sandbox::Destroy>(),
        command::<sandbox::StartOver>(),
        command::<sandbox::Stop>(),
        command::<sandbox::Extend>(),
        command::<sandbox::ClearCredentials>(),
        command::<sandbox::ReplaceCredentials>(),
        command::<sandbox::RunTurn>(),
        command::<sandbox::StopTurn>(),
        command::<sandbox::NotePermission>(),
        command::<sandbox::SteerTurn>(),
        command::<sandbox::NoteSteered>(),
        command::<sandbox::SetUpSession>(),
        command::<sandbox::NoteOptions>(),
        command::<sandbox::ExpirePermission>(),
        command::<sandbox::UploadImage>(),
        command::<sandbox::AnswerPermission>(),
        command::<sandbox::CreateProcess>(),
        command::<sandbox::RenameProcess>(),
        command::<sandbox::StopProcess>(),
        command::<sandbox::KillProcess>(),
        command::<sandbox::RemoveProcess>(),
        command::<sandbox::ApplyProcess>(),
        command::<sandbox::RefreshGit>(),
        command::<sandbox::Push>(),
        command::<sandbox::PublishPullRequest>(),
        command::<sandbox::ReadyPullRequest>(),
        command::<sandbox::SyncWithBase>(),
        command::<sandbox::AbortSync>(),
        command::<sandbox::MergePullRequest>(),
        command::<sandbox::RevertFile>(),
        command::<sandbox::UndoRevert>(),
        command::<sandbox::ApplyGit>(),
        entry::<sandbox::Provisioning>(),
        entry::<sandbox::Destruction>(),
        entry::<sandbox::Extending>(),
        entry::<sandbox::Clearing>(),
        entry::<sandbox::Replacing>(),
        entry::<sandbox::Turn>(),
        entry::<sandbox::Attending>(),
        entry::<sandbox::SandboxDetail>(),
        entry::<sandbox::Events>(),
        entry::<sandbox::Permissions>(),
        entry::<sandbox::Agents>(),
        entry::<sandbox::SessionOptions>(),
        entry::<sandbox::GetImage>(),
        entry::<sandbox::ProcessStart>(),
        entry::<sandbox::ProcessEnding>(),
        entry::<sandbox::ListProcesses>(),
        entry::<sandbox::ProcessLog>(),
        entry::<sandbox::GitRefresh>(),
        entry::<sandbox::GitRun>(),
        entry::<sandbox::GetGitState>(),
        entry::<sandbox::GetChanges>(),
        entry::<sandbox::GetDiff>(),
        entry::<sandbox::ListFiles>(),
        entry::<sandbox::GetFile>(),
        entry::<sandbox::GetPicture>(),
        entry::<sandbox::ListPaths>(),
        entry::<sandbox::GetChecks>(),
    ]
}

/// The message of this subject, if there is one.
pub fn find(actor: Actor, kind: Kind, name: &str) -> Option<&'static Entry> {
    all().iter().find(|entry| entry.actor == actor && entry.kind == kind && entry.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_a_messages_values_is_not_the_message() {
        assert!(decode::<task::Rename>(br#"{"title":"x"}"#).is_ok());
        assert!(matches!(decode::<task::Rename>(br#" ["x"]"#), Err(InvalidBody::Shape { .. })));
        assert!(decode::<organization::Summary>(b"[]").is_err());
    }

    #[test]
    fn what_is_no_character_that_can_be_kept_is_replaced_and_an_escaped_backslash_begins_none() {
        let title = |json: &str| decode::<task::Rename>(json.as_bytes()).expect("a message").title;
        assert_eq!(title(r#"{"title":"a\u0000b"}"#), "a\u{fffd}b");
        assert_eq!(title(r#"{"title":"a\\u0000b"}"#), r"a\u0000b");
        assert_eq!(title(r#"{"title":"\\\u0000\n"}"#), "\\\u{fffd}\n");
        assert_eq!(title(r#"{"title":"\ud83d\ude80 \u00e9 \\ud800"}"#), r"🚀 é \ud800");
        for half in [r"\ud83d", r"\uDE80", r"\ude80\ud83d", r"\ud83d\u0041", r"\ud83d\n", r"\ud83d\ud83d\ude80"] {
            let title = title(&format!(r#"{{"title":"a{half}"}}"#));
            assert!(title.starts_with("a\u{fffd}"), "{half} {title}");
        }
        for unfinished in [r#"{"title":"\ud8"#, r#"{"title":"\"#, r#"{"title":"\u+123"}"#] {
            assert!(keepable::json(unfinished.as_bytes()).is_none());
            assert!(decode::<task::Rename>(unfinished.as_bytes()).is_err());
        }
    }

    #[test]
    fn a_refusal_does_not_repeat_all_that_was_sent() {
        let long = format!(r#"{{"{}":1}}"#, "x".repeat(100_000));
        let refused = decode::<task::Rename>(long.as_bytes()).expect_err("refused").to_string();
        assert!(refused.len() < 3_000 && refused.contains("unknown field"), "{}", refused.len());
    }

    /// The parts of a schema that have no end, by their paths.
    fn endless(schema: &serde_json::Value, root: &serde_json::Value, path: &str, found: &mut Vec<String>) {
        let has = |name: &str| schema.get(name).is_some();
        let is = |name: &str| match &schema["type"] {
            serde_json::Value::String(one) => one == name,
            serde_json::Value::Array(several) => several.iter().any(|one| one == name),
            _ => false,
        };
        if is("string") && !["maxLength", "pattern", "enum", "const"].into_iter().any(has) {
            found.push(path.to_owned());
        }
        if is("array") && !has("maxItems") {
            found.push(path.to_owned());
        }
        if let Some(name) = schema["$ref"].as_str() {
            let definition = root.pointer(name.strip_prefix('#').expect("its own")).expect("a definition");
            endless(definition, root, path, found);
        }
        for (name, part) in schema["properties"].as_object().into_iter().flatten() {
            endless(part, root, &format!("{path}.{name}"), found);
        }
        for name in ["anyOf", "oneOf", "allOf"] {
            schema[name].as_array().into_iter().flatten().for_each(|part| endless(part, root, path, found));
        }
        if has("items") {
            endless(&schema["items"], root, &format!("{path}[]"), found);
        }
    }

    #[test]
    fn nothing_that_people_send_is_without_end() {
        let mut found = Vec::new();
        for entry in all().iter().filter(|entry| entry.access != Access::Service) {
            let (schema, name) = (entry.input.as_value(), format!("{}.{}", entry.actor.token(), entry.name));
            endless(schema, schema, &name, &mut found);
            let limit = &schema["properties"]["limit"];
            if !limit.is_null() {
                assert!(limit["minimum"] == 1 && limit["maximum"].is_u64(), "{name}.limit: {limit}");
            }
        }
        assert!(found.is_empty(), "no maxLength or maxItems: {found:#?}");
    }

    #[test]
    fn nothing_is_an_empty_object() {
        assert!(decode::<organization::Summary>(b" \n").is_ok());
        assert!(decode::<task::Rename>(b"").is_err());
    }
}
