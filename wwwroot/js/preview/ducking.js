// @ts-check
/** The level of what is lowered under the dub: the same rule as Dubbing.Mix.Ducking, so that the preview sounds as the export will. */

/** @typedef {{ decibels: number, ramp: number, bridged: number }} DuckingRule */

/**
 * The stretches in which someone speaks; short pauses between are bridged.
 * @param {{ start: number, seconds: number }[]} takes @param {DuckingRule} rule
 */
export function spoken(takes, rule) {
    /** @type {{ start: number, end: number }[]} */
    const found = [];
    for (const take of [...takes].sort((a, b) => a.start - b.start)) {
        const last = found[found.length - 1];
        if (last && take.start - last.end < rule.bridged) last.end = Math.max(last.end, take.start + take.seconds);
        else found.push({ start: take.start, end: take.start + take.seconds });
    }
    return found;
}

/**
 * The factor at a time.
 * @param {{ start: number, end: number }[]} stretches sorted @param {number} seconds @param {DuckingRule} rule
 */
export function levelAt(stretches, seconds, rule) {
    let [low, high] = [0, stretches.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (stretches[middle].end + rule.ramp < seconds) low = middle + 1;
        else high = middle;
    }
    const next = stretches[low];
    if (!next) return 1;
    const down = 10 ** (rule.decibels / 20);
    const away = Math.max(next.start - seconds, seconds - next.end);
    if (away <= 0) return down;
    if (away >= rule.ramp) return 1;
    return down ** (0.5 + 0.5 * Math.cos(Math.PI * away / rule.ramp));
}
