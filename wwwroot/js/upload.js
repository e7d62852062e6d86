// @ts-check
/**
 * Uploads a file by the tus protocol 1.0 in pieces. After a lost connection or a restart of the server it asks how much
 * is there and goes on; after a reload the same file, chosen again, goes on too.
 */

const PIECE = 8 * 1024 * 1024;
const RETRIES = [0, 500, 1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000];
const HEADERS = { 'Tus-Resumable': '1.0.0' };

/** @typedef {{ invokeMethodAsync(method: string, ...args: unknown[]): Promise<unknown> }} DotNet */

/** @type {Map<string, AbortController>} */
const running = new Map();

/** Base64 of UTF-8 text. @param {string} text */
const base64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** @param {number} ms */
const wait = ms => new Promise(done => setTimeout(done, ms));

/** The address of an unfinished upload is kept under what makes the file the same file. @param {File} file @param {string} project */
const rememberedAs = (file, project) => `upload:${project}:${file.name}:${file.size}:${file.lastModified}`;

/** A sound's place on the timeline, besides what every upload says. @typedef {{ track: string, at: string }} Place */

/** Uploads of the video and of a sound go side by side. @param {string} project @param {Place | null} place */
const jobOf = (project, place) => place ? `${project}:sound` : project;

/** An answer that repeating the request cannot change. */
class Refused extends Error { }

/** @param {Response} answer */
async function check(answer) {
    if (answer.ok) return answer;
    const text = (await answer.text()).trim();
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 409 && answer.status !== 423) throw new Refused(text || String(answer.status));
    if (answer.status === 507) throw new Refused(text);
    throw new Error(text || String(answer.status));
}

/** @param {File} file @param {string} project @param {Place | null} place @param {AbortSignal} signal */
async function create(file, project, place, signal) {
    const answer = await check(await fetch('uploads', {
        method: 'POST',
        headers: {
            ...HEADERS,
            'Upload-Length': String(file.size),
            'Upload-Metadata': `filename ${base64(file.name)},filetype ${base64(file.type)},projectid ${base64(project)}${place ? `,track ${base64(place.track)},at ${base64(place.at)}` : ''}`,
        },
        signal,
    }));
    return /** @type {string} */ (answer.headers.get('Location'));
}

/** How much is there; null when the upload is gone. @param {string} at @param {AbortSignal} signal */
async function offsetOf(at, signal) {
    const answer = await fetch(at, { method: 'HEAD', headers: HEADERS, signal });
    if (answer.status === 404 || answer.status === 410) return null;
    await check(answer);
    return Number(answer.headers.get('Upload-Offset'));
}

/**
 * Sends a piece; XMLHttpRequest, since fetch does not tell how far an upload is.
 * @param {string} at @param {number} offset @param {Blob} piece @param {(sent: number) => void} progress @param {AbortSignal} signal
 * @returns {Promise<number>} the new offset
 */
function send(at, offset, piece, progress, signal) {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open('PATCH', at);
        request.setRequestHeader('Tus-Resumable', '1.0.0');
        request.setRequestHeader('Upload-Offset', String(offset));
        request.setRequestHeader('Content-Type', 'application/offset+octet-stream');
        request.upload.onprogress = e => progress(e.loaded);
        request.onerror = () => reject(new Error('connection'));
        request.onabort = () => reject(new DOMException('', 'AbortError'));
        request.onload = () => {
            if (request.status === 204) resolve(Number(request.getResponseHeader('Upload-Offset')));
            else if (request.status === 507 || (request.status >= 400 && request.status < 500 && request.status !== 409)) reject(new Refused(request.responseText));
            else reject(new Error(String(request.status)));
        };
        signal.addEventListener('abort', () => request.abort());
        request.send(piece);
    });
}

/**
 * Uploads a file for a project and tells .NET how it goes: OnUploadProgress(sent, total), OnUploadDone(), OnUploadFailed(text).
 * @param {File} file @param {string} project @param {DotNet} dotnet @param {Place | null} [place]
 */
async function upload(file, project, dotnet, place = null) {
    const job = jobOf(project, place);
    running.get(job)?.abort();
    const stop = new AbortController();
    running.set(job, stop);
    const key = rememberedAs(file, job);
    let told = 0;
    /** @param {number} sent @param {boolean} [now] */
    const tell = (sent, now) => {
        if (!now && performance.now() - told < 150) return;
        told = performance.now();
        dotnet.invokeMethodAsync('OnUploadProgress', file.name, sent, file.size).catch(() => { });
    };
    let failures = 0;
    tell(0, true);
    while (true) {
        try {
            let at = localStorage.getItem(key);
            let offset = at ? await offsetOf(at, stop.signal) : null;
            if (at === null || offset === null) {
                at = await create(file, project, place, stop.signal);
                localStorage.setItem(key, at);
                offset = 0;
            }
            while (offset < file.size) {
                const from = offset;
                offset = await send(at, from, file.slice(from, from + PIECE), sent => tell(from + sent), stop.signal);
                failures = 0;
                tell(offset);
            }
            localStorage.removeItem(key);
            tell(file.size, true);
            await dotnet.invokeMethodAsync('OnUploadDone').catch(() => { });
            return;
        } catch (e) {
            const error = /** @type {Error} */ (e);
            if (error.name === 'AbortError') {
                const at = localStorage.getItem(key);
                localStorage.removeItem(key);
                if (at) await fetch(at, { method: 'DELETE', headers: HEADERS }).catch(() => { });
                return;
            }
            if (error instanceof Refused || failures >= RETRIES.length) {
                if (error instanceof Refused) localStorage.removeItem(key);
                await dotnet.invokeMethodAsync('OnUploadFailed', error instanceof Refused ? error.message : '').catch(() => { });
                return;
            }
            await wait(RETRIES[failures++]);
        } finally {
            if (running.get(job) === stop && stop.signal.aborted) running.delete(job);
        }
    }
}

/**
 * Makes an area take files: dropped on it or picked with its file input, until it is disposed of. What is on its way then goes on.
 * @param {HTMLElement} area @param {string} project @param {DotNet} dotnet
 */
export function attach(area, project, dotnet) {
    const gone = new AbortController();
    const { signal } = gone;
    const input = /** @type {HTMLInputElement} */ (area.querySelector('input[type=file]'));
    input.addEventListener('change', () => {
        if (input.files?.length) upload(input.files[0], project, dotnet);
        input.value = '';
    }, { signal });
    area.dataset.ready = 'yes';
    area.addEventListener('dragover', e => {
        e.preventDefault();
        area.classList.add('over');
    }, { signal });
    area.addEventListener('dragleave', () => area.classList.remove('over'), { signal });
    area.addEventListener('drop', e => {
        e.preventDefault();
        area.classList.remove('over');
        if (e.dataTransfer?.files.length) upload(e.dataTransfer.files[0], project, dotnet);
    }, { signal });
    return {
        /** Gives the upload up, with what was sent. */
        cancel: () => running.get(project)?.abort(),
        dispose: () => gone.abort(),
    };
}

/** Uploads a sound for a track. @param {File} file @param {string} project @param {DotNet} dotnet @param {string} track @param {number} at seconds */
export function uploadSound(file, project, dotnet, track, at) {
    upload(file, project, dotnet, { track, at: String(at) });
}

/** Gives the upload of a sound up. @param {string} project */
export function cancelSound(project) {
    running.get(`${project}:sound`)?.abort();
}
