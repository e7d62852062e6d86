// @ts-check
/**
 * The part of the list that is in sight. The server keeps rows for it and some around it, and spacers for the rest; this
 * asks for others when the edge comes near. Rows have one height, only the selected one may be taller.
 */

/** @typedef {import('./drafts.js').DotNet} DotNet */

/** Rows that stay ready beyond the edge before more are asked for. */
const MARGIN = 8;

export class Window {
    /** @param {HTMLElement} list @param {DotNet} dotnet */
    constructor(list, dotnet) {
        this.list = list;
        this.dotnet = dotnet;
        this.waiting = false;
        this.again = false;
        this.onScroll = () => this.check();
        list.addEventListener('scroll', this.onScroll, { passive: true });
        this.sizes = new ResizeObserver(() => this.check());
        this.sizes.observe(list);
    }

    dispose() {
        this.sizes.disconnect();
        this.list.removeEventListener('scroll', this.onScroll);
    }

    get rowHeight() {
        return Number(this.list.dataset.rowHeight);
    }

    /** The row at a height of the list, counted from 0. @param {number} top */
    rowAt(top) {
        let at = 0;
        for (const child of /** @type {Iterable<HTMLElement>} */ (this.list.children)) {
            if (child.dataset.first === undefined) continue;
            if (child.offsetTop > top) break;
            at = Number(child.dataset.first) + (child.classList.contains('space') ? Math.floor((top - child.offsetTop) / this.rowHeight) : 0);
        }
        return at;
    }

    /** Whether a row is there. @param {number} row */
    has(row) {
        return this.list.querySelector(`.line[data-first="${row}"]`) !== null;
    }

    /** Asks for rows when some in sight, or nearly, are missing. */
    async check() {
        if (this.waiting) {
            this.again = true;
            return;
        }
        const count = Number(this.list.dataset.count);
        const first = this.rowAt(this.list.scrollTop);
        const last = this.rowAt(this.list.scrollTop + this.list.clientHeight);
        const near = [Math.max(0, first - MARGIN), first, last, Math.min(count - 1, last + MARGIN)];
        if (count === 0 || near.every(row => this.has(row))) return;
        this.waiting = true;
        try {
            await this.dotnet.invokeMethodAsync('ShowRows', first, last);
        } catch {
            // The connection is gone; the next scrolling asks again.
            return;
        } finally {
            this.waiting = false;
        }
        if (this.again) {
            this.again = false;
            this.check();
        }
    }

    /** Scrolls a row into sight. @param {number} row */
    reveal(row) {
        const line = /** @type {HTMLElement | null} */ (this.list.querySelector(`.line[data-first="${row}"]`));
        if (line) {
            const [top, bottom] = [line.offsetTop, line.offsetTop + Math.min(line.offsetHeight, this.list.clientHeight)];
            if (top < this.list.scrollTop) this.list.scrollTop = top;
            else if (bottom > this.list.scrollTop + this.list.clientHeight) this.list.scrollTop = bottom - this.list.clientHeight;
        } else {
            this.list.scrollTop = row * this.rowHeight - this.list.clientHeight / 3;
        }
    }
}
