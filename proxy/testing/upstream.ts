import type { Sandbox } from '#sandbox/app.ts'
import { sandboxCorpId, startSandbox } from '#sandbox/played.ts'
import type { DecideFault, ReceivedCall } from '#sandbox/state/faults.ts'
import { controlOf, issueAuthCode, type Control } from './control-sandbox.ts'
import type { TestProxy } from './test-proxy.ts'

/** DingTalk and e签宝, played by the sandbox on a port. */
export type Upstream = {
  url: string
  sandbox: Sandbox
  control: Control
  /** The calls so far, nothing masked; a test may empty it. */
  received: ReceivedCall[]
  /** The number of calls to a path, with any query. */
  count(path: string): number
  /** Answers in place of the sandbox; see `sample-replies.ts`. */
  fault: DecideFault
  /** Signs in a member of the sandbox's main corp, or of another one, by an auth code. */
  signIn(proxy: Pick<TestProxy, 'signIn'>, userId: string, corpId?: string): Promise<Response>
  /** Cuts open connections. A second call does nothing. */
  close(): Promise<void>
}

export type PlayedOptions = Omit<NonNullable<Parameters<typeof startSandbox>[0]>, 'decideFault'>

/** @param fault answers in place of the sandbox from the start */
export async function startUpstream(
  fault: DecideFault = () => undefined,
  played: PlayedOptions = {},
): Promise<Upstream> {
  const received: ReceivedCall[] = []
  const { url, sandbox, close } = await startSandbox({
    ...played,
    decideFault(call) {
      received.push(call)
      return upstream.fault(call)
    },
  })
  let closing: Promise<void> | undefined
  const upstream: Upstream = {
    url,
    sandbox,
    control: controlOf(url),
    received,
    count: (path) => received.filter((call) => call.path.split('?')[0] === path).length,
    fault,
    async signIn(proxy, userId, corpId = sandboxCorpId) {
      const authCode = await issueAuthCode(upstream.control, userId, corpId)
      const answer = await proxy.signIn({ authCode, corpId })
      if (answer.status !== 201) throw new Error(`signing in was answered ${answer.status}`)
      return answer
    },
    close: () => (closing ??= close()),
  }
  return upstream
}
