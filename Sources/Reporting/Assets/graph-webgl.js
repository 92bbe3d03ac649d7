// Draws with WebGL2: discs and ties into a picture of their own, which stays while only what lies above changes; then
// that picture and the bodies onto the page. The context is opaque and without antialiasing (blended lines vanish on a
// transparent one, and software renderers are slow with it): edges are smoothed in the shaders.

import { SHAPES_ACROSS, SHAPES_DOWN } from "./graph-style.js";

const TIE_VERTEX = `#version 300 es
layout(location=0) in vec4 ends;
layout(location=1) in float quiet;
layout(location=2) in uvec2 kind;
uniform vec2 size; uniform vec3 view; uniform vec3 colours[8]; uniform float tint;
out vec4 colour; out float across; flat out float half_width;
void main() {
    vec2 a = (ends.xy - view.xy) * view.z, b = (ends.zw - view.xy) * view.z;
    vec2 along = b - a; float length_ = max(length(along), 0.001); along /= length_;
    vec2 aside = vec2(-along.y, along.x);
    float strength = float(kind.x);
    half_width = 0.5 + 0.28 * strength;
    float reach = half_width + 0.7;
    float side = (gl_VertexID & 1) == 0 ? -1.0 : 1.0;
    vec2 place = ((gl_VertexID & 2) == 0 ? a : b) + aside * side * reach;
    across = side * reach;
    float most = 0.30 + 0.20 * strength;
    float alpha = clamp(quiet * view.z * (1.0 + strength), 0.02, most);
    colour = vec4(colours[tint > 0.5 ? kind.y : 7u], alpha);
    gl_Position = vec4(place / size * vec2(2.0, -2.0), 0.0, 1.0);
}`;

const TIE_FRAGMENT = `#version 300 es
precision mediump float;
in vec4 colour; in float across; flat in float half_width; out vec4 pixel;
void main() { pixel = vec4(colour.rgb, colour.a * clamp(half_width + 0.5 - abs(across), 0.0, 1.0)); }`;

const BODY_VERTEX = `#version 300 es
layout(location=0) in vec3 disc;
layout(location=1) in uvec3 look;
uniform vec2 size; uniform vec3 view; uniform vec3 colours[8]; uniform vec3 paper; uniform float least; uniform float rim;
out vec2 spot; flat out vec3 colour; flat out float radius; flat out uint shape;
void main() {
    radius = max(disc.z * view.z, least) * (look.z == 2u ? 1.25 : 1.0);
    float reach = radius * 1.25 + rim + 1.0;
    vec2 corner = vec2((gl_VertexID & 1) == 0 ? -1.0 : 1.0, (gl_VertexID & 2) == 0 ? -1.0 : 1.0);
    spot = corner * reach;
    shape = look.y;
    colour = look.z == 1u ? mix(colours[look.x], paper, 0.82) : colours[look.x];
    gl_Position = vec4(((disc.xy - view.xy) * view.z + spot) / size * vec2(2.0, -2.0), 0.0, 1.0);
}`;

// Shape nought is a disc and computed; the others come from the sheet of shapes, whose red is the shape and whose green
// the shape with its rim.
const BODY_FRAGMENT = `#version 300 es
precision highp float;
in vec2 spot; flat in vec3 colour; flat in float radius; flat in uint shape;
uniform vec3 paper; uniform vec3 rimColour; uniform float rim; uniform float hollow; uniform sampler2D shapes;
out vec4 pixel;
void main() {
    float inner, outer;
    if (shape == 0u) {
        float distance = length(spot);
        float width = hollow > 0.0 ? min(rim, 0.3 * radius) : rim;
        inner = clamp(radius + 0.5 - distance, 0.0, 1.0);
        outer = clamp(radius + width + 0.5 - distance, 0.0, 1.0);
    } else {
        vec2 at = spot / (radius * 1.5) * 0.5 + 0.5;
        if (any(lessThan(at, vec2(0.0))) || any(greaterThan(at, vec2(1.0)))) discard;
        vec2 cell = vec2(float(shape % ${SHAPES_ACROSS}u), float(shape / ${SHAPES_ACROSS}u));
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
out vec2 at;
void main() { at = vec2((gl_VertexID & 1) * 2, (gl_VertexID & 2)); gl_Position = vec4(at * 2.0 - 1.0, 0.0, 1.0); }`;

const PICTURE_FRAGMENT = `#version 300 es
precision mediump float;
in vec2 at; uniform sampler2D picture; uniform vec3 paper; uniform float fade; out vec4 pixel;
void main() { pixel = vec4(mix(texture(picture, at).rgb, paper, fade), 1.0); }`;

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
        this.pictureProgram = this.program(PICTURE_VERTEX, PICTURE_FRAGMENT);
        this.empty = gl.createVertexArray();

        this.tieEnds = this.buffer(drawing.tieEnds);
        this.tieQuiet = this.buffer(drawing.tieQuiet);
        this.tieKind = this.buffer(drawing.tieKind);
        this.tieArray = gl.createVertexArray();

        this.bodyLook = this.buffer(drawing.bodyLook, gl.DYNAMIC_DRAW);
        this.bodyArray = this.discs(this.buffer(drawing.bodyDiscs), this.bodyLook);
        this.groupArray = this.discs(this.buffer(drawing.disc), this.buffer(new Uint8Array(3 * drawing.groups).fill(0)));

        this.shapeTexture = gl.createTexture();
        gl.bindTexture(gl.TEXTURE_2D, this.shapeTexture);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, this.shapes);
        gl.generateMipmap(gl.TEXTURE_2D);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);

        this.picture = gl.createTexture();
        this.frame = gl.createFramebuffer();
        gl.enable(gl.BLEND);
        gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
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

    buffer(data, usage = this.gl.STATIC_DRAW) {
        const { gl } = this;
        const buffer = gl.createBuffer();
        gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
        gl.bufferData(gl.ARRAY_BUFFER, data, usage);
        return buffer;
    }

    discs(places, look) {
        const { gl } = this;
        const array = gl.createVertexArray();
        gl.bindVertexArray(array);
        gl.bindBuffer(gl.ARRAY_BUFFER, places);
        gl.enableVertexAttribArray(0);
        gl.vertexAttribPointer(0, 3, gl.FLOAT, false, 0, 0);
        gl.vertexAttribDivisor(0, 1);
        gl.bindBuffer(gl.ARRAY_BUFFER, look);
        gl.enableVertexAttribArray(1);
        gl.vertexAttribIPointer(1, 3, gl.UNSIGNED_BYTE, 0, 0);
        gl.vertexAttribDivisor(1, 1);
        gl.bindVertexArray(null);
        return array;
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
        const { gl } = this;
        gl.bindBuffer(gl.ARRAY_BUFFER, this.bodyLook);
        gl.bufferSubData(gl.ARRAY_BUFFER, 0, this.drawing.bodyLook);
    }

    use({ program, uniforms }, view, style) {
        const { gl } = this;
        gl.useProgram(program);
        gl.uniform2f(uniforms.size, this.canvas.width, this.canvas.height);
        gl.uniform3f(uniforms.view, view.x, view.y, view.scale);
        gl.uniform3fv(uniforms.colours, style.colours);
        if (uniforms.paper) gl.uniform3fv(uniforms.paper, style.paper);
        return uniforms;
    }

    /// The ground: paper and the networks' discs, no ties yet.
    beginTies(view, style) {
        const { gl, drawing } = this;
        gl.bindFramebuffer(gl.FRAMEBUFFER, this.frame);
        gl.viewport(0, 0, this.canvas.width, this.canvas.height);
        gl.clearColor(...style.paper, 1);
        gl.clear(gl.COLOR_BUFFER_BIT);
        if (drawing.isOfNetworks || !drawing.groups) return;
        const uniforms = this.use(this.bodyProgram, view, { ...style, colours: style.grounds });
        gl.uniform3fv(uniforms.rimColour, style.line);
        gl.uniform1f(uniforms.rim, view.ratio);
        gl.uniform1f(uniforms.least, 2 * view.ratio);
        gl.uniform1f(uniforms.hollow, 0);
        // The picture must not be at hand as a texture while it is drawn into.
        gl.bindTexture(gl.TEXTURE_2D, this.shapeTexture);
        gl.bindVertexArray(this.groupArray);
        gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, drawing.groups);
    }

    /// Adds the ties of a range to the picture.
    addTies(view, style, from, to) {
        const { gl } = this;
        if (to <= from) return;
        gl.bindFramebuffer(gl.FRAMEBUFFER, this.frame);
        gl.viewport(0, 0, this.canvas.width, this.canvas.height);
        const uniforms = this.use(this.tieProgram, view, style);
        gl.uniform1f(uniforms.tint, style.tintsTies ? 1 : 0);
        gl.bindVertexArray(this.tieArray);
        const attribute = (index, buffer, size, type, isInteger, stride) => {
            gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
            gl.enableVertexAttribArray(index);
            if (isInteger) gl.vertexAttribIPointer(index, size, type, stride, from * stride);
            else gl.vertexAttribPointer(index, size, type, false, stride, from * stride);
            gl.vertexAttribDivisor(index, 1);
        };
        attribute(0, this.tieEnds, 4, gl.FLOAT, false, 16);
        attribute(1, this.tieQuiet, 1, gl.FLOAT, false, 4);
        attribute(2, this.tieKind, 2, gl.UNSIGNED_BYTE, true, 2);
        gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, to - from);
    }

    /// Brings the picture and the bodies to the page.
    show(view, style, fade) {
        const { gl, drawing } = this;
        gl.bindFramebuffer(gl.FRAMEBUFFER, null);
        gl.viewport(0, 0, this.canvas.width, this.canvas.height);
        const { program, uniforms } = this.pictureProgram;
        gl.useProgram(program);
        gl.uniform3fv(uniforms.paper, style.paper);
        gl.uniform1f(uniforms.fade, fade);
        gl.bindTexture(gl.TEXTURE_2D, this.picture);
        gl.bindVertexArray(this.empty);
        gl.drawArrays(gl.TRIANGLES, 0, 3);

        const bodies = this.use(this.bodyProgram, view, style);
        gl.uniform3fv(bodies.rimColour, style.paper);
        gl.uniform1f(bodies.rim, drawing.isOfNetworks ? 1.2 * view.ratio : 0.8 * view.ratio);
        gl.uniform1f(bodies.least, (drawing.isOfNetworks ? 2.5 : 1.7) * view.ratio);
        gl.uniform1f(bodies.hollow, drawing.isOfNetworks ? 0.72 : 0);
        gl.bindTexture(gl.TEXTURE_2D, this.shapeTexture);
        gl.bindVertexArray(this.bodyArray);
        gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, drawing.bodies);
    }
}
