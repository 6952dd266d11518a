//! What people may write, and texts from elsewhere as the database can keep them.
//!
//! What a person writes is refused when it is not right. News are not, which would lose them: they are cut.

use contracts::{
    CredentialHash, limit,
    user::{OrganizationCard, Profile},
};
use service_kit::text::{NoLine, breaks_a_line, cut, is_word, line};

use crate::error::UserError;

/// GitHub's own names and addresses are far shorter; longer ones would make every view of the person too large.
const NEWS_CHARACTERS: usize = 1_000;

/// What an API token is for, as it is kept: one line, trimmed.
pub fn name(text: &str) -> Result<String, UserError> {
    line(text, limit::NAME_CHARACTERS).map(str::to_owned).map_err(|why| match why {
        NoLine::Blank => UserError::NameIsBlank,
        NoLine::TooLong { got } => UserError::NameIsTooLong { got },
        NoLine::SeveralLines => UserError::NameIsNotOneLine,
    })
}

/// A model's name; an empty one is none.
pub fn model(text: String) -> Result<Option<String>, UserError> {
    match text.as_str() {
        "" => Ok(None),
        word if is_word(word, limit::NAME_CHARACTERS) => Ok(Some(text)),
        _ => Err(UserError::ModelIsMalformed),
    }
}

pub fn page_id(text: &str) -> Result<(), UserError> {
    if is_word(text, limit::ID_CHARACTERS) { Ok(()) } else { Err(UserError::PageIsMalformed) }
}

/// A draft's text is kept as it was typed.
pub fn draft(text: &str) -> Result<(), UserError> {
    let got = text.chars().count();
    if got > limit::DRAFT_CHARACTERS { Err(UserError::DraftIsTooLong { got }) } else { Ok(()) }
}

/// What was hashed is not known here, but a hash looks like this.
pub fn credential(hash: &CredentialHash) -> Result<(), UserError> {
    let hash = hash.as_str();
    let is_sha256 = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_sha256 { Ok(()) } else { Err(UserError::CredentialIsMalformed) }
}

/// What GitHub says of a person, as it can be kept.
pub fn cut_profile(profile: &mut Profile) {
    let Profile { login, name, email, avatar_url } = profile;
    let texts = [login].into_iter().chain(name).chain(email).chain(avatar_url);
    texts.for_each(|text| cut(text, NEWS_CHARACTERS));
}

/// What an organization says of itself, as it can be kept.
pub fn cut_card(card: &mut OrganizationCard) {
    [&mut card.login, &mut card.display_name].into_iter().for_each(|text| cut(text, NEWS_CHARACTERS));
}

/// The browser, as it names itself: one line, cut.
pub fn user_agent(text: Option<String>) -> Option<String> {
    let printable = |character: char| if breaks_a_line(character) { '\u{fffd}' } else { character };
    let name: String = text?.trim().chars().take(limit::USER_AGENT_CHARACTERS).map(printable).collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_otherwise_kept_as_typed() {
        assert_eq!(name(" CI of “web” 🎉 ").as_deref(), Ok("CI of “web” 🎉"));
        assert!(name(&"é".repeat(100)).is_ok());
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for blank in ["", " \t", "\u{200b}"] {
            assert_eq!(name(blank), Err(UserError::NameIsBlank));
        }
        for lines in ["a\nb", "a\0b", "a\u{2028}b", "a\u{1b}[31mb"] {
            assert_eq!(name(lines), Err(UserError::NameIsNotOneLine));
        }
        assert_eq!(name(&"é".repeat(101)), Err(UserError::NameIsTooLong { got: 101 }));
    }

    #[test]
    fn a_model_is_a_word_or_none() {
        assert_eq!(model(String::new()), Ok(None));
        assert_eq!(model("claude-opus-4-5".into()), Ok(Some("claude-opus-4-5".into())));
        for odd in [" ", "a b", "é", "a\n", &"x".repeat(101)] {
            assert_eq!(model(odd.into()), Err(UserError::ModelIsMalformed), "{odd:?}");
        }
    }

    #[test]
    fn a_draft_is_any_text_within_its_limits() {
        assert_eq!(draft("a\r\n\tb\u{1b} 🎉"), Ok(()));
        assert_eq!(draft(&"🎉".repeat(50_000)), Ok(()));
        assert_eq!(draft(&"x".repeat(50_001)), Err(UserError::DraftIsTooLong { got: 50_001 }));
    }

    #[test]
    fn a_credential_is_known_by_a_hash() {
        assert_eq!(credential(&"0a".repeat(32).parse().expect("an id")), Ok(()));
        for odd in ["0a", &"0g".repeat(32), &"-".repeat(64)] {
            assert_eq!(credential(&odd.parse().expect("an id")), Err(UserError::CredentialIsMalformed));
        }
    }

    #[test]
    fn a_browser_may_call_itself_anything() {
        assert_eq!(user_agent(Some(" Firefox\r\nX: y ".into())).as_deref(), Some("Firefox\u{fffd}\u{fffd}X: y"));
        assert_eq!(user_agent(Some("x".repeat(400))).map(|name| name.len()), Some(300));
        assert_eq!((user_agent(Some(" ".into())), user_agent(None)), (None, None));
    }

    #[test]
    fn news_are_cut() {
        let mut profile = Profile { login: "bob".into(), name: Some("x".repeat(2_000)), email: None, avatar_url: None };
        cut_profile(&mut profile);
        assert_eq!((profile.login.as_str(), profile.name.map(|name| name.len())), ("bob", Some(1_000)));
    }
}
