import type { DecideFault, FaultAnswer } from '#sandbox/state/faults.ts'

/** Bodies from DingTalk's documentation, and errors as observed. */

export const tokenReply = { accessToken: 'fw8ef8we8f76e6f7s8dxxxx', expireIn: 7200 }

/** obtain-the-userid-of-a-user-by-using-the-log-free */
export const userReply = {
  errcode: 0,
  errmsg: 'ok',
  request_id: '4ry7q5z3xv2d',
  result: {
    associated_unionid: 'N2o5U3axxxx',
    unionid: 'gliiW0piiii02zBUjUxxxx',
    device_id: '12drtfxxxxx',
    sys_level: 1,
    name: '张xx',
    sys: true,
    userid: 'userid123',
  },
}

/** obtains-the-task-details */
export const flowReplyV2 = {
  initiatorName: '王五',
  initiatorAuthorizedName: '杭州天谷信息科技有限公司',
  businessScene: '劳动合同',
  flowStatus: 1,
  logs: [
    {
      logType: '8',
      operateDescription: '查看了流程',
      operateTime: 1_618_302_600_000,
      operatorAccountName: '王五',
    },
  ],
}

const { businessScene, ...flowWithoutTitle } = flowReplyV2

/** obtain-the-task-details-of-the-corresponding-process */
export const flowReplyV1 = {
  code: 0,
  message: '成功',
  data: { ...flowWithoutTitle, businessSense: businessScene },
}

/** An error of the new host. */
export function refusal(
  code: string,
  more: Record<string, unknown> = {},
  status = 400,
): FaultAnswer {
  const requestid = 'B1BA2B1F-0000-7000-8000-000000000000'
  return { status, body: { code, message: `message of ${code}`, requestid, ...more } }
}

/** An error of the old host's gateway. */
export function oldRefusal(subCode: string, message = `message of ${subCode}`): FaultAnswer {
  return {
    body: {
      errcode: 88,
      sub_code: subCode,
      sub_msg: message,
      errmsg: `ding talk error[subcode=${subCode},submsg=${message}]`,
      request_id: '16abcdefghijk',
    },
  }
}

/** An answer that never comes. */
export const silence: FaultAnswer = { delayMs: 600_000 }

type Answers = { token?: DecideFault; user?: DecideFault; flow?: DecideFault }

const readsFlow = /^GET \/(v2\.0\/esign\/flowTasks\/[^/]+|v1\.0\/esign\/flows\/detail)$/

/** Answers calls for tokens, for people, and readings of a flow; the sandbox answers the others. */
export function answering({ token, user, flow }: Answers): DecideFault {
  return (call) => {
    const path = call.path.split('?')[0] ?? ''
    if (path.startsWith('/v1.0/oauth2/')) return token?.(call)
    if (path.startsWith('/topapi/')) return user?.(call)
    return readsFlow.test(`${call.method} ${path}`) ? flow?.(call) : undefined
  }
}
