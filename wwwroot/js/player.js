// @ts-check
/**
 * The video, the dub and the timeline: everything that follows the playhead. Dub takes are scheduled with Web Audio
 * against the video's clock and scheduled again when the two drift apart by more than 40 ms.
 */

/** @typedef {{ invokeMethodAsync(method: string, ...args: unknown[]): Promise<unknown> }} DotNet */
/** @typedef {{ id: string, number: number, text: string, start: number, seconds: number, url: string | null, grade: string, stale: boolean, problem: boolean, end: number | null }} Clip */

const DRIFT = 0.04;
const AHEAD = 8;
const PEAKS = 50;
const LANE = { ruler: 22, wave: 56, dub: 40 };

/** @param {number} seconds */
const clock = seconds => {
    const s = Math.max(0, seconds);
    return `${Math.floor(s / 60)}:${(s % 60).toFixed(1).padStart(4, '0')}`;
};

class Player {
    /** @param {HTMLElement} root @param {DotNet} dotnet @param {{ duration: number, original: string }} options */
    constructor(root, dotnet, options) {
        this.root = root;
        this.dotnet = dotnet;
        this.duration = options.duration;
        this.original = options.original;
        /** @type {Clip[]} */
        this.clips = [];
        /** @type {Uint8Array | null} */
        this.peaks = null;
        this.waveform = '';
        /** @type {Map<string, Promise<AudioBuffer | null>>} */
        this.buffers = new Map();
        /** @type {Map<string, AudioBufferSourceNode>} */
        this.scheduled = new Map();
        /** @type {AudioContext | null} */
        this.context = null;
        this.zoom = 1;
        this.anchor = { video: 0, audio: 0 };
        this.status = { playing: false, sounding: 0, started: 0, resyncs: 0, time: 0 };
        this.stopped = false;
        this.abort = new AbortController();
        this.video = /** @type {HTMLVideoElement | null} */ (document.querySelector('#video'));
        this.scroller = /** @type {HTMLElement} */ (root.querySelector('.tl-scroll'));
        this.inner = /** @type {HTMLElement} */ (root.querySelector('.tl-inner'));
        this.canvas = /** @type {HTMLCanvasElement} */ (root.querySelector('canvas'));
        this.lane = /** @type {HTMLElement} */ (root.querySelector('.tl-clips'));
        this.head = /** @type {HTMLElement} */ (root.querySelector('.tl-head'));
        this.time = /** @type {HTMLElement | null} */ (document.querySelector('.tl-time'));
        this.listen();
        // For tests, and for the curious.
        Object.assign(window, { dubbing: this.status });
        this.layout();
        this.tick = this.tick.bind(this);
        requestAnimationFrame(this.tick);
    }

    listen() {
        const on = { signal: this.abort.signal };
        const video = this.video;
        if (video) {
            video.addEventListener('play', () => this.start(), on);
            video.addEventListener('playing', () => this.schedule(), on);
            video.addEventListener('pause', () => this.silence(), on);
            video.addEventListener('waiting', () => this.silence(), on);
            video.addEventListener('seeking', () => this.silence(), on);
            video.addEventListener('seeked', () => { if (!video.paused) this.schedule(); }, on);
            video.addEventListener('ratechange', () => { this.silence(); if (!video.paused) this.schedule(); }, on);
        }
        /** @param {PointerEvent} e */
        const seek = e => this.seek((e.clientX - this.inner.getBoundingClientRect().left) / this.scale());
        this.inner.addEventListener('pointerdown', e => {
            if (/** @type {HTMLElement} */ (e.target).closest('.tl-clip')) return;
            this.inner.setPointerCapture(e.pointerId);
            seek(e);
        }, on);
        this.inner.addEventListener('pointermove', e => { if (e.buttons & 1 && this.inner.hasPointerCapture(e.pointerId)) seek(e); }, on);
        this.scroller.addEventListener('wheel', e => {
            if (!e.ctrlKey) return;
            e.preventDefault();
            this.zoomBy(e.deltaY < 0 ? 1.25 : 0.8, e.clientX);
        }, { passive: false, signal: this.abort.signal });
        this.scroller.addEventListener('scroll', () => this.draw(), on);
        this.sizes = new ResizeObserver(() => this.layout());
        this.sizes.observe(this.scroller);
        document.addEventListener('keydown', e => this.key(e), on);
    }

    dispose() {
        this.stopped = true;
        this.abort.abort();
        this.sizes?.disconnect();
        this.silence();
        this.context?.close();
    }

    /** Pixels a second. */
    scale() {
        return this.scroller.clientWidth * this.zoom / Math.max(1, this.length());
    }

    length() {
        return Math.max(this.duration, ...this.clips.map(c => c.start + c.seconds), 10);
    }

    /** @param {number} factor @param {number} [x] */
    zoomBy(factor, x) {
        const left = this.scroller.getBoundingClientRect().left;
        const at = x === undefined ? (this.video?.currentTime ?? 0) * this.scale() - this.scroller.scrollLeft : x - left;
        const seconds = (at + this.scroller.scrollLeft) / this.scale();
        this.zoom = Math.min(200, Math.max(1, this.zoom * factor));
        this.layout();
        this.scroller.scrollLeft = seconds * this.scale() - at;
    }

    fit() {
        this.zoom = 1;
        this.layout();
    }

    /** @param {Clip[]} clips @param {string} original */
    setClips(clips, original) {
        const before = JSON.stringify(this.clips.map(c => [c.id, c.start, c.url]));
        this.clips = clips;
        this.original = original;
        this.layout();
        if (this.video && !this.video.paused && before !== JSON.stringify(clips.map(c => [c.id, c.start, c.url]))) {
            this.silence();
            this.schedule();
        }
    }

    /** Draws a waveform, once it is made. @param {string} url */
    async loadWaveform(url) {
        if (this.waveform === url) return;
        this.waveform = url;
        const answer = await fetch(url);
        this.peaks = answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
        this.draw();
    }

    /** @param {string} id */
    select(id) {
        for (const clip of this.lane.children) clip.classList.toggle('selected', /** @type {HTMLElement} */ (clip).dataset.clip === id);
        const clip = this.clips.find(c => c.id === id);
        if (clip) this.seek(clip.start);
    }

    /** @param {number} seconds */
    seek(seconds) {
        if (this.video) this.video.currentTime = Math.min(Math.max(0, seconds), this.duration);
    }

    toggle() {
        if (!this.video) return;
        if (this.video.paused) this.video.play();
        else this.video.pause();
    }

    layout() {
        const width = Math.max(this.scroller.clientWidth, this.length() * this.scale());
        this.inner.style.width = `${width}px`;
        const scale = this.scale();
        /** @type {Map<string, HTMLElement>} */
        const old = new Map([...this.lane.children].map(e => [/** @type {HTMLElement} */ (e).dataset.clip ?? '', /** @type {HTMLElement} */ (e)]));
        for (const clip of this.clips) {
            let e = old.get(clip.id);
            old.delete(clip.id);
            if (!e) {
                e = document.createElement('button');
                e.dataset.clip = clip.id;
                e.append(document.createElement('span'));
                e.addEventListener('click', () => {
                    this.select(clip.id);
                    this.dotnet.invokeMethodAsync('OnClipSelected', clip.id).catch(() => { });
                });
                this.lane.append(e);
            }
            e.className = `tl-clip ${clip.grade} ${clip.stale ? 'stale' : ''} ${e.classList.contains('selected') ? 'selected' : ''}`;
            e.style.left = `${clip.start * scale}px`;
            e.style.width = `${Math.max(3, clip.seconds * scale)}px`;
            /** @type {HTMLElement} */ (e.firstElementChild).textContent = `${clip.number} ${clip.text}`;
            e.title = `${clip.number} · ${clock(clip.start)} – ${clock(clip.start + clip.seconds)}\n${clip.text}`;
            e.setAttribute('aria-label', e.title);
        }
        for (const gone of old.values()) gone.remove();
        this.draw();
    }

    /** Ruler and waveform of the part that is seen. */
    draw() {
        const { clientWidth: width, scrollLeft: from } = this.scroller;
        const height = LANE.ruler + LANE.wave;
        const ratio = devicePixelRatio || 1;
        this.canvas.width = width * ratio;
        this.canvas.height = height * ratio;
        this.canvas.style.width = `${width}px`;
        this.canvas.style.height = `${height}px`;
        this.canvas.style.left = `${from}px`;
        const c = this.canvas.getContext('2d');
        if (!c) return;
        const style = getComputedStyle(this.root);
        c.scale(ratio, ratio);
        c.clearRect(0, 0, width, height);
        const scale = this.scale();
        const step = [0.1, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800].find(s => s * scale >= 70) ?? 3600;
        c.font = `11px ${style.fontFamily}`;
        c.fillStyle = style.getPropertyValue('--tl-text');
        c.strokeStyle = style.getPropertyValue('--tl-line');
        for (let i = Math.floor(from / scale / step); i * step * scale < from + width; i++) {
            const x = Math.round(i * step * scale - from) + 0.5;
            c.beginPath();
            c.moveTo(x, 12);
            c.lineTo(x, height);
            c.stroke();
            c.fillText(step < 1 ? clock(i * step) : clock(i * step).replace(/\.0$/, ''), x + 4, 14);
        }
        if (!this.peaks) return;
        c.fillStyle = style.getPropertyValue('--tl-wave');
        const middle = LANE.ruler + LANE.wave / 2;
        for (let x = 0; x < width; x++) {
            const first = Math.floor((x + from) / scale * PEAKS);
            const last = Math.max(first + 1, Math.floor((x + 1 + from) / scale * PEAKS));
            let most = 0;
            for (let i = first; i < last && i < this.peaks.length; i++) most = Math.max(most, this.peaks[i]);
            const tall = Math.max(0.5, Math.sqrt(most / 255) * (LANE.wave - 6) / 2);
            if (first < this.peaks.length) c.fillRect(x, middle - tall, 1, tall * 2);
        }
    }

    start() {
        this.context ??= new AudioContext();
        this.context.resume();
    }

    silence() {
        for (const source of this.scheduled.values()) {
            try { source.stop(); } catch { /* it had not begun */ }
        }
        this.scheduled.clear();
    }

    /** @param {string} url */
    buffer(url) {
        let found = this.buffers.get(url);
        if (!found) {
            const context = /** @type {AudioContext} */ (this.context);
            found = fetch(url).then(a => a.ok ? a.arrayBuffer() : null).then(b => b && context.decodeAudioData(b)).catch(() => {
                this.buffers.delete(url);
                return null;
            });
            this.buffers.set(url, found);
        }
        return found;
    }

    /** Schedules the clips of the next seconds. */
    schedule() {
        const { video, context } = this;
        if (!video || video.paused || !context) return;
        this.anchor = { video: video.currentTime, audio: context.currentTime };
        this.more();
    }

    /** Where the video would be by the audio clock. */
    expected() {
        return this.anchor.video + (/** @type {AudioContext} */ (this.context).currentTime - this.anchor.audio) * (this.video?.playbackRate ?? 1);
    }

    more() {
        const now = this.expected();
        for (const clip of this.clips) {
            if (!clip.url || this.scheduled.has(clip.id) || clip.start > now + AHEAD || clip.start + clip.seconds <= now) continue;
            const anchor = this.anchor;
            this.buffer(clip.url).then(buffer => {
                const { video, context } = this;
                if (!buffer || !video || !context || video.paused || video.seeking || anchor !== this.anchor || this.scheduled.has(clip.id)) return;
                const rate = video.playbackRate;
                const away = (clip.start - this.expected()) / rate;
                const source = context.createBufferSource();
                source.buffer = buffer;
                source.playbackRate.value = rate;
                source.connect(context.destination);
                source.onended = () => { if (this.scheduled.get(clip.id) === source) this.scheduled.delete(clip.id); };
                if (away >= 0) source.start(context.currentTime + away);
                else if (-away * rate < buffer.duration) source.start(context.currentTime, -away * rate);
                else return;
                this.scheduled.set(clip.id, source);
                this.status.started++;
            });
        }
    }

    tick() {
        if (this.stopped) return;
        const { video, context } = this;
        const now = video?.currentTime ?? 0;
        const scale = this.scale();
        this.head.style.transform = `translateX(${now * scale}px)`;
        if (this.time) this.time.textContent = `${clock(now)} / ${clock(this.duration)}`;
        const sounding = this.clips.filter(c => c.url && now >= c.start && now < c.start + c.seconds);
        if (video) {
            const wanted = this.original === 'Mute' ? 0 : this.original === 'Duck' && sounding.length > 0 ? 0.18 : 1;
            if (Math.abs(video.volume - wanted) > 0.001) video.volume += (wanted - video.volume) * (Math.abs(video.volume - wanted) < 0.02 ? 1 : 0.18);
        }
        if (video && context && !video.paused && !video.seeking && video.readyState >= 3) {
            if (Math.abs(this.expected() - now) > DRIFT) {
                this.status.resyncs++;
                this.silence();
                this.schedule();
            } else {
                this.more();
            }
            const x = now * scale - this.scroller.scrollLeft;
            if (x < 0 || x > this.scroller.clientWidth - 20) this.scroller.scrollLeft = now * scale - 40;
        }
        Object.assign(this.status, { playing: !!video && !video.paused, time: now, sounding: this.scheduled.size ? sounding.length : 0 });
        requestAnimationFrame(this.tick);
    }

    /** @param {KeyboardEvent} e */
    key(e) {
        const target = /** @type {HTMLElement} */ (e.target);
        if ((e.ctrlKey || e.metaKey) && e.key === 'Enter') {
            e.preventDefault();
            this.dotnet.invokeMethodAsync('OnRenderKey').catch(() => { });
            return;
        }
        if (target.closest('input, textarea, select, [contenteditable], [role=dialog], [role=listbox]')) return;
        if (e.key === '?') this.dotnet.invokeMethodAsync('OnHelpKey').catch(() => { });
        if (target.closest('button, a, [role=button], [role=menuitem]')) return;
        const steps = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1 });
        if (e.key === ' ') this.toggle();
        else if (e.key in steps) this.seek((this.video?.currentTime ?? 0) + steps[e.key] * (e.shiftKey ? 5 : 1));
        else if (e.key === 'Home') this.seek(0);
        else if (e.key === '+' || e.key === '=') this.zoomBy(1.25);
        else if (e.key === '-') this.zoomBy(0.8);
        else if (e.key === '0') this.fit();
        else return;
        e.preventDefault();
    }
}

/** @param {HTMLElement} root @param {DotNet} dotnet @param {{ duration: number, original: string }} options */
export function attach(root, dotnet, options) {
    return new Player(root, dotnet, options);
}
