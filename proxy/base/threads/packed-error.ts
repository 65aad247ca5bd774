import { TransientFailure } from '#proxy/upstream/dingtalk/client/transient-failure.ts'
import { InvalidToken, UpstreamRefusal } from '#proxy/upstream/dingtalk/client/upstream-refusal.ts'
import { ProblemError } from '#proxy/base/problem.ts'

/** A serialised error that keeps its class and fields between threads. */
export type PackedError = {
  kind: string
  message: string
  stack: string | undefined
  fields: Readonly<Record<string, unknown>>
  /** A packed error, or a plain value. */
  cause: { error: PackedError } | { value: unknown } | null
}

/** Classes that callers check for. */
const kinds: Readonly<Record<string, { prototype: Error }>> = {
  InvalidToken,
  TransientFailure,
  ProblemError,
  UpstreamRefusal,
}

const depthLimit = 5

export function packError(error: unknown, depth = 0): PackedError {
  if (!(error instanceof Error)) {
    return { kind: 'Error', message: String(error), stack: undefined, fields: {}, cause: null }
  }
  const { message, stack, cause } = error
  const kind = Object.keys(kinds).find((name) => error.constructor === kinds[name]) ?? 'Error'
  return { kind, message, stack, fields: fieldsOf(error), cause: packCause(cause, depth) }
}

function packCause(cause: unknown, depth: number): PackedError['cause'] {
  if (cause === undefined || depth >= depthLimit) return null
  return cause instanceof Error
    ? { error: packError(cause, depth + 1) }
    : { value: structuredClone(cause) }
}

/** The cloneable fields only, as libraries put all kinds of values in errors. */
function fieldsOf(error: Error): Record<string, unknown> {
  const isSent = (value: unknown) =>
    ['string', 'number', 'boolean'].includes(typeof value) ||
    (Array.isArray(value) && value.every((item) => typeof item === 'string'))
  const fields = Object.entries(error).filter(([, value]) => isSent(value))
  return { name: error.name, ...Object.fromEntries(fields) }
}

export function unpackError({ kind, message, stack, fields, cause }: PackedError): Error {
  const options = cause === null ? {} : { cause: unpackCause(cause) }
  const error = new Error(message, options)
  const prototype = kinds[kind]?.prototype
  if (prototype !== undefined) Object.setPrototypeOf(error, prototype)
  if (stack !== undefined) error.stack = stack
  return Object.assign(error, fields)
}

function unpackCause(cause: NonNullable<PackedError['cause']>): unknown {
  return 'error' in cause ? unpackError(cause.error) : cause.value
}
