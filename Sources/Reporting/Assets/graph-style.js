// Colours and shapes: the page's own variables, so that light, dark and print follow the page, and the shapes that the
// server's drawings have.

export const SHAPES_ACROSS = 6, SHAPES_DOWN = 3;
export const PALETTE = 6, UNKNOWN = 6, TIE = 7;
// So many networks have a colour and an entry in the legend; more colours than that would tell nothing.
export const COLOURED_NETWORKS = 12;
const CELL = 96;
// The first shape that shows a span of time: a disc filled by so many sixths.
export const FIRST_PIE = 12;

export function networkSlot(group) { return group < COLOURED_NETWORKS ? group % PALETTE : UNKNOWN; }

function rgb(context, colour) {
    context.fillStyle = "#000";
    context.fillStyle = colour.trim();
    const text = context.fillStyle;
    if (text[0] === "#") return [1, 3, 5].map((i) => parseInt(text.slice(i, i + 2), 16) / 255);
    return (text.match(/[\d.]+/g) || [0, 0, 0]).slice(0, 3).map((number) => Number(number) / 255);
}

export function css([r, g, b], alpha = 1) {
    const byte = (value) => Math.round(255 * value);
    return alpha === 1 ? `rgb(${byte(r)},${byte(g)},${byte(b)})` : `rgba(${byte(r)},${byte(g)},${byte(b)},${alpha})`;
}

export function mix(a, b, share) { return a.map((value, i) => value + (b[i] - value) * share); }

/// What the page's style sheet says now.
export function readStyle(element) {
    const context = document.createElement("canvas").getContext("2d");
    const computed = getComputedStyle(element);
    const read = (name) => rgb(context, computed.getPropertyValue(name) || "#000");
    const [ink, soft, paper, panel, line, sun] =
        ["--ink", "--soft", "--paper", "--panel", "--line", "--sun"].map(read);
    const palette = [0, 1, 2, 3, 4, 5].map((slot) => read(`--t${slot}`));
    // Early to late: through three colours that differ in lightness on either ground.
    const ramp = [0, 1, 2, 3, 4, 5].map((i) =>
        i < 3 ? mix(sun, palette[3], i / 2.5) : mix(palette[3], palette[0], (i - 2.5) / 2.5));
    const flat = (colours) => new Float32Array([...colours, mix(soft, paper, 0.25), mix(soft, ink, 0.2)].flat());
    return {
        ink: css(ink), paperText: css(paper), sun: css(sun),
        paper, line, panel,
        networks: flat(palette), spans: flat(ramp),
        grounds: new Float32Array(Array(8).fill(panel).flat()),
    };
}

/// The path of a shape around the origin, as large as a disc of radius one.
export function tracePath(context, corners, radius) {
    context.beginPath();
    if (!corners.length) { context.arc(0, 0, radius, 0, 2 * Math.PI); return; }
    corners.forEach(([x, y], i) => (i ? context.lineTo(x * radius, y * radius) : context.moveTo(x * radius, y * radius)));
    context.closePath();
}

/// Draws a shape by number: a platform's, or from `FIRST_PIE` on a disc filled by so many sixths.
export function drawShape(context, shape, platforms, radius, fill, rim, rimWidth) {
    const isPie = shape >= FIRST_PIE;
    tracePath(context, isPie ? [] : platforms[shape]?.corners ?? [], radius);
    if (rimWidth) {
        context.lineWidth = 2 * rimWidth;
        context.lineJoin = "round";
        context.strokeStyle = rim;
        context.stroke();
    }
    context.fillStyle = isPie ? rim : fill;
    context.fill();
    if (!isPie) return;
    context.fillStyle = fill;
    context.beginPath();
    context.moveTo(0, 0);
    context.arc(0, 0, radius, -Math.PI / 2, -Math.PI / 2 + (Math.PI / 3) * (shape - FIRST_PIE + 1));
    context.closePath();
    context.fill();
    context.lineWidth = radius / 4;
    context.strokeStyle = fill;
    context.beginPath();
    context.arc(0, 0, radius * 0.875, 0, 2 * Math.PI);
    context.stroke();
}

/// All shapes on one sheet for WebGL: red where the shape is, green where the shape or its rim is.
export function shapeSheet(platforms) {
    const canvas = document.createElement("canvas");
    canvas.width = CELL * SHAPES_ACROSS;
    canvas.height = CELL * SHAPES_DOWN;
    const context = canvas.getContext("2d");
    context.fillStyle = "#000";
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (let shape = 0; shape < SHAPES_ACROSS * SHAPES_DOWN; shape++) {
        context.setTransform(1, 0, 0, 1,
            CELL * (shape % SHAPES_ACROSS + 0.5), CELL * (Math.floor(shape / SHAPES_ACROSS) + 0.5));
        drawShape(context, shape, platforms, CELL / 3, "#ff0", "#0f0", CELL / 18);
    }
    return canvas;
}
