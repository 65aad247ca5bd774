import type { Flow } from '../../shared/flow.ts'

/** e签宝 in our own words; each generation of its API has an implementation. */
export type Esign = {
  /**
   * A flow with its operation records.
   * @param corpId the corp on whose behalf to ask
   * @throws ProblemError `flow-not-found`, or what the DingTalk client throws
   */
  getFlow(corpId: string, taskId: string): Promise<Flow>
}
