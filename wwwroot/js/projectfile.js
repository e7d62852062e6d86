// @ts-check
/** Sends a project's file to the studio, with progress and cancel. */

/** @typedef {{ invokeMethodAsync(method: string, ...args: unknown[]): Promise<unknown> }} DotNet */

/** @type {XMLHttpRequest | null} */
let running = null;

/** @param {HTMLInputElement} input @param {DotNet} dotnet */
export function attach(input, dotnet) {
    const gone = new AbortController();
    input.addEventListener('change', () => {
        const file = input.files?.[0];
        input.value = '';
        if (file) send(file, dotnet);
    }, { signal: gone.signal });
    input.dataset.ready = 'yes';
    return { cancel: () => running?.abort(), dispose: () => gone.abort() };
}

/** @param {File} file @param {DotNet} dotnet */
function send(file, dotnet) {
    // XMLHttpRequest, since fetch does not tell how far an upload is.
    const request = running = new XMLHttpRequest();
    request.open('POST', 'projects/file');
    let told = 0;
    const tell = (/** @type {number} */ share) => dotnet.invokeMethodAsync('OnFileProgress', file.name, share).catch(() => { });
    tell(0);
    request.upload.onprogress = e => {
        if (performance.now() - told < 250) return;
        told = performance.now();
        tell(e.loaded / e.total);
    };
    request.upload.onload = () => tell(1);
    const end = (/** @type {string} */ id, /** @type {string[]} */ said) => {
        running = null;
        dotnet.invokeMethodAsync('OnFileDone', id, said).catch(() => { });
    };
    request.onload = () => {
        if (request.status !== 200) return end('', [request.responseText]);
        const { id, warnings } = JSON.parse(request.responseText);
        end(id, warnings);
    };
    request.onerror = () => end('', ['']);
    request.onabort = () => end('', []);
    request.send(file);
}
