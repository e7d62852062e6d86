// What is typed is never lost: texts wait in the browser until the server has them.
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';

/** localStorage as browsers have it: its keys are its own. */
class Kept {
    getItem(key) { return Object.hasOwn(this, key) ? this[key] : null; }
    setItem(key, value) { this[key] = String(value); }
    removeItem(key) { delete this[key]; }
}

globalThis.document = { querySelector: () => null, documentElement: { dataset: {} } };
globalThis.localStorage = new Kept();
const { Drafts } = await import('../../wwwroot/js/script/drafts.js');

const keys = () => Object.keys(localStorage);
const saved = () => document.documentElement.dataset.saved;

beforeEach(() => { globalThis.localStorage = new Kept(); });

test('a text is in the browser before it is sent, and leaves it when the server has it', async () => {
    const told = [];
    const drafts = new Drafts({ invokeMethodAsync: async (...call) => { told.push(call); return null; } }, 'p');
    drafts.put('1', '안녕');
    assert.equal(localStorage.getItem('draft:1'), '안녕');
    assert.equal(saved(), 'no');
    await drafts.flush();
    assert.deepEqual(told, [['SaveText', '1', '안녕']]);
    assert.deepEqual(keys(), []);
    assert.equal(saved(), 'yes');
    drafts.dispose();
});

test('without a connection the text stays, is never called saved, and a page that is opened later sends it', async () => {
    const broken = new Drafts({ invokeMethodAsync: () => Promise.reject(new Error('gone')) }, 'p');
    broken.put('1', '잃지 마세요');
    await assert.rejects(broken.flush());
    assert.equal(saved(), 'no');
    assert.equal(localStorage.getItem('draft:1'), '잃지 마세요');
    broken.dispose();
    const told = [];
    const later = new Drafts({ invokeMethodAsync: async (...call) => { told.push(call); return null; } }, 'p');
    await later.flush();
    assert.deepEqual(told, [['SaveText', '1', '잃지 마세요']]);
    later.dispose();
});

test('a line that was made here is made on the server before its text is saved, after the line that it follows', async () => {
    const told = [];
    const drafts = new Drafts({ invokeMethodAsync: async (...call) => { told.push(call); return null; } }, 'p');
    drafts.make('2', '1');
    drafts.make('3', '2');
    drafts.put('3', 'c');
    await drafts.flush();
    const order = told.filter(c => c[0] === 'Insert').map(c => c[1]);
    assert.deepEqual(order, ['2', '3']);
    assert.ok(told.findIndex(c => c[0] === 'Insert' && c[1] === '3') < told.findIndex(c => c[0] === 'SaveText' && c[1] === '3'));
    assert.deepEqual(keys(), []);
    drafts.dispose();
});

test('a new line of another project waits for its own page', () => {
    localStorage.setItem('line:9', JSON.stringify({ of: 'other', after: '8' }));
    localStorage.setItem('draft:9', 'x');
    const drafts = new Drafts({ invokeMethodAsync: async () => null }, 'p');
    assert.equal(drafts.of('9'), undefined);
    assert.equal(localStorage.getItem('draft:9'), 'x');
    drafts.dispose();
});

test('what the server refuses is kept and not called saved', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const drafts = new Drafts({ invokeMethodAsync: async () => 'too long' }, 'p');
    drafts.put('1', 'x');
    await assert.rejects(drafts.flush());
    assert.deepEqual([...drafts.refused], [['1', 'too long']]);
    assert.equal(localStorage.getItem('draft:1'), 'x');
    assert.equal(saved(), 'no');
    drafts.dispose();
    mock.timers.reset();
});

test('an older text that comes back from the server does not take the place of a newer one', async () => {
    const drafts = new Drafts({ invokeMethodAsync: async () => null }, 'p');
    drafts.put('1', 'a');
    await drafts.flush();
    drafts.put('1', 'ab');
    await drafts.flush();
    assert.equal(drafts.outdated('1', 'a'), true);
    assert.equal(drafts.outdated('1', 'ab'), false);
    assert.equal(drafts.outdated('1', 'a'), false);
    drafts.dispose();
});
