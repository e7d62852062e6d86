// @ts-check
/**
 * Gives the keyboard to the menu of a row: arrows go through it, Escape leaves it.
 * @param {HTMLElement} list the rows @param {string} line @param {() => void} close
 */
export async function rowMenu(list, line, close) {
    /** @type {HTMLElement[]} */
    let items = [];
    for (let tries = 0; items.length === 0 && tries < 50; tries++) {
        await new Promise(next => requestAnimationFrame(next));
        items = [...document.querySelectorAll('.mud-popover-open .mud-menu-item')].map(item => /** @type {HTMLElement} */ (item));
    }
    for (const item of items) item.tabIndex = -1;
    items[0]?.focus();
    items[0]?.closest('.mud-popover-open')?.addEventListener('keydown', event => {
        const e = /** @type {KeyboardEvent} */ (event);
        const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
        if (e.key === 'ArrowDown' || e.key === 'ArrowUp') items[(at + (e.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length].focus();
        else if (e.key === 'Enter' || e.key === ' ') items[at]?.click();
        else if (e.key === 'Escape' || e.key === 'Tab') {
            close();
            /** @type {HTMLElement | null} */ (list.querySelector(`.line[data-id="${line}"] .number`))?.focus();
        } else return;
        e.preventDefault();
        e.stopPropagation();
    });
}
