// What a page that shows nothing yet waits for, in words: pure.
import type { ConnectionState } from "../client";

export interface Said {
  title: string;
  text: string;
}

/** Whether somebody is signed in is asked first, over HTTP; what is theirs comes over the live connection. */
export function waitsFor(isSignedIn: boolean, state: ConnectionState): Said {
  if (state === "offline") {
    return { title: "You are offline", text: "Your browser has no network. The page goes on by itself when there is one again." };
  }
  if (!isSignedIn) {
    return {
      title: "Foundry does not answer yet",
      text: "The page waits for the gateway to say who you are. It may be starting, or your network is slow. If it stays so, reload.",
    };
  }
  if (state !== "live") {
    return {
      title: "The live connection is not there yet",
      text: "The page waits for its WebSocket, and tries again by itself. The gateway may be starting, or something on the way lets no WebSocket through.",
    };
  }
  return {
    title: "Your account is not here yet",
    text: "The page is connected and waits for the user service, which may be starting. It goes on by itself. If it stays so, reload, or tell whoever runs this Foundry.",
  };
}
