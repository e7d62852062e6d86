// @ts-check
/** The keys of the script: in a text, on a row, and those that are pressed before the server has made a row for them. */

/** @typedef {Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>} Key */
/** @typedef {import('../script.js').Script} Script */

export class Keys {
    /** @param {Script} script @param {AbortSignal} signal */
    constructor(script, signal) {
        this.script = script;
        /** Keys that were pressed before there was a row for them. @type {Key[]} */
        this.waiting = [];
        script.root.addEventListener('keydown', e => this.pressed(e), { signal });
        document.addEventListener('keydown', e => this.page(e), { signal, capture: true });
    }

    /** @param {KeyboardEvent} e */
    pressed(e) {
        if (e.isComposing || e.defaultPrevented) return;
        const target = /** @type {HTMLElement} */ (e.target);
        if (e.key === 'Escape' && target.closest('.many')) {
            // Back from the bar of many to the row.
            /** @type {HTMLElement | null} */ (this.script.list.querySelector('.line.selected .number'))?.focus();
            e.preventDefault();
            e.stopPropagation();
            return;
        }
        const line = /** @type {HTMLElement | null} */ (target.closest('.line'));
        if (!line && target !== this.script.catcher) return;
        const done = !line ? this.early(e)
            : target instanceof HTMLTextAreaElement ? this.text(e, target, line)
            : target.classList.contains('number') ? this.row(e, line) : false;
        // What a row does with a key, the timeline does not do too.
        if (done) {
            e.preventDefault();
            e.stopPropagation();
        }
    }

    /** Keys for a row that is not there yet: letters go into the field out of sight, others wait. @param {KeyboardEvent} e */
    early(e) {
        if (['Shift', 'Control', 'Alt', 'Meta'].includes(e.key)) return false;
        const { value, selectionStart: from, selectionEnd: to, dataset } = this.script.catcher;
        const ctrl = e.ctrlKey || e.metaKey;
        const plain = !ctrl && !e.altKey && !e.shiftKey;
        if (this.waiting.length === 0 && e.key === 'Enter' && plain && dataset.made) {
            const before = document.createElement('p');
            before.textContent = value;
            this.script.catcher.before(before);
            this.script.make(dataset.made);
            return true;
        }
        const wait = this.waiting.length > 0 || ['Escape', 'Tab'].includes(e.key) || (ctrl && e.code === 'KeyD') || (e.altKey && e.key.startsWith('Arrow'))
            || (e.key === 'Enter' && !e.shiftKey && !ctrl) || (e.key === 'Backspace' && to === 0)
            || (e.key === 'Delete' && from === value.length) || (e.key === 'ArrowUp' && from === 0) || (e.key === 'ArrowDown' && to === value.length);
        if (!wait) return false;
        this.waiting.push({ key: e.key, code: e.code, ctrlKey: ctrl, metaKey: false, altKey: e.altKey, shiftKey: e.shiftKey });
        return true;
    }

    /** Does what was pressed while the row was on its way, up to the next that has to be waited for. */
    catchUp() {
        for (let key = this.waiting.shift(); key; key = this.waiting.shift()) {
            const field = document.activeElement;
            const line = /** @type {HTMLElement | null | undefined} */ (field?.closest('.line'));
            if (!(field instanceof HTMLTextAreaElement) || !line) {
                // The one before has to be waited for, or has left the text.
                this.waiting = field === this.script.catcher ? [key, ...this.waiting] : [];
                return;
            }
            if (this.text(key, field, line) || key.ctrlKey || key.altKey) continue;
            const [from, to] = [field.selectionStart, field.selectionEnd];
            if (key.key.length === 1 || key.key === 'Enter') field.setRangeText(key.key.length === 1 ? key.key : '\n', from, to, 'end');
            else if (key.key === 'Backspace') field.setRangeText('', from === to ? Math.max(0, from - 1) : from, to, 'end');
            else continue;
            this.script.typed(field);
        }
    }

    /** Keys inside a text. @param {Key} e @param {HTMLTextAreaElement} field @param {HTMLElement} line */
    text(e, field, line) {
        const { id } = line.dataset;
        const ctrl = e.ctrlKey || e.metaKey;
        const [from, to] = [field.selectionStart, field.selectionEnd];
        if (e.key === 'Enter' && !e.shiftKey && !e.altKey) {
            // Ctrl+Enter renders, here as everywhere.
            if (ctrl) return false;
            this.script.enter(line);
        } else if (e.key === 'Backspace' && from === 0 && to === 0 && !ctrl && line.dataset.first !== '0') {
            this.script.ask(field, 'Merge', id, field.value);
        } else if (e.key === 'Delete' && from === field.value.length && !ctrl) {
            this.script.ask(field, 'MergeNext', id, field.value);
        } else if (e.altKey && (e.key === 'ArrowUp' || e.key === 'ArrowDown')) {
            this.script.ask(field, 'Move', id, e.key === 'ArrowUp' ? -1 : 1);
        } else if (e.key === 'ArrowUp' && from === 0 && !e.shiftKey) {
            return this.go(line, -1, 'textarea');
        } else if (e.key === 'ArrowDown' && to === field.value.length && !e.shiftKey) {
            return this.go(line, 1, 'textarea');
        } else if (ctrl && e.code === 'KeyD') {
            this.script.ask(field, 'Duplicate', id);
        } else if (e.key === 'Escape') {
            /** @type {HTMLElement | null} */ (line.querySelector('.number'))?.focus();
        } else {
            return false;
        }
        return true;
    }

    /** Keys on a row's number, where whole rows are chosen. @param {KeyboardEvent} e @param {HTMLElement} line */
    row(e, line) {
        const { id } = line.dataset;
        const ctrl = e.ctrlKey || e.metaKey;
        const step = e.key === 'ArrowUp' ? -1 : e.key === 'ArrowDown' ? 1 : e.key === 'PageUp' ? -8 : e.key === 'PageDown' ? 8 : 0;
        if (step !== 0 && e.altKey) this.script.ask(null, 'Move', id, step);
        else if (step !== 0) this.script.tell('Step', id, step, e.shiftKey);
        else if (e.key === 'Home' || e.key === 'End') this.script.tell('Step', id, e.key === 'Home' ? -1e6 : 1e6, e.shiftKey);
        else if (ctrl && e.code === 'KeyA') this.script.tell('SelectAll');
        else if (ctrl && e.code === 'KeyD') this.script.ask(null, 'Duplicate', id);
        else if (e.key === 'Delete' || e.key === 'Backspace') this.script.ask(null, 'Delete', id);
        else if (e.key === 'Enter' && this.many()) this.many()?.focus();
        else if (e.key === 'Enter' || e.key === 'F2') line.querySelector('textarea')?.focus();
        else if (e.key === 'ContextMenu' || (e.shiftKey && e.key === 'F10')) /** @type {HTMLElement | null} */ (line.querySelector('.more'))?.click();
        else if (e.key === 'Escape') this.script.tell('SelectNone');
        else return false;
        return true;
    }

    /** Where the keyboard goes in the bar of several chosen lines; null when there is none. */
    many() {
        return /** @type {HTMLElement | null} */ (this.script.root.querySelector('.many :is(input, select, button):not(:disabled)'));
    }

    /** Find and replace answer wherever the keyboard is. @param {KeyboardEvent} e */
    page(e) {
        const ctrl = (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey;
        if (!ctrl || (e.code !== 'KeyF' && e.code !== 'KeyH') || document.querySelector('.mud-dialog')) return;
        e.preventDefault();
        e.stopPropagation();
        this.script.tell('Find', e.code === 'KeyH');
    }

    /** Goes to a neighbour's same field. @param {HTMLElement} line @param {number} step @param {string} field */
    go(line, step, field) {
        const next = /** @type {HTMLElement | null} */ (this.script.list.querySelector(`.line[data-first="${Number(line.dataset.first) + step}"] ${field}`));
        next?.focus();
        return next !== null;
    }
}
