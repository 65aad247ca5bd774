import * as fc from 'fast-check'

/** A reply before it is parsed. */
export type RawReply = {
  status: number
  bytes: Buffer
  contentType: string
  [fc.toStringMethod]: () => string
}

const long = '长'.repeat(33_000) + 'x'.repeat(2_000)

function nested(depth: number, open: string, close: string): string {
  return open.repeat(depth) + '1' + close.repeat(depth)
}

/** JSON text that no generator of values produces: deeply nested, or with repeated keys. */
const oddJson = fc.constantFrom(
  nested(20_000, '[', ']'),
  nested(20_000, '{"data":', '}'),
  `{"data":${nested(5_000, '[', ']')}}`,
  `{"code":0,"data":${nested(5_000, '{"logs":[', ']}')}}`,
  '{"data":{"flowStatus":1,"flowStatus":"x"},"data":[{"fileId":"a","fileId":{}}]}',
  '{"code":0,"code":"flowNotExists","data":null}',
  '{"__proto__":{"data":[]},"constructor":1,"toString":null,"hasOwnProperty":2}',
  '{"data":{"__proto__":{"taskId":"x"},"margin":1e400,"size":-0}}',
  '{"data":"\\ud800","message":"\\udfff"}',
  '{"Data":{},"DATA":[],"data":0}',
)

/** Text that is not JSON. */
const noJson = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'null',
    'NaN',
    'undefined',
    '<html><head><title>502 Bad Gateway</title></head></html>',
    '<script>var punish="x5secdata"</script>',
    `<html>${long}</html>`,
    'callback({"code":0})',
    "{'code':0}",
    '{"code":0}{"code":0}',
    '\uFEFF{"code":0,"data":{}}',
  ),
  fc.string({ unit: 'binary', maxLength: 100 }),
)

const statuses = fc.oneof(
  { weight: 4, arbitrary: fc.constant(200) },
  { weight: 1, arbitrary: fc.constantFrom(201, 302, 400, 401, 403, 404, 429, 500, 502, 503, 504) },
)

const contentTypes = fc.oneof(
  { weight: 4, arbitrary: fc.constant('application/json;charset=utf-8') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'text/html',
      'application/json; charset="GBK"',
      'application/json;charset=utf-16le',
      'application/json;charset=shift_jis',
      'application/json;charset=nonsense',
      'application/json;charset=',
    ),
  },
)

/** Values that differ from the documentation: other types, other enums, far too large. */
function oddValues(secrets: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      false,
      'true',
      'TRUE',
      '-',
      '',
      ' ',
      0,
      -0,
      -1,
      1.5,
      99,
      '99',
      'LATER',
      1e300,
      -1e300,
      Number.MAX_SAFE_INTEGER + 2,
      '1.61674324E12',
      '2021-04-13 16:30:00',
      '2021-04-13T16:30:00+08:00',
      'javascript:alert(1)',
      '//esign.cn',
      'http://[',
      '\u0000\u202E',
      {},
      [],
      [[]],
      { data: {} },
    ),
    { weight: 1, arbitrary: fc.constantFrom<unknown>(long, `https://esign.cn/${long}`) },
    fc.constantFrom<unknown>(...secrets),
    fc.jsonValue({ maxDepth: 3 }),
    fc.double(),
  )
}

/** The sample with missing fields, odd values, and lists of any length. */
function mutated(sample: unknown, odd: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 8, arbitrary: inner(sample, odd) }, { weight: 1, arbitrary: odd })
}

function inner(sample: unknown, odd: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (Array.isArray(sample)) {
    const item = mutated(sample[0], odd)
    return fc.oneof(
      { weight: 20, arbitrary: fc.array(item, { maxLength: 4 }) },
      { weight: 1, arbitrary: item.map(repeated) },
    )
  }
  if (typeof sample !== 'object' || sample === null) return fc.constant(sample)
  const fields = Object.entries(sample).map(([key, value]) => [key, mutated(value, odd)] as const)
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] })
}

/** A list of thousands of items, or of a megabyte at most. */
function repeated(item: unknown): unknown[] {
  const size = JSON.stringify(item).length
  return Array.from({ length: Math.min(5_000, Math.ceil(1_000_000 / size)) }, () => item)
}

/** Refusals in every form of either host, with documented codes, odd codes, and echoed secrets. */
function refusals(codes: readonly string[], secrets: readonly string[]): fc.Arbitrary<unknown> {
  const code = fc.oneof(
    fc.constantFrom<unknown>(...codes),
    fc.constantFrom<unknown>(...secrets),
    fc.constantFrom<unknown>(1, -1, 88, '40014', 'constructor', '__proto__', long, {}, null),
  )
  const message = fc.oneof(
    fc.constantFrom<unknown>(...secrets.map((secret) => `token ${secret} of ${secret} is bad`)),
    fc.constantFrom<unknown>(...secrets.map((secret) => long + secret), null, 7, {}, '%s'),
    fc.string(),
  )
  const id = fc.oneof(fc.string(), fc.constantFrom(...secrets))
  const requiredScopes = ['a', 1, null, ...secrets]
  const scopes = fc.constantFrom<unknown>(null, {}, [], { requiredScopes }, 'x')
  return fc.oneof(
    fc.record(
      { code, message, requestid: id, accessdenieddetail: scopes },
      { requiredKeys: ['code'] },
    ),
    fc.record({ Code: code, Message: message, RequestId: code, Description: message }),
    fc.record({ errcode: code, errmsg: message, sub_code: code, sub_msg: message }),
    fc.constant({ status: 1111, wait: 5, source: 'x5', punish: 'deny', uuid: 'u' }),
  )
}

/** Ways to send a payload: bare, wrapped as documented, or wrapped differently. */
function wrapped(payload: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    payload,
    payload.map((data) => ({ code: 0, message: '成功', data })),
    payload.map((data) => ({ code: '0', data })),
    payload.map((data) => ({ data })),
    payload.map((data) => ({ data: { data } })),
  )
}

function encode(text: string, contentType: string): Buffer {
  return Buffer.from(text, contentType.includes('utf-16') ? 'utf16le' : 'utf8')
}

/**
 * Replies to one operation.
 * @param sample a documented payload
 * @param codes upstream's codes for refusals
 * @param secrets parts of the request to echo
 */
export function oddReplies(
  sample: unknown,
  codes: readonly string[],
  secrets: readonly string[],
): fc.Arbitrary<RawReply> {
  const json = fc
    .oneof(
      { weight: 8, arbitrary: wrapped(mutated(sample, oddValues(secrets))) },
      { weight: 3, arbitrary: refusals(codes, secrets) },
    )
    .map((value) => JSON.stringify(value))
  const truncated = fc
    .tuple(json, fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([text, part]) => text.slice(0, Math.floor(text.length * part)))
  const text = fc.oneof(
    { weight: 16, arbitrary: json },
    { weight: 2, arbitrary: truncated },
    { weight: 1, arbitrary: oddJson },
    { weight: 1, arbitrary: noJson },
  )
  const encoded = fc.tuple(text, contentTypes, statuses).map(([body, contentType, status]) => {
    return toReply(status, encode(body, contentType), contentType)
  })
  const noise = fc
    .tuple(fc.uint8Array({ maxLength: 200 }), contentTypes, statuses)
    .map(([bytes, contentType, status]) => toReply(status, Buffer.from(bytes), contentType))
  return fc.oneof({ weight: 24, arbitrary: encoded }, { weight: 1, arbitrary: noise })
}

/** Prints a failing reply as text, up to a readable length. */
function toReply(status: number, bytes: Buffer, contentType: string): RawReply {
  const print = () => `${status} ${contentType}: ${bytes.toString().slice(0, 2_000)}`
  return { status, bytes, contentType, [fc.toStringMethod]: print }
}
