// The emulator writes style elements and style attributes, which the page's content policy forbids. While one is open, the
// document gives it elements that do the same by ways that the policy does not speak about. Nothing else of the page
// makes elements of these kinds by name.

let open = 0;

/** From now until the returned function is called. */
export function allowStyles(document: Document): () => void {
  open += 1;
  if (open === 1) document.createElement = createElement as Document["createElement"];
  return () => {
    open -= 1;
    // The document's own way, from its prototype.
    if (open === 0) Reflect.deleteProperty(document, "createElement");
  };
}

function createElement(this: Document, name: string, options?: ElementCreationOptions): HTMLElement {
  if (name === "style") return styleSheet(this);
  const element = Document.prototype.createElement.call(this, name, options);
  if (name === "span") element.setAttribute = setAttribute;
  return element;
}

function setAttribute(this: HTMLElement, name: string, value: string): void {
  if (name === "style") this.style.cssText = value;
  else Element.prototype.setAttribute.call(this, name, value);
}

/** An empty element whose text is a sheet of the document: even an empty style element is one too many for the policy. */
function styleSheet(document: Document): HTMLElement {
  const element = Document.prototype.createElement.call(document, "span");
  const sheet = new CSSStyleSheet();
  element.hidden = true;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  Object.defineProperty(element, "textContent", {
    set(text: string) {
      sheet.replaceSync(text);
    },
  });
  element.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    Element.prototype.remove.call(element);
  };
  return element;
}
