// @ts-check
/** Faster or slower speech at the same pitch, for listening only: overlapping pieces, each moved to where it continues the one before (WSOLA). */

const PIECE = 0.04;
const SEEK = 0.012;

/**
 * @param {Float32Array} input @param {number} sampleRate @param {number} rate 2 is twice as fast
 * @returns {Float32Array}
 */
export function stretch(input, sampleRate, rate) {
    const half = Math.round(PIECE * sampleRate / 2);
    const seek = Math.round(SEEK * sampleRate);
    const length = Math.max(1, Math.round(input.length / rate));
    const output = new Float32Array(length + 2 * half);
    let at = 0;
    for (let to = 0; to < length; to += half) {
        const wanted = Math.round(to * rate);
        if (to > 0) {
            // What would have come next in the sound is what the new piece has to resemble.
            const next = at + half;
            let most = -Infinity;
            let best = wanted;
            for (let shift = -seek; shift <= seek; shift += 2) {
                const from = wanted + shift;
                if (from < 0) continue;
                let like = 0;
                for (let i = 0; i < half; i += 4) like += (input[from + i] ?? 0) * (input[next + i] ?? 0);
                if (like > most) [most, best] = [like, from];
            }
            at = best;
        } else {
            at = 0;
        }
        for (let i = 0; i < 2 * half; i++) {
            const weight = to === 0 && i < half ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * (i + 0.5) / half);
            output[to + i] += weight * (input[at + i] ?? 0);
        }
    }
    return output.subarray(0, length);
}
