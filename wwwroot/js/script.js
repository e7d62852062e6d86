// @ts-check
/**
 * The script pane in the browser. Its text fields belong to the browser, so that no answer of the server ever gets between
 * the user and an input method; keys that change lines become one message to the server each.
 */

import { Drafts } from './script/drafts.js';
import { Window } from './script/window.js';
import { drag } from './script/drag.js';
import { sure } from './connection.js';
import { on } from './keys.js';

/** @typedef {import('./script/drafts.js').DotNet} DotNet */
/** @typedef {Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>} Key */

const offline = () => document.documentElement.dataset.connection === 'off';

/** A key for a new line: a random UUID (RFC 9562, 5.4). crypto.randomUUID is kept from pages that come without encryption. */
function unused() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    return [...bytes].map((byte, i) => ([4, 6, 8, 10].includes(i) ? '-' : '') + byte.toString(16).padStart(2, '0')).join('');
}

class Script {
    /** @param {HTMLElement} root @param {DotNet} dotnet */
    constructor(root, dotnet) {
        this.root = root;
        this.dotnet = dotnet;
        this.list = /** @type {HTMLElement} */ (root.querySelector('.lines'));
        this.catcher = /** @type {HTMLTextAreaElement} */ (root.querySelector('.catcher'));
        this.pending = /** @type {HTMLElement} */ (root.querySelector('.pending'));
        this.drafts = new Drafts(dotnet, root.dataset.project ?? '');
        this.window = new Window(this.list, dotnet);
        /** Where the keyboard goes when the server has done what was asked. @type {HTMLElement | null} */
        this.back = null;
        /** Keys that were pressed before there was a row for them. @type {Key[]} */
        this.keys = [];
        /** Rows that were pasted before there was a row for them. @type {string | undefined} */
        this.pasted = undefined;
        this.stop = new AbortController();
        const { signal } = this.stop;
        root.addEventListener('input', e => this.typed(e.target), { signal });
        root.addEventListener('keydown', e => this.key(e), { signal });
        root.addEventListener('paste', e => this.paste(e), { signal });
        root.addEventListener('pointerdown', e => this.press(e), { signal });
        root.addEventListener('click', e => this.adding(e), { signal });
        root.addEventListener('compositionend', () => this.arrive(), { signal });
        document.addEventListener('keydown', e => this.pageKey(e), { signal, capture: true });
        for (const [id, handler] of /** @type {[string, () => unknown][]} */ ([['splitCaret', () => this.split()], ['nextProblem', () => this.tell('NextProblem', 1)], ['problemBefore', () => this.tell('NextProblem', -1)], ['putHere', () => this.putHere()]]))
            signal.addEventListener('abort', on(id, handler));
        document.addEventListener('studio:flush', e => { /** @type {CustomEvent<Promise<void>[]>} */ (e).detail.push(this.flush()); }, { signal });
        this.watcher = new MutationObserver(() => this.refresh());
        this.watcher.observe(this.list, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-text', 'data-count'] });
        // While the server is away nothing but new lines can be asked of it: what is typed goes on where it was.
        this.connection = new MutationObserver(() => { if (offline() && document.activeElement === this.catcher) this.land(this.back, null); });
        this.connection.observe(document.documentElement, { attributeFilter: ['data-connection'] });
        this.refresh();
    }

    dispose() {
        this.stop.abort();
        this.watcher.disconnect();
        this.connection.disconnect();
        this.window.dispose();
        this.drafts.dispose();
    }

    fields() {
        return /** @type {NodeListOf<HTMLTextAreaElement>} */ (this.list.querySelectorAll('textarea[data-line]'));
    }

    /** Shows what the server has, where it has something new and the user is not ahead of it. */
    refresh() {
        for (const field of this.fields()) {
            const { line = '', text = '', shown } = field.dataset;
            this.plain(field);
            if (text === shown) continue;
            field.dataset.shown = text;
            // Nobody types into a field that nobody listens to yet.
            field.readOnly = false;
            this.drafts.echo(line, text);
            const ahead = this.drafts.of(line);
            if (ahead !== undefined && shown === undefined) field.value = ahead;
            else if (ahead === undefined && !this.drafts.outdated(line, text) && field.value !== text) field.value = text;
            this.plain(field);
        }
        this.arrive();
        this.window.check();
    }

    /** @param {EventTarget | null} target */
    typed(target) {
        const line = target instanceof HTMLTextAreaElement && (target.dataset.line ?? target.dataset.made);
        if (!line) return;
        this.drafts.put(line, target.value);
        this.plain(/** @type {HTMLTextAreaElement} */ (target));
    }

    /** What is typed and not saved is shown as it was typed, also where readings stand over their words. @param {HTMLTextAreaElement} field */
    plain(field) {
        field.classList.toggle('plain', field.dataset.shown !== undefined && field.value !== field.dataset.text);
    }

    /** @param {KeyboardEvent} e */
    key(e) {
        if (e.isComposing || e.defaultPrevented) return;
        const target = /** @type {HTMLElement} */ (e.target);
        if (e.key === 'Escape' && target.closest('.many')) {
            // Back from the bar of many to the row.
            /** @type {HTMLElement | null} */ (this.list.querySelector('.line.selected .number'))?.focus();
            e.preventDefault();
            e.stopPropagation();
            return;
        }
        const line = /** @type {HTMLElement | null} */ (target.closest('.line'));
        if (!line && target !== this.catcher) return;
        const done = !line ? this.earlyKey(e)
            : target instanceof HTMLTextAreaElement ? this.textKey(e, target, line)
            : target.classList.contains('number') ? this.rowKey(e, line) : false;
        // What a row does with a key, the timeline does not do too.
        if (done) {
            e.preventDefault();
            e.stopPropagation();
        }
    }

    /** Keys for a row that is not there yet: letters go into the field out of sight, others wait. @param {KeyboardEvent} e */
    earlyKey(e) {
        if (['Shift', 'Control', 'Alt', 'Meta'].includes(e.key)) return false;
        const { value, selectionStart: from, selectionEnd: to, dataset } = this.catcher;
        const ctrl = e.ctrlKey || e.metaKey;
        const plain = !ctrl && !e.altKey && !e.shiftKey;
        if (this.keys.length === 0 && e.key === 'Enter' && plain && dataset.made) {
            const before = document.createElement('p');
            before.textContent = value;
            this.catcher.before(before);
            this.make(dataset.made);
            return true;
        }
        const wait = this.keys.length > 0 || ['Escape', 'Tab'].includes(e.key) || (ctrl && e.code === 'KeyD') || (e.altKey && e.key.startsWith('Arrow'))
            || (e.key === 'Enter' && !e.shiftKey && !ctrl) || (e.key === 'Backspace' && to === 0)
            || (e.key === 'Delete' && from === value.length) || (e.key === 'ArrowUp' && from === 0) || (e.key === 'ArrowDown' && to === value.length);
        if (!wait) return false;
        this.keys.push({ key: e.key, code: e.code, ctrlKey: ctrl, metaKey: false, altKey: e.altKey, shiftKey: e.shiftKey });
        return true;
    }

    /** Does what was pressed while the row was on its way, up to the next that has to be waited for. */
    catchUp() {
        for (let key = this.keys.shift(); key; key = this.keys.shift()) {
            const field = document.activeElement;
            const line = /** @type {HTMLElement | null | undefined} */ (field?.closest('.line'));
            if (!(field instanceof HTMLTextAreaElement) || !line) {
                // The one before has to be waited for, or has left the text.
                this.keys = field === this.catcher ? [key, ...this.keys] : [];
                return;
            }
            if (this.textKey(key, field, line) || key.ctrlKey || key.altKey) continue;
            const [from, to] = [field.selectionStart, field.selectionEnd];
            if (key.key.length === 1 || key.key === 'Enter') field.setRangeText(key.key.length === 1 ? key.key : '\n', from, to, 'end');
            else if (key.key === 'Backspace') field.setRangeText('', from === to ? Math.max(0, from - 1) : from, to, 'end');
            else continue;
            this.typed(field);
        }
    }

    /** Keys inside a text. @param {Key} e @param {HTMLTextAreaElement} field @param {HTMLElement} line */
    textKey(e, field, line) {
        const { id } = line.dataset;
        const ctrl = e.ctrlKey || e.metaKey;
        const [from, to] = [field.selectionStart, field.selectionEnd];
        if (e.key === 'Enter' && !e.shiftKey && !e.altKey) {
            // Ctrl+Enter renders, here as everywhere.
            if (ctrl) return false;
            this.enter(line);
        } else if (e.key === 'Backspace' && from === 0 && to === 0 && !ctrl && line.dataset.first !== '0') {
            this.ask(field, 'Merge', id, field.value);
        } else if (e.key === 'Delete' && from === field.value.length && !ctrl) {
            this.ask(field, 'MergeNext', id, field.value);
        } else if (e.altKey && (e.key === 'ArrowUp' || e.key === 'ArrowDown')) {
            this.ask(field, 'Move', id, e.key === 'ArrowUp' ? -1 : 1);
        } else if (e.key === 'ArrowUp' && from === 0 && !e.shiftKey) {
            return this.go(line, -1, 'textarea');
        } else if (e.key === 'ArrowDown' && to === field.value.length && !e.shiftKey) {
            return this.go(line, 1, 'textarea');
        } else if (ctrl && e.code === 'KeyD') {
            this.ask(field, 'Duplicate', id);
        } else if (e.key === 'Escape') {
            /** @type {HTMLElement | null} */ (line.querySelector('.number'))?.focus();
        } else {
            return false;
        }
        return true;
    }

    /** Cuts the line that is written in at the caret. */
    split() {
        const field = document.activeElement;
        if (!(field instanceof HTMLTextAreaElement) || !field.dataset.line) return false;
        this.ask(field, 'Split', field.dataset.line, field.value, field.selectionStart);
        return true;
    }

    /** Puts the next line at the playhead. */
    putHere() {
        this.tell('PutHere', /** @type {any} */ (window).dubbing?.timeline?.player.now ?? 0);
    }

    /** Lets a take be heard, or stops it. @param {string} url */
    listen(url) {
        const playing = this.audio;
        this.audio?.pause();
        this.audio = undefined;
        if (playing && !playing.ended && playing.src.endsWith(url)) return;
        this.audio = new Audio(url);
        this.audio.play().catch(() => { });
    }

    /** Keys on a row's number, where whole rows are chosen. @param {KeyboardEvent} e @param {HTMLElement} line */
    rowKey(e, line) {
        const { id } = line.dataset;
        const ctrl = e.ctrlKey || e.metaKey;
        const step = e.key === 'ArrowUp' ? -1 : e.key === 'ArrowDown' ? 1 : e.key === 'PageUp' ? -8 : e.key === 'PageDown' ? 8 : 0;
        if (step !== 0 && e.altKey) this.ask(null, 'Move', id, step);
        else if (step !== 0) this.tell('Step', id, step, e.shiftKey);
        else if (e.key === 'Home' || e.key === 'End') this.tell('Step', id, e.key === 'Home' ? -1e6 : 1e6, e.shiftKey);
        else if (ctrl && e.code === 'KeyA') this.tell('SelectAll');
        else if (ctrl && e.code === 'KeyD') this.ask(null, 'Duplicate', id);
        else if (e.key === 'Delete' || e.key === 'Backspace') this.ask(null, 'Delete', id);
        else if (e.key === 'Enter' && this.many()) this.many()?.focus();
        else if (e.key === 'Enter' || e.key === 'F2') line.querySelector('textarea')?.focus();
        else if (e.key === 'ContextMenu' || (e.shiftKey && e.key === 'F10')) /** @type {HTMLElement | null} */ (line.querySelector('.more'))?.click();
        else if (e.key === 'Escape') this.tell('SelectNone');
        else return false;
        return true;
    }

    /** Where the keyboard goes in the bar of several chosen lines; null when there is none. */
    many() {
        return /** @type {HTMLElement | null} */ (this.root.querySelector('.many :is(input, select, button):not(:disabled)'));
    }

    /** Find and replace answer wherever the keyboard is. @param {KeyboardEvent} e */
    pageKey(e) {
        const ctrl = (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey;
        if (!ctrl || (e.code !== 'KeyF' && e.code !== 'KeyH') || document.querySelector('.mud-dialog')) return;
        e.preventDefault();
        e.stopPropagation();
        this.tell('Find', e.code === 'KeyH');
    }

    /** Goes to a neighbour's same field. @param {HTMLElement} line @param {number} step @param {string} field */
    go(line, step, field) {
        const next = /** @type {HTMLElement | null} */ (this.list.querySelector(`.line[data-first="${Number(line.dataset.first) + step}"] ${field}`));
        next?.focus();
        return next !== null;
    }

    /** Several rows at once become lines of their own. @param {ClipboardEvent} e */
    paste(e) {
        const field = e.target;
        const text = e.clipboardData?.getData('text/plain') ?? '';
        if (field === this.catcher && /\n/.test(text)) {
            // A whole script for a line that is not there yet waits for it.
            e.preventDefault();
            this.pasted = text;
            return;
        }
        if (!(field instanceof HTMLTextAreaElement) || !field.dataset.line || !/\S[^\S\n]*\r?\n\s*\S/.test(text)) return;
        e.preventDefault();
        this.ask(field, 'Paste', field.dataset.line, field.value, text);
    }

    /** @param {PointerEvent} e */
    press(e) {
        const handle = /** @type {HTMLElement} */ (e.target).closest?.('.grip');
        const line = /** @type {HTMLElement | null} */ (handle?.closest('.line') ?? null);
        if (line && e.button === 0) drag(e, this.list, place => this.ask(null, 'MoveTo', line.dataset.id, place));
    }

    /** @param {string} method @param {...unknown} args */
    tell(method, ...args) {
        return this.dotnet.invokeMethodAsync(method, ...args).catch(() => { });
    }

    /**
     * Asks the server to change lines, after it has everything that was typed. Until the row to go on in is there, the
     * keyboard writes into a field out of sight, so that nobody has to wait for a new line.
     * @param {HTMLTextAreaElement | null} field @param {string} method @param {...unknown} args
     */
    async ask(field, method, ...args) {
        if (offline()) return;
        this.back = field ?? /** @type {HTMLElement} */ (document.activeElement);
        if (field && method !== 'Move' && method !== 'Duplicate') {
            this.catcher.value = '';
            this.catcher.focus();
        }
        try {
            await this.drafts.flush();
            if (await this.dotnet.invokeMethodAsync(method, ...args)) return;
        } catch {
            // The connection is gone, nothing was changed.
        }
        this.land(this.back, null);
    }

    /** A button asked the server for a new line: what is typed before its row is there goes to the field out of sight. @param {MouseEvent} e */
    adding(e) {
        if (offline() || !(e.target instanceof Element) || !e.target.closest('[data-adds]')) return;
        this.back = /** @type {HTMLElement | null} */ (document.activeElement);
        this.catcher.focus({ preventScroll: true });
    }

    /** Nothing came of what was asked: the keyboard goes back. */
    stay() {
        this.land(this.back, null);
    }

    /** A new line below. It is made here, so that typing goes on at once, whatever the server does. @param {HTMLElement} line */
    enter(line) {
        const [row, area] = [line.getBoundingClientRect(), this.root.getBoundingClientRect()];
        this.pending.style.top = `${Math.min(row.bottom, area.bottom - 60) - area.top}px`;
        this.pending.classList.add('waiting');
        this.back = /** @type {HTMLElement | null} */ (line.querySelector('textarea'));
        this.make(line.dataset.id ?? '');
    }

    /** @param {string} after the line above the new one */
    make(after) {
        const line = unused();
        this.drafts.make(line, after);
        this.catcher.dataset.made = line;
        this.catcher.value = '';
        this.catcher.focus({ preventScroll: true });
        // It is sent again until it is there.
        this.flush().catch(() => { });
    }

    /** Gives the keyboard to the new line's row as soon as that is there, with what was typed so far. */
    arrive() {
        const { made, composing } = this.catcher.dataset;
        const field = made && /** @type {HTMLTextAreaElement | null} */ (this.list.querySelector(`textarea[data-line="${made}"]`));
        if (!field || composing) return;
        const { value, selectionStart, selectionEnd } = this.catcher;
        const here = document.activeElement === this.catcher;
        delete this.catcher.dataset.made;
        this.catcher.value = '';
        this.pending.classList.remove('waiting');
        for (const before of this.pending.querySelectorAll('p')) before.remove();
        if (field.value !== value) field.value = value;
        if (!here) return;
        field.focus();
        field.setSelectionRange(selectionStart, selectionEnd);
        const text = this.pasted;
        this.pasted = undefined;
        if (text) this.ask(field, 'Paste', made, field.value, text);
        else this.catchUp();
    }

    /** Puts the keyboard into a line: its text, its number, or the one of them where it was. @param {string} line @param {number | null} caret @param {boolean | null} text */
    focus(line, caret, text) {
        // The row may have come just now, with this: its text first, then the caret in it.
        this.refresh();
        const row = /** @type {HTMLElement | null} */ (this.list.querySelector(`.line[data-id="${line}"]`));
        if (!row) {
            this.land(this.back, null);
            return;
        }
        this.window.reveal(Number(row.dataset.first));
        this.land(/** @type {HTMLElement | null} */ (row.querySelector(text ?? this.back instanceof HTMLTextAreaElement ? 'textarea' : '.number')), caret);
    }

    /** @param {HTMLElement | null} target @param {number | null} caret */
    land(target, caret) {
        const caught = document.activeElement === this.catcher;
        if (!target?.isConnected || (caught && this.catcher.dataset.made)) return;
        if (caught && this.catcher.dataset.composing) {
            this.catcher.addEventListener('compositionend', () => this.land(target, caret), { once: true });
            return;
        }
        const text = caught ? this.catcher.value : '';
        this.catcher.value = '';
        target.focus();
        if (!(target instanceof HTMLTextAreaElement)) return;
        if (caret !== null) target.setSelectionRange(caret, caret);
        if (text !== '') {
            target.setRangeText(text, target.selectionStart, target.selectionEnd, 'end');
            this.typed(target);
        }
        const pasted = this.pasted;
        this.pasted = undefined;
        if (pasted) this.ask(target, 'Paste', target.dataset.line, target.value, pasted);
        else this.catchUp();
    }

    /** Gives the keyboard to the menu of a row: arrows go through it, Escape leaves it. @param {string} line */
    async menu(line) {
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
                this.tell('CloseMenu');
                /** @type {HTMLElement | null} */ (this.list.querySelector(`.line[data-id="${line}"] .number`))?.focus();
            } else return;
            e.preventDefault();
            e.stopPropagation();
        });
    }

    /** @param {number} row */
    reveal(row) {
        this.window.reveal(row);
    }

    /** Marks what was found in a line's text. @param {string} line @param {number} start @param {number} length */
    mark(line, start, length) {
        this.refresh();
        const field = /** @type {HTMLTextAreaElement | null} */ (this.list.querySelector(`textarea[data-line="${line}"]`));
        field?.setSelectionRange(start, start + length);
    }

    /** Everything typed is with the server. */
    flush() {
        return this.drafts.flush();
    }
}

/** @param {HTMLElement} root @param {DotNet} dotnet */
export function attach(root, dotnet) {
    for (const type of ['compositionstart', 'compositionend']) {
        root.addEventListener(type, e => {
            const field = /** @type {HTMLElement} */ (e.target);
            if (type === 'compositionstart') field.dataset.composing = 'yes';
            else delete field.dataset.composing;
        }, { capture: true });
    }
    return new Script(root, sure(dotnet));
}
