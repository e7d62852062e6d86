// @ts-check
/**
 * Undo, redo, and copying and pasting lines. A text field that holds text which is not saved yet undoes by itself; everywhere
 * else the project's own history is meant, which outlives a reload.
 */

import { sure } from './connection.js';
import { on } from './keys.js';

/** @typedef {{ invokeMethodAsync(method: string, ...args: unknown[]): Promise<any> }} DotNet */

const COPIED = 'copied-lines';
const OWN = '[role=dialog], .mud-dialog, .mud-popover-open';

class Editing {
    /** @param {DotNet} dotnet @param {boolean} lines whether lines are copied and pasted here */
    constructor(dotnet, lines) {
        this.dotnet = dotnet;
        /** What a field held when it was last saved. @type {WeakMap<Element, string>} */
        this.saved = new WeakMap();
        this.stop = new AbortController();
        const { signal } = this.stop;
        document.addEventListener('focusin', e => this.remember(e), { signal });
        document.addEventListener('change', e => this.remember(e), { signal });
        this.keys = [on('undo', () => this.key(true)), on('redo', () => this.key(false))];
        if (!lines) return;
        document.addEventListener('copy', e => this.copy(e), { signal });
        document.addEventListener('paste', e => this.paste(e), { signal });
    }

    dispose() {
        this.stop.abort();
        for (const off of this.keys) off();
    }

    /** @param {Event} e */
    remember(e) {
        if (e.target instanceof HTMLInputElement) this.saved.set(e.target, e.target.value);
    }

    /** Leaves the key to a text field that is ahead of what is saved, and to dialogs. @param {boolean} undo */
    key(undo) {
        const target = document.activeElement;
        if (target?.closest(OWN) && !target.matches('textarea[data-line]')) return false;
        // A slider or a box holds no text that it could undo by itself.
        if (target instanceof HTMLInputElement && !/^(range|checkbox|radio)$/.test(target.type) && (this.saved.get(target) ?? target.value) !== target.value) return false;
        this.step(undo);
        return true;
    }

    /** @param {boolean} undo */
    async step(undo) {
        // What is typed but not sent yet goes first: it is what undo takes back.
        /** @type {Promise<void>[]} */
        const flushed = [];
        document.dispatchEvent(new CustomEvent('studio:flush', { detail: flushed }));
        // The page has to know that what was typed is saved: else it would hold what is taken back for older than that.
        await Promise.allSettled(flushed);
        await this.dotnet.invokeMethodAsync(undo ? 'OnUndo' : 'OnRedo').catch(() => { });
    }

    /** Whether the browser itself has something to copy, or pastes into a field. @param {Event} e @param {boolean} copying */
    native(e, copying) {
        const target = e.target instanceof Element ? e.target : document.body;
        if (target.closest(OWN)) return true;
        const field = target.closest('input, textarea, [contenteditable]');
        if (!field) return copying && !(getSelection()?.isCollapsed ?? true);
        return !copying || !(field instanceof HTMLTextAreaElement && field.dataset.line && field.selectionStart === field.selectionEnd);
    }

    /** @param {ClipboardEvent} e */
    copy(e) {
        if (this.native(e, true)) return;
        e.preventDefault();
        this.dotnet.invokeMethodAsync('OnCopy').then(copied => {
            if (!copied) return;
            // Other programs get the text; a studio in this browser knows it again and takes the lines with all they have.
            localStorage.setItem(COPIED, JSON.stringify(copied));
            return navigator.clipboard?.writeText(copied.text);
        }).catch(() => { });
    }

    /** @param {ClipboardEvent} e */
    paste(e) {
        if (this.native(e, false)) return;
        const text = e.clipboardData?.getData('text/plain') ?? '';
        if (!text.trim()) return;
        e.preventDefault();
        const copied = JSON.parse(localStorage.getItem(COPIED) ?? 'null');
        const same = (/** @type {string} */ a) => a.replace(/\s+/g, ' ').trim();
        this.dotnet.invokeMethodAsync('OnPaste', copied && same(copied.text) === same(text) ? copied.data : text).catch(() => { });
    }
}

/** @param {DotNet} dotnet @param {boolean} lines */
export function attach(dotnet, lines) {
    return new Editing(sure(dotnet), lines);
}
