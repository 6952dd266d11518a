/** What somebody opened lately, in this browser; newest first, without twins. */

const KEPT = 30;

export function withRecent(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((one) => one !== id)].slice(0, KEPT);
}

const storageKey = (organizationId: string) => `foundry:palette:recent:${organizationId}`;

/** Storage that is full, shut or spoilt is as good as none: the order is a convenience. */
export function readRecent(organizationId: string, storage: Pick<Storage, "getItem"> = localStorage): string[] {
  try {
    const read: unknown = JSON.parse(storage.getItem(storageKey(organizationId)) ?? "[]");
    return Array.isArray(read) ? read.filter((one): one is string => typeof one === "string").slice(0, KEPT) : [];
  } catch (error) {
    console.warn("The palette's recent entries cannot be read", error);
    return [];
  }
}

export function noteRecent(organizationId: string, id: string, storage: Pick<Storage, "getItem" | "setItem"> = localStorage): void {
  try {
    storage.setItem(storageKey(organizationId), JSON.stringify(withRecent(readRecent(organizationId, storage), id)));
  } catch (error) {
    console.warn("The palette's recent entries cannot be kept", error);
  }
}
