import type { SandboxControl } from './app.ts'

/**
 * The sandbox's control calls. Those that change something, a flow, a fault or all of it, take back
 * what was read before; e签宝 has nothing like them, and no notice tells of most.
 * @param forget lets go of all that was read
 */
export function forgettingOnChange(sandbox: SandboxControl, forget: () => void): SandboxControl {
  return {
    async fetch(request) {
      const answer = await sandbox.fetch(request)
      if (request.method !== 'GET' && request.method !== 'HEAD') forget()
      return answer
    },
  }
}
