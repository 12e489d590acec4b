/** Headers that the front sets for the pages behind it; it drops what visitors send under these names. */

/** The client's address. */
export const CLIENT_ADDRESS = 'x-client-address'
/** A proxy that forwards requests without being trusted to. */
export const UNTRUSTED_PROXY = 'x-untrusted-proxy'
