import { parentPort, type Transferable } from 'node:worker_threads'
import { packError } from './packed-error.ts'
import type { ThreadCall, ThreadMessage } from './thread.ts'

/** A value that goes over together with what it is made of, not as a copy. */
export class Transferred {
  readonly value: unknown
  readonly transfer: Transferable[]

  constructor(value: unknown, transfer: Transferable[]) {
    this.value = value
    this.transfer = transfer
  }
}

/** Answers what is asked of this thread, as it comes. */
export function answerCalls(answer: (name: string, args: readonly unknown[]) => unknown): void {
  const port = requirePort()
  const say = (message: ThreadMessage, transfer: Transferable[] = []) =>
    port.postMessage(message, transfer)
  async function handle({ id, name, args }: ThreadCall): Promise<void> {
    try {
      const value = await answer(name, args)
      if (value instanceof Transferred) say({ id, value: value.value }, value.transfer)
      else say({ id, value })
    } catch (error) {
      say({ id, error: packError(error) })
    }
  }
  port.on('message', (call: ThreadCall) => void handle(call))
}

/** Says something that nobody asked for. */
export function sayNote(note: unknown): void {
  requirePort().postMessage({ note } satisfies ThreadMessage, [])
}

function requirePort(): NonNullable<typeof parentPort> {
  if (parentPort === null) throw new Error('This script runs in threads only.')
  return parentPort
}
