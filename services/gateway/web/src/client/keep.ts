// What this browser remembers for comfort: how the page is laid out, what was open. Nobody's words.

/** Keeps it. `false`: this browser has no room, and it is forgotten with the page. */
export function keepHere(name: string, value: string, storage: Pick<Storage, "setItem"> = localStorage): boolean {
  try {
    storage.setItem(name, value);
    return true;
  } catch (thrown) {
    console.debug(`${name} is not kept: this browser has no room`, thrown);
    return false;
  }
}
