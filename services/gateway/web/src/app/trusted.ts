// The page's policy lets no text become HTML. The one exception are the templates that the compiler has made of our own
// components: texts of this program, in which nothing is ever filled in.

interface Policies {
  createPolicy(name: string, rules: { createHTML(html: string): string }): { createHTML(html: string): unknown };
}

/** `undefined` where the browser knows no Trusted Types. */
export function trustTemplates(): { createHTML(html: string): unknown } | undefined {
  const { trustedTypes } = window as { trustedTypes?: Policies };
  return trustedTypes?.createPolicy("templates", { createHTML: (html) => html });
}
