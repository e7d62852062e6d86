// @ts-check
/** Records a line: clicks count in, the level is shown, a bar runs as long as the slot is, and what was said goes to the server. */

/** @typedef {{ invokeMethodAsync(method: string, ...args: unknown[]): Promise<unknown> }} DotNet */

/** Clicks before the recording, and seconds between them. */
const CLICKS = 3;
const APART = 0.5;
/** A recording that nobody ends, in seconds. */
const LONGEST = 300;
const FULL = 0.99;

class Recorder {
    /** @param {HTMLElement} root @param {DotNet} dotnet @param {{ url: string, seconds: number }} line */
    constructor(root, dotnet, line) {
        this.root = root;
        this.dotnet = dotnet;
        this.line = line;
        this.meter = /** @type {HTMLMeterElement} */ (root.querySelector('meter'));
        this.bar = /** @type {HTMLProgressElement} */ (root.querySelector('progress'));
        this.loud = 0;
        this.stopped = false;
        this.begun = 0;
        /** @type {MediaStream | undefined} */
        this.stream = undefined;
        /** @type {AudioContext | undefined} */
        this.context = undefined;
        /** @type {AnalyserNode | undefined} */
        this.analyser = undefined;
        /** @type {MediaRecorder | undefined} */
        this.recorder = undefined;
    }

    /** @param {string} method @param {unknown[]} args */
    tell(method, ...args) {
        return this.stopped ? Promise.resolve() : this.dotnet.invokeMethodAsync(method, ...args).catch(() => { });
    }

    /** Asks for the microphone and counts in. */
    async start() {
        if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) {
            this.tell('OnFailed', 'insecure');
            return;
        }
        try {
            // The browser shall not turn, clean or shape what a voice will be learned from.
            this.stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 } });
        } catch (e) {
            const name = e instanceof DOMException ? e.name : '';
            this.tell('OnFailed', name === 'NotAllowedError' || name === 'SecurityError' ? 'refused' : name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'broken');
            return;
        }
        if (this.stopped) {
            this.release();
            return;
        }
        this.context = new AudioContext();
        await this.context.resume();
        this.analyser = this.context.createAnalyser();
        this.analyser.fftSize = 2048;
        this.context.createMediaStreamSource(this.stream).connect(this.analyser);
        this.stream.getAudioTracks()[0].addEventListener('ended', () => this.stop());
        this.watch();
        for (let i = 0; i < CLICKS; i++) this.click(this.context.currentTime + 0.1 + i * APART);
        this.counting = setTimeout(() => this.begin(), (0.1 + CLICKS * APART) * 1000);
        this.tell('OnState', 'counting');
    }

    /** A short tone of the count. @param {number} at seconds of the context */
    click(at) {
        if (!this.context) return;
        const [tone, gain] = [this.context.createOscillator(), this.context.createGain()];
        tone.frequency.value = 1000;
        gain.gain.setValueAtTime(0.2, at);
        gain.gain.exponentialRampToValueAtTime(0.001, at + 0.05);
        tone.connect(gain).connect(this.context.destination);
        tone.start(at);
        tone.stop(at + 0.06);
    }

    begin() {
        if (!this.stream || this.stopped) return;
        /** @type {Blob[]} */
        const parts = [];
        this.recorder = new MediaRecorder(this.stream);
        this.recorder.addEventListener('dataavailable', e => parts.push(e.data));
        this.recorder.addEventListener('stop', () => this.send(new Blob(parts, { type: this.recorder?.mimeType })));
        this.recorder.addEventListener('error', () => this.tell('OnFailed', 'broken'));
        this.recorder.start();
        this.begun = performance.now();
        this.tell('OnState', 'recording');
    }

    /** Shows the level, the highest of the last moments, and how far the slot is. */
    watch() {
        if (!this.analyser || this.stopped) return;
        const samples = new Float32Array(this.analyser.fftSize);
        this.analyser.getFloatTimeDomainData(samples);
        let peak = 0;
        for (const s of samples) peak = Math.max(peak, Math.abs(s));
        this.loud = Math.max(peak, this.loud * 0.92);
        // 60 decibels from left to right.
        this.meter.value = Math.max(0, Math.min(1, 1 + Math.log10(this.loud + 1e-6) / 3));
        if (peak >= FULL) this.root.dataset.clipped = 'yes';
        if (this.begun) {
            const gone = (performance.now() - this.begun) / 1000;
            if (this.line.seconds > 0) this.bar.value = Math.min(1, gone / this.line.seconds);
            this.root.dataset.late = this.line.seconds > 0 && gone > this.line.seconds ? 'yes' : 'no';
            if (gone > LONGEST) this.stop();
        }
        requestAnimationFrame(() => this.watch());
    }

    /** Ends the recording; what was said is kept. */
    stop() {
        if (this.recorder?.state === 'recording') this.recorder.stop();
        else if (!this.recorder) this.cancel();
    }

    /** @param {Blob} blob */
    async send(blob) {
        this.begun = 0;
        this.release();
        if (this.stopped) return;
        this.tell('OnState', 'sending');
        try {
            const answer = await fetch(this.line.url, { method: 'POST', body: blob });
            const text = await answer.text();
            if (answer.ok) this.tell('OnKept', text);
            else this.tell('OnRefused', text);
        } catch {
            this.tell('OnFailed', 'lost');
        }
    }

    /** Forgets what was said. */
    cancel() {
        clearTimeout(this.counting);
        this.release();
        this.tell('OnState', 'idle');
    }

    release() {
        for (const track of this.stream?.getTracks() ?? []) track.stop();
        this.context?.close();
        [this.stream, this.context, this.analyser, this.recorder] = [undefined, undefined, undefined, undefined];
        this.begun = 0;
        this.meter.value = 0;
        this.bar.value = 0;
        delete this.root.dataset.clipped;
    }

    dispose() {
        this.stopped = true;
        clearTimeout(this.counting);
        if (this.recorder?.state === 'recording') this.recorder.stop();
        else this.release();
    }
}

/** @param {HTMLElement} root @param {DotNet} dotnet @param {{ url: string, seconds: number }} line */
export function attach(root, dotnet, line) {
    return new Recorder(root, dotnet, line);
}
