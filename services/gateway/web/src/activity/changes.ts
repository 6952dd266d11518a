/** What an event changed, as lines of before and after. Pure. */

export interface Change {
  field: string;
  from: string | undefined;
  to: string | undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

function written(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `{from, to}` of the whole, or of each field that has them; an event without either has changed nothing that it tells. */
export function changes(details: unknown): Change[] {
  if (!isObject(details)) return [];
  const pairs: [string, unknown][] = "from" in details && "to" in details ? [["value", details]] : Object.entries(details);
  return pairs.flatMap(([field, value]) =>
    isObject(value) && "from" in value && "to" in value ? [{ field, from: name(value["from"]), to: name(value["to"]) }] : [],
  );
}

/** A person by their login rather than as JSON. */
function name(value: unknown): string | undefined {
  return isObject(value) && typeof value["login"] === "string" ? value["login"] : written(value);
}
