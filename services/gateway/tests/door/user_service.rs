//! A user service that keeps everything in memory: it knows credentials, and does the commands that the door sends itself.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_nats::{Client, Message};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contracts::organization::Role;
use contracts::user::{
    AccessRead, ApiToken, Credential, Identified, OrganizationRole, Person, RegisterApiToken, SignIn, TokenScope,
};
use contracts::{Outcome, SignInId, UserId, subject};
use futures::StreamExt;
use messaging::Tasks;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

#[derive(Clone)]
pub struct UserService {
    nats: Client,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    people: BTreeMap<String, Account>,
    /// By hash: whose.
    credentials: HashMap<String, (String, Credential)>,
    /// Every command that came, with its id, by its name.
    commands: Vec<Received>,
    /// How often it was asked whose a credential is.
    identified: usize,
    /// Commands of this name are stored and not done.
    silent: Option<String>,
}

#[derive(Clone)]
pub struct Received {
    pub name: String,
    pub user: String,
    pub id: String,
    pub caller: String,
    pub body: Value,
}

#[derive(Default)]
struct Account {
    login: String,
    roles: BTreeMap<String, Role>,
    revision: i64,
}

impl UserService {
    pub async fn start(nats: Client, tasks: &Tasks) -> Self {
        let service = Self { nats: nats.clone(), state: Arc::default() };
        let queries = nats.subscribe("user.query.>").await.expect("subscribed");
        let commands = nats.subscribe("user.command.>").await.expect("subscribed");
        nats.flush().await.expect("flushed");
        let (asked, told) = (service.clone(), service.clone());
        tasks.serve("user queries", queries.for_each(move |message| asked.clone().answer(message)));
        tasks.serve("user commands", commands.for_each(move |message| told.clone().obey(message)));
        service
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody with these roles.
    pub fn person(&self, user: &str, roles: &[(&str, Role)]) {
        let roles = roles.iter().map(|(organization, role)| ((*organization).to_owned(), *role)).collect();
        let mut state = self.state();
        let account = state.people.entry(user.to_owned()).or_default();
        *account = Account { login: format!("{user}-login"), roles, revision: account.revision + 1 };
    }

    /// Signs them in; the cookie's value.
    pub fn sign_in(&self, user: &str) -> String {
        self.sign_in_seen(user, messaging::now(), i64::MAX)
    }

    pub fn sign_in_seen(&self, user: &str, seen_at: i64, expires_at: i64) -> String {
        let secret = secret();
        self.state().add(user, &secret, Credential::SignIn { sign_in_id: sign_in_id(&secret), seen_at, expires_at });
        secret
    }

    /// Gives them an API token; its text.
    pub fn token(&self, user: &str, scope: TokenScope, organizations: &[&str]) -> String {
        let secret = format!("fdy_{}", secret());
        let token = ApiToken {
            api_token_id: sign_in_id(&secret).as_str().parse().expect("an id"),
            name: "script".into(),
            scope,
            organizations: organizations.iter().map(|id| id.parse().expect("an id")).collect(),
            created_at: 0,
            expires_at: None,
        };
        self.state().add(user, &secret, Credential::ApiToken(token));
        secret
    }

    /// Changes what somebody is in an organization, and tells.
    pub async fn set_role(&self, user: &str, organization: &str, role: Option<Role>) {
        {
            let mut state = self.state();
            let account = state.people.get_mut(user).expect("a person");
            match role {
                Some(role) => account.roles.insert(organization.to_owned(), role),
                None => account.roles.remove(organization),
            };
        }
        self.tell(user).await;
    }

    /// Ends the sign-in or token with this text, and tells.
    pub async fn end(&self, text: &str) {
        let (user, _) = self.state().credentials.remove(&hash(text)).expect("a credential");
        self.tell(&user).await;
    }

    /// Ends it where it is kept, and nothing is told: as when the connection to whoever should hear is away.
    pub fn end_silently(&self, text: &str) {
        self.state().credentials.remove(&hash(text)).expect("a credential");
    }

    pub fn be_silent(&self, command: Option<&str>) {
        self.state().silent = command.map(str::to_owned);
    }

    pub fn commands(&self, name: &str) -> Vec<Received> {
        self.state().commands.iter().filter(|command| command.name == name).cloned().collect()
    }

    pub fn identified(&self) -> usize {
        self.state().identified
    }

    /// The access view's next revision.
    async fn tell(&self, user: &str) {
        let (revision, access) = {
            let mut state = self.state();
            let access = state.access(user);
            let account = state.people.get_mut(user).expect("a person");
            account.revision += 1;
            (account.revision, access)
        };
        let body = json!({"revision": revision, "value": access}).to_string();
        self.nats.request(format!("$KV.views.user.{user}.access"), body.into()).await.expect("stored");
    }

    async fn answer(self, message: Message) {
        let Some(reply) = message.reply.clone() else { return };
        let parts: Vec<_> = message.subject.split('.').collect();
        let answer = match parts.as_slice() {
            [_, _, "identify", hash] => {
                json!({ "person": self.state().identify(hash).person })
            }
            [_, _, "app", user] => self.state().app(user),
            [_, _, "signIns", user] => self.state().sign_ins(user),
            _ => json!({ "asked": message.subject.as_str() }),
        };
        self.nats.publish(reply, answer.to_string().into()).await.expect("published");
    }

    async fn obey(self, message: Message) {
        let header = |name: &str| {
            let headers = message.headers.as_ref();
            headers.and_then(|headers| Some(headers.get(name)?.as_str().to_owned())).unwrap_or_default()
        };
        let parts = subject::parse(&message.subject).expect("a command");
        let received = Received {
            name: parts.name.to_owned(),
            user: parts.key[0].to_owned(),
            id: header("Foundry-Command-Id"),
            caller: header("Foundry-Caller"),
            body: serde_json::from_slice(&message.payload).unwrap_or_default(),
        };
        let (reply, changed) = {
            let mut state = self.state();
            state.commands.push(received.clone());
            if state.silent.as_deref() == Some(parts.name) {
                return;
            }
            state.done(&received)
        };
        if changed {
            self.tell(&received.user).await;
        }
        let to = header("Foundry-Reply");
        if !to.is_empty() {
            let outcome = serde_json::to_vec(&Outcome::Done { id: received.id, reply }).expect("JSON");
            self.nats.publish(to, outcome.into()).await.expect("published");
        }
    }
}

impl State {
    /// Untold: whoever asks learns it before the view does.
    fn add(&mut self, user: &str, secret: &str, credential: Credential) {
        self.people.get_mut(user).expect("a person").revision += 1;
        self.credentials.insert(hash(secret), (user.to_owned(), credential));
    }

    fn identify(&mut self, hash: &str) -> Identified {
        self.identified += 1;
        let person = self.credentials.get(hash).cloned().and_then(|(user, credential)| {
            let account = self.people.get(&user)?;
            let user_id: UserId = user.parse().expect("an id");
            let (login, revision) = (account.login.clone(), account.revision);
            Some(Person { user_id, login, credential, access: self.access(&user), revision })
        });
        Identified { person }
    }

    fn access(&self, user: &str) -> AccessRead {
        let mut access = AccessRead::default();
        let roles = self.people.get(user).map(|account| account.roles.clone()).unwrap_or_default();
        access.organizations = roles
            .into_iter()
            .map(|(id, role)| OrganizationRole { organization_id: id.parse().expect("an id"), role })
            .collect();
        for (_, credential) in self.credentials.values().filter(|(whose, _)| whose == user) {
            match credential {
                Credential::SignIn { sign_in_id, .. } => access.sign_ins.push(sign_in_id.clone()),
                Credential::ApiToken(token) => access.api_tokens.push(token.api_token_id.clone()),
            }
        }
        access
    }

    fn app(&self, user: &str) -> Value {
        let account = &self.people[user];
        let organizations: Vec<_> = account
            .roles
            .iter()
            .map(|(id, role)| {
                json!({
                    "organizationId": id, "login": id, "displayName": format!("The <{id}> team"), "role": role,
                    "kind": "organization", "installationStatus": "installRequired", "syncStatus": "synced",
                    "lastSyncAt": 1_700_000_000_000_i64,
                })
            })
            .collect();
        json!({
            "userId": user, "organizations": organizations, "activeOrganizationId": null, "checklist": null,
            "profile": {"login": account.login, "name": "Ada <Lovelace>", "email": null, "avatarUrl": null},
            "discovery": {"status": "done", "message": null, "discoveredAt": null},
            "preferences": {"defaultModel": null, "colourMode": "system"},
        })
    }

    fn sign_ins(&self, user: &str) -> Value {
        let own = self.credentials.values().filter(|(whose, _)| whose == user);
        let sign_ins = own.filter_map(|(_, credential)| match credential {
            Credential::SignIn { sign_in_id, .. } => Some(json!({
                "signInId": sign_in_id, "userAgent": "A browser", "createdAt": 0, "seenAt": 0, "expiresAt": 1,
            })),
            Credential::ApiToken(_) => None,
        });
        json!({ "signIns": sign_ins.collect::<Vec<_>>() })
    }

    /// Does a command: its reply, and whether what the person may do is another now.
    fn done(&mut self, command: &Received) -> (Value, bool) {
        let user = &command.user;
        match command.name.as_str() {
            "signIn" => {
                let sign_in: SignIn = serde_json::from_value(command.body.clone()).expect("a sign-in");
                let account = self.people.entry(user.clone()).or_default();
                account.login = sign_in.profile.login;
                let id = sign_in.sign_in_id.clone();
                let credential =
                    Credential::SignIn { sign_in_id: sign_in.sign_in_id, seen_at: 0, expires_at: sign_in.expires_at };
                self.credentials.insert(sign_in.credential.to_string(), (user.clone(), credential));
                (json!({"userId": user, "signInId": id}), true)
            }
            "endSignIn" | "endAllSignIns" => {
                let before = self.credentials.len();
                let (one, except) = (command.body["signInId"].as_str(), command.body["except"].as_str());
                self.credentials.retain(|_, (whose, credential)| match credential {
                    Credential::SignIn { sign_in_id, .. } if whose == user => {
                        one.is_some_and(|one| one != sign_in_id.as_str()) || except == Some(sign_in_id.as_str())
                    }
                    _ => true,
                });
                (json!({"ended": before - self.credentials.len()}), true)
            }
            "registerApiToken" => {
                let new: RegisterApiToken = serde_json::from_value(command.body.clone()).expect("a token");
                let RegisterApiToken { api_token_id, credential, name, scope, organizations, expires_at } = new;
                let token = ApiToken { api_token_id, name, scope, organizations, created_at: 0, expires_at };
                let reply = serde_json::to_value(&token).expect("JSON");
                self.credentials.insert(credential.to_string(), (user.clone(), Credential::ApiToken(token)));
                (reply, true)
            }
            "saveDraft" => (json!({"updatedAt": 1}), false),
            _ => (json!({}), false),
        }
    }
}

/// As the door makes them; each is another.
fn secret() -> String {
    let bits = [uuid::Uuid::new_v4().into_bytes(), uuid::Uuid::new_v4().into_bytes()].concat();
    URL_SAFE_NO_PAD.encode(bits)
}

fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

/// One that the tests can tell from the secret.
pub fn sign_in_id(secret: &str) -> SignInId {
    hash(secret)[..32].parse().expect("an id")
}
