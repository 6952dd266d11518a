//! Changes a person's preferences.

use contracts::{
    UserId,
    user::{Preferences, SetPreferences},
};
use runtime::{Cx, Handled};

use crate::{store, text, views};

pub async fn set_preferences(cx: &mut Cx, user_id: UserId, command: SetPreferences) -> Handled<Preferences> {
    let mut account = store::accounts::read(cx.read().await?, &user_id).await?;

    if let Some(model) = command.default_model {
        account.preferences.default_model = text::model(model)?;
    }
    if let Some(mode) = command.colour_mode {
        account.preferences.colour_mode = mode;
    }

    store::accounts::save(cx.write().await?, &account).await?;

    views::app_changed(cx, &account).await?;
    Ok(account.preferences)
}

#[cfg(test)]
mod tests {
    use contracts::user::ColourMode;

    use super::*;
    use crate::testing::Bob;

    fn model(name: &str) -> SetPreferences {
        SetPreferences { default_model: Some(name.into()), colour_mode: None }
    }

    #[tokio::test]
    async fn what_is_left_out_stays() {
        let bob = Bob::signed_in().await;
        bob.done(&model("claude-opus-4-5")).await;
        let dark = SetPreferences { default_model: None, colour_mode: Some(ColourMode::Dark) };
        let handling = bob.send(&dark).await;
        let preferences = handling.outcome.as_ref().unwrap();
        assert_eq!(
            (preferences.default_model.as_deref(), preferences.colour_mode),
            (Some("claude-opus-4-5"), ColourMode::Dark)
        );
        assert_eq!(handling.shown()[0].value.as_ref().unwrap()["preferences"], serde_json::json!(preferences));
        assert_eq!(bob.done(&model("")).await.default_model, None);
    }

    #[tokio::test]
    async fn what_is_no_model_is_refused() {
        let bob = Bob::signed_in().await;
        for odd in [" ", "a b", "modèle", &"x".repeat(101)] {
            bob.refused(&model(odd), "user.model_is_malformed").await;
        }
        Bob::unknown().await.refused(&model("x"), "user.unknown").await;
    }
}
