document.body.textContent = "the page";
