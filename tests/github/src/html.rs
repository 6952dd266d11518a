//! The frame of the few pages that people see.

use axum::response::Html;

const STYLE: &str = "
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 36rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
p.note { color: GrayText; margin: 0 0 1.5rem; }
ul { list-style: none; padding: 0; display: grid; gap: .5rem; }
button { display: flex; gap: .75rem; align-items: center; width: 100%; padding: .5rem .75rem; font: inherit;
  text-align: left; border: 1px solid GrayText; border-radius: .5rem; background: Canvas; color: CanvasText; cursor: pointer; }
button:hover, button:focus-visible { border-color: Highlight; outline: 2px solid Highlight; outline-offset: 1px; }
button img { border-radius: 50%; flex: none; }
button small { display: block; color: GrayText; }
button.plain { justify-content: center; margin-top: 1rem; }
pre { white-space: pre-wrap; }
";

/// A page. The title is text and is escaped here; the body is markup.
pub(crate) fn page(title: &str, body: &str) -> Html<String> {
    let title = escape(title);
    Html(format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head>\
         <body><main><h1>{title}</h1>{body}</main></body></html>"
    ))
}

/// Makes text safe as content and in quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// A hidden field of a form.
pub(crate) fn hidden(name: &str, value: &str) -> String {
    format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value))
}
