// Where the drawing is looked at from, and what stands under a point of the screen.

const LARGEST = 12;

export class Camera {
    constructor(drawing) {
        this.drawing = drawing;
        this.width = this.height = 1;
        this.scale = 0;
        this.x = drawing.width / 2;
        this.y = drawing.height / 2;
    }

    get fitted() {
        return Math.min(this.width / Math.max(this.drawing.width, 1), this.height / Math.max(this.drawing.height, 1), 3);
    }

    resize(width, height) {
        const wasFitted = this.scale <= this.fitted * 1.001;
        this.width = Math.max(1, width);
        this.height = Math.max(1, height);
        if (wasFitted) this.fit(); else this.clamp();
    }

    fit() {
        this.scale = this.fitted;
        this.x = this.drawing.width / 2;
        this.y = this.drawing.height / 2;
    }

    /// The drawing never leaves the view altogether, and is never smaller than the view.
    clamp() {
        this.scale = Math.min(Math.max(this.scale, this.fitted), Math.max(LARGEST, this.fitted));
        this.x = Math.min(Math.max(this.x, 0), this.drawing.width);
        this.y = Math.min(Math.max(this.y, 0), this.drawing.height);
    }

    pan(dx, dy) {
        this.x -= dx / this.scale;
        this.y -= dy / this.scale;
        this.clamp();
    }

    zoom(factor, x = this.width / 2, y = this.height / 2) {
        const [wx, wy] = this.world(x, y);
        this.scale *= factor;
        this.clamp();
        this.x = wx - (x - this.width / 2) / this.scale;
        this.y = wy - (y - this.height / 2) / this.scale;
        this.clamp();
    }

    screenX(x) { return (x - this.x) * this.scale + this.width / 2; }
    screenY(y) { return (y - this.y) * this.scale + this.height / 2; }
    world(x, y) {
        return [(x - this.width / 2) / this.scale + this.x, (y - this.height / 2) / this.scale + this.y];
    }

    /// The view that shows a body and some of what is around it.
    around(body) {
        const { place, radius, isOfNetworks } = this.drawing;
        const wanted = isOfNetworks ? Math.min(this.width, this.height) / (radius[body] * 5) : 1.8;
        return { x: place[2 * body], y: place[2 * body + 1], scale: Math.max(this.scale, wanted, this.fitted) };
    }
}

/// How large a body is on the screen: never too small to be seen.
export function shownRadius(drawing, body, scale) {
    return Math.max(drawing.radius[body] * scale, drawing.isOfNetworks ? 2.5 : 1.7);
}

/// Finds bodies by where they are.
export class Places {
    constructor(drawing) {
        this.drawing = drawing;
        const side = Math.max(1, Math.ceil(Math.sqrt(drawing.bodies / 4)));
        this.side = Math.min(side, 200);
        this.cellWidth = Math.max(drawing.width / this.side, 1e-6);
        this.cellHeight = Math.max(drawing.height / this.side, 1e-6);
        this.cells = Array.from({ length: this.side * this.side }, () => []);
        this.largest = 0;
        for (let body = 0; body < drawing.bodies; body++) {
            const [column, row] = this.cell(drawing.place[2 * body], drawing.place[2 * body + 1]);
            this.cells[row * this.side + column].push(body);
            this.largest = Math.max(this.largest, drawing.radius[body]);
        }
    }

    cell(x, y) {
        const clamp = (index) => Math.min(Math.max(Math.floor(index), 0), this.side - 1);
        return [clamp(x / this.cellWidth), clamp(y / this.cellHeight)];
    }

    /// Whether a body stands in a box of the screen, other than one.
    isCrowded(camera, left, top, right, bottom, except) {
        const { place } = this.drawing;
        const [x0, y0] = camera.world(left, top), [x1, y1] = camera.world(right, bottom);
        const [firstColumn, firstRow] = this.cell(x0 - this.largest, y0 - this.largest);
        const [lastColumn, lastRow] = this.cell(x1 + this.largest, y1 + this.largest);
        for (let row = firstRow; row <= lastRow; row++) {
            for (let column = firstColumn; column <= lastColumn; column++) {
                for (const body of this.cells[row * this.side + column]) {
                    if (body === except) continue;
                    const radius = shownRadius(this.drawing, body, camera.scale) / camera.scale;
                    const x = place[2 * body], y = place[2 * body + 1];
                    if (x + radius > x0 && x - radius < x1 && y + radius > y0 && y - radius < y1) return true;
                }
            }
        }
        return false;
    }

    /// The body under a point of the screen, with some pixels to spare; -1 where there is none.
    at(camera, x, y, spare) {
        const [wx, wy] = camera.world(x, y);
        const reach = Math.max(this.largest, 3 / camera.scale) + spare / camera.scale;
        const [left, top] = this.cell(wx - reach, wy - reach);
        const [right, bottom] = this.cell(wx + reach, wy + reach);
        let best = -1, least = Infinity;
        for (let row = top; row <= bottom; row++) {
            for (let column = left; column <= right; column++) {
                for (const body of this.cells[row * this.side + column]) {
                    const distance = Math.hypot(
                        this.drawing.place[2 * body] - wx, this.drawing.place[2 * body + 1] - wy) * camera.scale;
                    const beyond = distance - shownRadius(this.drawing, body, camera.scale);
                    if (beyond <= spare && beyond < least) { best = body; least = beyond; }
                }
            }
        }
        return best;
    }
}
