import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inVideo, onTimeline, stretches } from '../../wwwroot/js/preview/waits.js';

const WAITS = [{ at: 3, seconds: 2 }, { at: 5, seconds: 1 }];

test('a moment of the video lies after the waits before it, and after its own', () => {
    assert.deepEqual([0, 2.9, 3, 4, 5, 6].map(s => onTimeline(WAITS, s)), [0, 2.9, 5, 6, 8, 9]);
});

test('throughout a wait its moment is seen', () => {
    assert.deepEqual([0, 3, 4.9, 5, 6, 7, 7.5, 8, 9].map(t => inVideo(WAITS, t)), [0, 3, 3, 3, 4, 5, 5, 5, 6]);
});

test('the stretches follow one another and show all of the video once', () => {
    const all = stretches(WAITS, 6);
    assert.deepEqual(all.map(s => s.waits), [false, true, false, true, false]);
    assert.equal(all[0].start, 0);
    for (let i = 1; i < all.length; i++) assert.equal(all[i].start, all[i - 1].end);
    assert.equal(all.filter(s => !s.waits).reduce((sum, s) => sum + s.end - s.start, 0), 6);
    assert.equal(all[all.length - 1].end, 9);
    assert.deepEqual(stretches([], 6), [{ start: 0, end: 6, source: 0, waits: false }]);
});
