import { createSignal } from "solid-js";

const [isPageVisible, setVisible] = createSignal(!document.hidden);
document.addEventListener("visibilitychange", () => setVisible(!document.hidden));

/** Whether somebody can see this page. */
export { isPageVisible };
