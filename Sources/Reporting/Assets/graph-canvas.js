// The same picture without WebGL2: the renderer's face is that of graph-webgl.js.

import { css, drawShape, mix, TIE } from "./graph-style.js";

const LEVELS = 5;

// The canvas is asked to stay in memory (`willReadFrequently`): thousands of thin lines are drawn far quicker there than by a
// graphics card that is itself software, and where there is a real one there is WebGL2.
export class CanvasRenderer {
    constructor(canvas, drawing, platforms) {
        this.canvas = canvas;
        this.context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
        this.picture = document.createElement("canvas");
        this.pictureContext = this.picture.getContext("2d", { alpha: false, willReadFrequently: true });
        this.drawing = drawing;
        this.platforms = platforms;
        this.sprites = new Map();
        this.name = "Canvas";
    }

    resize(width, height) {
        for (const canvas of [this.canvas, this.picture]) {
            canvas.width = width;
            canvas.height = height;
        }
        this.sprites.clear();
    }

    lookChanged() {}

    aim(isPicture) { return isPicture ? this.pictureContext : this.context; }

    begin(view, style, isPicture) {
        const { drawing } = this, context = this.aim(isPicture);
        if (style !== this.style) this.sprites.clear();
        this.style = style;
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.globalAlpha = 1;
        context.fillStyle = css(style.paper);
        context.fillRect(0, 0, this.picture.width, this.picture.height);
        if (drawing.isOfNetworks) return;
        context.fillStyle = css(style.panel);
        context.strokeStyle = css(style.line);
        context.lineWidth = view.ratio;
        for (let group = 0; group < drawing.groups; group++) {
            context.beginPath();
            context.arc(
                this.x(view, drawing.disc[3 * group]), this.y(view, drawing.disc[3 * group + 1]),
                Math.max(drawing.disc[3 * group + 2] * view.scale, 2 * view.ratio), 0, 2 * Math.PI);
            context.fill();
            context.stroke();
        }
    }

    x(view, x) { return (x - view.x) * view.scale + this.canvas.width / 2; }
    y(view, y) { return (y - view.y) * view.scale + this.canvas.height / 2; }

    /// Ties of about one look come one after the other: setting a style costs more than a line. Each is a path of its own,
    /// since a path of thousands of lines is joined into one shape first, which takes a hundred times as long.
    addTies(view, style, from, to, isPicture) {
        const { drawing } = this, context = this.aim(isPicture);
        const paths = new Map();
        for (let tie = from; tie < to; tie++) {
            const strength = drawing.tieKind[2 * tie];
            const most = 0.3 + 0.2 * strength;
            const alpha = Math.min(Math.max(drawing.tieQuiet[tie] * view.scale * (1 + strength), 0.02), most);
            const level = Math.ceil(LEVELS * Math.sqrt(alpha / most));
            const colour = style.tintsTies ? drawing.tieKind[2 * tie + 1] : TIE;
            const key = (colour * 4 + strength) * 16 + level;
            let path = paths.get(key);
            if (!path) paths.set(key, path = { colour, strength, alpha: most * (level / LEVELS) ** 2, ties: [] });
            path.ties.push(tie);
        }
        for (const path of paths.values()) {
            context.strokeStyle = css(style.colours.subarray(3 * path.colour, 3 * path.colour + 3));
            context.globalAlpha = path.alpha;
            context.lineWidth = (1 + 0.56 * path.strength);
            for (const tie of path.ties) {
                const i = 4 * tie;
                context.beginPath();
                context.moveTo(this.x(view, drawing.tieEnds[i]), this.y(view, drawing.tieEnds[i + 1]));
                context.lineTo(this.x(view, drawing.tieEnds[i + 2]), this.y(view, drawing.tieEnds[i + 3]));
                context.stroke();
            }
        }
        context.globalAlpha = 1;
    }

    fade(style, share, isPicture) {
        if (!share) return;
        const context = this.aim(isPicture);
        context.fillStyle = css(style.paper, share);
        context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    }

    addBodies(view, style, from, to, isPicture) {
        const { drawing } = this, context = this.aim(isPicture);
        for (let body = from; body < to; body++) {
            const emphasis = drawing.bodyLook[3 * body + 2];
            const radius = Math.max(drawing.radius[body] * view.scale, view.least) * (emphasis === 2 ? 1.25 : 1);
            const x = this.x(view, drawing.place[2 * body]), y = this.y(view, drawing.place[2 * body + 1]);
            if (x < -radius || y < -radius || x > this.canvas.width + radius || y > this.canvas.height + radius) continue;
            const sprite = this.sprite(
                style, drawing.bodyLook[3 * body], drawing.bodyLook[3 * body + 1], emphasis, radius, view.ratio);
            context.drawImage(sprite, Math.round(x - sprite.width / 2), Math.round(y - sprite.height / 2));
        }
    }

    /// All bodies as squares of their colour: what a software canvas draws quickest.
    addDots(view, style) {
        const { context, drawing } = this;
        const paths = new Map();
        for (let body = 0; body < drawing.bodies; body++) {
            const radius = Math.max(drawing.radius[body] * view.scale, view.least);
            const x = this.x(view, drawing.place[2 * body]), y = this.y(view, drawing.place[2 * body + 1]);
            if (x < -radius || y < -radius || x > this.canvas.width + radius || y > this.canvas.height + radius) continue;
            const key = 2 * drawing.bodyLook[3 * body] + (drawing.bodyLook[3 * body + 2] === 1 ? 1 : 0);
            let path = paths.get(key);
            if (!path) paths.set(key, path = new Path2D());
            path.rect(x - radius, y - radius, 2 * radius, 2 * radius);
        }
        for (const [key, path] of paths) {
            const own = Array.from(style.colours.subarray(3 * (key >> 1), 3 * (key >> 1) + 3));
            context.fillStyle = css(key & 1 ? mix(own, style.paper, 0.82) : own);
            context.fill(path);
        }
    }

    show() { this.context.drawImage(this.picture, 0, 0); }

    /// A body of this look, drawn once.
    sprite(style, colour, shape, emphasis, radius, ratio) {
        const size = radius < 12 ? Math.round(radius * 2) / 2 : Math.round(radius);
        const key = ((colour * 32 + shape) * 4 + emphasis) * 4096 + size * 2;
        let sprite = this.sprites.get(key);
        if (sprite) return sprite;
        sprite = document.createElement("canvas");
        sprite.width = sprite.height = Math.ceil(2 * (1.25 * size + 3 * ratio));
        const context = sprite.getContext("2d");
        context.translate(sprite.width / 2, sprite.height / 2);
        let own = Array.from(style.colours.subarray(3 * colour, 3 * colour + 3));
        if (emphasis === 1) own = mix(own, style.paper, 0.82);
        const isHollow = this.drawing.isOfNetworks;
        if (isHollow) context.globalAlpha = 0.66;
        drawShape(context, shape, this.platforms, size, css(isHollow ? mix(own, style.paper, 0.72) : own),
            css(isHollow ? own : style.paper), isHollow ? Math.min(1.2 * ratio, 0.3 * size) : 0.8 * ratio);
        if (this.sprites.size > 4000) this.sprites.clear();
        this.sprites.set(key, sprite);
        return sprite;
    }
}
