// Before anything is painted: dark or light, as this person has chosen or the system says.
(() => {
  const system = matchMedia("(prefers-color-scheme: light)");
  const stored = () => {
    try {
      return localStorage.getItem("foundry:theme");
    } catch {
      // Nor can anybody sign in there: the same setting of a browser keeps cookies away. The page's scripts do not get further.
      const why = "Foundry needs this site's storage and cookies, which this browser forbids. Allow them for this address, and reload.";
      addEventListener("DOMContentLoaded", () => document.getElementById("page").append(why));
      return null;
    }
  };
  const show = () => {
    const chosen = stored();
    const isLight = chosen === "light" || (chosen !== "dark" && system.matches);
    document.documentElement.dataset.theme = isLight ? "light" : "dark";
  };
  show();
  // Also before anybody has signed in: the system may say something else in the evening.
  system.addEventListener("change", show);
})();
