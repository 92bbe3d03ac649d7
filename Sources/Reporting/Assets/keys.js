// Keys for those who work here all day. Every one does what a link or a field of the page does as well.
//
//   /       to the search field
//   j, k    next and previous row of the table one is in, or of the first
//   Enter   opens the row's first link
//   g x     goes to the page whose link in the navigation carries data-key="x"
//   ?       lists the keys

const WAIT = 1200;
let prefix = 0;

const isWriting = (target) => target.closest?.("input, textarea, select, [contenteditable], [role=application]");

function rows() {
    const table = document.activeElement?.closest?.("table") ?? document.querySelector("main table[data-keys], main table");
    return table ? [...table.tBodies].flatMap((body) => [...body.rows]) : [];
}

function go(step) {
    const all = rows();
    if (!all.length) return;
    const now = all.indexOf(document.activeElement?.closest?.("tr"));
    const row = all[Math.min(Math.max(now + step, 0), all.length - 1)];
    row.tabIndex = -1;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
}

function help() {
    const dialog = document.getElementById("keys");
    if (!dialog) return;
    if (dialog.open) dialog.close();
    else dialog.showModal();
}

document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (prefix && performance.now() - prefix < WAIT) {
        prefix = 0;
        const link = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
        if (link) { event.preventDefault(); link.click(); }
        return;
    }
    prefix = 0;
    switch (event.key) {
    case "/": {
        const field = document.querySelector("[data-search], input[type=search]:not(:disabled)");
        if (!field) return;
        field.focus();
        field.select?.();
        break;
    }
    case "j": go(1); break;
    case "k": go(-1); break;
    case "g": prefix = performance.now(); break;
    case "?": help(); break;
    case "Enter": {
        if (event.target.tagName !== "TR") return;
        event.target.querySelector("a[href]")?.click();
        break;
    }
    default: return;
    }
    event.preventDefault();
});
