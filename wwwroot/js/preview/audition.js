// @ts-check
/** Speech that the server makes while it is heard. */

/** Samples per second of what the server sends. */
const RATE = 24000;

/** @type {AudioContext | undefined} */
let context;

/** Sound that arrives part by part, played without gaps. */
export class Audition {
    constructor() {
        this.stopper = new AbortController();
        /** @type {AudioBufferSourceNode[]} */
        this.parts = [];
        this.startsAt = 0;
    }

    /** @param {string} address @param {() => void} onStart */
    async play(address, onStart) {
        context ??= new AudioContext({ sampleRate: RATE });
        await context.resume();
        const answer = await fetch(address, { signal: this.stopper.signal });
        if (!answer.ok || !answer.body) throw new Error(await answer.text());
        const reader = answer.body.getReader();
        let next = 0;
        let left = new Uint8Array(0);
        for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
            const bytes = new Uint8Array(left.length + piece.value.length);
            bytes.set(left);
            bytes.set(piece.value, left.length);
            const whole = bytes.length - bytes.length % 4;
            left = bytes.slice(whole);
            if (whole === 0) continue;
            const samples = new Float32Array(bytes.buffer, 0, whole / 4);
            const buffer = context.createBuffer(1, samples.length, RATE);
            buffer.copyToChannel(samples, 0);
            const part = new AudioBufferSourceNode(context, { buffer });
            part.connect(context.destination);
            if (next === 0) {
                this.startsAt = next = context.currentTime + 0.02;
                onStart();
            }
            next = Math.max(next, context.currentTime);
            part.start(next);
            next += buffer.duration;
            this.parts.push(part);
        }
    }

    /** Is there when its last sound has been heard, or it was stopped. */
    async end() {
        const last = this.parts.at(-1);
        if (last && !this.stopper.signal.aborted) await new Promise(done => last.addEventListener('ended', done, { once: true }));
    }

    /** Seconds since the first sound. */
    get time() {
        return context && this.startsAt > 0 ? context.currentTime - this.startsAt : 0;
    }

    stop() {
        this.stopper.abort();
        for (const part of this.parts) part.stop();
    }
}
