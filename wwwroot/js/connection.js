// @ts-check
/** Calls of the server that end when the connection does. */

/** @typedef {{ invokeMethodAsync(method: string, ...args: unknown[]): Promise<any> }} DotNet */

/**
 * The same object, but a call that the connection is lost under fails: Blazor would leave it waiting for ever, and what
 * hangs on it would never be tried again.
 * @param {DotNet} dotnet @returns {DotNet}
 */
export const sure = dotnet => ({
    invokeMethodAsync(method, ...args) {
        if (document.documentElement.dataset.connection === 'off') return Promise.reject(new Error('no connection'));
        return new Promise((done, failed) => {
            const lost = () => failed(new Error('no connection'));
            document.addEventListener('studio:lost', lost, { once: true });
            dotnet.invokeMethodAsync(method, ...args).then(done, failed).finally(() => document.removeEventListener('studio:lost', lost));
        });
    },
});
