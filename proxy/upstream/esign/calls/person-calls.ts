import type { TaskPage } from '#shared/schemas/launch-page.ts'
import type { RealName } from '#shared/schemas/real-name.ts'
import type { Upstream } from '#proxy/upstream/esign/wire/ask.ts'
import { taskPagePayload } from '#proxy/upstream/esign/payloads/page-payloads.ts'
import { realNamePayload } from '#proxy/upstream/esign/payloads/real-name-payload.ts'

/** Calls about one member of a corp. */
export type PersonCalls = {
  /**
   * Whether a member is verified, which signing requires (query-personal-information).
   * @throws ProblemError `person-not-found`
   */
  getUserRealName(corpId: string, userId: string): Promise<RealName>

  /**
   * A page on which a member verifies their identity, valid for two hours
   * (obtain-the-address-that-is-redirected-to-the-user-s-real).
   * @param page `redirectUrl`: where to return to after success
   */
  getUserRealNameUrl(
    corpId: string,
    page: { userId: string; redirectUrl?: string | undefined },
  ): Promise<TaskPage>
}

export function createPersonCalls({ ask, operations }: Upstream): PersonCalls {
  return {
    getUserRealName: (corpId, userId) =>
      ask(corpId, operations.getUserRealName, { parameters: { userId } }, realNamePayload),

    getUserRealNameUrl: (corpId, { userId, redirectUrl }) =>
      ask(
        corpId,
        operations.getUserRealNameUrl,
        { body: { userId, redirectUrl } },
        taskPagePayload,
      ),
  }
}
