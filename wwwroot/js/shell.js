// @ts-check
/** What every page has: the colours, and coming back after the server was away. */

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
    const well = await fetch('/healthz', { cache: 'no-store' }).then(a => a.ok, () => false);
    if (well) location.reload();
    else setTimeout(comeBack, 1000);
}
