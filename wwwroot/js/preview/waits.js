// @ts-check
/**
 * A picture that waits here and there: the same face as a <video>, but its time is that of the timeline. While it waits the video stands,
 * and time goes on by the page's clock.
 */

/** @typedef {{ at: number, seconds: number }} Wait in the video's own seconds, sorted */
/** @typedef {{ start: number, end: number, source: number, waits: boolean }} Stretch */

/** The picture stands this long before a wait begins, in seconds: what comes after it is never seen. */
const EARLY = 0.02;
const FORWARDED = ['play', 'playing', 'pause', 'waiting', 'seeking', 'seeked', 'ratechange', 'click', 'ended'];

/** Where a moment of the video is on the timeline; the moment of a wait comes after it. @param {readonly Wait[]} waits @param {number} source */
export const onTimeline = (waits, source) => waits.reduce((time, w) => w.at <= source + 0.0005 ? time + w.seconds : time, source);

/** Which moment of the video is seen at a time. @param {readonly Wait[]} waits @param {number} time */
export function inVideo(waits, time) {
    for (const wait of waits) {
        if (time < wait.at) return time;
        time = Math.max(wait.at, time - wait.seconds);
    }
    return time;
}

/** The timeline of a video, stretch after stretch. @param {readonly Wait[]} waits @param {number} duration the video's own @returns {Stretch[]} */
export function stretches(waits, duration) {
    /** @type {Stretch[]} */
    const found = [];
    let [from, time] = [0, 0];
    for (const wait of waits) {
        const at = Math.min(wait.at, duration);
        if (at > from) found.push({ start: time, end: time + at - from, source: from, waits: false });
        time += at - from;
        found.push({ start: time, end: time + wait.seconds, source: at, waits: true });
        [from, time] = [at, time + wait.seconds];
    }
    if (duration > from) found.push({ start: time, end: time + duration - from, source: from, waits: false });
    return found;
}

export class Picture extends EventTarget {
    /** @param {HTMLVideoElement} element */
    constructor(element) {
        super();
        this.element = element;
        /** @type {Wait[]} */
        this.waits = [];
        /** The wait that stands now: where it begins on the timeline, how much of it is over, since when it goes on. @type {{ wait: Wait, start: number, gone: number, since: number | null } | null} */
        this.standing = null;
        /** The wait that was just over, whose moment the video has not reached yet. @type {Wait | null} */
        this.passed = null;
        this.source = element.currentTime;
        /** Events of the video that nobody is told. @type {Set<string>} */
        this.quiet = new Set();
        this.abort = new AbortController();
        for (const type of FORWARDED) {
            element.addEventListener(type, () => {
                if (!this.quiet.delete(type)) this.dispatchEvent(new Event(type));
            }, { signal: this.abort.signal });
        }
    }

    dispose() {
        this.abort.abort();
    }

    /** Where it waits from now on; the time on the timeline stays. @param {Wait[]} waits */
    set(waits) {
        const source = this.standing ? this.standing.wait.at : this.element.currentTime;
        const going = !this.paused;
        this.waits = waits;
        if (!this.standing) return;
        [this.standing, this.passed] = [null, null];
        this.source = source;
        if (going) this.element.play();
    }

    get paused() {
        return this.standing ? this.standing.since === null : this.element.paused;
    }

    get seeking() {
        return this.element.seeking;
    }

    get readyState() {
        return this.element.readyState;
    }

    get playbackRate() {
        return this.element.playbackRate;
    }

    set playbackRate(rate) {
        if (this.standing) this.standing = { ...this.standing, gone: this.over(), since: this.standing.since === null ? null : performance.now() };
        this.element.playbackRate = rate;
    }

    /** How much of the wait is over. */
    over() {
        const s = this.standing;
        return s ? s.gone + (s.since === null ? 0 : (performance.now() - s.since) / 1000 * this.element.playbackRate) : 0;
    }

    get currentTime() {
        if (this.standing) return this.standing.start + Math.min(this.over(), this.standing.wait.seconds);
        const source = this.element.currentTime;
        if (this.waits.length === 0) return source;
        return onTimeline(this.waits, this.passed && source < this.passed.at ? this.passed.at : source);
    }

    set currentTime(time) {
        const going = !this.paused;
        let start = 0;
        [this.standing, this.passed] = [null, null];
        for (const s of stretches(this.waits, Infinity)) {
            if (!s.waits || time < s.start || time >= s.end) continue;
            const wait = this.waits.find(w => w.at === s.source);
            if (!wait) continue;
            start = s.start;
            this.standing = { wait, start, gone: time - start, since: going ? performance.now() : null };
        }
        const source = inVideo(this.waits, time);
        this.source = this.standing ? this.standing.wait.at : source;
        if (this.standing) {
            this.hold();
            this.element.currentTime = Math.max(0, this.standing.wait.at - 0.005);
            return;
        }
        // What begins after a wait is the picture at its moment, not the one before.
        this.passed = this.waits.find(w => Math.abs(w.at - source) < 0.0005) ?? null;
        this.element.currentTime = source;
        if (going && this.element.paused) this.resume();
    }

    play() {
        if (!this.standing) return this.element.play();
        if (this.standing.since === null) {
            this.standing.since = performance.now();
            for (const type of ['play', 'playing']) this.dispatchEvent(new Event(type));
        }
        return Promise.resolve();
    }

    pause() {
        const s = this.standing;
        if (!s) {
            this.element.pause();
        } else if (s.since !== null) {
            s.gone = this.over();
            s.since = null;
            this.dispatchEvent(new Event('pause'));
        }
    }

    /** Called often: begins and ends waits. */
    tick() {
        const { standing, element } = this;
        if (standing) {
            if (standing.since === null || this.over() < standing.wait.seconds) return;
            [this.standing, this.passed, this.source] = [null, standing.wait, standing.wait.at];
            // At the very end there is nothing to go on with.
            if (standing.wait.at >= element.duration - 0.05) this.dispatchEvent(new Event('pause'));
            else this.resume();
            return;
        }
        const source = element.currentTime;
        if (!element.paused && !element.seeking) {
            const rate = element.playbackRate;
            const next = this.waits.find(w => w !== this.passed && w.at > this.source - 0.0005 && w.at <= source + EARLY * rate);
            if (next) {
                const start = onTimeline(this.waits.filter(w => w.at < next.at), next.at);
                this.standing = { wait: next, start, gone: source - next.at, since: performance.now() };
                this.hold();
                // On a busy machine the moment may be over already: what comes after it is not shown.
                if (source > next.at - 0.005) {
                    for (const type of ['seeking', 'seeked']) this.quiet.add(type);
                    element.currentTime = Math.max(0, next.at - 0.005);
                }
                return;
            }
        }
        if (this.passed && source > this.passed.at + 0.0005) this.passed = null;
        if (!element.seeking) this.source = source;
    }

    /** The video stands, and nobody is told. */
    hold() {
        if (this.element.paused) return;
        this.quiet.add('pause');
        this.element.pause();
    }

    /** The video goes on, and nobody is told. */
    resume() {
        for (const type of ['play', 'playing']) this.quiet.add(type);
        this.element.play().catch(() => this.quiet.clear());
    }
}
