import { parentPort } from 'node:worker_threads'
import '#proxy/upstream/esign/flow-thread.ts'

// Replaces the thread that reads large flows; one flow crashes it.

parentPort?.on('message', ({ question }: { question: { taskId: string } }) => {
  if (question.taskId === 'PRO-CRASH') throw new Error('crashed')
})
