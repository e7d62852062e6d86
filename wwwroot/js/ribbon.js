// @ts-check
/**
 * The ribbon under a line: sounds whose edges and pitch follow the pointer, the spectrogram behind the curve, and the
 * audition. The server hears of a drag once, when it ends.
 */

import { sure } from './connection.js';
import { on } from './keys.js';
import { Audition } from './preview/audition.js';

/** @typedef {{ invokeMethodAsync(method: string, ...args: unknown[]): Promise<unknown> }} DotNet */

const FRAME_SECONDS = 0.0125;
const SEMITONE = Math.log(2) / 12;
/** The rows of the ribbon that have buttons, from above. */
const ROWS = ['.units', '.words', '.sounds'];

export class Ribbon {
    /** @param {HTMLElement} root @param {DotNet} dotnet */
    constructor(root, dotnet) {
        this.root = root;
        this.dotnet = dotnet;
        /** @type {Audition | undefined} */
        this.audition = undefined;
        /** @type {((e: PointerEvent) => void) | undefined} */
        this.moving = undefined;
        /** @type {(() => Promise<unknown>) | undefined} */
        this.ending = undefined;
        /** @type {[string, (e: any) => void][]} */
        this.listeners = [
            ['pointerdown', e => this.down(e)],
            ['pointermove', e => this.moving?.(e)],
            ['pointerup', () => this.end()],
            ['pointercancel', () => this.end()],
            ['keydown', e => this.key(e)],
            ['dblclick', e => this.restore(e)],
            ['pointerover', e => this.why(e)],
            ['focusin', e => {
                this.why(e);
                this.rove(e.target);
            }],
        ];
        for (const [name, listener] of this.listeners) root.addEventListener(name, listener);
        this.offKey = on('audition', () => this.play());
        /** The button that Tab comes to. @type {Element | null} */
        this.stop = null;
        this.watcher = new MutationObserver(() => this.rove(this.stop));
        this.watcher.observe(root, { childList: true, subtree: true });
        this.rove(null);
        root.dataset.ready = 'yes';
    }

    dispose() {
        this.offKey();
        this.watcher.disconnect();
        this.audition?.stop();
        for (const [name, listener] of this.listeners) this.root.removeEventListener(name, listener);
    }

    /** Without a connection nothing is changed, and the ribbon stays as it is. @param {string} method @param {...unknown} args */
    tell(method, ...args) {
        return this.dotnet.invokeMethodAsync(method, ...args).catch(() => { });
    }

    /** @returns {number[]} */
    get frames() { return JSON.parse(this.root.dataset.frames ?? '[]'); }

    /** @returns {number[]} */
    get pitch() { return JSON.parse(this.root.dataset.pitch ?? '[]'); }

    get frameWidth() { return Number(this.root.dataset.frame); }

    /** @param {string} selector @returns {HTMLElement} */
    find(selector) { return /** @type {HTMLElement} */ (this.root.querySelector(selector)); }

    /** @param {PointerEvent} e */
    down(e) {
        if (e.button !== 0 || !(e.target instanceof Element)) return;
        const edge = e.target.closest('[data-edge]');
        if (edge instanceof HTMLElement) this.stretch(e, Number(edge.dataset.edge));
        else if (e.target.closest('.melody')) this.draw(e);
        else return;
        e.preventDefault();
        this.root.setPointerCapture(e.pointerId);
    }

    async end() {
        const ending = this.ending;
        this.moving = this.ending = undefined;
        await ending?.();
    }

    /** The right edge of a sound follows the pointer. @param {PointerEvent} start @param {number} sound */
    stretch(start, sound) {
        const box = this.find(`[data-sound="${sound}"]`);
        const before = box.style.width;
        const frames = this.frames[sound];
        let wanted = frames;
        this.moving = e => {
            wanted = Math.max(1, Math.round(frames + (e.clientX - start.clientX) / this.frameWidth));
            box.style.width = `${wanted * this.frameWidth}px`;
        };
        this.ending = async () => {
            const shown = box.style.width;
            if (wanted !== frames) await this.tell('Stretch', sound, wanted);
            // What the server did not change is as it was.
            if (box.style.width === shown) box.style.width = before;
        };
    }

    /** The pitch follows the pointer, frame by frame. @param {PointerEvent} start */
    draw(start) {
        const pitch = this.pitch;
        const area = this.find('.melody').getBoundingClientRect();
        const low = Math.log(Number(this.root.dataset.low));
        const high = Math.log(Number(this.root.dataset.high));
        /** Semitones by frame. @type {Map<number, number>} */
        const moved = new Map();
        let last = -1;
        /** @param {PointerEvent} e */
        const at = e => {
            const frame = Math.min(pitch.length - 1, Math.max(0, Math.floor((e.clientX - area.left) / this.frameWidth)));
            const place = Math.min(1, Math.max(0, (e.clientY - area.top) / area.height));
            const level = high - place * (high - low);
            const from = last < 0 ? frame : last;
            // A quick pointer leaves out frames: they lie on the line between.
            const before = moved.has(from) ? Math.log(pitch[from]) + (moved.get(from) ?? 0) * SEMITONE : level;
            for (let f = Math.min(from, frame); f <= Math.max(from, frame); f++) {
                const share = frame === from ? 1 : (f - from) / (frame - from);
                moved.set(f, (before + (level - before) * share - Math.log(pitch[f])) / SEMITONE);
            }
            last = frame;
            const points = [...moved].sort((a, b) => a[0] - b[0]).map(([f, semitones]) => {
                const y = 100 * (1 - (Math.log(pitch[f]) + semitones * SEMITONE - low) / (high - low));
                return `${f + 0.5} ${y.toFixed(1)}`;
            });
            this.find('.drawn').setAttribute('d', `M${points.join('L')}`);
        };
        at(start);
        this.moving = at;
        this.ending = async () => {
            const [sounds, semitones] = this.bySound(moved);
            if (sounds.length > 0) await this.tell('Draw', sounds, semitones);
            this.find('.drawn').setAttribute('d', '');
        };
    }

    /** Start, middle and end of each sound that was drawn over. @param {Map<number, number>} moved @returns {[number[], number[][]]} */
    bySound(moved) {
        /** @type {number[]} */
        const sounds = [];
        /** @type {number[][]} */
        const semitones = [];
        let first = 0;
        for (const [sound, length] of this.frames.entries()) {
            const inside = [...moved.keys()].filter(f => f >= first && f < first + length).sort((a, b) => a - b);
            if (inside.length > 0) {
                const near = (/** @type {number} */ f) => moved.get(inside.reduce((best, g) => Math.abs(g - f) < Math.abs(best - f) ? g : best)) ?? 0;
                sounds.push(sound);
                semitones.push([near(first), near(first + (length - 1) / 2), near(first + length - 1)]);
            }
            first += length;
        }
        return [sounds, semitones];
    }

    /** All of the ribbon is one stop of the Tab key: where it was left. @param {EventTarget | null} to */
    rove(to) {
        const all = [.../** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll(ROWS.map(row => `${row} button`).join(', ')))];
        this.stop = all.find(button => button === to) ?? (this.stop?.isConnected ? this.stop : all[0]) ?? null;
        for (const button of all) {
            const index = button === this.stop ? 0 : -1;
            if (button.tabIndex !== index) button.tabIndex = index;
        }
    }

    /** Goes along a row, or to what lies above or below in another. @param {HTMLElement} from @param {number} along @param {number} across */
    walk(from, along, across) {
        const rows = ROWS.map(row => [.../** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll(`${row} button`))]).filter(row => row.length > 0);
        const at = rows.findIndex(row => row.includes(from));
        if (at < 0) return false;
        if (along !== 0) rows[at][rows[at].indexOf(from) + along]?.focus();
        const other = rows[at + across];
        if (across === 0 || !other) return along !== 0 || across !== 0;
        const middle = (/** @type {HTMLElement} */ b) => b.getBoundingClientRect().left + b.getBoundingClientRect().width / 2;
        other.reduce((best, b) => Math.abs(middle(b) - middle(from)) < Math.abs(middle(best) - middle(from)) ? b : best).focus();
        return true;
    }

    /** A focused sound is moved by half semitones and single frames. @param {KeyboardEvent} e */
    key(e) {
        const pressed = e.target instanceof Element ? e.target.closest('button') : null;
        const inSounds = !!pressed?.closest('.sounds');
        const along = inSounds ? 0 : { ArrowLeft: -1, ArrowRight: 1 }[e.key] ?? 0;
        const across = { PageUp: -1, PageDown: 1, ...(inSounds ? {} : { ArrowUp: -1, ArrowDown: 1 }) }[e.key] ?? 0;
        if (pressed && !e.ctrlKey && !e.altKey && (along || across) && this.walk(pressed, along, across)) {
            e.preventDefault();
            e.stopPropagation();
            return;
        }
        const box = e.target instanceof Element ? e.target.closest('[data-sound]') : null;
        if (!(box instanceof HTMLElement)) return;
        const sound = Number(box.dataset.sound);
        const step = { ArrowUp: 0.5, ArrowDown: -0.5 }[e.key];
        const stretch = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
        if (step !== undefined) this.tell('Draw', [sound], [[step, step, step]]);
        else if (stretch !== undefined && e.shiftKey) this.tell('Stretch', sound, this.frames[sound] + stretch);
        else if (stretch !== undefined) this.beside(sound, stretch)?.focus();
        else if (e.key === 'Delete' || e.key === 'Backspace') this.tell('Restore', sound);
        else return;
        e.preventDefault();
        e.stopPropagation();
    }

    /** @param {number} sound @param {number} step @returns {HTMLElement | null} */
    beside(sound, step) {
        for (let i = sound + step; i >= 0 && i < this.frames.length; i += step) {
            const button = this.root.querySelector(`[data-sound="${i}"] button`);
            if (button instanceof HTMLElement) return button;
        }
        return null;
    }

    /** @param {MouseEvent} e */
    restore(e) {
        const box = e.target instanceof Element ? e.target.closest('[data-sound]') : null;
        if (box instanceof HTMLElement) this.tell('Restore', Number(box.dataset.sound));
    }

    /** Tells why a sound is so. @param {Event} e */
    why(e) {
        const told = this.root.closest('.voice-pane')?.querySelector('.why');
        const sound = e.target instanceof Element ? e.target.closest('[data-why]') : null;
        if (told instanceof HTMLElement) told.textContent = sound instanceof HTMLElement ? `${sound.textContent?.trim()} — ${sound.dataset.why}` : told.dataset.empty ?? '';
    }

    /** Speaks the line, or stops; while it speaks, a mark runs along. */
    async play() {
        const speaking = this.audition;
        speaking?.stop();
        this.audition = undefined;
        if (speaking && !this.find('.now').hidden) return;
        const audition = this.audition = new Audition();
        const asked = performance.now();
        const now = this.find('.now');
        const run = () => {
            const x = audition.time / FRAME_SECONDS * this.frameWidth;
            const ended = this.audition !== audition || audition.time / FRAME_SECONDS > this.pitch.length;
            now.hidden = ended;
            now.style.left = `${x}px`;
            if (!ended) requestAnimationFrame(run);
        };
        try {
            await audition.play(this.root.dataset.speech ?? '', () => {
                this.root.dataset.firstSound = String(Math.round(performance.now() - asked));
                requestAnimationFrame(run);
            });
        } catch (error) {
            const told = this.root.closest('.voice-pane')?.querySelector('.why');
            if (told && error instanceof Error && error.name !== 'AbortError') told.textContent = error.message;
        }
    }

    /** Draws the mel spectrogram behind the curve, or hides it. @param {boolean} shown */
    async spectrogram(shown) {
        const canvas = /** @type {HTMLCanvasElement} */ (this.find('canvas.mel'));
        canvas.hidden = !shown;
        if (!shown) return;
        const answer = await fetch(this.root.dataset.spectrogram ?? '').catch(() => null);
        if (!answer?.ok) return;
        const bands = Number(answer.headers.get('X-Bands'));
        const levels = new Uint8Array(await answer.arrayBuffer());
        canvas.width = levels.length / bands;
        canvas.height = bands;
        const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
        const picture = brush.createImageData(canvas.width, bands);
        for (let t = 0; t < canvas.width; t++) {
            for (let b = 0; b < bands; b++) {
                const level = levels[t * bands + b];
                const at = 4 * ((bands - 1 - b) * canvas.width + t);
                picture.data.set([Math.min(255, level * 1.6), Math.max(0, level * 1.4 - 100), 90 + level / 3 - Math.max(0, level - 170), 60 + level * 0.75], at);
            }
        }
        brush.putImageData(picture, 0, 0);
    }
}

/** @param {HTMLElement} root @param {DotNet} dotnet */
export const attach = (root, dotnet) => new Ribbon(root, sure(dotnet));
