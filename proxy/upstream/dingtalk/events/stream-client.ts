import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import {
  acknowledgement,
  callAnswer,
  callFailure,
  noHandler,
  pong,
  readFrame,
  type Frame,
  type IncomingEvent,
} from './stream-frames.ts'
import {
  addressOf,
  openStreamLine,
  defaultLineTimes,
  type LineTimes,
  type StreamLine,
} from './stream-line.ts'
import type { Clock, EpochMs } from '#shared/rules/time.ts'

export type StreamTicket = { endpoint: string; ticket: string }

export type LineStatus = {
  /** `waiting`: for the next attempt. `off`: this process does not hold a lease. */
  state: 'open' | 'connecting' | 'waiting' | 'off'
  since: EpochMs
  lastFrameAt: EpochMs | null
}

export type StreamClientDeps = {
  /** Asks the gateway for a ticket, which is valid for one connection. */
  askTicket: () => Promise<StreamTicket>
  /** The event is acknowledged when this resolves, and redelivered when it rejects. */
  take: (event: IncomingEvent) => Promise<void>
  /** Resolves once a message to the robot is stored; absent if the app has no robot. */
  takeRobotMessage?: ((data: unknown) => Promise<void>) | undefined
  /** Called with organisations of which an event came without its content. */
  onEmpty?: (corpId: string) => void
  /** Called when a line reopens after a gap in which events may have been lost. */
  onGap?: () => void
  log: Pick<Logger, 'info' | 'warn'>
  now: Clock
  random?: () => number
  times?: StreamTimes
}

export type StreamTimes = LineTimes & {
  minPauseMs: number
  maxPauseMs: number
  /** After a line that was open for longer, the pause is reset. */
  steadyMs: number
  /** The gateway redelivers an event that is not acknowledged within three seconds. */
  answerMs: number
}

export const defaultStreamTimes: StreamTimes = {
  ...defaultLineTimes,
  minPauseMs: 1_000,
  maxPauseMs: 60_000,
  steadyMs: 30_000,
  answerMs: 2_500,
}

/**
 * One connection attempt at a time, each with its own ticket. When the gateway announces a
 * disconnect, the new line opens before the old one closes.
 */
export class StreamClient {
  readonly #deps: StreamClientDeps
  readonly #times: StreamTimes
  #line: StreamLine | null = null
  #timer: NodeJS.Timeout | undefined
  #isConnecting = false
  #isOn = false
  #failures = 0
  #attemptAt = -Infinity
  #status: LineStatus

  constructor(deps: StreamClientDeps) {
    this.#deps = deps
    this.#times = deps.times ?? defaultStreamTimes
    this.#status = { state: 'off', since: deps.now(), lastFrameAt: null }
  }

  get status(): LineStatus {
    return this.#status
  }

  start(): void {
    if (this.#isOn) return
    this.#isOn = true
    this.#schedule(0)
  }

  stop(): void {
    this.#isOn = false
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#line?.close()
    this.#line = null
    this.#note('off')
  }

  #note(state: LineStatus['state']): void {
    if (state === this.#status.state) return
    this.#status = { ...this.#status, state, since: this.#deps.now() }
  }

  #schedule(pauseMs: number): void {
    if (!this.#isOn || this.#isConnecting || this.#timer !== undefined) return
    const earliest = this.#attemptAt + this.#times.minPauseMs - performance.now()
    if (this.#line === null) this.#note('waiting')
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        void this.#attempt()
      },
      Math.max(pauseMs, earliest),
    )
    this.#timer.unref()
  }

  #scheduleAfterFailure(): void {
    const { minPauseMs, maxPauseMs } = this.#times
    const { random = Math.random } = this.#deps
    const maxMs = Math.min(maxPauseMs, minPauseMs * 2 ** this.#failures)
    this.#failures += 1
    this.#schedule(Math.max(minPauseMs, maxMs * (0.5 + random() / 2)))
  }

  async #attempt(): Promise<void> {
    this.#isConnecting = true
    this.#attemptAt = performance.now()
    if (this.#line === null) this.#note('connecting')
    try {
      const { endpoint, ticket } = await this.#deps.askTicket()
      if (!this.#isOn) return
      await this.#open(addressOf(endpoint, ticket))
    } catch (err) {
      // The socket's error is not logged, as it may contain the address with its ticket.
      this.#deps.log.warn({ err }, 'no line to the gateway of DingTalk')
      this.#isConnecting = false
      this.#scheduleAfterFailure()
      return
    } finally {
      this.#isConnecting = false
    }
  }

  #open(address: string): Promise<void> {
    return new Promise((resolve, reject) => {
      let openedAt: number | null = null
      const line: StreamLine = openStreamLine(
        address,
        {
          onOpen: () => {
            openedAt = performance.now()
            if (!this.#isOn) line.close()
            else this.#use(line)
            resolve()
          },
          onSign: () => {
            this.#status = { ...this.#status, lastFrameAt: this.#deps.now() }
          },
          onText: (text) => this.#hear(line, text),
          onEnd: (why) => {
            if (openedAt === null) reject(new Error(`The line to DingTalk: ${why}.`))
            else this.#lose(line, why, performance.now() - openedAt)
          },
        },
        this.#times,
      )
    })
  }

  #use(line: StreamLine): void {
    const old = this.#line
    this.#line = line
    old?.close()
    this.#note('open')
    this.#status = { ...this.#status, lastFrameAt: this.#deps.now() }
    this.#deps.log.info({}, 'line to the gateway of DingTalk open')
    if (old === null) this.#deps.onGap?.()
  }

  #lose(line: StreamLine, why: string, openMs: number): void {
    if (this.#line !== line) return
    this.#line = null
    this.#deps.log.warn({ why }, 'line to the gateway of DingTalk lost')
    if (openMs >= this.#times.steadyMs) this.#failures = 0
    if (this.#timer === undefined && !this.#isConnecting) this.#scheduleAfterFailure()
    else this.#note(this.#isConnecting ? 'connecting' : 'waiting')
  }

  #hear(line: StreamLine, text: string): void {
    try {
      const frame = readFrame(text, this.#deps.now())
      if (frame.kind === 'invalid')
        this.#deps.log.warn({ length: text.length }, 'invalid frame from DingTalk')
      this.#answer(line, frame)
    } catch (err) {
      this.#deps.log.warn({ err }, 'a frame of DingTalk cannot be handled')
    }
  }

  #answer(line: StreamLine, frame: Frame): void {
    switch (frame.kind) {
      case 'ping':
        line.send(pong(frame.messageId, frame.data))
        return
      case 'invalid':
        if (frame.messageId !== null) line.send(noHandler(frame.messageId))
        return
      case 'call':
        line.send(noHandler(frame.messageId))
        return
      case 'quota-spent':
        this.#deps.log.warn(
          {},
          "DingTalk's quota of events is used up; they arrive without content",
        )
        if (frame.corpId !== null) this.#deps.onEmpty?.(frame.corpId)
        // It may be redelivered with its content once there is quota again.
        line.send(acknowledgement(frame.messageId, 'LATER'))
        return
      case 'disconnect':
        if (line !== this.#line) return
        this.#failures = 0
        this.#schedule(0)
        return
      case 'event':
        void this.#take(line, frame.messageId, frame.event)
        return
      case 'robot-message':
        void this.#takeRobotMessage(line, frame.messageId, frame.data)
        return
      case 'notice':
    }
  }

  async #takeRobotMessage(line: StreamLine, messageId: string, data: unknown): Promise<void> {
    const { takeRobotMessage, log } = this.#deps
    if (takeRobotMessage === undefined) {
      line.send(noHandler(messageId))
      return
    }
    try {
      await this.#inTime(takeRobotMessage(data))
      line.send(callAnswer(messageId))
    } catch (err) {
      log.warn({ err }, 'message to the robot not stored')
      line.send(callFailure(messageId))
    }
  }

  async #inTime(storing: Promise<void>): Promise<void> {
    await withTimeout(storing, this.#times.answerMs, () => {
      throw new Error('It was not stored in time.')
    })
  }

  async #take(line: StreamLine, messageId: string, event: IncomingEvent): Promise<void> {
    try {
      await this.#inTime(this.#deps.take(event))
      line.send(acknowledgement(messageId, 'SUCCESS'))
    } catch (err) {
      const { type, eventId } = event
      this.#deps.log.warn({ type, eventId, err }, 'event of DingTalk not stored')
      line.send(acknowledgement(messageId, 'LATER'))
    }
  }
}
