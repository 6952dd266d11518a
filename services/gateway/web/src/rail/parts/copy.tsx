import { createSignal, onCleanup, type JSX } from "solid-js";

import { IconButton } from "../../ui";

/** How long it is said that something was copied, in milliseconds. */
const SAID = 1_200;

/** Copies a text, and says so. */
export function CopyButton(props: { text: () => string; label: string; size?: number }): JSX.Element {
  const [outcome, setOutcome] = createSignal<"copied" | "failed">();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(props.text());
      setOutcome("copied");
    } catch {
      // The browser does not say why; mostly the page is not allowed to.
      setOutcome("failed");
    }
    clearTimeout(timer);
    timer = setTimeout(() => setOutcome(undefined), SAID);
  };
  const label = () => {
    if (outcome() === "copied") return "Copied";
    return outcome() === "failed" ? "The browser does not allow copying" : props.label;
  };
  const icon = () => (outcome() === "copied" ? "check" : outcome() === "failed" ? "x" : "copy");
  return <IconButton icon={icon()} label={label()} size={props.size} onClick={() => void copy()} />;
}
