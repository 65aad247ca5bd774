import { Hono } from 'hono'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { moveFlow } from '#sandbox/esign/flow-moves.ts'
import { sendDraft } from '#sandbox/flows/flow-actions.ts'
import type { Flow, Signer } from '#sandbox/state/flow-model.ts'
import { flowStatus, signStatus } from '#sandbox/state/flow-model.ts'
import type { Corp } from '#sandbox/state/people.ts'
import { findPerson } from '#sandbox/state/people.ts'
import type { World } from '#sandbox/state/state.ts'
import { findForPage, flowSummary, statusName } from './flow-parts.ts'
import { formText, problemNote, renderMessage, renderPage } from './page-layout.ts'

const title = '发起签署'

function memberSigners(corp: Corp, userIds: readonly unknown[]): Signer[] {
  return userIds
    .map((userId) => (typeof userId === 'string' ? findPerson(corp, userId) : undefined))
    .filter((person) => person !== undefined)
    .map(({ userId, name }, index) => ({
      id: userId,
      name,
      userId,
      account: null,
      organization: corp.name,
      seals: ['personal'],
      order: index + 1,
      status: signStatus.later,
    }))
}

/** Why the draft cannot be sent, or undefined. */
function whyNot(corp: Corp, flow: Flow): string | undefined {
  if (findPerson(corp, flow.initiator.userId)?.realNameVerified !== true) {
    return '发起人未完成个人实名认证。'
  }
  if (!corp.realNameVerified) return '企业未完成实名认证。'
  if (flow.signers.length === 0) return '请选择签署人。'
  if (flow.title === '') return '请填写任务名称。'
  if (corp.margin < 1) return '套餐余量不足。'
  return undefined
}

function renderForm(c: Context, world: World, corp: Corp, flow: Flow, problem?: string) {
  const choice =
    flow.signers.length > 0
      ? html`<fieldset>
          <legend>移除签署人</legend>
          ${flow.signers.map(
            ({ id, name }) =>
              html`<label class="check">
                <input type="checkbox" name="remove" value="${id}" />${name}
              </label>`,
          )}
        </fieldset>`
      : html`<fieldset>
          <legend>签署人（按此顺序签署）</legend>
          ${corp.people.map(
            (person) =>
              html`<label class="check">
                <input type="checkbox" name="signer" value="${person.userId}" />${person.name}
              </label>`,
          )}
        </fieldset>`
  return renderPage(
    c,
    title,
    html`${problemNote(problem)} ${flowSummary(world, new URL(c.req.url).origin, flow)}
      <form method="post">
        <label
          >任务名称 <input type="text" name="title" value="${flow.title}" maxlength="100"
        /></label>
        ${choice}
        <button class="primary" name="action" value="send">发送</button>
      </form>`,
  )
}

/** The page on which an initiator finishes a draft and sends it. */
export function startPage(world: World): Hono {
  const app = new Hono()

  app.get('/:taskId', (c) => {
    const found = findForPage(world, c.req.param('taskId'))
    if (!found) return renderMessage(c, title, '没有这个签署流程。', 404)
    const { flow, corp } = found
    return flow.status === flowStatus.draft
      ? renderForm(c, world, corp, flow)
      : renderMessage(c, title, `「${flow.title}」${statusName(flow)}。`)
  })

  app.post('/:taskId', async (c) => {
    const found = findForPage(world, c.req.param('taskId'))
    if (!found) return renderMessage(c, title, '没有这个签署流程。', 404)
    const { flow, corp } = found
    if (flow.status !== flowStatus.draft) {
      return renderMessage(c, title, `「${flow.title}」${statusName(flow)}。`)
    }
    const form = await c.req.parseBody({ all: true })
    flow.title = formText(form, 'title')
    if (flow.signers.length === 0) {
      flow.signers = memberSigners(corp, [form['signer']].flat())
    } else {
      const removed = [form['remove']].flat()
      flow.signers = flow.signers.filter(({ id }) => !removed.includes(id))
    }
    const problem = whyNot(corp, flow)
    if (problem !== undefined) return renderForm(c, world, corp, flow, problem)
    moveFlow(world, flow, (_, time) => sendDraft(corp, flow, time))
    if (flow.redirectUrl !== null) return c.redirect(flow.redirectUrl, 303)
    return renderMessage(c, title, '已发送。')
  })

  return app
}
