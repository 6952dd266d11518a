/** Browser notifications, for those who asked for them: only while the page is hidden, one at a time over all tabs. */

import { createEffect, on } from "solid-js";
import { useNavigate } from "@solidjs/router";
import { isPageVisible, needsYou, taskPage } from "../app";
import { news } from "./news";
import { notifications } from "./preferences";

/** Notifications of one tag replace each other, also those of other tabs. */
const TAG = "foundry-needs-you";

export type Permission = "granted" | "denied" | "default" | "unsupported";

export const permission = (): Permission => ("Notification" in window ? Notification.permission : "unsupported");

/** Asks the browser; people must have asked for it by a press, or the browser says no by itself. */
export async function askPermission(): Promise<Permission> {
  return "Notification" in window ? Notification.requestPermission() : "unsupported";
}

export function followNotifications(): void {
  const navigate = useNavigate();
  createEffect(
    on(needsYou, (now, before) => {
      const told = news(before, now);
      if (told === undefined || isPageVisible() || notifications() === "off" || permission() !== "granted") return;
      const shown = new Notification(told.title, { body: told.body, tag: TAG, icon: "/favicon.svg" });
      shown.onclick = () => {
        window.focus();
        navigate(taskPage(told.opens.organizationId, told.opens.taskId));
        shown.close();
      };
    }),
  );
}
