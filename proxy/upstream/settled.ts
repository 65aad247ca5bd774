import { channel } from 'node:diagnostics_channel'
import type { Logger } from '#proxy/base/log.ts'

/**
 * What the documentation of DingTalk and e签宝 leaves open, and how the app may find it: it is built
 * for each outcome. `docs/first-day.md` explains them.
 */
export const openPoints = {
  'approval-attachments': ['answered', 'refused'],
  'approval-flow-id': ['is-task-id', 'is-other'],
  'approval-time': ['milliseconds', 'with-zone', 'other-text'],
  'auth-code': ['accepted', 'refused'],
  'corp-auth-failure': ['FALL', 'FAIL'],
  'esign-throttling': ['seen'],
  'event-repeats': ['once', 'repeated'],
  'event-signature-name': ['msg_signature', 'signature'],
  'file-address': ['lasted', 'ended-early'],
  'process-daily-limit': ['reached'],
  'real-name-flag': ['text', 'boolean', 'other'],
  'refusal-status': ['http-200', 'http-error'],
  'return-parameters': ['as-parameters', 'as-path', 'none'],
  'robot-delivery': ['line', 'posted'],
  'robot-quota': ['reached'],
  'robot-quote': ['text', 'other'],
  'robot-repeats': ['once', 'repeated'],
  'robot-sender': ['named', 'unnamed', 'unknown-corp'],
  'robot-session': ['answered', 'refused'],
  'seal-approval-event': ['with-page', 'without-page'],
  'seal-approval-instance': ['matched', 'not-matched'],
  'sign-in-code-name': ['authCode', 'code'],
  'sign-in-corp': ['named', 'not-named'],
  'sign-in-refusal': ['with-error', 'without-error'],
  'todo-by-app': ['refused'],
  'todo-by-source-id': ['answered', 'refused'],
  'todo-exists-text': ['documented', 'other'],
  'unified-token': ['issued', 'refused'],
} as const satisfies Record<string, readonly string[]>

type OpenPoint = keyof typeof openPoints

type OutcomeOf<Point extends OpenPoint> = (typeof openPoints)[Point][number]

type Settled = { point: OpenPoint; outcome: OutcomeOf<OpenPoint> }

/** Process-wide, because what settles a point stands deep in the reading of an answer. */
const news = channel('esign-dingtalk:settled')

/** Tells how the app has just found an open point. */
export function noteSettled<Point extends OpenPoint>(
  point: Point,
  outcome: OutcomeOf<Point>,
): void {
  if (news.hasSubscribers) news.publish({ point, outcome } satisfies Settled)
}

/**
 * Logs each outcome of a point once, and counts all.
 * @returns a function that stops it
 */
export function hearSettled(
  log: Pick<Logger, 'info'>,
  count: (point: string, outcome: string) => void,
): () => void {
  const logged = new Set<string>()
  function hear(message: unknown): void {
    // Only `noteSettled` publishes here.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const { point, outcome } = message as Settled
    count(point, outcome)
    const key = `${point} ${outcome}`
    if (logged.has(key)) return
    logged.add(key)
    log.info({ outcome }, `settled: ${point}`)
  }
  news.subscribe(hear)
  return () => {
    news.unsubscribe(hear)
  }
}
