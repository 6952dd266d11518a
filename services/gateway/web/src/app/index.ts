// What other parts of the page need of the frame.
export { inspectPage, organizationPage, repositoryPage, signInPage, taskPage } from "./addresses";
export { isSidebarOpen, toggle as togglePanel } from "./panels";
export { type Needing, needsYou, setNeedsYou, useTitle } from "./title";
export { isPageVisible } from "./visible";
