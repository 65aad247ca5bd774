import { parentPort } from 'node:worker_threads'
import '#proxy/esign/flow-thread.ts'

// The thread that reads large flows, which one of them brings down.

parentPort?.on('message', ({ question }: { question: { taskId: string } }) => {
  if (question.taskId === 'PRO-CRASH') throw new Error('crashed')
})
