import { Hono } from 'hono'
import { html } from 'hono/html'
import { moveFlow } from '#sandbox/esign/flow-moves.ts'
import { findFlow } from '#sandbox/flows/find-flow.ts'
import { deleteFlow, revokeFlow } from '#sandbox/flows/flow-actions.ts'
import type { Flow } from '#sandbox/state/flow-model.ts'
import { flowStatus } from '#sandbox/state/flow-model.ts'
import type { World } from '#sandbox/state/state.ts'
import { statusName } from './flow-parts.ts'
import type { Markup } from './page-layout.ts'
import { formText, renderMessage, renderPage } from './page-layout.ts'

const title = '企业控制台'

function actionsOf(flow: Flow): Markup {
  const hidden = html`<input type="hidden" name="taskId" value="${flow.taskId}" />`
  if (flow.status === flowStatus.draft) {
    return html`<p><a href="/_sandbox/pages/start/${flow.taskId}">去发送</a></p>`
  }
  if (flow.status === flowStatus.signing) {
    return html`<p><a href="/_sandbox/pages/sign/${flow.taskId}">去签署</a></p>
      <form method="post">
        ${hidden}
        <button name="action" value="revoke">撤回</button>
      </form>`
  }
  if (flow.status === flowStatus.deleted) return html``
  return html`<form method="post">
    ${hidden}
    <button name="action" value="delete">删除</button>
  </form>`
}

/** The organisation's console: its package, and its flows with the actions open to each. */
export function consolePage(world: World): Hono {
  const app = new Hono()

  app.get('/:corpId', (c) => {
    const corp = world.state.corps.get(c.req.param('corpId'))
    if (!corp) return renderMessage(c, title, '没有这个企业。', 404)
    const flows = [...world.state.flows.keys()]
      .map((taskId) => findFlow(world, corp.corpId, taskId))
      .filter((flow) => flow !== undefined)
    return renderPage(
      c,
      title,
      html`<p>${corp.name}</p>
        <p class="muted">
          套餐余量 ${corp.margin} 份 · ${corp.realNameVerified ? '已实名' : '未实名'}
        </p>
        ${flows.map(
          (flow) =>
            html`<section>
              <h2>${flow.title}</h2>
              <p class="muted">${statusName(flow)} · ${flow.taskId}</p>
              ${actionsOf(flow)}
            </section>`,
        )}`,
    )
  })

  app.post('/:corpId', async (c) => {
    const form = await c.req.parseBody()
    const flow = findFlow(world, c.req.param('corpId'), formText(form, 'taskId'))
    if (!flow) return renderMessage(c, title, '没有这个签署流程。', 404)
    const action = formText(form, 'action')
    moveFlow(world, flow, (_, time) => {
      const signing = flow.status === flowStatus.signing
      if (action === 'revoke' && signing) revokeFlow(flow, '发起方撤回', time)
      if (action === 'delete' && !signing) deleteFlow(flow, time)
    })
    return c.redirect(c.req.url, 303)
  })

  return app
}
