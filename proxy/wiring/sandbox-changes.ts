import type { SandboxControl } from '#proxy/app.ts'

/**
 * Drops cached readings when a control call changes the sandbox, as most such changes cause no
 * notice.
 * @param forget drops all readings, also in other processes
 */
export function withResetOnChange(
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

/** Sign-ins request codes, which changes nothing. */
function changesSomething({ method, url }: Request): boolean {
  return method !== 'GET' && method !== 'HEAD' && !url.endsWith('/_sandbox/auth-codes')
}
