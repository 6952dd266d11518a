import { createSignal, onCleanup, Show } from "solid-js";
import { Button, IconButton } from "./button";

/** How long it says that it has copied. Milliseconds. */
const SAID = 1_200;

/** Copies a text. Where the browser does not let us, it says so instead of pretending. */
export function CopyButton(props: { text: string; label: string; kind?: "icon" | "text"; size?: number; tabindex?: number }) {
  const [state, setState] = createSignal<"idle" | "copied" | "failed">("idle");
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const copy = async (event: MouseEvent) => {
    event.stopPropagation();
    try {
      await navigator.clipboard.writeText(props.text);
      setState("copied");
    } catch (error) {
      console.warn("The clipboard is shut", error);
      setState("failed");
    }
    clearTimeout(timer);
    timer = setTimeout(() => setState("idle"), SAID);
  };
  const words = () => (state() === "copied" ? "Copied" : state() === "failed" ? "The browser does not allow it" : props.label);
  const icon = () => (state() === "copied" ? ("check" as const) : state() === "failed" ? ("x" as const) : ("copy" as const));
  return (
    <Show
      when={props.kind === "text"}
      fallback={<IconButton icon={icon()} label={words()} size={props.size ?? 22} tabindex={props.tabindex} onClick={copy} />}
    >
      <Button kind="quiet" size="small" icon={icon()} onClick={copy}>
        {words()}
      </Button>
    </Show>
  );
}
