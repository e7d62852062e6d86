// @ts-check
/** What keys and drags make of the selected clips: shown at once, told to the server when it is done. */

import { loopOf, within } from './model.js';

/** @typedef {import('./model.js').Clip} Clip */
/** @typedef {import('./timeline.js').Timeline} Timeline */

/** Seconds that a key fades. */
const FADE = 0.5;

export class Edits {
    /** @param {Timeline} timeline */
    constructor(timeline) {
        this.timeline = timeline;
        /** Clips as a drag would leave them. @type {Map<string, Clip>} */
        this.moved = new Map();
    }

    /** Moves the selected clips by frames. @param {number} frames */
    nudge(frames) {
        const clips = this.timeline.selection.free();
        if (clips.length === 0) return;
        const { frameRate } = this.timeline;
        const by = Math.max(frames / (frameRate > 0 ? frameRate : 25), -Math.min(...clips.map(c => c.start)));
        this.moved = new Map(clips.map(c => [c.id, { ...c, start: c.start + by, slotEnd: c.slotEnd === null ? null : c.slotEnd + by }]));
        this.settle();
    }

    /** Gives the selected clips a fade of half a second, or takes it away. @param {'fadeIn' | 'fadeOut'} edge */
    fade(edge) {
        const clips = this.timeline.selection.free();
        const off = clips.every(c => c[edge] > 0);
        for (const c of clips) this.moved.set(c.id, { ...c, [edge]: off ? 0 : Math.min(FADE, c.seconds / 2) });
        this.settle();
    }

    /** Trims the selected clips to the playhead. @param {'start' | 'end'} edge */
    trim(edge) {
        const { player, selection, shortest } = this.timeline;
        const now = player.now;
        selection.orUnder();
        for (const c of selection.free()) {
            const end = c.kind === 'line' ? c.slotEnd ?? c.start + c.seconds : c.start + c.seconds;
            if (edge === 'start' ? now > end - shortest || now < c.start - (c.kind === 'sound' && loopOf(c) === 0 ? c.offset : Infinity) : now < c.start + shortest || (c.kind === 'sound' && loopOf(c) === 0 && now > c.start + c.whole - c.offset)) continue;
            const [start, to] = edge === 'start' ? [now, end] : [c.start, now];
            const length = c.kind === 'sound' || c.grade === 'Empty' ? to - start : c.seconds;
            this.moved.set(c.id, { ...c, start, seconds: length, offset: c.kind === 'sound' ? within(c.offset + start - c.start, loopOf(c)) : 0, slotEnd: c.kind === 'line' ? to : null });
        }
        this.settle();
    }

    /** Keeps what was moved, and tells the server. */
    settle() {
        const { clips } = this.timeline;
        const places = [];
        for (const clip of this.moved.values()) {
            const before = clips.get(clip.id);
            if (!before || ['start', 'seconds', 'slotEnd', 'track', 'offset', 'fadeIn', 'fadeOut'].every(k => Reflect.get(before, k) === Reflect.get(clip, k))) continue;
            clips.set(clip.id, clip);
            places.push({ id: clip.id, start: clip.start, seconds: clip.seconds, slotEnd: clip.slotEnd, track: clip.track, offset: clip.offset, fadeIn: clip.fadeIn, fadeOut: clip.fadeOut });
        }
        this.moved = new Map();
        if (places.length === 0) return;
        this.timeline.arrange();
        this.timeline.tell('OnPlaced', places);
    }
}
