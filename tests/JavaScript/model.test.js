// The arithmetic of the timeline.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { between, lanes, loopOf, mark, markStep, snapPoints, snapTo, timecode, whole, within } from '../../wwwroot/js/timeline/model.js';
import { levelAt, spoken } from '../../wwwroot/js/preview/ducking.js';
import { stretch } from '../../wwwroot/js/preview/stretch.js';

const track = (id, height = 40) => ({ id, kind: 'dub', height, gain: 0, muted: false, solo: false, locked: false, ducked: false });
const line = (id, start, seconds, more = {}) => whole({ id, kind: 'line', track: 'dub:', number: 1, text: '', start, seconds, grade: 'Free', ...more });

test('clips lie on their tracks in order, and what overlaps is found', () => {
    const [dub, captions] = lanes([track('dub:'), track('captions', 20)], [line('b', 3, 2), line('a', 0, 4), line('c', 6, 1)]);
    assert.deepEqual(dub.clips.map(c => c.id), ['a', 'b', 'c']);
    assert.deepEqual(dub.overlaps, [{ start: 3, end: 4 }]);
    assert.equal(captions.top, 40);
    assert.equal(captions.clips.length, 3);
    assert.deepEqual(captions.overlaps, []);
});

test('where one track is heard alone, the other sounds are shown as silent', () => {
    const kinds = ['video', 'original', 'dub', 'music', 'captions'].map(kind => ({ ...track(kind), kind }));
    assert.deepEqual(lanes(kinds, []).map(l => l.silent), [false, false, false, false, false]);
    kinds[2].solo = kinds[3].muted = true;
    assert.deepEqual(lanes(kinds, []).map(l => l.silent), [false, true, false, true, false]);
});

test('a stretch finds a long clip that began before others', () => {
    const [lane] = lanes([track('dub:')], [line('long', 0, 100), line('short', 10, 1), line('late', 200, 1)]);
    assert.deepEqual([...between(lane, 50, 60)].map(c => c.id), ['long']);
    assert.deepEqual([...between(lane, 10.5, 60)].map(c => c.id), ['long', 'short']);
});

test('an edge sticks to the nearest point within reach, and never to a clip that moves with it', () => {
    const points = snapPoints([line('a', 1, 2, { slotEnd: 5 }), line('moved', 4, 1)], new Set(['moved']), [0]);
    assert.deepEqual([...points], [0, 1, 3, 5]);
    const near = snapTo(points, [2.9, 4.95], 0.2);
    assert.equal(near?.at, 5);
    assert.ok(Math.abs((near?.by ?? 0) - 0.05) < 1e-9);
    assert.equal(snapTo(points, [2, 4], 0.2), null);
    assert.equal(snapTo(new Float64Array(0), [2], 0.2), null);
});

test('time codes carry over at whole seconds, at any rate', () => {
    assert.equal(timecode(0.9999, 25), '00:00:01:00');
    assert.equal(timecode(3661.5, 30), '01:01:01:15');
    assert.equal(timecode(1.25, 0), '00:00:01.25');
    assert.equal(timecode(-1, 25), '00:00:00:00');
    assert.equal(mark(3725, 1, 25), '1:02:05');
});

test('marks of the ruler never stand closer than they can be read', () => {
    for (let scale = 0.05; scale < 2000; scale *= 1.7) {
        const step = markStep(scale, 25);
        assert.ok(step * scale >= 76 || step === 3600, `${scale} pixels a second: ${step} s`);
    }
});

test('the original sound is lowered while someone speaks, and comes back gently', () => {
    const rule = { decibels: -12, ramp: 0.5, bridged: 1 };
    const stretches = spoken([{ start: 4, seconds: 2 }, { start: 1, seconds: 2.5 }, { start: 20, seconds: 1 }], rule);
    assert.deepEqual(stretches, [{ start: 1, end: 6 }, { start: 20, end: 21 }]);
    const down = 10 ** (-12 / 20);
    assert.equal(levelAt(stretches, 3, rule), down);
    assert.equal(levelAt(stretches, 10, rule), 1);
    const half = levelAt(stretches, 6.25, rule);
    assert.ok(half > down && half < 1);
});

test('speech for listening at another speed has another length and the same pitch', () => {
    const rate = 24000;
    const tone = Float32Array.from({ length: rate }, (_, i) => Math.sin(2 * Math.PI * 200 * i / rate));
    const faster = stretch(tone, rate, 1.5);
    assert.equal(faster.length, rate / 1.5);
    let crossings = 0;
    for (let i = 2401; i < 12001; i++) if (faster[i - 1] < 0 && faster[i] >= 0) crossings++;
    assert.ok(Math.abs(crossings / 0.4 - 200) <= 8, `${crossings / 0.4} Hz`);
});

test('music begins anew, an effect ends with its file', () => {
    const music = whole({ id: 'm', kind: 'sound', track: 'music', number: 0, text: '', start: 0, seconds: 10, grade: 'Free', whole: 4 });
    assert.equal(loopOf(music), 4);
    assert.equal(loopOf({ ...music, track: 'effects' }), 0);
    assert.deepEqual([within(9, 4), within(-1, 4), within(9, 0)], [1, 3, 9]);
});
