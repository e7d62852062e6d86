// @ts-check
/**
 * The script's text fields. They belong to the browser, so that no answer of the server ever gets between the user and an
 * input method: what is typed goes to the server within a quarter of a second, and stays in localStorage until it is there.
 */

/** @typedef {{ invokeMethodAsync(method: string, ...args: unknown[]): Promise<unknown> }} DotNet */

const PAUSE = 150;
const AGAIN = 1000;

/** @param {string} line */
const draftOf = line => `draft:${line}`;

class Fields {
    /** @param {HTMLElement} root @param {DotNet} dotnet */
    constructor(root, dotnet) {
        this.root = root;
        this.dotnet = dotnet;
        /** Lines with text that the server has not acknowledged. @type {Map<string, { text: string, timer: number, sending: boolean }>} */
        this.unsaved = new Map();
        this.onInput = (/** @type {Event} */ e) => this.typed(/** @type {HTMLTextAreaElement} */ (e.target));
        this.onKey = (/** @type {KeyboardEvent} */ e) => this.key(e);
        root.addEventListener('input', this.onInput);
        root.addEventListener('keydown', this.onKey);
        this.onFlush = () => this.flush();
        document.addEventListener('studio:flush', this.onFlush);
        this.watcher = new MutationObserver(() => this.refresh());
        this.watcher.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-text'] });
        this.refresh();
        this.restore();
    }

    dispose() {
        this.watcher.disconnect();
        this.root.removeEventListener('input', this.onInput);
        this.root.removeEventListener('keydown', this.onKey);
        document.removeEventListener('studio:flush', this.onFlush);
        for (const { timer } of this.unsaved.values()) clearTimeout(timer);
    }

    fields() {
        return /** @type {NodeListOf<HTMLTextAreaElement>} */ (this.root.querySelectorAll('textarea[data-line]'));
    }

    /** Shows what the server has, except where the user is ahead of it. */
    refresh() {
        for (const field of this.fields()) {
            const text = field.dataset.text ?? '';
            if (!this.unsaved.has(field.dataset.line ?? '') && field.value !== text) field.value = text;
            this.fit(field);
        }
    }

    /** Sends what an earlier page could not. */
    restore() {
        for (const field of this.fields()) {
            const draft = localStorage.getItem(draftOf(field.dataset.line ?? ''));
            if (draft === null) continue;
            field.value = draft;
            this.typed(field);
        }
    }

    /** @param {HTMLTextAreaElement} field */
    typed(field) {
        const line = field.dataset?.line;
        if (!line) return;
        this.fit(field);
        localStorage.setItem(draftOf(line), field.value);
        const entry = this.unsaved.get(line) ?? { text: '', timer: 0, sending: false };
        entry.text = field.value;
        this.unsaved.set(line, entry);
        this.state();
        clearTimeout(entry.timer);
        entry.timer = setTimeout(() => this.save(line), PAUSE);
    }

    /** Sends what is typed now, without waiting for the pause. */
    flush() {
        for (const [line, entry] of this.unsaved) {
            clearTimeout(entry.timer);
            this.save(line);
        }
    }

    /** @param {string} line */
    async save(line) {
        const entry = this.unsaved.get(line);
        if (!entry || entry.sending) return;
        const text = entry.text;
        entry.sending = true;
        try {
            await this.dotnet.invokeMethodAsync('SaveText', line, text);
            if (entry.text === text) {
                this.unsaved.delete(line);
                localStorage.removeItem(draftOf(line));
            } else {
                entry.timer = setTimeout(() => this.save(line), 0);
            }
        } catch {
            // The connection is gone: the draft stays, and is sent again here or after the reload.
            entry.timer = setTimeout(() => this.save(line), AGAIN);
        } finally {
            entry.sending = false;
            this.state();
        }
    }

    state() {
        document.documentElement.dataset.saved = this.unsaved.size === 0 ? 'yes' : 'no';
    }

    /** Grows with its text. @param {HTMLTextAreaElement} field */
    fit(field) {
        field.style.height = 'auto';
        field.style.height = `${field.scrollHeight}px`;
    }

    /** Enter goes to the next line or makes one; the arrows leave a field at its edge. @param {KeyboardEvent} e */
    key(e) {
        const field = /** @type {HTMLTextAreaElement} */ (e.target);
        const line = field.dataset?.line;
        if (!line || e.isComposing) return;
        const all = [...this.fields()];
        const at = all.indexOf(field);
        if (e.key === 'Enter' && !e.shiftKey && !e.ctrlKey && !e.metaKey) {
            e.preventDefault();
            if (all[at + 1]) all[at + 1].focus();
            else this.dotnet.invokeMethodAsync('AddLine').catch(() => { });
        } else if (e.key === 'ArrowUp' && field.selectionStart === 0 && all[at - 1]) {
            e.preventDefault();
            all[at - 1].focus();
        } else if (e.key === 'ArrowDown' && field.selectionEnd === field.value.length && all[at + 1]) {
            e.preventDefault();
            all[at + 1].focus();
        }
    }
}

/** @param {HTMLElement} root @param {DotNet} dotnet */
export function attach(root, dotnet) {
    return new Fields(root, dotnet);
}

/** Puts the cursor into a line once it is there. @param {string} line */
export function focus(line) {
    const field = /** @type {HTMLTextAreaElement | null} */ (document.querySelector(`textarea[data-line="${line}"]`));
    field?.focus();
    field?.scrollIntoView({ block: 'nearest' });
}
