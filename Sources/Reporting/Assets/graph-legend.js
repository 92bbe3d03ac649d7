// The legend: what colours and shapes mean, how many of each there are, and a button for each that lets the others step
// back, so that nothing needs to be told from its colour.

import { COLOURED_NETWORKS, css, drawShape, FIRST_PIE, networkSlot, PALETTE, UNKNOWN } from "./graph-style.js";

const UNKNOWN_SPAN = 255;

const day = (milliseconds) => {
    const date = new Date(milliseconds);
    return Number.isNaN(date.getTime()) ? "?" : date.toISOString().slice(0, 10);
};

export function spanText(drawing, span) {
    if (span === UNKNOWN_SPAN) return "first seen: not known";
    const [from, to] = [day(drawing.borders[span]), day(drawing.borders[span + 1])];
    return from === to ? from : `${from} to ${to}`;
}

/// What each way of colouring shows: entries with a number of their own, and the look of every body.
export class Colouring {
    constructor(drawing, platforms) {
        this.drawing = drawing;
        this.platforms = platforms;
        const counts = new Map();
        for (const platform of drawing.platform) counts.set(platform, (counts.get(platform) || 0) + 1);
        this.platformRanks = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
        this.platformSlot = new Map(this.platformRanks.map(([platform], rank) =>
            [platform, rank < PALETTE && platform !== 0 ? rank : UNKNOWN]));
        this.mode = "network";
    }

    key(body) {
        const { drawing } = this;
        if (this.mode === "network") return drawing.group[body];
        return this.mode === "platform" ? drawing.platform[body] : drawing.span[body];
    }

    slot(key) {
        if (this.mode === "network") return networkSlot(key);
        if (this.mode === "platform") return this.platformSlot.get(key) ?? UNKNOWN;
        return key === UNKNOWN_SPAN ? UNKNOWN : key;
    }

    shape(body) {
        const { drawing } = this;
        if (drawing.isOfNetworks) return 0;
        if (this.mode !== "seen") return drawing.platform[body] < FIRST_PIE ? drawing.platform[body] : 0;
        return drawing.span[body] === UNKNOWN_SPAN ? 0 : FIRST_PIE + drawing.span[body];
    }

    colours(style) { return this.mode === "seen" ? style.spans : style.networks; }

    entries(names) {
        const { drawing } = this;
        if (this.mode === "network") {
            return Array.from({ length: Math.min(drawing.groups, COLOURED_NETWORKS) }, (_, group) => ({
                key: group, shape: 0, count: drawing.members[group],
                text: names ? names.name(drawing.bodies + group) : `Network ${group + 1}`,
            }));
        }
        if (this.mode === "platform") {
            return this.platformRanks.map(([platform, count]) => ({
                key: platform, shape: platform < FIRST_PIE ? platform : 0, count,
                text: this.platforms[platform]?.title ?? "?",
            }));
        }
        const counts = new Map();
        for (const span of drawing.span) counts.set(span, (counts.get(span) || 0) + 1);
        return [...counts].sort((a, b) => a[0] - b[0]).map(([span, count]) => ({
            key: span, shape: span === UNKNOWN_SPAN ? 0 : FIRST_PIE + span, count, text: spanText(drawing, span),
        }));
    }

    remark() {
        if (this.mode !== "network" || this.drawing.groups <= PALETTE) return "";
        const more = this.drawing.groups - COLOURED_NETWORKS;
        return (more > 0 ? `and ${more.toLocaleString("en")} smaller ones in grey. ` : "") +
            "Colours come again: a network is the disc it stands in.";
    }
}

/// Fills the list with buttons; `toggle` is told the key of the one pressed.
export function fillLegend(list, colouring, style, names, only, toggle) {
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const colours = colouring.colours(style);
    list.replaceChildren(...colouring.entries(names).map((entry) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.setAttribute("aria-pressed", String(only === entry.key));
        const sample = document.createElement("canvas");
        sample.width = sample.height = 16 * ratio;
        sample.setAttribute("aria-hidden", "true");
        const context = sample.getContext("2d");
        context.setTransform(ratio, 0, 0, ratio, 8 * ratio, 8 * ratio);
        const slot = colouring.slot(entry.key);
        drawShape(context, entry.shape, colouring.platforms, 5.5,
            css(colours.subarray(3 * slot, 3 * slot + 3)), style.paperText, 0);
        const name = document.createElement("bdi");
        name.textContent = entry.text;
        const count = document.createElement("span");
        count.className = "soft";
        count.textContent = entry.count.toLocaleString("en");
        button.append(sample, name, " ", count);
        button.addEventListener("click", () => toggle(entry.key));
        item.append(button);
        return item;
    }));
}
