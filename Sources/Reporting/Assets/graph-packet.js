// Reads the two packets of a drawing. Their form is written down in DrawingPacket.swift and LabelPacket.swift. A packet
// that does not keep to it is refused as a whole: a drawing with a wrong tie would be worse than none.

export class PacketError extends Error {}

const HEADER = 128;
const UNKNOWN_SPAN = 255;

function check(holds, what) {
    if (!holds) throw new PacketError(what);
}

function magic(view, text) {
    for (let i = 0; i < 4; i++) if (view.getUint8(i) !== text.charCodeAt(i)) return false;
    return true;
}

function allBelow(array, limit) {
    for (let i = 0; i < array.length; i++) if (array[i] >= limit) return false;
    return true;
}

function allFinite(array) {
    for (let i = 0; i < array.length; i++) if (!Number.isFinite(array[i])) return false;
    return true;
}

/// The drawing as typed arrays over the packet's own bytes.
export function readDrawing(buffer) {
    check(buffer.byteLength >= HEADER, "the drawing's header is cut off");
    const view = new DataView(buffer);
    check(magic(view, "DLGR"), "this is no drawing");
    check(view.getUint16(4, true) === 1, "this drawing has a newer form than this page; load the page again");
    const count = (offset) => view.getUint32(offset, true);
    const n = count(8), m = count(12), c = count(16);
    const padded = (bytes) => (bytes + 3) & ~3;
    const bytes = HEADER + 20 * n + 12 * m + 20 * c + 2 * padded(n) + padded(m);
    check(n <= 1e6 && m <= 1e7 && c <= 1e6, "the drawing is too large");
    check(count(36) === bytes && buffer.byteLength === bytes, "the drawing is cut off");

    let offset = HEADER;
    const take = (type, length) => {
        const array = new type(buffer, offset, length);
        offset += padded(length * type.BYTES_PER_ELEMENT);
        return array;
    };
    const drawing = {
        isOfNetworks: view.getUint16(6, true) === 1,
        bodies: n, ties: m, groups: c,
        accountsInAll: count(20), tiesInAll: count(24), networksInAll: count(28), unsoundTies: count(32),
        width: view.getFloat32(40, true), height: view.getFloat32(44, true),
        borders: Array.from({ length: 7 }, (_, i) => view.getFloat64(48 + 8 * i, true)),
        place: take(Float32Array, 2 * n), radius: take(Float32Array, n),
        group: take(Uint32Array, n), partners: take(Uint32Array, n),
        ends: take(Uint32Array, 2 * m), weight: take(Float32Array, m),
        disc: take(Float32Array, 3 * c), members: take(Uint32Array, c), first: take(Uint32Array, c),
        platform: take(Uint8Array, n), span: take(Uint8Array, n), strength: take(Uint8Array, m),
    };
    check(allBelow(drawing.ends, n) && allBelow(drawing.group, c), "the drawing names what it does not hold");
    check(allFinite(drawing.place) && allFinite(drawing.radius) && allFinite(drawing.disc) &&
        Number.isFinite(drawing.width) && Number.isFinite(drawing.height), "the drawing has places that are no numbers");
    for (let i = 0; i < n; i++) {
        check(drawing.span[i] < 6 || drawing.span[i] === UNKNOWN_SPAN, "the drawing has a time that is none");
    }
    return drawing;
}

/// Names and addresses, decoded when they are asked for.
export function readLabels(buffer) {
    check(buffer.byteLength >= 20, "the names are cut off");
    const view = new DataView(buffer);
    check(magic(view, "DLLB") && view.getUint16(4, true) === 1, "these are no names of a drawing");
    const k = view.getUint32(8, true);
    check(view.getUint32(12, true) === buffer.byteLength && 16 + 4 * (2 * k + 1) <= buffer.byteLength,
        "the names are cut off");
    const starts = new Uint32Array(buffer, 16, 2 * k + 1);
    const texts = new Uint8Array(buffer, 16 + 4 * (2 * k + 1));
    for (let i = 0; i < 2 * k; i++) check(starts[i] <= starts[i + 1], "the names are out of order");
    check(starts[2 * k] === texts.length, "the names are cut off");
    const decoder = new TextDecoder();
    const text = (i) => decoder.decode(texts.subarray(starts[i], starts[i + 1]));
    return {
        count: k,
        name: (i) => text(2 * i),
        // Our own pages only, whatever the packet says.
        address: (i) => { const path = text(2 * i + 1); return /^\/(?!\/)/.test(path) ? path : ""; },
    };
}

/// Who is tied to whom: for each body the places of its ties, the heaviest first.
export function neighbours(drawing) {
    const { bodies, ties, ends } = drawing;
    const starts = new Uint32Array(bodies + 1);
    for (let i = 0; i < 2 * ties; i++) starts[ends[i] + 1]++;
    for (let i = 0; i < bodies; i++) starts[i + 1] += starts[i];
    const next = starts.slice(0, bodies);
    const list = new Uint32Array(2 * ties);
    for (let i = 0; i < 2 * ties; i++) list[next[ends[i]]++] = i >> 1;
    return {
        tiesOf: (body) => list.subarray(starts[body], starts[body + 1]),
        other: (tie, body) => (ends[2 * tie] === body ? ends[2 * tie + 1] : ends[2 * tie]),
    };
}
