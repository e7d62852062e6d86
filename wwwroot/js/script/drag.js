// @ts-check
/** Dragging a row by its handle to another place: one message when it is let go. */

const EDGE = 40;
const SPEED = 14;

/**
 * @param {PointerEvent} e the press on the handle
 * @param {HTMLElement} list
 * @param {(place: number) => void} drop gets the row before which it was let go
 */
export function drag(e, list, drop) {
    const handle = /** @type {HTMLElement} */ (e.target);
    const line = /** @type {HTMLElement} */ (handle.closest('.line'));
    const mark = document.createElement('div');
    mark.className = 'drop-mark';
    let place = -1;
    let y = e.clientY;
    let frame = 0;
    handle.setPointerCapture(e.pointerId);

    const follow = () => {
        frame = requestAnimationFrame(follow);
        const box = list.getBoundingClientRect();
        if (y < box.top + EDGE) list.scrollTop -= SPEED;
        else if (y > box.bottom - EDGE) list.scrollTop += SPEED;
        const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('.line')]);
        const under = rows.find(row => { const r = row.getBoundingClientRect(); return y < r.top + r.height / 2; });
        const last = rows[rows.length - 1];
        place = under ? Number(under.dataset.first) : Number(last.dataset.first) + 1;
        mark.style.top = `${under ? under.offsetTop : last.offsetTop + last.offsetHeight}px`;
    };
    /** @param {PointerEvent} move */
    const moved = move => {
        y = move.clientY;
        if (frame === 0 && Math.abs(y - e.clientY) > 4) {
            line.classList.add('dragged');
            list.append(mark);
            follow();
        }
    };
    /** @param {Event} end */
    const ended = end => {
        cancelAnimationFrame(frame);
        line.classList.remove('dragged');
        mark.remove();
        handle.removeEventListener('pointermove', moved);
        handle.removeEventListener('pointerup', ended);
        handle.removeEventListener('pointercancel', ended);
        window.removeEventListener('keydown', escaped, true);
        if (end.type === 'pointerup' && frame !== 0 && place >= 0) drop(place);
    };
    /** @param {KeyboardEvent} key */
    const escaped = key => { if (key.key === 'Escape') ended(key); };
    handle.addEventListener('pointermove', moved);
    handle.addEventListener('pointerup', ended);
    handle.addEventListener('pointercancel', ended);
    window.addEventListener('keydown', escaped, true);
}
