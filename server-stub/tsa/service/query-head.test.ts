import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longestQuery } from './limits.ts';
import { readQueryHead } from './query-head.ts';

const plain = ['Host: tsa', 'Content-Type: application/timestamp-query', 'Content-Length: 59'];
const head = (first: string, ...fields: string[]) => readQueryHead([first, ...fields].join('\r\n'));

test('the head of a plain query says everything', () => {
  assert.deepEqual(head('POST /tsa HTTP/1.1', ...plain), { profile: 'sm2', label: undefined, bodyLength: 59 });
  const others = ['User-Agent: curl/7.88.1', 'Accept: */*', 'CONNECTION:Keep-Alive \t', 'X-Empty:'];
  assert.deepEqual(head('POST /tsa/ecdsa?application=his-1 HTTP/1.1', ...others, ...plain), {
    ...{ profile: 'ecdsa', label: 'his-1', bodyLength: 59 },
  });
});

/** Some are right, some wrong; none may be answered from its head alone. */
const firsts = [
  ...[
    'GET /tsa HTTP/1.1',
    'POST /tsa HTTP/1.0',
    'POST /tsa HTTP/1.1 ',
    'POST  /tsa HTTP/1.1',
    'post /tsa HTTP/1.1',
    '',
  ],
  ...['POST /tsa/ HTTP/1.1', 'POST /TSA HTTP/1.1', 'POST http://tsa/tsa HTTP/1.1', 'POST /tsa?application= HTTP/1.1'],
  ...['POST /tsa?application=%41 HTTP/1.1', 'POST /tsa?application=a&b=c HTTP/1.1', 'POST /tsa?a=b HTTP/1.1'],
];
const withField = [
  ...['Transfer-Encoding: chunked', 'Transfer-Encoding: identity', 'Expect: 100-continue', 'Upgrade: h2c'],
  ...[
    'Connection: close',
    'Connection: keep-alive, Upgrade',
    'content-length: 59',
    'Content-Length: 60',
    'Host: other',
  ],
  ...[
    ' folded: line',
    'no colon',
    'space : before',
    ': nameless',
    'X: umlaut ä',
    'X: nul \0',
    'X: lone\rreturn',
    'X: a\nB: c',
  ],
];
const instead: [index: number, field: string][] = [
  ...['', '0', '-1', '+59', '5 9', '0x3b', '059', '59, 59', `${longestQuery + 1}`, '99999999999999999999'].map(
    (length): [number, string] => [2, `Content-Length: ${length}`],
  ),
  ...['text/plain', 'application/timestamp-query; charset=utf-8', ''].map((type): [number, string] => [
    1,
    `Content-Type: ${type}`,
  ]),
  [0, 'Hosts: tsa'],
];
test('any other head is for a whole HTTP server', () => {
  for (const first of firsts) assert.equal(head(first, ...plain), undefined, first);
  for (const field of withField) assert.equal(head('POST /tsa HTTP/1.1', ...plain, field), undefined, field);
  for (const [index, field] of instead)
    assert.equal(head('POST /tsa HTTP/1.1', ...plain.with(index, field)), undefined, field);
});
