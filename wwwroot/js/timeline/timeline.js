// @ts-check
/**
 * The timeline: what lies on it, what is selected, how much of it is seen. It draws itself once a picture, when something
 * changed, and tells the server what the user did when it is done: one message at the end of a drag.
 */
import { act, on } from '../keys.js';
import { cancelSound, uploadSound } from '../upload.js';
import { Player } from '../preview/player.js';
import { onTimeline, stretches } from '../preview/waits.js';
import { Edits } from './edits.js';
import { grip } from './grip.js';
import { Heads } from './heads.js';
import { Marks } from './marks.js';
import { endOf, lanes, whole } from './model.js';
import { Menu } from './menu.js';
import { Painter, RULER } from './painter.js';
import { Pictures } from './pictures.js';
import { Pointer } from './pointer.js';
import { Selection } from './selection.js';

/** @typedef {import('./model.js').Clip} Clip */
/** @typedef {import('./model.js').Track} Track */
/** @typedef {import('./model.js').Lane} Lane */
/** @typedef {{ invokeMethodAsync(method: string, ...args: unknown[]): Promise<unknown> }} DotNet */
/** @typedef {{ waveform: string | null, thumbnails: string | null, count: number, apart: number, ratio: number, shots: string | null }} Media */

const CLOSEST = 600;

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
        /** @type {Map<string, Clip>} */
        this.clips = new Map();
        /** @type {Track[]} */
        this.tracks = [];
        /** @type {Lane[]} */
        this.lanes = [];
        /** @type {Media} */
        this.media = { waveform: null, thumbnails: null, count: 0, apart: 1, ratio: 16 / 9, shots: null };
        /** On the timeline. @type {number[]} */
        this.shots = [];
        /** In the video. @type {number[]} */
        this.cuts = [];
        this.original = 'Duck';
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
        this.head = find(root, '.tl-head');
        this.canvas = /** @type {HTMLCanvasElement} */ (find(root, 'canvas'));
        this.abort = new AbortController();
        this.player = new Player(root, options);
        this.selection = new Selection(this, find(root, '#tl-active'));
        this.edits = new Edits(this);
        this.marks = new Marks(this, options.project);
        this.player.selection = () => this.marks.part() ?? this.selection.range();
        this.pictures = new Pictures(() => this.draw());
        this.painter = new Painter(this.canvas, this.pictures);
        this.pointer = new Pointer(this, this.abort.signal);
        this.heads = new Heads(this, find(root, '.tl-heads'), this.abort.signal);
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
        this.scroller.addEventListener('scroll', () => {
            this.heads.root.scrollTop = this.scroller.scrollTop;
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
        this.scroller.addEventListener('dragover', e => e.preventDefault(), { signal });
        this.scroller.addEventListener('drop', e => {
            e.preventDefault();
            const file = e.dataTransfer?.files[0];
            const hit = this.pointer.hit(e);
            if (file) this.add(file, hit.lane?.kind === 'effects' ? 'effects' : 'music', Math.max(0, hit.seconds));
        }, { signal });
        grip(this.root, signal);
        const { selection, edits } = this;
        const doing = /** @type {Record<string, () => unknown>} */ ({
            clipBefore: () => selection.step(-1),
            clipAfter: () => selection.step(1),
            selectAll: () => selection.choose([...this.clips.keys()], 'set', selection.primary),
            selectNone: () => this.pointer.cancel() || selection.choose([], 'set', null),
            nudgeBack: () => edits.nudge(-1),
            nudgeOn: () => edits.nudge(1),
            trimStart: () => edits.trim('start'),
            trimEnd: () => edits.trim('end'),
            snap: () => this.toggleSnap(),
            zoomIn: () => this.zoomBy(1.25),
            zoomOut: () => this.zoomBy(0.8),
            fit: () => this.fit(),
            wait: () => this.tell('OnWait', this.player.now),
            markIn: () => this.marks.put('from'),
            markOut: () => this.marks.put('to'),
            clearMarks: () => this.marks.clear(),
            fadeIn: () => edits.fade('fadeIn'),
            fadeOut: () => edits.fade('fadeOut'),
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
        this.selection.orUnder();
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

    /**
     * What changed on the server.
     * @param {{ clips: Clip[], gone: string[], tracks: Track[] | null, original: string, media: Media | null, waits?: import('../preview/waits.js').Wait[] | null }} change
     */
    update(change) {
        for (const id of change.gone) {
            this.clips.delete(id);
            this.selection.ids.delete(id);
        }
        for (const clip of change.clips) this.clips.set(clip.id, whole(clip));
        this.selection.arrive();
        if (change.tracks) this.tracks = change.tracks.map(track => this.heads.leveled(track));
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

    /** The clips under the playhead, on tracks that are not locked. */
    under() {
        const now = this.player.now;
        return this.lanes.filter(l => l.id !== 'captions' && !l.locked).flatMap(l => l.clips.filter(c => c.start <= now && now < endOf(c)).map(c => c.id));
    }

    /** The selected clips' keys. */
    get selected() {
        return this.selection.ids;
    }

    /** Asked by the server: a clip that was chosen elsewhere. @param {string} id */
    select(id) {
        this.selection.goTo(id);
    }

    /** Asked by the server: what is chosen in the script. @param {string[]} ids */
    mark(ids) {
        this.selection.mark(ids);
    }

    /** Asked by the server: clips that are on their way. @param {string[]} ids */
    selectLater(ids) {
        this.selection.later(ids);
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

    /** A double click: to the line's text. @param {string} id */
    opened(id) {
        const field = /** @type {HTMLElement | null} */ (document.querySelector(`textarea[data-line="${id}"]`));
        field?.focus();
    }

    /** @param {Clip | null} clip */
    hovered(clip) {
        if (this.hover === (clip?.id ?? null)) return;
        this.hover = clip?.id ?? null;
        this.inner.title = clip ? this.selection.text(clip) : this.selection.noClip;
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
            selected: this.selected, moved: this.edits.moved, snapAt: this.snapAt, band: this.band, loop: this.player.loop, marks: this.marks, times: this.pointer.times(),
            hover: this.hover, shots: this.shots, media: this.media, stretches: stretches(this.waits, this.own),
        });
    }
}

/** @param {HTMLElement} root @param {string} selector */
const find = (root, selector) => /** @type {HTMLElement} */ (root.querySelector(selector));

/** @param {HTMLElement} root @param {DotNet} dotnet @param {{ project: string, duration: number, frameRate: number, shortest: number, ducking: import('../preview/ducking.js').DuckingRule }} options */
export function attach(root, dotnet, options) {
    return new Timeline(root, dotnet, options);
}
