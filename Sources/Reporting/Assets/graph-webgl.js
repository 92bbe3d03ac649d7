// Draws with WebGL2: discs, ties and bodies into a picture of their own, which stays while only what lies above changes.
// The context is opaque and without antialiasing (blended lines vanish on a transparent one, and software renderers are
// slow with it): edges are smoothed in the shaders. Nothing is instanced: a software renderer spends more on an instance
// than on the six corners of a tie, so corners look up their tie or body in a texture by their own number.

import { SHAPES_ACROSS, SHAPES_DOWN } from "./graph-style.js";

const ROW = 1024;

const CORNER = `
int item() { return gl_VertexID / 6; }
int corner() { int i = gl_VertexID % 6; return i < 3 ? i : i == 3 ? 2 : i == 4 ? 1 : 3; }
ivec2 spot_of(int i) { return ivec2(i % ${ROW}, i / ${ROW}); }`;

const TIE_VERTEX = `#version 300 es
precision highp float; precision highp int; precision highp sampler2D;
uniform sampler2D places; uniform sampler2D looks;
uniform vec2 size; uniform vec3 view; uniform vec3 colours[8]; uniform float tint;
out vec4 colour; out float across; flat out float half_width;
${CORNER}
void main() {
    vec4 ends = texelFetch(places, spot_of(item()), 0);
    vec4 look = texelFetch(looks, spot_of(item()), 0);
    vec2 a = (ends.xy - view.xy) * view.z, b = (ends.zw - view.xy) * view.z;
    vec2 along = b - a; along /= max(length(along), 0.001);
    vec2 aside = vec2(-along.y, along.x);
    half_width = 0.5 + 0.28 * look.y;
    float reach = half_width + 0.7;
    float side = (corner() & 1) == 0 ? -1.0 : 1.0;
    vec2 place = ((corner() & 2) == 0 ? a : b) + aside * side * reach;
    across = side * reach;
    float most = 0.30 + 0.20 * look.y;
    float alpha = clamp(look.x * view.z * (1.0 + look.y), 0.02, most);
    colour = vec4(colours[tint > 0.5 ? int(look.z) : 7], alpha);
    gl_Position = vec4(place / size * vec2(2.0, -2.0), 0.0, 1.0);
}`;

const TIE_FRAGMENT = `#version 300 es
precision mediump float;
in vec4 colour; in float across; flat in float half_width; out vec4 pixel;
void main() { pixel = vec4(colour.rgb, colour.a * clamp(half_width + 0.5 - abs(across), 0.0, 1.0)); }`;

const BODY_VERTEX = `#version 300 es
precision highp float; precision highp int; precision highp sampler2D;
uniform sampler2D places; uniform sampler2D looks;
uniform vec2 size; uniform vec3 view; uniform vec3 colours[8]; uniform vec3 paper; uniform float least; uniform float rim;
out vec2 spot; flat out vec3 colour; flat out float radius; flat out int shape;
${CORNER}
void main() {
    vec4 disc = texelFetch(places, spot_of(item()), 0);
    vec4 look = texelFetch(looks, spot_of(item()), 0);
    radius = max(disc.z * view.z, least) * (look.z > 1.5 ? 1.25 : 1.0);
    shape = int(look.y);
    float reach = radius * (shape == 0 ? 1.0 : 1.25) + rim + 1.0;
    spot = vec2((corner() & 1) == 0 ? -reach : reach, (corner() & 2) == 0 ? -reach : reach);
    colour = colours[int(look.x)];
    if (look.z > 0.5 && look.z < 1.5) colour = mix(colour, paper, 0.82);
    gl_Position = vec4(((disc.xy - view.xy) * view.z + spot) / size * vec2(2.0, -2.0), 0.0, 1.0);
}`;

// Bodies while the drawing moves: plain dots.
const DOT_VERTEX = `#version 300 es
precision highp float; precision highp int; precision highp sampler2D;
uniform sampler2D places; uniform sampler2D looks;
uniform vec2 size; uniform vec3 view; uniform vec3 colours[8]; uniform vec3 paper; uniform float least;
out vec3 colour; out float width;
ivec2 spot_of(int i) { return ivec2(i % ${ROW}, i / ${ROW}); }
void main() {
    vec4 disc = texelFetch(places, spot_of(gl_VertexID), 0);
    vec4 look = texelFetch(looks, spot_of(gl_VertexID), 0);
    colour = colours[int(look.x)];
    if (look.z > 0.5 && look.z < 1.5) colour = mix(colour, paper, 0.82);
    width = 2.0 * max(disc.z * view.z, least) * (look.z > 1.5 ? 1.25 : 1.0);
    gl_PointSize = width;
    gl_Position = vec4((disc.xy - view.xy) * view.z / size * vec2(2.0, -2.0), 0.0, 1.0);
}`;

const DOT_FRAGMENT = `#version 300 es
precision mediump float;
in vec3 colour; in float width; out vec4 pixel;
void main() {
    vec2 spot = gl_PointCoord - 0.5;
    if (dot(spot, spot) > 0.25 && width > 4.0) discard;
    pixel = vec4(colour, 1.0);
}`;

// Shape nought is a disc and computed; the others come from the sheet of shapes, whose red is the shape and whose green
// the shape with its rim.
const BODY_FRAGMENT = `#version 300 es
precision highp float;
in vec2 spot; flat in vec3 colour; flat in float radius; flat in int shape;
uniform vec3 paper; uniform vec3 rimColour; uniform float rim; uniform float hollow; uniform sampler2D shapes;
out vec4 pixel;
void main() {
    float inner, outer;
    if (shape == 0) {
        float distance = length(spot);
        float width = hollow > 0.0 ? min(rim, 0.3 * radius) : rim;
        inner = clamp(radius + 0.5 - distance, 0.0, 1.0);
        outer = clamp(radius + width + 0.5 - distance, 0.0, 1.0);
    } else {
        vec2 at = spot / (radius * 1.5) * 0.5 + 0.5;
        if (any(lessThan(at, vec2(0.0))) || any(greaterThan(at, vec2(1.0)))) discard;
        vec2 cell = vec2(float(shape % ${SHAPES_ACROSS}), float(shape / ${SHAPES_ACROSS}));
        vec4 mask = texture(shapes, (cell + at) / vec2(${SHAPES_ACROSS}.0, ${SHAPES_DOWN}.0));
        inner = mask.r; outer = mask.g;
    }
    if (outer < 0.01) discard;
    // Discs of networks let the ties below them through.
    vec3 fill = mix(colour, paper, hollow);
    vec3 edge = hollow > 0.0 ? colour : rimColour;
    pixel = vec4(mix(edge, fill, inner), outer * (hollow > 0.0 ? mix(1.0, 0.66, inner) : 1.0));
}`;

const PICTURE_VERTEX = `#version 300 es
void main() { vec2 at = vec2((gl_VertexID & 1) * 2, (gl_VertexID & 2)); gl_Position = vec4(at * 2.0 - 1.0, 0.0, 1.0); }`;

const PICTURE_FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D picture; uniform vec3 paper; uniform float share; out vec4 pixel;
void main() { pixel = share < 0.0 ? vec4(texelFetch(picture, ivec2(gl_FragCoord.xy), 0).rgb, 1.0) : vec4(paper, share); }`;

export class WebGLRenderer {
    /// Null where the browser has no WebGL2.
    static on(canvas, drawing, shapes) {
        const gl = canvas.getContext("webgl2", {
            alpha: false, antialias: false, depth: false, stencil: false, preserveDrawingBuffer: false,
            powerPreference: "low-power",
        });
        if (!gl) return null;
        return new WebGLRenderer(canvas, gl, drawing, shapes);
    }

    constructor(canvas, gl, drawing, shapes) {
        this.canvas = canvas;
        this.gl = gl;
        this.drawing = drawing;
        this.shapes = shapes;
        this.name = "WebGL2";
        this.prepare();
    }

    /// Everything that is lost with the context.
    prepare() {
        const { gl, drawing } = this;
        this.tieProgram = this.program(TIE_VERTEX, TIE_FRAGMENT);
        this.bodyProgram = this.program(BODY_VERTEX, BODY_FRAGMENT);
        this.dotProgram = this.program(DOT_VERTEX, DOT_FRAGMENT);
        this.pictureProgram = this.program(PICTURE_VERTEX, PICTURE_FRAGMENT);
        gl.bindVertexArray(gl.createVertexArray());

        const four = (count, fill) => {
            const texels = new Float32Array(4 * ROW * Math.max(1, Math.ceil(count / ROW)));
            for (let i = 0; i < count; i++) fill(texels, 4 * i, i);
            return texels;
        };
        this.tiePlaces = this.table(four(drawing.ties, (to, at, i) => to.set(drawing.tieEnds.subarray(at, at + 4), at)));
        this.tieLooks = this.table(four(drawing.ties, (to, at, i) => {
            to[at] = drawing.tieQuiet[i];
            to[at + 1] = drawing.tieKind[2 * i];
            to[at + 2] = drawing.tieKind[2 * i + 1];
        }));
        this.bodyPlaces = this.table(four(drawing.bodies, (to, at, i) =>
            to.set(drawing.bodyDiscs.subarray(3 * i, 3 * i + 3), at)));
        this.bodyLooks = gl.createTexture();
        this.lookChanged();
        this.groupPlaces = this.table(four(drawing.groups, (to, at, i) =>
            to.set(drawing.disc.subarray(3 * i, 3 * i + 3), at)));
        this.groupLooks = this.table(four(drawing.groups, () => {}));

        this.shapeTexture = gl.createTexture();
        gl.bindTexture(gl.TEXTURE_2D, this.shapeTexture);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, this.shapes);
        gl.generateMipmap(gl.TEXTURE_2D);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_NEAREST);

        this.picture = gl.createTexture();
        this.frame = gl.createFramebuffer();
        gl.enable(gl.BLEND);
        gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    }

    /// Numbers by fours, to be looked up by place.
    table(texels, texture = this.gl.createTexture()) {
        const { gl } = this;
        gl.bindTexture(gl.TEXTURE_2D, texture);
        gl.texImage2D(
            gl.TEXTURE_2D, 0, gl.RGBA32F, ROW, texels.length / (4 * ROW), 0, gl.RGBA, gl.FLOAT, texels);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
        return texture;
    }

    program(vertex, fragment) {
        const { gl } = this;
        const program = gl.createProgram();
        for (const [type, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
            const shader = gl.createShader(type);
            gl.shaderSource(shader, source);
            gl.compileShader(shader);
            gl.attachShader(program, shader);
        }
        gl.linkProgram(program);
        if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
            throw new Error("WebGL2 cannot link: " + gl.getProgramInfoLog(program));
        }
        const uniforms = {};
        for (let i = 0; i < gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS); i++) {
            const name = gl.getActiveUniform(program, i).name;
            uniforms[name.replace("[0]", "")] = gl.getUniformLocation(program, name);
        }
        return { program, uniforms };
    }

    resize(width, height) {
        const { gl } = this;
        this.canvas.width = width;
        this.canvas.height = height;
        gl.bindTexture(gl.TEXTURE_2D, this.picture);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
        for (const [name, value] of [
            [gl.TEXTURE_MIN_FILTER, gl.NEAREST], [gl.TEXTURE_MAG_FILTER, gl.NEAREST],
            [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE], [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE],
        ]) gl.texParameteri(gl.TEXTURE_2D, name, value);
        gl.bindFramebuffer(gl.FRAMEBUFFER, this.frame);
        gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.picture, 0);
    }

    /// Bodies have other colours, shapes or emphasis.
    lookChanged() {
        const { drawing } = this;
        const texels = new Float32Array(4 * ROW * Math.max(1, Math.ceil(drawing.bodies / ROW)));
        for (let i = 0; i < drawing.bodies; i++) texels.set(drawing.bodyLook.subarray(3 * i, 3 * i + 3), 4 * i);
        this.table(texels, this.bodyLooks);
    }

    use({ program, uniforms }, view, style, places, looks) {
        const { gl } = this;
        gl.useProgram(program);
        gl.uniform2f(uniforms.size, this.canvas.width, this.canvas.height);
        gl.uniform3f(uniforms.view, view.x, view.y, view.scale);
        gl.uniform3fv(uniforms.colours, style.colours);
        if (uniforms.paper) gl.uniform3fv(uniforms.paper, style.paper);
        // The picture must not be at hand as a texture while it is drawn into.
        [[places, "places"], [looks, "looks"], [this.shapeTexture, "shapes"]].forEach(([texture, name], unit) => {
            gl.activeTexture(gl.TEXTURE0 + unit);
            gl.bindTexture(gl.TEXTURE_2D, texture);
            if (uniforms[name]) gl.uniform1i(uniforms[name], unit);
        });
        gl.activeTexture(gl.TEXTURE0);
        return uniforms;
    }

    /// What is drawn from here on goes to the picture, or straight to the page.
    aim(isPicture) {
        const { gl } = this;
        gl.bindFramebuffer(gl.FRAMEBUFFER, isPicture ? this.frame : null);
        gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    }

    /// The ground: paper and the networks' discs, no ties yet.
    begin(view, style, isPicture) {
        const { gl, drawing } = this;
        this.aim(isPicture);
        gl.clearColor(...style.paper, 1);
        gl.clear(gl.COLOR_BUFFER_BIT);
        if (drawing.isOfNetworks || !drawing.groups) return;
        const uniforms = this.use(
            this.bodyProgram, view, { ...style, colours: style.grounds }, this.groupPlaces, this.groupLooks);
        gl.uniform3fv(uniforms.rimColour, style.line);
        gl.uniform1f(uniforms.rim, view.ratio);
        gl.uniform1f(uniforms.least, 2 * view.ratio);
        gl.uniform1f(uniforms.hollow, 0);
        gl.drawArrays(gl.TRIANGLES, 0, 6 * drawing.groups);
    }

    /// Adds the ties of a range.
    addTies(view, style, from, to, isPicture) {
        const { gl } = this;
        if (to <= from) return;
        this.aim(isPicture);
        const uniforms = this.use(this.tieProgram, view, style, this.tiePlaces, this.tieLooks);
        gl.uniform1f(uniforms.tint, style.tintsTies ? 1 : 0);
        gl.drawArrays(gl.TRIANGLES, 6 * from, 6 * (to - from));
    }

    /// Lets everything drawn so far step back.
    fade(style, share, isPicture) {
        if (!share) return;
        this.aim(isPicture);
        this.cover(style, share, true);
    }

    /// Adds the bodies of a range as what they are.
    addBodies(view, style, from, to, isPicture) {
        const { gl, drawing } = this;
        if (to <= from) return;
        this.aim(isPicture);
        const uniforms = this.use(this.bodyProgram, view, style, this.bodyPlaces, this.bodyLooks);
        gl.uniform3fv(uniforms.rimColour, style.paper);
        gl.uniform1f(uniforms.rim, (drawing.isOfNetworks ? 1.2 : 0.8) * view.ratio);
        gl.uniform1f(uniforms.least, view.least);
        gl.uniform1f(uniforms.hollow, drawing.isOfNetworks ? 0.72 : 0);
        gl.drawArrays(gl.TRIANGLES, 6 * from, 6 * (to - from));
    }

    /// Adds all bodies as dots, straight to the page.
    addDots(view, style) {
        const { gl, drawing } = this;
        this.aim(false);
        const uniforms = this.use(this.dotProgram, view, style, this.bodyPlaces, this.bodyLooks);
        gl.uniform1f(uniforms.least, view.least);
        gl.drawArrays(gl.POINTS, 0, drawing.bodies);
    }

    /// Brings the picture to the page.
    show(style) {
        this.aim(false);
        this.cover(style, 0, false);
    }

    /// Covers everything with the picture, or with so much paper.
    cover(style, share, isPaper) {
        const { gl } = this;
        const { program, uniforms } = this.pictureProgram;
        gl.useProgram(program);
        gl.uniform3fv(uniforms.paper, style.paper);
        gl.uniform1f(uniforms.share, isPaper ? share : -1);
        gl.bindTexture(gl.TEXTURE_2D, isPaper ? this.shapeTexture : this.picture);
        gl.drawArrays(gl.TRIANGLES, 0, 3);
    }
}
