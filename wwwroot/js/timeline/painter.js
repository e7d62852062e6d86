// @ts-check
/** Draws the part of the timeline that is seen, and only that. */
import { between, endOf, loopOf, mark, markStep, within } from './model.js';

/** @typedef {import('./model.js').Clip} Clip */
/** @typedef {import('./model.js').Lane} Lane */

export const RULER = 26;
const PEAKS = 50;
const GAP = 3;
const FONT = 11;

/**
 * @typedef {{
 *   lanes: Lane[], scale: number, left: number, top: number, width: number, height: number, duration: number, frameRate: number,
 *   selected: Set<string>, moved: Map<string, Clip>, snapAt: number | null, band: { x: number, y: number, width: number, height: number } | null,
 *   loop: { start: number, end: number } | null, marks: { from: number | null, to: number | null, part(): { start: number, end: number } | null },
 *   times: { text: string, at: number, track: string } | null, hover: string | null, shots: number[],
 *   stretches: import('../preview/waits.js').Stretch[],
 *   media: { waveform: string | null, thumbnails: string | null, count: number, apart: number, ratio: number }
 * }} Scene
 */

/** The page's colours. @param {HTMLElement} element */
function palette(element) {
    const style = getComputedStyle(element);
    /** @param {string} name */
    const read = name => style.getPropertyValue(`--tl-${name}`).trim() || '#888';
    return {
        font: style.fontFamily,
        ink: {
            back: read('back'), lane: read('lane'), line: read('line'), text: read('text'), strong: read('strong'), wave: read('wave'), shot: read('shot'),
            accent: read('accent'), clipText: read('clip-text'), slot: read('slot'), sound: read('sound'), caption: read('caption'), hatch: read('hatch'),
        },
        grade: /** @type {Record<string, string>} */ ({
            Free: read('free'), Amber: read('amber'), Red: read('red'), Overflow: read('overflow'), Problem: read('overflow'), Clash: read('overflow'), Empty: read('empty'),
        }),
    };
}

/** The moment of the video that is seen at a time of the timeline. @param {import('../preview/waits.js').Stretch[]} stretches @param {number} time */
function seenAt(stretches, time) {
    const part = stretches.findLast(p => p.start <= time);
    return part ? part.waits ? Math.max(0, part.source - 0.02) : part.source + time - part.start : time;
}

export class Painter {
    /** @param {HTMLCanvasElement} canvas @param {import('./pictures.js').Pictures} pictures */
    constructor(canvas, pictures) {
        this.canvas = canvas;
        this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { alpha: false }));
        this.pictures = pictures;
        /** Clips in the last picture. */
        this.drawn = 0;
        const { font, ink, grade } = palette(canvas);
        this.font = font;
        this.ink = ink;
        this.grade = grade;
    }

    /** Reads the colours again: the page became dark or light. */
    colours() {
        Object.assign(this, palette(this.canvas));
    }

    /** @param {Scene} s */
    paint(s) {
        this.drawn = 0;
        const ratio = devicePixelRatio || 1;
        const [wide, high] = [Math.round(s.width * ratio), Math.round(s.height * ratio)];
        if (this.canvas.width !== wide || this.canvas.height !== high) {
            [this.canvas.width, this.canvas.height] = [wide, high];
            this.canvas.style.width = `${s.width}px`;
            this.canvas.style.height = `${s.height}px`;
        }
        const c = this.context;
        c.setTransform(ratio, 0, 0, ratio, 0, 0);
        c.fillStyle = this.ink.back;
        c.fillRect(0, 0, s.width, s.height);
        c.save();
        c.beginPath();
        c.rect(0, RULER, s.width, s.height - RULER);
        c.clip();
        for (const lane of s.lanes) {
            const y = RULER + lane.top - s.top;
            if (y + lane.height > RULER && y < s.height) this.lane(c, s, lane, y);
        }
        this.over(c, s);
        c.restore();
        this.ruler(c, s);
    }

    /** @param {CanvasRenderingContext2D} c @param {Scene} s @param {Lane} lane @param {number} y */
    lane(c, s, lane, y) {
        c.fillStyle = this.ink.lane;
        c.fillRect(0, y, s.width, lane.height - 1);
        if (lane.kind === 'video') this.film(c, s, y, lane.height - 1);
        if (lane.kind === 'original' && s.media.waveform) {
            const peaks = this.pictures.wave(s.media.waveform);
            c.globalAlpha = lane.silent ? 0.35 : 1;
            for (const part of peaks ? s.stretches : []) {
                if (peaks && !part.waits) this.wave(c, peaks, { x: part.start * s.scale - s.left, y: y + 2, height: lane.height - 5, from: part.source, seconds: part.end - part.start, scale: s.scale, width: s.width, gain: lane.gain }, this.ink.wave);
            }
            c.globalAlpha = 1;
        }
        const [from, to] = [s.left / s.scale, (s.left + s.width) / s.scale];
        c.globalAlpha = lane.silent ? 0.45 : 1;
        let drawn = -1;
        for (const clip of between(lane, from, to)) {
            if (s.moved.has(clip.id)) continue;
            // Of clips that are narrower than a pixel one is enough.
            const right = Math.floor((endOf(clip) - from) * s.scale);
            if (right <= drawn && !s.selected.has(clip.id)) continue;
            drawn = right;
            this.clip(c, s, lane, clip, y);
        }
        for (const clip of s.moved.values()) if (clip.track === lane.id || (lane.id === 'captions' && clip.kind === 'line')) this.clip(c, s, lane, clip, y);
        c.globalAlpha = 1;
        if (s.moved.size === 0) {
            for (const o of lane.overlaps) {
                const x = o.start * s.scale - s.left;
                const width = Math.max(2, (o.end - o.start) * s.scale);
                if (x + width >= 0 && x <= s.width) this.hatched(c, x, y + GAP, width, lane.height - 1 - 2 * GAP, this.grade.Overflow);
            }
        }
        if (lane.locked) this.hatched(c, 0, y, s.width, lane.height - 1, this.ink.hatch);
        c.fillStyle = this.ink.line;
        c.fillRect(0, y + lane.height - 1, s.width, 1);
    }

    /** @param {CanvasRenderingContext2D} c @param {Scene} s @param {Lane} lane @param {Clip} clip @param {number} y */
    clip(c, s, lane, clip, y) {
        this.drawn++;
        const x = clip.start * s.scale - s.left;
        const top = y + GAP;
        const tall = lane.height - 1 - 2 * GAP;
        const selected = s.selected.has(clip.id);
        if (lane.kind === 'captions') {
            const width = Math.max(1, clip.seconds * s.scale - 1);
            this.box(c, x, top, width, tall, this.ink.caption);
            if (width > 22) this.label(c, clip.text, x, top, width, tall, this.ink.strong);
            if (selected) this.frame(c, x, top, width, tall, this.ink.accent);
            return;
        }
        const width = Math.max(1.5, clip.seconds * s.scale);
        const slot = clip.slotEnd === null ? width : Math.max(1.5, (clip.slotEnd - clip.start) * s.scale);
        const colour = clip.kind === 'sound' ? this.ink.sound : this.grade[clip.grade] ?? this.grade.Free;
        if (slot > width + 0.5 && slot > 4) this.box(c, x, top, slot, tall, this.ink.slot);
        this.box(c, x, top, width, tall, colour);
        if (width > 5) {
            if (clip.peaks && width > 14) {
                const peaks = this.pictures.wave(clip.peaks);
                if (peaks) this.wave(c, peaks, { x, y: top + 14, height: tall - 15, from: clip.offset, seconds: clip.seconds, scale: s.scale, width: s.width, gain: clip.gain, loop: loopOf(clip) }, this.ink.clipText, 0.5);
            }
            this.rounds(c, s, clip, x, top, tall);
            if (clip.stale) this.hatched(c, x, top, width, tall, 'rgb(255 255 255 / .35)');
            if (clip.grade === 'Overflow' && clip.slotEnd !== null && slot < width) this.hatched(c, x + slot, top, width - slot, tall, 'rgb(255 255 255 / .55)');
            this.fades(c, clip, x, top, width, tall, s.scale, selected || s.hover === clip.id);
        }
        const full = Math.max(width, slot);
        if (full > 24) {
            const name = `${clip.locked ? '     ' : ''}${clip.kind === 'line' ? `${clip.number}  ` : ''}${clip.text}`;
            this.label(c, name, x, top, width, 15, clip.grade === 'Empty' ? this.ink.strong : this.ink.clipText);
            if (slot > width + 6) this.label(c, name, x, top, full, 15, this.ink.text, x + width);
        }
        if (clip.locked && full > 16) this.padlock(c, Math.max(x, 0) + 5, top + 3, clip.grade === 'Empty' ? this.ink.strong : this.ink.clipText);
        if ((clip.grade === 'Problem' || clip.grade === 'Clash') && full > 14) {
            c.fillStyle = this.ink.clipText;
            c.font = `700 ${FONT + 2}px ${this.font}`;
            c.fillText('!', x + full - 10, top + 13);
        }
        if (selected) this.frame(c, x, top, full, tall, this.ink.accent);
        else if (s.hover === clip.id && full > 6) this.frame(c, x, top, full, tall, this.ink.strong, 1);
    }

    /** Where music begins anew. @param {CanvasRenderingContext2D} c @param {Scene} s @param {Clip} clip @param {number} x @param {number} y @param {number} height */
    rounds(c, s, clip, x, y, height) {
        const loop = loopOf(clip);
        if (loop * s.scale < 6) return;
        c.fillStyle = this.ink.clipText;
        for (let at = loop - within(clip.offset, loop); at < clip.seconds - 0.01; at += loop) {
            const edge = Math.round(x + at * s.scale);
            if (edge > s.width) break;
            if (edge < 0) continue;
            c.fillRect(edge, y, 1, height);
            c.fillRect(edge - 3, y, 7, 2);
        }
    }

    /** @param {CanvasRenderingContext2D} c @param {Clip} clip @param {number} x @param {number} y @param {number} width @param {number} height @param {number} scale @param {boolean} handles */
    fades(c, clip, x, y, width, height, scale, handles) {
        c.fillStyle = 'rgb(0 0 0 / .38)';
        for (const [seconds, edge, way] of /** @type {[number, number, number][]} */ ([[clip.fadeIn, x, 1], [clip.fadeOut, x + width, -1]])) {
            const wide = Math.min(width, seconds * scale);
            if (wide > 0.5) {
                c.beginPath();
                c.moveTo(edge, y);
                c.lineTo(edge + way * wide, y);
                c.lineTo(edge, y + height);
                c.fill();
            }
        }
        if (!handles || width < 40) return;
        c.fillStyle = '#fff';
        for (const at of [x + clip.fadeIn * scale, x + width - clip.fadeOut * scale]) {
            c.beginPath();
            c.arc(Math.min(Math.max(at, x + 5), x + width - 5), y + 5, 3.5, 0, 2 * Math.PI);
            c.fill();
        }
    }

    /**
     * @param {CanvasRenderingContext2D} c @param {Uint8Array} peaks
     * @param {{ x: number, y: number, height: number, from: number, seconds: number, scale: number, width: number, gain: number, loop?: number }} at
     * @param {string} colour @param {number} [alpha]
     */
    wave(c, peaks, at, colour, alpha = 1) {
        const first = Math.max(0, Math.floor(-at.x));
        const last = Math.min(at.width - at.x, at.seconds * at.scale);
        const middle = at.y + at.height / 2;
        const loud = 10 ** (at.gain / 40) / Math.sqrt(255);
        const before = c.globalAlpha;
        c.globalAlpha = before * alpha;
        c.fillStyle = colour;
        c.beginPath();
        for (let x = first; x < last; x++) {
            const from = within(at.from + x / at.scale, at.loop ?? 0);
            const a = Math.floor(from * PEAKS);
            const b = Math.max(a + 1, Math.floor((from + 1 / at.scale) * PEAKS));
            let most = 0;
            for (let i = a; i < b && i < peaks.length; i++) if (peaks[i] > most) most = peaks[i];
            const tall = Math.max(0.5, Math.min(1, Math.sqrt(most) * loud) * at.height / 2);
            c.rect(at.x + x, middle - tall, 1, 2 * tall);
        }
        c.fill();
        c.globalAlpha = before;
    }

    /** @param {CanvasRenderingContext2D} c @param {Scene} s @param {number} y @param {number} height */
    film(c, s, y, height) {
        const { thumbnails, count, apart, ratio } = s.media;
        const end = s.duration * s.scale - s.left;
        if (!thumbnails || count === 0) return;
        const wide = Math.max(24, Math.round((height - 4) * ratio));
        for (let i = Math.floor(s.left / wide); i * wide - s.left < Math.min(s.width, end); i++) {
            const x = i * wide - s.left;
            const index = Math.min(count - 1, Math.max(0, Math.floor(seenAt(s.stretches, (i * wide) / s.scale) / apart)));
            const image = this.pictures.image(`${thumbnails}/${index}.jpg`);
            const part = Math.min(1, (end - x) / wide);
            if (image) c.drawImage(image, 0, 0, image.naturalWidth * part, image.naturalHeight, x, y + 2, (wide - 1) * part, height - 4);
        }
        for (const wait of s.stretches) if (wait.waits) this.hatched(c, wait.start * s.scale - s.left, y, (wait.end - wait.start) * s.scale, height, this.ink.accent);
        c.fillStyle = this.ink.shot;
        let drawn = -10;
        for (const shot of s.shots) {
            const x = Math.round(shot * s.scale - s.left);
            if (x < 0 || x > s.width || x < drawn + 3) continue;
            drawn = x;
            c.fillRect(x - 0.5, y, 1.5, height);
        }
    }

    /** @param {CanvasRenderingContext2D} c @param {Scene} s */
    ruler(c, s) {
        c.fillStyle = this.ink.back;
        c.fillRect(0, 0, s.width, RULER);
        if (s.loop) {
            c.fillStyle = this.ink.accent;
            c.globalAlpha = 0.35;
            c.fillRect(s.loop.start * s.scale - s.left, RULER - 6, (s.loop.end - s.loop.start) * s.scale, 5);
            c.globalAlpha = 1;
        }
        this.marks(c, s);
        c.font = `${FONT}px ${this.font}`;
        for (const wait of s.stretches) {
            const [x, width] = [wait.start * s.scale - s.left, Math.max(3, (wait.end - wait.start) * s.scale)];
            if (!wait.waits || x + width < 0 || x > s.width) continue;
            c.fillStyle = this.ink.accent;
            c.globalAlpha = 0.3;
            c.fillRect(x, 0, width, RULER - 1);
            c.globalAlpha = 1;
            this.hatched(c, x, RULER - 6, width, 5, this.ink.accent);
        }
        const step = markStep(s.scale, s.frameRate);
        const parts = step * s.scale > 150 ? 10 : 5;
        c.font = `${FONT}px ${this.font}`;
        for (let i = Math.floor(s.left / s.scale / step); i * step * s.scale < s.left + s.width; i++) {
            const x = Math.round(i * step * s.scale - s.left);
            c.fillStyle = this.ink.line;
            c.fillRect(x, 8, 1, RULER - 8);
            for (let p = 1; p < parts; p++) c.fillRect(Math.round(x + p * step * s.scale / parts), RULER - 5, 1, 5);
            c.fillStyle = this.ink.text;
            c.fillText(mark(i * step, step, s.frameRate), x + 4, 16);
        }
        c.fillStyle = this.ink.line;
        c.fillRect(0, RULER - 1, s.width, 1);
    }

    /** In and out: brackets, and what lies between them. @param {CanvasRenderingContext2D} c @param {Scene} s */
    marks(c, s) {
        const part = s.marks.part();
        if (!part) return;
        const [x, end] = [part.start * s.scale - s.left, part.end * s.scale - s.left];
        c.fillStyle = this.ink.accent;
        c.globalAlpha = 0.2;
        c.fillRect(x, 0, end - x, RULER - 1);
        c.globalAlpha = 1;
        for (const [at, way] of /** @type {[number | null, number][]} */ ([[s.marks.from, 1], [s.marks.to, -1]])) {
            if (at === null) continue;
            const edge = Math.round(at * s.scale - s.left);
            c.fillRect(Math.min(edge, edge + 2 * way), 0, 2, RULER - 1);
            for (const y of [0, RULER - 3]) c.fillRect(Math.min(edge, edge + 7 * way), y, 7, 2);
        }
    }

    /** Where a dragged clip is now, above or below it. @param {CanvasRenderingContext2D} c @param {Scene} s */
    times(c, s) {
        const lane = s.times && s.lanes.find(l => l.id === s.times?.track);
        if (!s.times || !lane) return;
        c.font = `600 ${FONT}px ${this.font}`;
        const wide = c.measureText(s.times.text).width + 12;
        const x = Math.min(Math.max(2, s.times.at * s.scale - s.left), s.width - wide - 2);
        const above = RULER + lane.top - s.top - 19;
        const y = above > RULER ? above : RULER + lane.top - s.top + lane.height + 2;
        this.box(c, x, y, wide, 18, this.ink.strong);
        c.fillStyle = this.ink.back;
        c.fillText(s.times.text, x + 6, y + 13);
    }

    /** What lies over all tracks. @param {CanvasRenderingContext2D} c @param {Scene} s */
    over(c, s) {
        const end = s.duration * s.scale - s.left;
        if (end < s.width) {
            c.fillStyle = this.ink.hatch;
            c.globalAlpha = 0.5;
            c.fillRect(Math.max(0, end), RULER, s.width - end, s.height);
            c.globalAlpha = 1;
        }
        if (s.snapAt !== null) {
            c.fillStyle = this.ink.accent;
            c.fillRect(Math.round(s.snapAt * s.scale - s.left) - 0.5, RULER, 1.5, s.height);
        }
        this.times(c, s);
        if (s.band) {
            c.fillStyle = this.ink.accent;
            c.globalAlpha = 0.16;
            c.fillRect(s.band.x, s.band.y, s.band.width, s.band.height);
            c.globalAlpha = 1;
            c.strokeStyle = this.ink.accent;
            c.lineWidth = 1;
            c.strokeRect(s.band.x + 0.5, s.band.y + 0.5, s.band.width, s.band.height);
        }
    }

    /** @param {CanvasRenderingContext2D} c @param {number} x @param {number} y @param {number} width @param {number} height @param {string} colour */
    box(c, x, y, width, height, colour) {
        c.fillStyle = colour;
        if (width < 6) {
            c.fillRect(x, y, width, height);
            return;
        }
        c.beginPath();
        c.roundRect(x, y, width - 0.5, height, 4);
        c.fill();
    }

    /** @param {CanvasRenderingContext2D} c @param {number} x @param {number} y @param {number} width @param {number} height @param {string} colour @param {number} [thick] */
    frame(c, x, y, width, height, colour, thick = 2) {
        c.strokeStyle = colour;
        c.lineWidth = thick;
        c.beginPath();
        c.roundRect(x + thick / 2 - 0.5, y + thick / 2, Math.max(1, width - thick + 0.5), height - thick, 4);
        c.stroke();
    }

    /** @param {CanvasRenderingContext2D} c @param {number} x @param {number} y @param {number} width @param {number} height @param {string} colour */
    hatched(c, x, y, width, height, colour) {
        const from = Math.max(x, -height);
        const to = Math.min(x + width, this.canvas.width);
        if (to <= from) return;
        c.save();
        c.beginPath();
        c.rect(from, y, to - from, height);
        c.clip();
        c.strokeStyle = colour;
        c.lineWidth = 1.5;
        c.beginPath();
        for (let at = Math.floor(from / 7) * 7 - height; at < to; at += 7) {
            c.moveTo(at, y + height);
            c.lineTo(at + height, y);
        }
        c.stroke();
        c.restore();
    }

    /** @param {CanvasRenderingContext2D} c @param {number} x @param {number} y @param {string} colour */
    padlock(c, x, y, colour) {
        c.fillStyle = colour;
        c.strokeStyle = colour;
        c.lineWidth = 1.5;
        c.fillRect(x, y + 5, 9, 6);
        c.beginPath();
        c.arc(x + 4.5, y + 4.5, 3, Math.PI, 0);
        c.stroke();
    }

    /** One line of text, cut where its box ends. @param {CanvasRenderingContext2D} c @param {string} text @param {number} x @param {number} y @param {number} width @param {number} height @param {string} colour @param {number} [from] only what is right of it */
    label(c, text, x, y, width, height, colour, from = x) {
        const left = Math.max(x, 0);
        const begin = Math.max(from, 0);
        const room = x + width - begin - 4;
        if (room < 8) return;
        c.save();
        c.beginPath();
        c.rect(begin, y, room, height);
        c.clip();
        c.fillStyle = colour;
        c.font = `500 ${FONT}px ${this.font}`;
        // A very long line is never wholly seen.
        c.fillText(text.length > 120 ? text.slice(0, 120) : text, left + 5, y + Math.min(height / 2 + 4, 12));
        c.restore();
    }
}
