// @ts-check
/** What lies on the timeline, and the arithmetic of it: no page, no canvas. */

/**
 * @typedef {{
 *   id: string, kind: 'line' | 'sound', track: string, number: number, text: string, start: number, seconds: number,
 *   slotEnd: number | null, url: string | null, peaks: string | null, grade: string, stale: boolean, locked: boolean,
 *   gain: number, fadeIn: number, fadeOut: number, offset: number, whole: number
 * }} Clip
 * start, seconds: where the sound is; slotEnd: where a line's slot ends; offset, whole: where a sound begins in its file
 * and how long that is; gain: decibels; all times in seconds.
 *
 * @typedef {{ id: string, kind: string, height: number, gain: number, muted: boolean, solo: boolean, locked: boolean, ducked: boolean }} Track
 * @typedef {Track & { top: number, silent: boolean, clips: Clip[], longest: number, overlaps: { start: number, end: number }[] }} Lane
 */

/** Kinds of tracks that sound. */
const AUDIBLE = new Set(['original', 'dub', 'music', 'effects']);

const PLAIN = { slotEnd: null, url: null, stale: false, locked: false, gain: 0, fadeIn: 0, fadeOut: 0, offset: 0, whole: 0 };

/** A clip as the server tells it: without what is plain, and a take's waveform lies beside its sound. @param {Partial<Clip>} told @returns {Clip} */
export const whole = told => /** @type {Clip} */ ({ ...PLAIN, peaks: told.url?.replace(/\.wav$/, '/peaks') ?? null, ...told });

/** Seconds after which a clip's sound begins anew, as the server's SoundClip says it: music goes on, all else ends with its file (0). @param {Clip} clip */
export const loopOf = clip => clip.kind === 'sound' && clip.track === 'music' ? clip.whole : 0;

/** A place in a sound that begins anew. @param {number} seconds @param {number} loop */
export const within = (seconds, loop) => loop > 0 ? (seconds % loop + loop) % loop : seconds;

/** A clip's end on the timeline: its slot counts, and what sticks out of it. @param {Clip} clip */
export const endOf = clip => Math.max(clip.start + clip.seconds, clip.slotEnd ?? 0);

/** The first index whose key is not below a value. @template T @param {readonly T[]} sorted @param {(item: T) => number} key @param {number} value */
export function firstFrom(sorted, key, value) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (key(sorted[middle]) < value) low = middle + 1;
        else high = middle;
    }
    return low;
}

/**
 * Puts clips on their tracks, sorted, with what overlaps.
 * @param {readonly Track[]} tracks @param {Iterable<Clip>} clips
 * @returns {Lane[]}
 */
export function lanes(tracks, clips) {
    let top = 0;
    /** @type {Map<string, Lane>} */
    const found = new Map();
    const alone = tracks.some(t => t.solo);
    for (const track of tracks) {
        // Where one is heard alone, the others are shown as silent, too.
        const silent = track.muted || (alone && !track.solo && AUDIBLE.has(track.kind));
        found.set(track.id, { ...track, top, silent, clips: [], longest: 0, overlaps: [] });
        top += track.height;
    }
    const captions = found.get('captions');
    for (const clip of clips) {
        found.get(clip.track)?.clips.push(clip);
        if (clip.kind === 'line') captions?.clips.push(clip);
    }
    for (const lane of found.values()) {
        lane.clips.sort((a, b) => a.start - b.start || a.number - b.number);
        let reach = -1;
        for (const clip of lane.clips) {
            const end = clip.start + clip.seconds;
            lane.longest = Math.max(lane.longest, endOf(clip) - clip.start);
            if (clip.start < reach - 0.005 && lane !== captions) lane.overlaps.push({ start: clip.start, end: Math.min(reach, end) });
            reach = Math.max(reach, end);
        }
    }
    return [...found.values()];
}

/** The clips of a lane that touch a stretch. @param {Lane} lane @param {number} from @param {number} to */
export function* between(lane, from, to) {
    for (let i = firstFrom(lane.clips, c => c.start, from - lane.longest); i < lane.clips.length && lane.clips[i].start < to; i++) {
        if (endOf(lane.clips[i]) >= from) yield lane.clips[i];
    }
}

/**
 * The times that a dragged edge sticks to, sorted.
 * @param {Iterable<Clip>} clips @param {Set<string>} moving @param {Iterable<number>} others
 */
export function snapPoints(clips, moving, others) {
    const points = [...others];
    for (const clip of clips) {
        if (moving.has(clip.id)) continue;
        points.push(clip.start, clip.start + clip.seconds);
        if (clip.slotEnd !== null) points.push(clip.slotEnd);
    }
    return Float64Array.from(points).sort();
}

/**
 * How far a movement must be changed so that one of the edges meets a point; null when none is near.
 * @param {Float64Array} points @param {readonly number[]} edges @param {number} reach seconds
 * @returns {{ by: number, at: number } | null}
 */
export function snapTo(points, edges, reach) {
    /** @type {{ by: number, at: number } | null} */
    let best = null;
    for (const edge of edges) {
        const i = firstFrom(/** @type {any} */ (points), p => /** @type {any} */ (p), edge);
        for (const at of [points[i - 1], points[i]]) {
            if (at !== undefined && Math.abs(at - edge) <= reach && (!best || Math.abs(at - edge) < Math.abs(best.by))) best = { by: at - edge, at };
        }
    }
    return best;
}

/** Hours, minutes, seconds and pictures. @param {number} seconds @param {number} rate pictures a second; 0 shows hundredths */
export function timecode(seconds, rate) {
    const unit = rate > 0 ? Math.round(rate) : 100;
    // By whole units, so that 0.9999 is the next second.
    const all = Math.round(Math.max(0, seconds) * (rate > 0 ? rate : 100));
    const s = Math.floor(all / unit);
    const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
    return `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}${rate > 0 ? ':' : '.'}${two(all % unit)}`;
}

/** A ruler's mark: short, with pictures only where they are apart. @param {number} seconds @param {number} step @param {number} rate */
export function mark(seconds, step, rate) {
    const s = Math.floor(seconds + 1e-6);
    const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
    const base = s >= 3600 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
    return step >= 1 ? base : `${base}:${two(Math.round((seconds - s) * (rate > 0 ? rate : 100)))}`;
}

/** Seconds between two marks, so that they stand at least so many pixels apart. @param {number} scale pixels a second @param {number} rate */
export function markStep(scale, rate) {
    const frames = rate > 0 ? [1, 2, 5, 10].filter(n => n < rate).map(n => n / rate) : [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
    return [...frames, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800].find(s => s * scale >= 76) ?? 3600;
}
