// Values by their keys, each followed by itself. Only what somebody reads becomes a store, which costs more than reading it
// from the socket: of thousands of values most are never looked at one by one.
import { type Accessor, createSignal } from "solid-js";
import { type SetStoreFunction, createStore, reconcile } from "solid-js/store";

interface Followed {
  value?: unknown;
}

export class Values {
  private readonly told = new Map<string, unknown>();
  private readonly read = new Map<string, [Followed, SetStoreFunction<Followed>]>();
  private readonly keysVersion: Accessor<number>;
  private readonly keysChanged: () => void;

  /** `itemKey`: what tells the items of a value's lists from each other. */
  constructor(private readonly itemKey: string) {
    const [version, setVersion] = createSignal(0);
    this.keysVersion = version;
    this.keysChanged = () => void setVersion((version) => version + 1);
  }

  /** The keys that have a value; whoever calls it runs again when one comes or goes. */
  keys(): string[] {
    this.keysVersion();
    return [...this.told.keys()];
  }

  /** The value of a key as a store, the same one for as long as it has one; undefined when it has none. */
  get(key: string): unknown {
    let followed = this.read.get(key);
    if (!followed) {
      followed = createStore<Followed>({ value: this.told.get(key) });
      this.read.set(key, followed);
    }
    return followed[0].value;
  }

  /** The values whose keys begin so, as they were told. It follows nothing. */
  plain(prefix: string): unknown[] {
    return [...this.told].flatMap(([key, value]) => (key.startsWith(prefix) ? [value] : []));
  }

  /** Undefined: it is gone. */
  set(key: string, value: unknown): void {
    const isKnown = this.told.has(key);
    if (value === undefined) this.told.delete(key);
    else this.told.set(key, value);
    this.read.get(key)?.[1]("value", value === undefined ? undefined : reconcile(value, { key: this.itemKey }));
    if (isKnown !== this.told.has(key)) this.keysChanged();
  }
}
