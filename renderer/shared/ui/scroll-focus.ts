/** For regions that scroll: they must be reachable by keyboard (WCAG 2.2, success criterion 2.1.1). */
export const scrollFocus = { tabIndex: 0 } as const;
