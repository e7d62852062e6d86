// @ts-check
/** In and out: the part that is played in a loop and proposed for export. Kept in this browser, for each project. */

/** @typedef {import('./timeline.js').Timeline} Timeline */

/** Seconds within which a key meets a mark that is there: it takes it away. */
const SAME = 0.02;

export class Marks {
    /** @param {Timeline} timeline @param {string} project */
    constructor(timeline, project) {
        this.timeline = timeline;
        this.key = `marks-${project}`;
        /** Seconds on the timeline. @type {number | null} */
        this.from = null;
        /** @type {number | null} */
        this.to = null;
        const kept = (localStorage.getItem(this.key) ?? '').split(' ').map(Number);
        if (kept.length === 2) [this.from, this.to] = kept.map(at => Number.isFinite(at) && at >= 0 ? at : null);
        if (this.any) this.tell();
    }

    /** Whether one of them is set. */
    get any() {
        return this.from !== null || this.to !== null;
    }

    /** What lies between them; null where none is set. */
    part() {
        return this.any ? { start: this.from ?? 0, end: this.to ?? this.timeline.duration } : null;
    }

    /** Sets a mark at the playhead, or takes it away from there. A part never ends before it begins: then the other mark goes. @param {'from' | 'to'} edge */
    put(edge) {
        const now = this.timeline.player.now;
        const before = this[edge];
        this[edge] = before !== null && Math.abs(before - now) < SAME ? null : now;
        if (this.from !== null && this.to !== null && this.to <= this.from + SAME) this[edge === 'from' ? 'to' : 'from'] = null;
        this.keep();
    }

    clear() {
        if (!this.any) return false;
        this.from = this.to = null;
        this.keep();
        return true;
    }

    keep() {
        if (this.any) localStorage.setItem(this.key, `${this.from ?? '-'} ${this.to ?? '-'}`);
        else localStorage.removeItem(this.key);
        const { player } = this.timeline;
        if (player.loop) player.loop = player.selection() ?? { start: 0, end: this.timeline.duration };
        this.timeline.draw();
        this.tell();
    }

    tell() {
        this.timeline.tell('OnMarked', this.from, this.to);
    }
}
