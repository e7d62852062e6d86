// @ts-check
/** What the pointer does on the timeline: seek, select, move, trim, fade, band. The server hears of it when it is over. */
import { between, endOf, loopOf, snapPoints, snapTo, timecode, within } from './model.js';
import { RULER } from './painter.js';

/** @typedef {import('./model.js').Clip} Clip */
/** @typedef {import('./timeline.js').Timeline} Timeline */

const EDGE = 7;
const SNAP = 8;
const BEGINS = 4;
/** Seconds before a clip's end at which its last picture is seen. */
const LAST = 0.02;

export class Pointer {
    /** @param {Timeline} timeline @param {AbortSignal} signal */
    constructor(timeline, signal) {
        this.timeline = timeline;
        /** @type {{ kind: string, clip: Clip | null, x: number, y: number, seconds: number, clips: Clip[], points: Float64Array, begun: boolean, add: boolean, left: number, playhead: number } | null} */
        this.drag = null;
        const area = timeline.inner;
        area.addEventListener('pointerdown', e => this.down(e), { signal });
        area.addEventListener('pointermove', e => this.move(e), { signal });
        area.addEventListener('pointerup', e => this.up(e), { signal });
        area.addEventListener('pointercancel', () => this.cancel(), { signal });
        area.addEventListener('pointerleave', () => timeline.hovered(null), { signal });
        area.addEventListener('dblclick', e => {
            const hit = this.hit(e);
            if (hit.clip?.kind === 'line') timeline.opened(hit.clip.id);
        }, { signal });
        area.addEventListener('contextmenu', e => this.menu(e), { signal });
    }

    /** Where the pointer is on the canvas. @param {MouseEvent} e */
    at(e) {
        const box = this.timeline.canvas.getBoundingClientRect();
        return { x: e.clientX - box.left, y: e.clientY - box.top };
    }

    /** What is under the pointer. @param {MouseEvent} e */
    hit(e) {
        const t = this.timeline;
        const { x, y } = this.at(e);
        const seconds = (x + t.scroller.scrollLeft) / t.scale;
        if (y < RULER) return { zone: 'ruler', clip: null, seconds, lane: null };
        const down = y - RULER + t.scroller.scrollTop;
        const lane = t.lanes.find(l => down >= l.top && down < l.top + l.height) ?? null;
        if (!lane) return { zone: 'empty', clip: null, seconds, lane };
        const reach = EDGE / t.scale;
        /** The one on top, and a selected one before others. @type {Clip | null} */
        let clip = null;
        for (const c of between(lane, seconds - reach, seconds + reach)) {
            const end = lane.id === 'captions' ? c.start + c.seconds : endOf(c);
            const within = seconds >= c.start - 2 / t.scale && seconds <= Math.max(end, c.start + 5 / t.scale) + 2 / t.scale;
            if (within && (!clip || !t.selected.has(clip.id) || t.selected.has(c.id))) clip = c;
        }
        if (!clip) return { zone: 'empty', clip, seconds, lane };
        if (lane.id === 'captions' || lane.locked || clip.locked) return { zone: 'body', clip, seconds, lane, fixed: true };
        const end = clip.kind === 'line' && clip.slotEnd !== null ? clip.slotEnd : clip.start + clip.seconds;
        const wide = (end - clip.start) * t.scale;
        const edge = Math.min(EDGE, wide / 4);
        const top = down - lane.top;
        if (t.selected.has(clip.id) && wide > 40 && top < 14) {
            if (Math.abs((clip.start + clip.fadeIn - seconds) * t.scale + (clip.fadeIn > 0 ? 0 : 5)) < 6) return { zone: 'fade-in', clip, seconds, lane };
            if (Math.abs((clip.start + clip.seconds - clip.fadeOut - seconds) * t.scale - (clip.fadeOut > 0 ? 0 : 5)) < 6) return { zone: 'fade-out', clip, seconds, lane };
        }
        if ((seconds - clip.start) * t.scale < edge) return { zone: 'trim-start', clip, seconds, lane };
        if (Math.abs(seconds - end) * t.scale < edge) return { zone: 'trim-end', clip, seconds, lane };
        return { zone: 'body', clip, seconds, lane };
    }

    /** @param {PointerEvent} e */
    down(e) {
        const t = this.timeline;
        if (e.button === 2) return;
        t.scroller.focus({ preventScroll: true });
        const hit = this.hit(e);
        const { x, y } = this.at(e);
        const add = e.shiftKey || e.ctrlKey || e.metaKey;
        t.inner.setPointerCapture(e.pointerId);
        let kind = hit.clip ? hit.zone : hit.zone === 'ruler' ? 'seek' : 'band';
        if (e.button === 1) kind = 'pan';
        if (hit.clip && e.button === 0) {
            if (add) t.selection.choose([hit.clip.id], 'toggle', hit.clip.id, e.shiftKey);
            else if (!t.selected.has(hit.clip.id)) t.selection.choose([hit.clip.id], 'set', hit.clip.id);
            if ('fixed' in hit) kind = 'none';
        }
        if (kind === 'seek') t.player.seek(hit.seconds);
        this.drag = { kind, clip: hit.clip, x, y, seconds: hit.seconds, clips: [], points: new Float64Array(), begun: false, add, left: t.scroller.scrollLeft, playhead: t.player.now };
    }

    /** The clips that go along, and what they can stick to. */
    begin() {
        const t = this.timeline;
        const drag = /** @type {NonNullable<Pointer['drag']>} */ (this.drag);
        drag.begun = true;
        if (!drag.clip || drag.kind === 'band' || drag.kind === 'pan') return;
        const locked = new Set(t.lanes.filter(l => l.locked).map(l => l.id));
        drag.clips = drag.kind === 'body' ? [...t.clips.values()].filter(c => t.selected.has(c.id) && !c.locked && !locked.has(c.track)) : [drag.clip];
        const moving = new Set(drag.clips.map(c => c.id));
        drag.points = snapPoints(t.clips.values(), moving, [0, t.duration, t.player.now, ...t.shots]);
    }

    /** @param {PointerEvent} e */
    move(e) {
        const t = this.timeline;
        const drag = this.drag;
        if (!drag) {
            this.hover(e);
            return;
        }
        const { x, y } = this.at(e);
        if (!drag.begun) {
            if (Math.hypot(x - drag.x, y - drag.y) < BEGINS && drag.kind !== 'seek') return;
            this.begin();
        }
        t.edge(x);
        const seconds = (x + t.scroller.scrollLeft) / t.scale;
        const by = seconds - drag.seconds;
        if (drag.kind === 'seek') t.player.seek(seconds);
        else if (drag.kind === 'pan') t.scroller.scrollLeft = drag.left - (x - drag.x);
        else if (drag.kind === 'band') this.band(drag, x, y);
        else if (drag.kind === 'body') this.shift(drag, by, e, y);
        else if (drag.clip && drag.kind !== 'none') this.reshape(drag, drag.clip, by, e);
        t.draw();
    }

    /** @param {NonNullable<Pointer['drag']>} drag @param {number} by @param {PointerEvent} e @param {number} y */
    shift(drag, by, e, y) {
        const t = this.timeline;
        const first = Math.min(...drag.clips.map(c => c.start));
        by = Math.max(by, -first);
        const edges = drag.clips.length < 50 ? drag.clips.flatMap(c => [c.start + by, c.start + c.seconds + by, ...(c.slotEnd === null ? [] : [c.slotEnd + by])]) : [first + by];
        const snap = t.snapping !== e.altKey ? snapTo(drag.points, edges, SNAP / t.scale) : null;
        if (snap && first + by + snap.by >= 0) by += snap.by;
        t.snapAt = snap?.at ?? null;
        const over = this.laneAt(y);
        t.edits.moved = new Map(drag.clips.map(c => [c.id, {
            ...c,
            start: c.start + by,
            slotEnd: c.slotEnd === null ? null : c.slotEnd + by,
            track: over && c.track === drag.clip?.track && fits(c, over.kind) && !over.locked ? over.id : c.track,
        }]));
    }

    /** @param {NonNullable<Pointer['drag']>} drag @param {Clip} clip @param {number} by @param {PointerEvent} e */
    reshape(drag, clip, by, e) {
        const t = this.timeline;
        const end = clip.kind === 'line' ? clip.slotEnd ?? clip.start + clip.seconds : clip.start + clip.seconds;
        const changed = { ...clip };
        /** @param {number} edge */
        const stick = edge => {
            const snap = t.snapping !== e.altKey ? snapTo(drag.points, [edge], SNAP / t.scale) : null;
            t.snapAt = snap?.at ?? null;
            return snap ? snap.at : edge;
        };
        if (drag.kind === 'trim-start') {
            const least = clip.kind === 'sound' && loopOf(clip) === 0 ? clip.start - clip.offset : 0;
            const start = Math.min(Math.max(0, least, stick(clip.start + by)), end - this.timeline.shortest);
            changed.start = start;
            if (clip.kind === 'sound') {
                changed.offset = within(clip.offset + start - clip.start, loopOf(clip));
                changed.seconds = end - start;
            } else {
                changed.slotEnd = end;
                if (clip.grade === 'Empty') changed.seconds = end - start;
            }
        } else if (drag.kind === 'trim-end') {
            const most = clip.kind === 'sound' && loopOf(clip) === 0 ? clip.start + clip.whole - clip.offset : Infinity;
            const to = Math.max(Math.min(stick(end + by), most), clip.start + this.timeline.shortest);
            if (clip.kind === 'sound') {
                changed.seconds = to - clip.start;
            } else {
                changed.slotEnd = to;
                if (clip.grade === 'Empty') changed.seconds = to - clip.start;
            }
        } else if (drag.kind === 'fade-in') {
            changed.fadeIn = Math.min(Math.max(0, clip.fadeIn + by), clip.seconds - clip.fadeOut);
        } else if (drag.kind === 'fade-out') {
            changed.fadeOut = Math.min(Math.max(0, clip.fadeOut - by), clip.seconds - clip.fadeIn);
        }
        t.edits.moved = new Map([[clip.id, changed]]);
        // The picture shows where the edge is; the playhead goes back when it is let go.
        if (drag.kind === 'trim-start') t.player.seekTo(changed.start);
        else if (drag.kind === 'trim-end') t.player.seek((changed.slotEnd ?? changed.start + changed.seconds) - LAST);
    }

    /** @param {NonNullable<Pointer['drag']>} drag @param {number} x @param {number} y */
    band(drag, x, y) {
        const t = this.timeline;
        const start = drag.seconds * t.scale - t.scroller.scrollLeft;
        t.band = { x: Math.min(start, x), y: Math.min(drag.y, y), width: Math.abs(x - start), height: Math.abs(y - drag.y) };
        const [from, to] = [(t.band.x + t.scroller.scrollLeft) / t.scale, (t.band.x + t.band.width + t.scroller.scrollLeft) / t.scale];
        const [top, bottom] = [t.band.y - RULER + t.scroller.scrollTop, t.band.y + t.band.height - RULER + t.scroller.scrollTop];
        const within = t.lanes.filter(l => l.id !== 'captions' && l.top < bottom && l.top + l.height > top).flatMap(l => [...between(l, from, to)].map(c => c.id));
        t.selection.choose(within, drag.add ? 'add' : 'set', within[0] ?? null, false, true);
    }

    /** @param {number} y */
    laneAt(y) {
        const t = this.timeline;
        const down = y - RULER + t.scroller.scrollTop;
        return t.lanes.find(l => down >= l.top && down < l.top + l.height) ?? null;
    }

    /** @param {PointerEvent} e */
    up(e) {
        const t = this.timeline;
        const drag = this.drag;
        this.drag = null;
        t.stopEdge();
        if (!drag) return;
        this.back(drag);
        if (drag.begun && drag.kind === 'band') {
            t.band = null;
            t.selection.report();
        } else if (!drag.begun && drag.kind === 'band') {
            if (!drag.add) t.selection.choose([], 'set', null);
            t.player.seek(drag.seconds);
        } else if (!drag.begun && drag.clip && !drag.add) {
            t.selection.choose([drag.clip.id], 'set', drag.clip.id);
            t.player.seek(drag.clip.start);
        } else if (t.edits.moved.size > 0) {
            t.edits.settle();
        }
        t.snapAt = null;
        t.draw();
        this.hover(e);
    }

    /** The playhead, where it was before the picture followed a trim. @param {Pointer['drag']} drag */
    back(drag) {
        if (drag?.begun && drag.kind.startsWith('trim')) this.timeline.player.seek(drag.playhead);
    }

    /** What a drag makes of the clip under the pointer, in words, and where: null while nothing is dragged. */
    times() {
        const clip = this.drag?.begun && this.drag.clip && this.timeline.edits.moved.get(this.drag.clip.id);
        const was = clip && this.timeline.clips.get(clip.id);
        if (!clip || !was) return null;
        const rate = this.timeline.frameRate;
        const kind = /** @type {NonNullable<Pointer['drag']>} */ (this.drag).kind;
        /** @param {Clip} c */
        const ends = c => c.slotEnd ?? c.start + c.seconds;
        const by = kind === 'fade-in' ? clip.fadeIn : kind === 'fade-out' ? clip.fadeOut : kind === 'trim-end' ? ends(clip) - ends(was) : clip.start - was.start;
        const change = `${by < -0.0005 ? '−' : kind.startsWith('fade') ? '' : '+'}${Math.abs(by).toFixed(2)}`;
        return { text: kind.startsWith('fade') ? change : `${timecode(clip.start, rate)} – ${timecode(ends(clip), rate)}  ${change}`, at: clip.start, track: clip.track };
    }

    /** Gives a drag up: everything is where it was. */
    cancel() {
        const t = this.timeline;
        const was = this.drag;
        this.drag = null;
        [t.edits.moved, t.band, t.snapAt] = [new Map(), null, null];
        this.back(was);
        t.stopEdge();
        t.draw();
        return !!was?.begun;
    }

    /** @param {PointerEvent} e */
    hover(e) {
        const hit = this.hit(e);
        this.timeline.hovered(hit.clip);
        this.timeline.inner.style.cursor = hit.zone === 'ruler' ? 'col-resize'
            : 'fixed' in hit ? 'default'
            : hit.zone.startsWith('trim') ? 'ew-resize'
            : hit.zone.startsWith('fade') ? 'pointer'
            : hit.zone === 'body' ? 'grab' : 'default';
    }

    /** @param {MouseEvent} e */
    menu(e) {
        e.preventDefault();
        const hit = this.hit(e);
        const t = this.timeline;
        if (hit.clip && !t.selected.has(hit.clip.id)) t.selection.choose([hit.clip.id], 'set', hit.clip.id);
        t.menu.open(e.clientX, e.clientY, !!hit.clip);
    }
}

/** Whether a clip may lie on a track of a kind. @param {Clip} clip @param {string} kind */
const fits = (clip, kind) => clip.kind === 'line' ? kind === 'dub' : kind === 'music' || kind === 'effects';
