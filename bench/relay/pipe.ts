import { Schedule, type Capacity } from './schedule.ts'

/** About what fits into one packet, so that connections share the link as they do a real one. */
const packetBytes = 1400

type Packet = { dueAt: number; bytes: number; deliver: () => void }

/** One direction of a link. What is sent comes out in order, later. */
export class Pipe {
  readonly #schedule: Schedule
  /** In the order in which they arrive, since all are under way for the same time. */
  readonly #packets: Packet[] = []
  readonly #waiting: (() => void)[] = []
  #isTimed = false
  #queuedBytes = 0
  readonly #roomBytes: number

  /** @param roomBytes how much may be in the pipe before senders have to wait */
  constructor(capacity: Capacity, roomBytes: number) {
    this.#schedule = new Schedule(capacity)
    this.#roomBytes = roomBytes
  }

  /** Whether senders may go on. */
  get hasRoom(): boolean {
    return this.#queuedBytes < this.#roomBytes
  }

  /** Calls back once, when there is room again. */
  whenRoom(callback: () => void): void {
    this.#waiting.push(callback)
  }

  send(bytes: Buffer, deliver: (packet: Buffer) => void): void {
    for (let start = 0; start < bytes.length; start += packetBytes) {
      const packet = bytes.subarray(start, start + packetBytes)
      this.#add(packet.length, () => deliver(packet))
    }
  }

  /** Lets something happen once all that was sent before has come out. */
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
