import { Hono } from 'hono'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { moveFlow } from '#sandbox/esign/flow-moves.ts'
import type { Flow, SealApproval, SourceLink } from '#sandbox/state/flow-model.ts'
import { agreeApproval, refuseApproval } from '#sandbox/flows/seal-approvals.ts'
import type { World } from '#sandbox/state/state.ts'
import { findForPage } from './flow-parts.ts'
import type { Markup } from './page-layout.ts'
import { formText, renderMessage, renderPage } from './page-layout.ts'

const title = '用印审批'

/**
 * The running approval that the page shows.
 *
 * @param signerId whose signature needs the approval; '' takes the first running one
 */
function openApproval(flow: Flow, signerId: string): SealApproval | undefined {
  return flow.approvals.find(
    (approval) =>
      approval.status === 'APPROVING' && (signerId === '' || approval.signerId === signerId),
  )
}

/** `sourceInfo`'s link: on phones its phone address, elsewhere its PC address. */
function sourceLink(c: Context, source: SourceLink | null): Markup {
  if (source === null) return html``
  const isPhone = /Android|iPhone|Mobile/.test(c.req.header('user-agent') ?? '')
  const { mobileUrl, pcUrl, showText } = source
  const address = isPhone ? (mobileUrl ?? pcUrl) : (pcUrl ?? mobileUrl)
  if (address === null) return html``
  return html`<p>来源：<a href="${address}">${showText ?? address}</a></p>`
}

/** The page on which the organisation's approvers decide on its seal. */
export function approvalPage(world: World): Hono {
  const app = new Hono()

  app.get('/:taskId', (c) => {
    const flow = findForPage(world, c.req.param('taskId'))?.flow
    const signerId = c.req.query('signer') ?? ''
    const approval = flow && openApproval(flow, signerId)
    if (!approval) return renderMessage(c, title, '没有待处理的用印审批。', 404)
    const node = approval.nodes.find((candidate) => candidate.status === 'APPROVING')
    return renderPage(
      c,
      title,
      html`<p>${approval.name}，${approval.sponsor} 发起，等待 ${node?.approver ?? ''} 审批。</p>
        ${sourceLink(c, flow.source)}
        <form method="post">
          <button class="primary" name="action" value="agree">
            以 ${node?.approver ?? ''} 的身份同意
          </button>
          <label>拒绝原因 <input type="text" name="reason" maxlength="100" /></label>
          <button name="action" value="refuse">拒绝</button>
        </form>`,
    )
  })

  app.post('/:taskId', async (c) => {
    const flow = findForPage(world, c.req.param('taskId'))?.flow
    const approval = flow && openApproval(flow, c.req.query('signer') ?? '')
    if (!approval) return renderMessage(c, title, '没有待处理的用印审批。', 404)
    const form = await c.req.parseBody()
    moveFlow(world, flow, (_, time) => {
      if (formText(form, 'action') === 'agree') agreeApproval(flow, approval, time)
      else refuseApproval(flow, approval, formText(form, 'reason') || '未说明', time)
    })
    return approval.status === 'APPROVING'
      ? c.redirect(c.req.url, 303)
      : renderMessage(c, title, approval.status === 'AGREED' ? '审批已通过。' : '已拒绝用印申请。')
  })

  return app
}
