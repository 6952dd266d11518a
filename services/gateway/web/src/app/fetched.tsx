// Parts of the page whose code is fetched when they are first shown, or before, when the browser has time.
import { type Component, createEffect, createResource, createRoot, Show, untrack } from "solid-js";
import { connection } from "../client";

export type Fetched<P extends object> = Component<P> & { fetch(): Promise<unknown> };

/** A component of another file. Without a connection it waits for one; what fails with one is thrown, and can be tried again. */
export function fetched<P extends object = object>(load: () => Promise<Component<P>>): Fetched<P> {
  let ready: Component<P> | undefined;
  let pending: Promise<Component<P>> | undefined;
  const fetch = () => {
    pending ??= whenConnected(load).then(
      (component) => (ready = component),
      (thrown: unknown) => {
        pending = undefined;
        throw thrown;
      },
    );
    return pending;
  };
  const Part: Component<P> = (props) => {
    if (ready) return untrack(() => ready?.(props));
    const [component] = createResource(fetch);
    return (
      <Show when={component()} keyed>
        {(Ready) => <Ready {...props} />}
      </Show>
    );
  };
  return Object.assign(Part, { fetch });
}

/** Style sheets that could not be fetched. What imports a part asks for each of its sheets once, and would show it without. */
const unstyled = new Set<HTMLLinkElement>();
document.addEventListener("error", ({ target }) => target instanceof HTMLLinkElement && target.rel === "stylesheet" && unstyled.add(target), true);

function styleAgain(link: HTMLLinkElement): Promise<void> {
  const again = link.cloneNode() as HTMLLinkElement;
  unstyled.delete(link);
  link.replaceWith(again);
  return new Promise((resolve, reject) => {
    again.addEventListener("load", () => resolve());
    again.addEventListener("error", () => reject(new Error(`Unable to preload CSS for ${again.href}`)));
  });
}

async function whenConnected<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      await Promise.all([...unstyled].map(styleAgain));
      return await load();
    } catch (thrown) {
      if (connection.state() === "live") throw thrown;
      await live();
    }
  }
}

/** The connection is there again. */
const live = () =>
  new Promise<void>((resolve) =>
    createRoot((dispose) =>
      createEffect(() => {
        if (connection.state() !== "live") return;
        dispose();
        resolve();
      }),
    ),
  );

/** Fetches what will be wanted soon, one after the other, when the browser has nothing else to do. */
export function fetchWhenIdle(parts: { fetch(): Promise<unknown> }[]): void {
  const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1_000));
  const [part, ...rest] = parts;
  if (!part) return;
  idle(() => {
    part.fetch().then(
      () => fetchWhenIdle(rest),
      (thrown: unknown) => console.debug("A part was not fetched ahead; it is when it is shown", thrown),
    );
  });
}
