import { parentPort, type Transferable } from 'node:worker_threads'
import { MessageQueue } from './message-queue.ts'
import { packError } from './packed-error.ts'
import type { ThreadCall, ThreadAnswer } from './thread.ts'

/** A value whose buffers are transferred, not copied. */
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
  const port = parentPort
  if (port === null) throw new Error('This script runs in threads only.')
  const queue = new MessageQueue<ThreadAnswer>((messages, transfer) =>
    port.postMessage(messages, transfer),
  )
  const sayFailure = (id: number, error: unknown) =>
    queue.put({ id, error: packError(error) }, [], () => {})
  async function handle({ id, name, args }: ThreadCall): Promise<void> {
    try {
      const answered = await answer(name, args)
      const { value, transfer } =
        answered instanceof Transferred ? answered : new Transferred(answered, [])
      queue.put({ id, value }, transfer, (error) => sayFailure(id, error))
    } catch (error) {
      sayFailure(id, error)
    }
  }
  port.on('message', (calls: ThreadCall[]) => {
    for (const call of calls) void handle(call)
  })
}
