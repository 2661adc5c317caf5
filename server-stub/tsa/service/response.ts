/** Of every reply (RFC 3161 §3.4); it answers one query alone, so that nothing may keep it. */
export const replyFields = { 'content-type': 'application/timestamp-reply', 'cache-control': 'no-store' } as const;

const fixed = Object.entries(replyFields).map(([name, value]) => `${name}: ${value}\r\n`);

/** Makes whole HTTP responses, with what Node's own would say: Date (RFC 9110 §6.6.1), and how long the connection is kept. */
export const createResponseMaker = (keepAliveMs: () => number): ((reply: Uint8Array) => Buffer) => {
  let second = 0;
  let start = '';
  const startOf = (now: number): string => {
    const date = new Date(now).toUTCString();
    const kept = `connection: keep-alive\r\nkeep-alive: timeout=${Math.floor(keepAliveMs() / 1000)}\r\n`;
    return `HTTP/1.1 200 OK\r\ndate: ${date}\r\n${fixed.join('')}${kept}content-length: `;
  };
  return (reply) => {
    const now = Date.now();
    if (Math.floor(now / 1000) !== second) {
      second = Math.floor(now / 1000);
      start = startOf(now);
    }
    const head = `${start}${reply.length}\r\n\r\n`;
    const response = Buffer.allocUnsafe(head.length + reply.length);
    response.write(head, 'latin1');
    response.set(reply, head.length);
    return response;
  };
};
