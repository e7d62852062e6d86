// @ts-check
/** Waveforms and thumbnails: fetched when they come into view, kept, and announced when they are there. */

const KEPT = 600;
const AT_ONCE = 6;

export class Pictures {
    /** @param {() => void} arrived */
    constructor(arrived) {
        this.arrived = arrived;
        /** @type {Map<string, Uint8Array | null>} null: on its way, or not to be had */
        this.peaks = new Map();
        /** @type {Map<string, HTMLImageElement>} */
        this.images = new Map();
        /** @type {string[]} the last wanted first */
        this.waiting = [];
        this.loading = 0;
    }

    /** The peaks at an address: one byte each, 0 … 255; null while they are fetched. @param {string} url */
    wave(url) {
        const found = this.peaks.get(url);
        if (found !== undefined) return found;
        this.peaks.set(url, null);
        this.waiting.unshift(url);
        this.next();
        if (this.peaks.size > KEPT) {
            const oldest = /** @type {string} */ (this.peaks.keys().next().value);
            if (this.peaks.get(oldest)) this.peaks.delete(oldest);
        }
        return null;
    }

    next() {
        while (this.loading < AT_ONCE && this.waiting.length > 0) {
            const url = /** @type {string} */ (this.waiting.shift());
            this.loading++;
            fetch(url).then(a => a.ok ? a.arrayBuffer() : null).then(bytes => {
                if (bytes) this.peaks.set(url, new Uint8Array(bytes));
                this.arrived();
            }).catch(() => this.peaks.delete(url)).finally(() => {
                this.loading--;
                this.next();
            });
        }
    }

    /** @param {string} url */
    image(url) {
        let image = this.images.get(url);
        if (!image) {
            image = new Image();
            image.onload = () => this.arrived();
            image.src = url;
            this.images.set(url, image);
        }
        return image.complete && image.naturalWidth > 0 ? image : null;
    }
}
