// Before anything is painted: dark or light, as this person has chosen or the system says.
(() => {
  const chosen = localStorage.getItem("foundry:theme");
  const isLight = chosen === "light" || (chosen !== "dark" && matchMedia("(prefers-color-scheme: light)").matches);
  document.documentElement.dataset.theme = isLight ? "light" : "dark";
})();
