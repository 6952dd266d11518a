//! Where I am signed in, and the ways out.

use contracts::{SignInId, user::SignInRead};
use maud::{Markup, html};

use super::layout::{form, time};

pub fn sign_ins(sign_ins: &[SignInRead], here: Option<&SignInId>, token: &str) -> Markup {
    html! {
        h2 { "Where you are signed in" }
        ul.list { @for sign_in in sign_ins { (self::sign_in(sign_in, here == Some(&sign_in.sign_in_id), token)) } }
        div.actions {
            (form("/v1/auth/sign-out", token, html! { button { "Sign out" } }))
            (form("/v1/auth/sign-out-everywhere", token, html! { button { "Sign out everywhere" } }))
        }
    }
}

fn sign_in(sign_in: &SignInRead, is_here: bool, token: &str) -> Markup {
    let browser = sign_in.user_agent.as_deref().unwrap_or("A browser that did not say its name");
    let id = &sign_in.sign_in_id;
    let button = html! {
        input type="hidden" name="signInId" value=(id);
        button aria-label={ "End the sign-in in " (browser) } { "End" }
    };
    html! {
        li {
            span {
                (browser)
                small {
                    @if is_here { strong { "this browser" } " · " }
                    "since " (time(sign_in.created_at)) ", last seen " (time(sign_in.seen_at))
                }
            }
            @if !is_here { (form("/v1/auth/sign-out", token, button)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_sign_ins_can_be_ended_and_this_one_is_marked() {
        let read = |id: &str| SignInRead {
            sign_in_id: id.parse().expect("an id"),
            user_agent: Some("Firefox <3".into()),
            created_at: 0,
            seen_at: 60_000,
            expires_at: 1,
        };
        let here = "s-1".parse().expect("an id");
        let shown = sign_ins(&[read("s-1"), read("s-2")], Some(&here), "a-token").into_string();
        assert!(shown.contains("this browser") && shown.contains("Firefox &lt;3"), "{shown}");
        assert!(shown.contains(r#"value="s-2""#) && !shown.contains(r#"value="s-1""#), "{shown}");
        assert!(shown.contains("1970-01-01 00:01 UTC"), "{shown}");
    }
}
