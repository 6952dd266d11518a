// Values by text, of which those that were used longest ago go first.

export class Recent<T> {
  private readonly values = new Map<string, { value: T; cost: number }>();
  private spent = 0;

  /** Keeps values of so much cost in all. */
  constructor(private readonly limit: number) {}

  get(key: string): T | undefined {
    const found = this.values.get(key);
    if (!found) return undefined;
    this.values.delete(key);
    this.values.set(key, found);
    return found.value;
  }

  set(key: string, value: T, cost: number): void {
    this.spent += cost - (this.values.get(key)?.cost ?? 0);
    this.values.delete(key);
    this.values.set(key, { value, cost });
    for (const [oldest, { cost }] of this.values) {
      if (this.spent <= this.limit) return;
      this.values.delete(oldest);
      this.spent -= cost;
    }
  }
}
