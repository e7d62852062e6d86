// @ts-check
/** The bar above changes the timeline's height; it is kept in this browser. */

const HEIGHT = 'timeline-height';

/** @param {HTMLElement} root the timeline @param {AbortSignal} signal */
export function grip(root, signal) {
    const bar = /** @type {HTMLElement} */ (root.querySelector('.tl-grip'));
    const body = /** @type {HTMLElement} */ (root.querySelector('.tl-body'));
    /** @type {{ y: number, height: number } | undefined} */
    let held;
    /** @param {number} height */
    const set = height => {
        const kept = Math.round(Math.min(Math.max(120, height), Math.max(160, innerHeight - 330)));
        root.style.setProperty('--tl-height', `${kept}px`);
        bar.setAttribute('aria-valuenow', String(kept));
        localStorage.setItem(HEIGHT, String(kept));
    };
    const now = () => body.getBoundingClientRect().height;
    const kept = Number(localStorage.getItem(HEIGHT));
    if (kept) set(kept);
    bar.addEventListener('pointerdown', e => {
        bar.setPointerCapture(e.pointerId);
        held = { y: e.clientY, height: now() };
    }, { signal });
    bar.addEventListener('pointermove', e => { if (held) set(held.height + held.y - e.clientY); }, { signal });
    for (const end of /** @type {('pointerup' | 'pointercancel')[]} */ (['pointerup', 'pointercancel'])) bar.addEventListener(end, () => { held = undefined; }, { signal });
    bar.addEventListener('keydown', e => {
        if (e.key !== 'ArrowUp' && e.key !== 'ArrowDown') return;
        e.preventDefault();
        set(now() + (e.key === 'ArrowUp' ? 16 : -16));
    }, { signal });
}
