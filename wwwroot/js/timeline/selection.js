// @ts-check
/** Which clips are selected, and which of them is the one that the script shows. */
import { endOf, timecode } from './model.js';

/** @typedef {import('./model.js').Clip} Clip */
/** @typedef {import('./timeline.js').Timeline} Timeline */

export class Selection {
    /** @param {Timeline} timeline @param {HTMLElement} active says the selected clip to a screen reader */
    constructor(timeline, active) {
        this.timeline = timeline;
        /** @type {Set<string>} */
        this.ids = new Set();
        /** @type {string | null} */
        this.primary = null;
        /** Clips to be selected when they are there. @type {string[]} */
        this.awaited = [];
        this.active = active;
        this.noClip = active.textContent ?? '';
    }

    /**
     * Selects clips. @param {string[]} ids @param {'set' | 'add' | 'toggle'} how
     * @param {string | null} primary the one that the script shows @param {boolean} [range] with everything between
     * @param {boolean} [quiet] the server is told later
     */
    choose(ids, how, primary, range = false, quiet = false) {
        const { clips } = this.timeline;
        if (range && this.primary && primary && clips.has(this.primary)) {
            const [a, b] = [clips.get(this.primary), clips.get(primary)].map(c => /** @type {Clip} */ (c).start).sort((x, y) => x - y);
            const tracks = new Set([this.primary, primary].map(id => clips.get(id)?.track));
            for (const c of clips.values()) if (tracks.has(c.track) && c.start >= a && c.start <= b) this.ids.add(c.id);
        } else if (how === 'set') {
            this.ids = new Set(ids);
        } else {
            for (const id of ids) {
                if (how === 'toggle' && this.ids.has(id)) this.ids.delete(id);
                else this.ids.add(id);
            }
        }
        if (primary && !this.ids.has(primary)) primary = [...this.ids].at(-1) ?? null;
        const changed = this.primary !== primary;
        this.primary = primary;
        this.describe();
        this.timeline.draw();
        if (!quiet && (changed || ids.length !== 1)) this.report();
    }

    /** Tells the server. */
    report() {
        this.timeline.tell('OnSelected', this.primary, [...this.ids]);
    }

    /** What lies under the playhead, where nothing is selected. */
    orUnder() {
        if (this.ids.size > 0) return;
        const under = this.timeline.under();
        this.choose(under, 'set', under[0] ?? null);
    }

    /** Marks a clip that was chosen elsewhere, and goes to it. @param {string} id */
    goTo(id) {
        if (this.primary === id && this.ids.has(id)) return;
        const clip = this.timeline.clips.get(id);
        this.ids = new Set(clip ? [id] : []);
        this.primary = clip ? id : null;
        this.describe();
        if (clip) {
            this.timeline.player.seekTo(clip.start);
            this.timeline.show(clip);
        }
        this.timeline.draw();
    }

    /** Marks what is chosen in the script; the playhead stays. @param {string[]} ids */
    mark(ids) {
        this.ids = new Set(ids.filter(id => this.timeline.clips.has(id)));
        if (this.primary && !this.ids.has(this.primary)) this.primary = [...this.ids].at(-1) ?? null;
        this.describe();
        this.timeline.draw();
    }

    /** Selects clips as soon as they are there. @param {string[]} ids */
    later(ids) {
        this.awaited = ids;
        this.arrive();
    }

    /** Clips came from the server. */
    arrive() {
        const ids = this.awaited;
        if (ids.length === 0 || !ids.every(id => this.timeline.clips.has(id))) return;
        this.awaited = [];
        this.choose(ids, 'set', ids[0]);
    }

    /** To the clip before or after, among the lines (or the sounds, when one of them is selected). @param {number} by */
    step(by) {
        const { clips, player } = this.timeline;
        const kind = this.primary ? clips.get(this.primary)?.kind ?? 'line' : 'line';
        const all = [...clips.values()].filter(c => c.kind === kind).sort((a, b) => a.start - b.start || a.number - b.number);
        const at = all.findIndex(c => c.id === this.primary);
        const next = at >= 0 ? all[at + by] : all.find(c => c.start >= player.now) ?? all[0];
        if (!next) return;
        this.choose([next.id], 'set', next.id);
        player.seekTo(next.start);
        this.timeline.show(next);
    }

    /** The selected clips. */
    clips() {
        return [...this.ids].map(id => this.timeline.clips.get(id)).filter(c => c !== undefined);
    }

    /** The selected clips that may be changed. */
    free() {
        const locked = new Set(this.timeline.tracks.filter(t => t.locked).map(t => t.id));
        return this.clips().filter(c => !c.locked && !locked.has(c.track));
    }

    /** Where the selected clips begin and end. */
    range() {
        const chosen = this.clips();
        if (chosen.length === 0) return null;
        return { start: Math.min(...chosen.map(c => c.start)), end: Math.max(...chosen.map(endOf)) };
    }

    /** Says the selected clip to a screen reader. */
    describe() {
        const clip = this.primary ? this.timeline.clips.get(this.primary) : undefined;
        this.active.textContent = clip ? this.text(clip) : this.noClip;
        this.active.setAttribute('aria-selected', String(!!clip));
    }

    /** @param {Clip} clip */
    text(clip) {
        const { frameRate } = this.timeline;
        return `${clip.kind === 'line' ? `${clip.number} · ` : ''}${timecode(clip.start, frameRate)} – ${timecode(clip.start + clip.seconds, frameRate)}\n${clip.text}`;
    }
}
