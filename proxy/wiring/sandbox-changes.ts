import type { SandboxControl } from '#proxy/app.ts'

/**
 * The sandbox's control calls. Those that change something, a flow, a fault or all of it, take back
 * what was read before; e签宝 has nothing like them, and no notice tells of most.
 * @param forget lets go of all that was read, also in other processes
 */
export function forgettingOnChange(
  sandbox: SandboxControl,
  forget: () => Promise<void>,
): SandboxControl {
  return {
    async fetch(request) {
      const answer = await sandbox.fetch(request)
      if (changesSomething(request)) await forget()
      return answer
    },
  }
}

/** Everybody who signs in asks for a code, which changes nothing that anybody reads. */
function changesSomething({ method, url }: Request): boolean {
  return method !== 'GET' && method !== 'HEAD' && !url.endsWith('/_sandbox/auth-codes')
}
