// Two small helps. Every page works without them.

// Errors: take the reader to what is wrong.
document.querySelector(".govuk-error-summary")?.focus();

// Long answers: count the characters while they are written.
for (const box of document.querySelectorAll("[data-module=govuk-character-count]")) {
  const area = box.querySelector("textarea");
  const message = box.querySelector(".govuk-character-count__message");
  const most = Number(box.dataset.maxlength);
  const spoken = document.createElement("p");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  box.append(spoken);

  const count = () => {
    // A browser counts a new line as one character, and so does the site.
    const left = most - area.value.length;
    const letters = Math.abs(left) === 1 ? "character" : "characters";
    const words = `${Math.abs(left).toLocaleString("en-GB")} ${letters}`;
    message.textContent = left < 0 ? `You have ${words} too many` : `You have ${words} left`;
    message.classList.toggle("govuk-error-message", left < 0);
  };
  let wait;
  area.addEventListener("input", () => {
    count();
    clearTimeout(wait);
    wait = setTimeout(() => { spoken.textContent = message.textContent; }, 1000);
  });
  count();
}
