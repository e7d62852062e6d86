// @ts-check
/**
 * Everything that sounds beside the picture. Clips are scheduled with Web Audio against the video's clock, seconds ahead;
 * the original goes through the same graph, so that it is lowered under the dub as the export lowers it.
 */
import { loopOf, within } from '../timeline/model.js';
import { levelAt, spoken } from './ducking.js';
import { stretch } from './stretch.js';

/** @typedef {import('../timeline/model.js').Clip} Clip */
/** @typedef {import('../timeline/model.js').Track} Track */

/** Seconds of difference between picture and sound at which the sound is scheduled again; 40 ms can be noticed. */
export const DRIFT = 0.03;
const AHEAD = 8;
const GLIDE = 0.06;
const KEPT = 400;

/** @param {number} decibels */
const factor = decibels => 10 ** (decibels / 20);

/** A video's place in an audio graph can be made only once. @type {WeakMap<HTMLMediaElement, { context: AudioContext, source: MediaElementAudioSourceNode }>} */
const wired = new WeakMap();

export class Sound {
    /** @param {import('./waits.js').Picture | null} video @param {import('./ducking.js').DuckingRule} rule */
    constructor(video, rule) {
        this.video = video;
        this.rule = rule;
        /** @type {AudioContext | null} */
        this.context = null;
        /** @type {Clip[]} sorted by start */
        this.clips = [];
        /** @type {Track[]} */
        this.tracks = [];
        this.original = 'Duck';
        this.volume = 1;
        /** @type {{ start: number, end: number }[]} */
        this.stretches = [];
        /** @type {Map<string, Promise<AudioBuffer | null>>} */
        this.buffers = new Map();
        /** @type {Map<string, AudioBufferSourceNode>} */
        this.scheduled = new Map();
        /** @type {Map<string, GainNode>} */
        this.faders = new Map();
        this.anchor = { video: 0, audio: 0 };
        this.started = 0;
        this.resyncs = 0;
        this.drift = 0;
        this.worst = 0;
        this.measured = 0;
    }

    /** Makes the graph; browsers allow that after the first press of a key or button. */
    wake() {
        const video = this.video;
        if (!video) return;
        if (!this.context) {
            const before = wired.get(video.element);
            this.context = before?.context ?? new AudioContext({ latencyHint: 'interactive' });
            const { context } = this;
            const source = before?.source ?? context.createMediaElementSource(video.element);
            wired.set(video.element, { context, source });
            source.disconnect();
            this.master = context.createGain();
            this.master.connect(context.destination);
            this.duck = context.createGain();
            this.duck.connect(this.master);
            this.source = source;
            this.wire();
        }
        this.context.resume();
    }

    /** A fader for each track, before what is ducked or not. */
    wire() {
        const { context, master, duck, source } = this;
        if (!context || !master || !duck || !source) return;
        for (const fader of this.faders.values()) fader.disconnect();
        for (const track of this.tracks) {
            const fader = this.faders.get(track.id) ?? context.createGain();
            this.faders.set(track.id, fader);
            const ducked = track.kind === 'original' ? this.original === 'Duck' : track.ducked;
            fader.connect(ducked ? duck : master);
        }
        source.disconnect();
        const fader = this.faders.get('original');
        if (fader) source.connect(fader);
        this.level();
    }

    /** How loud a track is: 0 when it is muted, or another is soloed. @param {Track} track */
    levelOf(track) {
        const alone = this.tracks.some(t => t.solo);
        const silent = track.muted || (alone && !track.solo) || (track.kind === 'original' && this.original === 'Mute');
        return silent ? 0 : factor(track.gain);
    }

    level() {
        for (const track of this.tracks) this.faders.get(track.id)?.gain.setTargetAtTime(this.levelOf(track), this.context?.currentTime ?? 0, 0.015);
        if (this.master) this.master.gain.value = this.volume;
        const heard = new Set(this.tracks.filter(t => t.kind === 'dub' && this.levelOf(t) > 0).map(t => t.id));
        this.stretches = spoken(this.clips.filter(c => c.kind === 'line' && c.url && heard.has(c.track)), this.rule);
    }

    /** @param {Clip[]} clips @param {Track[]} tracks @param {string} original */
    set(clips, tracks, original) {
        /** @param {Clip} c */
        const what = c => [c.id, c.track, c.start, c.seconds, c.url, c.gain, c.fadeIn, c.fadeOut, c.offset].join();
        const before = new Set(this.clips.map(what));
        const playable = clips.filter(c => c.url).sort((a, b) => a.start - b.start);
        const same = playable.length === this.clips.length && playable.every(c => before.has(what(c)));
        const rewired = JSON.stringify([this.original, this.tracks.map(t => [t.id, t.ducked])]) !== JSON.stringify([original, tracks.map(t => [t.id, t.ducked])]);
        [this.clips, this.tracks, this.original] = [playable, tracks, original];
        if (rewired) this.wire();
        this.level();
        if (!same && this.video && !this.video.paused) this.again();
    }

    /** @param {string} track @param {number} gain decibels, while a fader is moved */
    fade(track, gain) {
        this.tracks = this.tracks.map(t => t.id === track ? { ...t, gain } : t);
        this.level();
    }

    silence() {
        for (const source of this.scheduled.values()) {
            try { source.stop(); } catch { /* it had not begun */ }
        }
        this.scheduled.clear();
        this.measured = performance.now();
    }

    /** Schedules from where the video is. */
    again() {
        this.silence();
        const { video, context } = this;
        if (!video || video.paused || !context) return;
        this.anchor = { video: video.currentTime, audio: context.currentTime };
        this.measured = performance.now();
        this.more();
    }

    /** Where the video should be by the audio clock. */
    expected() {
        return this.anchor.video + ((this.context?.currentTime ?? 0) - this.anchor.audio) * (this.video?.playbackRate ?? 1);
    }

    /** Schedules what begins within the next seconds. */
    more() {
        const now = this.expected();
        for (const clip of this.clips) {
            if (clip.start > now + AHEAD) break;
            if (!clip.url || this.scheduled.has(clip.id) || clip.start + clip.seconds <= now) continue;
            const anchor = this.anchor;
            const rate = this.video?.playbackRate ?? 1;
            this.buffer(clip, rate).then(buffer => {
                if (buffer && anchor === this.anchor && rate === this.video?.playbackRate && !this.scheduled.has(clip.id)) this.start(clip, buffer, rate);
            });
        }
    }

    /** @param {Clip} clip @param {AudioBuffer} buffer @param {number} rate */
    start(clip, buffer, rate) {
        const { video, context } = this;
        const fader = this.faders.get(clip.track);
        if (!video || !context || !fader || video.paused || video.seeking) return;
        const now = this.expected();
        const into = Math.max(0, now - clip.start);
        if (into >= clip.seconds) return;
        const at = context.currentTime + Math.max(0, clip.start - now) / rate;
        // Speech is stretched already; a sound is played faster.
        const stretched = clip.kind === 'line' ? rate : 1;
        const source = context.createBufferSource();
        source.buffer = buffer;
        source.playbackRate.value = rate / stretched;
        const gain = context.createGain();
        this.shape(gain.gain, clip, into, at, rate);
        source.connect(gain).connect(fader);
        source.onended = () => {
            gain.disconnect();
            if (this.scheduled.get(clip.id) === source) this.scheduled.delete(clip.id);
        };
        const loop = loopOf(clip);
        if (loop > 0) Object.assign(source, { loop: true, loopStart: 0, loopEnd: loop });
        source.start(at, within(clip.offset + into, loop) / stretched, (clip.seconds - into) / stretched);
        this.scheduled.set(clip.id, source);
        this.started++;
    }

    /** A clip's level and its fades. @param {AudioParam} gain @param {Clip} clip @param {number} into @param {number} at @param {number} rate */
    shape(gain, clip, into, at, rate) {
        const full = factor(clip.gain);
        /** @param {number} s */
        const level = s => full * Math.min(1, clip.fadeIn > 0 ? s / clip.fadeIn : 1, clip.fadeOut > 0 ? (clip.seconds - s) / clip.fadeOut : 1);
        gain.setValueAtTime(Math.max(0, level(into)), at);
        for (const s of [clip.fadeIn, clip.seconds - clip.fadeOut, clip.seconds]) {
            if (s > into && (clip.fadeIn > 0 || clip.fadeOut > 0)) gain.linearRampToValueAtTime(Math.max(0, level(s)), at + (s - into) / rate);
        }
    }

    /** A clip's sound, stretched for other speeds. @param {Clip} clip @param {number} rate @returns {Promise<AudioBuffer | null>} */
    buffer(clip, rate) {
        const url = /** @type {string} */ (clip.url);
        const speech = clip.kind === 'line' && rate !== 1;
        const key = speech ? `${url}@${rate}` : url;
        let found = this.buffers.get(key);
        if (found) {
            // The last used stay longest.
            this.buffers.delete(key);
        } else {
            const context = /** @type {AudioContext} */ (this.context);
            found = speech
                ? this.buffer(clip, 1).then(b => {
                    if (!b) return null;
                    const samples = stretch(b.getChannelData(0), b.sampleRate, rate);
                    const made = context.createBuffer(1, samples.length, b.sampleRate);
                    made.copyToChannel(/** @type {Float32Array<ArrayBuffer>} */ (samples), 0);
                    return made;
                })
                : fetch(url).then(a => a.ok ? a.arrayBuffer() : null).then(b => b && context.decodeAudioData(b)).catch(() => {
                    this.buffers.delete(key);
                    return null;
                });
        }
        this.buffers.set(key, found);
        if (this.buffers.size > KEPT) this.buffers.delete(/** @type {string} */ (this.buffers.keys().next().value));
        return found;
    }

    /** Called often: keeps sound and picture together, and the original below the dub. */
    follow() {
        const { video, context, duck } = this;
        if (!video || !context || !duck) return;
        const going = !video.paused && !video.seeking && video.readyState >= 3;
        if (going) {
            this.drift = this.expected() - video.currentTime;
            // Right after a start the video's clock stands for a moment.
            if (performance.now() - this.measured > 500) this.worst = Math.max(this.worst, Math.abs(this.drift));
            if (Math.abs(this.drift) > DRIFT) {
                this.resyncs++;
                this.again();
            } else {
                this.more();
            }
        }
        const at = (going ? this.expected() + GLIDE * video.playbackRate : video.currentTime);
        duck.gain.linearRampToValueAtTime(levelAt(this.stretches, at, this.rule), context.currentTime + GLIDE);
    }

    dispose() {
        this.silence();
        this.master?.disconnect();
        this.source?.disconnect();
        this.context = null;
    }
}
