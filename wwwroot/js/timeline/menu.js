// @ts-check
/** The timeline's context menu. The page holds it, in the user's language; each item names an action of the shortcut table. */
import { act, rows } from '../keys.js';

export class Menu {
    /** @param {HTMLElement} root @param {AbortSignal} signal */
    constructor(root, signal) {
        this.list = /** @type {HTMLElement} */ (root.querySelector('.tl-menu'));
        this.list.addEventListener('click', e => {
            const item = /** @type {HTMLElement} */ (e.target).closest('[data-do]');
            if (!(item instanceof HTMLElement)) return;
            this.close();
            act(item.dataset.do ?? '');
        }, { signal });
        this.list.addEventListener('keydown', e => {
            const items = this.items();
            const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
            if (e.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
            else if (e.key === 'ArrowUp') items[(at + items.length - 1) % items.length]?.focus();
            else if (e.key === 'Escape' || e.key === 'Tab') this.close(true);
            else return;
            e.preventDefault();
            e.stopPropagation();
        }, { signal });
        document.addEventListener('pointerdown', e => {
            if (!this.list.hidden && !this.list.contains(/** @type {Node} */ (e.target))) this.close();
        }, { signal, capture: true });
    }

    items() {
        return /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll('[data-do]')].filter(e => !(/** @type {HTMLElement} */ (e).hidden)));
    }

    /** @param {number} x @param {number} y @param {boolean} onClip */
    open(x, y, onClip) {
        this.before = /** @type {HTMLElement | null} */ (document.activeElement);
        const keys = new Map(rows().map(row => [row.id, row.keys[0] ?? '']));
        for (const item of /** @type {NodeListOf<HTMLElement>} */ (this.list.querySelectorAll('[data-do]'))) {
            item.hidden = item.dataset.on === 'clip' && !onClip;
            const key = item.querySelector('kbd');
            if (key) key.textContent = keys.get(item.dataset.do ?? '') ?? '';
        }
        this.list.hidden = false;
        const { offsetWidth: width, offsetHeight: height } = this.list;
        this.list.style.left = `${Math.max(4, Math.min(x, innerWidth - width - 8))}px`;
        this.list.style.top = `${Math.max(4, Math.min(y, innerHeight - height - 8))}px`;
        this.items()[0]?.focus();
    }

    /** @param {boolean} [back] */
    close(back) {
        this.list.hidden = true;
        if (back) this.before?.focus();
    }
}
