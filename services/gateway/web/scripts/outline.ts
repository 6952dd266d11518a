// An icon's shapes as one path: a page draws hundreds of icons, and each is two elements then, however it was drawn.

/** As the set of icons lists them: `["circle", { cx: "12", cy: "12", r: "10" }]`. */
export type Shape = [tag: string, attributes: Record<string, string>];

/** The path that draws the same lines. Throws for what cannot be drawn so. */
export const outline = (shapes: readonly Shape[]): string => shapes.map(pathOf).join("");

function pathOf([tag, attributes]: Shape): string {
  const number = (name: string, otherwise = 0) => Number(attributes[name] ?? otherwise);
  switch (tag) {
    case "path": {
      // Alone, a path that begins with a relative step begins at nought.
      const path = attributes.d ?? "";
      return path.startsWith("m") ? `M0 0${path}` : path;
    }
    case "line":
      return `M${number("x1")} ${number("y1")}L${number("x2")} ${number("y2")}`;
    case "polyline":
      return `M${attributes.points ?? ""}`;
    case "circle":
      return ellipse(number("cx"), number("cy"), number("r"), number("r"));
    case "ellipse":
      return ellipse(number("cx"), number("cy"), number("rx"), number("ry"));
    case "rect": {
      const [x, y, width, height] = [number("x"), number("y"), number("width"), number("height")];
      const rx = number("rx", number("ry"));
      const ry = number("ry", rx);
      const corner = (dx: number, dy: number) => (rx > 0 ? `a${rx} ${ry} 0 0 1 ${dx} ${dy}` : "");
      return (
        `M${x + rx} ${y}h${width - 2 * rx}${corner(rx, ry)}v${height - 2 * ry}${corner(-rx, ry)}` +
        `h${2 * rx - width}${corner(-rx, -ry)}v${2 * ry - height}${corner(rx, -ry)}z`
      );
    }
    default:
      throw new Error(`no path draws a <${tag}>`);
  }
}

const ellipse = (cx: number, cy: number, rx: number, ry: number): string =>
  `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;
