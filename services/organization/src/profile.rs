//! The organization as a whole: how it is shown, and what an admin may choose of that.

use contracts::{
    Millis, OrganizationId,
    github_data::ContextOverrides,
    limit,
    organization::{AccountKind, GithubState, InstallationStatus, OrganizationProfile, SyncStatus, UpdateProfile},
    user::OrganizationCard,
};
use service_kit::text::{NoLine, line};

use crate::error::OrganizationError;

/// One label of a host name (RFC 1035, section 2.3.4).
const LABEL_CHARACTERS: usize = 63;

/// Said of an organization that nobody has synced.
const NEVER_SYNCED: &str = "Not synced with GitHub yet";

/// All that is kept of an organization as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    pub chosen: Chosen,
    pub github: GithubState,
    /// Of the newest report that was taken in; 0 before the first.
    pub github_revision: i64,
    pub last_webhook_at: Option<Millis>,
    pub last_webhook_event: Option<String>,
    /// The view's revision.
    pub revision: i64,
}

/// What an admin has chosen; `None`: nothing yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    pub display_name: Option<String>,
    pub slug: Option<String>,
    pub primary_domain: Option<String>,
}

impl Profile {
    /// How the organization is shown.
    pub fn shown(&self, organization_id: &OrganizationId) -> OrganizationProfile {
        let Chosen { display_name, slug, primary_domain } = self.chosen.clone();
        OrganizationProfile {
            display_name: display_name.unwrap_or_else(|| self.github.connected_account.clone()),
            slug: slug.unwrap_or_else(|| organization_id.to_string()),
            primary_domain,
        }
    }

    /// The organization as its members see it in their list.
    pub fn card(&self, organization_id: &OrganizationId) -> OrganizationCard {
        OrganizationCard {
            organization_id: organization_id.clone(),
            login: self.github.connected_account.clone(),
            display_name: self.shown(organization_id).display_name,
            kind: self.github.kind,
            installation_status: self.github.installation_status,
            sync_status: self.github.sync_status,
            last_sync_at: self.github.last_sync_at,
        }
    }
}

impl Chosen {
    /// With what is wished; what is left out stays. Refused as a whole when a part of it is.
    pub fn with(&self, wish: UpdateProfile) -> Result<Self, OrganizationError> {
        let display_name = wish.display_name.as_deref().map(display_name).transpose()?;
        let slug = wish.slug.as_deref().map(slug).transpose()?;
        let primary_domain = wish.primary_domain.as_deref().map(primary_domain).transpose()?;
        Ok(Self {
            display_name: display_name.or_else(|| self.display_name.clone()),
            slug: slug.or_else(|| self.slug.clone()),
            primary_domain: primary_domain.unwrap_or_else(|| self.primary_domain.clone()),
        })
    }
}

/// What is known of an organization's account before github-data has told: what its first member knows.
pub fn unsynced(organization_id: &OrganizationId, account: &ContextOverrides) -> GithubState {
    GithubState {
        connected_account: account.connected_account.clone().unwrap_or_else(|| organization_id.to_string()),
        kind: account.kind.unwrap_or(AccountKind::Organization),
        installation_status: account.installation_status.unwrap_or(InstallationStatus::InstallRequired),
        installation_id: account.installation_id,
        account_id: account.account_id.clone(),
        sync_status: SyncStatus::Pending,
        sync_phase: None,
        last_sync_label: NEVER_SYNCED.to_owned(),
        last_sync_at: None,
        sync_generation: 0,
        processed_repository_count: 0,
        total_repository_count: 0,
        failures: Vec::new(),
        rate_limit: None,
        waits_until: None,
        next_sync_at: None,
    }
}

fn display_name(text: &str) -> Result<String, OrganizationError> {
    let name = line(text, limit::NAME_CHARACTERS).map_err(|why| match why {
        NoLine::Blank => OrganizationError::DisplayNameIsBlank,
        NoLine::TooLong { got } => OrganizationError::DisplayNameIsTooLong { got },
        NoLine::SeveralLines => OrganizationError::DisplayNameIsNotOneLine,
    })?;
    if name.chars().any(turns_the_text) {
        return Err(OrganizationError::DisplayNameIsNotOneLine);
    }
    Ok(name.to_owned())
}

/// What turns the direction of the text around it: a name of one organization would rearrange the list of all
/// (<https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters>).
fn turns_the_text(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn slug(text: &str) -> Result<String, OrganizationError> {
    let is_legal = text.len() <= limit::SLUG_CHARACTERS && is_label(text) && !text.contains("--");
    if is_legal { Ok(text.to_owned()) } else { Err(OrganizationError::SlugIsMalformed) }
}

/// `None`: an empty one removes it. In lower case, as host names do not differ by case.
fn primary_domain(text: &str) -> Result<Option<String>, OrganizationError> {
    let domain = text.trim().to_ascii_lowercase();
    if domain.is_empty() {
        return Ok(None);
    }
    let labels: Vec<_> = domain.split('.').collect();
    let fits = domain.len() <= limit::DOMAIN_CHARACTERS && labels.len() >= 2;
    // No address: the last label of a host name is not a number (RFC 3696, section 2).
    let is_name = labels.last().is_some_and(|top| top.bytes().any(|byte| byte.is_ascii_lowercase()));
    let is_legal = fits && is_name && labels.iter().all(|label| label.len() <= LABEL_CHARACTERS && is_label(label));
    if is_legal { Ok(Some(domain)) } else { Err(OrganizationError::DomainIsMalformed) }
}

/// Small letters, digits and inner hyphens.
fn is_label(text: &str) -> bool {
    let is_legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.bytes().all(is_legal) && !text.starts_with('-') && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen() -> Chosen {
        let text = |text: &str| Some(text.to_owned());
        Chosen { display_name: text("Acme"), slug: text("acme"), primary_domain: text("acme.dev") }
    }

    fn named(name: &str) -> Result<Chosen, OrganizationError> {
        chosen().with(UpdateProfile { display_name: Some(name.into()), ..UpdateProfile::default() })
    }

    fn slugged(slug: &str) -> Result<Chosen, OrganizationError> {
        chosen().with(UpdateProfile { slug: Some(slug.into()), ..UpdateProfile::default() })
    }

    fn at(domain: &str) -> Result<Option<String>, OrganizationError> {
        let wish = UpdateProfile { primary_domain: Some(domain.into()), ..UpdateProfile::default() };
        chosen().with(wish).map(|chosen| chosen.primary_domain)
    }

    #[test]
    fn what_is_left_out_stays() {
        assert_eq!(chosen().with(UpdateProfile::default()), Ok(chosen()));
        assert_eq!(
            named(" Größe & Söhne 🚀 "),
            Ok(Chosen { display_name: Some("Größe & Söhne 🚀".into()), ..chosen() })
        );
        assert_eq!(slugged("acme-2"), Ok(Chosen { slug: Some("acme-2".into()), ..chosen() }));
    }

    #[test]
    fn what_cannot_be_read_on_one_line_is_no_name() {
        for blank in ["", "  ", "\n\t", "\u{3000}", "\u{200b}", " \u{feff}\u{2060} "] {
            assert_eq!(named(blank), Err(OrganizationError::DisplayNameIsBlank), "{blank:?}");
        }
        for odd in ["a\0b", "a\nb", "a\u{1b}[31mb", "a\u{85}b", "a\u{2028}b", "a\u{202e}b", "a\u{2066}b"] {
            assert_eq!(named(odd), Err(OrganizationError::DisplayNameIsNotOneLine), "{odd:?}");
        }
        assert!(named(&"é".repeat(100)).is_ok());
        assert_eq!(named(&"é".repeat(101)), Err(OrganizationError::DisplayNameIsTooLong { got: 101 }));
    }

    #[test]
    fn a_slug_is_small_letters_digits_and_single_inner_hyphens() {
        for slug in ["a", "acme", "acme-2", "2", &"x".repeat(39)] {
            assert!(slugged(slug).is_ok(), "{slug}");
        }
        for slug in ["", " ", "Acme", "a b", "-a", "a-", "a--b", "a.b", "a/b", "é", "a\0", &"x".repeat(40)] {
            assert_eq!(slugged(slug), Err(OrganizationError::SlugIsMalformed), "{slug:?}");
        }
    }

    #[test]
    fn a_domain_is_a_host_name_and_an_empty_one_removes_it() {
        assert_eq!(at(" Acme.DEV "), Ok(Some("acme.dev".into())));
        assert_eq!(at("xn--gre-6ka8i.example"), Ok(Some("xn--gre-6ka8i.example".into())));
        assert_eq!(at("  "), Ok(None));
        let long = format!("{}.dev", "x".repeat(64));
        let longer = format!("{}dev", "x.".repeat(126));
        for domain in [
            "acme",
            ".dev",
            "acme.",
            "acme..dev",
            "-acme.dev",
            "acme-.dev",
            "größe.dev",
            "a b.dev",
            "acme.dev/x",
            "https://acme.dev",
            "acme.dev:80",
            "bob@acme.dev",
            "127.0.0.1",
            "a\0.dev",
            &long,
            &longer,
        ] {
            assert_eq!(at(domain), Err(OrganizationError::DomainIsMalformed), "{domain:?}");
        }
    }

    #[test]
    fn one_bad_wish_spoils_them_all() {
        let wish = UpdateProfile { display_name: Some("Acme 2".into()), slug: Some("-".into()), primary_domain: None };
        assert_eq!(chosen().with(wish), Err(OrganizationError::SlugIsMalformed));
    }
}
