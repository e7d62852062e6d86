// @ts-check
/** F6 goes from pane to pane: script, voice of the line, timeline, and the buttons at the top. */
import { on } from './keys.js';

/** Where the keyboard goes in each pane, first choice first. @type {[string, string[]][]} */
const PANES = [
    ['.script', ['.line.selected textarea', '.line .number[tabindex="0"]', 'button:not(:disabled)']],
    ['.voice-pane', ['.voice-bar button:not(:disabled)', 'button:not(:disabled), select, input']],
    ['.timeline', ['.tl-scroll', 'button:not(:disabled)']],
    ['.head', ['.title', 'button:not(:disabled)']],
];

/** @param {HTMLElement} root @param {number} by */
function go(root, by) {
    // A window keeps the keyboard.
    if (document.querySelector('.mud-dialog')) return false;
    const here = PANES.findIndex(([pane]) => document.activeElement?.closest(pane));
    const from = here >= 0 ? here : by > 0 ? -1 : 0;
    for (let step = 1; step <= PANES.length; step++) {
        const [pane, ways] = PANES[(from + by * step + 2 * PANES.length) % PANES.length];
        const area = root.querySelector(pane);
        for (const way of area ? ways : []) {
            const target = /** @type {HTMLElement | undefined} */ ([.../** @type {Element} */ (area).querySelectorAll(way)].find(e => e.checkVisibility()));
            if (!target) continue;
            target.focus();
            if (area?.contains(document.activeElement)) return true;
        }
    }
    return false;
}

/** @param {HTMLElement} root the studio @param {AbortSignal} signal */
export function panes(root, signal) {
    signal.addEventListener('abort', on('nextPane', () => go(root, 1)));
    signal.addEventListener('abort', on('paneBefore', () => go(root, -1)));
}
