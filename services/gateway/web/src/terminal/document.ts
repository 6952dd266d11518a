// The terminal writes style elements and style attributes, which the page's content policy forbids. It takes the document
// to make its elements with as an option: this one gives it elements that do the same by ways that are allowed.

const SHEETS = new WeakMap<HTMLStyleElement, CSSStyleSheet>();

/** `document` as a terminal gets it. Its style elements are sheets of the document for as long as they are attached. */
export function terminalDocument(document: Document): Document {
  const createElement = (name: string): HTMLElement => allowed(document, document.createElement(name));
  return new Proxy(document, {
    get(target, key) {
      if (key === "createElement") return createElement;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}

function allowed(document: Document, element: HTMLElement): HTMLElement {
  if (element instanceof HTMLStyleElement) asSheet(document, element);
  else element.setAttribute = setAttribute;
  return element;
}

/** A style attribute by way of the object model, which the policy does not speak about. */
function setAttribute(this: HTMLElement, name: string, value: string): void {
  if (name === "style") this.style.cssText = value;
  else Element.prototype.setAttribute.call(this, name, value);
}

function asSheet(document: Document, element: HTMLStyleElement): void {
  const sheet = new CSSStyleSheet();
  SHEETS.set(element, sheet);
  document.adoptedStyleSheets.push(sheet);
  Object.defineProperty(element, "textContent", { set: (text: string) => sheet.replaceSync(text) });
  element.remove = function remove() {
    release(document, this);
    Element.prototype.remove.call(this);
  };
}

function release(document: Document, element: HTMLStyleElement): void {
  const sheet = SHEETS.get(element);
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
}

/** Forgets what a terminal has left in the document. */
export function releaseStyles(host: HTMLElement): void {
  for (const element of host.querySelectorAll("style")) release(host.ownerDocument, element);
}
