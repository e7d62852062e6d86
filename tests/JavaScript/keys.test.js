// Shortcuts work whatever input method is switched on.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const kept = new Map();
globalThis.localStorage = { getItem: k => kept.get(k) ?? null, setItem: (k, v) => kept.set(k, v), removeItem: k => kept.delete(k) };
globalThis.window = { addEventListener() { }, removeEventListener() { } };
globalThis.document = { addEventListener() { } };
const { act, on, rebind, reset, rows, spell } = await import('../../wwwroot/js/keys.js');

const press = (key, code, more = {}) => spell({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test('letters go by their place where an input method makes other signs of them', () => {
    assert.equal(press('ㅋ', 'KeyZ', { ctrlKey: true }), 'Ctrl+Z');
    assert.equal(press('つ', 'KeyZ', { metaKey: true, shiftKey: true }), 'Ctrl+Shift+Z');
    assert.equal(press('z', 'KeyY'), 'Z'); // a German keyboard: by what is written on the key
    assert.equal(press(' ', 'Space'), 'Space');
    assert.equal(press('　', 'Space'), 'Space'); // the wide space of Japanese
    assert.equal(press('、', 'Comma'), ',');
    assert.equal(press('F8', 'F8', { shiftKey: true }), 'Shift+F8');
});

test('no two actions have the same key, and one that is given away is lost by the other', () => {
    const all = rows().flatMap(r => r.keys);
    assert.equal(new Set(all).size, all.length);
    const [one, two] = rows().filter(r => r.keys.length > 0);
    const now = rebind(two.id, one.keys[0]);
    assert.deepEqual(now.find(r => r.id === two.id)?.keys, [one.keys[0]]);
    assert.ok(!now.find(r => r.id === one.id)?.keys.includes(one.keys[0]));
    assert.deepEqual(reset().find(r => r.id === one.id)?.keys, one.keys);
});

test('a handler that leaves the key to the browser has not acted, and one that is gone is not asked', () => {
    let asked = 0;
    const off = on('test', () => { asked++; return false; });
    assert.equal(act('test'), false);
    off();
    assert.equal(act('test'), false);
    assert.equal(asked, 1);
    assert.equal(act('nobody'), false);
});
