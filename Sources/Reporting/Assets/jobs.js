// The script of the pages of imports and jobs: shows progress as it comes. Without it the pages ask again by themselves.
"use strict";
(() => {
  const bytes = (count) => {
    const units = ["bytes", "kB", "MB", "GB"];
    let place = 0;
    while (count >= 1000 && place < 3) { count /= 1000; place += 1; }
    return (place === 0 ? count : count.toFixed(1)) + " " + units[place];
  };
  const amount = (count, unit) => unit === "bytes" ? bytes(count) : count.toLocaleString("en") + " " + unit;

  const job = document.querySelector("[data-events]");
  if (job) {
    const bar = job.querySelector("progress");
    const label = job.querySelector("[data-label]");
    const count = job.querySelector("[data-count]");
    const source = new EventSource(job.dataset.events);
    source.addEventListener("progress", (event) => {
      const told = JSON.parse(event.data);
      if (told.state !== job.dataset.state) { source.close(); location.replace(location.pathname); return; }
      if (!told.progress) return;
      const step = told.progress;
      label.textContent = step.label;
      if (step.total) { bar.max = step.total; bar.value = step.done; } else { bar.removeAttribute("value"); }
      count.textContent = step.total
        ? amount(step.done, step.unit) + " of " + amount(step.total, step.unit) : amount(step.done, step.unit);
    });
    source.addEventListener("end", () => { source.close(); location.replace(location.pathname); });
  }

  const form = document.querySelector("form[enctype='multipart/form-data']");
  if (form) {
    const files = form.querySelector("input[type=file]");
    const place = form.querySelector("[data-sending]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = form.querySelector("button[type=submit]");
      const bar = document.createElement("progress");
      const text = document.createElement("span");
      const request = new XMLHttpRequest();
      place.replaceChildren(bar, text);
      button.disabled = true;
      const fail = (words) => {
        place.replaceChildren();
        const told = document.createElement("p");
        told.className = "told refused";
        told.setAttribute("role", "alert");
        told.textContent = words;
        place.append(told);
        button.disabled = false;
      };
      request.upload.addEventListener("progress", (step) => {
        if (!step.lengthComputable) return;
        bar.max = step.total;
        bar.value = step.loaded;
        text.textContent = " " + bytes(step.loaded) + " of " + bytes(step.total) + " sent";
      });
      request.addEventListener("load", () => {
        if (request.status < 300) { location.assign(request.responseURL); return; }
        let words = "It was not taken (" + request.status + ").";
        try {
          const error = JSON.parse(request.responseText).error;
          words = error.message + (error.help ? " " + error.help : "");
        } catch (ignored) { /* The status says enough. */ }
        fail(words);
      });
      request.addEventListener("error", () => fail("The connection broke off before everything was sent; nothing was kept."));
      request.open("POST", form.action);
      request.setRequestHeader("X-Form-Token", form.elements.form_token.value);
      request.setRequestHeader("Accept", "application/json");
      request.send(new FormData(form));
    });
    const drop = document.querySelector("[data-drop]");
    if (drop) {
      const mark = (on) => (event) => { event.preventDefault(); drop.classList.toggle("over", on); };
      drop.addEventListener("dragover", mark(true));
      drop.addEventListener("dragleave", mark(false));
      drop.addEventListener("drop", (event) => {
        mark(false)(event);
        if (event.dataTransfer.files.length > 0) files.files = event.dataTransfer.files;
      });
    }
  }
})();
