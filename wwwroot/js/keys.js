// @ts-check
/**
 * All keyboard shortcuts of the studio in one table. A module that can do an action says so with `on`; the help window
 * shows the table with `rows` and changes it with `rebind`. What the user changed is kept in this browser.
 */

/** @typedef {{ id: string, group: 'preview' | 'timeline' | 'page', keys: string[], inText?: boolean }} Shortcut */

/** @type {readonly Shortcut[]} */
const TABLE = [
    { id: 'play', group: 'preview', keys: ['Space'] },
    { id: 'reverse', group: 'preview', keys: ['J'] },
    { id: 'pause', group: 'preview', keys: ['K'] },
    { id: 'forward', group: 'preview', keys: ['L'] },
    { id: 'frameBack', group: 'preview', keys: [','] },
    { id: 'frameOn', group: 'preview', keys: ['.'] },
    { id: 'secondBack', group: 'preview', keys: ['ArrowLeft'] },
    { id: 'secondOn', group: 'preview', keys: ['ArrowRight'] },
    { id: 'secondsBack', group: 'preview', keys: ['Shift+ArrowLeft'] },
    { id: 'secondsOn', group: 'preview', keys: ['Shift+ArrowRight'] },
    { id: 'toStart', group: 'preview', keys: ['Home'] },
    { id: 'toEnd', group: 'preview', keys: ['End'] },
    { id: 'slower', group: 'preview', keys: ['['] },
    { id: 'faster', group: 'preview', keys: [']'] },
    { id: 'loop', group: 'preview', keys: ['R'] },
    { id: 'markIn', group: 'preview', keys: ['I'] },
    { id: 'markOut', group: 'preview', keys: ['O'] },
    { id: 'clearMarks', group: 'preview', keys: ['Alt+X'] },
    { id: 'captions', group: 'preview', keys: ['C'] },
    { id: 'fullScreen', group: 'preview', keys: ['F'] },
    { id: 'clipBefore', group: 'timeline', keys: ['ArrowUp'] },
    { id: 'clipAfter', group: 'timeline', keys: ['ArrowDown'] },
    { id: 'selectAll', group: 'timeline', keys: ['Ctrl+A'] },
    { id: 'selectNone', group: 'timeline', keys: ['Escape'] },
    { id: 'nudgeBack', group: 'timeline', keys: ['Alt+ArrowLeft'] },
    { id: 'nudgeOn', group: 'timeline', keys: ['Alt+ArrowRight'] },
    { id: 'trimStart', group: 'timeline', keys: ['Q'] },
    { id: 'trimEnd', group: 'timeline', keys: ['W'] },
    { id: 'split', group: 'timeline', keys: ['S'] },
    { id: 'merge', group: 'timeline', keys: ['M'] },
    { id: 'duplicate', group: 'timeline', keys: ['Ctrl+D'] },
    { id: 'delete', group: 'timeline', keys: ['Delete', 'Backspace'] },
    { id: 'deleteGap', group: 'timeline', keys: ['Shift+Delete', 'Shift+Backspace'] },
    { id: 'splitCaret', group: 'timeline', keys: ['Alt+Enter'], inText: true },
    { id: 'fadeIn', group: 'timeline', keys: ['Shift+I'] },
    { id: 'fadeOut', group: 'timeline', keys: ['Shift+O'] },
    { id: 'lock', group: 'timeline', keys: ['Shift+L'] },
    { id: 'snap', group: 'timeline', keys: ['N'] },
    { id: 'zoomIn', group: 'timeline', keys: ['+', '='] },
    { id: 'zoomOut', group: 'timeline', keys: ['-'] },
    { id: 'fit', group: 'timeline', keys: ['0'] },
    { id: 'audition', group: 'page', keys: ['A'] },
    { id: 'undo', group: 'page', keys: ['Ctrl+Z'], inText: true },
    { id: 'redo', group: 'page', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], inText: true },
    { id: 'nextPane', group: 'page', keys: ['F6'], inText: true },
    { id: 'paneBefore', group: 'page', keys: ['Shift+F6'], inText: true },
    { id: 'nextProblem', group: 'page', keys: ['F8'], inText: true },
    { id: 'problemBefore', group: 'page', keys: ['Shift+F8'], inText: true },
    { id: 'putHere', group: 'page', keys: ['P'] },
    { id: 'render', group: 'page', keys: ['Ctrl+Enter'], inText: true },
    { id: 'help', group: 'page', keys: ['?'] },
];

const KEPT = 'keys';
const TEXT = 'input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=listbox]:not(.tl-scroll), [role=menu]';

/** What the user changed. @returns {Record<string, string[]>} */
function changed() {
    try {
        return JSON.parse(localStorage.getItem(KEPT) ?? '{}');
    } catch {
        return {};
    }
}

/** The table as it is now. @returns {Shortcut[]} */
export function rows() {
    const mine = changed();
    return TABLE.map(row => ({ ...row, keys: mine[row.id] ?? row.keys }));
}

/** @type {Map<string, string>} */
let actions = new Map();
const read = () => { actions = new Map(rows().flatMap(row => row.keys.map(key => [key, row.id]))); };
read();

/** Gives an action another key; the action that had it loses it. @param {string} id @param {string} key */
export function rebind(id, key) {
    const mine = changed();
    for (const row of rows()) if (row.id !== id && row.keys.includes(key)) mine[row.id] = row.keys.filter(k => k !== key);
    mine[id] = [key];
    localStorage.setItem(KEPT, JSON.stringify(mine));
    read();
    return rows();
}

/** Gives every action its first keys back. */
export function reset() {
    localStorage.removeItem(KEPT);
    read();
    return rows();
}

/** Ends the waiting for a key. @type {(() => void) | null} */
let waiting = null;

/** Nobody waits for a key any more. */
export function release() {
    waiting?.();
}

/** The next key that is pressed; empty for Escape and when nobody waits any more. @returns {Promise<string>} */
export function capture() {
    release();
    return new Promise(done => {
        const end = (/** @type {string} */ key) => {
            window.removeEventListener('keydown', pressed, true);
            waiting = null;
            done(key);
        };
        waiting = () => end('');
        /** @param {KeyboardEvent} e */
        const pressed = e => {
            e.preventDefault();
            e.stopImmediatePropagation();
            if (['Shift', 'Control', 'Alt', 'Meta'].includes(e.key)) return;
            end(e.key === 'Escape' ? '' : spell(e));
        };
        window.addEventListener('keydown', pressed, true);
    });
}

/**
 * A key as the table spells it. Letters go by their place on the keyboard where an input method (한글, かな) makes other
 * signs of them, so that shortcuts work whatever is switched on.
 * @param {KeyboardEvent} e
 */
export function spell(e) {
    const held = (e.ctrlKey || e.metaKey ? 'Ctrl+' : '') + (e.altKey ? 'Alt+' : '');
    if (e.key === ' ' || e.code === 'Space') return held + (e.shiftKey ? 'Shift+' : '') + 'Space';
    const latin = e.key.length === 1 && e.key > ' ' && e.key <= '~';
    const letter = /^[a-z]$/i.test(e.key) ? e.key.toUpperCase() : !latin && /^Key[A-Z]$/.test(e.code) ? e.code[3] : '';
    if (letter) return held + (e.shiftKey ? 'Shift+' : '') + letter;
    if (latin) return held + e.key;
    const sign = /** @type {Record<string, [string, string]>} */ ({ Comma: [',', '<'], Period: ['.', '>'], Slash: ['/', '?'], BracketLeft: ['[', '{'], BracketRight: [']', '}'] })[e.code];
    if (sign && e.key.length === 1) return held + sign[e.shiftKey ? 1 : 0];
    return held + (e.shiftKey ? 'Shift+' : '') + e.key;
}

/** @type {Map<string, Set<() => unknown>>} */
const handlers = new Map();

/** Says who does an action; the result takes it back. @param {string} id @param {() => unknown} handler */
export function on(id, handler) {
    const all = handlers.get(id) ?? new Set();
    handlers.set(id, all.add(handler));
    return () => { all.delete(handler); };
}

/** Does an action. False when nobody can: a handler that leaves the key to the browser answers false. @param {string} id */
export function act(id) {
    let done = false;
    for (const handler of handlers.get(id) ?? []) done = handler() !== false || done;
    return done;
}

/**
 * Tips name the first keys, in brackets at their end; before one is read, it gets the keys as they are now.
 * @param {Event} e
 */
function name(e) {
    const button = e.target instanceof Element ? e.target.closest('[data-action], [data-shortcut]') : null;
    if (!(button instanceof HTMLElement)) return;
    const row = rows().find(r => r.id === (button.dataset.shortcut ?? button.dataset.action));
    if (!row) return;
    const keys = row.keys[0]?.replace(/Arrow(Left|Right|Up|Down)$/, (_, to) => ({ Left: '←', Right: '→', Up: '↑', Down: '↓' })[/** @type {'Left'} */ (to)]).replace(/^-$/, '−') ?? '–';
    for (const attribute of ['title', 'aria-label']) {
        const said = button.getAttribute(attribute);
        const now = said?.replace(/([(（])[^()（）]+([)）])$/, (_, open, close) => open + keys + close);
        if (now && now !== said) button.setAttribute(attribute, now);
    }
}

for (const type of ['pointerover', 'focusin']) document.addEventListener(type, name, { capture: true });

/** The button that has the focus by a click: a key makes :focus-visible of it before anybody can ask. @type {Element | null} */
let clicked = null;
document.addEventListener('pointerdown', e => { clicked = e.target instanceof Element ? e.target.closest('button, a, summary, [role=button], [role=menuitem]') : null; }, { capture: true });
document.addEventListener('keydown', e => { if (e.key === 'Tab') clicked = null; }, { capture: true });

document.addEventListener('keydown', e => {
    if (e.defaultPrevented || e.isComposing) return;
    const id = actions.get(spell(e));
    if (!id) return;
    const target = /** @type {HTMLElement} */ (e.target);
    if (target.closest(TEXT) && !TABLE.find(row => row.id === id)?.inText) return;
    // A focused button takes what presses it, a slider what moves it.
    const button = /** @type {HTMLElement | null} */ (target.closest('button, a, summary, [role=button], [role=menuitem]'));
    if (button && (e.key === ' ' || e.key === 'Enter') && !e.ctrlKey) {
        // One that was clicked keeps the focus, and Space means the video all the same; who came with the keyboard presses the button.
        if (e.key === 'Enter' || button !== clicked || id !== 'play') return;
        button.blur();
    }
    if (e.key.startsWith('Arrow') && target.closest('input[type=range]')) return;
    if (act(id)) e.preventDefault();
});
