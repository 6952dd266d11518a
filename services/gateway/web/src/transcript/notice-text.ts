// What a notice says, with people by their names. Pure.
import type { NoticeItem } from "./fold/items";

/** `login`: of whom the organization knows. */
export function noticeText({ text, person, former }: Pick<NoticeItem, "text" | "person" | "former">, login: (id: string) => string | undefined): string {
  if (!person) return text;
  const before = former ? login(former) : undefined;
  return `${login(person) ?? "Somebody"} ${text}${before ? `, no longer with ${before}’s` : ""}`;
}
