/** The longest digest, a nonce, a policy and some extensions fit many times over; a query never carries a document. */
export const longestQuery = 8 * 1024;
