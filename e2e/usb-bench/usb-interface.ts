/** One control request's setup packet (USB 2.0 §9.3). */
export type Setup = { requestType: number; request: number; value: number; index: number; length: number };

/** What a request gets: bytes (none for OUT requests), a stall, or no answer until the host gives up. */
export type Answer = Uint8Array | 'stall' | 'silence';
export const nothing = new Uint8Array();

/** Who a device says it is. */
export type UsbIdentity = {
  vendorId: number;
  productId: number;
  manufacturer: string;
  product: string;
  serial: string;
};

/** One interface of an emulated device. Its endpoints, one for each direction, take the number of the interface plus one. */
export type UsbInterface = {
  /** Class, subclass and protocol. */
  triple: readonly [number, number, number];
  /** Class descriptors between the interface's own and its endpoints'. */
  descriptor: readonly number[];
  endpoints: readonly { direction: 'in' | 'out'; type: 'bulk' | 'interrupt' }[];
  /** Class requests, and descriptors of the class. */
  request(setup: Setup, data: Uint8Array): Answer;
  /** Takes what the host sends to the OUT endpoint. */
  out(bytes: Uint8Array): void;
  /** Hands on what the device sends to its IN endpoint; returns how to stop. */
  onIn(send: (bytes: Uint8Array) => void): () => void;
  powerLoss(): void;
};
