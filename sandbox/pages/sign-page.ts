import { Hono } from 'hono'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { moveFlow } from '#sandbox/esign/flow-moves.ts'
import { passOn, refuseFlow, signFlow } from '#sandbox/flows/flow-actions.ts'
import { addLog, dueSigners } from '#sandbox/flows/flow-log.ts'
import type { Flow, Signer } from '#sandbox/state/flow-model.ts'
import { flowStatus, logType, signStatus } from '#sandbox/state/flow-model.ts'
import { needsApproval } from '#sandbox/flows/seal-approvals.ts'
import type { Corp, Person } from '#sandbox/state/people.ts'
import { findPerson } from '#sandbox/state/people.ts'
import type { World } from '#sandbox/state/state.ts'
import { findForPage, flowSummary, statusName } from './flow-parts.ts'
import type { Markup } from './page-layout.ts'
import { formText, renderMessage, renderPage } from './page-layout.ts'

const title = '签署合同'

/** The page that linked here; where to return if the flow has no `redirectUrl`. */
function cameFrom(c: Context): string {
  const referrer = c.req.header('referer') ?? ''
  return URL.canParse(referrer) && new URL(referrer).protocol.startsWith('http') ? referrer : ''
}

function memberOf(corp: Corp, signer: Signer): Person | undefined {
  return signer.userId === null ? undefined : findPerson(corp, signer.userId)
}

function signForm(corp: Corp, signer: Signer, returnTo: string): Markup {
  const hidden = html`<input type="hidden" name="signer" value="${signer.id}" />
    <input type="hidden" name="returnTo" value="${returnTo}" />`
  if (memberOf(corp, signer)?.realNameVerified === false) {
    return html`<form method="post">
      ${hidden}
      <p>签署前请先完成个人实名认证。</p>
      <button class="primary" name="action" value="verify">完成实名认证</button>
    </form>`
  }
  const approval = needsApproval(corp, signer)
  return html`<form method="post">
    ${hidden} ${approval ? html`<p>您没有企业印章的使用权限，需要先发起用印审批。</p>` : ''}
    <button class="primary" name="action" value="sign">
      ${approval ? '发起用印审批' : '同意并签署'}
    </button>
    <label>拒签原因 <input type="text" name="reason" maxlength="100" /></label>
    <button name="action" value="refuse">拒绝签署</button>
    <label>
      转签给
      <select name="to">
        ${corp.people.map(({ userId, name }) => html`<option value="${userId}">${name}</option>`)}
      </select>
    </label>
    <button name="action" value="pass-on">转签</button>
  </form>`
}

function signerCard(corp: Corp, flow: Flow, signer: Signer, returnTo: string): Markup {
  let content: Markup
  if (signer.status === signStatus.due) content = signForm(corp, signer, returnTo)
  else if (signer.status === signStatus.inApproval) {
    content = html`<p>用印审批中。<a href="/_sandbox/pages/approval/${flow.taskId}">去审批</a></p>`
  } else if (signer.status === signStatus.later) content = html`<p>还没有轮到您签署。</p>`
  else content = html`<p>您已${signer.status === signStatus.signed ? '签署' : '拒签'}。</p>`
  return html`<section>
    <h2>以 ${signer.name} 的身份</h2>
    ${content}
  </section>`
}

function recordView(flow: Flow, signer: Signer, time: number): void {
  const last = flow.logs.at(-1)
  if (last?.type === logType.viewed && last.operator === signer.name) return
  addLog(flow, logType.viewed, signer.name, '查看了合同', time)
}

/** The page on which a signer signs or refuses. */
export function signPage(world: World): Hono {
  const app = new Hono()

  app.get('/:taskId', (c) => {
    const found = findForPage(world, c.req.param('taskId'))
    if (!found) return renderMessage(c, title, '没有这个签署流程。', 404)
    const { flow, corp } = found
    const signerId = c.req.query('signer')
    const own = flow.signers.find((signer) => signer.id === signerId)
    if (flow.status !== flowStatus.signing) {
      if (own && flow.status !== flowStatus.draft) recordView(flow, own, world.now())
      return renderMessage(c, title, `「${flow.title}」${statusName(flow)}，无法签署。`)
    }
    if (own?.status === signStatus.due) recordView(flow, own, world.now())
    const cards = own ? [own] : dueSigners(flow)
    return renderPage(
      c,
      title,
      html`${flowSummary(world, new URL(c.req.url).origin, flow)}
      ${cards.map((signer) => signerCard(corp, flow, signer, cameFrom(c)))}`,
    )
  })

  app.post('/:taskId', async (c) => {
    const found = findForPage(world, c.req.param('taskId'))
    if (!found) return renderMessage(c, title, '没有这个签署流程。', 404)
    const { flow, corp } = found
    const form = await c.req.parseBody()
    const signer = flow.signers.find(({ id }) => id === formText(form, 'signer'))
    if (flow.status !== flowStatus.signing || signer?.status !== signStatus.due) {
      return renderMessage(c, title, '现在不能签署，流程可能已经变化。')
    }
    const person = memberOf(corp, signer)
    const action = formText(form, 'action')
    if (action === 'verify' && person) {
      person.realNameVerified = true
      return c.redirect(c.req.url, 303)
    }
    if (person?.realNameVerified === false) {
      return renderMessage(c, title, '请先完成个人实名认证。')
    }
    if (action === 'pass-on') {
      const to = findPerson(corp, formText(form, 'to'))
      const isPassedOn = to && moveFlow(world, flow, (_, time) => passOn(flow, signer, to, time))
      return renderMessage(c, title, isPassedOn ? `已转签给 ${to.name}。` : '不能转签给此人。')
    }
    moveFlow(world, flow, (_, time) => {
      if (action === 'refuse') refuseFlow(flow, signer, formText(form, 'reason') || '未说明', time)
      else signFlow(corp, flow, signer, time)
    })
    if (flow.redirectUrl !== null) return c.redirect(flow.redirectUrl, 303)
    return renderDone(c, signer, formText(form, 'returnTo'))
  })

  return app
}

function renderDone(c: Context, signer: Signer, returnTo: string) {
  const done = new Map<number, string>([
    [signStatus.signed, '签署完成。'],
    [signStatus.refused, '已拒绝签署。'],
    [signStatus.inApproval, '已发起用印审批，审批通过后自动完成签署。'],
  ])
  const back = returnTo === '' ? html`` : html`<p><a href="${returnTo}">返回应用</a></p>`
  return renderPage(
    c,
    title,
    html`<p>${done.get(signer.status) ?? ''}</p>
      ${back}`,
  )
}
