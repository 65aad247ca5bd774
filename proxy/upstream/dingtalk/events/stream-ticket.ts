import { z } from 'zod'
import type { DingTalkSettings } from '#proxy/config.ts'
import { replyAs } from '#proxy/upstream/dingtalk/client/reply-as.ts'
import { laneOf, type Caller } from '#proxy/upstream/dingtalk/client/caller.ts'
import { robotTopic } from '#proxy/upstream/dingtalk/robot/robot-message.ts'
import type { StreamTicket } from './stream-client.ts'

const ticketSchema = z.object({ endpoint: z.string().min(1), ticket: z.string().min(1) })

/**
 * `POST /v1.0/gateway/connections/open` (the Stream protocol). Which events come is chosen in the
 * developer console.
 * @param hasRobot whether messages to the app's robot are to come as well
 * @throws ProblemError
 */
export async function fetchStreamTicket(
  caller: Caller,
  { apiUrl, clientId, clientSecret }: DingTalkSettings,
  hasRobot = false,
): Promise<StreamTicket> {
  const path = '/v1.0/gateway/connections/open'
  const body = {
    clientId,
    clientSecret,
    ua: 'esign-dingtalk/1.0',
    subscriptions: [
      { type: 'EVENT', topic: '*' },
      ...(hasRobot ? [{ type: 'CALLBACK', topic: robotTopic }] : []),
    ],
  }
  const call = {
    lane: laneOf('', path),
    // `StreamClient` retries, with pauses.
    isRepeatable: false,
    request: { method: 'POST', baseUrl: apiUrl, path, body },
    secrets: [clientSecret],
  } as const
  const reply = await caller.call(call, caller.budget())
  return replyAs(ticketSchema, reply, 'a ticket of its gateway')
}
