/**
 * The schemas of the contracts come with the constants that pages use. Their library tries whether it may make code of texts, which the
 * content security policy forbids and reports; so it is told before it is loaded. Only in browsers: the server may.
 */
if (typeof document !== 'undefined') Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
