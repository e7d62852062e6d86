// @ts-check
/** The heads of the tracks: faders, and the buttons that bring sounds. */

/** @typedef {import('./model.js').Track} Track */
/** @typedef {import('./timeline.js').Timeline} Timeline */

export class Heads {
    /** @param {Timeline} timeline @param {HTMLElement} root @param {AbortSignal} signal */
    constructor(timeline, root, signal) {
        this.timeline = timeline;
        this.root = root;
        /** Volumes that were set here and have not come back from the server yet, decibels. @type {Map<string, number>} */
        this.faded = new Map();
        root.addEventListener('wheel', e => { timeline.scroller.scrollTop += e.deltaY; }, { passive: true, signal });
        // A fader is heard while it is moved; the server is told when it is let go.
        root.addEventListener('input', e => {
            const fader = /** @type {HTMLInputElement} */ (e.target);
            if (!fader.dataset.fader) return;
            this.faded.set(fader.dataset.fader, Number(fader.value));
            timeline.player.sound.fade(fader.dataset.fader, Number(fader.value));
        }, { signal });
        root.addEventListener('dblclick', e => {
            const fader = /** @type {HTMLInputElement} */ (e.target);
            if (!fader.dataset.fader) return;
            fader.value = '0';
            for (const type of ['input', 'change']) fader.dispatchEvent(new Event(type, { bubbles: true }));
        }, { signal });
        root.addEventListener('change', e => {
            const input = /** @type {HTMLInputElement} */ (e.target);
            if (!input.dataset.sound || !input.files?.length) return;
            timeline.add(input.files[0], input.dataset.sound, timeline.player.now);
            input.value = '';
        }, { signal });
    }

    /** A track from the server, as loud as its fader was left: an answer to an earlier step must not move it back. @param {Track} track */
    leveled(track) {
        const gain = this.faded.get(track.id);
        if (gain === track.gain) this.faded.delete(track.id);
        else if (gain !== undefined) return { ...track, gain };
        const fader = [.../** @type {NodeListOf<HTMLInputElement>} */ (this.root.querySelectorAll('[data-fader]'))].find(f => f.dataset.fader === track.id);
        if (fader) fader.value = String(track.gain);
        return track;
    }
}
