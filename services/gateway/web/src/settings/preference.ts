import { patch, request, useMe } from "../client";
import type { components } from "../wire";

type App = components["schemas"]["App"];
type Preferences = components["schemas"]["Preferences"];

/** Changes what this person prefers, everywhere they are signed in; shown at once. Throws a `Problem` when it is refused. */
export function usePreferences() {
  const me = useMe();
  const set = (change: Partial<Preferences>) =>
    request(
      "user.setPreferences",
      ["me"],
      { defaultModel: change.defaultModel ?? null, colourMode: change.colourMode ?? null },
      {
        optimistic: () => patch<App>("user.me", me.key("app"), (app) => ({ ...app, preferences: { ...app.preferences, ...change } })),
      },
    );
  return { me, preferences: () => me.app()?.preferences, set };
}
