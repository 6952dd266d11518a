// What does not fit on a page, as somebody who looks would see it: cut off, in the way, or on top of each other.
import type { Page } from "playwright-core";

/** A line for each thing that does not fit; none when all of it does. */
export const misfits = (page: Page): Promise<string[]> => page.evaluate(look);

/** A line for each thing that is too small for a finger: one that points at its middle, and misses by a little, must meet it. */
export const tooSmall = (page: Page): Promise<string[]> => page.evaluate(touch);

/** Runs in the page, as does `look`. */
function touch(): string[] {
  /** Half of the 24 px that WCAG 2.2 asks for (2.5.8), less what rounding may take. */
  const REACH = 11;
  const found: string[] = [];
  const scene = [...document.querySelectorAll<HTMLElement>("[role=dialog], dialog[open]")].at(-1) ?? document.body;
  for (const element of scene.querySelectorAll<HTMLElement>("button, a[href], select, [role=tab], [role=menuitem]")) {
    const style = getComputedStyle(element);
    // A link within a sentence is as high as its line.
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || style.display === "inline" || style.pointerEvents === "none") continue;
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const isMet = (left: number, top: number) => element.contains(document.elementFromPoint(left, top));
    // What is only half in sight is scrolled to first.
    let isInSight = x - REACH >= 0 && y - REACH >= 0 && x + REACH < innerWidth && y + REACH < innerHeight && isMet(x, y);
    for (let around = element.parentElement; around; around = around.parentElement) {
      const view = around.getBoundingClientRect();
      if (getComputedStyle(around).overflowY !== "visible") isInSight &&= y - REACH >= view.top && y + REACH < view.bottom;
    }
    if (isInSight && ![[x - REACH, y], [x + REACH, y], [x, y - REACH], [x, y + REACH]].every(([left = 0, top = 0]) => isMet(left, top))) {
      const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 60);
      found.push(`too small for a finger: <${element.tagName.toLowerCase()} class="${element.getAttribute("class") ?? ""}"> ${JSON.stringify(words)}`);
    }
  }
  return [...new Set(found)];
}

/** Runs in the page, so nothing from outside may be used in it. */
function look(): string[] {
  const found: string[] = [];
  /** Pixels that rounding and the edges of letters may make up. */
  const SLACK = 2;
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth - root.clientWidth} px wider than its window`);

  const dialogs = [...document.querySelectorAll<HTMLElement>("[role=dialog], dialog[open]")];
  // What lies behind a dialog is covered by intention.
  const scene = dialogs.at(-1) ?? document.body;
  const isDrawn = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const inWindow = ({ left, right, top, bottom, width, height }: DOMRect) =>
    width > SLACK && height > SLACK && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  const name = (element: Element) => {
    const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 60);
    return `<${element.tagName.toLowerCase()} class="${element.getAttribute("class") ?? ""}"> ${JSON.stringify(words)}`;
  };
  /** For those who do not see: an element of one pixel. */
  const isForEars = (element: Element) => element.clientWidth <= 1 && element.clientHeight <= 1;

  const texts = [...scene.querySelectorAll<HTMLElement>("*")].filter(
    (element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) &&
      !element.closest(".xterm, svg, [aria-hidden=true], option, script, style") &&
      isDrawn(element) &&
      inWindow(element.getBoundingClientRect()),
  );
  for (const element of texts) {
    for (let box: HTMLElement | null = element; box && box !== scene; box = box.parentElement) {
      if (isForEars(box)) break;
      const style = getComputedStyle(box);
      if (["auto", "scroll"].includes(style.overflowX) || ["auto", "scroll"].includes(style.overflowY)) break;
      const cutsAcross = ["hidden", "clip"].includes(style.overflowX) && style.textOverflow !== "ellipsis";
      const cutsDown = ["hidden", "clip"].includes(style.overflowY) && style.webkitLineClamp === "none" && style.textOverflow !== "ellipsis";
      if (!cutsAcross && !cutsDown) continue;
      const inner = box.getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(element);
      const text = getComputedStyle(element).textOverflow === "ellipsis" ? element.getBoundingClientRect() : range.getBoundingClientRect();
      if (cutsAcross && text.right > inner.right + SLACK) found.push(`cut off at its right: ${name(element)} in ${name(box)}`);
      if (cutsDown && text.bottom > inner.bottom + 2 * SLACK) found.push(`cut off below: ${name(element)} in ${name(box)}`);
      break;
    }
  }

  for (const element of scene.querySelectorAll<HTMLElement>("button, a[href], input, textarea, select, [role=tab], [role=menuitem]")) {
    const box = element.getBoundingClientRect();
    if (!isDrawn(element) || !inWindow(box) || isForEars(element) || getComputedStyle(element).pointerEvents === "none") continue;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
    // What is scrolled out of sight lies under whatever comes next.
    if (!views(element).every(({ left, right, top, bottom }) => x > left && x < right && y > top && y < bottom)) continue;
    const top = document.elementFromPoint(x, y);
    if (top && top !== element && !element.contains(top) && !top.contains(element) && !element.closest("label")?.contains(top))
      found.push(`covered by ${name(top)}: ${name(element)}`);
  }
  return [...new Set(found)];

  /** Where it may be seen: the boxes around it that show only a part of what they hold. */
  function views(element: Element): DOMRect[] {
    const around: DOMRect[] = [];
    for (let box = element.parentElement; box; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      if (overflowX !== "visible" || overflowY !== "visible") around.push(box.getBoundingClientRect());
    }
    return around;
  }
}
