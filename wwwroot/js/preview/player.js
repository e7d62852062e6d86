// @ts-check
/** The picture and its controls: play, shuttle, frames, speed, loop, captions, full screen. */
import { on } from '../keys.js';
import { timecode } from '../timeline/model.js';
import { Sound } from './sound.js';
import { Picture } from './waits.js';

/** @typedef {import('../timeline/model.js').Clip} Clip */
/** @typedef {import('../timeline/model.js').Track} Track */

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];
const SHUTTLE = [1, 2, 4];
/** Seconds past a picture's edge. */
const EDGE = 0.002;
/** The caption's letters, margin below and at the sides, in shares of the picture's shorter side: as the export draws them. */
const CAPTION = { size: 0.05, below: 0.07, side: 0.06 };

export class Player {
    /** @param {HTMLElement} root @param {{ duration: number, frameRate: number, ducking: import('./ducking.js').DuckingRule }} options */
    constructor(root, options) {
        this.root = root;
        this.duration = options.duration;
        this.frameRate = options.frameRate;
        this.element = /** @type {HTMLVideoElement | null} */ (document.querySelector('#video'));
        this.video = this.element ? new Picture(this.element) : null;
        this.sound = new Sound(this.video, options.ducking);
        /** @type {Clip[]} sorted by start */
        this.lines = [];
        this.speed = 1;
        this.reverse = 0;
        /** @type {{ start: number, end: number } | null} */
        this.loop = null;
        this.selection = () => /** @type {{ start: number, end: number } | null} */ (null);
        this.captions = localStorage.getItem('captions') !== 'no';
        this.abort = new AbortController();
        this.time = /** @type {HTMLElement | null} */ (root.querySelector('.tl-time'));
        this.shuttle = /** @type {HTMLElement | null} */ (root.querySelector('.tl-shuttle'));
        this.caption = /** @type {HTMLElement | null} */ (document.querySelector('.video .caption'));
        this.status = { playing: false, sounding: 0, started: 0, resyncs: 0, time: 0, drift: 0, worstDrift: 0, ducking: 1, speed: 1, loop: false, caption: '' };
        this.shown = '';
        this.listen();
        // Sound goes on where the page is behind another and draws nothing.
        this.timer = setInterval(() => {
            this.video?.tick();
            this.sound.follow();
        }, 50);
        this.press('captions', this.captions);
        this.sizes = new ResizeObserver(() => this.fitCaption());
        if (this.element) this.sizes.observe(this.element);
    }

    listen() {
        const signal = this.abort.signal;
        const { video, sound } = this;
        video?.addEventListener('play', () => sound.wake(), { signal });
        video?.addEventListener('playing', () => sound.again(), { signal });
        for (const stop of ['pause', 'waiting', 'seeking']) video?.addEventListener(stop, () => sound.silence(), { signal });
        video?.addEventListener('seeked', () => sound.again(), { signal });
        video?.addEventListener('ratechange', () => sound.again(), { signal });
        video?.addEventListener('click', () => this.toggle(), { signal });
        const frame = () => 1 / (this.frameRate > 0 ? this.frameRate : 25);
        const doing = /** @type {Record<string, () => unknown>} */ ({
            play: () => this.toggle(),
            reverse: () => this.backwards(),
            pause: () => this.halt(),
            forward: () => this.forwards(),
            frameBack: () => this.step(-frame()),
            frameOn: () => this.step(frame()),
            secondBack: () => this.by(-1),
            secondOn: () => this.by(1),
            secondsBack: () => this.by(-5),
            secondsOn: () => this.by(5),
            toStart: () => this.seek(0),
            toEnd: () => this.seek(this.duration),
            slower: () => this.setSpeed(SPEEDS[Math.max(0, SPEEDS.indexOf(this.speed) - 1)]),
            faster: () => this.setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, SPEEDS.indexOf(this.speed) + 1)]),
            loop: () => this.toggleLoop(),
            captions: () => this.toggleCaptions(),
            fullScreen: () => this.fullScreen(),
        });
        for (const [id, act] of Object.entries(doing)) signal.addEventListener('abort', on(id, act));
        this.speeds = /** @type {HTMLSelectElement | null} */ (this.root.querySelector('[data-speed]'));
        this.speeds?.addEventListener('change', () => this.setSpeed(Number(this.speeds?.value)), { signal });
    }

    dispose() {
        clearInterval(this.timer);
        this.sizes?.disconnect();
        this.abort.abort();
        this.video?.dispose();
        this.sound.dispose();
    }

    /** @param {Clip[]} clips @param {Track[]} tracks @param {string} original */
    set(clips, tracks, original) {
        this.lines = clips.filter(c => c.kind === 'line').sort((a, b) => a.start - b.start);
        this.hidden = tracks.find(t => t.id === 'captions')?.muted ?? false;
        this.sound.set(clips, tracks, original);
    }

    /** Where the picture waits. @param {import('./waits.js').Wait[]} waits @param {number} duration of the timeline */
    wait(waits, duration) {
        this.duration = duration;
        this.video?.set(waits);
    }

    get now() {
        return this.video?.currentTime ?? 0;
    }

    /** @param {number} seconds */
    seek(seconds) {
        if (this.video) this.video.currentTime = Math.min(Math.max(0, seconds), this.duration);
    }

    /** Shows the picture that begins at a time: on its very edge browsers show the one before. @param {number} seconds */
    seekTo(seconds) {
        this.seek(seconds + EDGE);
    }

    /** @param {number} seconds */
    by(seconds) {
        this.seek(this.now + seconds);
    }

    /** @param {number} seconds */
    step(seconds) {
        this.halt();
        // Into the middle of a picture: its edge belongs to two.
        const frame = Math.abs(seconds);
        this.seek((Math.floor(this.now / frame + 1e-3) + Math.sign(seconds) + 0.5) * frame);
    }

    toggle() {
        if (!this.video) return;
        if (this.video.paused && !this.reverse) this.play(1);
        else this.halt();
    }

    /** @param {number} times */
    play(times) {
        if (!this.video) return;
        this.reverse = 0;
        this.sound.wake();
        this.video.playbackRate = this.speed * times;
        if (this.loop && (this.now < this.loop.start - 0.05 || this.now >= this.loop.end)) this.seek(this.loop.start);
        this.video.play();
    }

    halt() {
        this.reverse = 0;
        this.video?.pause();
        if (this.video) this.video.playbackRate = this.speed;
    }

    /** L: forward, each press faster. */
    forwards() {
        const at = this.video?.paused ? -1 : SHUTTLE.indexOf((this.video?.playbackRate ?? 1) / this.speed);
        this.play(SHUTTLE[Math.min(at + 1, SHUTTLE.length - 1)]);
    }

    /** J: backward, each press faster; silent, since browsers play no video backwards. */
    backwards() {
        const times = SHUTTLE[Math.min(SHUTTLE.indexOf(this.reverse) + 1, SHUTTLE.length - 1)];
        this.halt();
        this.reverse = times;
        this.from = { time: this.now, at: performance.now() };
    }

    /** @param {number} speed */
    setSpeed(speed) {
        this.speed = SPEEDS.includes(speed) ? speed : 1;
        if (this.video) this.video.playbackRate = this.speed;
        if (this.speeds) this.speeds.value = String(this.speed);
    }

    toggleLoop() {
        this.loop = this.loop ? null : this.selection() ?? { start: 0, end: this.duration };
        this.press('loop', !!this.loop);
        if (this.loop && this.video && !this.video.paused && (this.now < this.loop.start || this.now >= this.loop.end)) this.seek(this.loop.start);
    }

    toggleCaptions() {
        this.captions = !this.captions;
        localStorage.setItem('captions', this.captions ? 'yes' : 'no');
        this.press('captions', this.captions);
    }

    /** Keeps the caption inside the picture, as large as the export draws it. */
    fitCaption() {
        const { element: video, caption } = this;
        if (!video || !caption || caption.hidden || !video.videoWidth) return;
        const area = video.getBoundingClientRect();
        const pane = /** @type {HTMLElement} */ (caption.offsetParent ?? video.parentElement).getBoundingClientRect();
        const scale = Math.min(area.width / video.videoWidth, area.height / video.videoHeight);
        const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
        const side = Math.min(width, height);
        Object.assign(caption.style, {
            left: `${area.left - pane.left + (area.width - width) / 2 + CAPTION.side * side}px`,
            width: `${width - 2 * CAPTION.side * side}px`,
            bottom: `${pane.bottom - area.bottom + (area.height - height) / 2 + CAPTION.below * side}px`,
            maxHeight: `${height - 2 * CAPTION.below * side}px`,
            fontSize: `${CAPTION.size * side}px`,
        });
    }

    fullScreen() {
        if (document.fullscreenElement) document.exitFullscreen();
        else this.element?.closest('.video')?.requestFullscreen();
    }

    /** @param {string} action @param {boolean} on */
    press(action, on) {
        this.root.querySelector(`[data-action=${action}]`)?.setAttribute('aria-pressed', String(on));
    }

    /** Called for each picture of the page. */
    tick() {
        const { video, sound, status } = this;
        video?.tick();
        if (this.reverse && video && this.from && !video.seeking) {
            const to = this.from.time - (performance.now() - this.from.at) / 1000 * this.reverse;
            this.seek(to);
            if (to <= 0) this.reverse = 0;
        }
        const now = this.now;
        if (this.loop && video && !video.paused && !video.seeking && now >= Math.min(this.loop.end, this.duration) - 0.02) this.seek(this.loop.start);
        const line = this.captions && !this.hidden ? this.lines.findLast(l => l.start <= now && now < l.start + Math.max(l.seconds, 0.3)) : undefined;
        if (this.caption && this.caption.textContent !== (line?.text ?? '')) {
            this.caption.textContent = line?.text ?? '';
            this.caption.hidden = !line?.text;
            this.fitCaption();
        }
        const shown = `${timecode(now, this.frameRate)} / ${timecode(this.duration, this.frameRate)}`;
        if (this.time && shown !== this.shown) this.time.textContent = this.shown = shown;
        const playing = !!video && !video.paused;
        this.root.dataset.playing = playing || this.reverse ? 'yes' : 'no';
        const times = this.reverse || (playing && video ? video.playbackRate / this.speed : 1);
        const shuttle = this.reverse ? `◀ ${times}× · ${this.shuttle?.dataset.silent}` : times > 1 ? `▶ ${times}×` : '';
        if (this.shuttle && this.shuttle.textContent !== shuttle) {
            this.shuttle.textContent = shuttle;
            this.shuttle.hidden = shuttle === '';
        }
        Object.assign(status, {
            playing,
            time: now,
            sounding: sound.scheduled.size ? sound.clips.filter(c => now >= c.start && now < c.start + c.seconds).length : 0,
            started: sound.started,
            resyncs: sound.resyncs,
            drift: sound.drift,
            worstDrift: sound.worst,
            ducking: sound.duck?.gain.value ?? 1,
            speed: video?.playbackRate ?? 1,
            loop: !!this.loop,
            caption: line?.text ?? '',
        });
    }
}
