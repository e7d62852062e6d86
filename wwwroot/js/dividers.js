// @ts-check
/** Dividers between panes: dragged, or moved by arrow keys; a double click goes back. Where they stand is kept in this browser. */

import { panes } from './panes.js';

const STEP = 24;

class Dividers {
    /** @param {HTMLElement} root */
    constructor(root) {
        this.root = root;
        this.stop = new AbortController();
        for (const bar of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('[data-divides]'))) this.take(bar);
        panes(/** @type {HTMLElement} */ (root.closest('.studio')), this.stop.signal);
    }

    dispose() {
        this.stop.abort();
    }

    /** @param {HTMLElement} bar */
    take(bar) {
        const { signal } = this.stop;
        const name = `divider-${bar.dataset.divides}`;
        const wide = bar.classList.contains('columns');
        const pane = /** @type {HTMLElement} */ (bar.parentElement);
        const before = /** @type {HTMLElement} */ (bar.previousElementSibling);
        const size = () => wide ? before.getBoundingClientRect().width : before.getBoundingClientRect().height;
        const [least, most] = [wide ? 0.25 : 0.4, 0.85];
        bar.setAttribute('aria-valuemin', String(100 * least));
        bar.setAttribute('aria-valuemax', String(100 * most));
        // A screen reader hears where it stands before anybody has moved it, too.
        const say = () => bar.setAttribute('aria-valuenow', String(Math.round(100 * Math.min(most, Math.max(least, size() / Math.max(1, whole()))))));
        /** @param {number} share of the pane */
        const set = share => {
            const kept = Math.min(most, Math.max(least, share));
            pane.style.setProperty(`--${bar.dataset.divides}`, `${(100 * kept).toFixed(2)}%`);
            say();
            localStorage.setItem(name, String(kept));
        };
        const whole = () => wide ? pane.clientWidth : pane.clientHeight;
        const kept = Number(localStorage.getItem(name));
        if (kept) set(kept);
        else say();
        /** @type {{ at: number, size: number } | null} */
        let held = null;
        bar.addEventListener('pointerdown', e => {
            bar.setPointerCapture(e.pointerId);
            held = { at: wide ? e.clientX : e.clientY, size: size() };
            e.preventDefault();
        }, { signal });
        bar.addEventListener('pointermove', e => { if (held) set((held.size + (wide ? e.clientX : e.clientY) - held.at) / whole()); }, { signal });
        for (const end of ['pointerup', 'pointercancel']) bar.addEventListener(end, () => { held = null; }, { signal });
        bar.addEventListener('dblclick', () => {
            pane.style.removeProperty(`--${bar.dataset.divides}`);
            localStorage.removeItem(name);
            say();
        }, { signal });
        bar.addEventListener('keydown', e => {
            const by = e.key === (wide ? 'ArrowLeft' : 'ArrowUp') ? -STEP : e.key === (wide ? 'ArrowRight' : 'ArrowDown') ? STEP : 0;
            if (by === 0) return;
            e.preventDefault();
            e.stopPropagation();
            set((size() + by) / whole());
        }, { signal });
    }
}

/** @param {HTMLElement} root */
export function attach(root) {
    return new Dividers(root);
}
