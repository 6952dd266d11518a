//! Changes how the organization is shown.

use contracts::{
    OrganizationId,
    organization::{OrganizationProfile, UpdateProfile},
};
use runtime::{Cx, Handled};
use serde_json::{Map, Value, json};

use crate::{audit, cards, error::OrganizationError, store, views};

/// What was chosen before, chosen again, changes nothing.
pub async fn update_profile(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: UpdateProfile,
) -> Handled<OrganizationProfile> {
    let before = store::profiles::find(cx.read().await?, &organization_id).await?.ok_or(OrganizationError::Unknown)?;

    let chosen = before.chosen.with(command)?;
    if chosen == before.chosen {
        return Ok(before.shown(&organization_id));
    }

    let profile = store::profiles::save_chosen(cx.write().await?, &organization_id, &chosen).await?;

    let (was, is) = (before.shown(&organization_id), profile.shown(&organization_id));
    audit::happened(cx, &organization_id, "organization.profile_updated", differences(&was, &is))?;
    views::profile_changed(cx, &organization_id, &profile)?;
    cards::changed(cx, &organization_id, Some(&before), &profile).await?;
    Ok(is)
}

/// The fields that are others now, each with what it was and is.
fn differences(was: &OrganizationProfile, is: &OrganizationProfile) -> Value {
    let fields = [
        ("displayName", json!(was.display_name), json!(is.display_name)),
        ("slug", json!(was.slug), json!(is.slug)),
        ("primaryDomain", json!(was.primary_domain), json!(is.primary_domain)),
    ];
    let changed = fields.into_iter().filter(|(_, was, is)| was != is);
    let changed: Map<_, _> =
        changed.map(|(field, was, is)| (field.to_owned(), json!({ "from": was, "to": is }))).collect();
    Value::Object(changed)
}

#[cfg(test)]
mod tests {
    use contracts::{audit_log::Append, organization::Summary, user::ApplyMembership};

    use super::*;
    use crate::testing::{Acme, linked};

    fn wish() -> UpdateProfile {
        UpdateProfile {
            display_name: Some(" Acme & Söhne ".into()),
            slug: Some("acme-and-sons".into()),
            primary_domain: Some("Acme.dev".into()),
        }
    }

    #[tokio::test]
    async fn what_an_admin_chooses_is_shown_told_and_noted() {
        let acme = Acme::connected().await;
        acme.done(&linked(7, "bob")).await;
        let handling = acme.send(&wish()).await;

        let profile = handling.outcome.as_ref().unwrap();
        assert_eq!((profile.display_name.as_str(), profile.slug.as_str()), ("Acme & Söhne", "acme-and-sons"));
        assert_eq!(profile.primary_domain.as_deref(), Some("acme.dev"));
        let summary = acme.asks(&Summary {}).await;
        assert_eq!(&summary.profile, profile);
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!(shown.key, "organization.acme.profile");
        assert_eq!(shown.value.unwrap()["displayName"], "Acme & Söhne");
        let [(key, told)] = handling.sent::<ApplyMembership>().try_into().unwrap();
        assert_eq!((key.as_str(), told.organization.display_name.as_str()), ("u7", "Acme & Söhne"));
        let [(_, append)] = handling.sent::<Append>().try_into().unwrap();
        assert_eq!(append.event, "organization.profile_updated");
        assert_eq!(append.details["slug"], json!({ "from": "acme", "to": "acme-and-sons" }));
        assert_eq!(append.details["displayName"]["from"], "Acme");
    }

    #[tokio::test]
    async fn what_is_chosen_already_changes_nothing() {
        let acme = Acme::connected().await;
        let profile = acme.done(&wish()).await;
        assert_eq!(acme.done_without_change(&wish()).await, profile);
        assert_eq!(acme.done_without_change(&UpdateProfile::default()).await, profile);
    }

    #[tokio::test]
    async fn members_hear_of_another_name_and_not_of_another_slug() {
        let acme = Acme::connected().await;
        acme.done(&linked(7, "bob")).await;
        let handling = acme.send(&UpdateProfile { display_name: None, ..wish() }).await;
        assert!(handling.sent::<ApplyMembership>().is_empty());
        assert!(!handling.sent::<Append>()[0].1.details.as_object().unwrap().contains_key("displayName"));
    }

    #[tokio::test]
    async fn an_empty_domain_removes_it() {
        let acme = Acme::connected().await;
        acme.done(&wish()).await;
        let none = UpdateProfile { primary_domain: Some(String::new()), ..UpdateProfile::default() };
        let profile = acme.done(&none).await;
        assert_eq!((profile.primary_domain, profile.slug.as_str()), (None, "acme-and-sons"));
    }

    #[tokio::test]
    async fn a_wish_with_anything_wrong_changes_nothing() {
        let acme = Acme::connected().await;
        acme.done(&wish()).await;
        let named = |name: &str| UpdateProfile { display_name: Some(name.into()), ..UpdateProfile::default() };
        acme.refused(&named(" \u{200b}"), "organization.display_name_is_blank").await;
        acme.refused(&named("a\nb"), "organization.display_name_is_not_one_line").await;
        acme.refused(&named(&"🎉".repeat(101)), "organization.display_name_is_too_long").await;
        let slug = UpdateProfile { slug: Some("Acme".into()), ..wish() };
        acme.refused(&slug, "organization.slug_is_malformed").await;
        let domain = UpdateProfile { primary_domain: Some("acme".into()), ..wish() };
        acme.refused(&domain, "organization.domain_is_malformed").await;
    }

    #[tokio::test]
    async fn an_organization_that_nobody_knows_has_no_profile() {
        Acme::unknown().await.refused(&wish(), "organization.unknown").await;
    }
}
