import { Schedule, type Capacity } from './schedule.ts'

/** About the size of a TCP packet, so that connections share the link as they share a real one. */
const packetBytes = 1400

type Packet = { dueAt: number; bytes: number; deliver: () => void }

/** One direction of a link: what is sent arrives later, in the same order. */
export class Pipe {
  readonly #schedule: Schedule
  /**
   * In sending order, which is also the order of arrival, because the delay is the same for all.
   */
  readonly #packets: Packet[] = []
  readonly #waiting: (() => void)[] = []
  #isTimed = false
  #queuedBytes = 0
  readonly #roomBytes: number

  /** @param roomBytes bytes that may be in the pipe before senders have to wait */
  constructor(capacity: Capacity, roomBytes: number) {
    this.#schedule = new Schedule(capacity)
    this.#roomBytes = roomBytes
  }

  /** Whether senders may send. */
  get hasRoom(): boolean {
    return this.#queuedBytes < this.#roomBytes
  }

  /** Calls `callback` once, when there is room again. */
  whenRoom(callback: () => void): void {
    this.#waiting.push(callback)
  }

  send(bytes: Buffer, deliver: (packet: Buffer) => void): void {
    for (let start = 0; start < bytes.length; start += packetBytes) {
      const packet = bytes.subarray(start, start + packetBytes)
      this.#add(packet.length, () => deliver(packet))
    }
  }

  /** Calls `deliver` after everything sent before has arrived. */
  sendEnd(deliver: () => void): void {
    this.#add(0, deliver)
  }

  #add(bytes: number, deliver: () => void): void {
    const dueAt = this.#schedule.arrivalOf(bytes, performance.now())
    this.#packets.push({ dueAt, bytes, deliver })
    this.#queuedBytes += bytes
    this.#wakeAt(dueAt)
  }

  #wakeAt(dueAt: number): void {
    if (this.#isTimed) return
    this.#isTimed = true
    setTimeout(() => this.#run(), dueAt - performance.now())
  }

  #run(): void {
    this.#isTimed = false
    const now = performance.now()
    let next = this.#packets[0]
    while (next !== undefined && next.dueAt <= now) {
      this.#packets.shift()
      this.#queuedBytes -= next.bytes
      next.deliver()
      next = this.#packets[0]
    }
    if (next !== undefined) this.#wakeAt(next.dueAt)
    if (this.hasRoom) for (const callback of this.#waiting.splice(0)) callback()
  }
}
