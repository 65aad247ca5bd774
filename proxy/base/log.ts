import { pino, type DestinationStream, type Logger } from 'pino'
import { ProblemError } from './problem.ts'

export type { Logger }

/**
 * JSON lines on stdout. Errors are written field by field: a library's may contain a request with
 * its token.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
  }
  standardOutput ??= createStandardOutput()
  return pino(options, destination ?? standardOutput)
}

/** Characters; more than is logged in one turn of the event loop. */
const maxBufferedLength = 16_000

/** Bytes buffered while nothing can be written, as on a full disk; further lines are dropped. */
const maxBufferedBytes = 1_000_000

/** Shared by all loggers, as there is one stdout. */
let standardOutput: DestinationStream | undefined

/** Writes the lines of one event loop turn together, as each write is a system call. */
function createStandardOutput(): DestinationStream {
  const waiting = { minLength: maxBufferedLength, maxLength: maxBufferedBytes }
  const output = pino.destination({ dest: 1, sync: true, ...waiting })
  // A full disk must not end the process; the unwritten part is retried with the next line.
  output.on('error', () => {})
  // Unlike `flushSync`, this does not retry forever.
  process.once('exit', () => output.flush())
  let isDue = false
  return {
    write(line) {
      output.write(line)
      if (isDue) return
      isDue = true
      setImmediate(() => {
        isDue = false
        // Unlike `flushSync`, this does not wait for the disk.
        output.flush()
      })
    },
  }
}

type Described = { [key: string]: unknown }

/** An error as logged: type, message, code and stack, and the same of its causes. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error
  const message = messageOf(error)
  const described: Described = { type: error.name, message }
  if (error instanceof ProblemError && error.upstreamCall !== undefined) {
    described['upstreamCall'] = error.upstreamCall
  }
  if ('code' in error && typeof error.code === 'string') described['code'] = error.code
  if (!(error instanceof ProblemError)) {
    described['stack'] = error.stack?.replace(error.message, message)
  }
  if (error.cause !== undefined && depth < 5) {
    described['cause'] = describeError(error.cause, depth + 1)
  }
  return described
}

/** Drizzle repeats the parameters of a failed statement, which include titles and names. */
function messageOf({ message }: Error): string {
  return message.startsWith('Failed query: ') ? message.replace(/\nparams: .*$/s, '') : message
}
