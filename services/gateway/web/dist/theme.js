// Before anything is painted: dark or light, as this person has chosen or the system says.
(() => {
  const system = matchMedia("(prefers-color-scheme: light)");
  const show = () => {
    const chosen = localStorage.getItem("foundry:theme");
    const isLight = chosen === "light" || (chosen !== "dark" && system.matches);
    document.documentElement.dataset.theme = isLight ? "light" : "dark";
  };
  show();
  // Also before anybody has signed in: the system may say something else in the evening.
  system.addEventListener("change", show);
})();
