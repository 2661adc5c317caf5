/** Class codes of USB interfaces (usb.org, Defined Class Codes). */
export const massStorageClass = 0x08;
export const smartCardClass = 0x0b;
