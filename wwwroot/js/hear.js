// @ts-check
/** Buttons that let something be heard (Hear.razor): one at a time, and a second press stops it. */
import { Audition } from './preview/audition.js';

/** @type {{ audition: Audition, button: HTMLElement } | null} */
let now = null;

function stop() {
    now?.audition.stop();
    now?.button.setAttribute('aria-pressed', 'false');
    now = null;
}

/** @param {HTMLElement} button */
async function hear(button) {
    const again = now?.button === button;
    stop();
    if (again) return;
    const mine = now = { audition: new Audition(), button };
    const told = button.nextElementSibling;
    if (told) told.textContent = '';
    button.setAttribute('aria-pressed', 'true');
    try {
        await mine.audition.play(button.dataset.hear ?? '', () => { });
        await mine.audition.end();
    } catch (error) {
        if (told && error instanceof Error && error.name !== 'AbortError') told.textContent = error.message;
    }
    if (now === mine) stop();
}

document.addEventListener('click', e => {
    const button = e.target instanceof Element ? e.target.closest('[data-hear]') : null;
    if (button instanceof HTMLElement) hear(button);
});

// What is heard belongs to its window: when the button is gone, it is quiet.
new MutationObserver(() => { if (now && !now.button.isConnected) stop(); }).observe(document.body, { childList: true, subtree: true });
