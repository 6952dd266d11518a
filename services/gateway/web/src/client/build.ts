// Whether the gateway serves a newer page than this one.
import { createSignal } from "solid-js";
import { send } from "./http";

const [isOutdated, setOutdated] = createSignal(false);
export { isOutdated };

let loaded: string | null = null;

/** Compares the page's tag with the one it was loaded with. Not known in development, where there is none. */
export async function checkBuild(): Promise<void> {
  if (!import.meta.env.PROD) return;
  try {
    const response = await send("/", { cache: "no-cache" });
    await response.text();
    const tag = response.headers.get("etag");
    loaded ??= tag;
    if (tag && loaded && tag !== loaded) setOutdated(true);
  } catch (thrown) {
    // The connection's own state tells that it is away.
    console.debug("The page's tag could not be asked for", thrown);
  }
}
