// Copies a text, and says that it did.
import { type JSX, createSignal, onCleanup } from "solid-js";

import { IconButton } from "../ui";

/** How long it is said, in milliseconds. */
const SAID = 1_200;

export function CopyButton(props: { text: () => string; label: string }): JSX.Element {
  const [outcome, setOutcome] = createSignal<"copied" | "failed">();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(props.text());
      setOutcome("copied");
    } catch {
      setOutcome("failed");
    }
    clearTimeout(timer);
    timer = setTimeout(() => setOutcome(undefined), SAID);
  }

  const said = { copied: "Copied", failed: "The browser does not allow copying here" } as const;
  const label = () => {
    const known = outcome();
    return known ? said[known] : props.label;
  };
  return <IconButton icon={outcome() === "copied" ? "check" : "copy"} label={label()} onClick={() => void copy()} size={22} />;
}
