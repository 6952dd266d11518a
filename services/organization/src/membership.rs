//! What follows when somebody joins, leaves, or becomes another to the organization.

use contracts::{Millis, OrganizationId, organization::MemberRemoval, user::DiscoverOrganizations};
use runtime::{Cx, Handled, WhenActive};

use crate::{
    cards,
    people::Change,
    profile::Profile,
    store::{self, members::Revised},
    views,
};

/// How sure it is that somebody has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// GitHub was asked.
    Holds,
    /// It was delivered: GitHub is being asked, and says so if they belong.
    MayBeLate,
}

/// GitHub's answer about one person is here within a second or two; while GitHub is in trouble it is asked three times more
/// in so long. Meanwhile the credentials of whoever has left stay in their sandboxes, so it is not long.
pub const DOUBT_MS: Millis = 30_000;

/// Stores the changes and tells whoever they concern. Says whether there was any news among them.
pub async fn take_in(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    profile: Option<&Profile>,
    changes: Vec<Change>,
    word: Word,
) -> Handled<bool> {
    if changes.is_empty() {
        return Ok(false);
    }
    let people: Vec<_> = changes.iter().map(|change| &change.after).collect();
    let revisions = store::members::save(cx.write().await?, organization_id, &people).await?;

    let is_news = changes.iter().any(Change::is_news);
    for (change, revision) in changes.into_iter().zip(revisions) {
        if change.has_left() {
            start_removal(cx, organization_id, &change, word).await?;
        }
        tell(cx, organization_id, profile, change, revision)?;
    }
    Ok(is_news)
}

fn tell(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    profile: Option<&Profile>,
    change: Change,
    revision: i64,
) -> Handled<()> {
    let user_id = &change.after.user_id;
    match change.after.member() {
        _ if !change.is_seen() => {}
        Some(member) => views::member_changed(cx, organization_id, &member, revision)?,
        None => views::member_removed(cx, organization_id, user_id, revision)?,
    }
    // Whoever joins a synced organization may have signed in before, and looks for their organizations only then.
    let is_synced = profile.is_some_and(|profile| profile.github.last_sync_at.is_some());
    if change.has_joined() && !change.after.linked && is_synced {
        cx.send(user_id, &DiscoverOrganizations {})?;
    }
    if let Some(profile) = profile.filter(|_| change.concerns_them()) {
        cards::tell(cx, organization_id, profile, &Revised { person: change.after, revision })?;
    }
    Ok(())
}

/// Their access has ended with this transaction; what takes longer follows.
async fn start_removal(cx: &mut Cx, organization_id: &OrganizationId, change: &Change, word: Word) -> Handled<()> {
    let user_id = change.after.user_id.clone();
    let workflow_id = format!("memberRemoval.{organization_id}.{user_id}");
    let login = change.after.login.clone().unwrap_or_default();
    let left_at = cx.now;
    let clears_at = (word == Word::MayBeLate).then_some(left_at + DOUBT_MS);
    let removal = MemberRemoval { user_id, login, left_at, clears_at };
    // Left again while the first leaving is still worked on: tasks that became theirs in between come after that.
    cx.start::<MemberRemoval>(organization_id, &workflow_id, &removal, WhenActive::RunAgain).await?;
    Ok(())
}
