// @ts-check
/**
 * What was typed and is not saved yet: texts, and the lines that Enter made for them. It goes to the server within a quarter
 * of a second and stays in localStorage until it is there, so that neither a lost connection nor a reload loses a keystroke.
 */

/** @typedef {{ invokeMethodAsync(method: string, ...args: unknown[]): Promise<any> }} DotNet */
/**
 * What was typed; what of it is on its way to the server, and whether the server has shown that already, which it may before it answers.
 * @typedef {{ text: string, timer: number, sending: Promise<void> | null, underway: string | null, echoed: boolean }} Draft
 */

const PAUSE = 150;
const AGAIN = 1000;
const REFUSED = 5000;
/** Characters that are not even sent. */
const FAR = 1_500_000;
const PREFIX = 'draft:';
const MADE = 'line:';

export class Drafts {
    /** @param {DotNet} dotnet @param {string} project */
    constructor(dotnet, project) {
        this.dotnet = dotnet;
        this.project = project;
        /** Lines that were made here and that the server has not acknowledged, and the line that each follows. @type {Map<string, { after: string, telling: Promise<void> | null }>} */
        this.made = new Map();
        /** Lines with text that the server has not acknowledged. @type {Map<string, Draft>} */
        this.unsaved = new Map();
        /** Lines that the server did not take, and why. @type {Map<string, string>} */
        this.refused = new Map();
        /** What the server has got of each line: its last text, and earlier ones that may still be on their way back. @type {Map<string, { latest: string, older: Set<string> }>} */
        this.sent = new Map();
        // What an earlier page could not send, of lines that may not be in sight. A new line waits for its own project.
        const elsewhere = new Set();
        for (const line of kept(MADE)) {
            const { of, after } = JSON.parse(localStorage.getItem(MADE + line) ?? '{}');
            if (of === project) this.made.set(line, { after, telling: null });
            else elsewhere.add(line);
        }
        for (const line of kept(PREFIX)) if (!elsewhere.has(line)) this.put(line, localStorage.getItem(PREFIX + line) ?? '');
        this.show();
    }

    dispose() {
        for (const { timer } of this.unsaved.values()) clearTimeout(timer);
        this.unsaved.clear();
    }

    /** Takes in a new line. @param {string} line @param {string} after */
    make(line, after) {
        localStorage.setItem(MADE + line, JSON.stringify({ of: this.project, after }));
        this.made.set(line, { after, telling: null });
        this.sent.set(line, { latest: '', older: new Set() });
        this.put(line, '');
    }

    /** The text that the user is ahead of the server with. @param {string} line @returns {string | undefined} */
    of(line) {
        return this.unsaved.get(line)?.text;
    }

    /** Takes in what the server shows of a line: once that is what this page is sending, nothing older can follow. @param {string} line @param {string} text */
    echo(line, text) {
        const entry = this.unsaved.get(line);
        if (entry?.underway !== text) return;
        entry.echoed = true;
        this.sent.get(line)?.older.clear();
    }

    /** Whether a text that comes from the server is one that this page sent and has sent a newer one since. @param {string} line @param {string} text */
    outdated(line, text) {
        const sent = this.sent.get(line);
        if (text === sent?.latest) sent.older.clear();
        return sent?.older.has(text) ?? false;
    }

    /** Takes in what a line says now. @param {string} line @param {string} text */
    put(line, text) {
        try {
            localStorage.setItem(PREFIX + line, text);
        } catch {
            // More than a browser keeps: it stays in the page and goes to the server from there.
        }
        const entry = this.unsaved.get(line) ?? { text: '', timer: 0, sending: null, underway: null, echoed: false };
        entry.text = text;
        this.unsaved.set(line, entry);
        this.show();
        clearTimeout(entry.timer);
        entry.timer = setTimeout(() => this.send(line), PAUSE);
    }

    /** Sends everything at once, before anything that is asked of the server after this; done when it has it. Fails when it cannot be reached. */
    async flush() {
        await Promise.all([...this.unsaved.keys()].map(line => this.send(line)));
        // What was on its way already may have been followed by more.
        await Promise.all([...this.unsaved.keys()].map(line => this.send(line)));
        if (this.unsaved.size > 0) throw new Error('not saved');
    }

    /** @param {string} line */
    send(line) {
        const entry = this.unsaved.get(line);
        if (!entry) return Promise.resolve();
        entry.sending ??= this.sendNow(line, entry).finally(() => { entry.sending = null; });
        return entry.sending;
    }

    /** @param {string} line @param {Draft} entry */
    async sendNow(line, entry) {
        clearTimeout(entry.timer);
        let text = entry.text;
        try {
            if (this.made.has(line)) {
                await this.tell(line);
                text = entry.text;
            }
            entry.underway = text;
            entry.echoed = false;
            // One message must not take the connection down.
            const why = text.length > FAR ? tooLong() : await this.dotnet.invokeMethodAsync('SaveText', line, text);
            this.say(line, why);
            if (why) {
                entry.underway = null;
                entry.timer = setTimeout(() => this.send(line), REFUSED);
                this.show();
                return;
            }
            const sent = this.sent.get(line);
            this.sent.set(line, { latest: text, older: new Set(sent && !entry.echoed ? [...sent.older, sent.latest] : []) });
            entry.underway = null;
            if (entry.text === text) {
                this.unsaved.delete(line);
                localStorage.removeItem(PREFIX + line);
            } else {
                entry.timer = setTimeout(() => this.send(line), 0);
            }
        } catch {
            // The connection is gone: the draft stays, and is sent again here or after the reload.
            entry.timer = setTimeout(() => this.send(line), AGAIN);
        }
        this.show();
    }

    /** Makes a line on the server, after the one that it follows. @param {string} line @returns {Promise<void>} */
    tell(line) {
        const made = this.made.get(line);
        if (!made) return Promise.resolve();
        made.telling ??= (async () => {
            await this.tell(made.after);
            await this.dotnet.invokeMethodAsync('Insert', line, made.after);
            this.made.delete(line);
            localStorage.removeItem(MADE + line);
        })().finally(() => { made.telling = null; });
        return made.telling;
    }

    /** Says why a line is not saved, or that nothing keeps it any more. @param {string} line @param {string | null | undefined} why */
    say(line, why) {
        if (why) this.refused.set(line, why);
        else this.refused.delete(line);
        const place = document.querySelector('.studio .why');
        if (place) place.textContent = [...this.refused.values()][0] ?? '';
    }

    show() {
        document.documentElement.dataset.saved = this.unsaved.size === 0 ? 'yes' : 'no';
    }
}

const tooLong = () => /** @type {HTMLElement | null} */ (document.querySelector('.studio .why'))?.dataset.tooLong ?? '!';

/** What localStorage has under a prefix. @param {string} prefix */
const kept = prefix => Object.keys(localStorage).filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length));
