//! `githubData.workflow.membershipCheck`: whether one person belongs, by GitHub's own answer.
//!
//! `begin` → `ask`; where the App is not installed, `end` instead of `ask`.

use std::sync::Arc;

use contracts::{
    Millis, OrganizationId, UserId,
    github_data::{MembershipCheck, MembershipChecked, SyncRepos},
    organization::Member,
};
use futures::FutureExt;
use runtime::{Cx, Handled, Run};
use serde::{Deserialize, Serialize};

use super::patience::Steps;
use crate::{
    github::{Github, GithubError, Membership, MembershipOf},
    store, tell,
};

/// Whom to ask about, and as which installation. Recorded by the first step.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Begun {
    organization_id: OrganizationId,
    user_id: UserId,
    unnamed_at: Option<Millis>,
    /// `None`: the App is not installed, and nobody can be asked.
    asking: Option<Asking>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asking {
    installation_id: u64,
    membership: MembershipOf,
}

/// What GitHub said, of the moment before it was asked: what a webhook says after it is newer.
struct Answer {
    said: Said,
    observed_at: Millis,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    Of(Membership),
    /// The App sees nobody's membership: it is not there, or has no permission to. Each person's own list is all there is.
    NothingOfAnybody,
}

pub async fn membership_check(
    run: Run,
    organization_id: OrganizationId,
    input: MembershipCheck,
    github: Github,
) -> Handled<MembershipChecked> {
    let steps = Steps::new(run, github, organization_id);
    let begun = Arc::new(begin(&steps, input).await?);
    let Some(asking) = &begun.asking else { return without_the_app(&steps, &begun).await };
    // While the App is suspended the run is refused, and nothing follows: a sync asks about everybody when it is back.
    let fetch = || ask(&steps.github, asking, begun.unnamed_at.is_some());
    steps.read("ask", None, &begun, fetch, |cx, begun, answer| save(cx, begun, answer).boxed()).await
}

async fn begin(steps: &Steps, input: MembershipCheck) -> Handled<Begun> {
    let organization_id = steps.organization_id.clone();
    steps
        .run
        .commit("begin", move |cx| {
            let (organization_id, input) = (organization_id.clone(), input.clone());
            async move {
                let github = store::accounts::read(cx.read().await?, &organization_id).await?.github;
                let known = github.installation_id.zip(github.account_id);
                let MembershipCheck { user_id, login, unnamed_at } = input;
                let asking = known.map(|(installation_id, account_id)| {
                    let (organization_login, user_id) = (github.connected_account, user_id.clone());
                    Asking {
                        installation_id,
                        membership: MembershipOf { organization_login, account_id, login, user_id },
                    }
                });
                Ok(Begun { organization_id, user_id, unnamed_at, asking })
            }
            .boxed()
        })
        .await
}

async fn without_the_app(steps: &Steps, begun: &Arc<Begun>) -> Handled<MembershipChecked> {
    let Some(observed_at) = begun.unnamed_at else { return Ok(MembershipChecked { role: None, sync: false }) };
    steps
        .run
        .commit("end", |cx| {
            let (begun, answer) = (begun.clone(), Answer { said: Said::NothingOfAnybody, observed_at });
            save(cx, begun, answer).boxed()
        })
        .await
}

async fn ask(github: &Github, asking: &Asking, is_unnamed: bool) -> Result<Answer, GithubError> {
    let observed_at = runtime::now();
    let said = match is_unnamed {
        true => ask_before_the_end(github, asking).await?,
        false => Said::Of(github.membership_of(asking.installation_id, &asking.membership).await?),
    };
    Ok(Answer { said, observed_at })
}

/// Where the answer puts somebody out, it must be about them and their organization, whatever they are called now.
async fn ask_before_the_end(github: &Github, asking: &Asking) -> Result<Said, GithubError> {
    let Asking { installation_id: id, membership: asked } = asking;
    let membership = github.membership_by_number(*id, asked).await?;
    Ok(match membership {
        // Of an organization that is called otherwise meanwhile GitHub says that nobody belongs.
        Membership::None if !github.is_called(*id, &asked.account_id, &asked.organization_login).await? => {
            Said::Of(Membership::SomebodyElses)
        }
        Membership::NotShown if !github.reads_members(*id).await? => Said::NothingOfAnybody,
        other => Said::Of(other),
    })
}

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
enum Follows {
    IsLetIn(Member),
    HasLeft,
    /// Everything is read again.
    IsUnclear,
    Nothing,
}

/// Whoever belongs is let in. Whoever is found neither here nor in their own list has left; of others that is no proof, as
/// a login may have changed meanwhile: where one is known as a member, everything is read again. A refusal says nothing.
fn follows(said: Said, is_unnamed: bool, is_known: bool) -> Follows {
    match said {
        Said::Of(Membership::Active(member)) => Follows::IsLetIn(member),
        Said::Of(Membership::None) | Said::NothingOfAnybody if is_unnamed => Follows::HasLeft,
        Said::Of(Membership::None) if is_known => Follows::IsUnclear,
        Said::Of(Membership::SomebodyElses) => Follows::IsUnclear,
        Said::Of(Membership::None | Membership::NotShown) | Said::NothingOfAnybody => Follows::Nothing,
    }
}

async fn save(cx: &mut Cx, begun: Arc<Begun>, answer: Answer) -> Handled<MembershipChecked> {
    let Begun { organization_id, user_id, unnamed_at, .. } = begun.as_ref();
    let Answer { said, observed_at } = answer;
    let is_known = store::members::role(cx.read().await?, organization_id, user_id).await?.is_some();
    match follows(said, unnamed_at.is_some(), is_known) {
        Follows::IsLetIn(member) => {
            let (role, one) = (Some(member.role), std::slice::from_ref(&member));
            store::members::upsert(cx.write().await?, organization_id, one, observed_at).await?;
            tell::members(cx, organization_id, vec![member], observed_at)?;
            Ok(MembershipChecked { role, sync: false })
        }
        Follows::HasLeft => {
            let left = vec![user_id.clone()];
            store::members::remove(cx.write().await?, organization_id, &left, observed_at).await?;
            tell::members_left(cx, organization_id, left, observed_at)?;
            Ok(MembershipChecked { role: None, sync: false })
        }
        Follows::IsUnclear => {
            let sync = SyncRepos { label: Some("Members changed".to_owned()), ..SyncRepos::default() };
            cx.send(organization_id, &sync)?;
            Ok(MembershipChecked { role: None, sync: true })
        }
        Follows::Nothing => Ok(MembershipChecked { role: None, sync: false }),
    }
}

#[cfg(test)]
mod tests {
    use github_standin::changes::{RemoveMember, RenameAccount, SuspendInstallation};
    use runtime::testing::Ran;
    use serde_json::json;
    use sqlx::PgPool;

    use super::*;
    use crate::{
        account::Account,
        testing::{BRIGHTWATER, Syncing},
    };

    fn bob(syncing: &Syncing) -> UserId {
        UserId::for_number(syncing.standin.world().account("bob").unwrap().id)
    }

    fn said_of(user_id: UserId) -> MembershipCheck {
        MembershipCheck { user_id, login: "bob".into(), unnamed_at: None }
    }

    fn unnamed(user_id: UserId) -> MembershipCheck {
        MembershipCheck { unnamed_at: Some(5), ..said_of(user_id) }
    }

    async fn connected(pool: &PgPool, installation: &crate::github::Installation) {
        let mut account = Account::unknown(&BRIGHTWATER.parse().unwrap());
        account.connect(installation);
        store::accounts::save(&mut pool.acquire().await.unwrap(), &account, 1).await.unwrap();
    }

    async fn known_as_member(pool: &PgPool, user_id: &UserId) {
        let sql = "insert into members (organization_id, user_id, login, role, observed_at) values ($1, $2, 'bob', 'member', 1)";
        sqlx::query(sql).bind(BRIGHTWATER).bind(user_id.as_str()).execute(pool).await.unwrap();
    }

    fn told(ran: &Ran) -> Vec<&str> {
        let sent = ran.sent.iter().map(|(to, _)| to.as_str());
        sent.filter(|to| !to.starts_with("githubData.schedule.")).collect()
    }

    #[tokio::test]
    async fn whatever_happens_to_its_worker_who_belongs_is_let_in_once() {
        let syncing = Syncing::new(1).await;
        let installation = syncing.installation().await;
        let check = syncing.workflow(said_of(bob(&syncing))).await;
        let in_trouble = async |pool: &PgPool| {
            syncing.standin.mend();
            syncing.standin.fail_route(None, 502, 1);
            connected(pool, &installation).await;
        };
        let ran = check.withstands_faults(in_trouble, || syncing.asked()).await;

        assert_eq!((ran.status.as_str(), &ran.result), ("done", &json!({ "role": "member", "sync": false })));
        let let_in = ran.sent.iter().filter(|(to, _)| to == "organization.command.applyMembers.brightwater");
        let let_in: Vec<_> = let_in.map(|(_, body)| &body["members"][0]["login"]).collect();
        assert_eq!(let_in, ["bob"]);
    }

    #[tokio::test]
    async fn who_has_left_meanwhile_is_not_let_in() {
        let syncing = Syncing::new(1).await;
        let installation = syncing.installation().await;
        let check = syncing.workflow(said_of(bob(&syncing))).await;
        syncing
            .standin
            .apply(RemoveMember { organization: BRIGHTWATER.into(), login: "bob".into(), by: None })
            .unwrap();
        let ran = check.run(async |pool| connected(pool, &installation).await).await;
        assert_eq!((&ran.result, told(&ran)), (&json!({ "role": null, "sync": false }), vec![]));
    }

    #[tokio::test]
    async fn a_member_who_is_not_found_is_a_question_that_a_sync_answers() {
        let syncing = Syncing::new(1).await;
        let installation = syncing.installation().await;
        let user_id = bob(&syncing);
        let check = syncing.workflow(said_of(user_id.clone())).await;
        let renamed = RenameAccount { account: "bob".into(), login: "bobby".into(), by: None };
        syncing.standin.apply(renamed).unwrap();
        let there = async |pool: &PgPool| {
            connected(pool, &installation).await;
            known_as_member(pool, &user_id).await;
        };
        let ran = check.run(there).await;
        assert_eq!(told(&ran), ["githubData.command.syncRepos.brightwater"]);
    }

    #[tokio::test]
    async fn where_the_app_is_not_nothing_is_asked() {
        let syncing = Syncing::new(1).await;
        let check = syncing.workflow(said_of(bob(&syncing))).await;
        let ran = check.run(async |_| {}).await;
        assert_eq!((ran.status.as_str(), syncing.asked()), ("done", 0));
    }
    #[tokio::test]
    async fn who_is_not_named_by_their_own_list_stays_where_the_app_knows_them() {
        let syncing = Syncing::new(1).await;
        let installation = syncing.installation().await;
        let check = syncing.workflow(unnamed(bob(&syncing))).await;
        let ran = check.run(async |pool| connected(pool, &installation).await).await;
        assert_eq!(&ran.result, &json!({ "role": "member", "sync": false }));
        assert_eq!(ran.sent[0].1["removed"], json!([]));
    }

    #[tokio::test]
    async fn who_is_named_neither_by_their_own_list_nor_to_the_app_has_left() {
        let syncing = Syncing::new(1).await;
        let (installation, user_id) = (syncing.installation().await, bob(&syncing));
        let check = syncing.workflow(unnamed(user_id.clone())).await;
        syncing
            .standin
            .apply(RemoveMember { organization: BRIGHTWATER.into(), login: "bob".into(), by: None })
            .unwrap();
        let ran = check.run(async |pool| connected(pool, &installation).await).await;
        assert_eq!(ran.sent[0].1["removed"], json!([user_id]));
    }

    #[tokio::test]
    async fn where_the_app_sees_nobody_each_persons_own_list_is_all_there_is() {
        let syncing = Syncing::new(1).await;
        let (installation, user_id) = (syncing.installation().await, bob(&syncing));
        let check = syncing.workflow(unnamed(user_id.clone())).await;
        let refused = async |pool: &PgPool| {
            connected(pool, &installation).await;
            syncing.standin.set_app_reads_members(false);
        };
        let ran = check.run(refused).await;
        assert_eq!(ran.sent[0].1["removed"], json!([user_id]));
        syncing.standin.set_app_reads_members(true);

        let without = syncing.workflow(unnamed(user_id.clone())).await;
        let ran = without.withstands_faults(async |_| {}, || 0).await;
        assert_eq!((&ran.sent[0].1["removed"], &ran.sent[0].1["observedAt"]), (&json!([user_id]), &json!(5)));
    }

    #[tokio::test]
    async fn a_refusal_puts_nobody_out_where_the_app_may_see_who_belongs() {
        let syncing = Syncing::new(1).await;
        let installation = syncing.installation().await;
        let check = syncing.workflow(unnamed(bob(&syncing))).await;
        syncing.standin.fail_route(Some("GET /orgs/{organization}/memberships/{login}"), 403, 1);
        let ran = check.run(async |pool| connected(pool, &installation).await).await;
        assert_eq!((&ran.result, told(&ran)), (&json!({ "role": null, "sync": false }), vec![]));
    }

    #[tokio::test]
    async fn a_name_that_changed_unheard_puts_nobody_out_a_persons_or_the_organizations() {
        let syncing = Syncing::new(1).await;
        let (installation, user_id) = (syncing.installation().await, bob(&syncing));
        let check = syncing.workflow(unnamed(user_id.clone())).await;
        syncing.standin.rename_account("bob", "bobby").unwrap();
        let ran = check.run(async |pool| connected(pool, &installation).await).await;
        assert_eq!(ran.result, json!({ "role": "member", "sync": false }));

        let check = syncing.workflow(unnamed(user_id)).await;
        syncing.standin.rename_account(BRIGHTWATER, "darkwater").unwrap();
        let ran = check.run(async |pool| connected(pool, &installation).await).await;
        assert_eq!(told(&ran), ["githubData.command.syncRepos.brightwater"]);
    }

    #[tokio::test]
    async fn while_the_app_is_suspended_nobody_is_put_out_and_the_run_says_why() {
        let syncing = Syncing::new(1).await;
        let installation = syncing.installation().await;
        let check = syncing.workflow(unnamed(bob(&syncing))).await;
        syncing.standin.apply(SuspendInstallation { account: BRIGHTWATER.into(), by: None }).unwrap();
        let ran = check.run(async |pool| connected(pool, &installation).await).await;
        assert_eq!((&ran.result["code"], told(&ran)), (&json!("github.installation_closed"), vec![]));
    }

    #[test]
    fn only_what_github_says_of_them_ends_somebodys_membership() {
        use Membership::{None, NotShown, SomebodyElses};
        let of = |said: Said, is_unnamed| [false, true].map(|is_known| follows(said.clone(), is_unnamed, is_known));
        assert_eq!(of(Said::Of(None), true), [Follows::HasLeft, Follows::HasLeft]);
        assert_eq!(of(Said::Of(None), false), [Follows::Nothing, Follows::IsUnclear]);
        assert_eq!(of(Said::NothingOfAnybody, true), [Follows::HasLeft, Follows::HasLeft]);
        assert_eq!(of(Said::NothingOfAnybody, false), [Follows::Nothing, Follows::Nothing]);
        for is_unnamed in [false, true] {
            assert_eq!(of(Said::Of(NotShown), is_unnamed), [Follows::Nothing, Follows::Nothing]);
            assert_eq!(of(Said::Of(SomebodyElses), is_unnamed), [Follows::IsUnclear, Follows::IsUnclear]);
        }
    }
}
