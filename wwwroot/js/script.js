// @ts-check
/**
 * The script pane in the browser. Its text fields belong to the browser, so that no answer of the server ever gets between
 * the user and an input method; keys that change lines become one message to the server each.
 */

import { Drafts } from './script/drafts.js';
import { Keys } from './script/keys.js';
import { rowMenu } from './script/menu.js';
import { Window } from './script/window.js';
import { drag } from './script/drag.js';
import { sure } from './connection.js';
import { on } from './keys.js';

/** @typedef {import('./script/drafts.js').DotNet} DotNet */

const offline = () => document.documentElement.dataset.connection === 'off';

/** A key for a new line: a random UUID (RFC 9562, 5.4). crypto.randomUUID is kept from pages that come without encryption. */
function unused() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    return [...bytes].map((byte, i) => ([4, 6, 8, 10].includes(i) ? '-' : '') + byte.toString(16).padStart(2, '0')).join('');
}

export class Script {
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
        /** Rows that were pasted before there was a row for them. @type {string | undefined} */
        this.pasted = undefined;
        this.stop = new AbortController();
        const { signal } = this.stop;
        root.addEventListener('input', e => this.typed(e.target), { signal });
        root.addEventListener('paste', e => this.paste(e), { signal });
        root.addEventListener('pointerdown', e => this.press(e), { signal });
        root.addEventListener('click', e => this.adding(e), { signal });
        root.addEventListener('compositionend', () => this.arrive(), { signal });
        this.keys = new Keys(this, signal);
        for (const [id, handler] of /** @type {[string, () => unknown][]} */ ([['splitCaret', () => this.split()], ['nextProblem', () => this.tell('NextProblem', 1)], ['problemBefore', () => this.tell('NextProblem', -1)], ['putHere', () => this.putHere()]]))
            signal.addEventListener('abort', on(id, handler));
        document.addEventListener('studio:flush', e => { /** @type {CustomEvent<Promise<void>[]>} */ (e).detail.push(this.flush()); }, { signal });
        this.watcher = new MutationObserver(() => this.refresh());
        this.watcher.observe(this.list, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-text', 'data-count'] });
        // While the server is away nothing but new lines can be asked of it: what is typed goes on where it was.
        this.connection = new MutationObserver(() => { if (offline() && document.activeElement === this.catcher) this.land(this.back, null); });
        this.connection.observe(document.documentElement, { attributeFilter: ['data-connection'] });
        this.refresh();
        root.dataset.ready = 'yes';
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
        else this.keys.catchUp();
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
        else this.keys.catchUp();
    }

    /** Asked by the server: the menu of a row is open. @param {string} line */
    menu(line) {
        return rowMenu(this.list, line, () => this.tell('CloseMenu'));
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
