import { ProblemError } from '#proxy/base/problem.ts'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { templateCodes } from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import { UpstreamRefusal } from '#proxy/upstream/dingtalk/client/upstream-refusal.ts'

/** Named in calls in place of a person, a to-do, an approval or a template. */
const nobody = 'settings-check'

type Ask = (client: DingTalkClient, corpId: string, agentId: string | null) => Promise<unknown>

/**
 * A call for each permission of DingTalk, which refuses it to an app that lacks the permission. They
 * read; where a permission is for changes alone, the call names something that does not exist, so
 * that nothing changes.
 */
const calls = {
  qyapi_get_member: (client, corpId) =>
    client.callOapi(corpId, {
      path: '/topapi/v2/user/get',
      changesState: false,
      body: { userid: nobody },
    }),
  qyapi_base: readNoMessage,
  qyapi_robot_sendmsg: (client, corpId) =>
    client.callApi(corpId, {
      method: 'POST',
      api: '/v1.0/robot/oToMessages/batchSend',
      body: { robotCode: nobody, userIds: [nobody], msgKey: 'sampleText', msgParam: '{}' },
    }),
  'Todo.Todo.Write': (client, corpId) =>
    client.callApi(corpId, {
      method: 'PUT',
      api: '/v1.0/todo/users/{unionId}/tasks/{taskId}/executorStatus',
      path: `/v1.0/todo/users/${nobody}/tasks/${nobody}/executorStatus?operatorId=${nobody}`,
      body: { executorStatusList: [{ id: nobody, isDone: true }] },
    }),
  'Todo.Todo.Read': (client, corpId) =>
    client.callApi(corpId, {
      method: 'POST',
      api: '/v1.0/todo/users/{unionId}/org/tasks/query',
      path: `/v1.0/todo/users/${nobody}/org/tasks/query`,
      body: { nextToken: '0', isDone: false, roleTypes: [['executor']] },
      changesState: false,
    }),
  'Workflow.Instance.Read': (client, corpId) =>
    client.callApi(corpId, {
      method: 'GET',
      api: '/v1.0/workflow/processInstances',
      path: `/v1.0/workflow/processInstances?processInstanceId=${nobody}`,
    }),
  'Workflow.Instance.Write': (client, corpId) =>
    client.callApi(corpId, {
      method: 'POST',
      api: '/v1.0/workflow/processInstances/comments',
      body: { processInstanceId: nobody, commentUserId: nobody, text: nobody },
    }),
  'Workflow.Form.Read': (client, corpId) =>
    client.callApi(corpId, {
      method: 'GET',
      api: '/v1.0/workflow/processCentres/schemaNames/processCodes',
      path: `/v1.0/workflow/processCentres/schemaNames/processCodes?name=${nobody}`,
    }),
  'Workflow.Form.Write': (client, corpId) =>
    client.callApi(corpId, {
      method: 'DELETE',
      api: '/v1.0/workflow/processCentres/schemas',
      path: `/v1.0/workflow/processCentres/schemas?processCode=${nobody}&cleanRunningTask=false`,
    }),
  qyapi_aflow: (client, corpId) =>
    client.callApi(corpId, {
      method: 'GET',
      api: '/v1.0/workflow/processCentres/todoTasks',
      path: `/v1.0/workflow/processCentres/todoTasks?userId=${nobody}&pageNumber=1&pageSize=1`,
    }),
} satisfies Record<string, Ask>

export type PermissionName = keyof typeof calls

/** The result of a message that was never sent. */
function readNoMessage(
  client: DingTalkClient,
  corpId: string,
  agentId: string | null,
): Promise<unknown> {
  return client.callOapi(corpId, {
    path: '/topapi/message/corpconversation/getsendresult',
    changesState: false,
    body: { agent_id: Number(agentId ?? 1), task_id: 1 },
  })
}

/** A refusal about the content of the call, which comes after the check of permissions. */
const refusedContent: ReadonlySet<string> = new Set([
  'upstream-rejected',
  'person-not-found',
  'outside-app-scope',
])

/**
 * Whether the app has a permission in an organisation.
 * @throws ProblemError if DingTalk answers neither
 */
export async function hasPermission(
  client: DingTalkClient,
  corpId: string,
  name: PermissionName,
): Promise<boolean> {
  return isAllowed(calls[name](client, corpId, null))
}

/** @throws ProblemError if the call was refused for another reason than a permission or its content */
export async function isAllowed(call: Promise<unknown>): Promise<boolean> {
  try {
    await call
    return true
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (error.code === 'upstream-permission') return false
    if (refusedContent.has(error.code)) return true
    throw error
  }
}

/**
 * Whether DingTalk refuses an agent id of the app: by its documented code, or by words. Other
 * answers are about the message, which does not exist.
 * @throws ProblemError if DingTalk answers neither
 */
export async function isWrongAgentId(
  client: DingTalkClient,
  corpId: string,
  agentId: string,
): Promise<boolean> {
  try {
    await readNoMessage(client, corpId, agentId)
    return false
  } catch (error) {
    if (!(error instanceof UpstreamRefusal)) throw error
    return error.upstreamCode === '40056' || /agent_?id/i.test(error.upstreamMessage)
  }
}

/**
 * Whether DingTalk knows and has approved a template of messages: asked by a message to nobody.
 * @throws ProblemError if DingTalk answers neither
 */
export async function isTemplateAccepted(
  client: DingTalkClient,
  corpId: string,
  { agentId, templateId }: { agentId: string; templateId: string },
): Promise<boolean> {
  try {
    await client.callOapi(corpId, {
      path: '/topapi/message/corpconversation/sendbytemplate',
      body: { agent_id: Number(agentId), template_id: templateId, userid_list: '', data: '{}' },
    })
    return true
  } catch (error) {
    if (!(error instanceof UpstreamRefusal)) throw error
    return !templateCodes.has(error.upstreamCode)
  }
}
