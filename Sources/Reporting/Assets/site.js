// The one script that every page has. Whatever it does can be done without it.
//
// Keys: `/` goes to the search, `g` and a letter to a page, `j` and `k` along the rows of a table, `?` to the help.
"use strict";
(() => {
  const places = {o: "/", n: "/networks", r: "/runs", c: "/cards", l: "/ledger", e: "/evidence", a: "/audit",
    i: "/imports", s: "/search", t: "/timeline"};
  let waits = false;
  const isTyping = (node) => node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName);
  const rows = () => Array.from(document.querySelectorAll("main tbody tr")).filter((row) => row.querySelector("a"));
  const step = (by) => {
    const all = rows();
    if (all.length === 0) return;
    const here = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[Math.min(all.length - 1, Math.max(0, here < 0 ? 0 : here + by))];
    const link = next.querySelector("a");
    link.focus();
    next.scrollIntoView({block: "nearest"});
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (waits) {
      waits = false;
      const place = places[event.key];
      if (place) { event.preventDefault(); location.assign(place); }
      return;
    }
    switch (event.key) {
      case "/": {
        const field = document.querySelector("[data-key='/']");
        if (field) { event.preventDefault(); field.focus(); }
        break;
      }
      case "g": waits = true; setTimeout(() => { waits = false; }, 1500); break;
      case "j": step(1); break;
      case "k": step(-1); break;
      case "?": location.assign("/help"); break;
    }
  });
})();
