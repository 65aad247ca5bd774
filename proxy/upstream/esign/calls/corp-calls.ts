import type { AppState, Margin } from '#shared/schemas/corp.ts'
import type { TaskPage } from '#shared/schemas/launch-page.ts'
import type { RealName } from '#shared/schemas/real-name.ts'
import type { Upstream } from '#proxy/upstream/esign/wire/ask.ts'
import { taskPagePayload } from '#proxy/upstream/esign/payloads/page-payloads.ts'
import { realNamePayload } from '#proxy/upstream/esign/payloads/real-name-payload.ts'
import {
  appStatePayload,
  consolePayload,
  donePayload,
  marginPayload,
} from '#proxy/upstream/esign/payloads/corp-payloads.ts'

/** Calls about a corp as a whole. */
export type CorpCalls = {
  /**
   * Sets our app up as a developer for a corp: once, before any other call. The corp must be
   * verified (isv-service-provider-data-initialization).
   * @param setUp `noticeUrl`: where e签宝 posts its notices
   * @returns whether it was done; null if upstream does not say
   * @throws ProblemError `esign-already-initialised`, `corp-not-real-name-verified`
   */
  initialiseDeveloper(
    corpId: string,
    setUp: { noticeUrl?: string | undefined },
  ): Promise<boolean | null>

  /**
   * A page on which an administrator authorises our app to use e签宝 for the corp, valid for two
   * hours. The return address gets the outcome as status=SUCCESS or FAIL, and taskid
   * (obtain-the-address-of-the-authorized-page).
   * @throws ProblemError `esign-not-initialised`
   */
  getAuthorisationUrl(corpId: string, page: { redirectUrl?: string | undefined }): Promise<TaskPage>

  /**
   * Withdraws a corp's authorisation (cancel-enterprise-authorization).
   * @returns whether it was done; null if upstream does not say
   */
  cancelAuthorisation(corpId: string): Promise<boolean | null>

  /**
   * How many contracts are left in the corp's package (query-package-balance).
   * @throws ProblemError `corp-not-real-name-verified`
   */
  getMargin(corpId: string): Promise<Margin>

  /**
   * Whether e签宝's micro-app is installed and our app authorised; the first thing to ask
   * (obtain-the-current-status-of-the-company-s-e-sign-micro-application).
   */
  getAppState(corpId: string): Promise<AppState>

  /** Whether the corp is verified, which its seals require (query-enterprise-information). */
  getCorpRealName(corpId: string): Promise<RealName>

  /**
   * A page on which an administrator has the corp verified, valid for two hours
   * (obtain-the-address-that-is-redirected-to-the-enterprise-s-real).
   * @param page `userId`: an administrator of the corp in DingTalk; `redirectUrl`: where to return,
   * see `Capabilities.corpRealNameReturn`
   * @throws ProblemError `not-corp-admin`
   */
  getCorpRealNameUrl(
    corpId: string,
    page: { userId: string; redirectUrl?: string | undefined },
  ): Promise<TaskPage>

  /**
   * The corp's console in e签宝, for computers only; null if upstream sends no address
   * (get-enterprise-console-address).
   */
  getConsoleUrl(corpId: string): Promise<string | null>
}

export function createCorpCalls({ ask, operations }: Upstream): CorpCalls {
  return {
    initialiseDeveloper: (corpId, { noticeUrl }) =>
      ask(corpId, operations.initialiseDeveloper, { body: { noticeUrl } }, donePayload),

    getAuthorisationUrl: (corpId, { redirectUrl }) =>
      ask(corpId, operations.getAuthorisationUrl, { body: { redirectUrl } }, taskPagePayload),

    cancelAuthorisation: (corpId) =>
      ask(corpId, operations.cancelAuthorisation, { body: {} }, donePayload),

    getMargin: (corpId) => ask(corpId, operations.getMargin, {}, marginPayload),

    getAppState: (corpId) => ask(corpId, operations.getAppState, {}, appStatePayload),

    getCorpRealName: (corpId) => ask(corpId, operations.getCorpRealName, {}, realNamePayload),

    getCorpRealNameUrl: (corpId, { userId, redirectUrl }) =>
      ask(
        corpId,
        operations.getCorpRealNameUrl,
        { body: { userId, redirectUrl } },
        taskPagePayload,
      ),

    getConsoleUrl: (corpId) => ask(corpId, operations.getConsoleUrl, {}, consolePayload),
  }
}
