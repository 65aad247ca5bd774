import type { SettingsCheck } from '#shared/schemas/settings-checks.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { sendWorkNotification } from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import type { DingTalkCheckDeps } from './dingtalk-checks.ts'
import { failed, ok, toCheck, unexpected, upstreamCodeOf, type Verdict } from './verdict.ts'

/** Sends one work notification to a person, because `--send-test` asked for it. */
export async function checkSending(
  deps: DingTalkCheckDeps,
  corpId: string,
  userId: string,
): Promise<SettingsCheck> {
  return toCheck('send-test', ['测试通知', 'Test notification'], await send(deps, corpId, userId))
}

async function send(
  { config, probe, agentIds, now }: DingTalkCheckDeps,
  corpId: string,
  userId: string,
): Promise<Verdict> {
  const { reminderTemplateId: templateId, publicUrl, timeZone } = config
  const time = new Intl.DateTimeFormat('zh-CN', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(now())
  try {
    const agentId = await agentIds.of(corpId)
    const number = await sendWorkNotification(
      probe.client,
      { corpId, agentId, templateId, userIds: [userId] },
      {
        title: '测试通知 · Test of the settings',
        // The keys are those of the reminder's template.
        lines: [
          { key: 'contract', name: '合同 · Contract', value: '测试 · Test' },
          { key: 'urger', name: '来自 · From', value: 'npm run doctor' },
          { key: 'time', name: '时间 · Time', value: time },
        ],
        text: '无需处理。Nothing to do.',
        url: publicUrl,
      },
    )
    return ok(
      [`钉钉已接受通知 ${number}，请 ${userId} 在钉钉里查看；打不开链接时检查 PUBLIC_URL。`],
      [
        `DingTalk took notification ${number}: ${userId} should see it now. If its link does not open, check PUBLIC_URL.`,
      ],
    )
  } catch (error) {
    const code = error instanceof ProblemError ? error.code : null
    if (code !== 'upstream-rejected' && code !== 'upstream-permission') return unexpected(error)
    return failed(
      [
        `钉钉拒绝了通知（${upstreamCodeOf(error) ?? code}）。`,
        '检查 AgentId、qyapi_base 和员工的 userId。',
      ],
      [
        `DingTalk refused the notification (${upstreamCodeOf(error) ?? code}).`,
        'Check the agent id, qyapi_base and the person’s userId.',
      ],
    )
  }
}
