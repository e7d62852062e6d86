// @ts-check
/**
 * The timeline: what lies on it, what is selected, how much of it is seen. It draws itself once a picture, when something
 * changed, and tells the server what the user did when it is done: one message at the end of a drag.
 */
import { act, on } from '../keys.js';
import { cancelSound, uploadSound } from '../upload.js';
import { Player } from '../preview/player.js';
import { onTimeline, stretches } from '../preview/waits.js';
import { endOf, lanes, timecode, whole } from './model.js';
import { Menu } from './menu.js';
import { Painter, RULER } from './painter.js';
import { Pictures } from './pictures.js';
import { Pointer } from './pointer.js';

/** @typedef {import('./model.js').Clip} Clip */
/** @typedef {import('./model.js').Track} Track */
/** @typedef {import('./model.js').Lane} Lane */
/** @typedef {{ invokeMethodAsync(method: string, ...args: unknown[]): Promise<unknown> }} DotNet */
/** @typedef {{ waveform: string | null, thumbnails: string | null, count: number, apart: number, ratio: number, shots: string | null }} Media */

const CLOSEST = 600;
const HEIGHT = 'timeline-height';
const FADE = 0.5;

export class Timeline {
    /**
     * @param {HTMLElement} root @param {DotNet} dotnet
     * @param {{ project: string, duration: number, frameRate: number, shortest: number, ducking: import('../preview/ducking.js').DuckingRule }} options
     */
    constructor(root, dotnet, options) {
        this.root = root;
        this.dotnet = dotnet;
        this.duration = options.duration;
        /** The video's own length, and where it waits. */
        this.own = options.duration;
        /** @type {import('../preview/waits.js').Wait[]} */
        this.waits = [];
        this.frameRate = options.frameRate;
        /** The shortest clip, in seconds: the server's own limit. */
        this.shortest = options.shortest;
        this.project = options.project;
        /** Clips to be selected when they are there. @type {string[]} */
        this.later = [];
        /** @type {Map<string, Clip>} */
        this.clips = new Map();
        /** @type {Track[]} */
        this.tracks = [];
        /** Volumes that were set here and have not come back from the server yet, decibels. @type {Map<string, number>} */
        this.faded = new Map();
        /** @type {Lane[]} */
        this.lanes = [];
        /** @type {Media} */
        this.media = { waveform: null, thumbnails: null, count: 0, apart: 1, ratio: 16 / 9, shots: null };
        /** On the timeline. @type {number[]} */
        this.shots = [];
        /** In the video. @type {number[]} */
        this.cuts = [];
        this.original = 'Duck';
        /** @type {Set<string>} */
        this.selected = new Set();
        /** @type {string | null} */
        this.primary = null;
        /** Clips as a drag would leave them. @type {Map<string, Clip>} */
        this.moved = new Map();
        /** @type {number | null} */
        this.snapAt = null;
        /** @type {{ x: number, y: number, width: number, height: number } | null} */
        this.band = null;
        /** @type {string | null} */
        this.hover = null;
        this.snapping = localStorage.getItem('snap') !== 'no';
        this.scale = 10;
        this.fitting = true;
        this.dirty = true;
        this.stopped = false;
        this.scrolling = 0;
        /** @type {PointerEvent | null} */
        this.last = null;
        this.scroller = find(root, '.tl-scroll');
        this.inner = find(root, '.tl-inner');
        this.heads = find(root, '.tl-heads');
        this.head = find(root, '.tl-head');
        this.canvas = /** @type {HTMLCanvasElement} */ (find(root, 'canvas'));
        this.active = find(root, '#tl-active');
        this.noClip = this.active.textContent;
        this.abort = new AbortController();
        this.player = new Player(root, options);
        this.player.selection = () => this.range();
        this.pictures = new Pictures(() => this.draw());
        this.painter = new Painter(this.canvas, this.pictures);
        this.pointer = new Pointer(this, this.abort.signal);
        this.menu = new Menu(root, this.abort.signal);
        this.listen();
        this.player.press('snap', this.snapping);
        // For tests, and for the curious.
        Object.assign(window, { dubbing: Object.assign(this.player.status, { timeline: this }) });
        this.tick = this.tick.bind(this);
        requestAnimationFrame(this.tick);
    }

    listen() {
        const signal = this.abort.signal;
        this.scroller.addEventListener('wheel', e => this.wheel(e), { passive: false, signal });
        this.heads.addEventListener('wheel', e => { this.scroller.scrollTop += e.deltaY; }, { passive: true, signal });
        this.scroller.addEventListener('scroll', () => {
            this.heads.scrollTop = this.scroller.scrollTop;
            this.draw();
        }, { signal });
        this.sizes = new ResizeObserver(() => this.layout());
        this.sizes.observe(this.scroller);
        this.theme = new MutationObserver(() => {
            this.painter.colours();
            this.draw();
        });
        this.theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
        this.inner.addEventListener('pointermove', e => { this.last = e; }, { signal });
        this.root.addEventListener('click', e => {
            const button = /** @type {HTMLElement} */ (e.target).closest('[data-action]');
            if (button instanceof HTMLElement && button.dataset.action) act(button.dataset.action);
        }, { signal });
        // A fader is heard while it is moved; the server is told when it is let go.
        this.heads.addEventListener('input', e => {
            const fader = /** @type {HTMLInputElement} */ (e.target);
            if (!fader.dataset.fader) return;
            this.faded.set(fader.dataset.fader, Number(fader.value));
            this.player.sound.fade(fader.dataset.fader, Number(fader.value));
        }, { signal });
        this.heads.addEventListener('dblclick', e => {
            const fader = /** @type {HTMLInputElement} */ (e.target);
            if (!fader.dataset.fader) return;
            fader.value = '0';
            for (const type of ['input', 'change']) fader.dispatchEvent(new Event(type, { bubbles: true }));
        }, { signal });
        this.heads.addEventListener('change', e => {
            const input = /** @type {HTMLInputElement} */ (e.target);
            if (!input.dataset.sound || !input.files?.length) return;
            this.add(input.files[0], input.dataset.sound, this.player.now);
            input.value = '';
        }, { signal });
        this.scroller.addEventListener('dragover', e => e.preventDefault(), { signal });
        this.scroller.addEventListener('drop', e => {
            e.preventDefault();
            const file = e.dataTransfer?.files[0];
            const hit = this.pointer.hit(e);
            if (file) this.add(file, hit.lane?.kind === 'effects' ? 'effects' : 'music', Math.max(0, hit.seconds));
        }, { signal });
        this.grip();
        const doing = /** @type {Record<string, () => unknown>} */ ({
            clipBefore: () => this.go(-1),
            clipAfter: () => this.go(1),
            selectAll: () => this.choose([...this.clips.keys()], 'set', this.primary),
            selectNone: () => this.pointer.cancel() || this.choose([], 'set', null),
            nudgeBack: () => this.nudge(-1),
            nudgeOn: () => this.nudge(1),
            trimStart: () => this.trim('start'),
            trimEnd: () => this.trim('end'),
            snap: () => this.toggleSnap(),
            zoomIn: () => this.zoomBy(1.25),
            zoomOut: () => this.zoomBy(0.8),
            fit: () => this.fit(),
            wait: () => this.tell('OnWait', this.player.now),
            fadeIn: () => this.fade('fadeIn'),
            fadeOut: () => this.fade('fadeOut'),
        });
        for (const [id, handler] of Object.entries(doing)) signal.addEventListener('abort', on(id, handler));
        for (const id of ['split', 'merge', 'duplicate', 'delete', 'deleteGap', 'lock']) signal.addEventListener('abort', on(id, () => this.ask(id)));
        signal.addEventListener('abort', on('render', () => this.tell('OnRenderKey')));
        signal.addEventListener('abort', on('help', () => this.tell('OnHelpKey')));
    }

    dispose() {
        this.stopped = true;
        this.abort.abort();
        this.sizes?.disconnect();
        this.theme?.disconnect();
        this.player.dispose();
    }

    /** @param {string} method @param {unknown[]} args */
    tell(method, ...args) {
        return this.dotnet.invokeMethodAsync(method, ...args).catch(() => { });
    }

    /** What the server does with the selected clips. @param {string} action */
    ask(action) {
        if (this.selected.size === 0) this.choose(this.under(), 'set', this.under()[0] ?? null);
        if (this.selected.size > 0) this.tell('OnAction', action, [...this.selected], this.player.now);
    }

    /** Sends a sound file to a track. @param {File} file @param {string} track @param {number} at seconds */
    add(file, track, at) {
        uploadSound(file, this.project, this.dotnet, track === 'music' ? 'Music' : 'Effects', at);
    }

    /** Gives the sound that is on its way up. */
    cancelSound() {
        cancelSound(this.project);
    }

    /** The clips under the playhead, on tracks that are not locked. */
    under() {
        const now = this.player.now;
        return this.lanes.filter(l => l.id !== 'captions' && !l.locked).flatMap(l => l.clips.filter(c => c.start <= now && now < endOf(c)).map(c => c.id));
    }

    /**
     * What changed on the server.
     * @param {{ clips: Clip[], gone: string[], tracks: Track[] | null, original: string, media: Media | null, waits?: import('../preview/waits.js').Wait[] | null }} change
     */
    update(change) {
        for (const id of change.gone) {
            this.clips.delete(id);
            this.selected.delete(id);
        }
        for (const clip of change.clips) this.clips.set(clip.id, whole(clip));
        if (this.later.length > 0 && this.later.every(id => this.clips.has(id))) {
            this.choose(this.later, 'set', this.later[0]);
            this.later = [];
        }
        if (change.tracks) this.tracks = change.tracks.map(track => this.leveled(track));
        this.original = change.original;
        if (change.waits) {
            this.waits = change.waits;
            this.duration = this.own + this.waits.reduce((sum, w) => sum + w.seconds, 0);
            this.player.wait(this.waits, this.duration);
            this.placeShots();
        }
        if (change.media) {
            const shots = change.media.shots;
            if (shots && shots !== this.media.shots) fetch(shots).then(a => a.ok ? a.json() : []).then(found => {
                this.cuts = found;
                this.placeShots();
                this.draw();
            }).catch(() => { });
            this.media = change.media;
        }
        this.arrange();
    }

    /** A track from the server, as loud as its fader was left: an answer to an earlier step must not move it back. @param {Track} track */
    leveled(track) {
        const gain = this.faded.get(track.id);
        if (gain === track.gain) this.faded.delete(track.id);
        else if (gain !== undefined) return { ...track, gain };
        const fader = [.../** @type {NodeListOf<HTMLInputElement>} */ (this.heads.querySelectorAll('[data-fader]'))].find(f => f.dataset.fader === track.id);
        if (fader) fader.value = String(track.gain);
        return track;
    }

    placeShots() {
        this.shots = this.cuts.map(shot => onTimeline(this.waits, shot));
    }

    arrange() {
        this.lanes = lanes(this.tracks, this.clips.values());
        this.player.set([...this.clips.values()], this.tracks, this.original);
        this.layout();
    }

    length() {
        let most = Math.max(this.duration, 10);
        for (const clip of this.clips.values()) most = Math.max(most, endOf(clip));
        return most;
    }

    layout() {
        const length = this.length();
        const least = Math.max(0.01, (this.scroller.clientWidth - 24) / length);
        this.scale = this.fitting ? least : Math.min(CLOSEST, Math.max(least, this.scale));
        const tall = this.lanes.reduce((sum, l) => sum + l.height, RULER);
        // Room after the end, to drag to.
        this.inner.style.width = `${this.fitting ? this.scroller.clientWidth : length * this.scale + 200}px`;
        this.inner.style.height = `${Math.max(tall, this.scroller.clientHeight)}px`;
        this.draw();
    }

    draw() {
        this.dirty = true;
    }

    /** @param {WheelEvent} e */
    wheel(e) {
        if (e.ctrlKey || e.metaKey) {
            e.preventDefault();
            this.zoomBy(e.deltaY < 0 ? 1.25 : 0.8, e.clientX);
        } else if (!e.shiftKey && e.deltaX === 0 && this.scroller.scrollHeight <= this.scroller.clientHeight) {
            // Nothing to scroll down to: the wheel goes along the time.
            e.preventDefault();
            this.scroller.scrollLeft += e.deltaY;
        }
    }

    /** @param {number} factor @param {number} [x] the place that stays; without it the playhead */
    zoomBy(factor, x) {
        const left = this.scroller.getBoundingClientRect().left;
        const head = this.player.now * this.scale - this.scroller.scrollLeft;
        const at = x !== undefined ? x - left : head >= 0 && head <= this.scroller.clientWidth ? head : this.scroller.clientWidth / 2;
        const seconds = (at + this.scroller.scrollLeft) / this.scale;
        this.fitting = factor < 1 && this.scale * factor <= (this.scroller.clientWidth - 24) / this.length();
        this.scale *= factor;
        this.layout();
        this.scroller.scrollLeft = seconds * this.scale - at;
    }

    fit() {
        this.fitting = true;
        this.layout();
        this.scroller.scrollLeft = 0;
    }

    toggleSnap() {
        this.snapping = !this.snapping;
        localStorage.setItem('snap', this.snapping ? 'yes' : 'no');
        this.player.press('snap', this.snapping);
    }

    /**
     * Selects clips. @param {string[]} ids @param {'set' | 'add' | 'toggle'} how
     * @param {string | null} primary the one that the script shows @param {boolean} [range] with everything between
     * @param {boolean} [quiet] the server is told later
     */
    choose(ids, how, primary, range = false, quiet = false) {
        if (range && this.primary && primary && this.clips.has(this.primary)) {
            const [a, b] = [this.clips.get(this.primary), this.clips.get(primary)].map(c => /** @type {Clip} */ (c).start).sort((x, y) => x - y);
            const tracks = new Set([this.primary, primary].map(id => this.clips.get(id)?.track));
            for (const c of this.clips.values()) if (tracks.has(c.track) && c.start >= a && c.start <= b) this.selected.add(c.id);
        } else if (how === 'set') {
            this.selected = new Set(ids);
        } else {
            for (const id of ids) {
                if (how === 'toggle' && this.selected.has(id)) this.selected.delete(id);
                else this.selected.add(id);
            }
        }
        if (primary && !this.selected.has(primary)) primary = [...this.selected].at(-1) ?? null;
        const changed = this.primary !== primary;
        this.primary = primary;
        this.describe();
        this.draw();
        if (!quiet && (changed || ids.length !== 1)) this.told();
    }

    told() {
        this.tell('OnSelected', this.primary, [...this.selected]);
    }

    /** Says the selected clip to a screen reader. */
    describe() {
        const clip = this.primary ? this.clips.get(this.primary) : undefined;
        this.active.textContent = clip ? this.text(clip) : this.noClip;
        this.active.setAttribute('aria-selected', String(!!clip));
    }

    /** @param {Clip} clip */
    text(clip) {
        return `${clip.kind === 'line' ? `${clip.number} · ` : ''}${timecode(clip.start, this.frameRate)} – ${timecode(clip.start + clip.seconds, this.frameRate)}\n${clip.text}`;
    }

    /** Marks a clip that was chosen elsewhere, and goes to it. @param {string} id */
    select(id) {
        if (this.primary === id && this.selected.has(id)) return;
        const clip = this.clips.get(id);
        this.selected = new Set(clip ? [id] : []);
        this.primary = clip ? id : null;
        this.describe();
        if (clip) {
            this.player.seekTo(clip.start);
            this.show(clip);
        }
        this.draw();
    }

    /** Marks what is chosen in the script; the playhead stays. @param {string[]} ids */
    mark(ids) {
        this.selected = new Set(ids.filter(id => this.clips.has(id)));
        if (this.primary && !this.selected.has(this.primary)) this.primary = [...this.selected].at(-1) ?? null;
        this.describe();
        this.draw();
    }

    /** Selects clips as soon as they are there. @param {string[]} ids */
    selectLater(ids) {
        if (ids.length > 0 && ids.every(id => this.clips.has(id))) this.choose(ids, 'set', ids[0]);
        else this.later = ids;
    }

    /** Scrolls a clip into view. @param {Clip} clip */
    show(clip) {
        const [x, end] = [clip.start * this.scale, endOf(clip) * this.scale];
        const { scrollLeft: left, clientWidth: width, scrollTop: top, clientHeight: height } = this.scroller;
        if (x < left || Math.min(end, x + width / 2) > left + width) this.scroller.scrollLeft = x - width / 4;
        const lane = this.lanes.find(l => l.id === clip.track);
        if (!lane) return;
        if (lane.top < top) this.scroller.scrollTop = lane.top;
        else if (lane.top + lane.height + RULER > top + height) this.scroller.scrollTop = lane.top + lane.height + RULER - height;
    }

    /** To the clip before or after, among the lines (or the sounds, when one of them is selected). @param {number} by */
    go(by) {
        const kind = this.primary ? this.clips.get(this.primary)?.kind ?? 'line' : 'line';
        const all = [...this.clips.values()].filter(c => c.kind === kind).sort((a, b) => a.start - b.start || a.number - b.number);
        const at = all.findIndex(c => c.id === this.primary);
        const next = at >= 0 ? all[at + by] : all.find(c => c.start >= this.player.now) ?? all[0];
        if (!next) return;
        this.choose([next.id], 'set', next.id);
        this.player.seekTo(next.start);
        this.show(next);
    }

    /** Where the selected clips begin and end. */
    range() {
        const chosen = [...this.selected].map(id => this.clips.get(id)).filter(c => c !== undefined);
        if (chosen.length === 0) return null;
        return { start: Math.min(...chosen.map(c => c.start)), end: Math.max(...chosen.map(endOf)) };
    }

    /** The selected clips that may be changed. */
    free() {
        const locked = new Set(this.tracks.filter(t => t.locked).map(t => t.id));
        return [...this.selected].map(id => this.clips.get(id)).filter(c => c !== undefined).filter(c => !c.locked && !locked.has(c.track));
    }

    /** Moves the selected clips by pictures. @param {number} frames */
    nudge(frames) {
        const clips = this.free();
        if (clips.length === 0) return;
        const by = Math.max(frames / (this.frameRate > 0 ? this.frameRate : 25), -Math.min(...clips.map(c => c.start)));
        this.moved = new Map(clips.map(c => [c.id, { ...c, start: c.start + by, slotEnd: c.slotEnd === null ? null : c.slotEnd + by }]));
        this.settle();
    }

    /** Gives the selected clips a fade of half a second, or takes it away. @param {'fadeIn' | 'fadeOut'} edge */
    fade(edge) {
        const clips = this.free();
        const off = clips.every(c => c[edge] > 0);
        for (const c of clips) this.moved.set(c.id, { ...c, [edge]: off ? 0 : Math.min(FADE, c.seconds / 2) });
        this.settle();
    }

    /** Trims the selected clips to the playhead. @param {'start' | 'end'} edge */
    trim(edge) {
        const now = this.player.now;
        if (this.selected.size === 0) this.choose(this.under(), 'set', this.under()[0] ?? null);
        for (const c of this.free()) {
            const end = c.kind === 'line' ? c.slotEnd ?? c.start + c.seconds : c.start + c.seconds;
            if (edge === 'start' ? now > end - this.shortest || now < c.start - (c.kind === 'sound' ? c.offset : Infinity) : now < c.start + this.shortest || (c.kind === 'sound' && now > c.start + c.whole - c.offset)) continue;
            const [start, to] = edge === 'start' ? [now, end] : [c.start, now];
            const length = c.kind === 'sound' || c.grade === 'Empty' ? to - start : c.seconds;
            this.moved.set(c.id, { ...c, start, seconds: length, offset: c.kind === 'sound' ? c.offset + start - c.start : 0, slotEnd: c.kind === 'line' ? to : null });
        }
        this.settle();
    }

    /** Keeps what a drag did, and tells the server. */
    settle() {
        const places = [];
        for (const clip of this.moved.values()) {
            const before = this.clips.get(clip.id);
            if (!before || ['start', 'seconds', 'slotEnd', 'track', 'offset', 'fadeIn', 'fadeOut'].every(k => Reflect.get(before, k) === Reflect.get(clip, k))) continue;
            this.clips.set(clip.id, clip);
            places.push({ id: clip.id, start: clip.start, seconds: clip.seconds, slotEnd: clip.slotEnd, track: clip.track, offset: clip.offset, fadeIn: clip.fadeIn, fadeOut: clip.fadeOut });
        }
        this.moved = new Map();
        if (places.length === 0) return;
        this.arrange();
        this.tell('OnPlaced', places);
    }

    /** A double click: to the line's text. @param {string} id */
    opened(id) {
        const field = /** @type {HTMLElement | null} */ (document.querySelector(`textarea[data-line="${id}"]`));
        field?.focus();
    }

    /** @param {Clip | null} clip */
    hovered(clip) {
        if (this.hover === (clip?.id ?? null)) return;
        this.hover = clip?.id ?? null;
        this.inner.title = clip ? this.text(clip) : this.noClip;
        this.draw();
    }

    /** A drag at the window's edge scrolls. @param {number} x */
    edge(x) {
        const width = this.scroller.clientWidth;
        this.scrolling = x < 24 ? -1 : x > width - 24 ? 1 : 0;
    }

    stopEdge() {
        this.scrolling = 0;
    }

    /** Where a clip is on the screen. @param {string} id */
    box(id) {
        const clip = this.clips.get(id);
        const lane = clip && this.lanes.find(l => l.id === clip.track);
        if (!clip || !lane) return null;
        const area = this.canvas.getBoundingClientRect();
        const end = clip.slotEnd ?? clip.start + clip.seconds;
        return {
            x: area.left + clip.start * this.scale - this.scroller.scrollLeft,
            y: area.top + RULER + lane.top - this.scroller.scrollTop,
            width: (end - clip.start) * this.scale,
            height: lane.height,
        };
    }

    tick() {
        if (this.stopped) return;
        const { player, scroller } = this;
        player.tick();
        if (this.scrolling && this.pointer.drag?.begun && this.last) {
            scroller.scrollLeft += 14 * this.scrolling;
            this.pointer.move(this.last);
        }
        const x = player.now * this.scale;
        this.head.style.transform = `translateX(${x}px)`;
        if (player.status.playing && !this.pointer.drag && !this.fitting) {
            const seen = x - scroller.scrollLeft;
            if (seen < 0 || seen > scroller.clientWidth - 20) scroller.scrollLeft = x - 60;
        }
        if (this.dirty) {
            this.dirty = false;
            this.paint();
        }
        requestAnimationFrame(this.tick);
    }

    paint() {
        const { scroller } = this;
        this.painter.paint({
            lanes: this.lanes, scale: this.scale, left: scroller.scrollLeft, top: scroller.scrollTop,
            width: scroller.clientWidth, height: scroller.clientHeight, duration: this.duration, frameRate: this.frameRate,
            selected: this.selected, moved: this.moved, snapAt: this.snapAt, band: this.band, loop: this.player.loop,
            hover: this.hover, shots: this.shots, media: this.media, stretches: stretches(this.waits, this.own),
        });
    }

    /** The bar above changes the timeline's height; it is kept in this browser. */
    grip() {
        const signal = this.abort.signal;
        const bar = find(this.root, '.tl-grip');
        /** @param {number} height */
        const set = height => {
            const kept = Math.round(Math.min(Math.max(120, height), Math.max(160, innerHeight - 330)));
            this.root.style.setProperty('--tl-height', `${kept}px`);
            bar.setAttribute('aria-valuenow', String(kept));
            localStorage.setItem(HEIGHT, String(kept));
        };
        const now = () => find(this.root, '.tl-body').getBoundingClientRect().height;
        const kept = Number(localStorage.getItem(HEIGHT));
        if (kept) set(kept);
        bar.addEventListener('pointerdown', e => {
            bar.setPointerCapture(e.pointerId);
            this.gripped = { y: e.clientY, height: now() };
        }, { signal });
        bar.addEventListener('pointermove', e => { if (this.gripped) set(this.gripped.height + this.gripped.y - e.clientY); }, { signal });
        bar.addEventListener('pointerup', () => { this.gripped = undefined; }, { signal });
        bar.addEventListener('keydown', e => {
            if (e.key !== 'ArrowUp' && e.key !== 'ArrowDown') return;
            e.preventDefault();
            set(now() + (e.key === 'ArrowUp' ? 16 : -16));
        }, { signal });
    }
}

/** @param {HTMLElement} root @param {string} selector */
const find = (root, selector) => /** @type {HTMLElement} */ (root.querySelector(selector));

/** @param {HTMLElement} root @param {DotNet} dotnet @param {{ project: string, duration: number, frameRate: number, shortest: number, ducking: import('../preview/ducking.js').DuckingRule }} options */
export function attach(root, dotnet, options) {
    return new Timeline(root, dotnet, options);
}
