import type { SandboxControl } from './app.ts'

/**
 * The sandbox's control calls. A reset takes back what happened to its flows, so that nothing of what
 * was read before holds any more; e签宝 has nothing like it, and no notice tells.
 * @param forget lets go of all that was read
 */
export function forgettingOnReset(sandbox: SandboxControl, forget: () => void): SandboxControl {
  return {
    async fetch(request) {
      const answer = await sandbox.fetch(request)
      if (new URL(request.url).pathname === '/_sandbox/reset') forget()
      return answer
    },
  }
}
