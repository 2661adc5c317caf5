const wrap = 0x10000;

/**
 * The pad's clock counts milliseconds in 16 bits. Continues it in microseconds from the moment of the first receipt;
 * after a pause, the time of receipt says how often it has wrapped.
 */
export const createTimeCount = () => {
  let last: { ticks: number; micros: number; received: number } | undefined;
  return (ticks: number, received: number): number => {
    if (!last) {
      last = { ticks, micros: received, received };
      return received;
    }
    const step = (ticks - last.ticks + wrap) % wrap;
    const elapsed = (received - last.received) / 1000;
    const wraps = Math.max(0, Math.round((elapsed - step) / wrap));
    const micros = last.micros + (step + wraps * wrap) * 1000;
    last = { ticks, micros, received };
    return micros;
  };
};
