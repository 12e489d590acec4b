/** Headers that the front sets for the pages behind it; what a visitor sends under these names it drops. */

/** The client's address. */
export const CLIENT_ADDRESS = 'x-client-address'
/** A proxy that forwards requests without being trusted to. */
export const UNTRUSTED_PROXY = 'x-untrusted-proxy'
