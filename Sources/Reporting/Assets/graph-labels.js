// What lies above the drawing: names where they find room, the ties of what is looked at, a ring around it. Drawn by the
// browser's own text engine, so that every script reads as it should.

import { shownRadius } from "./graph-camera.js";

const FONT = 'Inter, system-ui, "Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC", sans-serif';
const MOST_GROUPS = 60, MOST_BODIES = 70;
// Names are read from this size of a body on.
const READABLE = 4.5;
const LONGEST = 28;

export class Overlay {
    /// - `ties` and `places` are asked for when they are needed: they take time to make.
    constructor(canvas, drawing, ties, places) {
        this.context = canvas.getContext("2d");
        this.canvas = canvas;
        this.drawing = drawing;
        this.ties = ties;
        this.places = places;
        this.names = null;
        this.widths = new Map();
        this.clipped = new Map();
        this.order = Uint32Array.from({ length: drawing.bodies }, (_, i) => i)
            .sort((a, b) => drawing.partners[b] - drawing.partners[a] || a - b);
    }

    resize(width, height, ratio) {
        this.canvas.width = Math.round(width * ratio);
        this.canvas.height = Math.round(height * ratio);
        this.ratio = ratio;
    }

    /// A name as it is drawn: short, and fenced so that its direction stays its own affair.
    text(index) {
        let text = this.clipped.get(index);
        if (text === undefined) {
            const letters = Array.from(this.names.name(index));
            text = "\u2068" + (letters.length > LONGEST ? letters.slice(0, LONGEST).join("") + "…" : letters.join("")) +
                "\u2069";
            this.clipped.set(index, text);
        }
        return text;
    }

    width(text, font) {
        const key = font + text;
        let width = this.widths.get(key);
        if (width === undefined) {
            this.context.font = font;
            width = this.context.measureText(text).width;
            if (this.widths.size > 5000) this.widths.clear();
            this.widths.set(key, width);
        }
        return width;
    }

    /// Draws everything for a view. `look`: what is selected and pointed at, and which bodies stand out.
    draw(camera, style, look, isMoving) {
        const { context } = this;
        context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
        context.clearRect(0, 0, camera.width, camera.height);
        this.taken = [];
        this.style = style;
        if (look.focus >= 0) this.drawTies(camera, look);
        if (this.names) {
            for (const body of [look.selected, look.hovered]) {
                if (body >= 0) this.drawBodyName(camera, body, true);
            }
            this.drawGroupNames(camera, look, isMoving ? 20 : MOST_GROUPS);
            if (!isMoving) this.drawBodyNames(camera, look, MOST_BODIES);
        }
        for (const body of new Set([look.hovered, look.selected])) {
            if (body >= 0) this.drawRing(camera, body, body === look.selected);
        }
    }

    drawTies(camera, look) {
        const { context, drawing } = this;
        const [x, y] = [camera.screenX(drawing.place[2 * look.focus]), camera.screenY(drawing.place[2 * look.focus + 1])];
        context.strokeStyle = this.style.ink;
        for (const tie of this.ties().tiesOf(look.focus)) {
            const other = this.ties().other(tie, look.focus);
            context.globalAlpha = 0.35 + 0.15 * drawing.strength[tie];
            context.lineWidth = 0.8 + 0.6 * drawing.strength[tie];
            context.beginPath();
            context.moveTo(x, y);
            context.lineTo(camera.screenX(drawing.place[2 * other]), camera.screenY(drawing.place[2 * other + 1]));
            context.stroke();
        }
        context.globalAlpha = 1;
    }

    drawRing(camera, body, isSelected) {
        const { context, drawing } = this;
        const radius = shownRadius(drawing, body, camera.scale) + 4;
        const [x, y] = [camera.screenX(drawing.place[2 * body]), camera.screenY(drawing.place[2 * body + 1])];
        for (const [width, colour] of [[5, this.style.paper], [isSelected ? 3 : 2, this.style.sun]]) {
            context.lineWidth = width;
            context.strokeStyle = colour;
            context.beginPath();
            context.arc(x, y, radius, 0, 2 * Math.PI);
            context.stroke();
        }
    }

    /// Writes a text around a point, if it covers no other.
    write(text, font, x, y, { colour = this.style.ink, force = false, align = "center" } = {}) {
        const width = this.width(text, font);
        const left = align === "center" ? x - width / 2 : x;
        const box = [left - 3, y - 10, left + width + 3, y + 5];
        if (!force && this.taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) return false;
        this.taken.push(box);
        const { context } = this;
        context.font = font;
        context.textAlign = "left";
        context.textBaseline = "alphabetic";
        context.lineJoin = "round";
        context.lineWidth = 4;
        context.strokeStyle = this.style.paper;
        context.strokeText(text, left, y);
        context.fillStyle = colour;
        context.fillText(text, left, y);
        return true;
    }

    drawGroupNames(camera, look, most) {
        const { drawing } = this;
        let drawn = 0;
        for (let group = 0; group < drawing.groups && drawn < most; group++) {
            const radius = drawing.disc[3 * group + 2] * camera.scale;
            // Groups come by size of membership, which is about that of the disc.
            if (radius < 5) break;
            if (radius < 11 || (drawing.isOfNetworks && look.marked && !look.marked(group))) continue;
            const x = camera.screenX(drawing.disc[3 * group]), y = camera.screenY(drawing.disc[3 * group + 1]);
            if (x + radius < 0 || x - radius > camera.width || y + radius < 0 || y - radius > camera.height) continue;
            const text = this.text(drawing.bodies + group);
            const font = `650 12.5px ${FONT}`;
            if (drawing.isOfNetworks) {
                const count = drawing.members[group].toLocaleString("en");
                const isWide = this.width(text, font) < 1.7 * radius;
                if (radius > 15) this.write(count, `500 12px ${FONT}`, x, y + (isWide && radius > 24 ? 13 : 4));
                if (isWide && radius > 24) drawn += this.write(text, font, x, y - 3);
                continue;
            }
            if (this.width(text, font) > Math.max(3.2 * radius, 60)) continue;
            // Where the top of the disc is out of sight, its name stays at the edge of the view.
            const half = this.width(text, font) / 2 + 6;
            const within = Math.min(Math.max(x, half), camera.width - half);
            drawn += this.write(
                text, font, Math.abs(within - x) < radius ? within : x, Math.min(Math.max(y - radius - 5, 14), y + radius));
        }
    }

    drawBodyNames(camera, look, most) {
        const { drawing, order } = this;
        if (drawing.isOfNetworks) return;
        let drawn = 0, tried = 0;
        for (let i = 0; i < order.length && drawn < most && tried < 3 * most; i++) {
            const body = order[i];
            if (drawing.radius[body] * camera.scale < READABLE || (look.marked && !look.marked(body))) continue;
            if (!this.isInView(camera, body)) continue;
            tried += 1;
            drawn += this.drawBodyName(camera, body, false);
        }
    }

    isInView(camera, body) {
        const x = camera.screenX(this.drawing.place[2 * body]), y = camera.screenY(this.drawing.place[2 * body + 1]);
        return x > 0 && x < camera.width && y > 0 && y < camera.height;
    }

    /// Beside its body, right or left, above or below, where it covers no other: or nowhere, unless it must be read.
    drawBodyName(camera, body, force) {
        const { drawing } = this;
        if (!this.isInView(camera, body)) return false;
        const x = camera.screenX(drawing.place[2 * body]), y = camera.screenY(drawing.place[2 * body + 1]);
        const away = shownRadius(drawing, body, camera.scale) * 1.2 + (force ? 8 : 4);
        const font = force ? `650 13px ${FONT}` : `500 11.5px ${FONT}`;
        const text = this.text(body);
        const width = this.width(text, font);
        const spots = [
            [x + away, y + 4], [x - away - width, y + 4], [x - width / 2, y - away], [x - width / 2, y + away + 9],
        ].filter(([left]) => left > 2 && left + width < camera.width - 2);
        const free = spots.find(([left, base]) =>
            !this.places().isCrowded(camera, left, base - 9, left + width, base + 3, body));
        const [left, base] = free ?? (force ? spots[0] ?? [x + away, y + 4] : [NaN]);
        return !Number.isNaN(left) && this.write(text, font, left, base, { force, align: "start" });
    }
}
