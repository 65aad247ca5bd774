import { Hono } from 'hono'
import { html } from 'hono/html'
import { ownerKey } from '#sandbox/esign/caller.ts'
import { sendNotice } from '#sandbox/esign/notices.ts'
import type { World } from '#sandbox/state/state.ts'
import { formText, renderMessage, renderPage } from './page-layout.ts'
import { findPageTask, withParameters } from './page-tasks.ts'

const title = '企业授权'

/** The page on which an admin authorises the app to use e签宝 on the organisation's behalf. */
export function authorisePage(world: World): Hono {
  const app = new Hono()

  app.get('/:taskId', (c) => {
    const task = findPageTask(world, c.req.param('taskId'), ['authorise'])
    const corp = task && world.state.corps.get(task.corpId)
    if (!corp) return renderMessage(c, title, '链接无效或已过期。', 410)
    return renderPage(
      c,
      title,
      html`<p>应用申请以「${corp.name}」的名义使用 e签宝：发起签署、查询进度、下载合同。</p>
        <form method="post">
          <button class="primary" name="action" value="agree">同意授权</button>
          <button name="action" value="refuse">拒绝</button>
        </form>`,
    )
  })

  app.post('/:taskId', async (c) => {
    const task = findPageTask(world, c.req.param('taskId'), ['authorise'])
    const corp = task && world.state.corps.get(task.corpId)
    if (!corp) return renderMessage(c, title, '链接无效或已过期。', 410)
    const agreed = formText(await c.req.parseBody(), 'action') === 'agree'
    if (agreed) corp.esignAuthorised = true
    world.state.pageTasks.delete(task.taskId)
    const developer = world.state.developers.get(ownerKey({ clientId: task.clientId, corp }))
    if (developer?.noticeUrl) {
      sendNotice(world, developer.noticeUrl, {
        action: 'CORP_AUTH',
        taskId: task.taskId,
        // e签宝 documents `FALL` for a failure.
        bizData: { status: agreed ? 'SUCCESS' : 'FALL' },
      })
    }
    if (task.redirectUrl === null) return renderMessage(c, title, agreed ? '已授权。' : '已拒绝。')
    const status = agreed ? 'SUCCESS' : 'FAIL'
    return c.redirect(withParameters(task.redirectUrl, { status, taskid: task.taskId }), 303)
  })

  return app
}
