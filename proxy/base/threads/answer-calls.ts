import { parentPort, type Transferable } from 'node:worker_threads'
import { packError } from './packed-error.ts'
import type { ThreadAnswer, ThreadCall } from './thread.ts'

/** `transfer`: buffers of the value that are moved to the other thread instead of copied. */
export type Answer = { value: unknown; transfer?: Transferable[] }

/** Answers the calls to this thread. */
export function answerCalls(answer: (question: unknown) => Answer | Promise<Answer>): void {
  const port = parentPort
  if (port === null) throw new Error('This script runs in threads only.')
  const send = (answered: ThreadAnswer, transfer?: Transferable[]) =>
    port.postMessage(answered, transfer)
  async function handle({ id, question }: ThreadCall): Promise<void> {
    try {
      const { value, transfer } = await answer(question)
      send({ id, value }, transfer)
    } catch (error) {
      send({ id, error: packError(error) })
    }
  }
  port.on('message', (call: ThreadCall) => void handle(call))
}
