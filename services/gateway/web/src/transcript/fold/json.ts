// Reading what an agent has said: JSON of any shape, of which nothing may be taken for granted.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

/** A field of an object; undefined for anything else. */
export function field(json: unknown, name: string): unknown {
  return typeof json === "object" && json !== null && !Array.isArray(json)
    ? (json as Record<string, unknown>)[name]
    : undefined;
}

/** The field's text; undefined when it is no text. */
export function text(json: unknown, name: string): string | undefined {
  const value = field(json, name);
  return typeof value === "string" ? value : undefined;
}

/** The field's number; undefined when it is no finite number. */
export function number(json: unknown, name: string): number | undefined {
  const value = field(json, name);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** The field's list; empty when it is no list. */
export function list(json: unknown, name: string): unknown[] {
  const value = field(json, name);
  return Array.isArray(value) ? value : [];
}

/** An image's type and bytes; undefined when it is none. */
export function picture(json: unknown): { mediaType: string; data: string } | undefined {
  const [mediaType, data] = [text(json, "mimeType"), text(json, "data")];
  return text(json, "type") === "image" && mediaType && data ? { mediaType, data } : undefined;
}

/** As people can read it, at most so many characters. */
export function pretty(json: unknown, limit = 20_000): string {
  const whole = typeof json === "string" ? json : JSON.stringify(json, null, 2);
  if (whole === undefined) return "";
  return whole.length > limit ? `${whole.slice(0, limit)}\n… ${whole.length - limit} more characters` : whole;
}

/** Whether there is something in it worth showing. */
export function hasContent(json: unknown): boolean {
  if (json === null || json === undefined || json === "") return false;
  return typeof json !== "object" || Object.keys(json).length > 0;
}
