import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A script of this folder in a separate process. It handles one question at a time. */
export type Child = {
  /** Sends a message and waits for the answer. */
  ask<Answer>(question: unknown): Promise<Answer>
  stop(): Promise<void>
}

export async function startChild(file: string, words: string[]): Promise<Child & { url: string }> {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const started = fork(path, words, { execArgv: ['--import', 'tsx'], stdio: 'inherit' })
  const child = childOf(started)
  const url = await child.ask<string>('url')
  return { ...child, url }
}

/** A `Child` for a process that was already started with an IPC channel. */
export function childOf(child: ChildProcess): Child {
  return {
    async ask(question) {
      const listening = new AbortController()
      const { signal } = listening
      try {
        const answered = once(child, 'message', { signal })
        const gone = once(child, 'exit', { signal }).then(() => {
          throw new Error('the process has ended')
        })
        child.send(Object(question) === question ? Object(question) : String(question))
        const [answer] = await Promise.race([answered, gone])
        return answer
      } finally {
        // Removes the listener that was not called.
        listening.abort()
      }
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}
