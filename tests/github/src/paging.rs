//! Paging as GitHub does it: `per_page` and `page`, and the neighbours in a `Link` header.

use axum::Json;
use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::header::LINK;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Uri};
use axum::response::{IntoResponse, Response};
use reqwest::Url;
use serde_json::Value;

use crate::enterprise::Prefix;
use crate::refusal::Refusal;
use crate::state::Shared;

const USUAL_PER_PAGE: usize = 30;
const LARGEST_PER_PAGE: usize = 100;

/// The page that was asked for. Nonsense means the first page of thirty, as at GitHub.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    uri: Uri,
    /// What stood before its path.
    prefix: &'static str,
    per_page: usize,
    number: usize,
    /// So many things have slipped behind this page since the first one was read.
    shifted: usize,
    /// Where the other pages are said to be, if not where this one is.
    link_base: Option<String>,
}

impl FromRequestParts<Shared> for Page {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Page, Refusal> {
        let mut page = Page::of(parts.uri.clone());
        let path = parts.extensions.get::<MatchedPath>().map_or("(unknown)", MatchedPath::as_str);
        let route = format!("{} {path}", parts.method);
        let faults = &shared.lock().faults;
        page.shifted = faults.shifted(&route, page.number);
        page.link_base.clone_from(&faults.link_base);
        page.prefix = parts.extensions.get::<Prefix>().map_or("", |prefix| prefix.0);
        Ok(page)
    }
}

impl Page {
    pub fn of(uri: Uri) -> Page {
        let number = |name: &str| {
            let pairs = form_pairs(uri.query().unwrap_or_default());
            let value = pairs.into_iter().rev().find(|(key, _)| key == name)?.1;
            value.parse::<usize>().ok().filter(|number| *number > 0)
        };
        let per_page = number("per_page").unwrap_or(USUAL_PER_PAGE).min(LARGEST_PER_PAGE);
        let page = number("page").unwrap_or(1);
        Page { per_page, number: page, shifted: 0, link_base: None, uri, prefix: "" }
    }

    /// The part of a list that is on this page. Rendering comes after, so long lists stay cheap.
    pub fn cut<'a, T>(&self, list: &'a [T]) -> &'a [T] {
        let before = self.number.saturating_sub(1).saturating_mul(self.per_page);
        let start = before.saturating_add(self.shifted).min(list.len());
        &list[start..(start + self.per_page).min(list.len())]
    }

    /// Answers with a body for this page, out of a list of `total` things.
    pub fn answer(&self, base: &str, total: usize, body: Value) -> Response {
        let mut response = Json(body).into_response();
        if let Some(link) = self.link(base, total).and_then(|link| HeaderValue::from_str(&link).ok()) {
            response.headers_mut().insert(LINK, link);
        }
        response
    }

    /// One list, rendered and answered.
    pub fn list<T>(&self, base: &str, list: &[T], render: impl Fn(&T) -> Value) -> Response {
        self.answer(base, list.len(), self.cut(list).iter().map(render).collect())
    }

    fn link(&self, base: &str, total: usize) -> Option<String> {
        let last = total.saturating_sub(self.shifted).div_ceil(self.per_page).max(1);
        let mut links = Vec::new();
        if self.number > 1 {
            links.push((self.number.min(last + 1) - 1, "prev"));
        }
        if self.number < last {
            links.extend([(self.number + 1, "next"), (last, "last")]);
        }
        if self.number > 1 {
            links.push((1, "first"));
        }
        let links: Option<Vec<String>> = links
            .into_iter()
            .map(|(number, relation)| Some(format!("<{}>; rel=\"{relation}\"", self.address(base, number)?)))
            .collect();
        links.filter(|links| !links.is_empty()).map(|links| links.join(", "))
    }

    fn address(&self, base: &str, number: usize) -> Option<Url> {
        let base = self.link_base.as_deref().unwrap_or(base);
        let mut url = Url::parse(&format!("{base}{}{}", self.prefix, self.uri.path())).ok()?;
        let others = form_pairs(self.uri.query().unwrap_or_default()).into_iter().filter(|(key, _)| key != "page");
        url.query_pairs_mut().extend_pairs(others).append_pair("page", &number.to_string());
        Some(url)
    }
}

/// The pairs of a query or form, decoded; what cannot be decoded is kept as it came.
pub(crate) fn form_pairs(text: &str) -> Vec<(String, String)> {
    let mut url = Url::parse("http://localhost/").expect("a constant address");
    url.set_query(Some(text));
    url.query_pairs().into_owned().filter(|(key, _)| !key.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(uri: &str) -> Page {
        Page::of(uri.parse().unwrap())
    }

    #[test]
    fn nonsense_and_excess_fall_back_to_what_github_answers() {
        let sizes = ["/x", "/x?per_page=0", "/x?per_page=many", "/x?per_page=500", "/x?per_page=7"];
        assert_eq!(sizes.map(|uri| page(uri).per_page), [30, 30, 30, 100, 7]);
        assert_eq!(page("/x?page=0").number, 1);
    }

    #[test]
    fn a_middle_page_links_to_its_four_neighbours_and_keeps_other_parameters() {
        let link = page("/repos/a/b/pulls?state=open&per_page=10&page=2").link("http://h", 35).unwrap();
        assert_eq!(
            link,
            "<http://h/repos/a/b/pulls?state=open&per_page=10&page=1>; rel=\"prev\", \
             <http://h/repos/a/b/pulls?state=open&per_page=10&page=3>; rel=\"next\", \
             <http://h/repos/a/b/pulls?state=open&per_page=10&page=4>; rel=\"last\", \
             <http://h/repos/a/b/pulls?state=open&per_page=10&page=1>; rel=\"first\""
        );
    }

    #[test]
    fn a_list_that_has_shifted_skips_what_slipped_to_the_page_before() {
        let shifted = Page { shifted: 2, ..page("/x?page=2&per_page=10") };
        let list: Vec<_> = (1..=22).collect();
        assert_eq!(shifted.cut(&list), (13..=22).collect::<Vec<_>>());
        assert!(!shifted.link("http://h", list.len()).unwrap().contains("next"));
    }

    #[test]
    fn a_single_page_has_no_links_and_a_page_beyond_the_end_is_empty() {
        assert_eq!(page("/x").link("http://h", 30), None);
        let beyond = page("/x?page=9&per_page=10");
        assert!(beyond.cut(&[1; 35]).is_empty());
        assert!(beyond.link("http://h", 35).unwrap().starts_with("<http://h/x?per_page=10&page=4>; rel=\"prev\""));
        assert_eq!(page("/x?page=4&per_page=10").cut(&[1; 35]).len(), 5);
    }
}
