// @ts-check
/** What every page has: the colours, buttons to hear by, and coming back after the server was away. */
import './hear.js';

const saved = localStorage.getItem('dark');
const dark = saved === null ? matchMedia('(prefers-color-scheme: dark)').matches : saved === 'yes';
document.documentElement.dataset.theme = dark ? 'dark' : 'light';

export const isDark = () => document.documentElement.dataset.theme === 'dark';

/** @param {boolean} on */
export function setDark(on) {
    localStorage.setItem('dark', on ? 'yes' : 'no');
    document.documentElement.dataset.theme = on ? 'dark' : 'light';
}

// Where the focused button of a window went away or was switched off, the keyboard belongs to the window all the same.
document.addEventListener('keydown', e => {
    const shown = [...document.querySelectorAll('.mud-dialog')].at(-1);
    if (!e.isTrusted || !(shown instanceof HTMLElement) || document.activeElement !== document.body) return;
    shown.tabIndex = -1;
    shown.focus();
    if (e.key === 'Escape') shown.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape', bubbles: true, cancelable: true }));
}, { capture: true });

// A window that a menu opened: the menu gives the focus back to its button when it closes, after the window took it. And the other way
// round: where the window's opener is gone, the keyboard goes back to the button of its menu.
/** @type {WeakMap<Element, Element | null>} */
const openers = new WeakMap();
let pressed = /** @type {Element | null} */ (null);
for (const type of ['pointerdown', 'keydown']) {
    document.addEventListener(type, e => {
        const button = e.target instanceof Element ? e.target.closest('button, [role=button]') : null;
        if (button && !button.closest('.mud-dialog, .mud-popover')) pressed = button;
    }, { capture: true });
}
new MutationObserver(changes => {
    for (const { addedNodes, removedNodes } of changes) {
        for (const node of addedNodes) {
            const shown = node instanceof Element ? node.matches('.mud-dialog-container') ? node : node.querySelector('.mud-dialog-container') : null;
            if (!shown) continue;
            openers.set(shown, pressed);
            for (const wait of [150, 400]) setTimeout(() => {
                const box = /** @type {HTMLElement | null} */ (shown.querySelector('.mud-dialog'));
                if (!box || box.contains(document.activeElement) || [...document.querySelectorAll('.mud-dialog')].at(-1) !== box) return;
                const first = /** @type {HTMLElement | null} */ (box.querySelector('[autofocus], .mud-dialog-content input:not([type=hidden]), .mud-dialog-content select, .mud-dialog-content textarea, .mud-dialog-content button'));
                box.tabIndex = -1;
                (first ?? box).focus();
            }, wait);
        }
        for (const node of removedNodes) {
            const gone = node instanceof Element ? node.matches('.mud-dialog-container') ? node : node.querySelector('.mud-dialog-container') : null;
            const opener = gone && openers.get(gone);
            if (opener instanceof HTMLElement) setTimeout(() => {
                if (opener.isConnected && (document.activeElement === document.body || !document.activeElement)) opener.focus();
            }, 50);
        }
    }
}).observe(document.body, { childList: true, subtree: true });

// A restarted server does not know this page's circuit: load the page again, the drafts are kept.
const modal = document.getElementById('components-reconnect-modal');
modal?.addEventListener('components-reconnect-state-changed', e => {
    const state = /** @type {CustomEvent} */ (e).detail.state;
    modal.hidden = state === 'hide';
    document.documentElement.dataset.connection = state === 'hide' ? 'on' : 'off';
    if (state === 'show') document.dispatchEvent(new Event('studio:lost'));
    if (state === 'rejected') location.reload();
    if (state === 'failed') setTimeout(comeBack, 1000);
});

// A studio on one's own machine is back soon: it is asked for every other second, not every half minute.
/** @type {any} */ (window).Blazor.start({ circuit: { reconnectionOptions: { maxRetries: 1000, retryIntervalMilliseconds: (/** @type {number} */ tries) => tries < 3 ? 300 : 2000 } } });

async function comeBack() {
    const well = await fetch('healthz', { cache: 'no-store' }).then(a => a.ok, () => false);
    if (well) location.reload();
    else setTimeout(comeBack, 1000);
}
