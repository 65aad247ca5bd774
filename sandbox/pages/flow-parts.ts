import { html } from 'hono/html'
import { downloadAddress } from '#sandbox/esign/files.ts'
import { findFlow } from '#sandbox/flows/find-flow.ts'
import type { Flow } from '#sandbox/state/flow-model.ts'
import { signStatus } from '#sandbox/state/flow-model.ts'
import type { Corp } from '#sandbox/state/people.ts'
import type { World } from '#sandbox/state/state.ts'
import type { Markup } from './page-layout.ts'

const statusNames = ['草稿', '签署中', '已完成', '已撤销', '已终止', '已过期', '已删除', '已拒签']

const signStatusNames = {
  [signStatus.due]: '待签署',
  [signStatus.later]: '未轮到',
  [signStatus.signed]: '已签署',
  [signStatus.inApproval]: '用印审批中',
  [signStatus.refused]: '已拒签',
}

export function statusName(flow: Flow): string {
  return statusNames[flow.status] ?? `未知状态（${flow.status}）`
}

/** A flow of any organisation: a page's request has no token that would name one. */
export function findForPage(world: World, taskId: string): { flow: Flow; corp: Corp } | undefined {
  const stored = world.state.flows.get(taskId)
  const corp = stored && world.state.corps.get(stored.corpId)
  const flow = corp && findFlow(world, corp.corpId, taskId)
  return flow ? { flow, corp } : undefined
}

export function flowSummary(world: World, origin: string, flow: Flow): Markup {
  return html`<section>
    <h2>${flow.title}</h2>
    <p class="muted">
      ${statusName(flow)} · ${flow.initiator.name}（${flow.initiator.organization}）发起
    </p>
    <ul>
      ${flow.documents.map((document) => {
        const file = world.state.files.get(document.fileId)
        const kind = document.attachment ? '附件' : '合同'
        return file
          ? html`<li>
              <a href="${downloadAddress(origin, file)}">${document.fileName}</a>（${kind}）
            </li>`
          : html`<li>${document.fileName}（${kind}）</li>`
      })}
    </ul>
    <ol>
      ${flow.signers.map(
        (signer) =>
          html`<li>
            ${signer.name}（${signer.organization}）：${signStatusNames[signer.status]}
          </li>`,
      )}
    </ol>
  </section>`
}
