"""Hold the GLSL programs of the rasteriser."""

from __future__ import annotations

DEPTH_VERTEX = """
#version 330
in vec3 place;
uniform mat4 matrix;
void main() { gl_Position = matrix * vec4(place, 1.0); }
"""

DEPTH_FRAGMENT = """
#version 330
void main() {}
"""

VERTEX = """
#version 330
in vec3 place;    // metres
in vec3 normal;   // of a hair: its direction
in vec2 uv;
in vec3 rest;     // place in the bind pose: patterns stick to it
in vec3 light;    // irradiance
in vec4 tint;     // colour; alpha: gloss of a prop
in vec3 after;    // place a moment later
in float kind;    // 0 body, 1 wig, 2 prop, 3 hair, 4 cloth
uniform mat4 matrix;
out vec3 v_place, v_normal, v_rest, v_light;
out vec2 v_uv;
out vec4 v_tint, v_now, v_then;
flat out int v_kind;
void main() {
    gl_Position = v_now = matrix * vec4(place, 1.0);
    v_then = matrix * vec4(after, 1.0);
    v_place = place; v_normal = normal; v_rest = rest; v_light = light; v_uv = uv; v_tint = tint;
    v_kind = int(kind + 0.5);
}
"""

FRAGMENT = """
#version 330
in vec3 v_place, v_normal, v_rest, v_light;
in vec2 v_uv;
in vec4 v_tint, v_now, v_then;
flat in int v_kind;
uniform sampler2D skin, wig;
uniform vec3 eye, key, key_colour, hair_colour;
uniform float exposure, wig_mean;
uniform vec2 frame_px;
uniform int garment;             // 0 as painted, 1 recoloured, 2 cut anew
uniform vec4 cut;                // neckline height at x = z = 0, its rise backwards, depth of the V, sleeve length: metres
uniform vec3 neck;               // height, depth (z) and radius of the opening for the neck, metres
uniform vec2 painted;            // mean brightness of the painted garment; lowest place of the top
uniform int pattern;             // 0 plain, 1 stripes, 2 checks, 3 dots, 4 print, 5 knit
uniform vec3 colour_a, colour_b, skin_colour;
uniform vec3 grain;              // size of the pattern in metres; strength of folds; seed
uniform vec4 hat;                // plane in the bind pose: hair above it is under a hat
layout(location = 0) out vec4 colour;
layout(location = 1) out vec2 moved;

float hash(vec3 p) { return fract(sin(dot(p, vec3(12.9898, 78.233, 37.719))) * 43758.5453); }
float noise(vec3 p) {
    vec3 i = floor(p), f = fract(p); f = f * f * (3.0 - 2.0 * f);
    return mix(
        mix(mix(hash(i), hash(i + vec3(1,0,0)), f.x), mix(hash(i + vec3(0,1,0)), hash(i + vec3(1,1,0)), f.x), f.y),
        mix(mix(hash(i + vec3(0,0,1)), hash(i + vec3(1,0,1)), f.x), mix(hash(i + vec3(0,1,1)), hash(i + vec3(1,1,1)), f.x), f.y), f.z);
}
vec3 linear(vec3 c) { return pow(c, vec3(2.2)); }

// along: runs down the torso and, beyond the shoulder, along the arm; across: the other way
vec3 fabric(vec3 p) {
    float arm = smoothstep(0.17, 0.20, abs(p.x));
    float along = mix(p.y, abs(p.x) + 1.3, arm) / grain.x, across = mix(p.x, p.z + p.y, arm) / grain.x;
    if (pattern == 1) return mix(colour_a, colour_b, smoothstep(0.46, 0.54, abs(fract(along) - 0.5) * 2.0 * 0.8));
    if (pattern == 2) return mix(colour_a, colour_b, 0.5 * (step(0.5, fract(along)) + step(0.5, fract(across))));
    if (pattern == 3) return mix(colour_b, colour_a, smoothstep(0.22, 0.27, length(fract(vec2(along, across)) - 0.5)));
    if (pattern == 4) {
        vec2 q = vec2(p.x, p.y - (cut.x - 0.22)) / 0.11;
        float inside = step(max(abs(q.x), abs(q.y)), 1.0) * step(0.0, p.z);
        return mix(colour_a, colour_b, inside * step(0.5, noise(vec3(floor(q * 5.0 + grain.z), grain.z))));
    }
    if (pattern == 5) return mix(colour_a, colour_b, noise(p * 500.0) * 0.8);
    return colour_a;
}

void main() {
    vec3 view = normalize(eye - v_place);
    vec3 n = normalize(v_normal);
    vec3 albedo = v_tint.rgb, lit = v_light;
    float gloss = 0.0, power = 20.0;
    if (v_kind == 0) {
        vec4 texel = texture(skin, v_uv);
        albedo = linear(texel.rgb);
        gloss = 0.05; power = 14.0;
        bool cloth = texel.a > 0.5;
        if (garment == 1 && cloth && v_rest.y > painted.y) {
            float shade = dot(albedo, vec3(0.3, 0.5, 0.2)) / painted.x;
            albedo = fabric(v_rest) * clamp(mix(1.0, shade, 0.75), 0.15, 2.2);
        } else if (garment == 2) {
            float v = cut.z * max(0.0, 1.0 - abs(v_rest.x) / (0.45 * cut.z + 0.03)) * step(0.0, v_rest.z);
            float line = max(cut.x - cut.y * v_rest.z - v - v_rest.y, (length(v_rest.xz - vec2(0.0, neck.y)) - neck.z) * step(v, 0.0));
            line = min(line, neck.x + 0.05 - 0.8 * (v_rest.z - neck.y) - v_rest.y);
            float inside = min(min(line, cut.w - abs(v_rest.x)), v_rest.y - painted.y);
            if (inside > 0.0) {
                float hem = smoothstep(0.014, 0.010, min(line, cut.w - abs(v_rest.x)));
                albedo = mix(fabric(v_rest), mix(colour_a, colour_b, 0.3) * 0.8, hem);
                cloth = true;
            } else if (cloth && v_rest.y > painted.y) { // what still shows of the old top becomes skin
                albedo = skin_colour;
            }
        }
        if (cloth) {
            vec3 q = v_rest * vec3(16.0, 9.0, 14.0) + grain.z;
            vec3 fold = vec3(noise(q), noise(q + 17.0), noise(q + 41.0)) - 0.5;
            n = normalize(n + fold * grain.y);
            lit *= 1.0 + dot(fold, n) * grain.y * 1.3;
            gloss = 0.01;
        }
    } else if (v_kind == 1) {
        if (dot(vec4(v_rest, 1.0), hat) > 0.0) discard;
        float shade = dot(linear(texture(wig, v_uv).rgb), vec3(0.3, 0.5, 0.2)) / wig_mean;
        albedo = hair_colour * mix(1.0, shade, 0.6);
        gloss = 0.04; power = 10.0;
    } else if (v_kind == 3) {
        if (dot(vec4(v_rest, 1.0), hat) > 0.0) discard;
        float along = dot(n, normalize(key + view));
        float shine = pow(max(0.0, 1.0 - along * along), 40.0) * dot(lit, vec3(0.5));
        colour = vec4(albedo * lit + key_colour * 0.10 * (0.3 + albedo) * shine, 1.0);
    } else if (v_kind == 4) {
        albedo = fabric(v_rest) * v_tint.rgb;
    } else {
        gloss = v_tint.a; power = 50.0;
    }
    if (v_kind != 3) {
        float shine = pow(max(0.0, dot(n, normalize(key + view))), power) * max(0.0, dot(n, key));
        float rim = pow(1.0 - max(0.0, dot(n, view)), 4.0);
        float seen = clamp(dot(lit, vec3(0.4)) / max(dot(key_colour, vec3(0.4)), 0.05), 0.0, 1.0);
        colour = vec4(albedo * lit + gloss * (shine * key_colour * 3.0 * seen + rim * lit * 1.5), 1.0);
    }
    vec3 hdr = max(colour.rgb * exposure, 0.0);
    // the shoulder of a camera's curve, before pixels are averaged: highlights must not eat the edge
    colour = vec4(mix(hdr, 1.0 - exp(-hdr * 1.1), smoothstep(0.4, 1.0, hdr)), 1.0);
    if (any(isnan(colour))) colour = vec4(0.0, 0.0, 0.0, 1.0);
    moved = (v_then.xy / v_then.w - v_now.xy / v_now.w) * 0.5 * frame_px;
}
"""
