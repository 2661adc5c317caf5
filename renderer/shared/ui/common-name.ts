/** The CN of a subject written as `C=…, O=…, CN=…`; the whole text if there is none. */
export const commonName = (subject: string): string => /(?:^|,\s*)CN=([^,]+)/.exec(subject)?.[1] ?? subject;
