// Chooses an interval on a strip of time and writes it into the fields of the form, which also works without: dates can
// be typed. The strip is an SVG; `data-from` and `data-to` say the times at its left and right edge.

const WIDEST = 3652059 * 864e5;
const SVG = "http://www.w3.org/2000/svg";

class Strip {
    constructor(root) {
        this.svg = root.querySelector("svg");
        this.begin = Date.parse(root.dataset.from);
        this.end = Date.parse(root.dataset.to);
        const form = document.getElementById(root.dataset.form);
        this.fields = ["from", "to"].map((name) => form?.elements.namedItem(root.dataset[`${name}Field`] || name));
        const span = this.end - this.begin;
        if (!this.svg || !this.fields[0] || !this.fields[1] || !(span > 0) || span > WIDEST) return;
        const box = this.svg.viewBox.baseVal;
        this.left = Number(root.dataset.left ?? box.x);
        this.right = Number(root.dataset.right ?? box.x + box.width);
        this.box = box;
        this.status = root.querySelector("[data-part=status]");
        this.build(root);
        this.read();
        for (const field of this.fields) field.addEventListener("change", () => this.read());
        this.svg.addEventListener("pointerdown", (event) => this.press(event));
        this.svg.addEventListener("pointermove", (event) => this.drag(event));
        for (const name of ["pointerup", "pointercancel"]) this.svg.addEventListener(name, () => { this.anchor = null; });
    }

    build(root) {
        const make = (name, attributes) => {
            const element = document.createElementNS(SVG, name);
            for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
            return element;
        };
        this.band = make("rect", { class: "strip-band", y: this.box.y, height: this.box.height });
        this.svg.append(this.band);
        // What can be handled inside is heard only where the whole is no picture.
        this.svg.setAttribute("role", "group");
        this.svg.classList.add("strip-live");
        this.handles = ["from", "to"].map((name, index) => {
            const handle = make("rect", {
                class: "strip-handle", width: 8, y: this.box.y, height: this.box.height, rx: 3, tabindex: 0, role: "slider",
                "aria-label": index ? "End of the interval" : "Begin of the interval",
                "aria-valuemin": this.begin, "aria-valuemax": this.end,
            });
            handle.addEventListener("keydown", (event) => this.key(event, index));
            this.svg.append(handle);
            return handle;
        });
        root.dataset.state = "live";
    }

    /// What the fields say; an empty or senseless one stands for the edge.
    read() {
        const value = (index, edge) => {
            const time = Date.parse(this.fields[index].value + (/Z$|[+-]\d\d:\d\d$/.test(this.fields[index].value) ? "" :
                this.fields[index].value.includes("T") ? "Z" : ""));
            return Number.isNaN(time) ? edge : Math.min(Math.max(time, this.begin), this.end);
        };
        this.times = [value(0, this.begin), value(1, this.end)];
        this.show();
    }

    text(time, field) {
        const iso = new Date(time).toISOString();
        if (field.type === "date") return iso.slice(0, 10);
        return field.type === "datetime-local" ? iso.slice(0, 19) : iso;
    }

    set(times) {
        this.times = [Math.min(...times), Math.max(...times)];
        this.times.forEach((time, index) => {
            this.fields[index].value = this.text(time, this.fields[index]);
            this.fields[index].dispatchEvent(new Event("input", { bubbles: true }));
        });
        this.show();
    }

    show() {
        const x = (time) => this.left + (this.right - this.left) * (time - this.begin) / (this.end - this.begin);
        const [from, to] = this.times.map(x);
        this.band.setAttribute("x", from);
        this.band.setAttribute("width", Math.max(to - from, 0));
        this.handles.forEach((handle, index) => {
            handle.setAttribute("x", (index ? to : from) - 4);
            handle.setAttribute("aria-valuenow", this.times[index]);
            handle.setAttribute("aria-valuetext", new Date(this.times[index]).toISOString().slice(0, 16).replace("T", " ") + " UTC");
        });
        if (this.status) {
            this.status.textContent = this.times.map((time) => new Date(time).toISOString().slice(0, 16).replace("T", " "))
                .join(" to ") + " UTC";
        }
    }

    time(event) {
        const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
        const share = (point.x - this.left) / (this.right - this.left);
        return this.begin + Math.min(Math.max(share, 0), 1) * (this.end - this.begin);
    }

    press(event) {
        if (event.button) return;
        const time = this.time(event);
        const handle = this.handles.indexOf(event.target);
        this.anchor = handle < 0 ? time : this.times[1 - handle];
        this.svg.setPointerCapture(event.pointerId);
    }

    drag(event) {
        if (this.anchor == null) return;
        this.set([this.anchor, this.time(event)]);
    }

    key(event, index) {
        const step = (this.end - this.begin) / (event.shiftKey ? 20 : 200);
        const now = this.times[index];
        const time = {
            ArrowLeft: now - step, ArrowDown: now - step, ArrowRight: now + step, ArrowUp: now + step,
            PageDown: now - 10 * step, PageUp: now + 10 * step, Home: this.begin, End: this.end,
        }[event.key];
        if (time === undefined) return;
        event.preventDefault();
        const [least, most] = index ? [this.times[0], this.end] : [this.begin, this.times[1]];
        const times = [...this.times];
        times[index] = Math.min(Math.max(time, least), most);
        this.set(times);
    }
}

for (const root of document.querySelectorAll(".strip[data-from]")) new Strip(root);
