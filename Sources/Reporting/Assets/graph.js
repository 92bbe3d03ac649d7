// The drawing of accounts and networks. Positions come from the server; this draws them and lets people look around. The
// table beside it says the same without it.

import { Camera, Places } from "./graph-camera.js";
import { CanvasRenderer } from "./graph-canvas.js";
import { Overlay } from "./graph-labels.js";
import { Colouring, fillLegend, spanText } from "./graph-legend.js";
import { neighbours, PacketError, readDrawing, readLabels } from "./graph-packet.js";
import { networkSlot, readStyle, shapeSheet, TIE } from "./graph-style.js";
import { WebGLRenderer } from "./graph-webgl.js";

// While it moves, so many ties are drawn at first; what the machine manages is found out on the way.
const FIRST_SLICE = 4000, LEAST_SLICE = 2000;
// A frame should not take longer than this, in milliseconds.
const GOOD_FRAME = 40;
// After so long without movement the picture is completed.
const STILL = 140;
// At rest a frame may bring so many times more ties than while it moves.
const RESTING = 3;
// So many bodies are drawn as what they are also while it moves.
const FEW = 1500;
const STEP = 60;
const MOST_MATCHES = 8, MOST_NEIGHBOURS = 12;
// How much ink the ties of a network may put on its disc.
const INK = 0.2;

/// What the renderers want, made once of the packet: ends of ties as places, how quiet each must be, looks of bodies.
function prepare(drawing) {
    const { bodies, ties, groups, place, radius, ends, group, disc, strength } = drawing;
    drawing.bodyDiscs = new Float32Array(3 * bodies);
    for (let i = 0; i < bodies; i++) drawing.bodyDiscs.set([place[2 * i], place[2 * i + 1], radius[i]], 3 * i);
    drawing.bodyLook = new Uint8Array(3 * bodies);
    drawing.tieEnds = new Float32Array(4 * ties);
    drawing.tieKind = new Uint8Array(2 * ties);
    drawing.tieQuiet = new Float32Array(ties);
    const lengths = new Float64Array(groups + 1);
    const home = (tie) => {
        const own = group[ends[2 * tie]];
        return own === group[ends[2 * tie + 1]] ? own : groups;
    };
    for (let tie = 0; tie < ties; tie++) {
        const a = 2 * ends[2 * tie], b = 2 * ends[2 * tie + 1], i = 4 * tie;
        drawing.tieEnds[i] = place[a];
        drawing.tieEnds[i + 1] = place[a + 1];
        drawing.tieEnds[i + 2] = place[b];
        drawing.tieEnds[i + 3] = place[b + 1];
        drawing.tieKind[2 * tie] = Math.min(strength[tie], 3);
        drawing.tieKind[2 * tie + 1] = home(tie) < groups ? networkSlot(home(tie)) : TIE;
        lengths[home(tie)] += Math.hypot(place[a] - place[b], place[a + 1] - place[b + 1]);
    }
    for (let tie = 0; tie < ties; tie++) {
        const own = home(tie);
        const area = own < groups ? Math.PI * disc[3 * own + 2] ** 2 : 0.5 * drawing.width * drawing.height;
        drawing.tieQuiet[tie] = INK * area / Math.max(lengths[own], 1);
    }
}

class Graph {
    constructor(root, drawing) {
        this.root = root;
        this.drawing = drawing;
        this.find = (name) => root.querySelector(`[data-part="${name}"]`);
        this.stage = this.find("stage");
        this.status = this.find("status");
        this.platforms = JSON.parse(root.dataset.platforms).map(([title, corners]) => ({ title, corners }));
        this.colouring = new Colouring(drawing, this.platforms);
        this.camera = new Camera(drawing);
        this.names = null;
        this.selected = this.hovered = -1;
        this.only = null;
        this.slice = FIRST_SLICE;
        this.drawnTies = this.drawnBodies = this.shownTies = 0;
        this.isDirty = true;
        this.pointers = new Map();
        this.frames = 0;

        prepare(drawing);
        root.querySelector(".graph-live").hidden = false;
        root.querySelector(".graph-still")?.setAttribute("hidden", "");
        this.overlay = new Overlay(this.find("overlay"), drawing, () => this.neighbours, () => this.places);
        this.chooseRenderer();
        this.restyle();
        this.listen();
        this.measure();
    }

    get neighbours() { return this.adjacency ??= neighbours(this.drawing); }
    get places() { return this.index ??= new Places(this.drawing); }

    // MARK: Drawing

    chooseRenderer() {
        const canvas = this.find("canvas");
        this.renderer = null;
        if (!this.mustUseCanvas) {
            try {
                this.renderer = WebGLRenderer.on(canvas, this.drawing, shapeSheet(this.platforms));
            } catch {
                this.renderer = null;
            }
        }
        if (this.renderer) {
            canvas.addEventListener("webglcontextlost", (event) => {
                event.preventDefault();
                this.isLost = true;
                this.lostTimer = setTimeout(() => this.giveUpWebGL(), 3000);
            });
            canvas.addEventListener("webglcontextrestored", () => {
                clearTimeout(this.lostTimer);
                this.isLost = false;
                this.renderer.prepare();
                this.resized = false;
                this.measure();
            });
        } else {
            // A canvas that had another kind of context cannot have this one.
            const fresh = canvas.cloneNode(false);
            canvas.replaceWith(fresh);
            this.renderer = new CanvasRenderer(fresh, this.drawing, this.platforms);
        }
        this.root.dataset.drawnBy = this.renderer.name;
    }

    giveUpWebGL() {
        this.isLost = false;
        this.mustUseCanvas = true;
        this.chooseRenderer();
        this.resized = false;
        this.measure();
    }

    measure() {
        const { clientWidth: width, clientHeight: height } = this.stage;
        if (!width || !height) return;
        const ratio = Math.min(window.devicePixelRatio || 1, 2);
        const size = `${width} ${height} ${ratio}`;
        if (this.resized === size) return;
        this.resized = size;
        this.ratio = ratio;
        this.camera.resize(width, height);
        this.renderer.resize(Math.round(width * ratio), Math.round(height * ratio));
        this.overlay.resize(width, height, ratio);
        this.changed();
    }

    restyle() {
        this.baseStyle = readStyle(this.stage);
        this.recolour();
    }

    recolour() {
        const { drawing, colouring } = this;
        this.style = {
            ...this.baseStyle, colours: colouring.colours(this.baseStyle),
            tintsTies: colouring.mode === "network" && !drawing.isOfNetworks,
        };
        for (let body = 0; body < drawing.bodies; body++) {
            drawing.bodyLook[3 * body] = colouring.slot(colouring.key(body));
            drawing.bodyLook[3 * body + 1] = colouring.shape(body);
        }
        fillLegend(this.find("legend"), colouring, this.style, this.names, this.only, (key) => this.toggle(key));
        this.find("legend-remark").textContent = colouring.remark();
        this.emphasise();
        this.measure();
    }

    /// Which bodies stand out: those looked at and their neighbours, or those of the legend's pressed button.
    emphasise() {
        const { drawing, colouring } = this;
        const focus = this.selected;
        const look = drawing.bodyLook;
        let marked = null;
        if (focus >= 0) {
            const near = new Set([focus]);
            for (const tie of this.neighbours.tiesOf(focus)) near.add(this.neighbours.other(tie, focus));
            marked = (body) => near.has(body);
        } else if (this.only !== null) {
            marked = (body) => colouring.key(body) === this.only;
        }
        for (let body = 0; body < drawing.bodies; body++) {
            look[3 * body + 2] = !marked ? 0 : marked(body) ? (focus >= 0 ? 2 : 0) : 1;
        }
        this.marked = marked;
        this.renderer.lookChanged();
        this.changed();
    }

    /// Whose ties are drawn out.
    get focus() { return this.selected >= 0 ? this.selected : this.hovered; }

    /// The view or the colours changed: everything is drawn anew.
    changed() {
        this.drawnTies = this.drawnBodies = 0;
        this.isDirty = true;
        this.request();
    }

    moved() {
        this.lastMove = performance.now();
        this.changed();
    }

    request() {
        if (!this.pending) this.pending = requestAnimationFrame((now) => this.draw(now));
    }

    get isComplete() { return this.drawnTies === this.drawing.ties && this.drawnBodies === this.drawing.bodies; }

    /// While it moves, the heaviest ties and dots go straight to the page. At rest a picture is completed part by part,
    /// so that no frame takes long; it stays until something changes.
    draw(now) {
        this.pending = 0;
        if (this.isLost || !this.resized) return;
        this.frames += 1;
        this.adapt(now);
        this.step(now);
        const { camera, ratio, style } = this;
        const view = {
            x: camera.x, y: camera.y, scale: camera.scale * ratio, ratio,
            least: (this.drawing.isOfNetworks ? 2.5 : 1.7) * ratio,
        };
        const isMoving = now - (this.lastMove ?? -STILL) < STILL;
        if (isMoving && this.isDirty) this.drawMoving(view);
        else if (!isMoving && (this.isDirty || !this.isComplete)) this.drawPart(view);
        this.drawOverlay(isMoving);
        this.tell(isMoving);
        const isDone = this.isComplete && !isMoving;
        this.root.dataset.state = isDone ? "complete" : "drawing";
        this.drewAt = now;
        if (this.flight || (!isMoving && !isDone)) this.request();
        else if (isMoving) this.later(() => this.request());
    }

    /// Names and rings, where any of what they depend on has changed.
    drawOverlay(isMoving) {
        const { camera, style } = this;
        const cause = [
            camera.x, camera.y, camera.scale, this.resized, this.selected, this.hovered, isMoving, this.marked, this.names, style,
        ];
        if (this.overlayCause?.every((value, i) => value === cause[i])) return;
        this.overlayCause = cause;
        this.overlay.draw(camera, { ink: style.ink, paper: style.paperText, sun: style.sun }, this, isMoving);
    }

    get faded() { return this.selected >= 0 ? 0.72 : this.only !== null ? 0.6 : 0; }

    drawMoving(view) {
        const { renderer, style, drawing } = this;
        this.shownTies = Math.min(this.slice, drawing.ties);
        renderer.begin(view, style, false);
        renderer.addTies(view, style, 0, this.shownTies, false);
        renderer.fade(style, this.faded, false);
        // Few bodies can be drawn as what they are; of networks the largest, which come first.
        if (drawing.bodies <= FEW || drawing.isOfNetworks) {
            renderer.addBodies(view, style, 0, Math.min(FEW, drawing.bodies), false);
        } else {
            renderer.addDots(view, style);
        }
    }

    drawPart(view) {
        const { renderer, style, drawing } = this;
        if (this.isDirty) renderer.begin(view, style, true);
        this.isDirty = false;
        const to = Math.min(this.drawnTies + RESTING * this.slice, drawing.ties);
        renderer.addTies(view, style, this.drawnTies, to, true);
        this.drawnTies = this.shownTies = to;
        if (to === drawing.ties) {
            if (this.drawnBodies === 0) renderer.fade(style, this.faded, true);
            const bodies = Math.min(this.drawnBodies + Math.max(FEW, this.slice / 2 | 0), drawing.bodies);
            renderer.addBodies(view, style, this.drawnBodies, bodies, true);
            this.drawnBodies = bodies;
        }
        renderer.show(style);
        if (!this.isComplete) renderer.addDots(view, style);
    }

    /// Once, when it has come to rest.
    later(action) {
        clearTimeout(this.rest);
        this.rest = setTimeout(action, STILL + 10);
    }

    /// More ties in a frame where frames are quick, fewer where they are slow.
    adapt(now) {
        const took = now - (this.drewAt ?? -Infinity);
        // Only frames that followed one another tell anything.
        if (took > 1000 || !this.shownTies) return;
        if (took > GOOD_FRAME) this.slice = Math.max(LEAST_SLICE, Math.round(this.slice * 0.6));
        else if (took < GOOD_FRAME / 2) this.slice = Math.min(this.drawing.ties, Math.round(this.slice * 1.25));
    }

    tell(isMoving) {
        const { drawing } = this;
        const number = (value) => value.toLocaleString("en");
        const text = this.shownTies < drawing.ties
            ? `${isMoving ? "Moving" : "Drawing"}: the heaviest ${number(this.shownTies)} of ${number(drawing.ties)} ` +
                (drawing.isOfNetworks ? "bundles of ties" : "ties")
            : `${number(drawing.bodies)} ${drawing.isOfNetworks ? "networks" : "accounts"}, ` +
                `${number(drawing.ties)} ${drawing.isOfNetworks ? "bundles of ties between them" : "ties"}`;
        if (this.told !== text) this.find("extent").textContent = this.told = text;
    }

    // MARK: Moving

    step(now) {
        const { flight, camera } = this;
        if (!flight) return;
        flight.start ??= now;
        const t = Math.min(1, (now - flight.start) / 280), ease = t * t * (3 - 2 * t);
        for (const key of ["x", "y", "scale"]) camera[key] = flight.from[key] + (flight.to[key] - flight.from[key]) * ease;
        camera.clamp();
        this.lastMove = now;
        this.drawnTies = this.drawnBodies = 0;
        this.isDirty = true;
        if (t === 1) this.flight = null;
    }

    fly(to) {
        if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
            Object.assign(this.camera, to);
            this.camera.clamp();
            this.flight = null;
        } else {
            const { x, y, scale } = this.camera;
            this.flight = { from: { x, y, scale }, to };
        }
        this.moved();
    }

    fit() {
        const camera = new Camera(this.drawing);
        camera.width = this.camera.width;
        camera.height = this.camera.height;
        camera.fit();
        this.fly({ x: camera.x, y: camera.y, scale: camera.scale });
    }

    pan(dx, dy) { this.flight = null; this.camera.pan(dx, dy); this.moved(); }
    zoom(factor, x, y) { this.flight = null; this.camera.zoom(factor, x, y); this.moved(); }

    listen() {
        const { stage } = this;
        new ResizeObserver(() => this.measure()).observe(stage);
        for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
            matchMedia(query).addEventListener("change", () => this.restyle());
        }
        stage.addEventListener("pointerdown", (event) => this.press(event));
        stage.addEventListener("pointermove", (event) => this.drag(event));
        for (const name of ["pointerup", "pointercancel"]) stage.addEventListener(name, (event) => this.release(event));
        stage.addEventListener("pointerleave", () => this.hover(-1));
        stage.addEventListener("dblclick", (event) => this.zoom(1.8, ...this.spot(event)));
        stage.addEventListener("wheel", (event) => {
            // Until it is looked at, the wheel belongs to the page.
            if (!event.ctrlKey && document.activeElement !== stage) return;
            event.preventDefault();
            const lines = event.deltaMode === 1 ? 16 : 1;
            this.zoom(Math.exp(-Math.min(Math.max(event.deltaY * lines, -240), 240) * 0.0025), ...this.spot(event));
        }, { passive: false });
        stage.addEventListener("keydown", (event) => this.key(event));
        for (const [name, action] of [
            ["zoom-in", () => this.zoom(1.5)], ["zoom-out", () => this.zoom(1 / 1.5)], ["fit", () => this.fit()],
        ]) this.find(name).addEventListener("click", action);
        this.find("colour").addEventListener("change", (event) => {
            this.colouring.mode = event.target.value;
            this.only = null;
            this.recolour();
        });
        this.find("search").addEventListener("input", () => this.search());
        this.find("search").addEventListener("keydown", (event) => {
            if (event.key === "Enter") { event.preventDefault(); this.find("matches").querySelector("button")?.click(); }
            if (event.key === "Escape") { event.target.value = ""; this.search(); }
        });
    }

    spot(event) {
        const box = this.stage.getBoundingClientRect();
        return [event.clientX - box.left, event.clientY - box.top];
    }

    press(event) {
        if (event.button) return;
        this.stage.setPointerCapture(event.pointerId);
        this.pointers.set(event.pointerId, this.spot(event));
        this.travelled = this.pointers.size > 1 ? Infinity : 0;
    }

    drag(event) {
        const [x, y] = this.spot(event);
        const before = this.pointers.get(event.pointerId);
        if (!before) {
            if (event.pointerType === "mouse") this.hover(this.places.at(this.camera, x, y, 3));
            return;
        }
        const others = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
        if (others.length) {
            const [ox, oy] = others[0];
            const spread = Math.hypot(before[0] - ox, before[1] - oy);
            this.pan((x - before[0]) / 2, (y - before[1]) / 2);
            if (spread > 8) this.zoom(Math.hypot(x - ox, y - oy) / spread, (x + ox) / 2, (y + oy) / 2);
        } else {
            this.travelled += Math.hypot(x - before[0], y - before[1]);
            if (this.travelled > 4) this.pan(x - before[0], y - before[1]);
        }
        this.pointers.set(event.pointerId, [x, y]);
    }

    release(event) {
        if (!this.pointers.delete(event.pointerId) || this.travelled > 4 || event.type === "pointercancel") return;
        this.select(this.places.at(this.camera, ...this.spot(event), event.pointerType === "mouse" ? 4 : 14));
    }

    // MARK: Looking at one

    hover(body) {
        if (body === this.hovered) return;
        this.hovered = body;
        this.stage.classList.toggle("is-over", body >= 0);
        this.request();
    }

    select(body, { centre = false } = {}) {
        this.selected = body;
        this.round = 0;
        this.emphasise();
        this.describe();
        if (body >= 0 && (centre || !this.isInView(body))) this.fly(this.camera.around(body));
    }

    isInView(body) {
        const { camera, drawing } = this;
        const x = camera.screenX(drawing.place[2 * body]), y = camera.screenY(drawing.place[2 * body + 1]);
        return x > 8 && y > 8 && x < camera.width - 8 && y < camera.height - 8;
    }

    toggle(key) {
        this.only = this.only === key ? null : key;
        if (this.selected >= 0) this.select(-1);
        this.recolour();
    }

    name(body) { return this.names ? this.names.name(body) : "…"; }

    key(event) {
        if (event.altKey || event.metaKey || event.ctrlKey) return;
        const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
        if (arrow && this.selected >= 0 && !event.shiftKey) this.goTowards(arrow);
        else if (arrow) this.pan(-STEP * arrow[0], -STEP * arrow[1]);
        else if (event.key === "+" || event.key === "=") this.zoom(1.3);
        else if (event.key === "-") this.zoom(1 / 1.3);
        else if (event.key === "0") this.fit();
        else if (event.key === "Escape" && this.selected >= 0) this.select(-1);
        else if (event.key === "Enter") this.enter();
        else if (event.key === "Tab" && this.selected >= 0) { if (!this.goRound(event.shiftKey ? -1 : 1)) return; }
        else return;
        event.preventDefault();
    }

    /// Selects the best tied in view; with one selected, goes to its page.
    enter() {
        if (this.selected >= 0) { this.find("details").querySelector("a")?.focus(); return; }
        for (const body of this.overlay.order) {
            if (this.isInView(body)) { this.select(body); return; }
        }
    }

    /// The neighbour that lies most in this direction.
    goTowards([dx, dy]) {
        const { place } = this.drawing;
        const own = this.selected;
        let best = -1, least = Infinity;
        for (const tie of this.neighbours.tiesOf(own)) {
            const other = this.neighbours.other(tie, own);
            const x = place[2 * other] - place[2 * own], y = place[2 * other + 1] - place[2 * own + 1];
            const along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
            if (along <= 0 || along < aside * 0.5) continue;
            if (along + 2 * aside < least) { best = other; least = along + 2 * aside; }
        }
        if (best >= 0) this.select(best);
        else this.status.textContent = "No neighbour lies in this direction.";
    }

    /// Points at the neighbours one after the other, the heaviest tie first; past the last the focus moves on.
    goRound(step) {
        const ties = this.neighbours.tiesOf(this.selected);
        const next = this.round + step;
        if (next < 1 || next > ties.length) { this.round = 0; return false; }
        this.round = next;
        this.hovered = this.neighbours.other(ties[next - 1], this.selected);
        this.status.textContent =
            `Neighbour ${next} of ${ties.length}: ${this.name(this.hovered)}, tied with weight ` +
            `${this.drawing.weight[ties[next - 1]].toLocaleString("en")}.`;
        this.request();
        return true;
    }

    describe() {
        const box = this.find("details"), body = this.selected;
        box.hidden = body < 0;
        if (body < 0) { box.replaceChildren(); this.status.textContent = "Nothing is selected."; return; }
        const { drawing, names } = this;
        const element = (tag, content, name) => {
            const made = document.createElement(tag);
            if (name) made.className = name;
            if (content !== undefined) made.append(content);
            return made;
        };
        const named = (index) => {
            const label = element("bdi", names ? names.name(index) : "…");
            const address = names?.address(index);
            if (!address) return label;
            const link = element("a", label);
            link.setAttribute("href", address);
            return link;
        };
        const group = drawing.group[body];
        const number = (value) => value.toLocaleString("en");
        const title = element("h4", named(body));
        const facts = element("p", "", "soft");
        if (drawing.isOfNetworks) {
            facts.append(`${number(drawing.members[group])} accounts; tied to ${number(drawing.partners[body])} networks`);
        } else {
            facts.append(`${this.platforms[drawing.platform[body]]?.title ?? "?"}; in `, named(drawing.bodies + group),
                `; tied to ${number(drawing.partners[body])} accounts; first seen `,
                spanText(drawing, drawing.span[body]).replace("first seen: ", ""));
        }
        const list = element("ol");
        const ties = this.neighbours.tiesOf(body);
        for (const tie of ties.subarray(0, MOST_NEIGHBOURS)) {
            const other = this.neighbours.other(tie, body);
            const button = element("button", element("bdi", this.name(other)));
            button.type = "button";
            button.addEventListener("click", () => { this.select(other); this.stage.focus(); });
            const item = element("li", button);
            item.append(" ", element("span", number(drawing.weight[tie]), "soft"));
            list.append(item);
        }
        const more = ties.length - MOST_NEIGHBOURS;
        const rest = more > 0 ? element("p", `and ${number(more)} more: see the table`, "soft") : "";
        box.replaceChildren(title, facts, element("p", ties.length ? "Heaviest ties:" : "No tie is drawn.", "soft"), list, rest);
        this.status.textContent = `Selected: ${this.name(body)}. ${facts.textContent}.`;
    }

    // MARK: Names

    named(labels) {
        if (labels.count !== this.drawing.bodies + this.drawing.groups) throw new PacketError("these are other names");
        this.names = this.overlay.names = labels;
        this.find("search").disabled = false;
        this.recolour();
        if (this.selected >= 0) this.describe();
    }

    search() {
        const wanted = this.find("search").value.trim().toLocaleLowerCase();
        const list = this.find("matches");
        const found = [];
        let count = 0;
        if (wanted && this.names) {
            this.folded ??= Array.from({ length: this.drawing.bodies }, (_, i) => this.names.name(i).toLocaleLowerCase());
            for (let body = 0; body < this.folded.length; body++) {
                if (!this.folded[body].includes(wanted)) continue;
                count += 1;
                // Whole names and beginnings come before what only holds the text.
                found.push([this.folded[body] === wanted ? 0 : this.folded[body].startsWith(wanted) ? 1 : 2, body]);
            }
        }
        found.sort((a, b) => a[0] - b[0] || this.drawing.partners[b[1]] - this.drawing.partners[a[1]] || a[1] - b[1]);
        list.replaceChildren(...found.slice(0, MOST_MATCHES).map(([, body]) => {
            const item = document.createElement("li"), button = document.createElement("button");
            const name = document.createElement("bdi");
            name.textContent = this.name(body);
            button.type = "button";
            button.append(name);
            button.addEventListener("click", () => {
                list.replaceChildren();
                this.select(body, { centre: true });
                this.stage.focus({ preventScroll: true });
            });
            item.append(button);
            return item;
        }));
        this.status.textContent = !wanted ? "" : count === 0 ? "No name holds this." :
            `${count.toLocaleString("en")} found` + (count > MOST_MATCHES ? `, the first ${MOST_MATCHES} shown.` : ".");
    }
}

async function load(address) {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new PacketError(`the server answered ${answer.status}`);
    return answer.arrayBuffer();
}

async function start(root) {
    // What cannot be drawn leaves the picture that needs no script, and says why.
    const fail = (error) => {
        root.querySelector(".graph-live").hidden = true;
        root.querySelector(".graph-still")?.removeAttribute("hidden");
        root.dataset.state = "failed";
        const note = root.querySelector(".graph-trouble");
        note.hidden = false;
        note.textContent = `The drawing cannot be moved: ${error.message}. The table has the same facts.`;
    };
    try {
        const names = root.dataset.labels ? load(root.dataset.labels).then(readLabels) : null;
        // Waited for below: until then a refusal is no accident.
        names?.catch(() => {});
        const graph = new Graph(root, readDrawing(await load(root.dataset.packet)));
        root.graph = graph;
        if (names) names.then((labels) => graph.named(labels)).catch((error) => {
            graph.status.textContent = `The names could not be loaded: ${error.message}.`;
        });
    } catch (error) {
        fail(error);
    }
}

for (const root of document.querySelectorAll(".graph-panel[data-packet]")) start(root);
